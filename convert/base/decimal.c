/* decimal.c - exact decimal numbers and the one place that rounds. */
#include "base/decimal.h"

#include <assert.h>

/* Products and quotients of two 64-bit numbers, and powers of ten to 10^38. */
__extension__ typedef __int128 wide_int;
#define WIDE_DIGITS 38

const struct number_style number_style_plain = { '.', 0 };

/* How far a parse has come. */
struct number_scan {
	const char *text;
	size_t len;
	size_t offset;
	uint64_t value;
	bool overflow;
	size_t overflow_offset;
};

static bool
scan_digit(struct number_scan *scan)
{
	unsigned digit;

	if (scan->offset >= scan->len)
		return false;
	digit = (unsigned)(unsigned char)scan->text[scan->offset] - '0';
	if (digit > 9)
		return false;
	if (!scan->overflow &&
	    (__builtin_mul_overflow(scan->value, (uint64_t)10, &scan->value) ||
		__builtin_add_overflow(
		    scan->value, (uint64_t)digit, &scan->value))) {
		scan->overflow = true;
		scan->overflow_offset = scan->offset;
	}
	scan->offset++;
	return true;
}

static bool
scan_mark(struct number_scan *scan, char mark)
{
	if (mark == 0 || scan->offset >= scan->len ||
	    scan->text[scan->offset] != mark)
		return false;
	scan->offset++;
	return true;
}

/*
 * Digits before the point. Once a group mark was met, every group has exactly
 * three digits: "1.2345" with point as group mark is a typing error.
 */
static bool
scan_whole(struct number_scan *scan, char group)
{
	size_t first = scan->offset, digits;

	while (scan_digit(scan))
		;
	digits = scan->offset - first;
	if (digits == 0)
		return false;
	if (digits > 3)
		return true;
	while (scan_mark(scan, group)) {
		for (digits = 0; digits < 3; digits++) {
			if (!scan_digit(scan))
				return false;
		}
	}
	return true;
}

static enum number_error
scan_number(
    struct number_scan *scan, struct number_style style, unsigned *ret_scale)
{
	size_t first;

	*ret_scale = 0;
	if (!scan_whole(scan, style.group))
		return NUMBER_MALFORMED;
	if (scan_mark(scan, style.point)) {
		first = scan->offset;
		while (scan_digit(scan))
			;
		if (scan->offset == first)
			return NUMBER_MALFORMED;
		if (scan->offset < scan->len)
			return NUMBER_MALFORMED;
		if (scan->offset - first > DECIMAL_SCALE_MAX) {
			scan->offset = first + DECIMAL_SCALE_MAX;
			return NUMBER_TOO_PRECISE;
		}
		*ret_scale = (unsigned)(scan->offset - first);
	}
	return scan->offset < scan->len ? NUMBER_MALFORMED : NUMBER_OK;
}

enum number_error
decimal_parse(const char *text, size_t len, struct number_style style,
    struct decimal *ret, size_t *reterr_offset)
{
	struct number_scan scan = { .text = text, .len = len };
	enum number_error error;
	bool negative;
	uint64_t most;
	unsigned scale;

	if (len == 0) {
		if (reterr_offset != NULL)
			*reterr_offset = 0;
		return NUMBER_EMPTY;
	}
	negative = scan_mark(&scan, '-');
	if (!negative)
		(void)scan_mark(&scan, '+');
	error = scan_number(&scan, style, &scale);
	most = (uint64_t)INT64_MAX + (negative ? 1 : 0);
	if (error == NUMBER_OK && (scan.overflow || scan.value > most)) {
		scan.offset = scan.overflow ? scan.overflow_offset : len - 1;
		error = NUMBER_OVERFLOW;
	}
	if (error != NUMBER_OK) {
		if (reterr_offset != NULL)
			*reterr_offset = scan.offset;
		return error;
	}
	/* Negated as unsigned, so that INT64_MIN needs no opposite. */
	ret->units = (int64_t)(negative ? 0 - scan.value : scan.value);
	ret->scale = scale;
	return NUMBER_OK;
}

size_t
decimal_format(struct decimal decimal, char point, char text[DECIMAL_TEXT_MAX])
{
	char digits[DECIMAL_TEXT_MAX];
	size_t at = sizeof(digits), len;
	uint64_t value;
	unsigned written = 0;

	assert(decimal.scale <= 18);
	value = decimal.units < 0 ? 0 - (uint64_t)decimal.units
	                          : (uint64_t)decimal.units;
	do {
		if (written == decimal.scale && written > 0)
			digits[--at] = point;
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
		written++;
	} while (value > 0 || written <= decimal.scale);
	if (decimal.units < 0)
		digits[--at] = '-';
	len = sizeof(digits) - at;
	__builtin_memcpy(text, digits + at, len);
	text[len] = '\0';
	return len;
}

static wide_int
wide_power(unsigned exponent)
{
	wide_int power = 1;

	assert(exponent <= WIDE_DIGITS);
	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* value * 10^exponent; false on overflow. */
static bool
wide_scale_up(wide_int *value, unsigned exponent)
{
	if (*value == 0)
		return true;
	if (exponent > WIDE_DIGITS)
		return false;
	return !__builtin_mul_overflow(*value, wide_power(exponent), value);
}

/* The one place that rounds: dividend / divisor, half away from zero. */
static wide_int
wide_divide_rounded(wide_int dividend, wide_int divisor)
{
	wide_int quotient = dividend / divisor;
	wide_int rest = dividend % divisor;

	if (rest < 0)
		rest = -rest;
	/* 2 * rest >= |divisor|, without doubling. */
	if (rest >= (divisor < 0 ? -divisor : divisor) - rest)
		quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
	return quotient;
}

static bool
wide_fits(wide_int value, int64_t *ret)
{
	if (value < INT64_MIN || value > INT64_MAX)
		return false;
	*ret = (int64_t)value;
	return true;
}

int
decimal_compare(struct decimal a, struct decimal b)
{
	wide_int left = a.units, right = b.units;

	assert(a.scale <= 18 && b.scale <= 18);
	if (a.scale < b.scale)
		left *= wide_power(b.scale - a.scale);
	else
		right *= wide_power(a.scale - b.scale);
	return (left > right) - (left < right);
}

bool
decimal_is_zero(struct decimal decimal)
{
	return decimal.units == 0;
}

struct decimal
decimal_trim(struct decimal decimal)
{
	while (decimal.scale > 0 && decimal.units % 10 == 0) {
		decimal.units /= 10;
		decimal.scale--;
	}
	return decimal;
}

bool
decimal_product(const struct decimal *factor, size_t count, unsigned scale,
    int64_t *ret_units)
{
	wide_int product = 1;
	unsigned written = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		/* Zeros at the end would only use up the width. */
		struct decimal trimmed = decimal_trim(factor[i]);

		if (__builtin_mul_overflow(
			product, (wide_int)trimmed.units, &product)) {
			/* A later zero still makes it zero. */
			for (; i < count && factor[i].units != 0; i++)
				;
			if (i == count)
				return false;
			product = 0;
			break;
		}
		written += trimmed.scale;
	}
	if (product == 0 || (written > scale && written - scale > WIDE_DIGITS))
		product = 0;
	else if (written > scale)
		product =
		    wide_divide_rounded(product, wide_power(written - scale));
	else if (!wide_scale_up(&product, scale - written))
		return false;
	return wide_fits(product, ret_units);
}

bool
decimal_quotient(struct decimal dividend, struct decimal divisor,
    unsigned scale, int64_t *ret_units)
{
	wide_int above = dividend.units, below = divisor.units;
	unsigned up = scale + divisor.scale;

	if (below == 0)
		return false;
	if (up >= dividend.scale) {
		if (!wide_scale_up(&above, up - dividend.scale))
			return false;
	} else if (!wide_scale_up(&below, dividend.scale - up)) {
		return false;
	}
	return wide_fits(wide_divide_rounded(above, below), ret_units);
}

bool
decimal_share(int64_t amount, int64_t part, int64_t whole, int64_t *ret_units)
{
	if (whole == 0)
		return false;
	return wide_fits(
	    wide_divide_rounded((wide_int)amount * part, whole), ret_units);
}

static bool
decimal_sum(struct decimal a, struct decimal b, int sign, struct decimal *ret)
{
	wide_int left = a.units, right = (wide_int)b.units * sign;
	unsigned scale = a.scale > b.scale ? a.scale : b.scale;
	struct decimal sum = { 0, scale };

	assert(scale <= 18);
	left *= wide_power(scale - a.scale);
	right *= wide_power(scale - b.scale);
	if (!wide_fits(left + right, &sum.units))
		return false;
	*ret = sum;
	return true;
}

bool
decimal_add(struct decimal a, struct decimal b, struct decimal *ret)
{
	return decimal_sum(a, b, 1, ret);
}

bool
decimal_subtract(struct decimal a, struct decimal b, struct decimal *ret)
{
	return decimal_sum(a, b, -1, ret);
}
