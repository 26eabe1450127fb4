/*
 * test_reconcile_ours.c - what is ours: the ledger as it was sent, and vouchers
 * of other months (report/reconcile.h).
 */
#include "reconcile_run.h"

/* The ledger was edited until it said what the books say. */
static void
test_ledger_edited(void **state)
{
	static const struct books books = {
		.change = { { &record_kind_booked_posting, 7, "debit=110.00" },
		    { &record_kind_booked_posting, 8, "credit=110.00" } }
	};
	record_values edited[COUNT(expected_postings)];
	struct fixture *fixture = *state;
	struct outcome outcome;
	struct buf findings;

	memcpy(edited, expected_postings, sizeof(edited));
	edited[5][6] = "debit=110.00";
	edited[6][6] = "credit=110.00";
	records_put(fixture->ledger, &record_kind_posting,
	    (const record_values *)edited, COUNT(edited));
	put_books(fixture, &books);
	put_journal(fixture, &deferral_accepted, JOURNAL_TIME);
	reconcile(fixture, &outcome);
	assert_false(outcome.agrees);
	buf_init(&findings, BUF_MAX_DEFAULT);
	put_findings(fixture->diag, &findings);
	assert_same("ledger edited",
	    "exports/erp_lines.csv:2 reconcile.difference Deferral 7 "
	    "(fv-4wgmyyi53nl7, Netvisor 903): ledger: expected a posting of "
	    "100.00 EUR, found none in the ledger\n",
	    buf_text(&findings));
	buf_release(&findings);
	outcome_release(&outcome);
}

/*
 * A voucher that bears a reference of another month's batch; key: under which
 * Netvisor took that document, or NULL.
 */
static void
reconcile_other_month(
    struct fixture *fixture, const char *key, struct outcome *ret)
{
	static const struct books books = {
		.change = { { &record_kind_booked_voucher, 0, "status=valid" },
		    { &record_kind_booked_voucher, 0,
			"description=fv-nwz7jb7lgayt September" } }
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
	char *dir = path_join(fixture->company.dir, "2026-09/batch");
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
	if (key != NULL)
		journal_put(journal, number,
		    &(struct journal_event){ .seq = 1,
			.item = 1,
			.state = JOURNAL_ACCEPTED,
			.netvisor_key = key },
		    fixture->diag);
	batch_free(batch);
	journal_close(journal);
	free(dir);
	reconcile(fixture, ret);
}

/* It is ours, and not this month's: by its key, or as long as it has none. */
static void
test_other_month(void **state)
{
	static const char *const keys[] = { NULL, "904" };

	for (size_t i = 0; i < COUNT(keys); i++) {
		struct fixture *fixture;
		struct outcome outcome;

		void *made;

		assert_int_equal(setup_books(&made), 0);
		fixture = made;
		reconcile_other_month(fixture, keys[i], &outcome);
		assert_false(diag_failed(fixture->diag));
		assert_true(outcome.agrees);
		assert_holds("other month", buf_text(&outcome.tsv),
		    "other-month\t904\tPT Pankki 3 2026-10-07: fv-nwz7jb7lgayt "
		    "September\t\t\t5.00");
		assert_holds("other month", buf_text(&outcome.text),
		    "Dated in the month, but of other months' batches:");
		outcome_release(&outcome);
		assert_int_equal(teardown_books(&made), 0);
	}
	(void)state;
}

/* Booked already under another key: this one is a copy, whoever may book. */
static void
test_copy_of_other_month(void **state)
{
	struct fixture *fixture = *state;
	struct outcome outcome;
	struct buf findings;

	fixture->company.foreign_listed = true;
	reconcile_other_month(fixture, "800", &outcome);
	assert_false(outcome.agrees);
	buf_init(&findings, BUF_MAX_DEFAULT);
	put_findings(fixture->diag, &findings);
	assert_holds("copy", buf_text(&findings),
	    "reconcile.foreign voucher PT Pankki 3 of 2026-10-07 (Netvisor "
	    "904), 5.00 EUR: fv-nwz7jb7lgayt September (by its reference");
	buf_release(&findings);
	outcome_release(&outcome);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		BOOKS_TEST(test_ledger_edited),
		cmocka_unit_test(test_other_month),
		BOOKS_TEST(test_copy_of_other_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
