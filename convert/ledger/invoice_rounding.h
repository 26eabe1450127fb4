/*
 * invoice_rounding.h - cents between Fenerum's amounts and what is booked.
 *
 * Road documents: Netvisor computes each line's VAT itself (line_amounts.h),
 * and where the invoice's total is another it books the difference to its
 * rounding account. With `rounding: declared` a line may differ by one minor
 * unit and a total by one for each line: lines are then sent as Netvisor will
 * compute them, the total stays Fenerum's, and the difference is an expected
 * posting on the company's rounding account.
 *
 * Road ledger: vouchers are posted as exported, so a line's VAT may differ by
 * one minor unit whatever the setting; only a total that is not the sum of the
 * lines needs it, and fenvoy posts the difference.
 *
 * Each cent stands in rounding.tsv: a row a line and a row a total that
 * differs; the rows of one document sum to its rounding posting.
 */
#ifndef LEDGER_INVOICE_ROUNDING_H
#define LEDGER_INVOICE_ROUNDING_H

#include "ledger/posting.h"
#include "ledger/run.h"

/* Minor units by which the VAT of one line may differ: 0 or 1. */
int64_t rounding_line_limit(const struct ledger_run *);

/* Does the setting allow this difference between an invoice's totals? */
bool rounding_covers(const struct ledger_run *, const struct billing_invoice *,
    int64_t stated, int64_t computed);

/*
 * A line's VAT is what its net and rate give, or near enough
 * (ledger.line-amounts, ledger.overflow); fills its rounding.
 */
void rounding_judge_line(struct ledger_run *, uint32_t at, struct fault **);

/*
 * After all else of an invoice without faults: fill its rounding; one that is
 * too large is a finding (ledger.invoice-total).
 */
void rounding_judge_total(struct ledger_run *, uint32_t index);

/*
 * Add the posting on the rounding account, if there is any, and its EUR to the
 * receivable; false on overflow.
 */
bool rounding_post(struct ledger_run *, uint32_t index, struct posting_set *,
    int64_t *gross_eur);

/* Write the rows of a document that is made, and count them in the note. */
void rounding_write(struct ledger_run *, uint32_t index, const char *key);

#endif
