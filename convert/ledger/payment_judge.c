/* payment_judge.c - may this payment be carried, and at which rate? */
#include <string.h>

#include "ledger/payment.h"
#include "ledger/quote.h"
#include "ledger/receivables.h"

static void
check_sign(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];

	if (row->amount == INT64_MIN) {
		diag_add(run->diag, RULE_LEDGER_OVERFLOW, pos_of(row->source),
		    "the amount of payment '%s'", quote(row->uuid).text);
		payment_refuse(run, transaction, RULE_LEDGER_OVERFLOW);
		return;
	}
	if (row->kind == TRANSACTION_REFUND ? row->amount < 0 : row->amount > 0)
		return;
	diag_add(run->diag, RULE_LEDGER_PAYMENT_SIGN, pos_of(row->source),
	    "a %s of %s", transaction_kind_words[row->kind],
	    quote_minor(row->amount, row->currency).text);
	payment_refuse(run, transaction, RULE_LEDGER_PAYMENT_SIGN);
}

/* Money that came is never refused; but somebody ought to know. */
static void
check_overpaid(struct ledger_run *run, const struct billing_transaction *row,
    const struct payment_document *document, int64_t open)
{
	int64_t after;

	if (__builtin_sub_overflow(open, row->amount, &after))
		return;
	if (document->type == DOCUMENT_INVOICE ? row->amount < 0 || after >= 0
					       : row->amount > 0 || after <= 0)
		return;
	diag_add(run->diag, RULE_LEDGER_OVERPAID, pos_of(row->source),
	    "%s of '%s', of which %s is open",
	    quote_minor(row->amount, row->currency).text,
	    quote(document->number).text,
	    quote_minor(open, row->currency).text);
}

static void
check_tolerance(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct company_payments *payments = &run->company->payments;
	char tolerance[DECIMAL_TEXT_MAX];
	struct diag *diag;

	if (!payments->has_tolerance) {
		diag = diag_add_grouped(run->diag,
		    RULE_LEDGER_UNDERPAYMENT_TOLERANCE, "unset",
		    pos_of(row->source),
		    "an underpayment of '%s', and the company has no tolerance",
		    quote(row->invoice_number).text);
		diag_amount(diag, payment_amount(row));
	} else if (decimal_compare(money_decimal(payment_amount(row)),
		       payments->underpayment_tolerance) >= 0) {
		decimal_format(
		    payments->underpayment_tolerance, '.', tolerance);
		diag_add(run->diag, RULE_LEDGER_UNDERPAYMENT_TOLERANCE,
		    pos_of(row->source),
		    "an underpayment of %s is not below the tolerance %s",
		    quote_minor(row->amount, row->currency).text, tolerance);
	} else {
		return;
	}
	payment_refuse(run, transaction, RULE_LEDGER_UNDERPAYMENT_TOLERANCE);
}

static void
check_rest(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document, int64_t open)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];

	if (open == row->amount)
		return;
	if (payment_is_explained(run, document)) {
		fault_add_explained(run, &run->payment[transaction].faults);
		return;
	}
	diag_add(run->diag, RULE_LEDGER_UNDERPAYMENT_REST, pos_of(row->source),
	    "%s of '%s' is written off, of which %s is open",
	    quote_minor(row->amount, row->currency).text,
	    quote(document->number).text,
	    quote_minor(open, row->currency).text);
	payment_refuse(run, transaction, RULE_LEDGER_UNDERPAYMENT_REST);
}

static void
check_open(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	bool underpaid = row->kind == TRANSACTION_UNDERPAYMENT_LOSS;
	int64_t open;

	if (underpaid)
		check_tolerance(run, transaction);
	/* Of an invoice that is withheld nothing is certain. */
	if (document->withheld || !payment_open(run, row, document, &open))
		return;
	if (underpaid)
		check_rest(run, transaction, document, open);
	else
		check_overpaid(run, row, document, open);
}

/* Accounts that everything needs; a missing one has its finding. */
static void
check_accounts(struct ledger_run *run, uint32_t transaction)
{
	struct account_decision ignored;

	if (!mapping_system_account(run->mapping, SYSTEM_RECEIVABLES, &ignored))
		fault_add_names(
		    run, &run->payment[transaction].faults, "dependency");
}

static void
check_payment(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_decision decision;
	struct closed_document closed;
	const char *money = NULL;
	struct date ignored;

	check_sign(run, transaction);
	check_accounts(run, transaction);
	if (run->payment[transaction].faults == NULL ||
	    row->kind == TRANSACTION_UNDERPAYMENT_LOSS)
		check_open(run, transaction, document);
	payment_find_rates(run, transaction, document);
	if (run->company->road[STREAM_PAYMENTS] == ROAD_DOCUMENTS &&
	    payment_decide(run, transaction, document, &decision))
		money = decision.account;
	payment_compare_erp(run, transaction, money);
	/* Vouchers are looked at by voucher_put. */
	if (run->company->road[STREAM_PAYMENTS] == ROAD_DOCUMENTS &&
	    !payment_is_voucher(run, row))
		(void)payment_booked_on(run, transaction, &closed, &ignored);
	if (row->kind == TRANSACTION_DEBTOR_LOSS)
		payment_check_bad_debt(run, transaction, document);
}

/*
 * What an export said of a receivable's row: a payment lowers what is open, and
 * a settlement lowers it of one document and raises it of the other.
 */
static int64_t
exported_amount(enum transaction_kind kind, int64_t change)
{
	if (change == INT64_MIN ||
	    (kind == TRANSACTION_SETTLEMENT && change > 0))
		return change;
	return -change;
}

/*
 * Exported by an earlier month as well: that month's, and what is open knows
 * of it. It must say the same of it still.
 */
static bool
is_of_earlier_month(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct receivable *earlier;
	struct diag *diag;
	int64_t amount;

	if (run->receivables == NULL)
		return false;
	earlier = receivables_earlier(
	    run->receivables, payment_key(run, row), row->invoice_number);
	if (earlier == NULL)
		return false;
	run->payment[transaction].carry = CARRY_EARLIER_MONTH;
	amount = exported_amount(row->kind, earlier->amount);
	if (earlier->currency == row->currency && amount == row->amount)
		return true;
	diag = diag_add(run->diag, RULE_LEDGER_PAYMENT_CHANGED,
	    pos_of(row->source), "payment '%s' of '%s' is %s now",
	    quote(row->uuid).text, quote(row->invoice_number).text,
	    quote_minor(row->amount, row->currency).text);
	diag_note(diag, pos_of(earlier->source), "it was %s",
	    quote_minor(amount, earlier->currency).text);
	payment_refuse(run, transaction, RULE_LEDGER_PAYMENT_CHANGED);
	return true;
}

void
payment_judge(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_state *state = &run->payment[transaction];
	struct payment_document document;
	bool known;

	if (row->duplicate) {
		if (state->faults == NULL)
			payment_refuse(
			    run, transaction, RULE_BILLING_DUPLICATE);
		return;
	}
	if (is_of_earlier_month(run, transaction))
		return;
	payment_judge_carry(run, transaction);
	if (row->kind == TRANSACTION_SETTLEMENT) {
		payment_judge_settlement(run, transaction);
		return;
	}
	if (state->carry != CARRY_YES) {
		known =
		    payment_document_get(run, row->invoice_number, &document);
	} else {
		known = payment_document_need(
		    run, transaction, row->invoice_number, &document);
		if (known)
			check_payment(run, transaction, &document);
	}
	if (known && row->amount != INT64_MIN)
		payment_remember(run, transaction, &document, -row->amount);
}
