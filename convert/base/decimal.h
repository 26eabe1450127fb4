/*
 * decimal.h - exact decimal numbers and the one place that rounds.
 *
 * A decimal is units / 10^scale, with scale as it was written (at most
 * DECIMAL_SCALE_MAX): "49.90" is { 4990, 2 }. There is no floating point and
 * no negative zero. All rounding in the program is half away from zero and
 * happens in decimal_product, decimal_quotient and decimal_share.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_SCALE_MAX 9
#define DECIMAL_TEXT_MAX 32

struct decimal {
	int64_t units;
	unsigned scale;
};

/* The decimal mark and the mark between groups of three (0: none allowed). */
struct number_style {
	char point;
	char group;
};

enum number_error {
	NUMBER_OK,
	NUMBER_EMPTY,
	NUMBER_MALFORMED,
	NUMBER_TOO_PRECISE,
	NUMBER_OVERFLOW
};

/* The style of our own files: a point, no groups. */
extern const struct number_style number_style_plain;

/*
 * Parse an optional sign ('-' or '+'), digits, and optionally a point and
 * digits; nothing else, not even blanks. On failure *ret is untouched and
 * *reterr_offset (may be NULL) is the offset of the first wrong byte.
 */
enum number_error decimal_parse(const char *, size_t len, struct number_style,
    struct decimal *ret, size_t *reterr_offset);

/* Write with its own scale; returns the length. "-0" is never written. */
size_t decimal_format(struct decimal, char point, char text[DECIMAL_TEXT_MAX]);

/* -1, 0 or 1 by value: 25.5 equals 25.50. */
int decimal_compare(struct decimal, struct decimal);
bool decimal_is_zero(struct decimal);

/* The same value without trailing zeros in its scale. */
struct decimal decimal_trim(struct decimal);

/*
 * The product of all factors, rounded half away from zero to scale digits.
 * False on overflow (the intermediate product is 128 bits wide, exact).
 */
bool decimal_product(const struct decimal *factor, size_t count, unsigned scale,
    int64_t *ret_units);

/* dividend / divisor rounded likewise; false on overflow or divisor 0. */
bool decimal_quotient(struct decimal dividend, struct decimal divisor,
    unsigned scale, int64_t *ret_units);

/* amount * part / whole, rounded likewise; false on overflow or whole 0. */
bool decimal_share(
    int64_t amount, int64_t part, int64_t whole, int64_t *ret_units);

/* a + b and a - b, exact; false on overflow. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *ret);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *ret);

#endif
