/*
 * reconcile_run.h - the month of reconcile_books.h reconciled, and what came
 * of it.
 */
#ifndef TESTS_UNIT_RECONCILE_RUN_H
#define TESTS_UNIT_RECONCILE_RUN_H

#include "base/buf.h"
#include "reconcile_books.h"

/* The reconciliation as its three writers have it. */
struct outcome {
	bool done; /* false: NULL after findings */
	bool agrees;
	int64_t unexplained;
	struct buf text;
	struct buf tsv;
	struct buf summary;
};

static inline void
reconcile(struct fixture *fixture, struct outcome *ret)
{
	bool missing = false;
	struct journal *journal =
	    journal_open_reader(&fixture->company, fixture->diag, &missing);
	struct reconciliation *rec = reconcile_month(
	    &fixture->company, journal, fixture->dir, fixture->diag);

	assert_true(journal != NULL || missing);
	memset(ret, 0, sizeof(*ret));
	buf_init(&ret->text, BUF_MAX_DEFAULT);
	buf_init(&ret->tsv, BUF_MAX_DEFAULT);
	buf_init(&ret->summary, BUF_MAX_DEFAULT);
	ret->done = rec != NULL;
	if (rec != NULL) {
		ret->agrees = reconciliation_agrees(rec);
		ret->unexplained = reconciliation_unexplained(rec).minor;
		reconciliation_write_text(rec, &ret->text);
		reconciliation_write_tsv(rec, &ret->tsv);
		reconciliation_write_summary(rec, &ret->summary);
	}
	reconciliation_free(rec);
	journal_close(journal);
}

static inline void
outcome_release(struct outcome *outcome)
{
	buf_release(&outcome->text);
	buf_release(&outcome->tsv);
	buf_release(&outcome->summary);
}

static inline int
setup_books(void **state)
{
	struct fixture *fixture;

	if (setup(state) != 0)
		return -1;
	fixture = *state;
	fixture->company.journal =
	    path_join(fixture->company.dir, "journal.db");
	records_put(fixture->ledger, &record_kind_posting, expected_postings,
	    COUNT(expected_postings));
	records_put(fixture->registers, &record_kind_register_default_account,
	    default_accounts, COUNT(default_accounts));
	return 0;
}

static inline int
teardown_books(void **state)
{
	free(((struct fixture *)*state)->company.journal);
	return teardown(state);
}

#define BOOKS_TEST(function)                                                   \
	cmocka_unit_test_setup_teardown(function, setup_books, teardown_books)

/* The findings but those of other areas: "rule text" each. */
static inline void
put_findings(struct diag_list *diag, struct buf *out)
{
	struct diag_view view;

	for (size_t i = 0; i < diag_kept(diag); i++) {
		diag_get(diag, i, &view);
		buf_printf(out, "%s:%lu %s %s\n",
		    view.pos.line > 0 ? view.pos.file : "", view.pos.line,
		    view.rule->name, view.text);
	}
}

static inline void
assert_same(const char *name, const char *expected, const char *found)
{
	if (strcmp(expected, found) != 0) {
		(void)fprintf(stderr, "%s\n", found);
		fail_msg("%s: expected\n%s", name, expected);
	}
}

static inline void
assert_holds(const char *name, const char *text, const char *words)
{
	if (strstr(text, words) == NULL) {
		(void)fprintf(stderr, "%s\n", text);
		fail_msg("%s: no '%s'", name, words);
	}
}

#endif
