/* test_value_form.c - marks of numbers, and what a text looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fenerum/csv_sniff.h"
#include "fenerum/value_form.h"

#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"

static void
test_numbers(void **state)
{
	static const struct {
		const char *text;
		struct number_form form;
		int64_t units; /* INT64_MIN: refused */
		unsigned scale;
	} cases[] = {
		{ "-1234,50", { ',', 0 }, -123450, 2 },
		{ "1.234,50", { ',', '.' }, 123450, 2 },
		{ "1,234.50", { '.', ',' }, 123450, 2 },
		{ "1 234,50", { ',', ' ' }, 123450, 2 },
		{ "1'234.50", { '.', '\'' }, 123450, 2 },
		{ "-1" NBSP "234" NARROW "567,5", { ',', GROUP_NO_BREAK },
		    -12345675, 1 },
		{ "1234,50", { ',', '.' }, 123450, 2 },
		{ "1 234,50", { ',', GROUP_NO_BREAK }, INT64_MIN, 0 },
		{ "1" NBSP "234,50", { ',', ' ' }, INT64_MIN, 0 },
		{ "1_234,50", { ',', GROUP_NO_BREAK }, INT64_MIN, 0 },
		{ "1.23,50", { ',', '.' }, INT64_MIN, 0 },
		{ "1.2345", { ',', '.' }, INT64_MIN, 0 },
		{ "1234.567,00", { ',', '.' }, INT64_MIN, 0 },
		{ ".234,00", { ',', '.' }, INT64_MIN, 0 },
		{ "1.234.50", { '.', 0 }, INT64_MIN, 0 },
		{ "1,50.000", { ',', '.' }, INT64_MIN, 0 },
		{ "1\xC2", { ',', GROUP_NO_BREAK }, INT64_MIN, 0 },
		{ "00000000000000000000000000000000000000000000000000000000000"
		  "00001,00",
		    { ',', GROUP_NO_BREAK }, INT64_MIN, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct csv_field text = { cases[i].text,
			strlen(cases[i].text) };
		struct decimal found = { INT64_MIN, 0 };

		(void)number_form_decimal(cases[i].form, text, &found);
		assert_int_equal(found.units, cases[i].units);
		assert_int_equal(found.scale, cases[i].scale);
	}
}

static void
test_groups(void **state)
{
	static const char *const good[] = { "", " ", "nbsp", NBSP, NARROW, ".",
		",", "'" };
	char mark, again;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(number_group_parse(good[i], &mark));
	assert_false(number_group_parse("_", &mark));
	assert_false(number_group_parse("space", &mark));
	assert_string_equal(number_group_yaml(0), "\"\"");
	assert_string_equal(number_group_yaml('\''), "\"'\"");
	assert_true(
	    number_group_parse(number_group_yaml(GROUP_NO_BREAK), &again));
	assert_int_equal(again, GROUP_NO_BREAK);
}

static void
test_sniff(void **state)
{
	(void)state;
	assert_int_equal(csv_sniff_delimiter("a;b;\"c,d,e,f\"\n,,,,", 19), ';');
	assert_int_equal(csv_sniff_delimiter("a\tb", 3), '\t');
	assert_int_equal(csv_sniff_delimiter("abc\n;", 5), 0);
	assert_int_equal(csv_sniff_encoding("abc", 3), CSV_UTF_8);
	assert_int_equal(csv_sniff_encoding("\xC3\xA4", 2), CSV_UTF_8);
	assert_int_equal(csv_sniff_encoding("\xFE\xFF\0a", 4), CSV_UTF_16);
	assert_int_equal(
	    csv_sniff_encoding("abcdef\xE4gh", 9), CSV_WINDOWS_1252);
	assert_int_equal(csv_sniff_encoding("\xA4gh,abcd", 8), CSV_ISO_8859_15);
	assert_int_equal(csv_sniff_encoding("abc\xE4", 4), CSV_WINDOWS_1252);
	assert_null(csv_sniff_code_page("\xC3\xA4\xE4", 3));
}

static void
test_sniff_numbers(void **state)
{
	static const char commas[] = "1;31.10.2026;1.234,50;7\n2;x;3,1;4\n";
	static const char mixed[] = "1,5;1.5;\n";
	unsigned forms = csv_sniff_numbers(commas, strlen(commas), ';');

	(void)state;
	for (size_t i = 0; i < NUMBER_FORM_COUNT; i++)
		assert_int_equal(
		    (forms & 1U << i) != 0, number_forms[i].point == ',' &&
						number_forms[i].group == '.');
	assert_int_equal(csv_sniff_numbers(mixed, strlen(mixed), ';'), 0);
	assert_int_equal(csv_sniff_numbers("12;x\n", 5, ';'), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_sniff),
		cmocka_unit_test(test_sniff_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
