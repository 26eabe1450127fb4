/* netvisor-check.c - judges a batch by schemas, rules and registers. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "common.h"
#include "common_path.h"
#include "mapping/company.h"
#include "mapping/mapping.h"
#include "netvisor/check.h"

/* The accounts that accounts.yaml says are Netvisor's defaults. */
static size_t
defaults_of(const struct mapping *mapping,
    struct check_default ret[SYSTEM_ACCOUNT_COUNT])
{
	static const struct {
		const char *what;
		const char *name;
	} own[SYSTEM_ACCOUNT_COUNT] = {
		[SYSTEM_RECEIVABLES] = { "receivables", "SalesReceivables" },
		[SYSTEM_SALES_VAT] = { "sales_vat", "SalesVATDebt" },
		[SYSTEM_ROUNDING] = { "rounding", "RoundingOffDifference" },
		[SYSTEM_DEFERRED_REVENUE] = { "deferred_revenue",
		    "SalesInvoiceAccrual" },
	};
	struct account_decision decision;
	size_t count = 0;

	for (unsigned i = 0; i < SYSTEM_ACCOUNT_COUNT; i++) {
		if (own[i].name == NULL ||
		    !mapping_system_account(
			mapping, (enum system_account)i, &decision))
			continue;
		ret[count++] = (struct check_default){ .name = own[i].name,
			.what = own[i].what,
			.number = decision.account,
			.pos = decision.rule.pos };
	}
	return count;
}

/* What is wrong with the mappings themselves is fenerum-map's to say. */
static enum check_result
check(struct check_options *options, struct diag_list *diag)
{
	struct check_default defaults[SYSTEM_ACCOUNT_COUNT];
	struct diag_list *unheard = diag_list_new();
	struct mapping *mapping = mapping_load(options->company, unheard);
	enum check_result result;

	diag_list_free(unheard);
	if (mapping != NULL) {
		options->default_count = defaults_of(mapping, defaults);
		options->defaults = defaults;
	}
	result = check_batch(options, diag);
	/* They end with this function. */
	options->defaults = NULL;
	options->default_count = 0;
	mapping_free(mapping);
	return result;
}

/* As many as the option says, or as there are processors. */
static unsigned
workers_of(const struct tool *tool, const char *text)
{
	struct decimal value = { 0, 0 };
	long processors;

	if (text == NULL) {
		processors = sysconf(_SC_NPROCESSORS_ONLN);
		if (processors > CHECK_WORKERS_MAX)
			return CHECK_WORKERS_MAX;
		return processors > 1 ? (unsigned)processors : 1;
	}
	if (decimal_parse(text, strlen(text), number_style_plain, &value,
		NULL) != NUMBER_OK ||
	    value.scale != 0 || value.units < 1 ||
	    value.units > CHECK_WORKERS_MAX)
		tool_usage_error(tool,
		    "--workers: '%s' is not a number from 1 to %d", text,
		    CHECK_WORKERS_MAX);
	return (unsigned)value.units;
}

int
main(int argc, char **argv)
{
	struct check_options options = { .company = NULL };
	struct company *company;
	enum check_result result = CHECK_FAILED;
	const char *company_path = NULL;
	const char *workers = NULL;
	char *batch, *registers = NULL, *verdicts = NULL;
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &company_path, NULL },
		{ 'r', "registers", "DIR",
		    "snapshot of the registers (else registers beside BATCH)",
		    &options.registers, NULL },
		{ 'o', "output", "FILE",
		    "the verdicts (else check.tsv beside BATCH)",
		    &options.check, NULL },
		{ 'w', "workers", "N",
		    "requests to judge at a time (else as many as processors)",
		    &workers, NULL },
		{ 0, "deep", NULL,
		    "judge every request by the schema validator as well", NULL,
		    &options.deep },
	};
	struct tool tool = { .name = "netvisor-check",
		.usage = "-c FILE [-r DIR] [-o FILE] [--workers N] [--deep] "
			 "BATCH",
		.summary = "Check a batch of requests before it is sent.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	int operand = tool_options(&tool, argc, argv);

	if (company_path == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (argc - operand != 1)
		tool_usage_error(&tool, "give one batch folder");
	options.workers = workers_of(&tool, workers);
	options.batch = batch = folder_path(argv[operand]);
	if (options.registers == NULL)
		options.registers = registers =
		    folder_beside(batch, "registers");
	if (options.check == NULL)
		options.check = verdicts = folder_beside(batch, "check.tsv");
	company = company_load(company_path, tool.diag);
	if (company != NULL) {
		options.company = company;
		result = check(&options, tool.diag);
	}
	company_free(company);
	free(registers);
	free(verdicts);
	free(batch);
	if (company == NULL)
		return tool_finish(&tool, STATUS_CONFIG);
	return tool_finish(
	    &tool, result == CHECK_WRONG ? STATUS_DATA : STATUS_DONE);
}
