/*
 * invoice_postings.h - what Netvisor will book of an invoice.
 *
 * One receivable, then per line its revenue with VAT code, percent and
 * dimension and, when there is VAT, the VAT debt. Net and VAT are rounded to
 * EUR per line, and the receivable is their sum. A credit note's amounts are
 * negative, so debit and credit change sides.
 */
#ifndef LEDGER_INVOICE_POSTINGS_H
#define LEDGER_INVOICE_POSTINGS_H

#include "ledger/posting.h"
#include "ledger/run.h"

struct euro_total {
	int64_t net;
	int64_t vat;
	int64_t gross;
};

/* Fill the set anew; false when it does not balance or does not fit. */
bool invoice_postings_make(struct ledger_run *, uint32_t index, const char *key,
    struct posting_set *, struct euro_total *ret);

#endif
