/*
 * zone.h - home, the European Union (eu_members.def) and the rest.
 */
#ifndef MAPPING_ZONE_H
#define MAPPING_ZONE_H

#include <stdint.h>

#include "mapping/mapping.h"

#define ZONE_COUNT (ZONE_OTHER + 1)

/* The zone of a country on a day; without a day, as the list ends. */
enum zone zone_of(const char *country, struct date);
const char *zone_name(enum zone);
/* A date as one number that sorts; 0 for none. */
uint32_t date_pack(struct date);

#endif
