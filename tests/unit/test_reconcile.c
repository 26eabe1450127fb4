/* test_reconcile.c - a month against its books (report/reconcile.h). */
#include "reconcile_scenarios.h"

#include "base/buf.h"

/* The reconciliation as its three writers have it. */
struct outcome {
	bool done; /* false: NULL after findings */
	bool agrees;
	int64_t unexplained;
	struct buf text;
	struct buf tsv;
	struct buf summary;
};

static void
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

static void
outcome_release(struct outcome *outcome)
{
	buf_release(&outcome->text);
	buf_release(&outcome->tsv);
	buf_release(&outcome->summary);
}

static int
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

static int
teardown_books(void **state)
{
	free(((struct fixture *)*state)->company.journal);
	return teardown(state);
}

#define BOOKS_TEST(function)                                                   \
	cmocka_unit_test_setup_teardown(function, setup_books, teardown_books)

/* The findings but those of other areas: "rule text" each. */
static void
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

static void
assert_same(const char *name, const char *expected, const char *found)
{
	if (strcmp(expected, found) != 0) {
		(void)fprintf(stderr, "%s\n", found);
		fail_msg("%s: expected\n%s", name, expected);
	}
}

static void
assert_holds(const char *name, const char *text, const char *words)
{
	if (strstr(text, words) == NULL) {
		(void)fprintf(stderr, "%s\n", text);
		fail_msg("%s: no '%s'", name, words);
	}
}

static void
run_scenario(struct fixture *fixture, const struct scenario *scenario)
{
	const struct journal_event *deferral = scenario->deferral.seq == 0
	                                           ? &deferral_accepted
	                                           : &scenario->deferral;
	struct outcome first, second;
	struct buf findings;

	fixture->company.foreign_listed = scenario->listed;
	put_books(fixture, &scenario->books);
	put_journal(fixture, deferral, JOURNAL_TIME + scenario->seconds);
	reconcile(fixture, &first);
	buf_init(&findings, BUF_MAX_DEFAULT);
	put_findings(fixture->diag, &findings);
	assert_same(scenario->name, scenario->findings, buf_text(&findings));
	assert_row(first.done, scenario->name);
	assert_row(first.agrees == scenario->agrees, scenario->name);
	assert_row(first.unexplained == scenario->unexplained, scenario->name);
	assert_holds(scenario->name, buf_text(&first.text),
	    scenario->unexplained == 0 ? "Unexplained 0.00 EUR"
				       : "Unexplained 0.01 EUR");
	assert_holds(scenario->name, buf_text(&first.tsv), scenario->holds);
	reconcile(fixture, &second);
	assert_same(
	    scenario->name, buf_text(&first.text), buf_text(&second.text));
	assert_same(
	    scenario->name, buf_text(&first.tsv), buf_text(&second.tsv));
	outcome_release(&first);
	outcome_release(&second);
	buf_release(&findings);
}

static void
test_scenarios(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(scenarios); i++) {
		void *fixture;

		assert_int_equal(setup_books(&fixture), 0);
		run_scenario(fixture, &scenarios[i]);
		assert_int_equal(teardown_books(&fixture), 0);
	}
}

/* A person's no and what is wrong in it are no difference of the books. */
static void
test_left_out(void **state)
{
	static const struct books books = { 0 };
	struct fixture *fixture = *state;
	struct outcome outcome;

	put_books(fixture, &books);
	put_journal(fixture, &deferral_accepted, JOURNAL_TIME);
	reconcile(fixture, &outcome);
	assert_true(outcome.agrees);
	assert_holds("left out", buf_text(&outcome.tsv),
	    "class\trejected\t1\t\t1.00\t0.00\t-1.00\trejected");
	assert_holds("left out", buf_text(&outcome.tsv),
	    "account\t1701\t\t\t\t\t-1.00\trejected");
	assert_holds("left out", buf_text(&outcome.text), "wrong <customer>");
	assert_holds("left out", buf_text(&outcome.text),
	    "already booked by Fenerum's connector");
	assert_holds("left out", buf_text(&outcome.summary),
	    "Booked as expected: 3, 325.50 EUR\n"
	    "Left out by a person or a rule: 1, 1.00 EUR\n"
	    "Unexplained 0.00 EUR: every document is booked as expected.\n");
	outcome_release(&outcome);
}

/* Left out, and in the books all the same. */
static void
test_left_out_but_booked(void **state)
{
	static const struct books books = {
		.change = { VOUCHER_CHANGE(0, "status=valid"),
		    VOUCHER_CHANGE(0, "description=fv-ffffffffffff") }
	};
	struct fixture *fixture = *state;
	struct outcome outcome;

	put_books(fixture, &books);
	put_journal(fixture, &deferral_accepted, JOURNAL_TIME);
	reconcile(fixture, &outcome);
	assert_false(outcome.agrees);
	assert_int_equal(outcome.unexplained, 0);
	assert_holds("booked", buf_text(&outcome.tsv),
	    "difference\tinvoice:4\tdocument\texports/invoices.csv:5\tnot "
	    "booked (left out)\tvoucher "
	    "904\t\tchanged");
	outcome_release(&outcome);
}

/* In the ledger, and neither in the batch nor left out of it. */
static void
test_lost(void **state)
{
	static const record_values lost[] = {
		EXPECTED("voucher:erp:9", "fenvoy", "3000", "debit=2.00",
		    "NONE", "0", "", ""),
		EXPECTED("voucher:erp:9", "fenvoy", "2861", "credit=2.00",
		    "NONE", "0", "", ""),
	};
	static const record_values more[] = {
		{ "source=exports/erp_lines.csv:9", "key=voucher:erp:9",
		    "kind=deferral", "date=2026-10-02", "currency=EUR",
		    "amount=2.00", "rate=1", "amount_eur=2.00", NULL },
	};
	static const struct books books = { .no_deferral = false };
	struct fixture *fixture = *state;
	struct outcome outcome;
	struct buf findings;

	records_put(fixture->ledger, &record_kind_posting, lost, COUNT(lost));
	records_put(fixture->ledger, &record_kind_voucher, more, COUNT(more));
	records_put(fixture->ledger, &record_kind_sales_invoice, NULL, 0);
	put_books(fixture, &books);
	reconcile(fixture, &outcome);
	assert_false(outcome.agrees);
	/* 2.00 on each of two accounts. */
	assert_int_equal(outcome.unexplained, 400);
	buf_init(&findings, BUF_MAX_DEFAULT);
	put_findings(fixture->diag, &findings);
	assert_holds("lost", buf_text(&findings),
	    "exports/erp_lines.csv:9 reconcile.unexplained Deferral 9 (): "
	    "document: expected booked, found not in the batch\n");
	assert_holds("lost", buf_text(&findings),
	    "reconcile.unexplained account 2861: 2.00 EUR of the difference "
	    "have no class\n");
	buf_release(&findings);
	outcome_release(&outcome);
}

/* A voucher of another month's batch is ours, and not this month's. */
static void
test_other_month(void **state)
{
	static const struct books books = {
		.change = { VOUCHER_CHANGE(0, "status=valid"),
		    VOUCHER_CHANGE(
			0, "description=fv-nwz7jb7lgayt September") }
	};
	static const record_values other[] = {
		{ "reference=fv-nwz7jb7lgayt", "key=voucher:erp:1", "seq=1",
		    "item=1", "source=2026-09/exports/erp_lines.csv:2",
		    "kind=deferral", "name=1", "currency=EUR", "total=5.00",
		    "lines=erp/1", NULL },
	};
	static const record_values request[] = {
		{ "seq=1", "file=000/000001-voucher.xml", "method=POST",
		    "resource=accounting.nv", "encoding=ascii-refs",
		    "sha256=" SHA, "kind=voucher", "items=1", "currency=EUR",
		    "total=5.00", NULL },
	};
	static const struct journal_opening opening = { "2026-09", "batch", SHA,
		"Maija Meri", "2026-10-02T07:00:00Z" };
	const struct clock clock = { true, JOURNAL_TIME };
	struct fixture *fixture = *state;
	char *dir = path_join(fixture->company.dir, "2026-09/batch");
	struct outcome outcome;
	struct journal *journal;
	struct batch *batch;
	int64_t number;

	records_put(dir, &record_kind_manifest, request, COUNT(request));
	records_put(dir, &record_kind_item, other, COUNT(other));
	records_put(dir, &record_kind_withheld, NULL, 0);
	put_books(fixture, &books);
	put_journal(fixture, &deferral_accepted, JOURNAL_TIME);
	journal = journal_open(&fixture->company, &clock, fixture->diag);
	batch = batch_load(dir, fixture->diag);
	assert_int_equal(
	    journal_register(journal, batch, &opening, &number, fixture->diag),
	    0);
	batch_free(batch);
	journal_close(journal);
	free(dir);
	reconcile(fixture, &outcome);
	assert_false(diag_failed(fixture->diag));
	assert_true(outcome.agrees);
	assert_holds("other month", buf_text(&outcome.tsv),
	    "other-month\t904\tPT Pankki 3 2026-10-07: fv-nwz7jb7lgayt "
	    "September\t\t\t5.00");
	assert_holds("other month", buf_text(&outcome.text),
	    "Dated in the month, but of other months' batches:");
	outcome_release(&outcome);
}

static void
test_never_sent(void **state)
{
	static const struct books books = { .no_deferral = true };
	struct fixture *fixture = *state;
	struct outcome outcome;
	struct buf findings;

	put_books(fixture, &books);
	reconcile(fixture, &outcome);
	assert_true(outcome.done);
	assert_false(outcome.agrees);
	/* The vouchers are nobody's now, but for what bears our reference. */
	assert_holds("never sent", buf_text(&outcome.tsv),
	    "class\tnot-sent\t3\t\t325.50\t225.50\t-100.00");
	buf_init(&findings, BUF_MAX_DEFAULT);
	put_findings(fixture->diag, &findings);
	assert_holds("never sent", buf_text(&findings),
	    "Deferral 7 is not booked: never sent");
	buf_release(&findings);
	outcome_release(&outcome);
}

static void
assert_refused(struct fixture *fixture, const char *rule)
{
	struct outcome outcome;
	struct diag_view view;

	reconcile(fixture, &outcome);
	assert_false(outcome.done);
	assert_int_equal(diag_kept(fixture->diag), 1);
	diag_get(fixture->diag, 0, &view);
	assert_string_equal(view.rule->name, rule);
	outcome_release(&outcome);
}

static void
test_books_missing(void **state)
{
	assert_refused(*state, "reconcile.books-missing");
}

static void
test_other_books(void **state)
{
	static const struct books books = {
		.change = { { &record_kind_booked_snapshot, 0,
		    "organisation=7654321-2" } }
	};

	put_books(*state, &books);
	assert_refused(*state, "reconcile.other-books");
}

static void
test_books_of_another_month(void **state)
{
	static const struct books books = { .change = {
						{ &record_kind_booked_snapshot,
						    0, "begin=2026-09-01" } } };

	put_books(*state, &books);
	assert_refused(*state, "reconcile.other-books");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scenarios),
		BOOKS_TEST(test_left_out),
		BOOKS_TEST(test_left_out_but_booked),
		BOOKS_TEST(test_lost),
		BOOKS_TEST(test_other_month),
		BOOKS_TEST(test_never_sent),
		BOOKS_TEST(test_books_missing),
		BOOKS_TEST(test_other_books),
		BOOKS_TEST(test_books_of_another_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
