/*
 * purchases.h - what suppliers invoiced and were paid.
 */
#ifndef LEDGER_PURCHASES_H
#define LEDGER_PURCHASES_H

#include "ledger/run.h"

/*
 * Supplier invoices and payments: vendors, purchase invoices and transfers on
 * the road documents, vouchers of the ERP lines on the road ledger. On the
 * road none they are counted.
 */
void purchases_make(struct ledger_run *);

#endif
