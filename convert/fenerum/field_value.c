/* field_value.c - see field_value.h. */
#include "fenerum/field_value.h"

#include <string.h>

#define INTEGER_DIGITS_MAX 4

/* Dates and times ------------------------------------------------------- */

static const char *
parse_date(const struct value_form *form, struct csv_field text,
    struct field_value *value)
{
	struct date_text found;

	value->has_open_offset = false;
	if ((form->dates & DATE_FORM_BIT(DATE_YMD_DASHES)) != 0 &&
	    date_parse(text.text, text.len, &value->date))
		return NULL;
	if (!date_text_parse(text.text, text.len, form->dates, &found))
		return form->date_problem;
	value->date = date_text_day(&found, &form->zone);
	value->has_open_offset =
	    found.has_offset && !form->zone.is_set && !form->zone.as_written;
	return date_is_set(value->date) ? NULL : form->date_problem;
}

/* Kept as a text, with its date as YYYY-MM-DD. */
static const char *
parse_time(const struct value_form *form, struct csv_field text,
    struct field_value *value)
{
	struct date_text found;
	struct date date;
	size_t rest;

	if (!date_text_parse(text.text, text.len, form->dates, &found))
		return form->time_problem;
	rest = text.len - found.date_len;
	if (date_parse(text.text, found.date_len, &date) ||
	    rest + DATE_TEXT_MAX > FIELD_OWN_MAX)
		return NULL;
	(void)date_format(found.date, value->own);
	memcpy(
	    value->own + DATE_TEXT_MAX - 1, text.text + found.date_len, rest);
	value->own[DATE_TEXT_MAX - 1 + rest] = '\0';
	value->text =
	    (struct csv_field){ value->own, DATE_TEXT_MAX - 1 + rest };
	return NULL;
}

/* Numbers ---------------------------------------------------------------- */

static const char *
number_problem(const struct value_form *form, enum number_error error,
    const char *too_precise)
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
		return form->number_problem;
	}
}

static const char *
parse_integer(struct csv_field text, struct field_value *value)
{
	value->integer = 0;
	if (text.len > INTEGER_DIGITS_MAX)
		return "is not a whole number from 0 to 9999";
	for (size_t i = 0; i < text.len; i++) {
		if (text.text[i] < '0' || text.text[i] > '9')
			return "is not a whole number from 0 to 9999";
		value->integer = value->integer * 10 + (text.text[i] - '0');
	}
	return NULL;
}

static const char *
parse_decimal(const struct value_form *form, const struct export_field *field,
    struct csv_field text, struct field_value *value)
{
	static const struct decimal hundred = { 100, 0 };
	enum number_error error =
	    number_form_decimal(form->number, text, &value->decimal);

	if (error != NUMBER_OK)
		return number_problem(
		    form, error, "has more than nine decimals");
	if ((field->flags & FIELD_PERCENT) != 0 &&
	    (value->decimal.units < 0 ||
		decimal_compare(value->decimal, hundred) > 0))
		return "is not a percentage from 0 to 100";
	return NULL;
}

static const char *
parse_amount(const struct value_form *form, struct csv_field text,
    const struct currency *currency, struct field_value *value)
{
	enum number_error error;

	if (currency == NULL) {
		value->is_set = false;
		return NULL;
	}
	error = number_form_money(form->number, text, currency, &value->money);
	return error == NUMBER_OK ? NULL
	                          : number_problem(form, error,
					"has more decimals than its currency");
}

/* Words ------------------------------------------------------------------ */

static bool
is_any_of(struct csv_field text, struct word_list words)
{
	for (size_t i = 0; i < words.count; i++) {
		if (export_same_name(text.text, text.len, words.word[i]))
			return true;
	}
	return false;
}

static const char *
parse_bool(const struct value_form *form, struct csv_field text,
    struct field_value *value)
{
	if (is_any_of(text, form->yes))
		value->text = (struct csv_field){ "yes", 3 };
	else if (is_any_of(text, form->no))
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
		value->own[i] = c;
	}
	value->own[len] = '\0';
	value->text = (struct csv_field){ value->own, len };
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
	value->currency = currency_find(value->own, 3);
	return value->currency != NULL ? NULL : "is not a known currency";
}

static const char *
parse_choice(const struct value_form *form, const struct export_field *field,
    struct csv_field text, struct field_value *value)
{
	const enum word_set set = (enum word_set)field->flags;
	const char *word = NULL;

	for (size_t i = 0; i < form->meaning_count && word == NULL; i++) {
		if (form->meaning[i].set == set &&
		    export_same_name(
			text.text, text.len, form->meaning[i].exported))
			word = form->meaning[i].recorded;
	}
	if (word == NULL)
		word = export_word(set, text.text, text.len);
	if (word == NULL)
		return "is none of its words";
	value->text = (struct csv_field){ word, strlen(word) };
	return NULL;
}

/* All -------------------------------------------------------------------- */

static const char *
parse(const struct value_form *form, const struct export_field *field,
    struct csv_field text, const struct currency *currency,
    struct field_value *ret)
{
	switch (field->type) {
	case FIELD_TYPE_DATE:
		return parse_date(form, text, ret);
	case FIELD_TYPE_TIME:
		return parse_time(form, text, ret);
	case FIELD_TYPE_INTEGER:
		return parse_integer(text, ret);
	case FIELD_TYPE_DECIMAL:
		return parse_decimal(form, field, text, ret);
	case FIELD_TYPE_AMOUNT:
		return parse_amount(form, text, currency, ret);
	case FIELD_TYPE_BOOL:
		return parse_bool(form, text, ret);
	case FIELD_TYPE_COUNTRY:
		return parse_country(text, ret);
	case FIELD_TYPE_CURRENCY:
		return parse_currency(text, ret);
	case FIELD_TYPE_CHOICE:
		return parse_choice(form, field, text, ret);
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
field_value_parse(const struct value_form *form,
    const struct export_field *field, struct csv_field text,
    const struct currency *currency, struct field_value *ret,
    struct field_problem *retproblem)
{
	const char *what;

	ret->is_set = true;
	ret->text = text;
	what = parse(form, field, text, currency, ret);
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
