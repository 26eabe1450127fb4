/*
 * time_zone.h - how far a zone is from UTC at an instant, by rule and without
 * a table of the machine: summer time of the European Union (Directive
 * 2000/84/EC) from 01:00 UTC on the last Sunday of March to 01:00 UTC on the
 * last Sunday of October, taken for all years.
 */
#ifndef FENERUM_TIME_ZONE_H
#define FENERUM_TIME_ZONE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct time_zone {
	bool is_set;     /* false: dates are taken as they are written, */
	bool as_written; /* and the profile says so */
	int offset;      /* minutes east of UTC, without summer time */
	bool is_summer;  /* has summer time */
};

/* What a profile can write, for a finding. */
#define TIME_ZONE_FORMS                                                        \
	"as-written, UTC, an offset such as +02:00, Europe/Helsinki, "         \
	"Europe/Copenhagen or Europe/Stockholm"

bool time_zone_parse(const char *, struct time_zone *ret);

/* The zone's date at a minute since 1970-01-01 00:00 UTC. */
struct date time_zone_date(const struct time_zone *, long minutes);

#endif
