/* purchase_carry.c - what the ERP lines of a supplier invoice say of it. */
#include <stdlib.h>
#include <string.h>

#include "ledger/carry.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

bool
purchase_is_explained(const struct purchases *purchases, uint32_t index)
{
	const struct billing *billing = purchases->run->billing;
	const char *number = purchase_row(purchases, index)->number;
	size_t i;

	if (purchases->purchase[index].explained ||
	    billing->incomplete[BILLING_ERP_LINE])
		return true;
	for (i = 0; i < billing->rejected_count; i++) {
		if (strcmp(billing->rejected[i].kind, "erp_line") == 0 &&
		    strcmp(billing->rejected[i].invoice_number, number) == 0)
			return true;
	}
	return false;
}

static void
report_missing(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	if (purchase_is_explained(purchases, index)) {
		fault_add_explained(run, &purchase->faults);
		return;
	}
	fault_add(run, &purchase->faults, RULE_LEDGER_ERP_MISSING);
	if (run->billing->exported[BILLING_ERP_LINE]) {
		diag_add(run->diag, RULE_LEDGER_ERP_MISSING,
		    pos_of(row->source),
		    "no text of an ERP line of type Supplier Invoice ends in "
		    "'%s %s'",
		    quote(row->supplier_name).text, quote(row->number).text);
		return;
	}
	diag = diag_add_grouped(run->diag, RULE_LEDGER_ERP_MISSING,
	    "supplier export", pos_of(row->source),
	    "no ERP lines were exported, so nothing says whether '%s' of '%s' "
	    "was booked",
	    quote(row->number).text, quote(row->supplier_name).text);
	diag_amount(diag, (struct money){ row->gross, row->currency });
}

static void
report_mixed(struct purchases *purchases, uint32_t index,
    const struct billing_erp_line *first, const struct billing_erp_line *other)
{
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	diag = diag_add(run->diag, RULE_LEDGER_ERP_MIXED, pos_of(other->source),
	    "this ERP line of '%s' is %s, another is %s",
	    quote(purchase_row(purchases, index)->number).text,
	    erp_status_word(other->status), erp_status_word(first->status));
	diag_note(diag, pos_of(first->source), "the other line");
	fault_add(
	    run, &purchases->purchase[index].faults, RULE_LEDGER_ERP_MIXED);
}

bool
purchase_carry(struct purchases *purchases, uint32_t index)
{
	struct purchase *purchase = &purchases->purchase[index];
	const struct billing_erp_line *first, *erp;
	uint32_t at = purchase->invoice_line;

	if (at == PURCHASE_NONE) {
		if (!purchase->twice)
			report_missing(purchases, index);
		return false;
	}
	first = purchases->line[at].erp;
	purchase->status = first->status;
	/* Lines of both join a number that stands twice. */
	if (purchase->twice)
		return false;
	while ((at = purchases->line[at].next) != PURCHASE_NONE) {
		erp = purchases->line[at].erp;
		if (carry_of_status(erp) == carry_of_status(first))
			continue;
		report_mixed(purchases, index, first, erp);
		return false;
	}
	purchase->carry = carry_of_status(first);
	return true;
}

bool
purchase_line_is_listed(
    struct purchases *purchases, const struct billing_erp_line *erp)
{
	const char *const number[] = { erp->account_number,
		erp->contra_account_number };
	struct account_decision decision;
	size_t i;

	for (i = 0; i < sizeof(number) / sizeof(number[0]); i++) {
		if (number[i][0] != '\0' &&
		    !mapping_erp_account(
			purchases->run->mapping, number[i], &decision) &&
		    mapping_is_gap(decision.rule))
			return true;
	}
	return false;
}

bool
purchase_line_accounts(struct purchases *purchases,
    const struct billing_erp_line *erp, struct fault **faults,
    struct account_decision *ret_debit, struct account_decision *ret_credit)
{
	bool debits = erp->amount >= 0;
	struct mapping *mapping = purchases->run->mapping;
	bool debit, credit;

	debit = mapping_erp_account(mapping,
	    debits ? erp->account_number : erp->contra_account_number,
	    ret_debit);
	credit = mapping_erp_account(mapping,
	    debits ? erp->contra_account_number : erp->account_number,
	    ret_credit);
	if (debit && credit)
		return true;
	if (purchase_line_is_listed(purchases, erp))
		fault_add(
		    purchases->run, faults, RULE_MAPPING_ERP_ACCOUNT_MISSING);
	else
		fault_add_explained(purchases->run, faults);
	return false;
}

void
purchase_line_differs(struct purchases *purchases,
    const struct billing_erp_line *erp, uint32_t row, struct fault **faults,
    const char *what)
{
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	fault_add(run, faults, RULE_LEDGER_PURCHASE_ERP);
	diag = diag_add(run->diag, RULE_LEDGER_PURCHASE_ERP,
	    pos_of(erp->source), "%s", what);
	if (row != PURCHASE_NONE)
		diag_note(diag, pos_of(purchase_row(purchases, row)->source),
		    "the supplier invoice");
}

/* Cost and payables must be those that the row and accounts.yaml give. */
static void
check_accounts(struct purchases *purchases, uint32_t index,
    const struct billing_erp_line *erp)
{
	struct purchase *purchase = &purchases->purchase[index];
	struct account_decision debit, credit, payables, *cost;
	bool is_credit_note = purchase_row(purchases, index)->gross < 0;
	char *what = NULL;

	if (!purchase_line_accounts(
		purchases, erp, &purchase->faults, &debit, &credit) ||
	    !mapping_system_account(
		purchases->run->mapping, SYSTEM_PAYABLES, &payables))
		return;
	cost = is_credit_note ? &credit : &debit;
	if (strcmp((is_credit_note ? debit : credit).account,
		payables.account) != 0)
		what = mem_printf("the account beside the cost is %s in "
				  "Netvisor, but payables are %s",
		    (is_credit_note ? debit : credit).account,
		    payables.account);
	else if (purchase->settings.account[0] == '\0' &&
		 purchase->cost.account != NULL &&
		 strcmp(cost->account, purchase->cost.account) != 0)
		what = mem_printf("the cost account is %s in Netvisor, but the "
				  "supplier invoice gives %s",
		    cost->account, purchase->cost.account);
	if (what != NULL)
		purchase_line_differs(
		    purchases, erp, index, &purchase->faults, what);
	free(what);
}

static bool
is_opposite(int64_t a, int64_t b)
{
	int64_t sum;

	return !__builtin_add_overflow(a, b, &sum) && sum == 0;
}

/* Which of gross and net Fenerum sends, and which account leads, is open. */
static void
check_amount(struct purchases *purchases, uint32_t index,
    const struct billing_erp_line *erp)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	char date[2][DATE_TEXT_MAX];
	char *what = NULL;

	if (erp->currency != row->currency)
		what = mem_printf("in %s, but the supplier invoice is in %s",
		    erp->currency->code, row->currency->code);
	else if (erp->amount != row->gross && erp->amount != row->net &&
		 !is_opposite(erp->amount, row->gross) &&
		 !is_opposite(erp->amount, row->net))
		what = mem_printf("the amount is %s, but the gross of the "
				  "supplier invoice is %s",
		    quote_minor(erp->amount, erp->currency).text,
		    quote_minor(row->gross, row->currency).text);
	else if (date_compare(date_of(erp->date), date_of(row->date)) != 0)
		what = mem_printf("dated %s, but the supplier invoice is dated "
				  "%s",
		    date_format(date_of(erp->date), date[0]),
		    date_format(date_of(row->date), date[1]));
	if (what != NULL)
		purchase_line_differs(purchases, erp, index,
		    &purchases->purchase[index].faults, what);
	free(what);
}

void
purchase_crosscheck(struct purchases *purchases, uint32_t index)
{
	struct purchase *purchase = &purchases->purchase[index];
	const struct purchase_line *line =
	    &purchases->line[purchase->invoice_line];

	if (purchase->invoice_lines > 1) {
		purchase_line_differs(purchases,
		    purchases->line[line->next].erp, index, &purchase->faults,
		    "a second ERP line books the same supplier invoice");
		return;
	}
	check_amount(purchases, index, line->erp);
	check_accounts(purchases, index, line->erp);
}

bool
purchase_payment_sides(struct purchases *purchases, struct purchase_line *line,
    struct purchase_sides *ret)
{
	const struct billing_erp_line *erp = line->erp;
	struct account_decision payables, debit, credit;
	char *what;

	if (!purchase_line_accounts(
		purchases, erp, &line->faults, &debit, &credit) ||
	    !purchase_system_account(purchases, SYSTEM_PAYABLES, "payables",
		&line->faults, &payables))
		return false;
	ret->paid = purchase_paid(purchases, erp);
	/* What a supplier pays back credits payables. */
	ret->payables = ret->paid >= 0 ? debit : credit;
	ret->bank = ret->paid >= 0 ? credit : debit;
	if (strcmp(ret->payables.account, payables.account) == 0)
		return true;
	what = mem_printf("neither account is the one of payables in "
			  "Netvisor, %s",
	    payables.account);
	purchase_line_differs(purchases, erp, line->row, &line->faults, what);
	free(what);
	return false;
}

int64_t
purchase_paid(struct purchases *purchases, const struct billing_erp_line *erp)
{
	struct mapping *mapping = purchases->run->mapping;
	struct account_decision account, contra, payables;

	if (mapping_system_account(mapping, SYSTEM_PAYABLES, &payables) &&
	    mapping_erp_account(mapping, erp->account_number, &account) &&
	    mapping_erp_account(mapping, erp->contra_account_number, &contra) &&
	    strcmp(account.account, payables.account) != 0 &&
	    strcmp(contra.account, payables.account) == 0 &&
	    erp->amount != INT64_MIN)
		return -erp->amount;
	return erp->amount;
}
