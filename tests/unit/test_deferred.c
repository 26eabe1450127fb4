/* test_deferred.c - the roll-forward of deferred revenue (report/deferred.h),
 * tallies and findings by rule. */
#include "records.h"

#include "report/deferred.h"
#include "report/findings.h"
#include "report/tally.h"

#define ROW(number, month, what, close, why, sum)                              \
	{                                                                      \
		"id=" number, "month=" month, "kind=" what,                    \
		    "close_month=" close, "reason=" why, "currency=EUR",       \
		    "amount=" sum, "amount_eur=" sum, NULL                     \
	}

static const record_values schedule[] = {
	/* September's own business, finished before. */
	ROW("1", "2026-09", "deferral", "2026-09", "", "100.00"),
	ROW("2", "2026-09", "recognition", "2026-09", "", "40.00"),
	/* October: ours, one of the connector's, one cancelled. */
	ROW("3", "2026-10", "deferral", "2026-10", "", "300.00"),
	ROW("4", "2026-10", "recognition", "2026-10", "", "60.00"),
	ROW("5", "2026-10", "deferral", "2026-10", "already-booked", "50.00"),
	ROW("6", "2026-10", "deferral", "2026-10", "cancelled", "999.00"),
	/* Ahead, not in order; a credit note releases backwards. */
	ROW("7", "2026-10", "recognition", "2026-12", "", "200.00"),
	ROW("8", "2026-10", "recognition", "2026-11", "", "110.00"),
	ROW("9", "2026-10", "recognition", "2026-11", "already-booked",
	    "50.00"),
	ROW("10", "2026-10", "recognition", "2026-11", "", "-10.00"),
	/* Of a later export: not known as of October. */
	ROW("11", "2026-11", "deferral", "2026-11", "", "800.00"),
};

static const record_values opening[] = {
	{ "id=1", "currency=EUR", "amount=100.00", "amount_eur=100.00", NULL },
	{ "id=77", "currency=EUR", "amount=7.00", "amount_eur=7.00", NULL },
};

static const struct month october = { 2026, 10 };

struct expected_month {
	int month;
	int64_t opening, added, released, closing;
};

static void
test_roll_forward(void **state)
{
	static const struct expected_month expected[] = {
		/* 100 - 40 of September and 7 of before; 1 is known twice. */
		{ 10, 6700, 35000, 6000, 35700 },
		{ 11, 35700, 0, 15000, 20700 },
		{ 12, 20700, 0, 20000, 700 },
	};
	char *path = path_join(*state, "schedule.tsv");
	char *before = path_join(*state, "opening_deferred.tsv");
	struct deferred_paths paths = { path, before };
	struct diag_list *diag = diag_list_new();
	struct text_pool words;
	struct deferred deferred;

	records_put(*state, &record_kind_schedule, schedule, COUNT(schedule));
	records_put(
	    *state, &record_kind_opening_deferred, opening, COUNT(opening));
	text_pool_init(&words);
	assert_int_equal(
	    deferred_load(&deferred, &paths, october, &words, diag), 0);
	assert_true(deferred.exists);
	assert_int_equal(deferred.month_count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct deferred_month *month = &deferred.month[i];

		assert_int_equal(month->month.month, expected[i].month);
		assert_int_equal(month->opening, expected[i].opening);
		assert_int_equal(month->added, expected[i].added);
		assert_int_equal(month->released, expected[i].released);
		assert_int_equal(month->closing, expected[i].closing);
	}
	assert_int_equal(deferred.month[0].added_elsewhere, 5000);
	assert_int_equal(deferred.scheduled_added, 30000);
	assert_int_equal(deferred.scheduled_released, 6000);
	assert_int_equal(deferred.waiting.count, 2);
	assert_string_equal(deferred.waiting.row[0].word[0], "2026-11");
	assert_int_equal(deferred.waiting.row[0].count, 2);
	assert_int_equal(deferred.waiting.row[0].amount[WAITING_EUR], 10000);
	deferred_release(&deferred);
	text_pool_release(&words);
	diag_list_free(diag);
	free(before);
	free(path);
}

static void
test_no_schedule(void **state)
{
	char *path = path_join(*state, "schedule.tsv");
	struct deferred_paths paths = { path, path };
	struct diag_list *diag = diag_list_new();
	struct text_pool words;
	struct deferred deferred;

	text_pool_init(&words);
	assert_int_equal(
	    deferred_load(&deferred, &paths, october, &words, diag), 0);
	assert_false(deferred.exists);
	assert_int_equal(deferred.month_count, 1);
	assert_int_equal(deferred.month[0].closing, 0);
	deferred_release(&deferred);
	text_pool_release(&words);
	diag_list_free(diag);
	free(path);
}

static void
test_damaged_schedule(void **state)
{
	char *path = path_join(*state, "schedule.tsv");
	struct deferred_paths paths = { path, "none" };
	struct diag_list *diag = diag_list_new();
	struct stat info;
	struct text_pool words;
	struct deferred deferred;

	records_put(*state, &record_kind_schedule, schedule, COUNT(schedule));
	/* The closing line is cut off. */
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(truncate(path, info.st_size - 20), 0);
	text_pool_init(&words);
	assert_int_equal(
	    deferred_load(&deferred, &paths, october, &words, diag), -1);
	assert_true(diag_failed(diag));
	deferred_release(&deferred);
	text_pool_release(&words);
	diag_list_free(diag);
	free(path);
}

static void
test_tally(void **state)
{
	struct tally tally = { 0 };
	const struct currency *euro = currency_euro();
	const struct currency *krona = currency_find("SEK", 3);
	struct tally_row *row;

	(void)state;
	row = tally_at(&tally, "b", "", "", euro);
	tally_add(&tally, row, 0, INT64_MAX - 1);
	row = tally_at(&tally, "a", "", "", krona);
	tally_add(&tally, row, 0, -5);
	row = tally_at(&tally, "a", "", "", euro);
	tally_add(&tally, row, 1, 7);
	tally_add(&tally, tally_at(&tally, "b", "", "", euro), 0, 1);
	assert_false(tally.overflow);
	tally_add(&tally, tally_at(&tally, "b", "", "", euro), 0, 1);
	assert_true(tally.overflow);
	tally_sort(&tally);
	assert_int_equal(tally.count, 3);
	assert_ptr_equal(tally.row[0].currency, euro);
	assert_int_equal(tally.row[0].amount[1], 7);
	assert_int_equal(tally.row[1].amount[0], -5);
	assert_int_equal(tally.row[2].amount[0], INT64_MAX);
	tally_release(&tally);
	assert_int_equal(sum_negated(INT64_MIN), INT64_MAX);
	assert_int_equal(sum_negated(3), -3);
}

static void
test_findings_by_rule(void **state)
{
	static const char lines[] =
	    "{\"severity\":\"note\",\"rule\":\"mapping.unused\",\"file\":\"m\","
	    "\"line\":3,\"column\":0,\"text\":\"x\",\"count\":1}\n"
	    "{\"severity\":\"error\",\"rule\":\"record.count\",\"file\":\"\","
	    "\"line\":0,\"column\":0,\"text\":\"y\",\"count\":400}\n"
	    "{\"severity\":\"note\",\"rule\":\"mapping.unused\",\"file\":\"m\","
	    "\"line\":4,\"column\":2,\"text\":\"z\",\"count\":1}\n"
	    "{\"severity\":\"warning\",\"rule\":\"no.such\",\"file\":\"f\","
	    "\"line\":0,\"column\":0,\"text\":\"w\"}\n";
	char *path = path_join(*state, "findings.jsonl");
	struct diag_list *diag = diag_list_new();
	struct findings findings;

	file_put(path, lines, strlen(lines));
	findings_init(&findings);
	assert_int_equal(findings_load(&findings, path, diag), 0);
	assert_int_equal(findings.group_count, 3);
	assert_string_equal(findings.group[0].rule, "record.count");
	assert_int_equal(findings.group[0].count, 400);
	assert_string_equal(findings.group[0].shown[0].place, "");
	assert_string_equal(findings.group[1].title, "");
	assert_string_equal(findings.group[1].shown[0].place, "f");
	assert_int_equal(findings.group[2].shown_count, 2);
	assert_string_equal(findings.group[2].shown[0].place, "m:3");
	assert_string_equal(findings.group[2].shown[1].place, "m:4:2");
	assert_int_equal(findings.count[SEVERITY_NOTE], 2);
	findings_release(&findings);
	diag_list_free(diag);
	free(path);
}

static void
test_findings_damaged(void **state)
{
	static const char *const damaged[] = { "{\"rule\":1}\n", "nothing\n",
		"{\"severity\":\"grave\",\"rule\":\"a.b\",\"text\":\"\"}\n",
		"[]\n", "\n", "{\"severity\":\"note\"" };
	char *path = path_join(*state, "findings.jsonl");

	for (size_t i = 0; i < COUNT(damaged); i++) {
		struct diag_list *diag = diag_list_new();
		struct findings findings;
		struct diag_view view;

		file_put(path, damaged[i], strlen(damaged[i]));
		findings_init(&findings);
		assert_row(
		    findings_load(&findings, path, diag) == -1, damaged[i]);
		diag_get(diag, 0, &view);
		assert_string_equal(view.rule->name, "review.findings");
		findings_release(&findings);
		diag_list_free(diag);
	}
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_roll_forward),
		FOLDER_TEST(test_no_schedule),
		FOLDER_TEST(test_damaged_schedule),
		cmocka_unit_test(test_tally),
		FOLDER_TEST(test_findings_by_rule),
		FOLDER_TEST(test_findings_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
