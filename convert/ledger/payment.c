/* payment.c - what all that judges or writes a payment needs. */
#include "ledger/payment.h"

#include <string.h>

#include "ledger/gaps.h"
#include "ledger/left_out.h"
#include "ledger/receivables.h"

bool
payment_is_payout(enum transaction_kind kind)
{
	return kind == TRANSACTION_FEE_KIND || kind == TRANSACTION_PAYOUT;
}

bool
payment_is_money(enum transaction_kind kind)
{
	return kind == TRANSACTION_BANK_TRANSFER ||
	       kind == TRANSACTION_CREDIT_CARD ||
	       kind == TRANSACTION_DIRECT_DEBIT || kind == TRANSACTION_REFUND;
}

struct money
payment_amount(const struct billing_transaction *row)
{
	return (struct money){ row->amount, row->currency };
}

bool
payment_is_voucher(
    const struct ledger_run *run, const struct billing_transaction *row)
{
	return row->kind == TRANSACTION_REFUND &&
	       !run->company->payments.refund_is_payment &&
	       run->company->road[STREAM_PAYMENTS] == ROAD_DOCUMENTS;
}

const char *
payment_key(struct ledger_run *run, const struct billing_transaction *row)
{
	const char *prefix = "payment";

	if (payment_is_voucher(run, row))
		prefix = "voucher:refund";
	else if (row->kind == TRANSACTION_SETTLEMENT &&
		 run->company->road[STREAM_PAYMENTS] == ROAD_DOCUMENTS)
		prefix = "match";
	return arena_printf(&run->arena, "%s:%s", prefix, row->uuid);
}

bool
payment_decide(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document, struct payment_decision *ret)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct fault **faults = &run->payment[transaction].faults;
	struct payment_facts facts = { .kind = row->kind,
		.gateway = row->gateway,
		.currency = row->currency->code,
		.country = document->country,
		.account = document->customer,
		.date = date_of(row->date) };

	memset(ret, 0, sizeof(*ret));
	if (mapping_payment(run->mapping, &facts, ret))
		return true;
	/* A rule that holds but is wrong has its finding. */
	if (ret->rule.text != NULL && ret->rule.text[0] != '\0') {
		fault_add_names(run, faults, "dependency");
		return false;
	}
	gap_payment(run->diag, row, &facts);
	fault_add(run, faults, RULE_MAPPING_PAYMENT_MISSING);
	return false;
}

bool
payment_booked_on(struct ledger_run *run, uint32_t transaction,
    struct closed_document *ret, struct date *ret_date)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];

	*ret = (struct closed_document){ .source = row->source,
		.key = payment_key(run, row),
		.kind = transaction_kind_words[row->kind],
		.name = row->uuid,
		.amount = payment_amount(row),
		.date = date_of(row->date) };
	return closed_check(
	    run, ret, ret_date, &run->payment[transaction].faults);
}

bool
payment_open(const struct ledger_run *run,
    const struct billing_transaction *row,
    const struct payment_document *document, int64_t *ret)
{
	struct date on = date_of(row->date);

	/* Who pays before the invoice's date pays that invoice. */
	if (date_compare(on, document->date) < 0)
		on = document->date;
	return document->counted &&
	       receivables_open(run->receivables, document->number, on, ret);
}

void
payment_refuse(struct ledger_run *run, uint32_t transaction, enum rule_id rule)
{
	fault_add(run, &run->payment[transaction].faults, rule);
}

bool
payment_is_explained(
    const struct ledger_run *run, const struct payment_document *document)
{
	return run->billing->incomplete[BILLING_TRANSACTION] ||
	       (document->index != BILLING_NONE &&
		   run->invoice[document->index].payments_broken);
}

/* What the row says of the amount cannot be right. */
static bool
is_doubtful(const struct fault *fault)
{
	static const enum rule_id rules[] = { RULE_LEDGER_PAYMENT_SIGN,
		RULE_LEDGER_UNDERPAYMENT_REST, RULE_LEDGER_SETTLEMENT_AMOUNT,
		RULE_LEDGER_OVERFLOW };
	size_t i;

	for (; fault != NULL; fault = fault->next) {
		for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
			if (strcmp(fault->rule, rule_get(rules[i])->name) == 0)
				return true;
		}
	}
	return false;
}

void
payment_remember(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document, int64_t change)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct payment_state *state = &run->payment[transaction];
	struct receivable entry;

	if (run->receivables == NULL || row->currency != document->currency ||
	    is_doubtful(state->faults))
		return;
	memset(&entry, 0, sizeof(entry));
	entry.source = receivables_source(run->receivables, row->source);
	entry.month = run->billing->month;
	entry.kind = transaction_kind_words[row->kind];
	entry.key = payment_key(run, row);
	entry.document = document->key;
	entry.number = document->number;
	entry.customer = document->customer;
	entry.date = row->date;
	entry.reason = state->carry == CARRY_YES && state->faults != NULL
	                   ? RECEIVABLE_WITHHELD
	                   : carry_word(state->carry);
	entry.currency = row->currency;
	entry.amount = change;
	entry.rate = document->rate;
	if (document->rate.units == 0 ||
	    !to_euro((struct money){ change, row->currency }, document->rate,
		&entry.amount_eur))
		entry.amount_eur = 0;
	entry.vat = "";
	receivables_add(run->receivables, &entry);
}

void
payment_leave_out(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct payment_state *state = &run->payment[transaction];
	struct left_out out = { .source = pos_of(row->source),
		.key = payment_key(run, row),
		.kind = transaction_kind_words[row->kind],
		.name = row->uuid,
		.currency = row->currency,
		.net = row->amount,
		.total = row->amount };

	if (state->faults != NULL)
		withheld_write(run, &out, state->faults);
	else if (state->carry != CARRY_YES)
		excluded_write(run, &out, transaction_stream(row->kind),
		    state->carry,
		    state->has_status ? erp_status_word(state->status) : "");
}

void
payment_put_voucher(struct ledger_run *run, const struct voucher_entry *entry,
    struct posting_set *postings)
{
	struct left_out out = { .source = pos_of(entry->source),
		.key = entry->key,
		.kind = voucher_kind_words[entry->kind],
		.name = entry->key,
		.currency = entry->amount.currency,
		.net = entry->amount.minor,
		.total = entry->amount.minor };
	struct fault *faults = NULL;

	if (!voucher_put(run, entry, postings, &faults))
		withheld_write(run, &out, faults);
}
