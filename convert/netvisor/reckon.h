/*
 * reckon.h - the amounts that Netvisor makes of an invoice line.
 *
 * net = quantity * price * (1 - discount), rounded once to the currency's
 * decimals, half away from zero; gross = the same unrounded net * (1 + VAT),
 * rounded once; VAT is what is between them. (D-ROUND and Netvisor's own
 * client library.)
 */
#ifndef NETVISOR_RECKON_H
#define NETVISOR_RECKON_H

#include <stdbool.h>

#include "base/decimal.h"
#include "base/money.h"

struct line_amounts {
	struct money net;
	struct money vat;
	struct money gross;
};

/* discount and vat_percent are percents; false on overflow. */
bool reckon_line(struct decimal quantity, struct decimal price,
    struct decimal discount, struct decimal vat_percent,
    const struct currency *, struct line_amounts *ret);

#endif
