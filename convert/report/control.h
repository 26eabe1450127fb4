/*
 * control.h - what became of every document of the exports.
 *
 * Each invoice, credit note, deferral, recognition, payment, supplier invoice
 * and payout that was read has one fate: in the batch, withheld, excluded by
 * rule, in another month's batch (earlier, or waiting for a later one), or its
 * stream has no road. What has none was lost on the way, and that must never
 * happen.
 *
 * A fate is told of a business key, of what a document claims (STREAM/ID) or
 * of a place in the exports ("@exports/erp_lines.csv:17").
 *
 * Invariants: a name has one fate, the first that was told; rows stand in the
 * order their kinds and currencies were met; amounts are the exports', but
 * what the batch holds counts with the batch's own.
 */
#ifndef REPORT_CONTROL_H
#define REPORT_CONTROL_H

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "ledger/text_pool.h"

enum fate {
	FATE_NONE,
	FATE_BATCH,
	FATE_WITHHELD,
	FATE_EXCLUDED,
	FATE_OTHER_MONTH,
	FATE_NOT_CARRIED,
	FATE_COUNT
};

struct control_row {
	const char *kind;
	const struct currency *currency;
	int64_t read;
	int64_t read_amount;
	int64_t count[FATE_COUNT];
	int64_t amount[FATE_COUNT];
};

struct control {
	struct text_pool key; /* of everything whose fate is known */
	unsigned char *fate;  /* by its number */
	size_t fate_capacity;
	struct control_row *row;
	size_t row_count;
	size_t row_capacity;
};

void control_init(struct control *);
void control_release(struct control *);
/* Tell the fate of a name. */
void control_tell(struct control *, const char *name, enum fate);
/* The fate that was told of a name, else otherwise. */
enum fate control_fate(
    const struct control *, const char *name, enum fate otherwise);
/*
 * Count a document of the exports with its fate. in_batch is the amount that
 * the batch has for it. kind is borrowed.
 */
void control_count(struct control *, const char *kind, struct money exported,
    struct money in_batch, enum fate);
/* What is unexplained of a row: lost documents and different amounts. */
int64_t control_unexplained(const struct control_row *);

#endif
