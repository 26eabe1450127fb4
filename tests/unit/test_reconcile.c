/* test_reconcile.c - a month against its books (report/reconcile.h). */
#include "reconcile_run.h"
#include "reconcile_scenarios.h"

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
	    "Booked as expected                       3         325.50 EUR\n"
	    "Left out by a person or a rule           1           1.00 EUR\n"
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
		BOOKS_TEST(test_never_sent),
		BOOKS_TEST(test_books_missing),
		BOOKS_TEST(test_other_books),
		BOOKS_TEST(test_books_of_another_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
