/* payments.c - what customers paid, on the road documents. */
#include "ledger/payments.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ledger/left_out.h"
#include "ledger/payment.h"

static void
count(struct ledger_run *run)
{
	const struct billing_transaction *row;
	size_t i;

	for (i = 0; i < run->billing->transaction_count; i++) {
		row = &run->billing->transaction[i];
		not_carried_count(run, transaction_stream(row->kind),
		    transaction_kind_words[row->kind], row->source,
		    (struct money){ row->amount, row->currency });
		if (row->fee != 0)
			not_carried_count(run, "fees", "transaction_fee",
			    row->source,
			    (struct money){ row->fee, row->currency });
	}
}

/* A transaction's place in the order in which what is open changes. */
struct turn {
	struct date date;
	unsigned rank;
	uint32_t transaction;
};

/*
 * Of one day money comes first, then what is set against what is left, what
 * is paid back of that, and what is given up.
 */
static unsigned
rank_of(enum transaction_kind kind)
{
	switch (kind) {
	case TRANSACTION_SETTLEMENT:
		return 1;
	case TRANSACTION_REFUND:
		return 2;
	case TRANSACTION_UNDERPAYMENT_LOSS:
	case TRANSACTION_DEBTOR_LOSS:
		return 3;
	case TRANSACTION_BANK_TRANSFER:
	case TRANSACTION_CREDIT_CARD:
	case TRANSACTION_DIRECT_DEBIT:
	case TRANSACTION_FEE_KIND:
	case TRANSACTION_PAYOUT:
	case TRANSACTION_KIND_COUNT:
	default:
		return 0;
	}
}

static int
compare_turns(const void *a, const void *b)
{
	const struct turn *left = a, *right = b;
	int order = date_compare(left->date, right->date);

	if (order != 0)
		return order;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return left->transaction < right->transaction
	           ? -1
	           : left->transaction > right->transaction;
}

/*
 * A row that was refused in reading may be the one that its uuid stands for;
 * its ERP lines join the one that is left.
 */
static void
mark_rejected(struct ledger_run *run)
{
	struct billing *billing = run->billing;
	const struct billing_rejected *rejected;
	uint32_t transaction;
	size_t i;

	for (i = 0; i < billing->rejected_count; i++) {
		rejected = &billing->rejected[i];
		if (strcmp(rejected->kind, "transaction") != 0)
			continue;
		transaction = billing_find_transaction(billing, rejected->id);
		if (transaction == BILLING_NONE)
			continue;
		billing->transaction[transaction].duplicate = true;
		fault_add_names(
		    run, &run->payment[transaction].faults, rejected->rules);
	}
}

static void
judge_all(struct ledger_run *run)
{
	const struct billing *billing = run->billing;
	struct turn *turn;
	size_t count_all = billing->transaction_count, i;

	turn = mem_calloc(count_all, sizeof(*turn));
	for (i = 0; i < count_all; i++) {
		turn[i].date = date_of(billing->transaction[i].date);
		turn[i].rank = rank_of(billing->transaction[i].kind);
		turn[i].transaction = (uint32_t)i;
	}
	qsort(turn, count_all, sizeof(*turn), compare_turns);
	for (i = 0; i < count_all; i++) {
		/* Payouts have files of their own (payouts.h). */
		if (!payment_is_payout(
			billing->transaction[turn[i].transaction].kind))
			payment_judge(run, turn[i].transaction);
	}
	free(turn);
}

/* On the road ledger ERP lines stand for a transaction that has any. */
static void
write_all(struct ledger_run *run)
{
	bool ledger = run->company->road[STREAM_PAYMENTS] == ROAD_LEDGER;
	const struct billing_transaction *row;
	const struct payment_state *state;
	uint32_t i;

	for (i = 0; i < run->billing->transaction_count; i++) {
		row = &run->billing->transaction[i];
		state = &run->payment[i];
		if (payment_is_payout(row->kind) ||
		    (ledger && row->erp_count > 0))
			continue;
		if (!ledger && state->faults == NULL &&
		    state->carry == CARRY_YES)
			payment_write(run, i);
		else
			payment_leave_out(run, i);
	}
}

void
payments_make(struct ledger_run *run)
{
	if (run->company->road[STREAM_PAYMENTS] == ROAD_NONE) {
		count(run);
		return;
	}
	run->payment = arena_alloc(&run->arena,
	    (run->billing->transaction_count + 1) * sizeof(*run->payment));
	mark_rejected(run);
	judge_all(run);
	write_all(run);
}
