/*
 * line_amounts.h - how Netvisor will compute an invoice line.
 *
 * net = round(quantity * price * (1 - discount)), gross = round(unrounded net
 * * (1 + VAT)), VAT = gross - net, half away from zero to the currency's
 * decimals (its page on salesinvoice.nv and rounding differences). A line keeps
 * its quantity, price and percent discount only if that gives the export's net
 * and gross; else it becomes quantity 1 (or -1) at the price of its net, and
 * what it was stands in the free text.
 */
#ifndef LEDGER_LINE_AMOUNTS_H
#define LEDGER_LINE_AMOUNTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "ledger/billing.h"

struct line_amounts {
	struct decimal quantity;
	struct decimal price;
	struct decimal discount; /* percent; zero is none */
	bool flattened;          /* quantity 1 or -1, price the net */
};

/* Netvisor's net and gross; false on overflow. */
bool netvisor_amounts(const struct line_amounts *, struct decimal vat_percent,
    const struct currency *, int64_t *ret_net, int64_t *ret_gross);

/*
 * Choose the form of a line with that VAT percent; *ret_gross is what Netvisor
 * computes of it. A form that gives the export's gross comes first, then one
 * within `limit` minor units of it. False when there is none; the flattened
 * form's gross is in *ret_gross then, or 0 if it does not fit.
 */
bool line_amounts_choose(const struct billing_line *,
    struct decimal vat_percent, int64_t limit, struct line_amounts *ret,
    int64_t *ret_gross);

/*
 * The free text of a line: its period as 1.10.2026-31.10.2026, and when it
 * is flattened what it was made of, as 3 x 49,90 - 10 %.
 */
void line_amounts_text(
    struct buf *, const struct billing_line *, const struct line_amounts *);

#endif
