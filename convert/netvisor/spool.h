/*
 * spool.h - bytes put aside in a file without a name, to be read back by
 * offset. Documents wait here until it is known which of them go into the
 * batch, so that memory does not grow with their number.
 */
#ifndef NETVISOR_SPOOL_H
#define NETVISOR_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "base/output.h"

struct buf;
struct diag_list;

struct spool {
	struct output output;
	char *dir;
	int64_t len; /* bytes put so far */
};

/* A stretch of the spool. */
struct spool_range {
	int64_t offset;
	size_t len;
};

/* In a folder, where no trace remains; 0, or -1 after a finding. */
int spool_open(struct spool *, const char *dir, struct diag_list *);
void spool_close(struct spool *);
struct spool_range spool_put(struct spool *, const void *, size_t len);
/* All bytes put can be read from now on; 0, or -1 after a finding. */
int spool_flush(struct spool *, struct diag_list *);
/* Append a stretch to a buffer; 0, or -1 after a finding. */
int spool_get(
    struct spool *, struct spool_range, struct buf *, struct diag_list *);

#endif
