/*
 * gaps.h - findings for what no mapping rule decides.
 *
 * One finding a gap, however many rows meet it: rows with the same value that
 * a rule would ask for are counted with their sum. Shared by fenerum-map and
 * mapping-check, so that both speak of the same gaps.
 */
#ifndef LEDGER_GAPS_H
#define LEDGER_GAPS_H

#include "ledger/billing.h"
#include "mapping/mapping.h"

/* By country and revenue group. */
void gap_account(
    struct diag_list *, const struct billing_line *, const struct line_facts *);
/*
 * By country, kind of customer, VAT type, revenue group and rate; says so when
 * a rule would hold on another VAT date.
 */
void gap_vat(struct diag_list *, struct mapping *, const struct billing_line *,
    const struct line_facts *);
/* By rule: it holds, but has another percent than the export. */
void gap_vat_percent(struct diag_list *, const struct billing_line *,
    const struct line_facts *, const struct vat_decision *);
/* By revenue group. */
void gap_product(
    struct diag_list *, const struct billing_line *, const struct line_facts *);
/* By the value that tells the item; the decision names both. */
void gap_dimension(struct diag_list *, const struct billing_line *,
    const struct line_facts *, const struct dimension_decision *);
/* By currency and date, of an invoice and of anything else. */
void gap_rate(struct diag_list *, const struct billing_invoice *);
void gap_rate_on(
    struct diag_list *, struct row_source, struct date, struct money);
/* By account number. */
void gap_erp_account(
    struct diag_list *, struct row_source, const char *number, struct money);
/* By the account's key under system. */
void gap_system_account(struct diag_list *, const char *name);
/* By kind, gateway and currency. */
void gap_payment(struct diag_list *, const struct billing_transaction *,
    const struct payment_facts *);
/* By gateway and currency. */
void gap_payout(struct diag_list *, const struct billing_payout *);
/* By country, or supplier where there is none, and whether it has VAT. */
void gap_purchase(struct diag_list *, const struct billing_supplier_invoice *,
    const struct purchase_facts *);
/* By supplier. */
void gap_supplier(struct diag_list *, const struct billing_supplier_invoice *);
/* By language. */
void gap_language(struct diag_list *, const struct billing_account *);

#endif
