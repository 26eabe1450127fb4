/* money.c - exact amounts and the table of currencies. */
#include "base/money.h"

#include <string.h>

static const struct currency currencies[] = {
#define CURRENCY(code, decimals) { #code, decimals },
#include "base/currencies.def"
#undef CURRENCY
};

enum currency_index {
#define CURRENCY(code, decimals) CURRENCY_##code,
#include "base/currencies.def"
#undef CURRENCY
	CURRENCY_COUNT
};

const struct currency *
currency_find(const char *code, size_t len)
{
	size_t low = 0, high = CURRENCY_COUNT;

	if (len != 3)
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(code, currencies[middle].code, 3);

		if (order == 0)
			return &currencies[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct currency *
currency_euro(void)
{
	return &currencies[CURRENCY_EUR];
}

enum number_error
money_parse(const char *text, size_t len, struct number_style style,
    const struct currency *currency, struct money *ret, size_t *reterr_offset)
{
	struct decimal decimal;
	enum number_error error;
	unsigned missing;

	error = decimal_parse(text, len, style, &decimal, reterr_offset);
	if (error != NUMBER_OK)
		return error;
	if (decimal.scale > currency->decimals) {
		/* Nothing follows the decimals: they are the last bytes. */
		if (reterr_offset != NULL)
			*reterr_offset =
			    len - (decimal.scale - currency->decimals);
		return NUMBER_TOO_PRECISE;
	}
	for (missing = currency->decimals - decimal.scale; missing > 0;
	     missing--) {
		if (__builtin_mul_overflow(
			decimal.units, (int64_t)10, &decimal.units)) {
			if (reterr_offset != NULL)
				*reterr_offset = len - 1;
			return NUMBER_OVERFLOW;
		}
	}
	*ret = (struct money){ decimal.units, currency };
	return NUMBER_OK;
}

size_t
money_format(struct money money, char point, char text[MONEY_TEXT_MAX])
{
	return decimal_format(money_decimal(money), point, text);
}

struct money
money_zero(const struct currency *currency)
{
	return (struct money){ 0, currency };
}

struct decimal
money_decimal(struct money money)
{
	return (struct decimal){ money.minor, money.currency->decimals };
}

bool
money_add(struct money *sum, struct money term)
{
	int64_t minor;

	if (sum->currency != term.currency ||
	    __builtin_add_overflow(sum->minor, term.minor, &minor))
		return false;
	sum->minor = minor;
	return true;
}

bool
money_subtract(struct money *sum, struct money term)
{
	int64_t minor;

	if (sum->currency != term.currency ||
	    __builtin_sub_overflow(sum->minor, term.minor, &minor))
		return false;
	sum->minor = minor;
	return true;
}

bool
money_negate(struct money *money)
{
	if (money->minor == INT64_MIN)
		return false;
	money->minor = -money->minor;
	return true;
}

bool
money_product(const struct decimal *factor, size_t count,
    const struct currency *currency, struct money *ret)
{
	int64_t minor;

	if (!decimal_product(factor, count, currency->decimals, &minor))
		return false;
	*ret = (struct money){ minor, currency };
	return true;
}
