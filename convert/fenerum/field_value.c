/* field_value.c - see field_value.h. */
#include "fenerum/field_value.h"

#include <string.h>

#define INTEGER_DIGITS_MAX 4
#define FRACTION_DIGITS_MAX 9

/* Dates and times ------------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Two digits of at most most; moves behind them. */
static bool
two_digits(const char **at, const char *end, int most)
{
	const char *p = *at;

	if (end - p < 2 || !is_digit(p[0]) || !is_digit(p[1]) ||
	    (p[0] - '0') * 10 + (p[1] - '0') > most)
		return false;
	*at = p + 2;
	return true;
}

static bool
skip_char(const char **at, const char *end, char c)
{
	if (*at == end || **at != c)
		return false;
	(*at)++;
	return true;
}

/* A point and one to nine digits, or nothing. */
static bool
fraction(const char **at, const char *end)
{
	const char *first;

	if (!skip_char(at, end, '.'))
		return true;
	first = *at;
	while (*at < end && is_digit(**at))
		(*at)++;
	return *at > first && *at - first <= FRACTION_DIGITS_MAX;
}

/* Z, or an offset with or without a colon, or nothing. */
static bool
zone(const char **at, const char *end)
{
	if (*at == end || skip_char(at, end, 'Z'))
		return true;
	if (!skip_char(at, end, '+') && !skip_char(at, end, '-'))
		return false;
	if (!two_digits(at, end, 14))
		return false;
	(void)skip_char(at, end, ':');
	return two_digits(at, end, 59);
}

bool
field_time_is_valid(const char *text, size_t len)
{
	const char *at = text + DATE_TEXT_MAX - 1, *end = text + len;
	struct date date;

	if (len < DATE_TEXT_MAX - 1 ||
	    !date_parse(text, DATE_TEXT_MAX - 1, &date))
		return false;
	if (at == end)
		return true;
	if (!skip_char(&at, end, 'T') && !skip_char(&at, end, ' '))
		return false;
	if (!two_digits(&at, end, 23) || !skip_char(&at, end, ':') ||
	    !two_digits(&at, end, 59))
		return false;
	if (skip_char(&at, end, ':') &&
	    (!two_digits(&at, end, 59) || !fraction(&at, end)))
		return false;
	return zone(&at, end) && at == end;
}

/* Numbers ---------------------------------------------------------------- */

static const char *
number_problem(enum number_error error, const char *too_precise)
{
	switch (error) {
	case NUMBER_TOO_PRECISE:
		return too_precise;
	case NUMBER_OVERFLOW:
		return "is too large";
	case NUMBER_OK:
	case NUMBER_EMPTY:
	case NUMBER_MALFORMED:
	default:
		return "is not a number such as -1234.50";
	}
}

static const char *
parse_integer(struct csv_field text, struct field_value *value)
{
	value->integer = 0;
	if (text.len > INTEGER_DIGITS_MAX)
		return "is not a whole number from 0 to 9999";
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text.text[i]))
			return "is not a whole number from 0 to 9999";
		value->integer = value->integer * 10 + (text.text[i] - '0');
	}
	return NULL;
}

static const char *
parse_decimal(const struct export_field *field, struct csv_field text,
    struct field_value *value)
{
	static const struct decimal hundred = { 100, 0 };
	enum number_error error = decimal_parse(
	    text.text, text.len, number_style_plain, &value->decimal, NULL);

	if (error != NUMBER_OK)
		return number_problem(error, "has more than nine decimals");
	if ((field->flags & FIELD_PERCENT) != 0 &&
	    (value->decimal.units < 0 ||
		decimal_compare(value->decimal, hundred) > 0))
		return "is not a percentage from 0 to 100";
	return NULL;
}

static const char *
parse_amount(struct csv_field text, const struct currency *currency,
    struct field_value *value)
{
	enum number_error error;

	if (currency == NULL) {
		value->is_set = false;
		return NULL;
	}
	error = money_parse(text.text, text.len, number_style_plain, currency,
	    &value->money, NULL);
	return error == NUMBER_OK ? NULL
	                          : number_problem(error,
					"has more decimals than its currency");
}

/* Words ------------------------------------------------------------------ */

static bool
is_any_of(struct csv_field text, const char *const *word, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (export_same_name(text.text, text.len, word[i]))
			return true;
	}
	return false;
}

static const char *
parse_bool(struct csv_field text, struct field_value *value)
{
	static const char *const yes[] = { "yes", "true", "1" };
	static const char *const no[] = { "no", "false", "0" };

	if (is_any_of(text, yes, 3))
		value->text = (struct csv_field){ "yes", 3 };
	else if (is_any_of(text, no, 3))
		value->text = (struct csv_field){ "no", 2 };
	else
		return "is neither yes nor no";
	return NULL;
}

/* Letters only, made upper case; false if there are others or too many. */
static bool
upper_code(struct csv_field text, size_t len, struct field_value *value)
{
	if (text.len != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text.text[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (c < 'A' || c > 'Z')
			return false;
		value->code[i] = c;
	}
	value->code[len] = '\0';
	value->text = (struct csv_field){ value->code, len };
	return true;
}

static const char *
parse_country(struct csv_field text, struct field_value *value)
{
	return upper_code(text, 2, value) ? NULL : "is not two letters";
}

static const char *
parse_currency(struct csv_field text, struct field_value *value)
{
	/* The rows of a file mostly have the currency of the row before. */
	if (value->currency != NULL && text.len == 3 &&
	    memcmp(text.text, value->currency->code, 3) == 0)
		return NULL;
	value->currency = NULL;
	if (!upper_code(text, 3, value))
		return "is not a currency code";
	value->currency = currency_find(value->code, 3);
	return value->currency != NULL ? NULL : "is not a known currency";
}

static const char *
parse_choice(const struct export_field *field, struct csv_field text,
    struct field_value *value)
{
	const char *word =
	    export_word((enum word_set)field->flags, text.text, text.len);

	if (word == NULL)
		return "is none of its words";
	value->text = (struct csv_field){ word, strlen(word) };
	return NULL;
}

/* All -------------------------------------------------------------------- */

static const char *
parse(const struct export_field *field, struct csv_field text,
    const struct currency *currency, struct field_value *ret)
{
	switch (field->type) {
	case FIELD_TYPE_DATE:
		return date_parse(text.text, text.len, &ret->date)
		           ? NULL
		           : "is not a date YYYY-MM-DD";
	case FIELD_TYPE_TIME:
		return field_time_is_valid(text.text, text.len)
		           ? NULL
		           : "is not a time such as 2026-10-01T08:30:00Z";
	case FIELD_TYPE_INTEGER:
		return parse_integer(text, ret);
	case FIELD_TYPE_DECIMAL:
		return parse_decimal(field, text, ret);
	case FIELD_TYPE_AMOUNT:
		return parse_amount(text, currency, ret);
	case FIELD_TYPE_BOOL:
		return parse_bool(text, ret);
	case FIELD_TYPE_COUNTRY:
		return parse_country(text, ret);
	case FIELD_TYPE_CURRENCY:
		return parse_currency(text, ret);
	case FIELD_TYPE_CHOICE:
		return parse_choice(field, text, ret);
	case FIELD_TYPE_TEXT:
	default:
		return NULL;
	}
}

static const enum rule_id rule_of[] = { [FIELD_TYPE_TEXT] =
					    RULE_BILLING_REQUIRED,
	[FIELD_TYPE_DATE] = RULE_BILLING_DATE,
	[FIELD_TYPE_TIME] = RULE_BILLING_DATE,
	[FIELD_TYPE_INTEGER] = RULE_BILLING_NUMBER,
	[FIELD_TYPE_DECIMAL] = RULE_BILLING_NUMBER,
	[FIELD_TYPE_AMOUNT] = RULE_BILLING_AMOUNT,
	[FIELD_TYPE_BOOL] = RULE_BILLING_BOOLEAN,
	[FIELD_TYPE_COUNTRY] = RULE_BILLING_COUNTRY,
	[FIELD_TYPE_CURRENCY] = RULE_BILLING_CURRENCY,
	[FIELD_TYPE_CHOICE] = RULE_BILLING_CHOICE };

bool
field_value_parse(const struct export_field *field, struct csv_field text,
    const struct currency *currency, struct field_value *ret,
    struct field_problem *retproblem)
{
	const char *what;

	ret->is_set = true;
	ret->text = text;
	what = parse(field, text, currency, ret);
	if (what == NULL)
		return true;
	ret->is_set = false;
	*retproblem = (struct field_problem){ rule_of[field->type], what };
	return false;
}

bool
field_value_negate(const struct export_field *field, struct field_value *value)
{
	if (!value->is_set)
		return true;
	if (field->type == FIELD_TYPE_AMOUNT)
		return money_negate(&value->money);
	if (value->decimal.units == INT64_MIN)
		return false;
	value->decimal.units = -value->decimal.units;
	return true;
}
