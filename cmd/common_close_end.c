/*
 * common_close_end.c - the end of fenvoy close: a batch appears or does not,
 * and the person is told what comes next.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "common.h"
#include "common_close.h"
#include "common_page.h"
#include "common_path.h"
#include "netvisor/approval.h"
#include "netvisor/batch.h"
#include "report/findings.h"
#include "report/page.h"

#define TABLE_MAX ((size_t)1 << 30)

static int
file_failed(struct diag_list *diag, const char *path)
{
	(void)diag_add(diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ path, 0, 0 }, "cannot take its place: %s",
	    strerror(errno));
	return -1;
}

/* Equal bytes, or both missing. */
static bool
same_file(const char *a, const char *b)
{
	struct diag_list *findings = diag_list_new();
	size_t a_len = 0;
	size_t b_len = 0;
	char *left = file_exists(a) ? file_read(a, TABLE_MAX, &a_len, findings)
	                            : mem_strdup("");
	char *right = file_exists(b) ? file_read(b, TABLE_MAX, &b_len, findings)
	                             : mem_strdup("");
	bool same = left != NULL && right != NULL &&
	            file_exists(a) == file_exists(b) && a_len == b_len &&
	            memcmp(left, right, a_len) == 0;

	free(left);
	free(right);
	diag_list_free(findings);
	return same;
}

/* Its tables equal and its files are what they say. */
static bool
same_batch(const char *present, const char *draft)
{
	static const char *const table[] = { BATCH_MANIFEST, BATCH_ITEMS,
		BATCH_WITHHELD };
	struct diag_list *findings = diag_list_new();
	struct batch *batch = NULL;
	bool same = file_exists(present);

	for (size_t i = 0; same && i < sizeof(table) / sizeof(table[0]); i++) {
		char *a = path_join(present, table[i]);
		char *b = path_join(draft, table[i]);

		same = same_file(a, b);
		free(a);
		free(b);
	}
	if (same)
		batch = batch_load(present, findings);
	same = batch != NULL && batch_verify(batch, findings) == 0;
	batch_free(batch);
	diag_list_free(findings);
	return same;
}

/* The old batch steps aside under a temporary name, then goes. */
static int
replace_batch(struct diag_list *diag, const char *present, const char *draft,
    const char *aside)
{
	if (folder_remove(aside, diag) != 0)
		return -1;
	if (file_exists(present) && rename(present, aside) != 0)
		return file_failed(diag, present);
	if (rename(draft, present) != 0)
		return file_failed(diag, present);
	return folder_remove(aside, diag);
}

int
close_install(struct close_run *run)
{
	struct diag_list *diag = run->tool->diag;
	char *present = path_join(run->month_dir, "batch");
	char *draft = path_join(run->month_dir, CLOSE_DRAFT);
	char *aside = path_join(run->month_dir, ".batch-before.tmp");
	char *check = path_join(run->month_dir, "check.tsv");
	char *draft_check = path_join(run->month_dir, CLOSE_DRAFT_CHECK);
	int result;

	run->kept = same_batch(present, draft);
	if (run->kept)
		result = folder_remove(draft, diag);
	else
		result = replace_batch(diag, present, draft, aside);
	if (result == 0 && rename(draft_check, check) != 0)
		result = file_failed(diag, check);
	free(draft_check);
	free(check);
	free(aside);
	free(draft);
	free(present);
	return result;
}

int
close_discard(struct close_run *run)
{
	static const char *const name[] = { "review.html", "review",
		"check.tsv", "batch", CLOSE_DRAFT_CHECK };
	int result = 0;

	for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
		char *path = path_join(run->month_dir, name[i]);

		if (folder_remove(path, run->tool->diag) != 0)
			result = -1;
		free(path);
	}
	return result;
}

/* Saying it --------------------------------------------------------------- */

const char *
close_again(const struct close_run *run, struct page *page)
{
	char *command = close_command(run->dir, run->month);
	const char *kept = arena_strdup(&page->arena, command);

	free(command);
	return kept;
}

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void
report_refused(const struct close_run *run, struct page *page)
{
	struct diag_list *unread = diag_list_new();
	char *path = path_join(run->month_dir, "findings.jsonl");
	struct findings findings;
	size_t rules = 0;
	size_t errors;
	size_t warnings;

	findings_init(&findings);
	(void)findings_load(&findings, path, unread);
	for (size_t i = 0; i < findings.group_count; i++)
		rules += findings.group[i].severity == SEVERITY_ERROR;
	errors = findings.count[SEVERITY_ERROR];
	warnings = findings.count[SEVERITY_WARNING];
	page_fact(page, "Not closed",
	    arena_printf(&page->arena,
		"%zu error%s of %zu rule%s, %zu warning%s; there is no batch",
		errors, plural(errors), rules, plural(rules), warnings,
		plural(warnings)));
	page_fact(page, "Findings", path);
	page_fact(page, "Next",
	    arena_printf(&page->arena, "correct what they name, then: %s",
		close_again(run, page)));
	findings_release(&findings);
	free(path);
	diag_list_free(unread);
}

static void
report_reasons(struct diag_list *reasons, struct page *page)
{
	for (size_t i = 0; i < diag_kept(reasons); i++) {
		struct diag_view view;

		diag_get(reasons, i, &view);
		page_fact(page, i == 0 ? "Approval" : "",
		    arena_printf(&page->arena, "%s%s [%s]",
			i == 0 ? "void: " : "also: ", view.text,
			view.rule->name));
	}
}

static void
report_question(
    const struct close_run *run, struct batch *batch, struct page *page)
{
	char digest[SHA256_HEX_MAX];
	char *company = shell_word(run->company_path);
	char *month = shell_word(run->month_dir);

	page_fact(page, "To approve",
	    arena_printf(&page->arena,
		"netvisor-review -c %s --approve --by NAME --digest %s %s",
		company, batch_digest(batch, digest), month));
	page_fact(page, "To reject",
	    arena_printf(&page->arena,
		"netvisor-review -c %s --reject ITEM --reason TEXT %s", company,
		month));
	page_fact(page, "Then", close_again(run, page));
	free(month);
	free(company);
}

/* Is there a valid approval? Otherwise a person is needed: 5. */
static void
report_approval(struct close_run *run, struct page *page)
{
	struct diag_list *reasons = diag_list_new();
	struct approval approval = { 0 };
	struct approval_paths paths;
	char *dir = path_join(run->month_dir, "batch");
	struct batch *batch = batch_load(dir, run->tool->diag);
	enum approval_state state = APPROVAL_FAILED;

	approval_paths_init(&paths, run->month_dir);
	if (batch != NULL)
		state = approval_verify(&paths, batch, reasons, &approval);
	if (batch == NULL) {
		run->status = STATUS_MACHINE;
	} else if (state == APPROVAL_VALID) {
		run->approved = true;
		page_fact(page, "Approved",
		    arena_printf(
			&page->arena, "by %s at %s", approval.by, approval.at));
	} else {
		run->status = STATUS_PERSON;
		if (state == APPROVAL_NONE)
			page_fact(page, "Approval", "none yet");
		else
			report_reasons(reasons, page);
		report_question(run, batch, page);
	}
	approval_release(&approval);
	approval_paths_release(&paths);
	batch_free(batch);
	free(dir);
	diag_list_free(reasons);
}

void
close_report(struct close_run *run)
{
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	if (run->status == STATUS_DATA && run->refused &&
	    file_exists(run->month_dir))
		report_refused(run, &page);
	else if (run->status == STATUS_DONE)
		report_approval(run, &page);
	if (page.row_count > 0 && !run->tool->quiet) {
		/* The review's summary stands above it. */
		if (run->status != STATUS_DATA && !run->begun)
			(void)fputs("\n", stdout);
		page_print(&page, true);
	}
	page_release(&page);
}
