/* mapping-check.c - what a company's mappings say, and what they leave open. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "common.h"
#include "ledger/billing.h"
#include "ledger/facts.h"
#include "ledger/mapping_diff.h"
#include "ledger/mapping_report.h"
#include "mapping/company.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
	const char *company;
	const char *explain;
	const char *diff;  /* the older mappings; the operand: the newer */
	const char *month; /* 2026-10, in place of its billing folder */
};

/* The month of a billing folder: uses and gaps, or one row explained. */
static void
check_month(const struct tool *tool, const struct options *options,
    struct ledger_input *input, const char *dir, struct buf *buf)
{
	struct gap_list gaps;

	input->billing = billing_load_mapped(dir, input->mapping, tool->diag);
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

/* The billing folder of a month, or the operand; the caller frees. */
static char *
billing_of(const struct company *company, const struct options *options,
    const char *dir)
{
	char *path, *month;

	if (options->month == NULL)
		return dir == NULL ? NULL : mem_strdup(dir);
	month = path_join(company->dir, options->month);
	path = path_join(month, "billing");
	free(month);
	return path;
}

/* What the mappings of a folder would change in a month. */
static int
compare(const struct tool *tool, const struct options *options,
    const char *mappings)
{
	struct mapping_diff diff = { .old_mappings = options->diff,
		.new_mappings = mappings };
	struct company *company = company_load(options->company, tool->diag);
	char *billing;
	struct buf buf;
	int status;

	if (company == NULL)
		return STATUS_CONFIG;
	billing = billing_of(company, options, NULL);
	diff.company = company;
	diff.billing = billing;
	buf_init(&buf, BUF_MAX_DEFAULT);
	status = mapping_diff(&diff, &buf, tool->diag);
	(void)fwrite(buf_text(&buf), 1, buf.len, stdout);
	buf_release(&buf);
	free(billing);
	company_free(company);
	return status == 1 ? STATUS_DATA : STATUS_DONE;
}

static int
check(const struct tool *tool, const struct options *options, const char *dir)
{
	struct company *company;
	struct ledger_input input = { .company = NULL };
	int status = STATUS_DONE;
	char *billing;
	struct buf buf;

	company = company_load(options->company, tool->diag);
	if (company == NULL)
		return STATUS_CONFIG;
	input.company = company;
	input.mapping = mapping_load(company, tool->diag);
	buf_init(&buf, BUF_MAX_DEFAULT);
	if (input.mapping != NULL && options->explain == NULL)
		mapping_report_shadowed(input.mapping, tool->diag);
	billing = billing_of(company, options, dir);
	if (input.mapping != NULL && billing != NULL)
		check_month(tool, options, &input, billing, &buf);
	else if (input.mapping != NULL)
		mapping_report_rules(input.mapping, false, &buf);
	(void)fwrite(buf_text(&buf), 1, buf.len, stdout);
	buf_release(&buf);
	free(billing);
	mapping_free(input.mapping);
	company_free(company);
	return status;
}

static bool
is_month(const char *text)
{
	struct month month;

	return month_parse(text, strlen(text), &month);
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
		{ 0, "month", "YYYY-MM",
		    "the billing records of that month of the company",
		    &options.month, NULL },
		{ 0, "diff", "OLD_MAPPINGS",
		    "say in money what other mappings change in a month",
		    &options.diff, NULL },
	};
	struct tool tool = { .name = "mapping-check",
		.usage = "-c FILE [--explain SOURCE] [--month YYYY-MM | "
			 "BILLING_DIR]\n"
			 "       mapping-check -c FILE --month YYYY-MM --diff "
			 "OLD_MAPPINGS NEW_MAPPINGS",
		.summary = "Check a company's mappings, and what a month of "
			   "billing asks of them.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	int first = tool_options(&tool, argc, argv);

	if (options.company == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (options.month != NULL && !is_month(options.month))
		tool_usage_error(&tool, "--month needs a month, as in 2026-10");
	if (options.diff != NULL) {
		if (argc - first != 1 || options.month == NULL ||
		    options.explain != NULL)
			tool_usage_error(&tool,
			    "--diff needs two folders of mappings and --month");
		return tool_finish(
		    &tool, compare(&tool, &options, argv[first]));
	}
	if (argc - first > (options.month == NULL ? 1 : 0))
		tool_usage_error(&tool, "one billing folder at most");
	if (options.explain != NULL && first >= argc && options.month == NULL)
		tool_usage_error(&tool, "--explain needs a billing folder");
	return tool_finish(&tool, check(&tool, &options, argv[first]));
}
