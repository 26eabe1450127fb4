/*
 * table.h - a table from bytes to a pointer, through uthash.
 *
 * The table owns copies of its keys, one for equal keys, each ended by a NUL
 * that does not count; what the pointers point at is the caller's. Entries
 * are walked in the order in which they came.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stddef.h>

struct table_entry;

struct table {
	struct table_entry *first;
};

void table_init(struct table *);
void table_release(struct table *);
/* The value of a key, or NULL. */
void *table_find(const struct table *, const char *key, size_t len);
/*
 * The place of a key's value, made with NULL in it if the key is new. It and
 * *ret_key (may be NULL), the table's copy, live as long as the table.
 */
void **table_slot(
    struct table *, const char *key, size_t len, const char **ret_key);
size_t table_count(const struct table *);
/* The entry after another, the first after NULL; NULL at the end. */
const struct table_entry *table_next(
    const struct table *, const struct table_entry *);
const char *table_key(const struct table_entry *);
void *table_value(const struct table_entry *);

#endif
