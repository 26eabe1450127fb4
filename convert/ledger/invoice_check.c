/* invoice_check.c - may this invoice be made, and with what? */
#include "ledger/invoice_check.h"

#include <string.h>

#include "ledger/carry.h"
#include "ledger/crosscheck.h"
#include "ledger/customer.h"
#include "ledger/decision.h"
#include "ledger/erp_invoices.h"
#include "ledger/gaps.h"
#include "ledger/invoice_closed.h"
#include "ledger/invoice_rounding.h"
#include "ledger/invoice_vat.h"
#include "ledger/original.h"
#include "ledger/quote.h"

#define NUMBER_DIGITS_MAX 9

static bool
is_on_ledger(const struct ledger_run *run)
{
	return run->company->road[STREAM_INVOICES] == ROAD_LEDGER;
}

bool
invoice_number_is_sent(const char *number)
{
	size_t len = strlen(number);

	return len >= 1 && len <= NUMBER_DIGITS_MAX && number[0] != '0' &&
	       text_is_digits(number, len);
}

bool
invoice_account_is_known(
    struct ledger_run *run, uint32_t index, struct fault **faults)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct money gross = { invoice->gross, invoice->currency };
	struct diag *diag;

	if (invoice->account != BILLING_NONE)
		return true;
	if (run->billing->incomplete[BILLING_ACCOUNT] ||
	    run_account_is_rejected(run, invoice->account_code)) {
		fault_add_explained(run, faults);
		return false;
	}
	fault_add(run, faults, RULE_BILLING_UNKNOWN_ACCOUNT);
	if (run->billing->account_count == 0)
		diag = diag_add_grouped(run->diag, RULE_BILLING_UNKNOWN_ACCOUNT,
		    "", pos_of(invoice->source),
		    "no account of this month at all, such as '%s'",
		    quote(invoice->account_code).text);
	else
		diag = diag_add_grouped(run->diag, RULE_BILLING_UNKNOWN_ACCOUNT,
		    invoice->account_code, pos_of(invoice->source),
		    "no account '%s' in the accounts of this month",
		    quote(invoice->account_code).text);
	diag_amount(diag, gross);
	return false;
}

/* False when the account is not there: country and customer are unknown. */
static bool
check_account(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];

	if (!invoice_account_is_known(run, index, &state->faults))
		return false;
	if (customer_check(run, invoice->account)->faults != NULL)
		fault_add_names(run, &state->faults, "dependency");
	/* Of two accounts with one code nobody knows which is meant. */
	return !run->billing->account[invoice->account].duplicate;
}

/* Accounts that Netvisor's postings need; their faults are known. */
static void
check_system_accounts(struct ledger_run *run, struct invoice_state *state)
{
	struct account_decision ignored;

	if (!mapping_system_account(
		run->mapping, SYSTEM_RECEIVABLES, &ignored) ||
	    !mapping_system_account(run->mapping, SYSTEM_SALES_VAT, &ignored))
		fault_add_names(run, &state->faults, "dependency");
}

static void
check_number(struct ledger_run *run, const struct billing_invoice *invoice)
{
	struct money gross = { invoice->gross, invoice->currency };
	struct diag *diag;

	if (invoice_number_is_sent(invoice->number))
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_INVOICE_NUMBER, "number",
	    pos_of(invoice->source),
	    "'%s' is not a number of 1 to 9 digits without a leading zero",
	    quote(invoice->number).text);
	diag_amount(diag, gross);
}

/* A file of another month, or an invoice that two months' exports hold. */
static void
check_month(struct ledger_run *run, const struct billing_invoice *invoice)
{
	struct money gross = { invoice->gross, invoice->currency };
	struct month month = run->billing->month;
	char date[DATE_TEXT_MAX], text[MONTH_TEXT_MAX];
	struct diag *diag;

	if (month_compare(date_month(date_of(invoice->date)), month) == 0)
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_OTHER_MONTH, "date",
	    pos_of(invoice->source), "'%s' is of %s, the exports are of %s",
	    quote(invoice->number).text,
	    date_format(date_of(invoice->date), date),
	    month_format(month, text));
	diag_amount(diag, gross);
}

static void
check_term(struct ledger_run *run, const struct billing_invoice *invoice,
    struct invoice_state *state)
{
	if (invoice->due_date.year != 0 || invoice->payment_terms >= 0 ||
	    invoice_payment_term(run, invoice) >= 0)
		return;
	diag_add(run->diag, RULE_LEDGER_PAYMENT_TERM, pos_of(invoice->source),
	    "'%s' has no due date and no payment terms",
	    quote(invoice->number).text);
	fault_add(run, &state->faults, RULE_LEDGER_PAYMENT_TERM);
}

static void
report_overflow(struct ledger_run *run, struct invoice_state *state,
    const struct billing_invoice *invoice)
{
	diag_add(run->diag, RULE_LEDGER_OVERFLOW, pos_of(invoice->source),
	    "'%s' in EUR", quote(invoice->number).text);
	fault_add(run, &state->faults, RULE_LEDGER_OVERFLOW);
}

/* The amounts in EUR fit; they are made again when they are written. */
static void
check_euro(struct ledger_run *run, const struct billing_invoice *invoice,
    struct invoice_state *state)
{
	const struct billing_line *line;
	int64_t sum = 0, net, vat;
	struct money money;
	uint32_t i;

	for (i = 0; i < invoice->line_count; i++) {
		line =
		    &run->billing->line
			 [run->billing->invoice_lines[invoice->line_first + i]];
		money = line_net(line);
		if (!to_euro(money, state->rate, &net))
			break;
		money.minor = line->vat;
		if (!to_euro(money, state->rate, &vat) ||
		    __builtin_add_overflow(sum, net, &sum) ||
		    __builtin_add_overflow(sum, vat, &sum) ||
		    net == INT64_MIN || vat == INT64_MIN || sum == INT64_MIN)
			break;
	}
	if (i < invoice->line_count)
		report_overflow(run, state, invoice);
}

static void
check_lines(struct ledger_run *run, uint32_t index, bool has_account)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	unsigned parts = DECIDE_DIMENSION;
	const struct billing_account *account;
	struct date vat_on;
	uint32_t i, at;

	if (!is_on_ledger(run))
		parts |= DECIDE_PRODUCT;
	/* What is known to be wrong would only give gaps that are none. */
	if (has_account) {
		parts |= DECIDE_ACCOUNT;
		account = &run->billing->account[invoice->account];
		if (account->business || account->legal_vat_number[0] == '\0')
			parts |= DECIDE_VAT;
	}
	vat_on = invoice_vat_of_original(run, index);
	for (i = 0; i < invoice->line_count; i++) {
		at = run->billing->invoice_lines[invoice->line_first + i];
		(void)line_decide(run, at, parts, vat_on, &state->faults);
		rounding_judge_line(run, at, &state->faults);
	}
	/* Each posting of a voucher has its own rate, whatever the date. */
	if ((parts & DECIDE_VAT) != 0) {
		invoice_vat_date(run, index, !is_on_ledger(run));
		original_check_vat(run, index);
	}
}

static void
invoice_check(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	bool has_account;

	carry_judge_invoice(run, index);
	if (state->carry != CARRY_YES)
		return;
	has_account = check_account(run, index);
	check_system_accounts(run, state);
	/* What only a sales invoice in Netvisor needs. */
	if (!is_on_ledger(run))
		check_number(run, invoice);
	check_month(run, invoice);
	if (!is_on_ledger(run))
		check_term(run, invoice, state);
	if (invoice->type == DOCUMENT_CREDIT_NOTE)
		original_check(run, index);
	crosscheck_totals(run, index);
	crosscheck_erp_amount(run, index);
	check_lines(run, index, has_account);
	if (invoice_rate(run, index, true, &state->faults))
		check_euro(run, invoice, state);
	if (is_on_ledger(run)) {
		erp_invoice_check(run, index);
	} else {
		crosscheck_splits(run, index);
		invoice_closed_check(run, index);
	}
	rounding_judge_total(run, index);
}

void
invoice_check_all(struct ledger_run *run)
{
	const struct billing *billing = run->billing;
	uint32_t i;

	for (i = 0; i < billing->invoice_count; i++) {
		if (billing->invoice[i].type == DOCUMENT_INVOICE)
			invoice_check(run, i);
	}
	for (i = 0; i < billing->invoice_count; i++) {
		if (billing->invoice[i].type == DOCUMENT_CREDIT_NOTE)
			invoice_check(run, i);
	}
}
