/* payment_rate.c - foreign payments in EUR, and what the exchange makes. */
#include <stdlib.h>

#include "base/mem.h"
#include "ledger/payment.h"
#include "ledger/quote.h"

/* Both sides in EUR; false on overflow. */
static bool
both_in_euro(const struct payment_state *state, struct money amount,
    int64_t *ret_receivable, int64_t *ret_money)
{
	return to_euro(amount, state->rate, ret_receivable) &&
	       to_euro(amount, state->money_rate, ret_money) &&
	       *ret_receivable != INT64_MIN && *ret_money != INT64_MIN;
}

bool
payment_exchange_differs(const struct ledger_run *run, uint32_t transaction)
{
	int64_t receivable, money;

	return both_in_euro(&run->payment[transaction],
		   payment_amount(&run->billing->transaction[transaction]),
		   &receivable, &money) &&
	       receivable != money;
}

static void
report_unset(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct diag *diag;

	diag = diag_add_grouped(run->diag, RULE_LEDGER_PAYMENT_RATE, "unset",
	    pos_of(row->source), "payment '%s' is in %s", quote(row->uuid).text,
	    row->currency->code);
	diag_amount(diag, payment_amount(row));
	fault_add(
	    run, &run->payment[transaction].faults, RULE_LEDGER_PAYMENT_RATE);
}

/* The rate of the payment's own date. */
static void
find_date_rate(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_state *state = &run->payment[transaction];
	struct rate_decision decision;
	char date[DATE_TEXT_MAX];
	struct diag *diag;
	char *key;

	if (mapping_rate(
		run->mapping, row->currency, date_of(row->date), &decision)) {
		state->money_rate = decision.units_per_euro;
		return;
	}
	date_format(date_of(row->date), date);
	key = mem_printf("%s|%s", row->currency->code, date);
	diag = diag_add_grouped(run->diag, RULE_MAPPING_RATE_MISSING, key,
	    pos_of(row->source), "no rate for %s on %s", row->currency->code,
	    date);
	diag_amount(diag, payment_amount(row));
	free(key);
	fault_add(run, &state->faults, RULE_MAPPING_RATE_MISSING);
}

void
payment_check_exchange(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_state *state = &run->payment[transaction];
	struct account_decision exchange;
	int64_t receivable, money;
	struct diag *diag;

	if (!both_in_euro(state, payment_amount(row), &receivable, &money)) {
		diag_add(run->diag, RULE_LEDGER_OVERFLOW, pos_of(row->source),
		    "payment '%s' in EUR", quote(row->uuid).text);
		fault_add(run, &state->faults, RULE_LEDGER_OVERFLOW);
		return;
	}
	if (receivable == money ||
	    mapping_system_account(run->mapping, SYSTEM_EXCHANGE, &exchange))
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_EXCHANGE_ACCOUNT, "",
	    pos_of(row->source), "the exchange difference of payment '%s'",
	    quote(row->uuid).text);
	diag_amount(diag, payment_amount(row));
	fault_add(run, &state->faults, RULE_LEDGER_EXCHANGE_ACCOUNT);
}

void
payment_find_rates(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_state *state = &run->payment[transaction];

	state->rate = document->rate;
	state->money_rate = document->rate;
	if (row->currency != currency_euro() && payment_is_money(row->kind)) {
		if (run->company->payments.rate == PAYMENT_RATE_UNSET)
			report_unset(run, transaction);
		else if (run->company->payments.rate == PAYMENT_RATE_DATE)
			find_date_rate(run, transaction);
	}
	/* A rate that is not known has its finding. */
	if (state->rate.units != 0 && row->amount != INT64_MIN)
		payment_check_exchange(run, transaction);
}

void
payment_write_exchange(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document,
    const struct account_decision *money, const char *depends_on)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct payment_state *state = &run->payment[transaction];
	struct voucher_entry entry = { .source = row->source,
		.kind = VOUCHER_EXCHANGE,
		.date = date_of(row->date),
		.depends_on = depends_on,
		.rate = { 1, 0 } };
	struct account_decision exchange;
	struct posting_set postings;
	int64_t receivable, euro;
	struct posting *posting;
	struct buf lines;

	if (!both_in_euro(state, payment_amount(row), &receivable, &euro) ||
	    receivable == euro ||
	    !mapping_system_account(run->mapping, SYSTEM_EXCHANGE, &exchange) ||
	    __builtin_sub_overflow(euro, receivable, &euro))
		return;
	entry.rule = exchange.rule.text;
	entry.key = arena_printf(&run->arena, "voucher:exchange:%s", row->uuid);
	entry.text = arena_printf(&run->arena,
	    "Exchange difference - %s - Transaction %s", document->number,
	    row->uuid);
	entry.amount = (struct money){ euro, currency_euro() };
	entry.amount_eur = euro;
	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "transaction",
	    arena_printf(&run->arena, "%s:exchange", row->uuid));
	entry.lines = buf_text(&lines);
	posting_set_init(&postings);
	posting =
	    posting_add(&postings, row->source, money->account, euro, euro);
	posting->rule = money->rule.text;
	posting->text = entry.text;
	posting =
	    posting_add(&postings, row->source, exchange.account, -euro, -euro);
	posting->rule = exchange.rule.text;
	posting->text = entry.text;
	payment_put_voucher(run, &entry, &postings);
	posting_set_release(&postings);
	buf_release(&lines);
}
