/*
 * invoice_vat.h - the one VAT date of an invoice.
 *
 * Netvisor takes one delivery date an invoice, and it decides the VAT. Lines
 * with different VAT dates use the latest, if every line keeps its code and
 * percent on that date. A credit note takes the VAT date of the invoice that
 * it credits, when that is known (original.h).
 */
#ifndef LEDGER_INVOICE_VAT_H
#define LEDGER_INVOICE_VAT_H

#include "ledger/run.h"

/*
 * Fill the invoice's vat_date from its decided lines; with report a finding
 * and a fault (ledger.vat-dates) when the rates differ on the latest date.
 */
void invoice_vat_date(struct ledger_run *, uint32_t index, bool report);

/* The VAT date of the original, or none: the lines' own dates count. */
struct date invoice_vat_of_original(struct ledger_run *, uint32_t index);

#endif
