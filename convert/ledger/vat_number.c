/* vat_number.c - the forms of VAT numbers and the Finnish business id. */
#include "ledger/vat_number.h"

#include <stddef.h>
#include <string.h>

#include "base/business_id.h"

/* Longer than any number; what does not fit is not one. */
#define NUMBER_MAX 24

struct vat_form {
	const char *country;
	const char *prefix;
	const char *form;
};

static const struct vat_form vat_forms[] = {
#define VAT_FORM(country, prefix, form) { country, prefix, form },
#include "ledger/vat_numbers.def"
#undef VAT_FORM
};

#define VAT_FORM_COUNT (sizeof(vat_forms) / sizeof(vat_forms[0]))

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Upper case without blanks, dots and hyphens; false if it is too long. */
static bool
strip(const char *number, char ret[NUMBER_MAX])
{
	size_t len = 0;
	char c;

	for (; *number != '\0'; number++) {
		c = *number;
		if (c == ' ' || c == '.' || c == '-')
			continue;
		if (len == NUMBER_MAX - 1)
			return false;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		ret[len++] = c;
	}
	ret[len] = '\0';
	return true;
}

static bool
fits(const char *number, const char *form)
{
	bool ok;

	for (; *number != '\0' && *form != '\0'; number++, form++) {
		if (*form == '9')
			ok = is_digit(*number);
		else if (*form == 'L')
			ok = is_letter(*number);
		else if (*form == 'X')
			ok = is_digit(*number) || is_letter(*number);
		else if (*form == 'x')
			ok = is_digit(*number) ||
			     (is_letter(*number) && *number != 'I' &&
				 *number != 'O');
		else if (*form == 's')
			ok = is_digit(*number) || is_letter(*number) ||
			     *number == '+' || *number == '*';
		else
			ok = *number == *form;
		if (!ok)
			return false;
	}
	return *number == '\0' && *form == '\0';
}

/* As it stands, or without its blanks and marks. */
static bool
finnish_id(
    const char *number, const char *stripped, char text[BUSINESS_ID_TEXT_MAX])
{
	return business_id_parse(number, text) == BUSINESS_ID_OK ||
	       business_id_parse(stripped, text) == BUSINESS_ID_OK;
}

static bool
has_form_of(const char *number, const char *country, bool *ret_member)
{
	const struct vat_form *form;
	const char *rest;
	size_t i;

	*ret_member = false;
	for (i = 0; i < VAT_FORM_COUNT; i++) {
		form = &vat_forms[i];
		if (strcmp(form->country, country) != 0)
			continue;
		*ret_member = true;
		rest = number;
		if (strncmp(rest, form->prefix, 2) == 0)
			rest += 2;
		if (fits(rest, form->form))
			return true;
	}
	return false;
}

/* The member whose prefix the number bears, or "". */
static const char *
member_of_prefix(const char *number)
{
	size_t i;

	for (i = 0; i < VAT_FORM_COUNT; i++) {
		if (strncmp(number, vat_forms[i].prefix, 2) == 0)
			return vat_forms[i].country;
	}
	return "";
}

bool
vat_number_is_valid(const char *number, const char *country)
{
	char stripped[NUMBER_MAX], id[BUSINESS_ID_TEXT_MAX];
	const char *prefix;
	bool member, other;

	if (!strip(number, stripped) || strpbrk(stripped, "0123456789") == NULL)
		return false;
	prefix = member_of_prefix(stripped);
	if (prefix[0] == '\0')
		prefix = country;
	if (strcmp(prefix, "FI") == 0)
		return finnish_id(number, stripped, id);
	if (has_form_of(stripped, country, &member) || !member)
		return true;
	return strcmp(prefix, country) != 0 &&
	       has_form_of(stripped, prefix, &other);
}

static bool
is_of(const char *number, const char *stripped, const char *country)
{
	char id[BUSINESS_ID_TEXT_MAX];
	bool member;

	if (strcmp(country, "FI") == 0)
		return finnish_id(number, stripped, id);
	return has_form_of(stripped, country, &member);
}

const char *
vat_number_member(const char *number, const char *country)
{
	char stripped[NUMBER_MAX];
	const char *member;

	if (!strip(number, stripped) || strpbrk(stripped, "0123456789") == NULL)
		return "";
	member = member_of_prefix(stripped);
	if (member[0] != '\0' && is_of(number, stripped, member))
		return member;
	return is_of(number, stripped, country) ? country : "";
}

bool
business_id_make(const char *number, char ret[BUSINESS_ID_TEXT_MAX])
{
	char stripped[NUMBER_MAX];

	return strip(number, stripped) && finnish_id(number, stripped, ret);
}
