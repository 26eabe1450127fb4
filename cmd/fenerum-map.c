/* fenerum-map.c - billing records to ledger records. */
#include "base/record_kinds.h"
#include "base/stage.h"
#include "common.h"
#include "ledger/billing.h"
#include "ledger/facts.h"
#include "ledger/ledger_map.h"
#include "mapping/company.h"
#include "mapping/mapping.h"

struct options {
	const char *company;
	const char *out;
	const char *schedule;
	const char *receivables;
};

static void
map_month(const struct tool *tool, const struct options *options,
    const struct company *company, const char *dir)
{
	struct ledger_input input = { .company = company,
		.schedule = options->schedule != NULL ? options->schedule
		                                      : company->schedule,
		.receivables = options->receivables != NULL
		                   ? options->receivables
		                   : company->receivables };
	struct stage_writer *stage;

	input.mapping = mapping_load(company, tool->diag);
	input.billing = billing_load_mapped(dir, input.mapping, tool->diag);
	if (input.mapping != NULL && input.billing != NULL) {
		stage = stage_writer_new(options->out, tool->diag);
		if (ledger_map(&input, stage, tool->diag) == 0)
			(void)stage_writer_finish(stage, record_stage_ledger,
			    record_stage_ledger_count);
		else
			stage_writer_abort(stage);
	}
	billing_free(input.billing);
	mapping_free(input.mapping);
}

int
main(int argc, char **argv)
{
	struct options options = { .company = NULL };
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &options.company, NULL },
		{ 'o', "output", "DIR",
		    "folder for the records (else standard output)",
		    &options.out, NULL },
		{ 0, "schedule", "FILE",
		    "schedule of deferrals (else that of the company)",
		    &options.schedule, NULL },
		{ 0, "receivables", "FILE",
		    "invoices and payments of all months (else the company's)",
		    &options.receivables, NULL },
	};
	struct tool tool = { .name = "fenerum-map",
		.usage = "-c FILE [-o DIR] [--schedule FILE] "
			 "[--receivables FILE] [BILLING_DIR]",
		.summary = "Map a month of billing records to ledger records.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	struct company *company;
	int first = tool_options(&tool, argc, argv);

	if (options.company == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (argc - first > 1)
		tool_usage_error(&tool, "one billing folder at most");
	company = company_load(options.company, tool.diag);
	if (company == NULL)
		return tool_finish(&tool, STATUS_CONFIG);
	map_month(&tool, &options, company, first < argc ? argv[first] : NULL);
	company_free(company);
	return tool_finish(&tool, STATUS_DONE);
}
