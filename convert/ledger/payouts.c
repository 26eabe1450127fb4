/* payouts.c - what gateways paid out, less their fees. */
#include "ledger/payouts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ledger/gaps.h"
#include "ledger/left_out.h"
#include "ledger/payout.h"
#include "ledger/quote.h"
#include "ledger/voucher_put.h"

static void
count(struct ledger_run *run)
{
	const struct billing_payout *row;
	size_t i;

	for (i = 0; i < run->billing->payout_count; i++) {
		row = &run->billing->payout[i];
		not_carried_count(run, "payouts", "payout", row->source,
		    (struct money){ row->net, row->currency });
	}
}

/* A payout while its voucher is made. */
struct making {
	struct ledger_run *run;
	const struct billing_payout *row;
	struct payout_state *state;
	struct payout_decision decision;
	struct account_decision vat_account;
	struct decimal rate;
	const char *key;
	const char *text;
	bool bank; /* the money is ours to book, or Netvisor's bank feed's */
	bool fee;
	struct posting_set postings;
	int64_t gross; /* of what is booked */
	int64_t gross_eur;
};

static bool
is_ours(const struct ledger_run *run, enum transaction_kind kind)
{
	return run->company->payments.carried_by[kind] !=
	       CARRIED_BY_NETVISOR_BANK;
}

static void
leave_out(const struct making *making, enum carry carry)
{
	const struct billing_payout *row = making->row;
	const struct payout_state *state = making->state;
	struct left_out out = { .source = pos_of(row->source),
		.key = making->key,
		.kind = "payout",
		.name = row->id,
		.currency = row->currency,
		.net = row->net,
		.total = row->net };

	if (state->faults != NULL)
		withheld_write(making->run, &out, state->faults);
	else
		excluded_write(making->run, &out, "payouts", carry,
		    state->has_status ? erp_status_word(state->status) : "");
}

/* False, with a finding and a fault, for a gap. */
static bool
decide(struct making *making)
{
	const struct billing_payout *row = making->row;
	struct ledger_run *run = making->run;
	struct payout_facts facts = { .gateway = row->gateway,
		.currency = row->currency->code,
		.date = date_of(row->date) };

	if (mapping_payout(run->mapping, &facts, &making->decision))
		return true;
	if (making->decision.rule.text != NULL &&
	    making->decision.rule.text[0] != '\0') {
		fault_add_names(run, &making->state->faults, "dependency");
		return false;
	}
	gap_payout(run->diag, row);
	fault_add(run, &making->state->faults, RULE_MAPPING_PAYOUT_MISSING);
	return false;
}

/* Foreign payouts take the rate of their own date. */
static bool
find_rate(struct making *making)
{
	const struct billing_payout *row = making->row;
	struct ledger_run *run = making->run;
	struct rate_decision rate;
	char date[DATE_TEXT_MAX];
	struct diag *diag;
	char *key;

	if (mapping_rate(
		run->mapping, row->currency, date_of(row->date), &rate)) {
		making->rate = rate.units_per_euro;
		return true;
	}
	date_format(date_of(row->date), date);
	key = mem_printf("%s|%s", row->currency->code, date);
	diag = diag_add_grouped(run->diag, RULE_MAPPING_RATE_MISSING, key,
	    pos_of(row->source), "no rate for %s on %s", row->currency->code,
	    date);
	diag_amount(diag, (struct money){ row->net, row->currency });
	free(key);
	fault_add(run, &making->state->faults, RULE_MAPPING_RATE_MISSING);
	return false;
}

/* Debit a part of the payout; false on overflow. */
static bool
add(struct making *making, const char *account, int64_t amount,
    const struct rule_ref *rule, struct posting **ret)
{
	struct money money = { amount, making->row->currency };
	int64_t euro;

	if (!to_euro(money, making->rate, &euro) ||
	    __builtin_add_overflow(making->gross, amount, &making->gross) ||
	    __builtin_add_overflow(
		making->gross_eur, euro, &making->gross_eur) ||
	    making->gross == INT64_MIN || making->gross_eur == INT64_MIN)
		return false;
	*ret = posting_add(
	    &making->postings, making->row->source, account, euro, amount);
	(*ret)->rule = rule->text;
	(*ret)->text = making->text;
	return true;
}

/* The fee, and the VAT in it if there is any. */
static bool
add_fee(struct making *making)
{
	const struct payout_decision *decision = &making->decision;
	struct decimal whole = { 1, 0 }, percent = decision->fee_vat_percent;
	struct decimal fee = money_decimal(
	    (struct money){ making->row->fee, making->row->currency });
	int64_t base = making->row->fee;
	struct posting *posting;

	if (percent.units != 0) {
		percent.scale += 2;
		if (!decimal_add(whole, percent, &whole) ||
		    !decimal_quotient(
			fee, whole, making->row->currency->decimals, &base))
			return false;
	}
	if (!add(making, decision->fee, base, &decision->rule, &posting))
		return false;
	posting->vat_code = decision->fee_vat_code;
	posting->vat_percent = decision->fee_vat_percent;
	return base == making->row->fee ||
	       add(making, making->vat_account.account, making->row->fee - base,
		   &making->vat_account.rule, &posting);
}

static bool
make_postings(struct making *making)
{
	const struct payout_decision *decision = &making->decision;
	struct posting *posting;

	if (making->bank && !add(making, decision->bank, making->row->net,
				&decision->rule, &posting))
		return false;
	if (making->fee && making->row->fee != 0 && !add_fee(making))
		return false;
	posting = posting_add(&making->postings, making->row->source,
	    decision->clearing, -making->gross_eur, -making->gross);
	posting->rule = decision->rule.text;
	posting->text = making->text;
	return true;
}

/* False, with a fault, when it cannot be made. */
static bool
put_voucher(struct making *making)
{
	const struct billing_payout *row = making->row;
	struct fault **faults = &making->state->faults;
	struct voucher_entry entry = { .source = row->source,
		.rule = making->decision.rule.text,
		.key = making->key,
		.kind = VOUCHER_PAYOUT,
		.date = date_of(row->date),
		.text = making->text,
		.depends_on = "",
		.rate = making->rate };
	struct buf lines;
	bool made;

	if (!make_postings(making)) {
		diag_add(making->run->diag, RULE_LEDGER_OVERFLOW,
		    pos_of(row->source), "the amounts of payout '%s'",
		    quote(row->id).text);
		fault_add(making->run, faults, RULE_LEDGER_OVERFLOW);
		return false;
	}
	entry.amount = (struct money){ making->gross, row->currency };
	entry.amount_eur = making->gross_eur;
	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "payout", row->id);
	entry.lines = buf_text(&lines);
	made = voucher_put(making->run, &entry, &making->postings, faults);
	buf_release(&lines);
	return made;
}

static bool
needs_vat_account(struct making *making)
{
	struct diag *diag;

	if (making->decision.fee_vat_percent.units == 0 ||
	    mapping_system_account(making->run->mapping, SYSTEM_PURCHASE_VAT,
		&making->vat_account))
		return false;
	diag = diag_add_grouped(making->run->diag, RULE_MAPPING_PAYOUT_MISSING,
	    "purchase_vat", pos_of(making->row->source),
	    "the fee of payout '%s' holds VAT, which has no account",
	    quote(making->row->id).text);
	diag_remedy(diag, "name 'purchase_vat' under 'system' in "
			  "mappings/accounts.yaml");
	fault_add(
	    making->run, &making->state->faults, RULE_MAPPING_PAYOUT_MISSING);
	return true;
}

static void
make(struct ledger_run *run, size_t index, struct payout_state *state)
{
	struct making making = { .run = run,
		.row = &run->billing->payout[index],
		.state = state,
		.bank = is_ours(run, TRANSACTION_PAYOUT),
		.fee = is_ours(run, TRANSACTION_FEE_KIND) };

	making.key =
	    arena_printf(&run->arena, "voucher:payout:%s", making.row->id);
	making.text = arena_printf(
	    &run->arena, "Payout %s - %s", making.row->id, making.row->gateway);
	if (state->carry == CARRY_YES && !making.bank &&
	    (!making.fee || making.row->fee == 0))
		state->carry = CARRY_BY_BANK;
	if (state->faults != NULL || state->carry != CARRY_YES) {
		leave_out(&making, state->carry);
		return;
	}
	posting_set_init(&making.postings);
	if (!decide(&making) || needs_vat_account(&making) ||
	    !find_rate(&making) || !put_voucher(&making))
		leave_out(&making, CARRY_YES);
	posting_set_release(&making.postings);
}

void
payouts_make(struct ledger_run *run)
{
	struct payout_state *state;
	size_t i;

	if (run->company->road[STREAM_PAYMENTS] == ROAD_NONE) {
		count(run);
		return;
	}
	state = mem_calloc(run->billing->payout_count, sizeof(*state));
	payouts_judge(run, state);
	for (i = 0; i < run->billing->payout_count; i++)
		make(run, i, &state[i]);
	free(state);
}
