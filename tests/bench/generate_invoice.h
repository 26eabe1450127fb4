/*
 * generate_invoice.h - an invoice or credit note, from its number alone.
 *
 * Line net: quantity * price less its discount, rounded half away from zero.
 * VAT: net * (1 + percent) rounded, less net. A credit note repeats lines
 * with the sign of the quantity turned.
 */
#ifndef GENERATE_INVOICE_H
#define GENERATE_INVOICE_H

#include "generate_plan.h"
#include "generate_world.h"

void invoice_make(
    const struct world *, unsigned month, uint32_t index, struct invoice *ret);

/*
 * The k-th recognition (from 1) of a share: its day, its amount, and its EUR.
 * The last takes what rounding left of the deferral.
 */
int share_day(const struct share *, int k);
int64_t share_amount(const struct share *, int k);
int64_t share_euro(const struct invoice *, const struct share *, int k);
/* EUR of the whole deferral. */
int64_t share_deferral_euro(const struct invoice *, const struct share *);

#endif
