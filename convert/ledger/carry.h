/*
 * carry.h - what Fenerum's own connector has booked already is not carried.
 *
 * Booked, Posted or a voucher id: already booked. Cancelled: cancelled. Not
 * booked, Open and Failed: carried. Whatever is dated before the company's
 * start date is not carried, whatever its status.
 */
#ifndef LEDGER_CARRY_H
#define LEDGER_CARRY_H

#include "ledger/run.h"

/* By status and voucher id alone. */
enum carry carry_of_status(const struct billing_erp_line *);

/*
 * Judge an invoice by its own ERP lines of type Invoice and by its splits,
 * which must all say the same (ledger.erp-missing, ledger.erp-mixed,
 * billing.erp-document), and fill carry and status of its state.
 */
void carry_judge_invoice(struct ledger_run *, uint32_t index);

#endif
