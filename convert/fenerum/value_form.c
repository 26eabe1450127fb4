/* value_form.c - see value_form.h. */
#include "fenerum/value_form.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"
#define NARROW_NO_BREAK_SPACE "\xE2\x80\xAF"
/* Longer than any number that can be read, with all its marks. */
#define NUMBER_MAX ((size_t)64)

static const char *const plain_yes[] = { "yes", "true", "1" };
static const char *const plain_no[] = { "no", "false", "0" };

const struct value_form value_form_plain = { .number = { '.', 0 },
	.dates = DATE_FORM_BIT(DATE_YMD_DASHES),
	.zone = { false, false, 0, false },
	.yes = { plain_yes, 3 },
	.no = { plain_no, 3 },
	.date_problem = "is not a date YYYY-MM-DD",
	.time_problem = "is not a time such as 2026-10-01T08:30:00Z",
	.number_problem = "is not a number such as -1234.50" };

const struct number_form number_forms[NUMBER_FORM_COUNT] = { { '.', 0 },
	{ ',', 0 }, { '.', ',' }, { ',', '.' }, { '.', ' ' }, { ',', ' ' },
	{ '.', GROUP_NO_BREAK }, { ',', GROUP_NO_BREAK }, { '.', '\'' },
	{ ',', '\'' } };

static const struct group {
	char mark;
	const char *text;
	const char *yaml;
} groups[] = { { 0, "", "\"\"" }, { ' ', " ", "\" \"" },
	{ GROUP_NO_BREAK, "nbsp", "nbsp" },
	{ GROUP_NO_BREAK, NO_BREAK_SPACE, "nbsp" },
	{ GROUP_NO_BREAK, NARROW_NO_BREAK_SPACE, "nbsp" },
	{ '.', ".", "\".\"" }, { ',', ",", "\",\"" }, { '\'', "'", "\"'\"" } };
#define GROUP_COUNT (sizeof(groups) / sizeof(groups[0]))

const char *
number_group_yaml(char group)
{
	size_t i = 0;

	while (i + 1 < GROUP_COUNT && groups[i].mark != group)
		i++;
	return groups[i].yaml;
}

bool
number_group_parse(const char *text, char *ret)
{
	for (size_t i = 0; i < GROUP_COUNT; i++) {
		if (strcmp(text, groups[i].text) == 0) {
			*ret = groups[i].mark;
			return true;
		}
	}
	return false;
}

/* Bytes of a no-break space at text, or 0. */
static size_t
no_break_len(const char *text, size_t len)
{
	if (len >= 2 && memcmp(text, NO_BREAK_SPACE, 2) == 0)
		return 2;
	if (len >= 3 && memcmp(text, NARROW_NO_BREAK_SPACE, 3) == 0)
		return 3;
	return 0;
}

/*
 * The number with one byte for each no-break space. A text that holds that
 * byte, or is too long, stays as it is: it is no number then.
 */
static struct csv_field
one_byte_marks(struct csv_field text, char number[NUMBER_MAX])
{
	size_t len = 0;

	if (text.len >= NUMBER_MAX ||
	    memchr(text.text, GROUP_NO_BREAK, text.len) != NULL)
		return (struct csv_field){ "?", 1 };
	for (size_t i = 0; i < text.len;) {
		size_t mark = no_break_len(text.text + i, text.len - i);

		number[len] = text.text[i];
		if (mark > 0)
			number[len] = GROUP_NO_BREAK;
		len++;
		i += mark > 0 ? mark : 1;
	}
	return (struct csv_field){ number, len };
}

enum number_error
number_form_decimal(
    struct number_form form, struct csv_field text, struct decimal *ret)
{
	const struct number_style style = { form.point, form.group };
	char number[NUMBER_MAX];

	if (form.group == GROUP_NO_BREAK)
		text = one_byte_marks(text, number);
	return decimal_parse(text.text, text.len, style, ret, NULL);
}

enum number_error
number_form_money(struct number_form form, struct csv_field text,
    const struct currency *currency, struct money *ret)
{
	const struct number_style style = { form.point, form.group };
	char number[NUMBER_MAX];

	if (form.group == GROUP_NO_BREAK)
		text = one_byte_marks(text, number);
	return money_parse(text.text, text.len, style, currency, ret, NULL);
}

static bool
fits(struct number_form form, struct csv_field text,
    const struct currency *currency)
{
	struct decimal decimal;
	struct money money;

	if (currency == NULL)
		return number_form_decimal(form, text, &decimal) == NUMBER_OK;
	return number_form_money(form, text, currency, &money) == NUMBER_OK;
}

unsigned
number_forms_of(struct csv_field text, const struct currency *currency)
{
	unsigned forms = 0;

	for (size_t i = 0; i < NUMBER_FORM_COUNT; i++)
		if (fits(number_forms[i], text, currency))
			forms |= 1U << i;
	return forms;
}
