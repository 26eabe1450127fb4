/*
 * left_out.h - what is not made is listed: nothing is dropped in silence.
 *
 * excluded.tsv: not carried by rule (already booked, cancelled, before the
 * start date). withheld.tsv: has an error, or depends on what has one.
 * not_carried.tsv: streams without a road, counted and summed.
 */
#ifndef LEDGER_LEFT_OUT_H
#define LEDGER_LEFT_OUT_H

#include "ledger/run.h"

/* One document that is left out. */
struct left_out {
	struct source_pos source;
	const char *key;
	const char *kind;
	const char *name;
	const struct currency *currency; /* NULL: amounts are unknown */
	int64_t net;
	int64_t total;
};

void withheld_write(
    struct ledger_run *, const struct left_out *, const struct fault *);
void excluded_write(struct ledger_run *, const struct left_out *,
    const char *stream, enum carry, const char *status);

/*
 * Rows of kind `run`: damage that belongs to no document, namely the errors
 * the list already holds, one row a file, and exports that cannot be read.
 */
void withheld_write_run(struct ledger_run *);
/* Rejected rows that belong to no document that is listed otherwise. */
void withheld_write_rejected(struct ledger_run *);
/* Customers that documents would use, in the order of the accounts. */
void withheld_write_customers(struct ledger_run *);

/* Count an invoice or ERP line of a stream without a road. */
void not_carried_count(struct ledger_run *, const char *stream,
    const char *kind, struct row_source, struct money);
/* Write all sums; a finding (ledger.not-carried) a stream. */
void not_carried_write(struct ledger_run *);

#endif
