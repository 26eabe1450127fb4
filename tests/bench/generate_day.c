/* generate_day.c - see generate_day.h; the calendar is proleptic Gregorian. */
#include "generate_day.h"

#include <stdio.h>

struct civil {
	int year;
	int month;
	int day;
};

/* Years begin in March here, so that the leap day comes last. */
int
day_make(int year, int month, int day)
{
	int shifted = month <= 2 ? year - 1 : year;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 +
	       of_year - 719468;
}

static struct civil
civil_of(int day)
{
	int shifted = day + 719468;
	int era = shifted / 146097;
	int of_era = shifted % 146097;
	int year_of_era =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year =
	    of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted_month = (5 * of_year + 2) / 153;
	struct civil civil;

	civil.day = of_year - (153 * shifted_month + 2) / 5 + 1;
	civil.month = shifted_month + (shifted_month < 10 ? 3 : -9);
	civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
	return civil;
}

const char *
day_text(char text[DAY_TEXT_MAX], int day)
{
	struct civil civil = civil_of(day);

	if (day == 0)
		text[0] = '\0';
	else
		(void)snprintf(text, DAY_TEXT_MAX, "%04d-%02d-%02d", civil.year,
		    civil.month, civil.day);
	return text;
}

int
day_year(int day)
{
	return civil_of(day).year;
}

int
day_month(int day)
{
	return civil_of(day).month;
}

int
day_of_month(int day)
{
	return civil_of(day).day;
}

int
day_month_number(int day)
{
	struct civil civil = civil_of(day);

	return civil.year * 12 + civil.month - 1;
}

int
day_month_first(int day, int offset)
{
	int number = day_month_number(day) + offset;

	return day_make(number / 12, number % 12 + 1, 1);
}

int
day_month_last(int day, int offset)
{
	return day_month_first(day, offset + 1) - 1;
}

int
day_of_week(int day)
{
	/* 1970-01-01 was a Thursday. */
	return (day + 3) % 7;
}
