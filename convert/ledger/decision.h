/*
 * decision.h - what the mapping decides for each invoice line.
 *
 * Most lines of a month share a few decisions, so each distinct one is kept
 * once and lines point to it.
 */
#ifndef LEDGER_DECISION_H
#define LEDGER_DECISION_H

#include "ledger/run.h"

struct decision_table;

struct decision_table *decision_table_new(void);
void decision_table_free(struct decision_table *);

enum decision_part {
	DECIDE_ACCOUNT = 1,
	DECIDE_VAT = 2,
	DECIDE_PRODUCT = 4,
	DECIDE_DIMENSION = 8
};

/*
 * Let the mapping decide these parts of a line and keep the result in
 * run.line. With vat_on set, VAT is decided as if every date of the line were
 * that one (a credit note takes its original's VAT date). A part that no rule
 * decides stays NULL; with faults it is a grouped finding (mapping.*) and a
 * fault, without it is silent. Returns true if every part was decided.
 */
bool line_decide(struct ledger_run *, uint32_t index, unsigned parts,
    struct date vat_on, struct fault **faults);

#endif
