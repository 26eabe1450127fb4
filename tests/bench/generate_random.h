/*
 * generate_random.h - splitmix64 streams.
 *
 * A stream is named by the seed, what it is for and a number, so that any
 * invoice can be made again without remembering it.
 */
#ifndef GENERATE_RANDOM_H
#define GENERATE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

enum random_purpose {
	RANDOM_SHAPES = 1,
	RANDOM_CUSTOMER,
	RANDOM_INVOICE,
	RANDOM_HEADER,
	RANDOM_PAYMENT,
	RANDOM_STATUS,
	RANDOM_RATES,
	RANDOM_EXPENSE,
	RANDOM_IDENTITY,
	RANDOM_ORDER,
	RANDOM_ACCOUNT
};

void random_init(
    struct random *, uint64_t seed, enum random_purpose, uint64_t number);
uint64_t random_next(struct random *);
/* 0 .. limit - 1. */
uint32_t random_below(struct random *, uint32_t limit);
/* True in `part` of `whole` cases. */
bool random_chance(struct random *, uint32_t part, uint32_t whole);

#define UUID_TEXT_MAX 37
/* A version 4 UUID; returns text. */
const char *random_uuid(struct random *, char text[UUID_TEXT_MAX]);

#endif
