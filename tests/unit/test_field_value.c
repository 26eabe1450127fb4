/* test_field_value.c - the texts of fields as values of their types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fenerum/export_kinds.h"
#include "fenerum/field_value.h"

static bool
is_time(const char *text)
{
	struct date_text ignored;

	return date_text_parse(
	    text, strlen(text), DATE_FORM_BIT(DATE_YMD_DASHES), &ignored);
}

static void
test_times(void **state)
{
	static const char *const good[] = { "2026-10-01",
		"2026-10-01T08:30:00Z", "2026-10-01T08:30Z",
		"2026-10-01 08:30:00", "2018-11-20T11:25:23.889915+00:00",
		"2026-10-01T23:59:59.123456789-0330", "2028-02-29T00:00:00" };
	static const char *const bad[] = { "2026-10-1", "2026-13-01",
		"2026-02-29T00:00:00Z", "2026-10-01T", "2026-10-01T24:00:00Z",
		"2026-10-01T08:60:00Z", "2026-10-01T08", "2026-10-01T08:30:60Z",
		"2026-10-01T08:30:00.Z", "2026-10-01T08:30:00.1234567890Z",
		"2026-10-01T08:30:00+15:00", "2026-10-01T08:30:00+1",
		"2026-10-01T08:30:00ZZ", "2026-10-01X08:30:00",
		"01.10.2026 08:30", "20261001T083000Z" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(is_time(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(is_time(bad[i]));
}

static bool
parse(enum field_type type, unsigned flags, const char *text,
    struct field_value *ret)
{
	const struct export_field field = { 1, type, FIELD_NEED_VALUE, flags };
	struct field_problem problem;

	memset(ret, 0, sizeof(*ret));
	return field_value_parse(&value_form_plain, &field,
	    (struct csv_field){ text, strlen(text) }, currency_find("EUR", 3),
	    ret, &problem);
}

static void
test_codes(void **state)
{
	struct field_value value;

	(void)state;
	assert_true(parse(FIELD_TYPE_COUNTRY, 0, "fi", &value));
	assert_string_equal(value.text.text, "FI");
	assert_false(parse(FIELD_TYPE_COUNTRY, 0, "FIN", &value));
	assert_false(parse(FIELD_TYPE_COUNTRY, 0, "F1", &value));
	assert_true(parse(FIELD_TYPE_CURRENCY, 0, "sEk", &value));
	assert_string_equal(value.text.text, "SEK");
	assert_ptr_equal(value.currency, currency_find("SEK", 3));
	assert_false(parse(FIELD_TYPE_CURRENCY, 0, "XYQ", &value));
	assert_false(parse(FIELD_TYPE_CURRENCY, 0, "EU", &value));
}

static void
test_words(void **state)
{
	static const struct {
		const char *text;
		const char *recorded;
	} statuses[] = { { "Not booked", "not_booked" },
		{ "not_posted", "not_booked" }, { "NotBooked", "not_booked" },
		{ "OPEN", "open" }, { "Failed to book", "failed" },
		{ "error", "failed" }, { "Booked", "booked" },
		{ "-posted-", "posted" }, { "book", NULL }, { "bookedx", NULL },
		{ "All", NULL } };
	struct field_value value;

	(void)state;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		bool good = parse(FIELD_TYPE_CHOICE, WORDS_ERP_STATUS,
		    statuses[i].text, &value);

		assert_int_equal(good, statuses[i].recorded != NULL);
		if (good)
			assert_string_equal(
			    value.text.text, statuses[i].recorded);
	}
	assert_true(parse(FIELD_TYPE_BOOL, 0, "TRUE", &value));
	assert_string_equal(value.text.text, "yes");
	assert_true(parse(FIELD_TYPE_BOOL, 0, "0", &value));
	assert_string_equal(value.text.text, "no");
	assert_false(parse(FIELD_TYPE_BOOL, 0, "on", &value));
	assert_false(parse(FIELD_TYPE_BOOL, 0, "01", &value));
}

static void
test_numbers(void **state)
{
	struct field_value value;

	(void)state;
	assert_true(parse(FIELD_TYPE_AMOUNT, 0, "-0.5", &value));
	assert_int_equal(value.money.minor, -50);
	assert_false(parse(FIELD_TYPE_AMOUNT, 0, "1.234", &value));
	assert_false(parse(FIELD_TYPE_AMOUNT, 0, "1,23", &value));
	assert_false(parse(FIELD_TYPE_AMOUNT, 0, "1 000.00", &value));
	assert_false(parse(FIELD_TYPE_AMOUNT, 0, "1e3", &value));
	assert_false(
	    parse(FIELD_TYPE_AMOUNT, 0, "92233720368547758.08", &value));
	assert_true(
	    parse(FIELD_TYPE_AMOUNT, 0, "-92233720368547758.08", &value));
	assert_true(parse(FIELD_TYPE_DECIMAL, 0, "1.123456789", &value));
	assert_false(parse(FIELD_TYPE_DECIMAL, 0, "1.1234567890", &value));
	assert_true(parse(FIELD_TYPE_DECIMAL, FIELD_PERCENT, "100.00", &value));
	assert_false(
	    parse(FIELD_TYPE_DECIMAL, FIELD_PERCENT, "100.01", &value));
	assert_false(parse(FIELD_TYPE_DECIMAL, FIELD_PERCENT, "-1", &value));
	assert_true(parse(FIELD_TYPE_INTEGER, 0, "0030", &value));
	assert_int_equal(value.integer, 30);
	assert_false(parse(FIELD_TYPE_INTEGER, 0, "10000", &value));
	assert_false(parse(FIELD_TYPE_INTEGER, 0, "-1", &value));
	assert_false(parse(FIELD_TYPE_INTEGER, 0, "3.0", &value));
	assert_true(parse(FIELD_TYPE_DATE, 0, "2026-10-31", &value));
	assert_false(parse(FIELD_TYPE_DATE, 0, "31.10.2026", &value));
	assert_true(parse(FIELD_TYPE_DATE, 0, "2026-10-31T23:30", &value));
	assert_int_equal(value.date.day, 31);
	assert_false(value.has_open_offset);
	assert_true(parse(FIELD_TYPE_DATE, 0, "2026-10-31T23:30Z", &value));
	assert_int_equal(value.date.day, 31);
	assert_true(value.has_open_offset);
	assert_false(parse(FIELD_TYPE_DATE, 0, "2026-10-31T23", &value));
	assert_false(parse(FIELD_TYPE_DATE, 0, "2026-11-31", &value));
}

/* The one amount without an opposite is refused, not turned into itself. */
static void
test_negate(void **state)
{
	const struct export_field amount = { 1, FIELD_TYPE_AMOUNT,
		FIELD_NEED_VALUE, 0 };
	const struct export_field decimal = { 1, FIELD_TYPE_DECIMAL,
		FIELD_NEED_VALUE, 0 };
	struct field_value value = { .is_set = true };

	(void)state;
	value.money = (struct money){ INT64_MIN, currency_find("EUR", 3) };
	assert_false(field_value_negate(&amount, &value));
	value.money.minor = -1;
	assert_true(field_value_negate(&amount, &value));
	assert_int_equal(value.money.minor, 1);
	value.decimal = (struct decimal){ INT64_MIN, 2 };
	assert_false(field_value_negate(&decimal, &value));
	value.decimal.units = 5;
	assert_true(field_value_negate(&decimal, &value));
	assert_int_equal(value.decimal.units, -5);
	value.is_set = false;
	assert_true(field_value_negate(&decimal, &value));
	assert_int_equal(value.decimal.units, -5);
}

/* A profile's words come before the known ones, each in its own set. */
static void
test_meanings(void **state)
{
	static const struct export_meaning meaning[] = {
		{ WORDS_ERP_STATUS, "Kirjattu", "booked" },
		{ WORDS_ERP_STATUS, "Open", "not_booked" },
	};
	struct value_form form = value_form_plain;
	static const struct {
		enum word_set set;
		const char *text;
		const char *recorded; /* NULL: refused */
	} cases[] = {
		{ WORDS_ERP_STATUS, "_KIRJATTU", "booked" },
		{ WORDS_ERP_STATUS, "open", "not_booked" },
		{ WORDS_ERP_STATUS, "Not-Posted", "not_booked" },
		{ WORDS_ERP_STATUS, "posted", "posted" },
		{ WORDS_ERP_TYPE, "Kirjattu", NULL },
		{ WORDS_TRANSACTION_KIND, "refund", "refund" },
	};

	(void)state;
	form.meaning = meaning;
	form.meaning_count = 2;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct export_field field = { 1, FIELD_TYPE_CHOICE,
			FIELD_NEED_VALUE, cases[i].set };
		struct csv_field text = { cases[i].text,
			strlen(cases[i].text) };
		struct field_value value = { .is_set = false };
		struct field_problem problem;
		bool good = field_value_parse(
		    &form, &field, text, NULL, &value, &problem);

		assert_int_equal(good, cases[i].recorded != NULL);
		if (good)
			assert_string_equal(value.text.text, cases[i].recorded);
		else
			assert_int_equal(problem.rule, RULE_BILLING_CHOICE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_negate),
		cmocka_unit_test(test_meanings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
