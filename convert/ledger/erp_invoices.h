/*
 * erp_invoices.h - ERP lines of invoices and splits, on the road ledger.
 *
 * An invoice is one voucher, named after its first ERP line of type Invoice:
 * receivables with the gross, each invoice line's revenue on the account of
 * the ERP lines (erp_booking.h) with its VAT code, percent and dimension, and
 * the VAT debt of each line. ERP lines hold no VAT, so it comes from the
 * invoice lines. Each split is a voucher that depends on it (erp_splits.h).
 * An invoice and its splits are made or refused together. No customer and no
 * product is needed, and an invoice's number is only text.
 */
#ifndef LEDGER_ERP_INVOICES_H
#define LEDGER_ERP_INVOICES_H

#include "ledger/run.h"

/*
 * Judge the ERP lines of an invoice whose lines were decided, with findings
 * and faults in its state.
 */
void erp_invoice_check(struct ledger_run *, uint32_t index);

/*
 * A voucher a carried invoice or credit note and a voucher a split, when
 * invoices take ledger; invoices come before credit notes, which depend on
 * what they credit. What is not made is listed.
 */
void erp_invoices_make(struct ledger_run *);

#endif
