/* name_table.c - open addressing, at most half full; see name_table.h. */
#include "netvisor/name_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define CAPACITY_FIRST 64

struct name_entry {
	const char *name; /* NULL: free */
	void *value;
	uint32_t hash;
};

/* The entry of a name, or the free one where it would stand. */
static struct name_entry *
entry_at(const struct name_table *table, const char *name, uint32_t hash)
{
	size_t at = hash & (table->capacity - 1);

	while (table->entry[at].name != NULL &&
	       (table->entry[at].hash != hash ||
		   strcmp(table->entry[at].name, name) != 0))
		at = (at + 1) & (table->capacity - 1);
	return &table->entry[at];
}

static void
table_grow(struct name_table *table)
{
	struct name_table bigger = { .count = table->count };

	bigger.capacity =
	    table->capacity > 0 ? table->capacity * 2 : CAPACITY_FIRST;
	bigger.entry = mem_calloc(bigger.capacity, sizeof(*bigger.entry));
	for (size_t i = 0; i < table->capacity; i++) {
		const struct name_entry *old = &table->entry[i];

		if (old->name != NULL)
			*entry_at(&bigger, old->name, old->hash) = *old;
	}
	free(table->entry);
	*table = bigger;
}

void
name_table_release(struct name_table *table)
{
	free(table->entry);
	*table = (struct name_table){ .count = 0 };
}

bool
name_table_add(struct name_table *table, const char *name, void *value)
{
	const uint32_t hash = hash_bytes(name, strlen(name));
	struct name_entry *entry;

	if (table->count * 2 >= table->capacity)
		table_grow(table);
	entry = entry_at(table, name, hash);
	if (entry->name != NULL)
		return false;
	*entry = (struct name_entry){ name, value, hash };
	table->count++;
	return true;
}

void *
name_table_find(const struct name_table *table, const char *name)
{
	if (table->count == 0)
		return NULL;
	return entry_at(table, name, hash_bytes(name, strlen(name)))->value;
}
