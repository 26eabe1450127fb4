/*
 * facts.h - what the mapping may know about an invoice line.
 *
 * country is the customer's legal country; business means that its VAT number
 * has a valid form (vat_number.h); the payment date is that of the invoice's
 * first payment in the exports.
 */
#ifndef LEDGER_FACTS_H
#define LEDGER_FACTS_H

#include "ledger/billing.h"
#include "mapping/mapping.h"

/*
 * The facts of a line. Its invoice must be known; an unknown account leaves
 * country "" and business false. Texts belong to the billing.
 */
void line_facts_get(const struct billing *, const struct billing_line *,
    struct line_facts *ret);

/* The same facts with every date that VAT may ask for set to one. */
struct line_facts line_facts_on(const struct line_facts *, struct date);

#endif
