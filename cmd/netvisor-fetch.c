/* netvisor-fetch.c - reads Netvisor's registers, or what was booked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "common.h"
#include "common_client.h"
#include "common_path.h"
#include "mapping/company.h"
#include "netvisor/fetch.h"
#include "netvisor/journal.h"

struct work {
	struct tool *tool;
	const struct company *company;
	struct month month;
	const char *dir; /* of the stage */
	bool booked;
};

/* 0, or -1 after findings. */
static int
fetch_with(const struct work *work, struct journal *journal)
{
	struct diag_list *diag = work->tool->diag;
	struct client_session *session =
	    session_open(work->tool, work->company);
	int result = -1;

	if (session != NULL && work->booked)
		result = fetch_booked(session_client(session), journal,
		    work->month, work->dir, diag);
	else if (session != NULL)
		result = fetch_registers(
		    session_client(session), work->month, work->dir, diag);
	session_close(session);
	return result;
}

static int
fetch(const struct work *work)
{
	struct journal *journal = NULL;
	bool missing = true;
	int result;

	if (work->booked)
		journal = journal_open_reader(
		    work->company, work->tool->diag, &missing);
	if (journal == NULL && !missing)
		return -1;
	result = fetch_with(work, journal);
	journal_close(journal);
	return result;
}

/* How much there is, read back from the disk. */
static void
summarise(const struct work *work)
{
	const struct record_schema *const *kinds =
	    work->booked ? record_stage_booked : record_stage_registers;
	struct stage_reader *stage = stage_reader_new(work->dir, kinds,
	    work->booked ? record_stage_booked_count
			 : record_stage_registers_count,
	    work->tool->diag);
	struct record_reader *reader;
	const char *between = ": ";

	(void)printf("%s", path_base(work->dir));
	while ((reader = stage_reader_next(stage)) != NULL) {
		const char *name = record_schema_of(reader)->file;
		size_t rows = 0;

		while (record_next(reader) > 0)
			rows++;
		if (strcmp(name, "snapshot") == 0)
			continue;
		(void)printf("%s%zu ", between, rows);
		for (; *name != '\0'; name++)
			(void)putchar(*name == '_' ? ' ' : *name);
		between = ", ";
	}
	(void)putchar('\n');
	(void)stage_reader_free(stage);
}

static struct month
month_of(const struct tool *tool, const char *folder)
{
	char *name = month_folder_name(folder);
	struct month month = { 0, 0 };

	if (!month_parse(name, strlen(name), &month))
		tool_usage_error(tool,
		    "the folder '%s' is not a month's, such as 2026-10", name);
	free(name);
	return month;
}

int
main(int argc, char **argv)
{
	struct work work = { .dir = NULL };
	struct company *company;
	const char *company_path = NULL, *output = NULL;
	char *folder, *dir;
	int result = -1;
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &company_path, NULL },
		{ 0, "booked", NULL,
		    "what was booked, in place of the registers", NULL,
		    &work.booked },
		{ 'o', "output", "DIR", "where they go (else into MONTHFOLDER)",
		    &output, NULL },
	};
	struct tool tool = { .name = "netvisor-fetch",
		.usage = "-c FILE [--booked] [-o DIR] MONTHFOLDER",
		.summary = "Read Netvisor's registers, or what was booked.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	int operand = tool_options(&tool, argc, argv);

	if (company_path == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (argc - operand != 1)
		tool_usage_error(&tool, "give one month's folder");
	work.tool = &tool;
	work.month = month_of(&tool, argv[operand]);
	folder = folder_path(argv[operand]);
	dir = output != NULL
	          ? mem_strdup(output)
	          : path_join(folder, work.booked ? "booked" : "registers");
	work.dir = dir;
	work.company = company = company_load(company_path, tool.diag);
	if (company != NULL)
		result = fetch(&work);
	if (result == 0 && !tool.quiet)
		summarise(&work);
	free(dir);
	free(folder);
	company_free(company);
	result =
	    tool_finish(&tool, company == NULL ? STATUS_CONFIG : STATUS_DONE);
	session_reraise();
	return result;
}
