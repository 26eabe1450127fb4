/* id_table.c - see id_table.h. */
#include "fenerum/id_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

#define CAPACITY_FIRST ((size_t)1024)
#define LARGE_PAGE ((uintptr_t)2 << 20)
#define MULTIPLIER_A UINT64_C(0x9E3779B97F4A7C15)
#define MULTIPLIER_B UINT64_C(0xC2B2AE3D27D4EB4F)

__extension__ typedef unsigned __int128 wide_hash;

/* Both halves of a product of two 64-bit numbers, folded. */
static uint64_t
fold(uint64_t a, uint64_t b)
{
	wide_hash product = (wide_hash)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

struct id_key
id_key_make(unsigned space, const char *id, size_t len)
{
	uint64_t a = (space + 1) * MULTIPLIER_A, b = len * MULTIPLIER_B;
	size_t at = 0;

	while (at < len) {
		size_t size = len - at < 8 ? len - at : 8;
		uint64_t word = 0;

		memcpy(&word, id + at, size);
		a = fold(a ^ word, MULTIPLIER_A);
		b = fold(b + word, MULTIPLIER_B);
		at += size;
	}
	a = fold(a ^ b, MULTIPLIER_B);
	return (struct id_key){ a != 0 ? a : 1, (uint32_t)(b >> 32) };
}

/* The entry of the key, or the empty one where it belongs. */
static size_t
find(const struct id_table *table, uint64_t hash, uint32_t check)
{
	size_t mask = table->capacity - 1;
	size_t at = (size_t)hash & mask;

	while (
	    table->entry[at].hash != 0 &&
	    (table->entry[at].hash != hash || table->entry[at].check != check))
		at = (at + 1) & mask;
	return at;
}

/*
 * Ask for large pages: the places of ids lie all over the table, and with
 * small ones the processor looks up a page for nearly each. Only advice, so
 * whether it is taken does not matter.
 */
static void
advise(const struct id_table *table)
{
	size_t size = table->capacity * sizeof(*table->entry);
	uintptr_t begin = (uintptr_t)table->entry;
	uintptr_t first = (begin + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
	uintptr_t last = (begin + size) & ~(LARGE_PAGE - 1);

	if (last > first)
		(void)madvise((char *)table->entry + (first - begin),
		    last - first, MADV_HUGEPAGE);
}

static void
grow(struct id_table *table)
{
	struct id_table bigger = { .count = table->count };

	bigger.capacity =
	    table->capacity > 0 ? 2 * table->capacity : CAPACITY_FIRST;
	bigger.entry = mem_calloc(bigger.capacity, sizeof(*bigger.entry));
	advise(&bigger);
	for (size_t i = 0; i < table->capacity; i++) {
		const struct id_entry *old = &table->entry[i];

		if (old->hash != 0)
			bigger.entry[find(&bigger, old->hash, old->check)] =
			    *old;
	}
	free(table->entry);
	*table = bigger;
}

void
id_table_init(struct id_table *table)
{
	*table = (struct id_table){ .entry = NULL };
}

void
id_table_release(struct id_table *table)
{
	free(table->entry);
	id_table_init(table);
}

void
id_table_expect(const struct id_table *table, struct id_key key)
{
	if (table->capacity > 0)
		__builtin_prefetch(
		    &table->entry[key.hash & (table->capacity - 1)]);
}

bool
id_table_add(struct id_table *table, struct id_key key, uint32_t place,
    uint32_t *ret_place)
{
	struct id_entry *entry;

	/* At most three quarters full. */
	if (4 * (table->count + 1) > 3 * table->capacity)
		grow(table);
	entry = &table->entry[find(table, key.hash, key.check)];
	if (entry->hash != 0) {
		*ret_place = entry->place;
		return false;
	}
	*entry = (struct id_entry){ key.hash, key.check, place };
	table->count++;
	return true;
}

bool
id_table_find(
    const struct id_table *table, struct id_key key, uint32_t *ret_place)
{
	const struct id_entry *entry;

	if (table->capacity == 0)
		return false;
	entry = &table->entry[find(table, key.hash, key.check)];
	if (entry->hash == 0)
		return false;
	*ret_place = entry->place;
	return true;
}
