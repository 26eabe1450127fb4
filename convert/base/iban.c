/* iban.c - see iban.h. */
#include "base/iban.h"

#include <stddef.h>
#include <string.h>

#define LEAST 15

/* clang-format off */
static const struct {
	char country[2];
	size_t length;
} lengths[] = {
#define IBAN_LENGTH(first, second, length) { { first, second }, length },
#include "base/iban_lengths.def"
#undef IBAN_LENGTH
};
/* clang-format on */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_sign(char c)
{
	return is_digit(c) || is_capital(c);
}

/* Capitals without blanks; false when it is too long or holds other signs. */
static bool
compact(const char *text, char ret[IBAN_TEXT_MAX])
{
	size_t len = 0;

	for (; *text != '\0'; text++) {
		if (*text == ' ')
			continue;
		if (len + 1 >= IBAN_TEXT_MAX)
			return false;
		ret[len] =
		    (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A'
							: *text);
		if (!is_sign(ret[len]))
			return false;
		len++;
	}
	ret[len] = '\0';
	return len >= LEAST && is_capital(ret[0]) && is_capital(ret[1]) &&
	       is_digit(ret[2]) && is_digit(ret[3]);
}

/* 0 for a country without IBANs. */
static size_t
length_of(const char *iban)
{
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		if (memcmp(lengths[i].country, iban, 2) == 0)
			return lengths[i].length;
	return 0;
}

/* The first four signs come last; letters are 10 to 35 (ISO 7064, 97-10). */
static unsigned
remainder_of(const char *iban, size_t len)
{
	unsigned rest = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		char c = iban[(i + 4) % len];

		if (is_digit(c))
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else
			rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return rest;
}

enum iban_error
iban_parse(const char *text, char ret[IBAN_TEXT_MAX])
{
	char iban[IBAN_TEXT_MAX];
	size_t len, length;

	if (!compact(text, iban))
		return IBAN_MALFORMED;
	len = strlen(iban);
	length = length_of(iban);
	if (length == 0)
		return IBAN_COUNTRY;
	if (len != length)
		return IBAN_LENGTH;
	if (remainder_of(iban, len) != 1)
		return IBAN_CHECK;
	memcpy(ret, iban, len + 1);
	return IBAN_OK;
}

const char *
iban_fault(enum iban_error error)
{
	switch (error) {
	case IBAN_COUNTRY:
		return "its country has no IBANs";
	case IBAN_LENGTH:
		return "it is not as long as its country's are";
	case IBAN_CHECK:
		return "its check digits are wrong";
	case IBAN_OK:
	case IBAN_MALFORMED:
		break;
	}
	return "it has not the form of one";
}

bool
bic_is_sound(const char *text)
{
	size_t i, len = strlen(text);

	if (len != 8 && len != 11)
		return false;
	for (i = 0; i < len; i++)
		if (i < 6 && i >= 4 ? !is_capital(text[i]) : !is_sign(text[i]))
			return false;
	return true;
}
