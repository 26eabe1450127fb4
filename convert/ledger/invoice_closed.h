/*
 * invoice_closed.h - sales invoices of closed months (see closed.h), on the
 * road documents; on the road ledger voucher_put looks at the dates.
 */
#ifndef LEDGER_INVOICE_CLOSED_H
#define LEDGER_INVOICE_CLOSED_H

#include "ledger/run.h"

/*
 * Once the lines of a carried invoice were decided: fill its value_date when
 * it must be booked on another day than its own, or refuse it.
 */
void invoice_closed_check(struct ledger_run *, uint32_t index);
/* List one that is made and has a value_date. */
void invoice_moved_write(struct ledger_run *, uint32_t index);

#endif
