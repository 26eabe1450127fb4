/*
 * common_close_deliver.c - the half of fenvoy close that needs Netvisor: the
 * registers are fetched, an approved batch is sent, the books are read back
 * and compared with what they should hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "common.h"
#include "common_child.h"
#include "common_close.h"
#include "common_page.h"
#include "common_path.h"
#include "mapping/company.h"
#include "netvisor/journal.h"
#include "report/month_state.h"
#include "report/page.h"

/* The first finding says why; the remedies follow on standard error. */
static void
say_unread(const struct close_run *run)
{
	struct diag_view view;
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	for (size_t i = 0; i < diag_kept(run->tool->diag); i++) {
		diag_get(run->tool->diag, i, &view);
		page_fact(&page, i == 0 ? "Not closed" : "",
		    arena_printf(&page.arena, "%s: %s [%s]",
			view.pos.file != NULL ? view.pos.file : "journal",
			view.text, view.rule->name));
	}
	page_fact(&page, "Next",
	    arena_printf(&page.arena, "put that right, then: %s",
		close_again(run, &page)));
	page_print(&page, true);
	page_release(&page);
}

bool
close_is_begun(struct close_run *run)
{
	struct month_state state;
	bool missing = false;
	struct journal *journal =
	    journal_open_reader(run->company, run->tool->diag, &missing);
	bool begun;

	if (journal == NULL) {
		if (!missing) {
			run->status = STATUS_DATA;
			if (!run->tool->quiet)
				say_unread(run);
		}
		return false;
	}
	begun = journal_month_begun(journal, run->month);
	journal_close(journal);
	if (!begun)
		return false;
	month_state_load(&state, run->company, run->month_dir);
	if (text_starts_with(state.billing, "old: "))
		(void)diag_add(run->tool->diag, RULE_CLOSE_FROZEN,
		    (struct source_pos){ run->month_dir, 0, 0 },
		    "%s since the batch was made; what was sent stays as it is",
		    state.billing + strlen("old: "));
	month_state_release(&state);
	return true;
}

/* Registers ---------------------------------------------------------------- */

static bool
is_there(const struct close_run *run, const char *name)
{
	char *path = path_join(run->month_dir, name);
	bool there = file_exists(path);

	free(path);
	return there;
}

static bool
has_keys(const struct close_run *run)
{
	const struct company_network *network = &run->company->network;

	return network->credentials_command != NULL ||
	       file_exists(network->credentials);
}

/* What was checked and approved by older registers is so no more. */
static int
void_verdicts(const struct close_run *run)
{
	static const char *const name[] = { "approval.yaml", "check.tsv" };
	int result = 0;

	for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
		char *path = path_join(run->month_dir, name[i]);

		if (folder_remove(path, run->tool->diag) != 0)
			result = -1;
		free(path);
	}
	return result;
}

bool
close_fetch(struct close_run *run)
{
	struct child_args args;

	/* A month without exports has nothing to check against registers. */
	if (!is_there(run, "exports") ||
	    (!run->refresh && is_there(run, "registers/snapshot.tsv")) ||
	    (!run->refresh && !has_keys(run)))
		return true;
	close_begin(run, &args, "netvisor-fetch", CLOSE_FETCH);
	child_args_add(&args, run->month_dir);
	run->status = close_run_child(run, &args, true);
	if (run->status == STATUS_DONE && run->refresh &&
	    void_verdicts(run) != 0)
		run->status = STATUS_MACHINE;
	return run->status == STATUS_DONE;
}

/* Sending ------------------------------------------------------------------ */

/* The more a person has to look, the later it stands. */
static int
worse(int a, int b)
{
	static const int rank[] = {
		[STATUS_DONE] = 0,
		[STATUS_DATA] = 1,
		[STATUS_MACHINE] = 2,
		[STATUS_CONFIG] = 3,
		[STATUS_UNKNOWN] = 4,
		[STATUS_PERSON] = 5,
	};
	const int count = (int)(sizeof(rank) / sizeof(rank[0]));

	if (a < 0 || a >= count || b < 0 || b >= count)
		return STATUS_MACHINE;
	return rank[a] >= rank[b] ? a : b;
}

static int
run_tool(const struct close_run *run, const char *name, const char *option,
    enum close_stage stage)
{
	/* What was read is only a step; reconcile says what came of it. */
	bool silent = run->tool->quiet || stage == CLOSE_BOOKED;
	struct child_args args;

	close_begin(run, &args, name, stage);
	if (option != NULL)
		child_args_add(&args, option);
	child_args_add(&args, run->month_dir);
	if (!silent) {
		(void)fputs("\n", stdout);
		(void)fflush(stdout);
	}
	return close_run_child(run, &args, silent);
}

/* Is a line of findings.jsonl one of the making stages? */
static bool
is_of_making(const char *line, size_t len)
{
	static const char *const area[] = { "access.", "network.", "netvisor.",
		"journal.", "fetch.", "send.", "reconcile." };
	static const char mark[] = "\"rule\":\"";
	const char *rule = strstr(line, mark);

	if (rule == NULL || rule >= line + len)
		return true;
	for (size_t i = 0; i < sizeof(area) / sizeof(area[0]); i++)
		if (text_starts_with(rule + sizeof(mark) - 1, area[i]))
			return false;
	return true;
}

/* findings.jsonl keeps the making's findings beside those of this run. */
static int
renew_findings(const struct close_run *run)
{
	char *path = path_join(run->month_dir, "findings.jsonl");
	struct buf kept;
	char *data = NULL;
	size_t len = 0;
	int result = 0;

	buf_init(&kept, BUF_MAX_DEFAULT);
	if (file_exists(path)) {
		data =
		    file_read(path, CLOSE_FINDINGS_MAX, &len, run->tool->diag);
		result = data == NULL ? -1 : 0;
	}
	for (const char *line = data; line != NULL && *line != '\0';) {
		const char *end = strchr(line, '\n');
		size_t line_len =
		    end == NULL ? strlen(line) : (size_t)(end - line) + 1;

		if (is_of_making(line, line_len))
			buf_put(&kept, line, line_len);
		line += line_len;
	}
	if (result == 0)
		result = close_collect_findings(
		    run, buf_text(&kept), CLOSE_SEND, CLOSE_STAGES);
	buf_release(&kept);
	free(data);
	free(path);
	return result;
}

static const char *
next_text(const struct close_run *run, struct page *page)
{
	const char *close = close_again(run, page);

	switch (run->status) {
	case STATUS_DONE:
		return "nothing: every document is booked once, and the books "
		       "agree";
	case STATUS_DATA:
		return arena_printf(&page->arena,
		    "see to what is named above, then: %s", close);
	case STATUS_PERSON:
		return arena_printf(&page->arena,
		    "answer what is asked above, then: %s", close);
	case STATUS_UNKNOWN:
		return arena_printf(&page->arena,
		    "find out what became of the rest, with: %s", close);
	default:
		return arena_printf(&page->arena,
		    "correct what is named above, then: %s", close);
	}
}

static void
say_end(const struct close_run *run)
{
	static const struct {
		const char *label;
		const char *name;
	} place[] = {
		{ "Review", "review.html" },
		{ "Replies", "replies" },
		{ "Reconciliation", "reconciliation.txt" },
	};
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	for (size_t i = 0; i < sizeof(place) / sizeof(place[0]); i++) {
		char *path = path_join(run->month_dir, place[i].name);

		if (file_exists(path))
			page_fact(&page, place[i].label,
			    arena_strdup(&page.arena, path));
		free(path);
	}
	page_fact(&page, "Next", next_text(run, &page));
	(void)fputs("\n", stdout);
	page_print(&page, true);
	page_release(&page);
}

void
close_deliver(struct close_run *run)
{
	int status = run_tool(run, "netvisor-send", NULL, CLOSE_SEND);

	run->status = status;
	/* Without access there is nothing to read back either. */
	if (status != STATUS_CONFIG && status != STATUS_MACHINE) {
		status =
		    run_tool(run, "netvisor-fetch", "--booked", CLOSE_BOOKED);
		run->status = worse(run->status, status);
		if (status == STATUS_DONE)
			run->status = worse(run->status,
			    run_tool(run, "reconcile", NULL, CLOSE_RECONCILE));
	}
	if (renew_findings(run) != 0)
		run->status = STATUS_MACHINE;
	if (!run->tool->quiet)
		say_end(run);
}
