/* test_date.c - dates around leap days, months, and the clock. */
#include "unit.h"

#include "base/clock.h"
#include "base/date.h"

static void
test_parse(void **state)
{
	static const struct {
		const char *text;
		bool ok;
	} cases[] = {
		{ "2026-10-01", true },
		{ "2024-02-29", true },
		{ "2025-02-29", false },
		{ "2000-02-29", true },
		{ "1900-02-29", false },
		{ "2100-02-29", false },
		{ "1900-01-01", true },
		{ "1899-12-31", false },
		{ "2199-12-31", true },
		{ "2200-01-01", false },
		{ "2026-04-31", false },
		{ "2026-12-31", true },
		{ "2026-00-10", false },
		{ "2026-13-10", false },
		{ "2026-10-00", false },
		{ "2026-10-32", false },
		{ "2026-1-01", false },
		{ "2026/10/01", false },
		{ "2026-10-1a", false },
		{ "20a6-10-11", false },
		{ "2026-10-011", false },
		{ "+026-10-01", false },
		{ " 026-10-01", false },
		{ "", false },
	};
	char text[DATE_TEXT_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct date date = { 7, 7, 7 };

		assert_row(date_parse(cases[i].text, strlen(cases[i].text),
			       &date) == cases[i].ok,
		    cases[i].text);
		if (cases[i].ok)
			assert_string_equal(
			    date_format(date, text), cases[i].text);
		else
			assert_int_equal(date.year, 7);
	}
	assert_string_equal(date_format((struct date){ 0, 0, 0 }, text), "");
	assert_false(date_is_set((struct date){ 0, 0, 0 }));
}

/* Every day from 1900 to 2199 has its number, and the numbers run on. */
static void
test_days(void **state)
{
	const struct date first = { 1900, 1, 1 }, last = { 2199, 12, 31 };
	struct date date = first, before = { 1899, 12, 31 };
	long days;

	(void)state;
	for (days = date_to_days(first); days <= date_to_days(last); days++) {
		date = date_from_days(days);
		assert_int_equal(date_to_days(date), days);
		assert_int_equal(date_compare(before, date), -1);
		assert_int_equal(date_compare(date, before), 1);
		assert_true(date.day == 1 || date.day == before.day + 1);
		before = date;
	}
	assert_int_equal(date_compare(date, last), 0);
	assert_int_equal(date_to_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_to_days((struct date){ 2000, 3, 1 }), 11017);
	assert_int_equal(date_to_days((struct date){ 2026, 10, 1 }), 20727);
	assert_int_equal(date_to_days((struct date){ 1969, 12, 31 }), -1);
	assert_false(date_is_set(date_from_days(date_to_days(last) + 1)));
	assert_false(date_is_set(date_from_days(date_to_days(first) - 1)));
}

static void
test_months(void **state)
{
	const struct month february = { 2024, 2 }, march = { 2024, 3 };
	struct month month = { 7, 7 };
	char text[MONTH_TEXT_MAX];

	(void)state;
	assert_true(month_parse("2026-10", 7, &month));
	assert_string_equal(month_format(month, text), "2026-10");
	assert_false(month_parse("2026-13", 7, &month));
	assert_false(month_parse("2026-00", 7, &month));
	assert_false(month_parse("2026-1", 6, &month));
	assert_false(month_parse("2026-101", 8, &month));
	assert_false(month_parse("2026_10", 7, &month));
	assert_int_equal(month.month, 10);
	assert_string_equal(month_format((struct month){ 0, 0 }, text), "");
	assert_int_equal(month_compare(february, march), -1);
	assert_int_equal(month_compare(march, february), 1);
	assert_int_equal(month_compare(march, march), 0);
	assert_int_equal(month_compare(march, month), -1);
	assert_int_equal(month_last_day(february).day, 29);
	assert_int_equal(month_last_day((struct month){ 2026, 2 }).day, 28);
	assert_int_equal(month_last_day((struct month){ 2026, 12 }).day, 31);
	assert_int_equal(month_first_day(march).day, 1);
	assert_int_equal(
	    month_compare(date_month(month_last_day(march)), march), 0);
}

static void
test_clock(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} times[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1969-12-31T23:59:59Z", -1 },
		{ "2026-10-31T23:59:59Z", 1793491199 },
		{ "2024-02-29T12:00:00Z", 1709208000 },
		{ "2199-12-31T23:59:59Z", 7258118399 },
	};
	static const char *const wrong[] = { "", "2026-10-31",
		"2026-10-31T24:00:00Z", "2026-10-31T23:60:00Z",
		"2026-10-31T23:59:60Z", "2026-10-31 23:59:59Z",
		"2026-10-31T23:59:59", "2026-10-31T23:59:59z",
		"2026-10-31T23:5a:59Z", "2026-02-31T23:59:59Z",
		"2026-10-31T23:59:59+02:00" };
	struct clock fixed = { true, 1709208000 }, running = { false, 0 };
	char text[CLOCK_TEXT_MAX];
	int64_t seconds;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(times); i++) {
		assert_string_equal(
		    clock_format(times[i].seconds, text), times[i].text);
		assert_true(clock_parse(times[i].text, &seconds));
		assert_int_equal(seconds, times[i].seconds);
	}
	for (i = 0; i < COUNT(wrong); i++)
		assert_row(!clock_parse(wrong[i], &seconds), wrong[i]);
	assert_string_equal(clock_format(INT64_MAX, text), "");
	assert_int_equal(clock_now(&fixed), 1709208000);
	assert_true(clock_now(&running) > 1700000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
