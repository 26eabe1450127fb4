/* test_decimal.c - exact numbers, and the one place that rounds. */
#include "unit.h"

#include "base/decimal.h"

static const struct number_style plain = { '.', 0 };
static const struct number_style comma = { ',', '.' };
static const struct number_style blank = { ',', ' ' };

struct parse_case {
	const char *text;
	const struct number_style *style;
	enum number_error error;
	int64_t units;
	unsigned scale;
	size_t offset;
};

static const struct parse_case parse_cases[] = {
	{ "0", &plain, NUMBER_OK, 0, 0, 0 },
	{ "-0", &plain, NUMBER_OK, 0, 0, 0 },
	{ "-0.00", &plain, NUMBER_OK, 0, 2, 0 },
	{ "49.90", &plain, NUMBER_OK, 4990, 2, 0 },
	{ "+1", &plain, NUMBER_OK, 1, 0, 0 },
	{ "-1.5", &plain, NUMBER_OK, -15, 1, 0 },
	{ "007", &plain, NUMBER_OK, 7, 0, 0 },
	{ "0.123456789", &plain, NUMBER_OK, 123456789, 9, 0 },
	{ "9223372036854775807", &plain, NUMBER_OK, INT64_MAX, 0, 0 },
	{ "-9223372036854775808", &plain, NUMBER_OK, INT64_MIN, 0, 0 },
	{ "-92233720368547758.08", &plain, NUMBER_OK, INT64_MIN, 2, 0 },
	{ "", &plain, NUMBER_EMPTY, 0, 0, 0 },
	{ "-", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ "+-1", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ "--1", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ ".5", &plain, NUMBER_MALFORMED, 0, 0, 0 },
	{ "5.", &plain, NUMBER_MALFORMED, 0, 0, 2 },
	{ " 5", &plain, NUMBER_MALFORMED, 0, 0, 0 },
	{ "5 ", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ "1.2.3", &plain, NUMBER_MALFORMED, 0, 0, 3 },
	{ "1,5", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ "1e5", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ "0x1", &plain, NUMBER_MALFORMED, 0, 0, 1 },
	{ "12a", &plain, NUMBER_MALFORMED, 0, 0, 2 },
	{ "\xE2\x88\x92"
	  "1",
	    &plain, NUMBER_MALFORMED, 0, 0, 0 },
	{ "1.0000000001", &plain, NUMBER_TOO_PRECISE, 0, 0, 11 },
	{ "9223372036854775808", &plain, NUMBER_OVERFLOW, 0, 0, 18 },
	{ "-9223372036854775809", &plain, NUMBER_OVERFLOW, 0, 0, 19 },
	{ "99999999999999999999999", &plain, NUMBER_OVERFLOW, 0, 0, 19 },
	{ "1.234,50", &comma, NUMBER_OK, 123450, 2, 0 },
	{ "1234,50", &comma, NUMBER_OK, 123450, 2, 0 },
	{ "1.234.567", &comma, NUMBER_OK, 1234567, 0, 0 },
	{ "-12.345", &comma, NUMBER_OK, -12345, 0, 0 },
	{ "1.23", &comma, NUMBER_MALFORMED, 0, 0, 4 },
	{ "1.2345", &comma, NUMBER_MALFORMED, 0, 0, 5 },
	{ "1234.567", &comma, NUMBER_MALFORMED, 0, 0, 4 },
	{ "1.234.56", &comma, NUMBER_MALFORMED, 0, 0, 8 },
	{ ".123", &comma, NUMBER_MALFORMED, 0, 0, 0 },
	{ "1..234", &comma, NUMBER_MALFORMED, 0, 0, 2 },
	{ "1,234.5", &comma, NUMBER_MALFORMED, 0, 0, 5 },
	{ "1 234 567,8", &blank, NUMBER_OK, 12345678, 1, 0 },
};

static void
test_parse(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(parse_cases); i++) {
		const struct parse_case *c = &parse_cases[i];
		struct decimal found = { 77, 7 };
		size_t offset = 99;

		assert_row(decimal_parse(c->text, strlen(c->text), *c->style,
			       &found, &offset) == c->error,
		    c->text);
		if (c->error == NUMBER_OK) {
			assert_row(found.units == c->units, c->text);
			assert_row(found.scale == c->scale, c->text);
			assert_row(offset == 99, c->text);
		} else {
			assert_row(found.units == 77, c->text);
			assert_row(found.scale == 7, c->text);
			assert_row(offset == c->offset, c->text);
		}
		assert_row(decimal_parse(c->text, strlen(c->text), *c->style,
			       &found, NULL) == c->error,
		    c->text);
	}
}

static void
test_format(void **state)
{
	static const struct {
		struct decimal decimal;
		char point;
		const char *text;
	} cases[] = {
		{ { 0, 0 }, '.', "0" },
		{ { 0, 2 }, '.', "0.00" },
		{ { -5, 2 }, '.', "-0.05" },
		{ { 4990, 2 }, ',', "49,90" },
		{ { 1, 9 }, '.', "0.000000001" },
		{ { INT64_MIN, 0 }, '.', "-9223372036854775808" },
		{ { INT64_MIN, 9 }, '.', "-9223372036.854775808" },
		{ { INT64_MIN, 18 }, '.', "-9.223372036854775808" },
		{ { INT64_MAX, 18 }, '.', "9.223372036854775807" },
		{ { 7, 18 }, '.', "0.000000000000000007" },
	};
	char text[DECIMAL_TEXT_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(
		    decimal_format(cases[i].decimal, cases[i].point, text),
		    strlen(cases[i].text));
		assert_string_equal(text, cases[i].text);
	}
}

static void
test_compare(void **state)
{
	const struct decimal a = { 255, 1 }, b = { 2550, 2 };
	const struct decimal least = { INT64_MIN, 0 }, most = { INT64_MAX, 9 };
	const struct decimal zero = { 0, 4 };
	struct decimal trimmed;

	(void)state;
	assert_int_equal(decimal_compare(a, b), 0);
	assert_int_equal(decimal_compare(least, most), -1);
	assert_int_equal(decimal_compare(most, least), 1);
	assert_int_equal(decimal_compare(a, most), -1);
	assert_true(decimal_is_zero(zero));
	assert_false(decimal_is_zero(a));
	trimmed = decimal_trim(b);
	assert_int_equal(trimmed.units, 255);
	assert_int_equal(trimmed.scale, 1);
	trimmed = decimal_trim(zero);
	assert_int_equal(trimmed.scale, 0);
	trimmed = decimal_trim((struct decimal){ 1000, 2 });
	assert_int_equal(trimmed.units, 10);
	assert_int_equal(trimmed.scale, 0);
}

struct product_case {
	const char *name;
	struct decimal factor[4];
	size_t count;
	unsigned scale;
	bool ok;
	int64_t units;
};

static const struct product_case product_cases[] = {
	{ "half a cent up", { { 1005, 3 }, { 1, 0 } }, 2, 2, true, 101 },
	{ "half a cent down", { { -1005, 3 }, { 1, 0 } }, 2, 2, true, -101 },
	{ "below half", { { 1004999, 6 } }, 1, 2, true, 100 },
	{ "below half, minus", { { -1004999, 6 } }, 1, 2, true, -100 },
	{ "half to even is not used", { { 25, 1 } }, 1, 0, true, 3 },
	{ "half to even, minus", { { -25, 1 } }, 1, 0, true, -3 },
	{ "exact", { { 3, 0 }, { 4990, 2 } }, 2, 2, true, 14970 },
	{ "discount", { { 1, 0 }, { 999, 2 }, { 85, 2 } }, 3, 2, true, 849 },
	{ "no factor", { { 0, 0 } }, 0, 2, true, 100 },
	{ "scale up", { { 7, 0 } }, 1, 9, true, 7000000000 },
	{ "least", { { INT64_MIN, 2 } }, 1, 2, true, INT64_MIN },
	{ "least times -1", { { INT64_MIN, 0 }, { -1, 0 } }, 2, 0, false, 0 },
	{ "squared and back",
	    { { 3000000000, 0 }, { 3000000000, 0 }, { 1, 9 } }, 3, 0, true,
	    9000000000 },
	{ "over 64 bits", { { INT64_MAX, 0 }, { 2, 0 } }, 2, 0, false, 0 },
	{ "over 128 bits",
	    { { INT64_MAX, 0 }, { INT64_MAX, 0 }, { 7, 0 }, { 3, 9 } }, 4, 0,
	    false, 0 },
	{ "over, then zero",
	    { { INT64_MAX, 0 }, { INT64_MAX, 0 }, { 7, 0 }, { 0, 0 } }, 4, 0,
	    true, 0 },
	{ "trailing zeros",
	    { { 1000000000, 9 }, { 1000000000, 9 }, { 1000000000, 9 },
		{ 5, 1 } },
	    4, 0, true, 1 },
	{ "too small to see",
	    { { 999999999, 9 }, { 1, 9 }, { 1, 9 }, { 1, 9 } }, 4, 2, true, 0 },
	{ "scale up overflows", { { INT64_MAX, 0 } }, 1, 1, false, 0 },
};

static void
test_product(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(product_cases); i++) {
		const struct product_case *c = &product_cases[i];
		int64_t units = 77;

		assert_row(decimal_product(
			       c->factor, c->count, c->scale, &units) == c->ok,
		    c->name);
		assert_row(units == (c->ok ? c->units : 77), c->name);
	}
}

struct pair_case {
	const char *name;
	struct decimal a;
	struct decimal b;
	unsigned scale;
	bool ok;
	int64_t units;
};

static const struct pair_case quotient_cases[] = {
	{ "third", { 1, 0 }, { 3, 0 }, 2, true, 33 },
	{ "two thirds", { 2, 0 }, { 3, 0 }, 2, true, 67 },
	{ "half", { 1, 0 }, { 200, 0 }, 2, true, 1 },
	{ "half, minus", { -1, 0 }, { 200, 0 }, 2, true, -1 },
	{ "half, divisor minus", { 1, 0 }, { -200, 0 }, 2, true, -1 },
	{ "half, both", { -1, 0 }, { -200, 0 }, 2, true, 1 },
	{ "under half, minus", { -1, 0 }, { 201, 0 }, 2, true, 0 },
	{ "crowns", { 110215, 2 }, { 110215, 4 }, 2, true, 10000 },
	{ "fine dividend", { 5, 9 }, { 1, 0 }, 2, true, 0 },
	{ "fine dividend, half", { 5, 3 }, { 1, 0 }, 2, true, 1 },
	{ "by zero", { 1, 0 }, { 0, 2 }, 2, false, 0 },
	{ "zero", { 0, 0 }, { 7, 9 }, 9, true, 0 },
	{ "overflow", { INT64_MAX, 0 }, { 1, 9 }, 0, false, 0 },
	{ "wide overflow", { INT64_MAX, 0 }, { 1, 9 }, 18, false, 0 },
	{ "least by -1", { INT64_MIN, 0 }, { -1, 0 }, 0, false, 0 },
	{ "least by 1", { INT64_MIN, 0 }, { 1, 0 }, 0, true, INT64_MIN },
};

static const struct pair_case sum_cases[] = {
	{ "like scales", { 150, 2 }, { 25, 2 }, 2, true, 175 },
	{ "unlike scales", { 15, 1 }, { 25, 3 }, 3, true, 1525 },
	{ "signs", { -15, 1 }, { 2, 0 }, 1, true, 5 },
	{ "overflow", { INT64_MAX, 2 }, { 1, 2 }, 2, false, 0 },
	{ "scale overflow", { INT64_MAX, 0 }, { 1, 9 }, 9, false, 0 },
	{ "least", { INT64_MIN, 0 }, { -1, 0 }, 0, false, 0 },
	{ "edge", { INT64_MAX, 0 }, { INT64_MIN, 0 }, 0, true, -1 },
};

static void
test_quotient(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(quotient_cases); i++) {
		const struct pair_case *c = &quotient_cases[i];
		int64_t units = 77;

		assert_row(
		    decimal_quotient(c->a, c->b, c->scale, &units) == c->ok,
		    c->name);
		assert_row(units == (c->ok ? c->units : 77), c->name);
	}
}

static const struct {
	const char *name;
	int64_t amount, part, whole;
	bool ok;
	int64_t share;
} share_cases[] = {
	{ "third", 100, 1, 3, true, 33 },
	{ "half away from zero", 5, 1, 2, true, 3 },
	{ "negative half", -5, 1, 2, true, -3 },
	{ "negative whole", 5, -1, -2, true, 3 },
	{ "wide product", INT64_MAX, INT64_MAX, INT64_MAX, true, INT64_MAX },
	{ "overflow", INT64_MAX, 2, 1, false, 0 },
	{ "nothing", 1, 1, 0, false, 0 },
};

static void
test_share(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(share_cases); i++) {
		int64_t share = 77;

		assert_row(
		    decimal_share(share_cases[i].amount, share_cases[i].part,
			share_cases[i].whole, &share) == share_cases[i].ok,
		    share_cases[i].name);
		assert_row(
		    share == (share_cases[i].ok ? share_cases[i].share : 77),
		    share_cases[i].name);
	}
}

static void
test_sum(void **state)
{
	struct decimal sum, back;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(sum_cases); i++) {
		const struct pair_case *c = &sum_cases[i];

		sum = (struct decimal){ 77, 7 };
		assert_row(decimal_add(c->a, c->b, &sum) == c->ok, c->name);
		assert_row(sum.units == (c->ok ? c->units : 77), c->name);
		assert_row(sum.scale == (c->ok ? c->scale : 7), c->name);
		if (c->ok) {
			assert_row(decimal_subtract(sum, c->b, &back), c->name);
			assert_row(decimal_compare(back, c->a) == 0, c->name);
		}
	}
	assert_false(decimal_subtract(
	    (struct decimal){ 0, 0 }, (struct decimal){ INT64_MIN, 0 }, &sum));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_product),
		cmocka_unit_test(test_quotient),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
