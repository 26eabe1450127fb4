/* test_date_form.c - forms of dates, and the day of an instant in a zone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fenerum/date_form.h"

#define ALL ((1U << DATE_FORM_COUNT) - 1)

/* The day, as text, or "" if the text has none of the forms. */
static const char *
day_of(
    const char *text, unsigned forms, const char *zone, char day[DATE_TEXT_MAX])
{
	struct time_zone found = { .is_set = false };
	struct date_text date;

	assert_true(time_zone_parse(zone, &found));
	day[0] = '\0';
	if (!date_text_parse(text, strlen(text), forms, &date))
		return day;
	return date_format(date_text_day(&date, &found), day);
}

static void
test_forms(void **state)
{
	static const struct {
		const char *text;
		unsigned forms;
		const char *day;
	} cases[] = {
		{ "2026-10-31", DATE_FORM_BIT(DATE_YMD_DASHES), "2026-10-31" },
		{ "2026-10-31", ALL & ~DATE_FORM_BIT(DATE_YMD_DASHES), "" },
		{ "31.10.2026", DATE_FORM_BIT(DATE_DMY_POINTS), "2026-10-31" },
		{ "1.2.2026", DATE_FORM_BIT(DATE_DMY_POINTS), "" },
		{ "1.2.2026", DATE_FORM_BIT(DATE_DMY_SHORT), "2026-02-01" },
		{ "01.02.2026", DATE_FORM_BIT(DATE_DMY_SHORT), "2026-02-01" },
		{ "001.2.2026", ALL, "" },
		{ "3/4/2026", ALL, "" },
		{ "03/04/2026", DATE_FORM_BIT(DATE_DMY_SLASHES), "2026-04-03" },
		{ "03/04/2026", DATE_FORM_BIT(DATE_MDY_SLASHES), "2026-03-04" },
		{ "13/04/2026", DATE_FORM_BIT(DATE_MDY_SLASHES), "" },
		{ "20261031", DATE_FORM_BIT(DATE_YMD_DIGITS), "2026-10-31" },
		{ "20261031T0830", DATE_FORM_BIT(DATE_YMD_DIGITS), "" },
		{ "2026103", ALL, "" },
		{ "31.11.2026", ALL, "" },
		{ "29.02.2026", ALL, "" },
		{ "29.02.2028", ALL, "2028-02-29" },
		{ "31.10.26", ALL, "" },
		{ "31.10.2026 08:30", ALL, "2026-10-31" },
		{ "31.10.2026T08:30:15.123", ALL, "2026-10-31" },
		{ "31.10.2026 8:30", ALL, "" },
		{ "31.10.2026 08:30 ", ALL, "" },
		{ "31.10.2026x", ALL, "" },
		{ "31.10.1899", ALL, "" },
		{ "", ALL, "" },
	};
	char day[DATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    day_of(cases[i].text, cases[i].forms, "as-written", day),
		    cases[i].day);
}

/* Summer time of 2026: from 29 March to 25 October, 01:00 UTC. */
static void
test_zones(void **state)
{
	static const struct {
		const char *text;
		const char *zone;
		const char *day;
	} cases[] = {
		{ "2026-10-31T23:30:00Z", "as-written", "2026-10-31" },
		{ "2026-10-31T23:30:00Z", "UTC", "2026-10-31" },
		{ "2026-10-31T23:30:00Z", "Europe/Helsinki", "2026-11-01" },
		{ "2026-10-31T21:59:59Z", "Europe/Helsinki", "2026-10-31" },
		{ "2026-10-31T22:00:00Z", "Europe/Helsinki", "2026-11-01" },
		{ "2026-10-31T22:59:00Z", "Europe/Stockholm", "2026-10-31" },
		{ "2026-10-31T23:00:00Z", "Europe/Copenhagen", "2026-11-01" },
		/* The night before the change, and the one after it. */
		{ "2026-10-24T20:59:00Z", "Europe/Helsinki", "2026-10-24" },
		{ "2026-10-24T21:00:00Z", "Europe/Helsinki", "2026-10-25" },
		{ "2026-10-25T21:59:00Z", "Europe/Helsinki", "2026-10-25" },
		{ "2026-10-25T22:00:00Z", "Europe/Helsinki", "2026-10-26" },
		{ "2026-03-28T21:59:00Z", "Europe/Helsinki", "2026-03-28" },
		{ "2026-03-28T22:00:00Z", "Europe/Helsinki", "2026-03-29" },
		{ "2026-03-29T20:59:00Z", "Europe/Helsinki", "2026-03-29" },
		{ "2026-03-29T21:00:00Z", "Europe/Helsinki", "2026-03-30" },
		/* A year whose March ends on a Sunday, and one on a Monday. */
		{ "2024-03-31T20:59:00Z", "Europe/Helsinki", "2024-03-31" },
		{ "2024-03-31T21:00:00Z", "Europe/Helsinki", "2024-04-01" },
		{ "2025-03-30T21:00:00Z", "Europe/Helsinki", "2025-03-31" },
		{ "2025-03-29T21:30:00Z", "Europe/Helsinki", "2025-03-29" },
		/* Offsets of the text and of the setting. */
		{ "2026-10-31T01:30:00+03:00", "UTC", "2026-10-30" },
		{ "2026-10-31T22:30:00-0300", "UTC", "2026-11-01" },
		{ "2026-10-31T23:30:00Z", "+00:30", "2026-11-01" },
		{ "2026-11-01T00:29:00Z", "-00:30", "2026-10-31" },
		{ "2026-12-31T22:00:00Z", "+02:00", "2027-01-01" },
		/* Without an offset the day is as written. */
		{ "2026-10-31T23:59:59", "Europe/Helsinki", "2026-10-31" },
		{ "2026-10-31", "Europe/Helsinki", "2026-10-31" },
		/* Beyond the calendar: none. */
		{ "2199-12-31T23:00:00Z", "Europe/Helsinki", "" },
	};
	char day[DATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    day_of(cases[i].text, ALL, cases[i].zone, day),
		    cases[i].day);
}

/* The instant of the change itself, when no midnight is near. */
static void
test_changes(void **state)
{
	const long change = date_to_days((struct date){ 2026, 3, 29 }) * 1440;
	struct time_zone zone = { true, false, 23 * 60, true };

	(void)state;
	assert_int_equal(time_zone_date(&zone, change + 59).day, 29);
	assert_int_equal(time_zone_date(&zone, change + 60).day, 30);
	zone.is_summer = false;
	assert_int_equal(time_zone_date(&zone, change + 60).day, 30);
	assert_int_equal(time_zone_date(&zone, change + 59).day, 29);
	assert_int_equal(time_zone_date(&zone, -1441).year, 1969);
}

static void
test_zone_names(void **state)
{
	static const char *const bad[] = { "", "Helsinki", "utc", "+2:00",
		"02:00", "+02:60", "+15:00", "+0200", "+02:00 ", "+ab:cd" };
	struct time_zone zone;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(time_zone_parse(bad[i], &zone));
	assert_true(time_zone_parse("-03:30", &zone));
	assert_int_equal(zone.offset, -210);
}

static void
test_guesses(void **state)
{
	(void)state;
	assert_int_equal(date_forms_of("03/04/2026", 10),
	    DATE_FORM_BIT(DATE_DMY_SLASHES) | DATE_FORM_BIT(DATE_MDY_SLASHES));
	assert_int_equal(
	    date_forms_of("13/04/2026", 10), DATE_FORM_BIT(DATE_DMY_SLASHES));
	assert_int_equal(
	    date_forms_of("13.4.2026", 9), DATE_FORM_BIT(DATE_DMY_SHORT));
	assert_int_equal(date_forms_of("x", 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_zone_names),
		cmocka_unit_test(test_guesses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
