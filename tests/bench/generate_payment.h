/*
 * generate_payment.h - how an invoice is paid, or a credit note used up.
 *
 * A settlement belongs to the credit note; it pays the credited invoice.
 */
#ifndef GENERATE_PAYMENT_H
#define GENERATE_PAYMENT_H

#include "generate_world.h"

struct payment_list {
	struct payment payment[PAYMENTS_MAX];
	unsigned count;
	const char *collection; /* invoice, payment_card, direct_debit */
};

void payments_make(
    const struct world *, const struct invoice *, struct payment_list *ret);
/* What is open of a document at the end of its own month. */
int64_t payment_balance(const struct world *, const struct invoice *);

#endif
