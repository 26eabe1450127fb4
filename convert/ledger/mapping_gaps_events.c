/* mapping_gaps_events.c - what payments and payouts ask (mapping_walk.h). */
#include "ledger/facts.h"
#include "ledger/gap_entry.h"
#include "ledger/gap_list.h"
#include "ledger/gaps.h"
#include "ledger/mapping_walk.h"
#include "ledger/payment.h"

void
mapping_walk_rate(struct walk *walk, struct row_source source, struct date date,
    struct money amount)
{
	struct rate_decision decision;
	struct gap *gap;

	if (mapping_rate(walk->run.mapping, amount.currency, date, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_rate_on(walk->diag, source, date, amount);
	gap = gap_list_add(walk->list, GAP_RATE,
	    gap_rate_entry(amount.currency, date), pos_of(source));
	gap_add_money(walk->list, gap, amount);
}

void
mapping_walk_system_account(struct walk *walk, enum system_account role,
    const char *name, struct row_source source, struct money amount)
{
	struct account_decision decision;
	struct gap *gap;

	if (mapping_system_account(walk->run.mapping, role, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_system_account(walk->diag, name);
	gap = gap_list_add(
	    walk->list, GAP_SYSTEM, gap_key_entry(name), pos_of(source));
	gap_add_money(walk->list, gap, amount);
}

/* Kinds whose account a rule decides; the others have none of their own. */
static bool
has_account(enum transaction_kind kind)
{
	return kind != TRANSACTION_SETTLEMENT && !payment_is_payout(kind);
}

static void
ask_payment(struct walk *walk, uint32_t index)
{
	const struct billing_transaction *payment =
	    &walk->run.billing->transaction[index];
	struct money amount = payment_amount(payment);
	struct payment_decision decision;
	struct payment_facts facts;
	struct gap *gap;

	if (payment->duplicate || !has_account(payment->kind))
		return;
	payment_judge_carry(&walk->run, index);
	if (walk->run.payment[index].carry != CARRY_YES)
		return;
	if (walk->run.company->payments.rate == PAYMENT_RATE_DATE)
		mapping_walk_rate(
		    walk, payment->source, date_of(payment->date), amount);
	payment_facts_get(
	    walk->run.billing, walk->run.receivables, payment, &facts);
	if (mapping_payment(walk->run.mapping, &facts, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_payment(walk->diag, payment, &facts);
	gap = gap_list_add(walk->list, GAP_PAYMENT, gap_payment_entry(&facts),
	    pos_of(payment->source));
	gap_add_money(walk->list, gap, amount);
}

static bool
is_ours(const struct company *company, enum transaction_kind kind)
{
	return company->payments.carried_by[kind] == CARRIED_BY_FENVOY;
}

static void
ask_payout(struct walk *walk, const struct billing_payout *payout)
{
	const struct company *company = walk->run.company;
	struct payout_decision decision;
	struct payout_facts facts;
	struct gap *gap;

	if (date_compare(date_of(payout->date), company->start_date) < 0 ||
	    (!is_ours(company, TRANSACTION_PAYOUT) &&
		(payout->fee == 0 || !is_ours(company, TRANSACTION_FEE_KIND))))
		return;
	mapping_walk_rate(walk, payout->source, date_of(payout->date),
	    (struct money){ payout->net, payout->currency });
	payout_facts_get(payout, &facts);
	if (mapping_payout(walk->run.mapping, &facts, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_payout(walk->diag, payout);
	gap = gap_list_add(walk->list, GAP_PAYOUT, gap_payout_entry(&facts),
	    pos_of(payout->source));
	gap_add_money(
	    walk->list, gap, (struct money){ payout->gross, payout->currency });
}

void
mapping_walk_events(struct walk *walk)
{
	const struct billing *billing = walk->run.billing;
	const struct company *company = walk->run.company;
	size_t i;

	walk->run.payment = arena_alloc(&walk->run.arena,
	    (billing->transaction_count + 1) * sizeof(*walk->run.payment));
	if (company->road[STREAM_PAYMENTS] == ROAD_DOCUMENTS)
		for (i = 0; i < billing->transaction_count; i++)
			ask_payment(walk, (uint32_t)i);
	if (company->road[STREAM_PAYMENTS] != ROAD_NONE)
		for (i = 0; i < billing->payout_count; i++)
			ask_payout(walk, &billing->payout[i]);
	if (company->road[STREAM_EXPENSES] != ROAD_NONE)
		mapping_walk_purchases(walk);
}
