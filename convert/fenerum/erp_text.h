/*
 * erp_text.h - what an ERP line is about, from its type and its text.
 */
#ifndef FENERUM_ERP_TEXT_H
#define FENERUM_ERP_TEXT_H

struct billing_row;

/*
 * Set the row's event, document_type, document_number, revenue_group,
 * current, total and transaction. A column of the export goes before the
 * text; where both say something, they must say the same.
 */
void erp_text_derive(struct billing_row *);

#endif
