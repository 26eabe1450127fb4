/*
 * item_table.h - a map of one word to another, each with its place.
 */
#ifndef MAPPING_ITEM_TABLE_H
#define MAPPING_ITEM_TABLE_H

#include "mapping/mapping.h"
#include "mapping/word_index.h"

struct item {
	struct rule_ref ref;
	const char *key;
	const char *value;
	const char *name; /* one line for lists */
	bool broken;      /* the value is wrong: a finding was made */
	size_t uses;
};

struct item_table {
	struct item *item; /* by number - 1 in word */
	size_t capacity;
	struct word_index word;
};

void item_table_release(struct item_table *);
/* A new item; the key must not be there. Texts are the caller's. */
struct item *item_table_add(struct item_table *, const char *key);
/* NULL when there is none. */
struct item *item_table_find(struct item_table *, const char *key);
size_t item_table_count(const struct item_table *);

#endif
