/* batch_load.h - a loaded batch from the inside: batch.c, batch_query.c. */
#ifndef NETVISOR_BATCH_LOAD_H
#define NETVISOR_BATCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "netvisor/batch.h"
#include "netvisor/name_table.h"

struct batch {
	char *dir;
	struct arena arena;
	struct batch_request *request;
	size_t request_count;
	size_t request_capacity;
	struct batch_item *item;
	size_t item_count;
	size_t item_capacity;
	struct batch_withheld *withheld;
	size_t withheld_count;
	size_t withheld_capacity;
	struct batch_total *total;
	size_t total_count;
	size_t total_capacity;
	struct name_table by_reference;
	/* While loading. */
	struct diag_list *diag;
	bool sound;
};

/* Make the index by reference and the totals, when all rows are there. */
void batch_index(struct batch *);
void batch_index_release(struct batch *);

#endif
