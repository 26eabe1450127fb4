/*
 * mapping_walk.h - one walk over a month that asks the mapping everything, for
 * mapping_gaps.c and its parts mapping_gaps_events.c and
 * mapping_gaps_purchases.c.
 */
#ifndef LEDGER_MAPPING_WALK_H
#define LEDGER_MAPPING_WALK_H

#include "ledger/mapping_gaps.h"
#include "ledger/run.h"

struct walk {
	struct ledger_run run; /* its own findings are not wanted */
	struct gap_list *list;
	struct diag_list *diag;
	bool *customer_done; /* by account index */
};

/* Ask for payments, payouts and suppliers' invoices that are carried. */
void mapping_walk_events(struct walk *);
/* The part of it for suppliers' invoices. */
void mapping_walk_purchases(struct walk *);
/* Ask for an account that may be missing, for a row that needs it. */
void mapping_walk_system_account(struct walk *, enum system_account,
    const char *name, struct row_source, struct money);
/* Ask for the account of a number of Fenerum's. */
void mapping_walk_erp_account(
    struct walk *, struct row_source, const char *number, struct money);
/* Ask for the rate of a day. */
void mapping_walk_rate(
    struct walk *, struct row_source, struct date, struct money);

#endif
