/* test_ledger_opening.c - what was open before the first month. */
#include "receivables_setup.h"

#define OPENING                                                                \
	"#fenvoy 1 opening_receivable\n"                                       \
	"kind\tdocument\tnumber\tcustomer\tdate\tcurrency\tamount\topen\t"     \
	"rate\tvat_date\tvat\n"

static const struct month october = { 2026, 10 };

static void
test_opening(void **state)
{
	static const char file[] = OPENING
	    "invoice\tinvoice:u-9\t990\tC1\t2026-08-01\tSEK\t1100.00\t400.00\t"
	    "11.0\t2026-08-31\tEUUM 0 1100.00 0.00\n"
	    "credit_note\t\t991\tC1\t2026-08-02\tEUR\t-30.00\t-10.00\t1\t\t\n"
	    "#end 2 EUR amount=-30.00 open=-10.00 SEK amount=1100.00 "
	    "open=400.00\n";
	static const char later[] = HEADER
	    "x:1\t2026-09\tinvoice\tinvoice:u-9\tinvoice:u-9\t990\tC1\t"
	    "2026-08-01\tbefore-start-date\tSEK\t1100.00\t\t\t\t\n"
	    "x:2\t2026-09\tbank_transfer\tpayment:t-1\tinvoice:u-9\t990\tC1\t"
	    "2026-08-03\tbefore-start-date\tSEK\t-700.00\t\t\t\t\n"
	    "x:3\t2026-09\tbank_transfer\tpayment:t-2\tinvoice:u-9\t990\tC1\t"
	    "2026-09-03\t\tSEK\t-150.00\t11\t-13.64\t\t\n"
	    "#end 3 EUR amount_eur=-13.64 SEK amount=250.00\n";
	struct fixture *fixture = *state;
	struct receivables *receivables;
	const struct receivable *row;

	put(fixture, "opening_receivables.tsv", file);
	receivables = load(fixture, october);
	row = receivables_find(receivables, "990");
	assert_non_null(row);
	assert_int_equal(row->month.year, 0);
	assert_int_equal(row->amount_eur, 10000);
	assert_int_equal(row->vat_date.month, 8);
	assert_int_equal(row->source.line, 3);
	assert_int_equal(open_on(receivables, "990", 10, 1), 40000);
	assert_int_equal(open_on(receivables, "991", 10, 1), -1000);
	receivables_free(receivables);
	/* The exports' copy of it and what was paid before change nothing. */
	put(fixture, "receivables.tsv", later);
	receivables = load(fixture, october);
	assert_int_equal(open_on(receivables, "990", 10, 1), 25000);
	assert_int_equal(receivables_find(receivables, "990")->month.month, 9);
	receivables_free(receivables);
}

static void
test_opening_damaged(void **state)
{
#define LINE(kind, number, amount, open, rate)                                 \
	kind "\t\t" number "\tC1\t2026-08-01\tEUR\t" amount "\t" open          \
	     "\t" rate "\t\t\n"
	static const char *const files[] = {
		OPENING,
		OPENING LINE("payment", "1", "1.00", "1.00",
		    "1") "#end 1 EUR amount=1.00 open=1.00\n",
		OPENING LINE("invoice", "", "1.00", "1.00",
		    "1") "#end 1 EUR amount=1.00 open=1.00\n",
		OPENING LINE("invoice", "1", "1.00", "1.00",
		    "") "#end 1 EUR amount=1.00 open=1.00\n",
		OPENING LINE("invoice", "1", "1.00", "-1.00",
		    "1") "#end 1 EUR amount=1.00 open=-1.00\n",
		OPENING LINE("credit_note", "1", "1.00", "0.00",
		    "1") "#end 1 EUR amount=1.00 open=0.00\n",
		OPENING LINE("invoice", "1", "1.00", "1.00", "1")
		    LINE("invoice", "1", "1.00", "1.00",
			"1") "#end 2 EUR amount=2.00 open=2.00\n",
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < COUNT(files); i++) {
		put(fixture, "opening_receivables.tsv", files[i]);
		assert_null(load(fixture, october));
		assert_true(diag_count(fixture->diag, SEVERITY_ERROR) > i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_opening),
		TEST(test_opening_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
