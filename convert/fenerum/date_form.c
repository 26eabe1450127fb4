/* date_form.c - see date_form.h. */
#include "fenerum/date_form.h"

#include <string.h>

#define ISO_LEN (DATE_TEXT_MAX - 1)
#define FRACTION_DIGITS_MAX 9
#define MINUTES_PER_HOUR 60
#define MINUTES_PER_DAY 1440L

const char *const date_form_names[DATE_FORM_COUNT] = { "YYYY-MM-DD",
	"DD.MM.YYYY", "D.M.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYYMMDD" };

/* A text that is read from its begin. */
struct scan {
	const char *at;
	const char *end;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
skip_char(struct scan *scan, char c)
{
	if (scan->at == scan->end || *scan->at != c)
		return false;
	scan->at++;
	return true;
}

/* From least to most digits, as many as there are. */
static bool
digits(struct scan *scan, int least, int most, int *ret)
{
	int count = 0;

	*ret = 0;
	while (count < most && scan->at < scan->end && is_digit(*scan->at)) {
		*ret = *ret * 10 + (*scan->at++ - '0');
		count++;
	}
	return count >= least;
}

/* Dates ------------------------------------------------------------------ */

static bool
make_date(int year, int month, int day, struct date *ret)
{
	struct date date = { year, month, day };
	struct month of = { year, month };

	if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
	    day > month_last_day(of).day)
		return false;
	*ret = date;
	return true;
}

/* Three numbers with a mark between them, the year last. */
static bool
year_last(struct scan *scan, char mark, bool is_short, bool month_first,
    struct date *ret)
{
	int first, second, year;

	if (!digits(scan, is_short ? 1 : 2, 2, &first) ||
	    !skip_char(scan, mark) ||
	    !digits(scan, is_short ? 1 : 2, 2, &second) ||
	    !skip_char(scan, mark) || !digits(scan, 4, 4, &year))
		return false;
	return month_first ? make_date(year, first, second, ret)
	                   : make_date(year, second, first, ret);
}

static bool
read_date(enum date_form form, struct scan *scan, struct date *ret)
{
	int year, month, day;

	switch (form) {
	case DATE_YMD_DASHES:
		if (scan->end - scan->at < ISO_LEN ||
		    !date_parse(scan->at, ISO_LEN, ret))
			return false;
		scan->at += ISO_LEN;
		return true;
	case DATE_DMY_POINTS:
	case DATE_DMY_SHORT:
		return year_last(scan, '.', form == DATE_DMY_SHORT, false, ret);
	case DATE_DMY_SLASHES:
	case DATE_MDY_SLASHES:
		return year_last(
		    scan, '/', false, form == DATE_MDY_SLASHES, ret);
	case DATE_YMD_DIGITS:
		return digits(scan, 4, 4, &year) &&
		       digits(scan, 2, 2, &month) && digits(scan, 2, 2, &day) &&
		       make_date(year, month, day, ret);
	case DATE_FORM_COUNT:
	default:
		return false;
	}
}

/* Times ------------------------------------------------------------------ */

/* A point and one to nine digits, or nothing. */
static bool
fraction(struct scan *scan)
{
	const char *first;

	if (!skip_char(scan, '.'))
		return true;
	first = scan->at;
	while (scan->at < scan->end && is_digit(*scan->at))
		scan->at++;
	return scan->at > first && scan->at - first <= FRACTION_DIGITS_MAX;
}

/* Z, or an offset with or without a colon, or nothing. */
static bool
zone(struct scan *scan, struct date_text *ret)
{
	bool west;
	int hours, minutes;

	ret->has_offset = scan->at < scan->end;
	if (scan->at == scan->end || skip_char(scan, 'Z'))
		return true;
	west = skip_char(scan, '-');
	if (!west && !skip_char(scan, '+'))
		return false;
	if (!digits(scan, 2, 2, &hours) || hours > 14)
		return false;
	(void)skip_char(scan, ':');
	if (!digits(scan, 2, 2, &minutes) || minutes > 59)
		return false;
	ret->offset = hours * MINUTES_PER_HOUR + minutes;
	if (west)
		ret->offset = -ret->offset;
	return true;
}

static bool
read_time(struct scan *scan, struct date_text *ret)
{
	int hours, minutes, seconds;

	if (!skip_char(scan, 'T') && !skip_char(scan, ' '))
		return false;
	if (!digits(scan, 2, 2, &hours) || hours > 23 ||
	    !skip_char(scan, ':') || !digits(scan, 2, 2, &minutes) ||
	    minutes > 59)
		return false;
	if (skip_char(scan, ':') &&
	    (!digits(scan, 2, 2, &seconds) || seconds > 59 || !fraction(scan)))
		return false;
	ret->has_time = true;
	ret->minutes = hours * MINUTES_PER_HOUR + minutes;
	return zone(scan, ret) && scan->at == scan->end;
}

/* All -------------------------------------------------------------------- */

static bool
parse_as(
    enum date_form form, const char *text, size_t len, struct date_text *ret)
{
	struct scan scan = { text, text + len };

	*ret = (struct date_text){ .date_len = 0 };
	if (!read_date(form, &scan, &ret->date))
		return false;
	ret->date_len = (size_t)(scan.at - text);
	return scan.at == scan.end || read_time(&scan, ret);
}

bool
date_text_parse(
    const char *text, size_t len, unsigned forms, struct date_text *ret)
{
	for (enum date_form i = DATE_YMD_DASHES; i < DATE_FORM_COUNT; i++) {
		struct date_text found;

		if ((forms & DATE_FORM_BIT(i)) == 0 ||
		    !parse_as(i, text, len, &found))
			continue;
		*ret = found;
		return true;
	}
	return false;
}

struct date
date_text_day(const struct date_text *text, const struct time_zone *zone)
{
	if (!text->has_offset || !zone->is_set)
		return text->date;
	return time_zone_date(zone, date_to_days(text->date) * MINUTES_PER_DAY +
					text->minutes - text->offset);
}

unsigned
date_forms_of(const char *text, size_t len)
{
	unsigned forms = 0;

	for (enum date_form i = DATE_YMD_DASHES; i < DATE_FORM_COUNT; i++) {
		struct date_text ignored;

		if (parse_as(i, text, len, &ignored))
			forms |= DATE_FORM_BIT(i);
	}
	return forms;
}
