/* test_journal.c - what the journal knows of documents, and whose lines are. */
#include "journal_setup.h"

static const struct journal_item two[] = { { "101",
					       "invoice_lines/a erp_lines/1" },
	{ "102", "invoice_lines/b" } };
static const struct journal_item rival[] = { { "201", "invoice_lines/a" } };

static void
test_states(void **state)
{
	struct journal_setup setup;
	struct journal_documents *list;
	const struct journal_document *one;
	int64_t batch;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	batch = journal_setup_register(&setup, "2026-10", "d1", two, 2);
	assert_false(journal_month_begun(setup.journal, "2026-10"));
	list = journal_batch_documents(setup.journal, batch, setup.diag);
	assert_int_equal(journal_document_count(list), 2);
	one = journal_document_at(list, 0);
	assert_string_equal(one->key, "invoice:101");
	assert_string_equal(one->kind, "invoice");
	assert_string_equal(one->folder, "batch");
	assert_string_equal(one->at, "");
	assert_int_equal(one->total.minor, 100);
	assert_int_equal(one->state, JOURNAL_NEW);
	assert_int_equal(one->attempts, 0);
	journal_documents_free(list);

	assert_int_equal(journal_setup_intend(&setup, batch, "t-1"), 0);
	assert_true(journal_month_begun(setup.journal, "2026-10"));
	assert_false(journal_month_begun(setup.journal, "2026-11"));
	assert_int_equal(
	    journal_setup_record(&setup, batch, 1, JOURNAL_ACCEPTED, "55"), 0);
	/* What is settled is not intended again; a key is not lost. */
	assert_int_equal(journal_setup_intend(&setup, batch, "t-2"), 0);
	assert_int_equal(
	    journal_setup_record(&setup, batch, 1, JOURNAL_PRESENT, ""), 0);
	assert_true(journal_setup_states(
	    journal_month_documents(setup.journal, "2026-10", setup.diag),
	    "101 PRESENT 55,102 INTENDED ,"));
	assert_true(journal_setup_states(
	    journal_month_documents(setup.journal, "2026-11", setup.diag), ""));
	/* Nothing of it is left: that would be an intent without a document. */
	assert_int_equal(
	    journal_setup_record(&setup, batch, 2, JOURNAL_ACCEPTED, "56"), 0);
	assert_int_equal(journal_setup_intend(&setup, batch, "t-3"), -1);
	assert_finding(
	    &setup, "journal.damaged", "it holds no document 0 of request 1");
	journal_setup_release(&setup);
}

static void
test_events(void **state)
{
	struct journal_event event[] = { { 1, 0, JOURNAL_QUEUED, 200, "OK",
					     "taken", "", "77" },
		{ 1, 2, JOURNAL_UNKNOWN, 0, JOURNAL_ABSENT, NULL, NULL, NULL },
		{ 1, 9, JOURNAL_ACCEPTED, 0, NULL, NULL, NULL, NULL } };
	struct journal_attempt attempt = { .before = NULL };
	struct journal_documents *list;
	const struct journal_document *one;
	struct journal_setup setup;
	int64_t batch;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	batch = journal_setup_register(&setup, "2026-10", "d1", two, 2);
	assert_false(journal_newest_attempt(setup.journal, batch, 1, &attempt));
	assert_int_equal(journal_setup_intend(&setup, batch, "t-1"), 0);
	setup.clock.seconds += 60;
	assert_int_equal(journal_setup_intend(&setup, batch, "t-2"), 0);
	assert_true(journal_newest_attempt(setup.journal, batch, 1, &attempt));
	assert_string_equal(attempt.transaction_id, "t-2");
	assert_string_equal(attempt.before, "7 8");
	assert_int_equal(attempt.number, 2);
	assert_true(attempt.at == setup.clock.seconds * 1000);
	free(attempt.before);
	/* All or nothing: there is no document 9. */
	assert_int_equal(
	    journal_record(setup.journal, batch, event, 3, setup.diag), -1);
	assert_finding(
	    &setup, "journal.damaged", "it holds no document 9 of request 1");
	assert_true(journal_setup_states(
	    journal_all_documents(setup.journal, setup.diag),
	    "101 INTENDED ,102 INTENDED ,"));
	assert_int_equal(
	    journal_record(setup.journal, batch, event, 2, setup.diag), 0);
	list = journal_all_documents(setup.journal, setup.diag);
	one = journal_document_at(list, 0);
	assert_int_equal(one->state, JOURNAL_QUEUED);
	assert_string_equal(one->code, "OK");
	assert_string_equal(one->text, "taken");
	assert_string_equal(one->at, "2026-11-01T11:01:00Z");
	assert_string_equal(one->transaction_id, "t-2");
	assert_int_equal(one->attempts, 2);
	assert_false(one->absent);
	one = journal_document_at(list, 1);
	assert_int_equal(one->state, JOURNAL_UNKNOWN);
	assert_string_equal(one->queue, "77");
	assert_true(one->absent);
	journal_documents_free(list);
	journal_setup_release(&setup);
}

/* A document claims its lines over all months, until it is refused. */
static void
test_claims(void **state)
{
	struct journal_setup setup;
	int64_t first, second;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	first = journal_setup_register(&setup, "2026-10", "d1", two, 2);
	assert_int_equal(journal_setup_intend(&setup, first, "t-1"), 0);
	assert_int_equal(
	    journal_setup_register(&setup, "2026-11", "d2", rival, 1), -1);
	assert_finding(&setup, "journal.claimed",
	    "invoice_lines 'a' of invoice '201' belongs to invoice '101' of "
	    "2026-10, which is INTENDED");
	assert_true(journal_setup_states(
	    journal_month_documents(setup.journal, "2026-11", setup.diag), ""));
	/* Refused, it gives them up; a new intent takes them again. */
	assert_int_equal(
	    journal_setup_record(&setup, first, 1, JOURNAL_REJECTED, ""), 0);
	assert_int_equal(journal_setup_intend(&setup, first, "t-2"), 0);
	assert_int_equal(
	    journal_setup_register(&setup, "2026-11", "d2", rival, 1), -1);
	assert_rule(&setup, "journal.claimed");
	/* Unless another one has them by then. */
	assert_int_equal(
	    journal_setup_record(&setup, first, 1, JOURNAL_REJECTED, ""), 0);
	second = journal_setup_register(&setup, "2026-11", "d2", rival, 1);
	assert_true(second > 0);
	assert_int_equal(journal_setup_intend(&setup, first, "t-3"), -1);
	assert_finding(&setup, "journal.claimed",
	    "invoice_lines 'a' of invoice '101' belongs to invoice '201' of "
	    "2026-11, which is NEW");
	assert_true(journal_setup_states(
	    journal_month_documents(setup.journal, "2026-10", setup.diag),
	    "101 REJECTED ,102 INTENDED ,"));
	/* Its other line was not taken on the way. */
	assert_int_equal(
	    journal_setup_record(&setup, second, 1, JOURNAL_VOIDED, ""), 0);
	assert_int_equal(journal_setup_intend(&setup, first, "t-3"), 0);
	assert_int_equal(journal_setup_register(&setup, "2026-12", "d3",
			     (struct journal_item[]){
				 { "301", "erp_lines/1 invoice_lines/a" } },
			     1),
	    -1);
	assert_int_equal(diag_count(setup.diag, SEVERITY_ERROR), 2);
	assert_rule(&setup, "journal.claimed");
	journal_setup_release(&setup);
}

/* The same line twice in one batch, and in one document. */
static void
test_claimed_twice(void **state)
{
	static const struct journal_item twice[] = { { "1", "erp_lines/x%20y" },
		{ "2", "erp_lines/x%20y" } };
	static const struct journal_item itself[] = { { "3",
	    "erp_lines/z erp_lines/z" } };
	struct journal_setup setup;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	assert_int_equal(
	    journal_setup_register(&setup, "2026-10", "d1", twice, 2), -1);
	assert_finding(&setup, "journal.claimed",
	    "erp_lines 'x%20y' of invoice '2' belongs to invoice '1' of "
	    "2026-10, which is NEW");
	assert_int_equal(
	    journal_setup_register(&setup, "2026-10", "d1", itself, 1), -1);
	assert_rule(&setup, "journal.claimed");
	journal_setup_release(&setup);
}

static void
test_replaced(void **state)
{
	struct journal_setup setup;
	int64_t first, second;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	first = journal_setup_register(&setup, "2026-10", "d1", two, 2);
	assert_true(
	    first == journal_setup_register(&setup, "2026-10", "d1", two, 2));
	/* Nothing was intended: another batch takes its place and its lines. */
	second = journal_setup_register(&setup, "2026-10", "d2", rival, 1);
	assert_true(second > first);
	assert_true(journal_setup_states(
	    journal_month_documents(setup.journal, "2026-10", setup.diag),
	    "201 NEW ,"));
	assert_true(journal_setup_states(
	    journal_all_documents(setup.journal, setup.diag), "201 NEW ,"));
	assert_int_equal(journal_setup_intend(&setup, first, "t-1"), -1);
	assert_rule(&setup, "journal.damaged");
	assert_int_equal(
	    journal_setup_record(&setup, first, 1, JOURNAL_HELD, ""), -1);
	assert_rule(&setup, "journal.damaged");
	/* Begun: no other, but the same again. */
	assert_int_equal(journal_setup_intend(&setup, second, "t-1"), 0);
	assert_int_equal(
	    journal_setup_register(&setup, "2026-10", "d1", two, 2), -1);
	assert_finding(&setup, "journal.frozen",
	    "of 2026-10 another batch has been sent in part, and batch is not "
	    "that one");
	assert_true(second ==
		    journal_setup_register(&setup, "2026-10", "d2", rival, 1));
	journal_setup_release(&setup);
}

static void
test_intent_without_id(void **state)
{
	struct journal_setup setup;
	int64_t batch;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	batch = journal_setup_register(&setup, "2026-10", "d1", two, 2);
	assert_int_equal(journal_setup_intend(&setup, batch, ""), -1);
	assert_rule(&setup, "journal.damaged");
	assert_false(journal_month_begun(setup.journal, "2026-10"));
	journal_setup_release(&setup);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_states),
		FOLDER_TEST(test_events),
		FOLDER_TEST(test_claims),
		FOLDER_TEST(test_claimed_twice),
		FOLDER_TEST(test_replaced),
		FOLDER_TEST(test_intent_without_id),
	};

	return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
