/* reply_value.c - texts of an answer as what they mean; see reply.h. */
#include <string.h>

#include "base/text.h"
#include "netvisor/reply.h"

/* Some sums are written with more zeros than a decimal holds. */
#define DECIMALS_MAX 12

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The text without blanks at its ends; returns its length. */
static size_t
trim(const char **text)
{
	size_t len;

	if (*text == NULL)
		return 0;
	while (is_blank(**text))
		(*text)++;
	len = strlen(*text);
	while (len > 0 && is_blank((*text)[len - 1]))
		len--;
	return len;
}

bool
reply_decimal(const char *text, struct decimal *ret)
{
	size_t len = trim(&text), decimals;
	struct number_style style = { ',', 0 };
	const char *point;

	if (len == 0)
		return false;
	point = memchr(text, ',', len);
	if (point == NULL) {
		style.point = '.';
		point = memchr(text, '.', len);
	}
	decimals = point == NULL ? 0 : len - (size_t)(point + 1 - text);
	if (decimals > DECIMALS_MAX)
		return false;
	for (; decimals > DECIMAL_SCALE_MAX; decimals--) {
		if (text[len - 1] != '0')
			return false;
		len--;
	}
	return decimal_parse(text, len, style, ret, NULL) == NUMBER_OK;
}

bool
reply_money(
    const char *text, const struct currency *currency, struct money *ret)
{
	struct decimal decimal;
	int64_t minor;

	if (!reply_decimal(text, &decimal))
		return false;
	decimal = decimal_trim(decimal);
	if (decimal.scale > currency->decimals ||
	    !decimal_product(&decimal, 1, currency->decimals, &minor))
		return false;
	*ret = (struct money){ minor, currency };
	return true;
}

/* At most most digits at *text, which moves behind them; -1: none. */
static int
number_read(const char **text, int most)
{
	int value = 0, count = 0;

	for (; count < most && is_digit(**text); count++, (*text)++)
		value = value * 10 + (**text - '0');
	return count == 0 ? -1 : value;
}

/* "d.M.yyyy" at *text, which moves behind it, written as YYYY-MM-DD. */
static bool
finnish_date(const char **text, char iso[DATE_TEXT_MAX])
{
	const int day = number_read(text, 2);
	int month, at = DATE_TEXT_MAX - 1;

	if (day < 0 || *(*text)++ != '.')
		return false;
	month = number_read(text, 2);
	if (month < 0 || *(*text)++ != '.')
		return false;
	for (int i = 0; i < 4; i++, (*text)++) {
		if (!is_digit(**text))
			return false;
		iso[i] = **text;
	}
	iso[at--] = '\0';
	iso[at--] = (char)('0' + day % 10);
	iso[at--] = (char)('0' + day / 10);
	iso[at--] = '-';
	iso[at--] = (char)('0' + month % 10);
	iso[at--] = (char)('0' + month / 10);
	iso[at] = '-';
	return true;
}

/* A time may follow, which nothing needs. */
static bool
date_ends(const char *text)
{
	const char *after = text;

	if (trim(&after) == 0)
		return true;
	if (*text == 'T')
		return is_digit(text[1]);
	return is_blank(*text) && is_digit(*after);
}

bool
reply_date(const char *text, struct date *ret)
{
	char iso[DATE_TEXT_MAX] = "";
	struct date date;
	const size_t len = trim(&text);

	if (len >= sizeof(iso) - 1 && text[4] == '-') {
		memcpy(iso, text, sizeof(iso) - 1);
		text += sizeof(iso) - 1;
	} else if (len == 0 || !finnish_date(&text, iso)) {
		return false;
	}
	if (!date_ends(text) || !date_parse(iso, sizeof(iso) - 1, &date))
		return false;
	*ret = date;
	return true;
}

bool
reply_integer(const char *text, int64_t *ret)
{
	static const struct number_style whole = { 0, 0 };
	const size_t len = trim(&text);
	struct decimal decimal;

	if (len == 0 ||
	    decimal_parse(text, len, whole, &decimal, NULL) != NUMBER_OK)
		return false;
	*ret = decimal.units;
	return true;
}

bool
reply_bool(const char *text, bool *ret)
{
	static const char *const word[] = { "0", "false", "no", "1", "true",
		"yes" };
	const size_t len = trim(&text);
	char copy[8];

	if (len == 0 || len >= sizeof(copy))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++) {
		if (text_equal_ignore_case(copy, word[i])) {
			*ret = i >= 3;
			return true;
		}
	}
	return false;
}
