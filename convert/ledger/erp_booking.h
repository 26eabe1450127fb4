/*
 * erp_booking.h - which account each line's revenue is booked on first, on the
 * road ledger.
 *
 * Fenerum's ERP lines of type Invoice debit receivables and credit revenue
 * with the gross (or the net) of an invoice; mostly one line, on the account
 * of its first revenue group. All of one invoice make one voucher, for an
 * event is booked by one document. Where they name several revenue accounts,
 * the invoice's lines go to them by what fits, to the cent and in one way
 * only: by the final account of the line, else by VAT code and percent, else
 * by revenue group. What none of these tells is refused.
 */
#ifndef LEDGER_ERP_BOOKING_H
#define LEDGER_ERP_BOOKING_H

#include "ledger/run.h"

struct erp_booking {
	const struct billing_erp_line *first; /* its id names the voucher */
	struct account_decision *revenue;     /* one a line, in their order */
};

/*
 * Fill a booking from an invoice whose lines were decided; free it in any
 * case. False when nothing can be told: with faults after a finding
 * (ledger.erp-receivables, -amount, -lines) and a fault, without silently.
 */
bool erp_booking_make(struct ledger_run *, uint32_t index, struct erp_booking *,
    struct fault **faults);
void erp_booking_free(struct erp_booking *);

/* The i-th ERP line of an invoice. */
const struct billing_erp_line *erp_line_of(
    const struct billing *, const struct billing_invoice *, uint32_t i);

#endif
