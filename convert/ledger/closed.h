/*
 * closed.h - closed months: what is refused, and what is booked later.
 *
 * company.yaml tells the last day that is closed for accounting and the last
 * that is closed for VAT; Netvisor refuses what is dated before (PERIOD_LOCK).
 * What bears VAT belongs to the period of its VAT date and its voucher date
 * and is never moved: it is refused (ledger.closed-vat, or ledger.closed-period
 * when only accounting is closed). What bears none is refused too, or, with
 * `vat_free: move`, booked on the first open day of the month that is mapped.
 * A document bears VAT when a code of it is not NONE: sales at 0 % are
 * declared as well. A credit note's VAT belongs to the period of its own date,
 * though its rate is that of its original's VAT date; netvisor-check warns of
 * such a delivery date (check.delivery-lock). An invoice's own date is never
 * changed, only the date on which it is booked.
 */
#ifndef LEDGER_CLOSED_H
#define LEDGER_CLOSED_H

#include "ledger/run.h"

struct closed_document {
	struct row_source source;
	const char *key;
	const char *kind; /* "deferral", "invoice" */
	const char *name; /* number or text */
	struct money amount;
	struct date date;     /* on which it would be booked */
	struct date vat_date; /* none: it bears no VAT */
};

/*
 * May it be booked, and when? *ret_date is its date, or the first open day.
 * False after a finding (grouped by kind, with count and sum) and a fault.
 */
bool closed_check(struct ledger_run *, const struct closed_document *,
    struct date *ret_date, struct fault **);

/*
 * List a document that is made and booked on another day than its own, in
 * moved.tsv and in a note (ledger.moved); nothing when the dates are equal.
 */
void moved_write(
    struct ledger_run *, const struct closed_document *, struct date moved_to);

#endif
