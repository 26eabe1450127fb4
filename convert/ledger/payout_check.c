/* payout_check.c - see payout.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "ledger/carry.h"
#include "ledger/payment.h"
#include "ledger/payout.h"
#include "ledger/quote.h"

struct judging {
	struct ledger_run *run;
	struct payout_state *state;
	struct table id;          /* payout by its id */
	struct table transaction; /* payout by its transaction's uuid */
};

static void
check_id(struct judging *judging, size_t index)
{
	const struct billing_payout *row =
	    &judging->run->billing->payout[index];
	struct payout_state *state = judging->state;
	const struct billing_payout *first;
	struct diag *diag;
	void **slot;

	slot = table_slot(&judging->id, row->id, strlen(row->id), NULL);
	if (*slot == NULL) {
		*slot = &judging->run->billing->payout[index];
		return;
	}
	first = *slot;
	diag = diag_add(judging->run->diag, RULE_BILLING_DUPLICATE,
	    pos_of(row->source), "payout '%s' stands twice",
	    quote(row->id).text);
	diag_note(diag, pos_of(first->source), "first here");
	fault_add(judging->run, &state[index].faults, RULE_BILLING_DUPLICATE);
	fault_add(judging->run,
	    &state[first - judging->run->billing->payout].faults,
	    RULE_BILLING_DUPLICATE);
}

static void
check_net(struct judging *judging, size_t index)
{
	const struct billing_payout *row =
	    &judging->run->billing->payout[index];
	int64_t net;

	if (__builtin_sub_overflow(row->gross, row->fee, &net))
		net = INT64_MIN;
	if (net == row->net)
		return;
	diag_add(judging->run->diag, RULE_LEDGER_PAYOUT_SUM,
	    pos_of(row->source), "gross %s less fee %s is %s, the net is %s",
	    quote_minor(row->gross, row->currency).text,
	    quote_minor(row->fee, row->currency).text,
	    quote_minor(net, row->currency).text,
	    quote_minor(row->net, row->currency).text);
	fault_add(judging->run, &judging->state[index].faults,
	    RULE_LEDGER_PAYOUT_SUM);
}

/* What the transactions of a payout come to. */
struct payout_total {
	int64_t gross;
	int64_t fee;
	size_t count;
	size_t unknown;
	bool broken; /* a finding says why they give no sum */
};

static void
report_twice(struct judging *judging, size_t index, const char *uuid,
    const struct billing_payout *first)
{
	const struct billing_payout *row =
	    &judging->run->billing->payout[index];
	struct payout_state *state = judging->state;
	struct diag *diag;

	diag = diag_add(judging->run->diag, RULE_LEDGER_PAYOUT_TWICE,
	    pos_of(row->source), "transaction '%s' is in payout '%s' as well",
	    quote(uuid).text, quote(first->id).text);
	diag_note(diag, pos_of(first->source), "the other payout");
	fault_add(judging->run, &state[index].faults, RULE_LEDGER_PAYOUT_TWICE);
	fault_add(judging->run,
	    &state[first - judging->run->billing->payout].faults,
	    RULE_LEDGER_PAYOUT_TWICE);
}

static void
report_transactions(struct judging *judging, size_t index, const char *what)
{
	diag_add(judging->run->diag, RULE_LEDGER_PAYOUT_TRANSACTIONS,
	    pos_of(judging->run->billing->payout[index].source), "%s", what);
	fault_add(judging->run, &judging->state[index].faults,
	    RULE_LEDGER_PAYOUT_TRANSACTIONS);
}

/* A transaction that is here: of the payout's gateway and currency. */
static void
add_known(struct judging *judging, size_t index,
    const struct billing_transaction *row, struct payout_total *total)
{
	const struct billing_payout *payout =
	    &judging->run->billing->payout[index];
	char *text;

	if (row->currency == payout->currency &&
	    strcmp(row->gateway, payout->gateway) == 0) {
		if (__builtin_add_overflow(
			total->gross, row->amount, &total->gross) ||
		    __builtin_add_overflow(total->fee, row->fee, &total->fee))
			total->gross = INT64_MIN;
		return;
	}
	total->broken = true;
	text = mem_printf("transaction '%s' is in %s by '%s', the payout in %s "
			  "by '%s'",
	    quote(row->uuid).text, row->currency->code,
	    quote(row->gateway).text, payout->currency->code,
	    quote(payout->gateway).text);
	report_transactions(judging, index, text);
	free(text);
}

static void
add_transaction(struct judging *judging, size_t index, const char *uuid,
    struct payout_total *total)
{
	const struct billing *billing = judging->run->billing;
	uint32_t transaction;
	void **slot;

	slot = table_slot(&judging->transaction, uuid, strlen(uuid), NULL);
	if (*slot != NULL) {
		total->broken = true;
		report_twice(judging, index, uuid, *slot);
		return;
	}
	*slot = &billing->payout[index];
	total->count++;
	transaction = billing_find_transaction(billing, uuid);
	/* Of a uuid that stands twice nobody knows which is meant. */
	if (transaction == BILLING_NONE ||
	    billing->transaction[transaction].duplicate)
		total->unknown++;
	else
		add_known(
		    judging, index, &billing->transaction[transaction], total);
}

static void
compare_total(struct judging *judging, size_t index, const char *what,
    int64_t stated, int64_t sum)
{
	const struct billing_payout *row =
	    &judging->run->billing->payout[index];
	char *text;

	if (stated == sum)
		return;
	text = mem_printf("the %s of payout '%s' is %s, its transactions have "
			  "%s",
	    what, quote(row->id).text, quote_minor(stated, row->currency).text,
	    quote_minor(sum, row->currency).text);
	report_transactions(judging, index, text);
	free(text);
}

static void
check_transactions(struct judging *judging, size_t index)
{
	const struct billing_payout *row =
	    &judging->run->billing->payout[index];
	struct payout_total total = { 0 };
	const char *at = row->transactions;
	struct diag *diag;
	size_t len;
	char *uuid;

	for (; *at != '\0'; at += len) {
		at += strspn(at, " ");
		len = strcspn(at, " ");
		if (len == 0)
			break;
		uuid = mem_strndup(at, len);
		add_transaction(judging, index, uuid, &total);
		free(uuid);
	}
	if (total.broken)
		return;
	if (total.unknown > 0 || total.count == 0) {
		diag = diag_add_grouped(judging->run->diag,
		    RULE_LEDGER_PAYOUT_UNPROVED, "", pos_of(row->source),
		    "payout '%s': %zu of its %zu transactions are in these "
		    "exports",
		    quote(row->id).text, total.count - total.unknown,
		    total.count);
		diag_amount(diag, (struct money){ row->gross, row->currency });
		return;
	}
	compare_total(judging, index, "gross", row->gross, total.gross);
	compare_total(judging, index, "fee", row->fee, total.fee);
}

/* Signs of payouts and fees are not known: either is meant. */
static bool
is_of_payout(
    const struct billing_transaction *row, const struct billing_payout *payout)
{
	int64_t amount =
	    row->kind == TRANSACTION_PAYOUT ? payout->net : payout->fee;

	return row->currency == payout->currency &&
	       date_compare(date_of(row->date), date_of(payout->date)) == 0 &&
	       strcmp(row->gateway, payout->gateway) == 0 &&
	       (row->amount == amount ||
		   (amount != INT64_MIN && row->amount == -amount));
}

/* What the connector has booked of a payout by its transaction. */
static void
take_status(struct judging *judging, size_t index,
    const struct billing_transaction *row)
{
	struct payout_state *state = &judging->state[index];
	const struct billing_erp_line *erp;
	enum carry carry;
	uint32_t i;

	for (i = 0; i < row->erp_count; i++) {
		erp = payment_erp_line(judging->run, row, i);
		carry = carry_of_status(erp);
		if (carry == CARRY_YES || state->carry != CARRY_YES)
			continue;
		state->carry = carry;
		state->status = erp->status;
		state->has_status = true;
	}
}

/* Why nobody needs to know of a payout or fee without its row. */
static enum carry
carry_of_cross(const struct ledger_run *run,
    const struct billing_transaction *row, struct payment_state *state)
{
	const struct billing_erp_line *erp;
	uint32_t i;

	if (date_compare(date_of(row->date), run->company->start_date) < 0)
		return CARRY_BEFORE_START;
	for (i = 0; i < row->erp_count; i++) {
		erp = payment_erp_line(run, row, i);
		state->has_status = true;
		state->status = erp->status;
		if (carry_of_status(erp) != CARRY_YES)
			return carry_of_status(erp);
	}
	return run->company->payments.carried_by[row->kind] ==
	               CARRIED_BY_NETVISOR_BANK
	           ? CARRY_BY_BANK
	           : CARRY_YES;
}

static void
report_unknown(struct ledger_run *run, const struct billing_transaction *row,
    struct fault **faults)
{
	if (run->billing->incomplete[BILLING_PAYOUT]) {
		fault_add_explained(run, faults);
		return;
	}
	fault_add(run, faults, RULE_LEDGER_PAYOUT_UNKNOWN);
	diag_add(run->diag, RULE_LEDGER_PAYOUT_UNKNOWN, pos_of(row->source),
	    "no payout of '%s' on that day has a %s of %s",
	    quote(row->gateway).text,
	    row->kind == TRANSACTION_PAYOUT ? "net" : "fee",
	    quote_minor(row->amount, row->currency).text);
}

/* A transaction of kind payout or fee is the cross-check of a payout. */
static void
check_cross(struct judging *judging, uint32_t transaction)
{
	struct ledger_run *run = judging->run;
	const struct billing *billing = run->billing;
	const struct billing_transaction *row =
	    &billing->transaction[transaction];
	struct payment_state *state = &run->payment[transaction];
	size_t i;

	for (i = 0; i < billing->payout_count; i++) {
		if (!is_of_payout(row, &billing->payout[i]))
			continue;
		take_status(judging, i, row);
		return;
	}
	if (row->duplicate)
		fault_add(run, &state->faults, RULE_BILLING_DUPLICATE);
	state->carry = carry_of_cross(run, row, state);
	if (state->faults == NULL && state->carry == CARRY_YES)
		report_unknown(run, row, &state->faults);
	payment_leave_out(run, transaction);
}

void
payouts_judge(struct ledger_run *run, struct payout_state *state)
{
	struct judging judging = { .run = run, .state = state };
	const struct billing *billing = run->billing;
	uint32_t transaction;
	size_t i;

	table_init(&judging.id);
	table_init(&judging.transaction);
	for (i = 0; i < billing->payout_count; i++) {
		if (date_compare(date_of(billing->payout[i].date),
			run->company->start_date) < 0) {
			state[i].carry = CARRY_BEFORE_START;
			continue;
		}
		check_id(&judging, i);
		check_net(&judging, i);
		check_transactions(&judging, i);
	}
	for (transaction = 0; transaction < billing->transaction_count;
	     transaction++) {
		if (payment_is_payout(billing->transaction[transaction].kind))
			check_cross(&judging, transaction);
	}
	table_release(&judging.id);
	table_release(&judging.transaction);
}
