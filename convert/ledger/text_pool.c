/* text_pool.c - every distinct text once, with a number. */
#include "ledger/text_pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 256

/* FNV-1a, folded so that its low bits depend on all of it. */
static uint64_t
hash_of(const char *text, size_t len)
{
	uint64_t hash;
	size_t i;

	hash = 0xcbf29ce484222325U;
	for (i = 0; i < len; i++) {
		hash ^= (unsigned char)text[i];
		hash *= 0x100000001b3U;
	}
	return hash ^ (hash >> 29);
}

void
text_pool_init(struct text_pool *pool)
{
	memset(pool, 0, sizeof(*pool));
	arena_init(&pool->arena);
}

void
text_pool_release(struct text_pool *pool)
{
	arena_release(&pool->arena);
	free(pool->text);
	free(pool->hash);
	free(pool->slot);
	memset(pool, 0, sizeof(*pool));
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t
slot_of(
    const struct text_pool *pool, const char *text, size_t len, uint64_t hash)
{
	const char *present;
	size_t slot, number;

	slot = (size_t)hash & (pool->slot_count - 1);
	while (pool->slot[slot] != 0) {
		number = pool->slot[slot] - 1;
		present = pool->text[number];
		if (pool->hash[number] == hash &&
		    strncmp(present, text, len) == 0 && present[len] == '\0')
			break;
		slot = (slot + 1) & (pool->slot_count - 1);
	}
	return slot;
}

static void
grow_slots(struct text_pool *pool)
{
	size_t i, slot, count;

	count = pool->slot_count == 0 ? SLOTS_FIRST : pool->slot_count * 2;
	free(pool->slot);
	pool->slot = mem_calloc(count, sizeof(*pool->slot));
	pool->slot_count = count;
	for (i = 0; i < pool->count; i++) {
		slot = (size_t)pool->hash[i] & (count - 1);
		while (pool->slot[slot] != 0)
			slot = (slot + 1) & (count - 1);
		pool->slot[slot] = (uint32_t)(i + 1);
	}
}

static void
grow_texts(struct text_pool *pool)
{
	size_t capacity;

	capacity = pool->capacity;
	pool->text =
	    mem_grow(pool->text, pool->count, &capacity, sizeof(*pool->text));
	capacity = pool->capacity;
	pool->hash =
	    mem_grow(pool->hash, pool->count, &capacity, sizeof(*pool->hash));
	pool->capacity = capacity;
}

uint32_t
text_pool_add(struct text_pool *pool, const char *text, size_t len)
{
	uint64_t hash;
	size_t slot;

	/* At most half full, so that runs of taken slots stay short. */
	if (pool->count * 2 >= pool->slot_count)
		grow_slots(pool);
	hash = hash_of(text, len);
	slot = slot_of(pool, text, len, hash);
	if (pool->slot[slot] == 0) {
		if (pool->count == TEXT_POOL_NONE - 1)
			mem_exhausted();
		grow_texts(pool);
		pool->text[pool->count] =
		    arena_strndup(&pool->arena, text, len);
		pool->hash[pool->count] = hash;
		pool->count++;
		pool->slot[slot] = (uint32_t)pool->count;
	}
	return pool->slot[slot] - 1;
}

const char *
text_pool_keep(struct text_pool *pool, const char *text, size_t len)
{
	/* Adding may move the array, so it comes first. */
	uint32_t number = text_pool_add(pool, text, len);

	return pool->text[number];
}

uint32_t
text_pool_find(const struct text_pool *pool, const char *text, size_t len)
{
	size_t slot;

	if (pool->slot_count == 0)
		return TEXT_POOL_NONE;
	slot = slot_of(pool, text, len, hash_of(text, len));
	return pool->slot[slot] == 0 ? TEXT_POOL_NONE : pool->slot[slot] - 1;
}

const char *
text_pool_text(const struct text_pool *pool, uint32_t number)
{
	return pool->text[number];
}
