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
/* By currency and date. */
void gap_rate(struct diag_list *, const struct billing_invoice *);
/* By account number. */
void gap_erp_account(
    struct diag_list *, const struct billing_erp_line *, const char *number);
/* By language. */
void gap_language(struct diag_list *, const struct billing_account *);

#endif
