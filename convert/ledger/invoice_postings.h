/*
 * invoice_postings.h - what is booked of an invoice: by Netvisor on the road
 * documents, by a voucher on the road ledger.
 *
 * One receivable, then per line its revenue with VAT code, percent and
 * dimension and, when there is VAT, the VAT debt. Net and VAT are rounded to
 * EUR per line, and the receivable is their sum, with what goes to the rounding
 * account (invoice_rounding.h). A credit note's amounts are negative, so debit
 * and credit change sides.
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

/*
 * Fill the set anew; false when it does not balance or does not fit. Revenue
 * goes to the accounts of `revenue`, one a line of the invoice in its order,
 * or with NULL to each line's final account.
 */
bool invoice_postings_make(struct ledger_run *, uint32_t index, const char *key,
    const struct account_decision *revenue, struct posting_set *,
    struct euro_total *ret);

#endif
