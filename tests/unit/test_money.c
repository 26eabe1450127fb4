/* test_money.c - amounts and currencies. */
#include "unit.h"

#include "base/money.h"

static const struct currency *
currency(const char *code)
{
	const struct currency *found = currency_find(code, strlen(code));

	assert_non_null(found);
	return found;
}

static void
test_currencies(void **state)
{
	static const struct currency table[] = {
#define CURRENCY(code, decimals) { #code, decimals },
#include "base/currencies.def"
#undef CURRENCY
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(table); i++) {
		const struct currency *found = currency(table[i].code);

		assert_string_equal(found->code, table[i].code);
		assert_int_equal(found->decimals, table[i].decimals);
		if (i > 0)
			assert_true(
			    strcmp(table[i - 1].code, table[i].code) < 0);
	}
	assert_ptr_equal(currency("EUR"), currency_euro());
	assert_int_equal(currency("JPY")->decimals, 0);
	assert_int_equal(currency("KWD")->decimals, 3);
	assert_int_equal(currency("CLF")->decimals, 4);
	assert_null(currency_find("eur", 3));
	assert_null(currency_find("EURO", 4));
	assert_null(currency_find("EU", 2));
	assert_null(currency_find("", 0));
	assert_null(currency_find("XXX", 3));
	assert_null(currency_find("AAA", 3));
	assert_null(currency_find("ZZZ", 3));
	assert_non_null(currency_find("SEKX", 3));
}

static void
test_parse(void **state)
{
	static const struct {
		const char *text;
		const char *code;
		enum number_error error;
		int64_t minor;
		size_t offset;
	} cases[] = {
		{ "12.30", "EUR", NUMBER_OK, 1230, 0 },
		{ "12.3", "EUR", NUMBER_OK, 1230, 0 },
		{ "12", "EUR", NUMBER_OK, 1200, 0 },
		{ "-0.00", "EUR", NUMBER_OK, 0, 0 },
		{ "12", "JPY", NUMBER_OK, 12, 0 },
		{ "1.5", "KWD", NUMBER_OK, 1500, 0 },
		{ "92233720368547758.07", "EUR", NUMBER_OK, INT64_MAX, 0 },
		{ "-92233720368547758.08", "EUR", NUMBER_OK, INT64_MIN, 0 },
		{ "12.300", "EUR", NUMBER_TOO_PRECISE, 0, 5 },
		{ "12.34567", "EUR", NUMBER_TOO_PRECISE, 0, 5 },
		{ "12.0", "JPY", NUMBER_TOO_PRECISE, 0, 3 },
		{ "92233720368547758.08", "EUR", NUMBER_OVERFLOW, 0, 19 },
		{ "92233720368547759", "EUR", NUMBER_OVERFLOW, 0, 16 },
		{ "", "EUR", NUMBER_EMPTY, 0, 0 },
		{ "1,5", "EUR", NUMBER_MALFORMED, 0, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct money money = { 77, NULL };
		size_t offset = 99;

		assert_row(money_parse(cases[i].text, strlen(cases[i].text),
			       number_style_plain, currency(cases[i].code),
			       &money, &offset) == cases[i].error,
		    cases[i].text);
		if (cases[i].error == NUMBER_OK) {
			assert_row(
			    money.minor == cases[i].minor, cases[i].text);
			assert_ptr_equal(
			    money.currency, currency(cases[i].code));
		} else {
			assert_row(money.minor == 77, cases[i].text);
			assert_row(offset == cases[i].offset, cases[i].text);
			assert_row(
			    money_parse(cases[i].text, strlen(cases[i].text),
				number_style_plain, currency(cases[i].code),
				&money, NULL) == cases[i].error,
			    cases[i].text);
		}
	}
}

static void
test_format(void **state)
{
	char text[MONEY_TEXT_MAX];

	(void)state;
	assert_int_equal(
	    money_format((struct money){ -1230, currency_euro() }, '.', text),
	    6);
	assert_string_equal(text, "-12.30");
	money_format((struct money){ 5, currency_euro() }, ',', text);
	assert_string_equal(text, "0,05");
	money_format(money_zero(currency_euro()), '.', text);
	assert_string_equal(text, "0.00");
	money_format((struct money){ -5, currency("JPY") }, '.', text);
	assert_string_equal(text, "-5");
	money_format((struct money){ INT64_MIN, currency("KWD") }, '.', text);
	assert_string_equal(text, "-9223372036854775.808");
}

static void
test_sums(void **state)
{
	struct money sum = money_zero(currency_euro());
	const struct money crowns = { 1, currency("SEK") };
	const struct money most = { INT64_MAX, currency_euro() };
	struct money least = { INT64_MIN, currency_euro() };

	(void)state;
	assert_false(money_add(&sum, crowns));
	assert_false(money_subtract(&sum, crowns));
	assert_int_equal(sum.minor, 0);
	assert_true(money_add(&sum, most));
	assert_false(money_add(&sum, (struct money){ 1, currency_euro() }));
	assert_int_equal(sum.minor, INT64_MAX);
	assert_true(money_subtract(&sum, most));
	assert_int_equal(sum.minor, 0);
	assert_false(money_subtract(&sum, least));
	assert_true(money_add(&sum, least));
	assert_int_equal(sum.minor, INT64_MIN);
	assert_false(money_negate(&least));
	assert_int_equal(least.minor, INT64_MIN);
	sum.minor = INT64_MAX;
	assert_true(money_negate(&sum));
	assert_int_equal(sum.minor, -INT64_MAX);
}

static void
test_product(void **state)
{
	const struct decimal line[] = { { 3, 0 }, { 3335, 3 }, { 5, 1 } };
	const struct decimal big[] = { { INT64_MAX, 0 } };
	struct money money = { 77, NULL };

	(void)state;
	/* 5.0025, and in a currency without decimals 5 */
	assert_true(money_product(line, COUNT(line), currency_euro(), &money));
	assert_int_equal(money.minor, 500);
	assert_ptr_equal(money.currency, currency_euro());
	assert_true(money_product(line, COUNT(line), currency("JPY"), &money));
	assert_int_equal(money.minor, 5);
	assert_true(money_product(line, COUNT(line), currency("KWD"), &money));
	assert_int_equal(money.minor, 5003);
	assert_false(money_product(big, COUNT(big), currency_euro(), &money));
	assert_int_equal(money.minor, 5003);
	assert_int_equal(money_decimal(money).scale, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_currencies),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_product),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
