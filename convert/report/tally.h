/*
 * tally.h - counts and amounts under up to three words, per currency.
 *
 * The tables of a report are tallies: documents by kind, accounts, VAT codes,
 * what was excluded and why. There are few different words, so rows are
 * searched from the last one hit.
 *
 * Invariants: no two rows have equal words and currency; words are borrowed
 * (a pool keeps them); an amount that would leave 64 bits stays at the limit
 * and sets overflow.
 */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

#define TALLY_WORDS 3
#define TALLY_AMOUNTS 3

struct tally_row {
	const char *word[TALLY_WORDS]; /* "" when unused */
	const struct currency *currency;
	size_t count;
	int64_t amount[TALLY_AMOUNTS]; /* minor units */
};

struct tally {
	struct tally_row *row;
	size_t count;
	size_t capacity;
	size_t last;
	bool overflow;
};

void tally_release(struct tally *);
/* The row of these words and currency, added with zeros if it is new. */
struct tally_row *tally_at(struct tally *, const char *first,
    const char *second, const char *third, const struct currency *);
/* Add to one of the row's amounts. */
void tally_add(struct tally *, struct tally_row *, size_t amount, int64_t);
/* Sort by words, then currency code. */
void tally_sort(struct tally *);
struct money tally_money(const struct tally_row *, size_t amount);

/* sum + term, at most INT64_MAX and at least INT64_MIN; sets *overflow. */
int64_t sum_clamped(int64_t sum, int64_t term, bool *overflow);
/* -term, INT64_MAX for INT64_MIN. */
int64_t sum_negated(int64_t term);

#endif
