/*
 * id_table.h - have we met this id before, and where?
 *
 * An id is remembered by 96 bits of hash and its place, 16 bytes, so that a
 * million rows take some 32 MiB whatever their ids look like. Two ids among a
 * million that agree in all 96 bits will not be met in the life of the
 * program (the chance is below one in 10^16); the price would be a row
 * refused as a duplicate, never one lost in silence.
 */
#ifndef FENERUM_ID_TABLE_H
#define FENERUM_ID_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is left of an id in its namespace; one table serves several fields. */
struct id_key {
	uint64_t hash; /* never 0 */
	uint32_t check;
};

struct id_entry {
	uint64_t hash; /* 0: empty */
	uint32_t check;
	uint32_t place;
};

struct id_table {
	struct id_entry *entry;
	size_t capacity; /* a power of two, or 0 */
	size_t count;
};

void id_table_init(struct id_table *);
void id_table_release(struct id_table *);

struct id_key id_key_make(unsigned space, const char *, size_t len);

/*
 * Say that a key will be asked for soon, so that its place in the table is
 * fetched from memory meanwhile. A million ids do not fit in any cache.
 */
void id_table_expect(const struct id_table *, struct id_key);

/*
 * Remember a key. False if it is there already; *ret_place is then the place
 * it was met at.
 */
bool id_table_add(
    struct id_table *, struct id_key, uint32_t place, uint32_t *ret_place);
/* Is the key there, and where was it met? */
bool id_table_find(const struct id_table *, struct id_key, uint32_t *ret_place);

#endif
