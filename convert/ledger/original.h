/*
 * original.h - the invoice that a credit note credits.
 *
 * A credit note takes the rate, the VAT date and with it the VAT percent of
 * its original. That stands in the same exports, or in receivables.tsv or
 * opening_receivables.tsv when it is of an earlier month.
 */
#ifndef LEDGER_ORIGINAL_H
#define LEDGER_ORIGINAL_H

#include "ledger/run.h"

struct receivable;

enum original_place {
	ORIGINAL_NONE,     /* not a credit note, or it names no invoice */
	ORIGINAL_HERE,     /* an invoice of these exports */
	ORIGINAL_REJECTED, /* a row of it was refused in reading */
	ORIGINAL_EARLIER,  /* an invoice among the receivables */
	ORIGINAL_UNKNOWN   /* or not an invoice in the same currency */
};

struct original {
	enum original_place place;
	uint32_t invoice;             /* of ORIGINAL_HERE */
	const struct receivable *row; /* of ORIGINAL_EARLIER */
};

struct original original_find(const struct ledger_run *, uint32_t index);

/*
 * The invoice whose date gives the rate: the credit note's original, or the
 * invoice itself. NULL when no rate of a date may be taken, since the original
 * is of an earlier month, not known or in another currency.
 */
const struct billing_invoice *original_dated(
    const struct ledger_run *, uint32_t index);

/*
 * Look at a carried credit note's original. Findings: none is named
 * (ledger.credit-unlinked) or it is not known (ledger.credited-unknown), and
 * the credit note's own date counts; it was withheld in its month
 * (ledger.credited-withheld); the credit note has a VAT code or percent that
 * it had not (ledger.credited-vat). A faulty original of these exports is a
 * dependency. The rate is looked at by invoice_rate.
 */
void original_check(struct ledger_run *, uint32_t index);

/* After the lines of a carried credit note were decided: its VAT. */
void original_check_vat(struct ledger_run *, uint32_t index);

#endif
