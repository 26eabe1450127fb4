/* test_ledger_receivables.c - invoices and payments over months. */
#include "receivables_setup.h"

static const struct month september = { 2026, 9 };
static const struct month october = { 2026, 10 };
static const struct month november = { 2026, 11 };

/* A row of the month that is mapped. */
static struct receivable
row_of(const char *kind, const char *key, const char *number, struct date date,
    int64_t amount)
{
	struct receivable row = {
		.source = { "2026-10/exports/x.csv", 3 },
		.kind = kind,
		.key = key,
		.document = "invoice:u-1",
		.number = number,
		.customer = "C1",
		.date = date_shorten(date),
		.reason = "",
		.currency = currency_euro(),
		.amount = amount,
		.rate = { 1, 0 },
		.amount_eur = amount,
		.vat = "",
	};

	return row;
}

static const char two_months[] =
    HEADER ROW("2026-09", "invoice", "invoice:u-1", "1001", "05", "", "100.40")
	ROW("2026-09", "credit_card", "payment:t-1", "1001", "20", "", "-40.00")
	    ROW("2026-09", "bank_transfer", "payment:t-2", "1001", "21",
		"cancelled", "-1.00") ROW("2026-10", "bank_transfer",
		"payment:t-3", "1001", "02", "netvisor-bank",
		"-60.40") "#end 4 EUR amount=-1.00 amount_eur=-1.00\n";

static void
test_missing(void **state)
{
	struct fixture *fixture = *state;
	struct receivables *receivables = load(fixture, october);

	assert_non_null(receivables);
	assert_null(receivables_find(receivables, "1001"));
	assert_int_equal(open_on(receivables, "1001", 10, 1), 0);
	receivables_free(receivables);
	assert_int_equal(diag_count(fixture->diag, SEVERITY_NOTE), 0);
}

static void
test_find_and_open(void **state)
{
	struct fixture *fixture = *state;
	struct receivables *receivables;
	const struct receivable *row;

	put(fixture, "receivables.tsv", two_months);
	receivables = load(fixture, november);
	row = receivables_find(receivables, "1001");
	assert_non_null(row);
	assert_string_equal(row->kind, "invoice");
	assert_string_equal(row->source.file, "2026-09/exports/x.csv");
	assert_int_equal(row->source.line, 3);
	assert_int_equal(row->rate.units, 1);
	assert_int_equal(row->vat_date.day, 30);
	assert_string_equal(row->vat, "KOMY 25.5 80.00 20.40");
	assert_null(receivables_find(receivables, "1002"));
	assert_null(receivables_find(receivables, ""));
	assert_int_equal(open_on(receivables, "1001", 9, 4), 0);
	assert_int_equal(open_on(receivables, "1001", 9, 19), 10040);
	assert_int_equal(open_on(receivables, "1001", 9, 30), 6040);
	assert_int_equal(open_on(receivables, "1001", 10, 2), 0);
	receivables_free(receivables);
}

/* A month says the same whether later ones were mapped or not. */
static void
test_later_months(void **state)
{
	struct fixture *fixture = *state;
	struct receivables *receivables;

	put(fixture, "receivables.tsv", two_months);
	receivables = load(fixture, october);
	assert_int_equal(open_on(receivables, "1001", 12, 31), 6040);
	receivables_free(receivables);
	receivables = load(fixture, september);
	assert_null(receivables_find(receivables, "1001"));
	assert_int_equal(open_on(receivables, "1001", 12, 31), 0);
	receivables_free(receivables);
}

static void
test_add(void **state)
{
	const struct date day = { 2026, 10, 2 };
	struct receivable row =
	    row_of("bank_transfer", "payment:t-4", "1001", day, -1000);
	struct fixture *fixture = *state;
	struct receivables *receivables;
	const struct receivable *first;

	put(fixture, "receivables.tsv", two_months);
	receivables = load(fixture, october);
	first = receivables_find(receivables, "1001");
	/* What is added later on the same day counts for what follows it. */
	receivables_add(receivables, &row);
	assert_int_equal(open_on(receivables, "1001", 10, 1), 6040);
	assert_int_equal(open_on(receivables, "1001", 10, 2), 5040);
	/* Of another currency, of nothing, or of no known invoice. */
	row.currency = currency_find("SEK", 3);
	row.key = "payment:t-5";
	receivables_add(receivables, &row);
	row = row_of("bank_transfer", "payment:t-6", "", day, -1000);
	receivables_add(receivables, &row);
	row = row_of("bank_transfer", "payment:t-7", "77", day, -1000);
	receivables_add(receivables, &row);
	assert_int_equal(open_on(receivables, "1001", 10, 2), 5040);
	assert_int_equal(open_on(receivables, "", 10, 2), 0);
	assert_int_equal(open_on(receivables, "77", 10, 2), 0);
	/* This month's document of a number goes before an earlier one. */
	assert_ptr_equal(receivables_find(receivables, "1001"), first);
	row = row_of("invoice", "invoice:u-2", "1001", day, 5);
	receivables_add(receivables, &row);
	assert_string_equal(
	    receivables_find(receivables, "1001")->key, "invoice:u-2");
	receivables_free(receivables);
}

static void
test_overflow(void **state)
{
	const struct date day = { 2026, 10, 2 };
	struct fixture *fixture = *state;
	struct receivables *receivables = load(fixture, october);
	struct receivable row =
	    row_of("invoice", "invoice:u-1", "1", day, INT64_MAX);
	int64_t open;

	receivables_add(receivables, &row);
	row = row_of("refund", "payment:t-1", "1", day, 1);
	receivables_add(receivables, &row);
	assert_false(receivables_open(receivables, "1", day, &open));
	assert_int_equal(
	    receivables_write(receivables, fixture->path, fixture->diag), -1);
	assert_false(file_exists(fixture->path));
	receivables_free(receivables);
}

static char *
read_back(struct fixture *fixture)
{
	size_t len;

	return file_read(fixture->path, 1 << 16, &len, fixture->diag);
}

/* Other months' rows keep their place around those that were added. */
static void
test_write(void **state)
{
	static const char wanted[] = HEADER ROW(
	    "2026-09", "invoice", "invoice:u-1", "1001", "05", "", "100.40")
	    ROW("2026-10", "bank_transfer", "payment:t-3", "1001", "02", "",
		"-60.40") ROW("2026-11", "refund", "payment:t-8", "1001", "03",
		"", "2.00") "#end 3 EUR amount=42.00 amount_eur=42.00\n";
	/* November's stands first, as a person may have left it. */
	static const char mixed[] = HEADER ROW(
	    "2026-11", "refund", "payment:t-8", "1001", "03", "", "2.00")
	    ROW("2026-09", "invoice", "invoice:u-1", "1001", "05", "",
		"100.40") "#end 2 EUR amount=102.40 amount_eur=102.40\n";
	struct receivable row = row_of("bank_transfer", "payment:t-3", "1001",
	    (struct date){ 2026, 10, 2 }, -6040);
	struct fixture *fixture = *state;
	struct receivables *receivables;
	char *text;

	row.vat_date = date_shorten((struct date){ 2026, 10, 30 });
	row.vat = "KOMY 25.5 80.00 20.40";
	put(fixture, "receivables.tsv", mixed);
	receivables = load(fixture, october);
	receivables_add(receivables, &row);
	assert_int_equal(
	    receivables_write(receivables, fixture->path, fixture->diag), 0);
	receivables_free(receivables);
	text = read_back(fixture);
	assert_string_equal(text, wanted);
	free(text);
	/* Dropped and added again, it is the same file. */
	receivables = load(fixture, october);
	receivables_add(receivables, &row);
	assert_int_equal(
	    receivables_write(receivables, fixture->path, fixture->diag), 0);
	receivables_free(receivables);
	text = read_back(fixture);
	assert_string_equal(text, wanted);
	free(text);
	assert_int_equal(diag_count(fixture->diag, SEVERITY_NOTE), 0);
}

/* What is synced only has no name yet. */
static void
test_sync(void **state)
{
	struct fixture *fixture = *state;
	struct receivables *receivables = load(fixture, october);

	assert_int_equal(
	    receivables_sync(receivables, fixture->path, fixture->diag), 0);
	assert_false(file_exists(fixture->path));
	receivables_free(receivables);
	assert_false(file_exists(fixture->path));
	receivables = load(fixture, october);
	assert_int_equal(
	    receivables_sync(receivables, fixture->path, fixture->diag), 0);
	assert_int_equal(receivables_commit(receivables, fixture->diag), 0);
	assert_true(file_exists(fixture->path));
	receivables_free(receivables);
}

/* One row in two months is the earlier month's, in whatever order. */
static void
test_same_row(void **state)
{
	static const char both[] =
	    HEADER ROW("2026-09", "bank_transfer", "payment:t-1", "1001", "20",
		"", "-40.00") "#end 1 EUR amount=-40.00 amount_eur=-40.00\n";
	static const char late[] =
	    HEADER ROW("2026-10", "bank_transfer", "payment:t-1", "1001", "20",
		"", "-40.00") "#end 1 EUR amount=-40.00 amount_eur=-40.00\n";
	struct receivable row = row_of("bank_transfer", "payment:t-1", "1001",
	    (struct date){ 2026, 9, 20 }, -4000);
	struct fixture *fixture = *state;
	struct receivables *receivables;
	char *text;

	put(fixture, "receivables.tsv", both);
	receivables = load(fixture, october);
	receivables_add(receivables, &row);
	receivables_write(receivables, fixture->path, fixture->diag);
	receivables_free(receivables);
	text = read_back(fixture);
	assert_string_equal(text, both);
	free(text);
	/* The other way round October's row goes. */
	put(fixture, "receivables.tsv", late);
	receivables = load(fixture, september);
	row.source.file = "2026-09/exports/x.csv";
	row.vat_date = date_shorten((struct date){ 2026, 9, 30 });
	row.vat = "KOMY 25.5 80.00 20.40";
	receivables_add(receivables, &row);
	receivables_write(receivables, fixture->path, fixture->diag);
	receivables_free(receivables);
	text = read_back(fixture);
	assert_string_equal(text, both);
	free(text);
}

static void
test_damaged(void **state)
{
#define END "#end 1 EUR amount=1.00 amount_eur=1.00\n"
	static const char *const files[] = {
		/* cut short */
		HEADER ROW("2026-09", "invoice", "k", "1", "05", "", "1.00"),
		/* another sum */
		HEADER ROW("2026-09", "invoice", "k", "1", "05", "",
		    "1.00") "#end 1 EUR amount=1.00 amount_eur=2.00\n",
		/* no such kind, month or day, and no key */
		HEADER ROW("2026-09", "gift", "k", "1", "05", "", "1.00") END,
		HEADER ROW("2026-13", "invoice", "k", "1", "05", "", "1.00")
		    END,
		HEADER ROW("2026-09", "invoice", "k", "1", "31", "", "1.00")
		    END,
		HEADER ROW("2026-09", "invoice", "", "1", "05", "", "1.00") END,
		/* a rate of nothing */
		HEADER "x:1\t2026-09\tinvoice\tk\t\t1\tC\t2026-09-05\t\tEUR\t"
		       "1.00\t0\t1.00\t\t\n" END,
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < COUNT(files); i++) {
		put(fixture, "receivables.tsv", files[i]);
		assert_null(load(fixture, october));
		assert_true(diag_count(fixture->diag, SEVERITY_ERROR) > i);
	}
}

static void
test_source(void **state)
{
	struct fixture *fixture = *state;
	struct receivables *receivables = load(fixture, october);
	struct row_source source = { "exports/invoices.csv", 7 };

	source = receivables_source(receivables, source);
	assert_string_equal(source.file, "2026-10/exports/invoices.csv");
	assert_int_equal(source.line, 7);
	receivables_free(receivables);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_missing),
		TEST(test_find_and_open),
		TEST(test_later_months),
		TEST(test_add),
		TEST(test_overflow),
		TEST(test_write),
		TEST(test_sync),
		TEST(test_same_row),
		TEST(test_damaged),
		TEST(test_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
