/* invoice_reference.c - reference numbers of invoice.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "sandbox/invoice.h"

/* With the check digit: 4 to 20 digits, RF: 5 to 25 characters. */
#define REFERENCE_MIN 4
#define REFERENCE_MAX 20
#define RF_MIN 5
#define RF_MAX 25

/* Weights 7, 3, 1 from the right. */
static char
check_digit(const char *digits, size_t len)
{
	static const int weight[] = { 7, 3, 1 };
	int sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += (digits[len - 1 - i] - '0') * weight[i % 3];
	return (char)('0' + (10 - sum % 10) % 10);
}

const char *
invoice_reference(struct arena *arena, const char *number)
{
	size_t len = strlen(number);
	size_t zeros = len < REFERENCE_MIN - 1 ? REFERENCE_MIN - 1 - len : 0;

	/* Zeros in front have no weight. */
	return arena_printf(arena, "%.*s%s%c", (int)zeros, "000", number,
	    check_digit(number, len));
}

/* ISO 11649: the first four characters go last, letters count from 10. */
static bool
rf_holds(const char *text, size_t len)
{
	int rest = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		char c = text[(i + 4) % len];

		if (c >= '0' && c <= '9')
			rest = (rest * 10 + (c - '0')) % 97;
		else if (c >= 'A' && c <= 'Z')
			rest = (rest * 100 + (c - 'A' + 10)) % 97;
		else
			return false;
	}
	return rest == 1;
}

bool
invoice_reference_holds(const char *text)
{
	size_t len = strlen(text);

	if (text_starts_with(text, "RF"))
		return len >= RF_MIN && len <= RF_MAX && rf_holds(text, len);
	return len >= REFERENCE_MIN && len <= REFERENCE_MAX &&
	       text_is_digits(text, len) &&
	       check_digit(text, len - 1) == text[len - 1];
}
