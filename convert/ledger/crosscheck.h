/*
 * crosscheck.h - what the exports say of one invoice twice must agree.
 *
 * Findings for what differs, and a fault for the invoice. Nothing is said of
 * an invoice whose difference a rejected row explains; it is a fault all the
 * same.
 */
#ifndef LEDGER_CROSSCHECK_H
#define LEDGER_CROSSCHECK_H

#include "ledger/run.h"

/* Lines are in the invoice's currency and give its net, VAT and gross. */
void crosscheck_totals(struct ledger_run *, uint32_t index);
/* The ERP lines of type Invoice sum to the invoice's gross or net. */
void crosscheck_erp_amount(struct ledger_run *, uint32_t index);
/*
 * Each split brings its group's net to the account that the mapping gives the
 * group's lines; so the lines must have been decided.
 */
void crosscheck_splits(struct ledger_run *, uint32_t index);

#endif
