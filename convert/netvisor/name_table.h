/*
 * name_table.h - values under names; nothing is ever taken out.
 *
 * Names and values are the caller's and outlive the table. A zeroed table is
 * empty. Nothing depends on its order: it cannot be walked.
 */
#ifndef NETVISOR_NAME_TABLE_H
#define NETVISOR_NAME_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name_entry;

struct name_table {
	struct name_entry *entry;
	size_t count;
	size_t capacity; /* a power of two, or 0 */
};

void name_table_release(struct name_table *);
/* False, and nothing is done, when the name is there already. */
bool name_table_add(struct name_table *, const char *name, void *value);
/* The value under a name, or NULL. */
void *name_table_find(const struct name_table *, const char *name);

#endif
