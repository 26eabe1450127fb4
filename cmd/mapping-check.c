/* mapping-check.c - what a company's mappings say, and what they leave open. */
#include "base/buf.h"
#include "base/mem.h"
#include "common.h"
#include "ledger/billing.h"
#include "ledger/mapping_report.h"
#include "mapping/company.h"

#include <stdio.h>

struct options {
	const char *company;
	const char *explain;
};

/* The month of a billing folder: uses and gaps, or one row explained. */
static void
check_month(const struct tool *tool, const struct options *options,
    struct ledger_input *input, const char *dir, struct buf *buf)
{
	struct gap_list gaps;

	input->billing = billing_load(dir, tool->diag);
	if (input->billing == NULL)
		return;
	if (options->explain != NULL) {
		(void)mapping_explain(input, options->explain, buf, tool->diag);
	} else {
		gap_list_init(&gaps);
		mapping_gaps_find(input, &gaps, tool->diag);
		mapping_report_rules(input->mapping, true, buf);
		mapping_report_stub(input->mapping, &gaps, buf);
		gap_list_release(&gaps);
	}
	billing_free(input->billing);
}

static int
check(const struct tool *tool, const struct options *options, const char *dir)
{
	struct company *company;
	struct ledger_input input = { .company = NULL };
	int status = STATUS_DONE;
	struct buf buf;

	company = company_load(options->company, tool->diag);
	if (company == NULL)
		return STATUS_CONFIG;
	input.company = company;
	input.mapping = mapping_load(company, tool->diag);
	buf_init(&buf, BUF_MAX_DEFAULT);
	if (input.mapping != NULL && options->explain == NULL)
		mapping_report_shadowed(input.mapping, tool->diag);
	if (input.mapping != NULL && dir != NULL)
		check_month(tool, options, &input, dir, &buf);
	else if (input.mapping != NULL)
		mapping_report_rules(input.mapping, false, &buf);
	(void)fwrite(buf_text(&buf), 1, buf.len, stdout);
	buf_release(&buf);
	mapping_free(input.mapping);
	company_free(company);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = { .company = NULL };
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &options.company, NULL },
		{ 0, "explain", "SOURCE",
		    "explain one row, as exports/invoice_lines.csv:17",
		    &options.explain, NULL },
	};
	struct tool tool = { .name = "mapping-check",
		.usage = "-c FILE [--explain SOURCE] [BILLING_DIR]",
		.summary = "Check a company's mappings, and what a month of "
			   "billing asks of them.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	int first = tool_options(&tool, argc, argv);

	if (options.company == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (argc - first > 1)
		tool_usage_error(&tool, "one billing folder at most");
	if (options.explain != NULL && first >= argc)
		tool_usage_error(&tool, "--explain needs a billing folder");
	return tool_finish(&tool, check(&tool, &options, argv[first]));
}
