/* generate_number.c - see generate_number.h. */
#include "generate_number.h"

#include <stdbool.h>
#include <string.h>

int64_t
divide_rounded(wide dividend, wide divisor)
{
	bool negative = dividend < 0;
	wide magnitude = negative ? -dividend : dividend;
	wide quotient = (2 * magnitude + divisor) / (2 * divisor);

	return (int64_t)(negative ? -quotient : quotient);
}

const char *
number_text(
    char text[NUMBER_TEXT_MAX], int64_t value, unsigned scale, unsigned least)
{
	uint64_t magnitude = value < 0 ? (uint64_t)-value : (uint64_t)value;
	size_t at = NUMBER_TEXT_MAX - 1;
	unsigned written = 0;

	while (scale > least && magnitude % 10 == 0) {
		magnitude /= 10;
		scale--;
	}
	/* From the right; at least one digit stands before the point. */
	text[at] = '\0';
	do {
		if (scale > 0 && written == scale)
			text[--at] = '.';
		text[--at] = (char)('0' + magnitude % 10);
		magnitude /= 10;
		written++;
	} while (magnitude > 0 || written <= scale);
	if (value < 0)
		text[--at] = '-';
	return memmove(text, text + at, NUMBER_TEXT_MAX - at);
}

int
check_business_id(uint32_t seven_digits)
{
	static const unsigned weight[7] = { 2, 4, 8, 5, 10, 9, 7 };
	unsigned sum = 0;

	for (unsigned i = 0; i < 7; i++, seven_digits /= 10)
		sum += weight[i] * (seven_digits % 10);
	if (sum % 11 == 1)
		return -1;
	return sum % 11 == 0 ? 0 : (int)(11 - sum % 11);
}

int
check_luhn(uint64_t digits)
{
	unsigned sum = 0;

	for (bool twice = true; digits > 0; digits /= 10, twice = !twice) {
		unsigned digit = (unsigned)(digits % 10) * (twice ? 2 : 1);

		sum += digit / 10 + digit % 10;
	}
	return (int)((10 - sum % 10) % 10);
}

int
check_german_vat(uint32_t eight_digits)
{
	unsigned product = 10;

	for (uint32_t unit = 10000000; unit > 0; unit /= 10) {
		unsigned sum = (eight_digits / unit % 10 + product) % 10;

		product = 2 * (sum == 0 ? 10 : sum) % 11;
	}
	return product == 1 ? 0 : (int)(11 - product);
}

int
check_estonian_vat(uint32_t eight_digits)
{
	static const unsigned weight[8] = { 7, 3, 1, 7, 3, 1, 7, 3 };
	unsigned sum = 0;

	for (unsigned i = 0; i < 8; i++, eight_digits /= 10)
		sum += weight[i] * (eight_digits % 10);
	return (int)((10 - sum % 10) % 10);
}

int
check_reference(uint64_t body)
{
	static const unsigned weight[3] = { 7, 3, 1 };
	unsigned sum = 0;

	for (unsigned i = 0; body > 0; i++, body /= 10)
		sum += weight[i % 3] * (unsigned)(body % 10);
	return (int)((10 - sum % 10) % 10);
}
