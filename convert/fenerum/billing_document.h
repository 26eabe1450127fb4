/*
 * billing_document.h - rows and the invoice that they belong to, as they are
 * read: which one it is, and whether what is said of it agrees.
 *
 * A row names its invoice by uuid, else by number; where it gives both, both
 * must be of the same one. Invoices are read before their rows.
 */
#ifndef FENERUM_BILLING_DOCUMENT_H
#define FENERUM_BILLING_DOCUMENT_H

#include "fenerum/billing_row.h"
#include "fenerum/document_index.h"

/*
 * Find the row's invoice by its uuid and fill in the number, before the row
 * is checked. Findings: billing.invoice-uuid, billing.required.
 */
void billing_document_find(struct billing_row *, const struct document_index *);
/* Is it a line of a credit note? */
bool billing_document_is_credit_note(
    const struct billing_row *, const struct document_index *);
/*
 * The row was checked, and may be refused: remember an invoice, add up an ERP
 * line.
 */
void billing_document_see(const struct billing_row *, struct document_index *);

#endif
