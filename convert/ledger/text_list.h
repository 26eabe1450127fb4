/*
 * text_list.h - a list of texts that stand joined in one field of a record.
 *
 * The texts belong to a pool, which must outlive the list.
 */
#ifndef LEDGER_TEXT_LIST_H
#define LEDGER_TEXT_LIST_H

#include <stddef.h>

#include "ledger/text_pool.h"

/* Zeroed, it is empty. */
struct text_list {
	const char **text;
	size_t count;
	size_t capacity;
	size_t bytes; /* of the field that holds all that was added */
};

void text_list_release(struct text_list *);
/* Add what stands between the separators, nothing of "". */
void text_list_add(
    struct text_pool *, struct text_list *, const char *joined, char separator);
/* Order by bytes; of equal texts one is left. */
void text_list_sort(struct text_list *);
/* All with a separator between; the pool's. */
const char *text_list_join(
    struct text_pool *, const struct text_list *, char separator);

#endif
