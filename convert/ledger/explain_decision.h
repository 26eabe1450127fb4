/*
 * explain_decision.h - each decision of the mapping as one line of text, with
 * the mapping line that made it, or why there is none.
 */
#ifndef LEDGER_EXPLAIN_DECISION_H
#define LEDGER_EXPLAIN_DECISION_H

#include "ledger/run.h"

struct buf;

struct explanation {
	struct ledger_run run;
	struct buf *buf;
};

/* Begin a line with what it is about. */
void explain_label(struct explanation *, const char *name);
/* End a line with the place that decided; of a rule also its name. */
void explain_entry(struct explanation *, struct rule_ref);
void explain_rule(struct explanation *, struct rule_ref);
/* Or say why nothing did: the nearest rules of a table, or what it lacks. */
void explain_nearest(struct explanation *, struct rule_ref, enum mapping_table,
    const struct line_facts *);
void explain_absent(struct explanation *, struct rule_ref, enum mapping_table,
    const char *what);
/* What the rules are asked with. */
void explain_facts(struct explanation *, const struct line_facts *);
void explain_account(struct explanation *, const struct line_facts *);
void explain_vat(struct explanation *, const struct line_facts *);
void explain_product(struct explanation *, const struct line_facts *);
void explain_dimension(struct explanation *, const struct line_facts *);
void explain_rate(struct explanation *, const struct billing_invoice *);
void explain_customer(struct explanation *, const struct billing_account *);
/* Nothing for an empty number. */
void explain_erp_number(struct explanation *, const char *number);
/* Rows of transactions, payouts and supplier invoices (explain_events.c). */
void explain_payment(struct explanation *, const struct billing_transaction *);
void explain_payout(struct explanation *, const struct billing_payout *);
void explain_purchase(struct explanation *, uint32_t index);

#endif
