/*
 * wire.h - numbers, dates and times in the forms that travel.
 */
#ifndef SANDBOX_WIRE_H
#define SANDBOX_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"

#define WIRE_TIME_MAX 64

/* A whole number of at most 18 digits, with a sign or without. */
bool wire_integer(const char *, int64_t *ret);
/* Decimals with a comma (documented) or a point (seen), without groups. */
bool wire_decimal(const char *, struct decimal *ret);
/* The same in hundredths; false with more than two decimals. */
bool wire_cents(const char *, int64_t *ret_cents);
/* The same of any number of decimals, rounded half away from zero. */
bool wire_rounded(const char *, int64_t *ret_cents);
/* YYYY-MM-DD of a day that exists. */
bool wire_date(const char *, struct date *ret);
/*
 * The same as messages may have it: the vendor's own library sends months and
 * days without the zero in front, and that works.
 */
bool wire_message_date(const char *, struct date *ret);

/* Books keep decimals with a point and without zeros at the end: "25.5". */
const char *wire_plain(struct decimal, char text[DECIMAL_TEXT_MAX]);
/* A decimal of the books with a comma: "25,5"; "" stays "". */
const char *wire_comma(const char *plain, char text[DECIMAL_TEXT_MAX]);
/* The same with at least digits decimals: "6,9000". */
const char *wire_padded(
    const char *plain, unsigned digits, char text[DECIMAL_TEXT_MAX]);
/* A time of the books some milliseconds on, with them only if they matter. */
const char *wire_time_after(
    const char *time, int64_t milliseconds, char text[WIRE_TIME_MAX]);

#endif
