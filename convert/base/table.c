/* table.c - a table from bytes to a pointer. */
#include "base/table.h"

#include <stdlib.h>

#include "base/hash.h"

struct table_entry {
	UT_hash_handle hh;
	void *value;
	char key[];
};

void
table_init(struct table *table)
{
	table->first = NULL;
}

void
table_release(struct table *table)
{
	struct table_entry *entry = table->first, *next;

	/* Frees what uthash made; the entries stay linked. */
	HASH_CLEAR(hh, table->first);
	for (; entry != NULL; entry = next) {
		next = entry->hh.next;
		free(entry);
	}
}

/* The depth of these two is that of uthash's macros. */
static struct table_entry *
/* NOLINTNEXTLINE(readability-function-size) */
entry_find(const struct table *table, const char *key, size_t len)
{
	struct table_entry *entry;

	HASH_FIND(hh, table->first, key, len, entry);
	return entry;
}

void *
table_find(const struct table *table, const char *key, size_t len)
{
	struct table_entry *entry = entry_find(table, key, len);

	return entry != NULL ? entry->value : NULL;
}

static struct table_entry *
/* NOLINTNEXTLINE(readability-function-size) */
entry_add(struct table *table, const char *key, size_t len)
{
	struct table_entry *entry;
	size_t size;

	if (__builtin_add_overflow(sizeof(*entry) + 1, len, &size))
		mem_exhausted();
	entry = mem_calloc(1, size);
	memcpy(entry->key, key, len);
	HASH_ADD_KEYPTR(hh, table->first, entry->key, len, entry);
	return entry;
}

void **
table_slot(
    struct table *table, const char *key, size_t len, const char **ret_key)
{
	struct table_entry *entry = entry_find(table, key, len);

	if (entry == NULL)
		entry = entry_add(table, key, len);
	if (ret_key != NULL)
		*ret_key = entry->key;
	return &entry->value;
}

size_t
table_count(const struct table *table)
{
	return HASH_COUNT(table->first);
}

const struct table_entry *
table_next(const struct table *table, const struct table_entry *entry)
{
	return entry != NULL ? entry->hh.next : table->first;
}

const char *
table_key(const struct table_entry *entry)
{
	return entry->key;
}

void *
table_value(const struct table_entry *entry)
{
	return entry->value;
}
