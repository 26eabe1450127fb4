/*
 * batch.h - what batches are called, in words and numbers.
 */
#ifndef SANDBOX_BATCH_H
#define SANDBOX_BATCH_H

#include <stdint.h>

#include "sandbox/resource.h"

enum batch_status {
	BATCH_PENDING = 1,
	BATCH_PROCESSING,
	BATCH_FINISHED
};

enum batch_item_state {
	BATCH_ITEM_WAITING,
	BATCH_ITEM_DONE,
	BATCH_ITEM_FAILED
};

/* "Finished", in the language of the request. */
const char *batch_status_text(int64_t status, enum sandbox_language);

#endif
