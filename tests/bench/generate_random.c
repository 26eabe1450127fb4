/* generate_random.c - see generate_random.h. */
#include "generate_random.h"

#include <inttypes.h>
#include <stdio.h>

#include "generate_number.h"

#define GOLDEN 0x9e3779b97f4a7c15u

static uint64_t
mix(uint64_t value)
{
	value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
	value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
	return value ^ (value >> 31);
}

void
random_init(struct random *random, uint64_t seed, enum random_purpose purpose,
    uint64_t number)
{
	random->state = mix(seed + GOLDEN);
	random->state = mix(random->state ^ ((uint64_t)purpose * GOLDEN));
	random->state = mix(random->state ^ (number + GOLDEN));
}

uint64_t
random_next(struct random *random)
{
	random->state += GOLDEN;
	return mix(random->state);
}

uint32_t
random_below(struct random *random, uint32_t limit)
{
	return (uint32_t)(((random_next(random) >> 32) * limit) >> 32);
}

bool
random_chance(struct random *random, uint32_t part, uint32_t whole)
{
	return random_below(random, whole) < part;
}

const char *
random_uuid(struct random *random, char text[UUID_TEXT_MAX])
{
	uint64_t high = random_next(random);
	uint64_t low = random_next(random);

	(void)snprintf(text, UUID_TEXT_MAX,
	    "%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-%04" PRIx64
	    "-%012" PRIx64,
	    high >> 32, (high >> 16) & 0xffff, high & 0xfff,
	    0x8000 | (low >> 50), low & 0xffffffffffff);
	return text;
}
