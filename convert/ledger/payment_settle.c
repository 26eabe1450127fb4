/* payment_settle.c - a credit note that pays an invoice. */
#include "ledger/payment.h"
#include "ledger/quote.h"

static void
check_sign(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];

	if (row->amount > 0)
		return;
	diag_add(run->diag, RULE_LEDGER_PAYMENT_SIGN, pos_of(row->source),
	    "a settlement of %s", quote_minor(row->amount, row->currency).text);
	payment_refuse(run, transaction, RULE_LEDGER_PAYMENT_SIGN);
}

/* Both documents, each with its own findings, then what they are. */
static bool
need_pair(
    struct ledger_run *run, uint32_t transaction, struct payment_pair *ret)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_document ignored;
	bool known;

	if (row->settled_number[0] == '\0') {
		diag_add(run->diag, RULE_LEDGER_SETTLEMENT, pos_of(row->source),
		    "settlement '%s' names one document only",
		    quote(row->uuid).text);
		payment_refuse(run, transaction, RULE_LEDGER_SETTLEMENT);
		return false;
	}
	known = payment_document_need(
	    run, transaction, row->invoice_number, &ignored);
	if (!payment_document_need(
		run, transaction, row->settled_number, &ignored) ||
	    !known)
		return false;
	if (payment_pair_get(run, transaction, ret))
		return true;
	diag_add(run->diag, RULE_LEDGER_SETTLEMENT, pos_of(row->source),
	    "'%s' and '%s' are both %s", quote(row->invoice_number).text,
	    quote(row->settled_number).text,
	    ignored.type == DOCUMENT_INVOICE ? "invoices" : "credit notes");
	payment_refuse(run, transaction, RULE_LEDGER_SETTLEMENT);
	return false;
}

static void
report_open(struct ledger_run *run, uint32_t transaction, enum rule_id rule,
    int64_t owed, int64_t credit)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];

	diag_add(run->diag, rule, pos_of(row->source),
	    "a settlement of %s, while %s of the invoice and %s of the credit "
	    "note are open",
	    quote_minor(row->amount, row->currency).text,
	    quote_minor(owed, row->currency).text,
	    quote_minor(credit, row->currency).text);
	payment_refuse(run, transaction, rule);
}

/*
 * Never more than either has left. Netvisor's matching takes the smaller of
 * both, so on the road documents it must be just that.
 */
static void
check_open(struct ledger_run *run, uint32_t transaction,
    const struct payment_pair *pair)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	int64_t owed, credit, smaller;

	if (pair->invoice.withheld || pair->credit.withheld ||
	    !payment_open(run, row, &pair->invoice, &owed) ||
	    !payment_open(run, row, &pair->credit, &credit) ||
	    credit == INT64_MIN)
		return;
	credit = -credit;
	smaller = owed < credit ? owed : credit;
	if (row->amount == smaller ||
	    (row->amount < smaller &&
		run->company->road[STREAM_PAYMENTS] == ROAD_LEDGER))
		return;
	if (payment_is_explained(run, &pair->invoice) ||
	    payment_is_explained(run, &pair->credit))
		fault_add_explained(run, &run->payment[transaction].faults);
	else if (row->amount > smaller)
		report_open(run, transaction, RULE_LEDGER_SETTLEMENT_AMOUNT,
		    owed, credit);
	else
		report_open(run, transaction, RULE_LEDGER_SETTLEMENT_UNEQUAL,
		    owed, credit);
}

static void
check_pair(struct ledger_run *run, uint32_t transaction,
    const struct payment_pair *pair)
{
	struct payment_state *state = &run->payment[transaction];

	check_sign(run, transaction);
	if (state->faults != NULL)
		return;
	check_open(run, transaction, pair);
	state->rate = pair->invoice.rate;
	state->money_rate = pair->credit.rate;
	/* The clearing account nets to zero at the credit note's rate. */
	if (run->company->road[STREAM_PAYMENTS] == ROAD_LEDGER)
		payment_check_exchange(run, transaction);
	payment_compare_pair(run, transaction, pair);
}

void
payment_judge_settlement(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_pair pair;

	if (run->payment[transaction].carry != CARRY_YES) {
		if (!payment_pair_get(run, transaction, &pair))
			return;
	} else {
		if (!need_pair(run, transaction, &pair))
			return;
		check_pair(run, transaction, &pair);
	}
	if (row->amount == INT64_MIN)
		return;
	payment_remember(run, transaction, &pair.invoice, -row->amount);
	payment_remember(run, transaction, &pair.credit, row->amount);
}
