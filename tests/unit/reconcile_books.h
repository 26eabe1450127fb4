/*
 * reconcile_books.h - books for the month of review_month.h, as they should
 * be, and changes to them: every test of a reconciliation is one change.
 */
#ifndef TESTS_UNIT_RECONCILE_BOOKS_H
#define TESTS_UNIT_RECONCILE_BOOKS_H

#include "netvisor/batch.h"
#include "netvisor/journal.h"
#include "report/reconcile.h"
#include "review_month.h"

/* The expectation, with a dimension; invoice:4 was rejected by a person. */
#define EXPECTED(key, by, number, side, code, percent, header, item)           \
	{                                                                      \
		"source=exports/invoice_lines.csv:2",                          \
		    "rule=mappings/accounts.yaml:12", "document=" key,         \
		    "by=" by, "date=2026-10-31", "account=" number, side,      \
		    "vat_code=" code, "vat_percent=" percent,                  \
		    "dimension_header=" header, "dimension_item=" item,        \
		    "currency=EUR", "amount=0.00", "rate=1", NULL              \
	}
static const record_values expected_postings[] = {
	EXPECTED("invoice:1", "netvisor", "1701", "debit=125.50", "NONE", "0",
	    "", ""),
	EXPECTED("invoice:1", "netvisor", "3000", "credit=100.00", "KOMY",
	    "25.5", "Tuotelinja", "SaaS"),
	EXPECTED("invoice:1", "netvisor", "2939", "credit=25.50", "NONE", "0",
	    "", ""),
	EXPECTED("invoice:2", "netvisor", "1701", "debit=100.00", "NONE", "0",
	    "", ""),
	EXPECTED("invoice:2", "netvisor", "3050", "credit=100.00", "EUPM312",
	    "0", "", ""),
	EXPECTED("voucher:erp:7", "fenvoy", "3000", "debit=100.00", "NONE", "0",
	    "Tuotelinja", "SaaS"),
	EXPECTED("voucher:erp:7", "fenvoy", "2861", "credit=100.00", "NONE",
	    "0", "", ""),
	EXPECTED(
	    "invoice:4", "netvisor", "1701", "debit=1.00", "NONE", "0", "", ""),
	EXPECTED("invoice:4", "netvisor", "3000", "credit=1.00", "NONE", "0",
	    "", ""),
};

static const record_values default_accounts[] = {
	{ "name=RoundingOffDifference", "number=8560", NULL },
};

static const record_values booked_snapshot[] = {
	{ "taken_at=2026-11-02T09:00:00Z", "host=https://netvisor.example",
	    "organisation=1234567-1", "begin=2026-10-01", "end=2026-10-31",
	    NULL },
};

static const record_values booked_invoices[] = {
	{ "key=501", "batch=9", "number=1001", "invoice_date=2026-10-02",
	    "due_date=2026-10-16", "status=open", "customer=A",
	    "comment=fv-hqlmkz6fsk3u", "voucher=901", "sum_eur=125.50",
	    "open_eur=125.50", "currency=EUR", "sum=125.50", NULL },
	{ "key=502", "batch=10", "number=1002", "invoice_date=2026-10-03",
	    "due_date=2026-10-17", "status=open", "customer=A",
	    "comment=fv-g36jvby5xdrm", "voucher=902", "sum_eur=100.00",
	    "open_eur=0.00", "currency=SEK", "sum=1100.00", NULL },
};

/* The first is nobody's, and as long as it is deleted, of no account. */
static const record_values booked_vouchers[] = {
	{ "key=904", "date=2026-10-07", "number=3", "class=PT Pankki",
	    "description=Wages", "status=deleted", NULL },
	{ "key=901", "date=2026-10-31", "number=1", "class=Myyntilasku",
	    "description=1001", "status=valid", "source_type=salesinvoice",
	    "source_key=501", NULL },
	{ "key=902", "date=2026-10-31", "number=2", "class=Myyntilasku",
	    "description=1002", "source_type=salesinvoice", "source_key=502",
	    NULL },
	{ "key=903", "date=2026-10-31", "number=1", "class=JK Jaksotukset",
	    "description=fv-4wgmyyi53nl7 Deferred Revenue", "status=valid",
	    NULL },
};
/* Left away when a document is not booked: it is the last one. */
#define VOUCHER_OF_DEFERRAL "903"

/* The line of 100.00 is split in two, and there is no rounding. */
static const record_values booked_postings[] = {
	{ "voucher=901", "account=1701", "debit=125.50", "credit=0.00",
	    "vat_code=-", "vat_percent=0", NULL },
	{ "voucher=901", "account=3000", "debit=0.00", "credit=60.00",
	    "vat_code=KOMY", "vat_percent=25.50",
	    "dimension_header=Kustannuspaikka\nTuotelinja",
	    "dimension_item=\nSaaS", NULL },
	{ "voucher=901", "account=3000", "debit=0.00", "credit=40.00",
	    "vat_code=KOMY", "vat_percent=25.5", "dimension_header=Tuotelinja",
	    "dimension_item=SaaS", NULL },
	{ "voucher=901", "account=2939", "debit=0.00", "credit=25.50", NULL },
	{ "voucher=901", "account=8560", "debit=0.00", "credit=0.00", NULL },
	{ "voucher=902", "account=1701", "debit=100.00", "credit=0.00", NULL },
	{ "voucher=902", "account=3050", "debit=0.00", "credit=100.00",
	    "vat_code=EUPM312", "vat_percent=0", NULL },
	{ "voucher=903", "account=3000", "debit=100.00", "credit=0.00",
	    "dimension_header=Tuotelinja", "dimension_item=SaaS", NULL },
	{ "voucher=903", "account=2861", "debit=0.00", "credit=100.00", NULL },
	{ "voucher=904", "account=5000", "debit=5.00", "credit=0.00", NULL },
	{ "voucher=904", "account=1910", "debit=0.00", "credit=5.00", NULL },
};

/* A value in place of another; kind NULL ends a list. */
struct change {
	const struct record_schema *kind;
	size_t row;
	const char *value;
};
#define CHANGES 4

struct books {
	struct change change[CHANGES];
	bool no_deferral; /* its voucher is not there */
	int64_t off_by;   /* the last balance of account 1701 */
};

/* Rows with the changes of their kind. */
static inline void
books_put(const struct fixture *fixture, const struct books *books,
    const struct record_schema *schema, const record_values *rows, size_t count,
    record_values *ret_rows)
{
	char *dir = path_join(fixture->dir, "booked");

	memcpy(ret_rows, rows, count * sizeof(*rows));
	for (size_t i = 0; i < CHANGES && books->change[i].kind != NULL; i++) {
		const struct change *change = &books->change[i];
		size_t len = strcspn(change->value, "=") + 1;
		size_t at = 0;

		if (change->kind != schema)
			continue;
		while (
		    ret_rows[change->row][at] != NULL &&
		    strncmp(ret_rows[change->row][at], change->value, len) != 0)
			at++;
		assert_true(at < RECORD_VALUES_MAX - 1);
		ret_rows[change->row][at] = change->value;
	}
	records_put(dir, schema, (const record_values *)ret_rows, count);
	free(dir);
}

static inline int64_t
amount_of(const char *const *row, const char *column)
{
	const char *text = record_value_of(row, column);
	struct money money = { 0, NULL };

	assert_int_equal(money_parse(text, strlen(text), number_style_plain,
			     currency_euro(), &money, NULL),
	    NUMBER_OK);
	return money.minor;
}

static inline bool
is_valid(const record_values *booked, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++) {
		const char *status = record_value_of(booked[i], "status");

		if (strcmp(record_value_of(booked[i], "key"), key) == 0)
			return status[0] == '\0' ||
			       strcmp(status, "valid") == 0;
	}
	return false;
}

/* Balances that the valid vouchers of these books make, from 7.00 each. */
static inline void
balances_put(const struct fixture *fixture, const struct books *books,
    const record_values *booked, size_t booked_count, const record_values *rows)
{
	static const char *const account[] = { "1701", "1910", "2861", "2939",
		"3000", "3010", "3050", "5000", "8560" };
	record_values balance[COUNT(account) * 2] = { { NULL } };
	char text[COUNT(account)][2][64];
	char *dir = path_join(fixture->dir, "booked");

	for (size_t a = 0; a < COUNT(account); a++) {
		int64_t sum = 700 + (a == 0 ? books->off_by : 0);
		char amount[MONEY_TEXT_MAX];

		for (size_t i = 0; i < COUNT(booked_postings); i++) {
			if (strcmp(record_value_of(rows[i], "account"),
				account[a]) == 0 &&
			    is_valid(booked, booked_count,
				record_value_of(rows[i], "voucher")))
				sum += amount_of(rows[i], "debit") -
				       amount_of(rows[i], "credit");
		}
		(void)money_format(
		    (struct money){ sum, currency_euro() }, '.', amount);
		(void)snprintf(
		    text[a][0], sizeof(text[a][0]), "account=%s", account[a]);
		(void)snprintf(
		    text[a][1], sizeof(text[a][1]), "balance=%s", amount);
		balance[2 * a][0] = balance[2 * a + 1][0] = text[a][0];
		balance[2 * a][1] = "date=2026-09-30";
		balance[2 * a][2] = "balance=7.00";
		balance[2 * a + 1][1] = "date=2026-10-31";
		balance[2 * a + 1][2] = text[a][1];
	}
	records_put(dir, &record_kind_booked_balance,
	    (const record_values *)balance, COUNT(balance));
	free(dir);
}

static inline void
put_books(const struct fixture *fixture, const struct books *books)
{
	record_values row[COUNT(booked_postings)];
	record_values voucher[COUNT(booked_vouchers)];
	size_t count = COUNT(booked_vouchers) - books->no_deferral;

	books_put(fixture, books, &record_kind_booked_snapshot, booked_snapshot,
	    COUNT(booked_snapshot), row);
	books_put(fixture, books, &record_kind_booked_invoice, booked_invoices,
	    COUNT(booked_invoices), row);
	books_put(fixture, books, &record_kind_booked_voucher, booked_vouchers,
	    count, voucher);
	books_put(fixture, books, &record_kind_booked_posting, booked_postings,
	    COUNT(booked_postings), row);
	balances_put(fixture, books, (const record_values *)voucher, count,
	    (const record_values *)row);
}

/* Journal ----------------------------------------------------------------- */

/* 2026-11-02T08:00:00Z, an hour before the books were read. */
#define JOURNAL_TIME 1793606400

static inline void
journal_put(struct journal *journal, int64_t batch,
    const struct journal_event *event, struct diag_list *diag)
{
	const struct journal_intent intent = { batch, event->seq,
		"fv-test-0001", "" };

	if (event->state == JOURNAL_NEW)
		return;
	if (event->state != JOURNAL_HELD)
		assert_int_equal(journal_intend(journal, &intent, diag), 0);
	assert_int_equal(journal_record(journal, batch, event, 1, diag), 0);
}

/* A journal whose deferral came to this; all else was accepted. */
static inline void
put_journal(struct fixture *fixture, const struct journal_event *deferral,
    int64_t seconds)
{
	static const struct journal_event accepted[] = {
		{ .seq = 1,
		    .item = 1,
		    .state = JOURNAL_PRESENT,
		    .netvisor_key = "101" },
		{ .seq = 2,
		    .item = 1,
		    .state = JOURNAL_ACCEPTED,
		    .netvisor_key = "501" },
		{ .seq = 3,
		    .item = 1,
		    .state = JOURNAL_ACCEPTED,
		    .netvisor_key = "502" },
	};
	static const struct journal_opening opening = { "2026-10", "batch", SHA,
		"Maija Meri", "2026-11-02T07:00:00Z" };
	const struct clock clock = { true, seconds };
	struct journal *journal =
	    journal_open(&fixture->company, &clock, fixture->diag);
	struct batch *batch = review_batch(fixture->dir, fixture->diag);
	int64_t number = 0;

	assert_non_null(journal);
	assert_non_null(batch);
	assert_int_equal(
	    journal_register(journal, batch, &opening, &number, fixture->diag),
	    0);
	for (size_t i = 0; i < COUNT(accepted); i++)
		journal_put(journal, number, &accepted[i], fixture->diag);
	journal_put(journal, number, deferral, fixture->diag);
	batch_free(batch);
	journal_close(journal);
}

static const struct journal_event deferral_accepted = {
	.seq = 4, .item = 1, .state = JOURNAL_ACCEPTED, .netvisor_key = "903"
};

#endif
