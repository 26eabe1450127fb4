/* netvisor-write.c - ledger records to a batch of XML requests. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "common.h"
#include "common_path.h"
#include "mapping/company.h"
#include "netvisor/batch_write.h"

static int
status_of_result(enum batch_result result)
{
	switch (result) {
	case BATCH_WRITTEN:
	case BATCH_FAILED: /* its findings make the status */
		return STATUS_DONE;
	case BATCH_REFUSED:
		break;
	}
	return STATUS_DATA;
}

int
main(int argc, char **argv)
{
	struct batch_write_options options = { .draft = false };
	struct company *company;
	enum batch_result result = BATCH_FAILED;
	const char *company_path = NULL;
	char *batch, *beside = NULL;
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &company_path, NULL },
		{ 'o', "output", "DIR", "the batch folder to make",
		    &options.batch, NULL },
		{ 0, "exclusions", "FILE",
		    "documents to leave out (else exclusions.tsv beside DIR)",
		    &options.exclusions, NULL },
		{ 0, "draft", NULL,
		    "write the folder also when documents are wrong", NULL,
		    &options.draft },
	};
	struct tool tool = { .name = "netvisor-write",
		.usage = "-c FILE -o DIR [--exclusions FILE] [--draft] "
			 "[LEDGER]",
		.summary = "Write ledger records as XML requests to Netvisor.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	int operand = tool_options(&tool, argc, argv);

	if (company_path == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (options.batch == NULL)
		tool_usage_error(&tool, "where to? give -o");
	if (argc - operand > 1)
		tool_usage_error(&tool, "one ledger folder at most");
	options.ledger = argv[operand];
	options.batch = batch = folder_path(options.batch);
	if (options.exclusions == NULL)
		options.exclusions = beside =
		    folder_beside(batch, "exclusions.tsv");
	company = company_load(company_path, tool.diag);
	if (company != NULL) {
		options.company = company;
		result = batch_write(&options, tool.diag);
		/* A batch without what is wrong is what was asked for. */
		tool.withheld = result == BATCH_WRITTEN;
	}
	company_free(company);
	free(beside);
	free(batch);
	return tool_finish(
	    &tool, company == NULL ? STATUS_CONFIG : status_of_result(result));
}
