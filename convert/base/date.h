/*
 * date.h - calendar dates and months of the proleptic Gregorian calendar,
 * years 1900 to 2199. A date with year 0 means "none".
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#define DATE_TEXT_MAX 11
#define MONTH_TEXT_MAX 8

struct date {
	int year;
	int month; /* 1..12 */
	int day;   /* 1..31 */
};

struct month {
	int year;
	int month;
};

/* Exactly YYYY-MM-DD of a day that exists; else false, *ret untouched. */
bool date_parse(const char *, size_t len, struct date *ret);
/* "YYYY-MM-DD", or "" for no date; returns text. */
const char *date_format(struct date, char text[DATE_TEXT_MAX]);
bool date_is_set(struct date);
int date_compare(struct date, struct date);
/* Days since 1970-01-01, and back. */
long date_to_days(struct date);
struct date date_from_days(long days);
struct month date_month(struct date);

/* Exactly YYYY-MM. */
bool month_parse(const char *, size_t len, struct month *ret);
const char *month_format(struct month, char text[MONTH_TEXT_MAX]);
int month_compare(struct month, struct month);
struct date month_first_day(struct month);
struct date month_last_day(struct month);

#endif
