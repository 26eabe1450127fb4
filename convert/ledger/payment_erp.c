/* payment_erp.c - what the ERP lines say of a payment. */
#include <string.h>

#include "ledger/carry.h"
#include "ledger/payment.h"
#include "ledger/quote.h"

const struct billing_erp_line *
payment_erp_line(const struct ledger_run *run,
    const struct billing_transaction *row, uint32_t i)
{
	const struct billing *billing = run->billing;

	return &billing
	            ->erp[billing->transaction_erp_lines[row->erp_first + i]];
}

/* Fenerum's English words; its other languages are not known. */
bool
payment_kind_of_text(const char *text, enum transaction_kind *ret)
{
	static const struct {
		const char *word;
		enum transaction_kind kind;
	} words[] = { { "Bank Transfer - ", TRANSACTION_BANK_TRANSFER },
		{ "Credit Card - ", TRANSACTION_CREDIT_CARD },
		{ "Direct Debit - ", TRANSACTION_DIRECT_DEBIT },
		{ "Settlement Payment - ", TRANSACTION_SETTLEMENT },
		{ "Refund - ", TRANSACTION_REFUND },
		{ "Underpayment Loss - ", TRANSACTION_UNDERPAYMENT_LOSS },
		{ "Debtor Loss - ", TRANSACTION_DEBTOR_LOSS } };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!text_starts_with(text, words[i].word))
			continue;
		*ret = words[i].kind;
		return true;
	}
	return false;
}

/* Netvisor's bank feed or a setting leaves the kind out, whatever is booked. */
static enum carry
carry_of_setting(
    const struct ledger_run *run, const struct billing_transaction *row)
{
	const struct company_payments *payments = &run->company->payments;

	if (row->kind == TRANSACTION_SETTLEMENT &&
	    payments->settlements_left_out)
		return CARRY_SETTLEMENT_OFF;
	return payments->carried_by[row->kind] == CARRIED_BY_NETVISOR_BANK
	           ? CARRY_BY_BANK
	           : CARRY_YES;
}

/* Are there any ERP lines of transactions at all? */
static bool
has_any_line(const struct billing *billing)
{
	const struct billing_transaction *last =
	    &billing->transaction[billing->transaction_count - 1];

	return last->erp_first + last->erp_count > 0;
}

static void
report_missing(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct fault **faults = &run->payment[transaction].faults;
	struct diag *diag;

	if (run->billing->incomplete[BILLING_ERP_LINE] ||
	    run_touched(run, row->invoice_number) != NULL) {
		fault_add_explained(run, faults);
		return;
	}
	fault_add(run, faults, RULE_LEDGER_PAYMENT_ERP_MISSING);
	if (has_any_line(run->billing)) {
		diag_add(run->diag, RULE_LEDGER_PAYMENT_ERP_MISSING,
		    pos_of(row->source),
		    "no ERP line of type Payment names transaction '%s'",
		    quote(row->uuid).text);
		return;
	}
	diag = diag_add_grouped(run->diag, RULE_LEDGER_PAYMENT_ERP_MISSING,
	    "export", pos_of(row->source),
	    "no ERP lines of payments were exported, so nothing says whether "
	    "payment '%s' "
	    "was booked",
	    quote(row->uuid).text);
	diag_amount(diag, payment_amount(row));
}

static void
report_mixed(struct ledger_run *run, uint32_t transaction,
    const struct billing_erp_line *one, const struct billing_erp_line *other)
{
	struct diag *diag;

	diag = diag_add(run->diag, RULE_LEDGER_PAYMENT_ERP_MIXED,
	    pos_of(other->source),
	    "this ERP line of payment '%s' is %s, another is %s",
	    quote(other->transaction).text, erp_status_word(other->status),
	    erp_status_word(one->status));
	diag_note(diag, pos_of(one->source), "the other line");
	fault_add(run, &run->payment[transaction].faults,
	    RULE_LEDGER_PAYMENT_ERP_MIXED);
}

void
payment_judge_carry(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_state *state = &run->payment[transaction];
	enum carry setting = carry_of_setting(run, row);
	const struct billing_erp_line *first, *other;
	uint32_t i;

	if (date_compare(date_of(row->date), run->company->start_date) < 0) {
		state->carry = CARRY_BEFORE_START;
		return;
	}
	state->carry = setting;
	if (row->erp_count == 0) {
		if (setting == CARRY_YES)
			report_missing(run, transaction);
		return;
	}
	first = payment_erp_line(run, row, 0);
	state->has_status = true;
	state->status = first->status;
	for (i = 1; i < row->erp_count; i++) {
		other = payment_erp_line(run, row, i);
		if (carry_of_status(other) == carry_of_status(first))
			continue;
		if (setting == CARRY_YES)
			report_mixed(run, transaction, first, other);
		return;
	}
	if (carry_of_status(first) != CARRY_YES)
		state->carry = carry_of_status(first);
}

bool
payment_sides_get(struct ledger_run *run, const struct billing_erp_line *erp,
    struct payment_sides *ret)
{
	struct account_decision receivables;
	bool contra_is_receivables;

	memset(ret, 0, sizeof(*ret));
	ret->mapped =
	    mapping_erp_account(run->mapping, erp->account_number, &ret->own) &&
	    mapping_erp_account(
		run->mapping, erp->contra_account_number, &ret->contra);
	if (!ret->mapped || !mapping_system_account(
				run->mapping, SYSTEM_RECEIVABLES, &receivables))
		return false;
	ret->own_is_receivables =
	    strcmp(ret->own.account, receivables.account) == 0;
	contra_is_receivables =
	    strcmp(ret->contra.account, receivables.account) == 0;
	ret->money = ret->own_is_receivables ? ret->contra : ret->own;
	ret->paid = ret->own_is_receivables ? -erp->amount : erp->amount;
	return ret->own_is_receivables != contra_is_receivables;
}
