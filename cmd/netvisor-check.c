/* netvisor-check.c - judges a batch by schemas, rules and registers. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "common.h"
#include "mapping/company.h"
#include "netvisor/check.h"

/* A name beside the batch folder; the caller frees. */
static char *
beside(const char *batch, const char *name)
{
	size_t len = strlen(batch);
	char *folder, *dir, *path;

	while (len > 1 && batch[len - 1] == '/')
		len--;
	folder = mem_strndup(batch, len);
	dir = path_dir(folder);
	path = path_join(dir, name);
	free(folder);
	free(dir);
	return path;
}

int
main(int argc, char **argv)
{
	struct check_options options = { .company = NULL };
	struct company *company;
	enum check_result result = CHECK_FAILED;
	const char *company_path = NULL;
	char *registers = NULL, *check = NULL;
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &company_path, NULL },
		{ 'r', "registers", "DIR",
		    "snapshot of the registers (else registers beside BATCH)",
		    &options.registers, NULL },
		{ 'o', "output", "FILE",
		    "the verdicts (else check.tsv beside BATCH)",
		    &options.check, NULL },
	};
	struct tool tool = { .name = "netvisor-check",
		.usage = "-c FILE [-r DIR] [-o FILE] BATCH",
		.summary = "Check a batch of requests before it is sent.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	int operand = tool_options(&tool, argc, argv);

	if (company_path == NULL)
		tool_usage_error(&tool, "which company? give -c");
	if (argc - operand != 1)
		tool_usage_error(&tool, "give one batch folder");
	options.batch = argv[operand];
	if (options.registers == NULL)
		options.registers = registers =
		    beside(options.batch, "registers");
	if (options.check == NULL)
		options.check = check = beside(options.batch, "check.tsv");
	company = company_load(company_path, tool.diag);
	if (company != NULL) {
		options.company = company;
		result = check_batch(&options, tool.diag);
	}
	company_free(company);
	free(registers);
	free(check);
	if (company == NULL)
		return tool_finish(&tool, STATUS_CONFIG);
	return tool_finish(
	    &tool, result == CHECK_WRONG ? STATUS_DATA : STATUS_DONE);
}
