/*
 * erp_splits.h - ERP lines that move revenue to its groups' accounts, on the
 * road ledger.
 *
 * A split moves the net of a revenue group from the account on which the
 * invoice was booked first (erp_booking.h) to the group's own. Proved for
 * every invoice: after its splits each line's revenue has reached the account
 * that accounts.yaml gives it, with nothing left and nothing moved twice.
 */
#ifndef LEDGER_ERP_SPLITS_H
#define LEDGER_ERP_SPLITS_H

#include "ledger/erp_booking.h"

/*
 * Prove the splits of an invoice (ledger.split-account, -sum, -missing,
 * ledger.erp-lines), with faults in its state.
 */
void erp_splits_check(
    struct ledger_run *, uint32_t index, const struct erp_booking *);

/* Write a voucher a split of an invoice that was proved and is booked. */
void erp_splits_write(struct ledger_run *, uint32_t index,
    const struct erp_booking *, const char *depends_on);

/* List the splits of an invoice that is not made. */
void erp_splits_leave_out(struct ledger_run *, uint32_t index);

#endif
