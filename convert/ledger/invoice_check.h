/*
 * invoice_check.h - may this invoice be made, and with what?
 */
#ifndef LEDGER_INVOICE_CHECK_H
#define LEDGER_INVOICE_CHECK_H

#include "ledger/run.h"

/*
 * Judge every invoice, then every credit note (which may need its original's
 * VAT date and rate), and fill run.invoice and run.line. Excluded documents
 * are not looked into further.
 */
void invoice_check_all(struct ledger_run *);

/*
 * The rate of an invoice: that of its date, a credit note's that of its
 * original (original.h); one that names no original takes its own date's.
 * Kept in its state. False when there is none: a fault in *faults, and with
 * report a finding, once (mapping.rate-missing, ledger.credited-rate).
 */
bool invoice_rate(
    struct ledger_run *, uint32_t index, bool report, struct fault **faults);

/* Is the invoice's account here? If not: billing.unknown-account and a fault.
 */
bool invoice_account_is_known(
    struct ledger_run *, uint32_t index, struct fault **);

/* Netvisor takes 1 to 9 digits without a leading zero. */
bool invoice_number_is_sent(const char *number);

#endif
