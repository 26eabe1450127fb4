/* time_zone.c - see time_zone.h. */
#include "fenerum/time_zone.h"

#include <string.h>

#define MINUTES_PER_DAY 1440L
#define MINUTES_PER_HOUR 60
#define DAYS_PER_WEEK 7
/* 1970-01-01 was a Thursday, so this day number's week begins on a Sunday. */
#define FIRST_SUNDAY 3L
#define CHANGE_MINUTE 60L /* 01:00 UTC */

static const struct zone {
	const char *name;
	struct time_zone zone;
} zones[] = { { "as-written", { false, true, 0, false } },
	{ "UTC", { true, false, 0, false } },
	{ "Europe/Helsinki", { true, false, 120, true } },
	{ "Europe/Copenhagen", { true, false, 60, true } },
	{ "Europe/Stockholm", { true, false, 60, true } } };

static bool
two_digits(const char *text, int most, int *ret)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return false;
	*ret = (text[0] - '0') * 10 + (text[1] - '0');
	return *ret <= most;
}

bool
time_zone_parse(const char *text, struct time_zone *ret)
{
	int hours, minutes, offset;

	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (strcmp(text, zones[i].name) == 0) {
			*ret = zones[i].zone;
			return true;
		}
	}
	if (strlen(text) != strlen("+hh:mm") ||
	    (text[0] != '+' && text[0] != '-') || text[3] != ':' ||
	    !two_digits(text + 1, 14, &hours) ||
	    !two_digits(text + 4, 59, &minutes))
		return false;
	offset = hours * MINUTES_PER_HOUR + minutes;
	*ret = (struct time_zone){ .is_set = true,
		.offset = text[0] == '-' ? -offset : offset };
	return true;
}

/* 01:00 UTC on the last Sunday of a month, in minutes. */
static long
change(int year, int month)
{
	long last = date_to_days(month_last_day((struct month){ year, month }));
	long weekday = (last - FIRST_SUNDAY) % DAYS_PER_WEEK;

	if (weekday < 0)
		weekday += DAYS_PER_WEEK;
	return (last - weekday) * MINUTES_PER_DAY + CHANGE_MINUTE;
}

static long
day_of(long minutes)
{
	long day = minutes / MINUTES_PER_DAY;

	return minutes % MINUTES_PER_DAY < 0 ? day - 1 : day;
}

struct date
time_zone_date(const struct time_zone *zone, long minutes)
{
	struct date utc = date_from_days(day_of(minutes));
	long offset = zone->offset;

	if (zone->is_summer && date_is_set(utc) &&
	    minutes >= change(utc.year, 3) && minutes < change(utc.year, 10))
		offset += MINUTES_PER_HOUR;
	return date_from_days(day_of(minutes + offset));
}
