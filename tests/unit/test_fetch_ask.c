/*
 * test_fetch_ask.c - what fetch_books_ask asks, and in which portions.
 */
#include "fetch_fake.h"

static int
setup(void **state)
{
	(void)state;
	memset(&fake, 0, sizeof(fake));
	buf_init(&fake.log, BUF_MAX_DEFAULT);
	fake.company.network.reply_limit = REPLY_LIMIT;
	fake.least_day_too_big = 31;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	buf_release(&fake.log);
	return 0;
}

/* What the journal knows: the batch, and these invoices and vouchers. */
static void
ask(const int64_t *invoice, size_t invoice_count, int64_t voucher,
    struct fetched_books *books, struct diag_list *diag)
{
	struct fetch_ours ours = { .invoice = { NULL, 0, 0 } };
	struct fetch fetch;

	table_init(&ours.batch);
	*table_slot(&ours.batch, "88", 2, NULL) = &ours;
	for (size_t i = 0; i < invoice_count; i++)
		*FETCH_ADD(&ours.invoice) = invoice[i];
	if (voucher != 0)
		*FETCH_ADD(&ours.voucher) = voucher;
	fetch_init(&fetch, NULL, diag);
	fetched_books_init(books);
	fetch_books_ask(&fetch, &ours, (struct date){ 2026, 10, 1 },
	    (struct date){ 2026, 10, 31 }, books);
	assert_int_equal(fetch.failed, diag_failed(diag));
	table_release(&ours.batch);
	free(ours.invoice.item);
	free(ours.voucher.item);
	/* The rows' words go with it; their keys stay readable till here. */
	for (size_t i = 0; i < books->invoices.count; i++) {
		const struct fetch_invoice *row = books->invoices.item[i].row;

		assert_true(row->detailed);
		assert_int_equal(row->voucher, row->key + 10000);
		assert_non_null(fetched_voucher(books, row->voucher));
		assert_true(
		    i == 0 || row->key > books->invoices.item[i - 1].row->key);
	}
	for (size_t i = 0; i < books->vouchers.count; i++)
		free(books->vouchers.item[i].row->posting);
	books->vouchers.count = 0;
	fetch_release(&fetch);
	fetched_books_release(books);
}

static size_t
lines_with(const char *word)
{
	size_t count = 0;

	for (const char *at = buf_text(&fake.log);
	     (at = strstr(at, word)) != NULL; at++)
		count++;
	return count;
}

static void
test_portions(void **state)
{
	const int64_t known[] = { FIRST, LAST, ALONE, GONE };
	struct diag_list *diag = diag_list_new();
	struct fetched_books books;

	(void)state;
	ask(known, COUNT(known), GONE, &books, diag);
	assert_true(findings_equal(diag, ""));
	assert_int_equal(books.invoices.count, LAST - FIRST + 2);
	assert_int_equal(fake.most_keys, 100);
	/* 251 in portions of 100; ALONE and GONE together, then each. */
	assert_int_equal(lines_with(FETCH_INVOICE " "), 3 + 3);
	/* The month, then ALONE's voucher and GONE, then each. */
	assert_int_equal(lines_with(FETCH_LEDGER " netvisorkeylist"), 3);
	assert_int_equal(
	    lines_with("accountbalance.nv balancedates=2026-09-30,2026-10-31"),
	    1);
	diag_list_free(diag);
}

/* A day, two, four, then weeks while answers are small. */
static void
test_days(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct fetched_books books;

	(void)state;
	fake.company.network.reply_limit = 1L << 30;
	ask(NULL, 0, 0, &books, diag);
	assert_true(findings_equal(diag, ""));
	assert_int_equal(lines_with("startdate="), 7);
	assert_int_equal(
	    lines_with("startdate=2026-10-01&enddate=2026-10-01"), 1);
	assert_int_equal(
	    lines_with("startdate=2026-10-02&enddate=2026-10-03"), 1);
	assert_int_equal(
	    lines_with("startdate=2026-10-29&enddate=2026-10-31"), 1);
	diag_list_free(diag);
}

/* Where several days are too many, single ones are asked for. */
static void
test_days_too_big(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct fetched_books books;

	(void)state;
	fake.company.network.reply_limit = 1L << 30;
	fake.least_day_too_big = 1;
	ask(NULL, 0, 0, &books, diag);
	assert_true(findings_equal(diag, ""));
	assert_true(lines_with("startdate=") >= 31);
	assert_int_equal(books.invoices.count, LAST - FIRST + 1);
	diag_list_free(diag);
}

/* And where a day is too much, it is a finding, once. */
static void
test_day_too_big(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct fetched_books books;

	(void)state;
	fake.least_day_too_big = 0;
	fake.denied = FETCH_INVOICE_LIST;
	ask(NULL, 0, 0, &books, diag);
	assert_true(findings_equal(diag,
	    "0:0 netvisor.refused GET salesinvoicelist.nv\n"
	    "0:0 network.connect GET accountingledger.nv\n"));
	assert_int_equal(lines_with("startdate="), 1);
	diag_list_free(diag);
}

static void
test_down(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct fetched_books books;

	(void)state;
	fake.down = true;
	ask(NULL, 0, 0, &books, diag);
	assert_true(
	    findings_equal(diag, "0:0 network.connect GET accountlist.nv\n"));
	assert_int_equal(fake.requests, 1);
	diag_list_free(diag);
}

static void
test_deaf_list(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct fetched_books books;

	(void)state;
	fake.deaf = true;
	ask(NULL, 0, 0, &books, diag);
	assert_true(findings_equal(diag, ""));
	assert_int_equal(lines_with("salesinvoicebatchid"), 2);
	diag_list_free(diag);
}

int
main(void)
{
#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_portions),
		TEST(test_days),
		TEST(test_days_too_big),
		TEST(test_day_too_big),
		TEST(test_down),
		TEST(test_deaf_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
