/* zone.c - see zone.h. */
#include "mapping/zone.h"

#include <string.h>

#define HOME "FI"
#define LETTERS 26

struct membership {
	uint32_t from;
	uint32_t until; /* 0: still */
};

/* clang-format off */
static const struct membership members[LETTERS * LETTERS] = {
#define EU_MEMBER(first, second, from, until) \
	[((first) - 'A') * LETTERS + ((second) - 'A')] = { from, until },
#include "mapping/eu_members.def"
#undef EU_MEMBER
};
/* clang-format on */

static const char *const names[ZONE_COUNT] = { "home", "eu", "other" };

uint32_t
date_pack(struct date date)
{
	return (uint32_t)(date.year * 10000 + date.month * 100 + date.day);
}

static bool
is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

enum zone
zone_of(const char *country, struct date date)
{
	const struct membership *member;
	uint32_t day = date_pack(date);

	if (!is_letter(country[0]) || !is_letter(country[1]) ||
	    country[2] != '\0')
		return ZONE_OTHER;
	if (memcmp(country, HOME, 2) == 0)
		return ZONE_HOME;
	member = &members[(country[0] - 'A') * LETTERS + (country[1] - 'A')];
	if (member->from == 0)
		return ZONE_OTHER;
	if (day == 0)
		return member->until == 0 ? ZONE_EU : ZONE_OTHER;
	if (day < member->from || (member->until != 0 && day > member->until))
		return ZONE_OTHER;
	return ZONE_EU;
}

const char *
zone_name(enum zone zone)
{
	return names[zone];
}
