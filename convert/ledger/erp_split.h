/*
 * erp_split.h - what one split moves; what erp_splits.c proves and
 * erp_splits_write.c books.
 */
#ifndef LEDGER_ERP_SPLIT_H
#define LEDGER_ERP_SPLIT_H

#include "ledger/erp_booking.h"

/* One split: what it moves, and from where to where. */
struct split {
	const struct billing_erp_line *erp;
	struct account_decision from;
	struct account_decision to;
	int64_t amount;
};

struct split_run {
	struct ledger_run *run;
	const struct billing_invoice *invoice;
	struct invoice_state *state;
	const struct erp_booking *booking;
};

/* What the splits like this one move in all, and how they stand. */
struct split_company {
	int64_t amount;
	uint32_t count;
	bool first; /* none of them comes before this one */
	bool last;
	int64_t eur_before; /* of those before, each rounded by itself */
};

/* What the moved lines are worth, of all dimensions or of one item. */
struct split_worth {
	int64_t net;
	int64_t eur;
};

struct split_run split_run(
    struct ledger_run *, uint32_t index, const struct erp_booking *);

/* Index in billing.line of the i-th line of the invoice. */
uint32_t split_line_at(const struct split_run *, uint32_t i);
/* The account that accounts.yaml gives the i-th line. */
const struct account_decision *split_final_account(
    const struct split_run *, uint32_t i);
const struct dimension_decision *split_dimension_of(
    const struct split_run *, uint32_t i);
bool split_is_dimension(
    const struct dimension_decision *, const struct dimension_decision *);

/* The i-th ERP line of the invoice, if it is a split; else NULL. */
const struct billing_erp_line *split_line(const struct split_run *, uint32_t i);
/*
 * The split of an ERP line, in the direction in which it moves lines of its
 * group, if it moves any. False when an account is not mapped.
 */
bool split_of(const struct split_run *, const struct billing_erp_line *,
    struct split *ret);

/* Is the i-th line's revenue what the split moves? Is any line's? */
bool split_moves(const struct split_run *, uint32_t i, const struct split *);
bool split_moves_any(const struct split_run *, const struct split *);
struct split_company split_company(
    const struct split_run *, const struct split *);
/* With dimension NULL of all moved lines; false on overflow. */
bool split_worth(const struct split_run *, const struct split *,
    const struct dimension_decision *, struct split_worth *ret);

#endif
