/*
 * sales_invoice.h - invoices and credit notes with their lines and the
 * postings that Netvisor will make of them.
 */
#ifndef LEDGER_SALES_INVOICE_H
#define LEDGER_SALES_INVOICE_H

#include "ledger/run.h"

/*
 * Write every carried invoice in the input's order, with the customers and
 * dimension items that it is the first to use; excluded and withheld ones go
 * to their lists. On the road ledger nothing is done here (erp_invoices.h).
 */
void sales_invoices_write(struct ledger_run *);

/* List an invoice that is not made, on either road. */
void invoice_leave_out(struct ledger_run *, uint32_t index);

/* Write a dimension item when it was not written yet; header "" is none. */
void dimension_item_write(struct ledger_run *, struct row_source,
    const char *rule, const char *header, const char *item);

#endif
