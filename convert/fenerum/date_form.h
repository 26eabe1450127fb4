/*
 * date_form.h - the forms in which exports write dates, and dates with times.
 *
 * A profile names the forms it accepts; each text is of one of them or of
 * none, for DD/MM/YYYY and MM/DD/YYYY never stand together. A form may be
 * followed by a time: HH:MM, HH:MM:SS or HH:MM:SS with at most nine decimals,
 * after T or a blank, and then Z, an offset such as +02:00, or neither.
 */
#ifndef FENERUM_DATE_FORM_H
#define FENERUM_DATE_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "fenerum/time_zone.h"

enum date_form {
	DATE_YMD_DASHES,  /* YYYY-MM-DD */
	DATE_DMY_POINTS,  /* DD.MM.YYYY */
	DATE_DMY_SHORT,   /* D.M.YYYY: one or two digits */
	DATE_DMY_SLASHES, /* DD/MM/YYYY */
	DATE_MDY_SLASHES, /* MM/DD/YYYY */
	DATE_YMD_DIGITS,  /* YYYYMMDD */
	DATE_FORM_COUNT
};
#define DATE_FORM_BIT(form) (1U << (form))

/* As the profile writes them. */
extern const char *const date_form_names[DATE_FORM_COUNT];

/* What a text holds. */
struct date_text {
	struct date date; /* as written */
	size_t date_len;  /* bytes of its form; the rest is the time */
	bool has_time;
	bool has_offset;
	int minutes; /* of the day, as written */
	int offset;  /* minutes east of UTC */
};

/* False if the text is of none of the forms (a set of DATE_FORM_BITs). */
bool date_text_parse(
    const char *, size_t len, unsigned forms, struct date_text *ret);

/*
 * The day in the zone. Without an offset, or in the zone "as written", that is
 * the date as it is written.
 */
struct date date_text_day(const struct date_text *, const struct time_zone *);

/* The forms that fit the text (a set); 0: it is no date. */
unsigned date_forms_of(const char *, size_t len);

#endif
