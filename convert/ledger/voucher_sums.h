/*
 * voucher_sums.h - vouchers that wait to be summed, behind voucher_put.
 *
 * While a company sums a kind of vouchers, all vouchers wait until the month
 * is through: what depends on one line must name the sum that holds it, and
 * that name is known last.
 */
#ifndef LEDGER_VOUCHER_SUMS_H
#define LEDGER_VOUCHER_SUMS_H

#include "ledger/voucher_put.h"

struct voucher_sums;

/* Does the company sum any kind? */
bool voucher_sums_wanted(const struct company *);
/* Keep a voucher that may be made; texts are copied. */
void voucher_sums_add(struct ledger_run *, const struct voucher_entry *,
    const struct posting_set *);
void voucher_sums_free(struct voucher_sums *);

/* Write a voucher and its postings as they are. */
void voucher_write(
    struct ledger_run *, const struct voucher_entry *, struct posting_set *);

#endif
