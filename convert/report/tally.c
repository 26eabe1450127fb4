/* tally.c - see tally.h. */
#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
tally_release(struct tally *tally)
{
	free(tally->row);
	memset(tally, 0, sizeof(*tally));
}

static bool
row_is(const struct tally_row *row, const char *const *word,
    const struct currency *currency)
{
	if (row->currency != currency)
		return false;
	for (size_t i = 0; i < TALLY_WORDS; i++) {
		if (strcmp(row->word[i], word[i]) != 0)
			return false;
	}
	return true;
}

struct tally_row *
tally_at(struct tally *tally, const char *first, const char *second,
    const char *third, const struct currency *currency)
{
	const char *word[TALLY_WORDS] = { first, second, third };
	struct tally_row *row;

	if (tally->last < tally->count &&
	    row_is(&tally->row[tally->last], word, currency))
		return &tally->row[tally->last];
	for (tally->last = 0; tally->last < tally->count; tally->last++) {
		if (row_is(&tally->row[tally->last], word, currency))
			return &tally->row[tally->last];
	}
	tally->row = mem_grow(
	    tally->row, tally->count, &tally->capacity, sizeof(*tally->row));
	row = &tally->row[tally->count++];
	memset(row, 0, sizeof(*row));
	memcpy(row->word, word, sizeof(row->word));
	row->currency = currency;
	return row;
}

int64_t
sum_clamped(int64_t sum, int64_t term, bool *overflow)
{
	int64_t result;

	if (!__builtin_add_overflow(sum, term, &result))
		return result;
	*overflow = true;
	return term > 0 ? INT64_MAX : INT64_MIN;
}

int64_t
sum_negated(int64_t term)
{
	return term == INT64_MIN ? INT64_MAX : -term;
}

void
tally_add(
    struct tally *tally, struct tally_row *row, size_t amount, int64_t term)
{
	row->amount[amount] =
	    sum_clamped(row->amount[amount], term, &tally->overflow);
}

static int
row_compare(const void *a, const void *b)
{
	const struct tally_row *left = a;
	const struct tally_row *right = b;

	for (size_t i = 0; i < TALLY_WORDS; i++) {
		int order = strcmp(left->word[i], right->word[i]);

		if (order != 0)
			return order;
	}
	return strcmp(left->currency->code, right->currency->code);
}

void
tally_sort(struct tally *tally)
{
	if (tally->count > 1)
		qsort(
		    tally->row, tally->count, sizeof(*tally->row), row_compare);
	tally->last = 0;
}

struct money
tally_money(const struct tally_row *row, size_t amount)
{
	return (struct money){ row->amount[amount], row->currency };
}
