/* erp_payments.c - ERP lines of payments, on the road ledger. */
#include "ledger/erp_payments.h"

#include <string.h>

#include "ledger/carry.h"
#include "ledger/left_out.h"
#include "ledger/payment.h"
#include "ledger/quote.h"

static enum voucher_kind
voucher_kind_of(enum transaction_kind kind)
{
	if (kind == TRANSACTION_SETTLEMENT)
		return VOUCHER_SETTLEMENT;
	if (kind == TRANSACTION_REFUND)
		return VOUCHER_REFUND;
	return payment_is_money(kind) ? VOUCHER_PAYMENT : VOUCHER_LOSS;
}

static const char *
voucher_key(struct ledger_run *run, const struct billing_erp_line *erp)
{
	return arena_printf(&run->arena, "voucher:erp:%s", erp->id);
}

static void
leave_out(struct ledger_run *run, const struct billing_erp_line *erp,
    const char *stream, enum carry carry, const struct fault *faults)
{
	struct left_out out = { .source = pos_of(erp->source),
		.key = voucher_key(run, erp),
		.kind = erp_event_word(erp->event),
		.name = erp->id,
		.currency = erp->currency,
		.net = erp->amount,
		.total = erp->amount };

	if (faults != NULL)
		withheld_write(run, &out, faults);
	else
		excluded_write(
		    run, &out, stream, carry, erp_status_word(erp->status));
}

/* A voucher while it is made. */
struct making {
	struct ledger_run *run;
	uint32_t transaction;
	const struct billing_transaction *row;
	const struct billing_erp_line *erp;
	struct payment_sides sides;
	struct payment_document document;     /* that the line changes */
	const struct billing_erp_line *other; /* half that must go first */
	struct decimal rate;                  /* of the receivable */
	bool first;                           /* it claims the transaction */
};

/* A settlement's halves: the credit note's goes first and claims both. */
static void
find_halves(struct making *making)
{
	const struct payment_state *state =
	    &making->run->payment[making->transaction];
	const struct billing_transaction *row = making->row;
	struct payment_pair pair;
	uint32_t i;

	if (!payment_pair_get(making->run, making->transaction, &pair))
		return;
	making->first =
	    strcmp(making->erp->document_number, pair.credit.number) == 0;
	if (making->first) {
		making->document = pair.credit;
		making->rate = state->money_rate;
		return;
	}
	making->document = pair.invoice;
	for (i = 0; i < row->erp_count; i++) {
		if (payment_erp_line(making->run, row, i) != making->erp)
			making->other = payment_erp_line(making->run, row, i);
	}
}

static bool
find_parts(struct making *making)
{
	const struct ledger_run *run = making->run;

	making->rate = run->payment[making->transaction].rate;
	if (!payment_sides_get(making->run, making->erp, &making->sides))
		return false;
	if (making->row->kind == TRANSACTION_SETTLEMENT) {
		find_halves(making);
		return making->document.number != NULL;
	}
	making->first = payment_erp_line(run, making->row, 0) == making->erp;
	return payment_document_get(
	    making->run, making->row->invoice_number, &making->document);
}

/* Keys of what must be booked before. */
static const char *
needed_by(const struct making *making)
{
	struct ledger_run *run = making->run;
	const char *invoice = "", *other = "";

	if (making->document.index != BILLING_NONE && making->document.ours)
		invoice = invoice_document(run, making->document.index);
	if (making->other != NULL)
		other = voucher_key(run, making->other);
	return arena_printf(&run->arena, "%s%s%s", invoice,
	    invoice[0] != '\0' && other[0] != '\0' ? "\n" : "", other);
}

/*
 * Both accounts, a positive amount debiting the first, and what the exchange
 * makes where both have rates of their own.
 */
static bool
make_postings(
    const struct making *making, struct posting_set *set, int64_t *ret_euro)
{
	const struct billing_erp_line *erp = making->erp;
	const struct payment_sides *sides = &making->sides;
	const struct payment_state *state =
	    &making->run->payment[making->transaction];
	struct money amount = { erp->amount, erp->currency };
	struct account_decision exchange;
	struct posting *posting;
	int64_t own, contra;

	posting_set_init(set);
	if (!to_euro(amount,
		sides->own_is_receivables ? making->rate : state->money_rate,
		&own) ||
	    !to_euro(amount,
		sides->own_is_receivables ? state->money_rate : making->rate,
		&contra) ||
	    own == INT64_MIN || contra == INT64_MIN)
		return false;
	*ret_euro = own;
	posting =
	    posting_add(set, erp->source, sides->own.account, own, erp->amount);
	posting->rule = sides->own.rule.text;
	posting->text = erp->text;
	posting = posting_add(
	    set, erp->source, sides->contra.account, -contra, -erp->amount);
	posting->rule = sides->contra.rule.text;
	posting->text = erp->text;
	if (own == contra)
		return true;
	if (!mapping_system_account(
		making->run->mapping, SYSTEM_EXCHANGE, &exchange) ||
	    __builtin_sub_overflow(contra, own, &contra))
		return false;
	posting = posting_add(set, erp->source, exchange.account, contra, 0);
	posting->rule = exchange.rule.text;
	posting->text = erp->text;
	return true;
}

static bool
put_voucher(const struct making *making, const char *key)
{
	struct ledger_run *run = making->run;
	const struct billing_erp_line *erp = making->erp;
	struct payment_state *state = &run->payment[making->transaction];
	struct voucher_entry entry = { .source = erp->source,
		.rule = making->sides.money.rule.text,
		.key = key,
		.kind = voucher_kind_of(making->row->kind),
		.date = date_of(erp->date),
		.text = erp->text,
		.depends_on = needed_by(making),
		.amount = { erp->amount, erp->currency },
		.rate = state->money_rate };
	struct posting_set postings;
	struct buf lines;
	bool made;

	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "erp_line", erp->id);
	if (making->first)
		voucher_line_add(&lines, "transaction", making->row->uuid);
	entry.lines = buf_text(&lines);
	made = make_postings(making, &postings, &entry.amount_eur);
	if (!made) {
		diag_add(run->diag, RULE_LEDGER_OVERFLOW, pos_of(erp->source),
		    "ERP line '%s' in EUR", quote(erp->id).text);
		fault_add(run, &state->faults, RULE_LEDGER_OVERFLOW);
	} else {
		made = voucher_put(run, &entry, &postings, &state->faults);
	}
	posting_set_release(&postings);
	buf_release(&lines);
	return made;
}

static void
make(struct ledger_run *run, const struct billing_erp_line *erp,
    uint32_t transaction)
{
	struct making making = { .run = run,
		.transaction = transaction,
		.row = &run->billing->transaction[transaction],
		.erp = erp };
	struct payment_state *state = &run->payment[transaction];
	const char *key = voucher_key(run, erp);

	if (state->faults != NULL || state->carry != CARRY_YES) {
		leave_out(run, erp, transaction_stream(making.row->kind),
		    state->carry, state->faults);
		return;
	}
	/* Judging has found that there is all of it. */
	if (!find_parts(&making) || !put_voucher(&making, key)) {
		leave_out(run, erp, transaction_stream(making.row->kind),
		    state->carry, state->faults);
		return;
	}
	if (making.row->kind == TRANSACTION_DEBTOR_LOSS && making.first)
		payment_write_bad_debt(run, transaction, &making.document,
		    &making.sides.money, key);
}

/* Transactions that were refused in reading explain their ERP lines. */
static void
collect_rejected(const struct billing *billing, struct text_pool *uuids)
{
	const struct billing_rejected *rejected;
	size_t i;

	for (i = 0; i < billing->rejected_count; i++) {
		rejected = &billing->rejected[i];
		if (strcmp(rejected->kind, "transaction") == 0)
			text_pool_add(
			    uuids, rejected->id, strlen(rejected->id));
	}
}

static void
report_unknown(struct ledger_run *run, const struct billing_erp_line *erp)
{
	struct diag *diag;

	if (run->billing->exported[BILLING_TRANSACTION]) {
		diag_add(run->diag, RULE_LEDGER_PAYMENT_UNKNOWN,
		    pos_of(erp->source),
		    "no transaction '%s', which ERP line '%s' names",
		    quote(erp->transaction).text, quote(erp->id).text);
		return;
	}
	diag = diag_add_grouped(run->diag, RULE_LEDGER_PAYMENT_UNKNOWN,
	    "export", pos_of(erp->source),
	    "no transactions were exported, so nothing says what ERP line '%s' "
	    "pays",
	    quote(erp->id).text);
	diag_amount(diag, (struct money){ erp->amount, erp->currency });
}

/* Why a line without its transaction need not be looked into. */
static enum carry
carry_of_orphan(
    const struct ledger_run *run, const struct billing_erp_line *erp)
{
	const struct company_payments *payments = &run->company->payments;
	enum transaction_kind kind;

	if (date_compare(date_of(erp->date), run->company->start_date) < 0)
		return CARRY_BEFORE_START;
	if (carry_of_status(erp) != CARRY_YES ||
	    !payment_kind_of_text(erp->text, &kind))
		return carry_of_status(erp);
	if (kind == TRANSACTION_SETTLEMENT && payments->settlements_left_out)
		return CARRY_SETTLEMENT_OFF;
	return payments->carried_by[kind] == CARRIED_BY_NETVISOR_BANK
	           ? CARRY_BY_BANK
	           : CARRY_YES;
}

/* Its money is in no other file: nobody would book it. */
static void
refuse_orphan(struct ledger_run *run, const struct billing_erp_line *erp,
    const struct text_pool *rejected)
{
	enum carry carry = carry_of_orphan(run, erp);
	struct fault *faults = NULL;

	if (carry == CARRY_YES) {
		if (run->billing->incomplete[BILLING_TRANSACTION] ||
		    text_pool_find(rejected, erp->transaction,
			strlen(erp->transaction)) != TEXT_POOL_NONE) {
			fault_add_explained(run, &faults);
		} else {
			report_unknown(run, erp);
			fault_add(run, &faults, RULE_LEDGER_PAYMENT_UNKNOWN);
		}
	} else if (run->company->road[STREAM_PAYMENTS] != ROAD_LEDGER) {
		return;
	}
	leave_out(run, erp, "payments", carry, faults);
}

void
erp_payments_make(struct ledger_run *run)
{
	const struct billing *billing = run->billing;
	const struct billing_erp_line *erp;
	struct text_pool rejected;
	uint32_t transaction;
	size_t i;

	if (run->company->road[STREAM_PAYMENTS] == ROAD_NONE)
		return;
	text_pool_init(&rejected);
	collect_rejected(billing, &rejected);
	for (i = 0; i < billing->erp_count; i++) {
		erp = &billing->erp[i];
		if (erp->event != ERP_EVENT_PAYMENT)
			continue;
		transaction =
		    billing_find_transaction(billing, erp->transaction);
		if (transaction == BILLING_NONE)
			refuse_orphan(run, erp, &rejected);
		else if (run->company->road[STREAM_PAYMENTS] == ROAD_LEDGER &&
			 !payment_is_payout(
			     billing->transaction[transaction].kind))
			make(run, erp, transaction);
	}
	text_pool_release(&rejected);
}
