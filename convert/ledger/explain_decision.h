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

#endif
