/*
 * reconcile.c - holds a month's exports, its expected postings and what
 * Netvisor booked side by side, offline, and writes what differs and why.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/output.h"
#include "common.h"
#include "common_path.h"
#include "mapping/company.h"
#include "netvisor/journal.h"
#include "report/reconcile.h"

static void
write_file(const char *dir, const char *name, const struct buf *text,
    struct diag_list *diag)
{
	char *path = path_join(dir, name);

	if (text->failed)
		(void)diag_add(diag, RULE_SYSTEM_TOO_LARGE,
		    (struct source_pos){ path, 0, 0 },
		    "the report is too large");
	else
		(void)atomic_file_write(path, buf_text(text), text->len, diag);
	free(path);
}

/* Both files and the summary; the status that the verdict makes. */
static int
write_all(const struct reconciliation *rec, const char *dir, bool quiet,
    struct diag_list *diag)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	reconciliation_write_text(rec, &text);
	write_file(dir, "reconciliation.txt", &text, diag);
	buf_clear(&text);
	reconciliation_write_tsv(rec, &text);
	write_file(dir, "reconciliation.tsv", &text, diag);
	buf_clear(&text);
	reconciliation_write_summary(rec, &text);
	if (!quiet)
		(void)fwrite(buf_text(&text), 1, text.len, stdout);
	buf_release(&text);
	return reconciliation_agrees(rec) ? STATUS_DONE : STATUS_DATA;
}

static int
run(const struct tool *tool, const struct company *company, const char *month,
    const char *dir)
{
	struct reconciliation *rec = NULL;
	bool missing = false;
	struct journal *journal =
	    journal_open_reader(company, tool->diag, &missing);
	int status = STATUS_DONE;

	if (journal != NULL || missing)
		rec = reconcile_month(company, journal, month, tool->diag);
	if (rec != NULL && folder_make(dir, tool->diag) == 0)
		status = write_all(rec, dir, tool->quiet, tool->diag);
	reconciliation_free(rec);
	journal_close(journal);
	return status;
}

int
main(int argc, char **argv)
{
	const char *company_path = NULL;
	const char *dir = NULL;
	const struct tool_option option[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &company_path, NULL },
		{ 'o', "output", "DIR", "write there, not into the month", &dir,
		    NULL },
	};
	struct tool tool = { .name = "reconcile",
		.usage = "-c FILE [-o DIR] MONTHFOLDER",
		.summary = "Hold exports, expected postings and books side by "
			   "side.",
		.option = option,
		.option_count = sizeof(option) / sizeof(option[0]) };
	int operand = tool_options(&tool, argc, argv);
	struct company *company;
	int status = STATUS_CONFIG;
	char *month;

	if (company_path == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (operand != argc - 1)
		tool_usage_error(&tool, "one month folder is needed");
	month = folder_path(argv[operand]);
	company = company_load(company_path, tool.diag);
	if (company != NULL)
		status = run(&tool, company, month, dir == NULL ? month : dir);
	company_free(company);
	free(month);
	return tool_finish(&tool, status);
}
