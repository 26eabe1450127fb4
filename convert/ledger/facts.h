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

struct receivables;

/* billing_load with what a mapping (or NULL) asks for beside the rows' own. */
struct billing *billing_load_mapped(
    const char *dir, const struct mapping *, struct diag_list *);

/*
 * The facts of a line. Its invoice must be known; an unknown account leaves
 * country "" and business false. Texts belong to the billing.
 */
void line_facts_get(const struct billing *, const struct billing_line *,
    struct line_facts *ret);

/* The same facts with every date that VAT may ask for set to one. */
struct line_facts line_facts_on(const struct line_facts *, struct date);

/* Texts belong to the billing. */
void customer_facts_get(
    const struct billing_account *, struct customer_facts *ret);

/*
 * The facts of a payment: country and account are those of its invoice's
 * customer, "" when they are not known; that of an earlier month is found in
 * the receivables (or NULL). Texts belong to both.
 */
void payment_facts_get(const struct billing *, const struct receivables *,
    const struct billing_transaction *, struct payment_facts *ret);
/* Fenerum's cost account of a supplier's invoice, else its supplier's, or "".
 */
const char *purchase_cost_account(
    const struct billing *, const struct billing_supplier_invoice *);
void payout_facts_get(const struct billing_payout *, struct payout_facts *ret);

#endif
