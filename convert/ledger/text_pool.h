/*
 * text_pool.h - every distinct text once, with a number.
 *
 * Exports repeat themselves: revenue groups, descriptions, account codes,
 * invoice numbers. A pool keeps one copy of each, so equal texts of one pool
 * have equal pointers and equal numbers. Numbers run from 0 in the order of
 * first use; nothing depends on the order of the hash table.
 */
#ifndef LEDGER_TEXT_POOL_H
#define LEDGER_TEXT_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define TEXT_POOL_NONE UINT32_MAX

struct text_pool {
	struct arena arena;
	const char **text; /* by number */
	uint64_t *hash;    /* by number */
	size_t count;
	size_t capacity;
	uint32_t *slot; /* number + 1, or 0 when free */
	size_t slot_count;
};

void text_pool_init(struct text_pool *);
void text_pool_release(struct text_pool *);
/* The number of a text, which is added if it is new. */
uint32_t text_pool_add(struct text_pool *, const char *, size_t len);
/* The same, returning the pool's own copy, which lives as long as the pool. */
const char *text_pool_keep(struct text_pool *, const char *, size_t len);
/* The number of a text, or TEXT_POOL_NONE. */
uint32_t text_pool_find(const struct text_pool *, const char *, size_t len);
const char *text_pool_text(const struct text_pool *, uint32_t number);

#endif
