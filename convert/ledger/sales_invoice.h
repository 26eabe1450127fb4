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
 * to their lists.
 */
void sales_invoices_write(struct ledger_run *);

/* Write a dimension item when it was not written yet; header "" is none. */
void dimension_item_write(struct ledger_run *, struct row_source,
    const char *rule, const char *header, const char *item);

#endif
