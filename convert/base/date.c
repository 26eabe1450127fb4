/*
 * date.c - calendar dates. Day numbers follow the usual civil calendar
 * algorithm: years begin in March, so that the leap day is the last one, and
 * 400 years (an era) have 146 097 days.
 */
#include "base/date.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define DAYS_PER_ERA 146097L
#define YEARS_PER_ERA 400
/* From 0000-03-01, where eras begin, to 1970-01-01. */
#define DAYS_TO_EPOCH 719468L

static bool
year_is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	if (month == 2 && year_is_leap(year))
		return 29;
	return days[month - 1];
}

/* The number that count digits at text write, or -1. */
static int
digits_value(const char *text, size_t count)
{
	int value = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static char *
digits_put(char *text, int value, int count)
{
	int i;

	for (i = count - 1; i >= 0; i--) {
		text[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return text + count;
}

bool
month_parse(const char *text, size_t len, struct month *ret)
{
	int year, month;

	if (len != MONTH_TEXT_MAX - 1 || text[4] != '-')
		return false;
	year = digits_value(text, 4);
	month = digits_value(text + 5, 2);
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
		return false;
	*ret = (struct month){ year, month };
	return true;
}

bool
date_parse(const char *text, size_t len, struct date *ret)
{
	struct month month;
	int day;

	if (len != DATE_TEXT_MAX - 1 || text[7] != '-' ||
	    !month_parse(text, MONTH_TEXT_MAX - 1, &month))
		return false;
	day = digits_value(text + 8, 2);
	if (day < 1 || day > month_days(month.year, month.month))
		return false;
	*ret = (struct date){ month.year, month.month, day };
	return true;
}

const char *
date_format(struct date date, char text[DATE_TEXT_MAX])
{
	char *end = text;

	if (date_is_set(date)) {
		end = digits_put(end, date.year, 4);
		*end++ = '-';
		end = digits_put(end, date.month, 2);
		*end++ = '-';
		end = digits_put(end, date.day, 2);
	}
	*end = '\0';
	return text;
}

const char *
month_format(struct month month, char text[MONTH_TEXT_MAX])
{
	char *end = text;

	if (month.year != 0) {
		end = digits_put(end, month.year, 4);
		*end++ = '-';
		end = digits_put(end, month.month, 2);
	}
	*end = '\0';
	return text;
}

bool
date_is_set(struct date date)
{
	return date.year != 0;
}

int
date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

int
month_compare(struct month a, struct month b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	return (a.month > b.month) - (a.month < b.month);
}

long
date_to_days(struct date date)
{
	long year, era, year_of_era, day_of_year, day_of_era;

	year = date.month > 2 ? date.year : date.year - 1;
	era = year / YEARS_PER_ERA;
	year_of_era = year % YEARS_PER_ERA;
	day_of_year = (153L * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
	day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	             day_of_year;
	return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

struct date
date_from_days(long days)
{
	static const struct date first = { YEAR_MIN, 1, 1 };
	static const struct date last = { YEAR_MAX, 12, 31 };
	long era, day_of_era, year_of_era, day_of_year, month;
	struct date date;

	if (days < date_to_days(first) || days > date_to_days(last))
		return (struct date){ 0, 0, 0 };
	days += DAYS_TO_EPOCH;
	era = days / DAYS_PER_ERA;
	day_of_era = days % DAYS_PER_ERA;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			  day_of_era / 146096) /
	              365;
	day_of_year = day_of_era -
	              (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153;
	date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year_of_era + era * YEARS_PER_ERA) +
	            (date.month <= 2 ? 1 : 0);
	return date;
}

struct month
date_month(struct date date)
{
	return (struct month){ date.year, date.month };
}

struct date
month_first_day(struct month month)
{
	return (struct date){ month.year, month.month, 1 };
}

struct date
month_last_day(struct month month)
{
	return (struct date){ month.year, month.month,
		month_days(month.year, month.month) };
}
