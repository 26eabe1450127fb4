/* payment_compare.c - a transaction and its ERP lines must agree. */
#include <string.h>

#include "ledger/payment.h"
#include "ledger/quote.h"
#include "ledger/voucher.h"

/* "this ERP line says WHAT, its transaction OTHER" */
static void
report(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *erp, const char *what, const char *says,
    const char *other)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct diag *diag;

	diag = diag_add(run->diag, RULE_LEDGER_PAYMENT_ERP, pos_of(erp->source),
	    "%s of payment '%s' is '%s' here, but '%s' in its transaction",
	    what, quote(row->uuid).text, quote(says).text, quote(other).text);
	diag_note(diag, pos_of(row->source), "the transaction");
	payment_refuse(run, transaction, RULE_LEDGER_PAYMENT_ERP);
}

/* On the road ledger it becomes a voucher's text. */
static bool
text_is_short_enough(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *erp)
{
	if (run->company->road[STREAM_PAYMENTS] != ROAD_LEDGER ||
	    voucher_text_fits(
		erp->text, (struct money){ erp->amount, erp->currency }))
		return true;
	diag_add(run->diag, RULE_LEDGER_TEXT_LENGTH, pos_of(erp->source),
	    "the text of ERP line '%s' is too long: '%s'", quote(erp->id).text,
	    quote(erp->text).text);
	payment_refuse(run, transaction, RULE_LEDGER_TEXT_LENGTH);
	return false;
}

/* What every ERP line of a payment has in common with it. */
static bool
line_agrees(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *erp)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	char here[DATE_TEXT_MAX], there[DATE_TEXT_MAX];
	enum transaction_kind kind;

	if (erp->amount == INT64_MIN) {
		report(run, transaction, erp, "the amount",
		    quote_minor(erp->amount, erp->currency).text,
		    quote_minor(row->amount, row->currency).text);
		return false;
	}
	if (erp->currency != row->currency) {
		report(run, transaction, erp, "the currency",
		    erp->currency->code, row->currency->code);
		return false;
	}
	if (date_compare(date_of(erp->date), date_of(row->date)) != 0) {
		report(run, transaction, erp, "the date",
		    date_format(date_of(erp->date), here),
		    date_format(date_of(row->date), there));
		return false;
	}
	if (!text_is_short_enough(run, transaction, erp))
		return false;
	if (payment_kind_of_text(erp->text, &kind) && kind != row->kind) {
		report(run, transaction, erp, "the kind",
		    transaction_kind_words[kind],
		    transaction_kind_words[row->kind]);
		return false;
	}
	if (strcmp(erp->document_number, row->invoice_number) != 0 &&
	    (row->settled_number[0] == '\0' ||
		strcmp(erp->document_number, row->settled_number) != 0)) {
		report(run, transaction, erp, "the invoice",
		    erp->document_number, row->invoice_number);
		return false;
	}
	return true;
}

/* May a line that was refused in reading be what is missing here? */
static bool
lines_are_explained(
    const struct ledger_run *run, const struct billing_transaction *row)
{
	return run->billing->incomplete[BILLING_ERP_LINE] ||
	       run_touched(run, row->invoice_number) != NULL ||
	       run_touched(run, row->settled_number) != NULL;
}

static void
report_account(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *erp, const struct payment_sides *sides)
{
	diag_add(run->diag, RULE_LEDGER_PAYMENT_ACCOUNT, pos_of(erp->source),
	    "the accounts of payment '%s' are %s and %s in Netvisor; just one "
	    "of them must be receivables",
	    quote(erp->transaction).text, sides->own.account,
	    sides->contra.account);
	payment_refuse(run, transaction, RULE_LEDGER_PAYMENT_ACCOUNT);
}

/* The line's accounts; false after a fault. */
static bool
sides_agree(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *erp, const char *money,
    struct payment_sides *ret)
{
	struct account_decision receivables;
	struct diag *diag;

	if (!payment_sides_get(run, erp, ret)) {
		/* The gaps of both files are findings already. */
		if (!ret->mapped)
			payment_refuse(
			    run, transaction, RULE_MAPPING_ERP_ACCOUNT_MISSING);
		else if (mapping_system_account(
			     run->mapping, SYSTEM_RECEIVABLES, &receivables))
			report_account(run, transaction, erp, ret);
		return false;
	}
	if (money == NULL || strcmp(money, ret->money.account) == 0)
		return true;
	diag = diag_add(run->diag, RULE_LEDGER_PAYMENT_ACCOUNT,
	    pos_of(erp->source),
	    "payment '%s' goes to account %s here, by 'payments' to %s",
	    quote(erp->transaction).text, ret->money.account, money);
	diag_note(diag, ret->money.rule.pos, "the ERP account's mapping");
	payment_refuse(run, transaction, RULE_LEDGER_PAYMENT_ACCOUNT);
	return false;
}

void
payment_compare_erp(
    struct ledger_run *run, uint32_t transaction, const char *money)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct billing_erp_line *erp;
	struct payment_sides sides;
	int64_t paid = 0;
	uint32_t i;

	for (i = 0; i < row->erp_count; i++) {
		erp = payment_erp_line(run, row, i);
		if (!line_agrees(run, transaction, erp) ||
		    !sides_agree(run, transaction, erp, money, &sides))
			return;
		if (__builtin_add_overflow(paid, sides.paid, &paid))
			paid = INT64_MIN;
	}
	if (row->erp_count == 0 || paid == row->amount)
		return;
	if (lines_are_explained(run, row))
		fault_add_explained(run, &run->payment[transaction].faults);
	else
		report(run, transaction, payment_erp_line(run, row, 0),
		    "the amount", quote_minor(paid, row->currency).text,
		    quote_minor(row->amount, row->currency).text);
}

static void
report_clearing(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *erp, const char *what)
{
	diag_add(run->diag, RULE_LEDGER_SETTLEMENT_CLEARING,
	    pos_of(erp->source), "settlement '%s' %s",
	    quote(erp->transaction).text, what);
	payment_refuse(run, transaction, RULE_LEDGER_SETTLEMENT_CLEARING);
}

/*
 * One line credits the invoice's receivable, the other debits the credit
 * note's, so that the account between them nets to zero.
 */
static bool
halves_agree(struct ledger_run *run, uint32_t transaction,
    const struct payment_pair *pair, struct payment_sides sides[2])
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct billing_erp_line *erp;
	unsigned lines[2] = { 0, 0 };
	bool credit;
	uint32_t i;

	for (i = 0; i < row->erp_count; i++) {
		erp = payment_erp_line(run, row, i);
		if (!line_agrees(run, transaction, erp))
			return false;
		credit = strcmp(erp->document_number, pair->credit.number) == 0;
		if (!sides_agree(run, transaction, erp, NULL, &sides[credit]))
			return false;
		lines[credit]++;
		if (sides[credit].paid == (credit ? -row->amount : row->amount))
			continue;
		report(run, transaction, erp, "the amount",
		    quote_minor(sides[credit].paid, row->currency).text,
		    quote_minor(
			credit ? -row->amount : row->amount, row->currency)
			.text);
		return false;
	}
	if (lines[0] == 1 && lines[1] == 1)
		return true;
	if (lines_are_explained(run, row))
		fault_add_explained(run, &run->payment[transaction].faults);
	else
		report_clearing(run, transaction, payment_erp_line(run, row, 0),
		    "has not one ERP line for the invoice and one for the "
		    "credit note");
	return false;
}

void
payment_compare_pair(struct ledger_run *run, uint32_t transaction,
    const struct payment_pair *pair)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct account_decision clearing;
	struct payment_sides sides[2];

	if (row->erp_count == 0 || !halves_agree(run, transaction, pair, sides))
		return;
	if (strcmp(sides[0].money.account, sides[1].money.account) != 0)
		report_clearing(run, transaction, payment_erp_line(run, row, 0),
		    "has not the same account between both halves");
	else if (mapping_system_account(
		     run->mapping, SYSTEM_SETTLEMENT, &clearing) &&
		 strcmp(clearing.account, sides[0].money.account) != 0)
		report_clearing(run, transaction, payment_erp_line(run, row, 0),
		    "does not pass through the account of 'settlement'");
}
