/* receivables_invoices.h - this month's invoices among the receivables. */
#ifndef LEDGER_RECEIVABLES_INVOICES_H
#define LEDGER_RECEIVABLES_INVOICES_H

#include "ledger/run.h"

/*
 * Add a row for every invoice and credit note of the month, in the input's
 * order, once all were judged: also for those that are excluded or withheld,
 * whose payments must still be told from payments of nothing. What cannot be
 * told stays empty: the rate, the VAT date, the VAT.
 */
void receivables_add_invoices(struct ledger_run *);

#endif
