/* deferral_check.c - accounts, sums and texts of a set. */
#include <string.h>

#include "ledger/deferral.h"
#include "ledger/quote.h"
#include "ledger/voucher.h"

/* Which way the amount goes; false when the accounts are not the set's. */
static bool
amount_of(struct deferral_run *deferrals, const struct deferral_set *set,
    const struct billing_erp_line *erp, int64_t *ret)
{
	struct ledger_run *run = deferrals->run;
	struct account_decision own, contra;
	int64_t into;

	if (erp->amount == INT64_MIN ||
	    !mapping_erp_account(run->mapping, erp->account_number, &own) ||
	    !mapping_erp_account(
		run->mapping, erp->contra_account_number, &contra))
		return false;
	if (strcmp(own.account, set->revenue_account) == 0 &&
	    strcmp(contra.account, set->deferred_account) == 0)
		into = erp->amount;
	else if (strcmp(own.account, set->deferred_account) == 0 &&
		 strcmp(contra.account, set->revenue_account) == 0)
		into = -erp->amount;
	else
		return false;
	*ret = erp->event == ERP_EVENT_DEFERRAL ? into : -into;
	return true;
}

/* What was booked by others is only listed: the document tells its sign. */
static int64_t
guessed_amount(const struct billing_erp_line *erp)
{
	bool negative = erp->document_type == DOCUMENT_CREDIT_NOTE;

	if (erp->amount == INT64_MIN)
		return erp->amount;
	return (erp->amount < 0) == negative ? erp->amount : -erp->amount;
}

static void
report_accounts(struct deferral_run *deferrals, struct deferral_set *set,
    const struct billing_erp_line *erp)
{
	struct ledger_run *run = deferrals->run;
	struct money amount = { erp->amount, erp->currency };
	struct account_decision own, contra;
	struct diag *diag;

	if (!mapping_erp_account(run->mapping, erp->account_number, &own) ||
	    !mapping_erp_account(
		run->mapping, erp->contra_account_number, &contra)) {
		/* Every number without an account is a finding already. */
		fault_add(run, &set->faults, RULE_MAPPING_ERP_ACCOUNT_MISSING);
		return;
	}
	fault_add(run, &set->faults, RULE_LEDGER_DEFERRAL_ACCOUNT);
	diag = diag_add_grouped(run->diag, RULE_LEDGER_DEFERRAL_ACCOUNT,
	    set->name, pos_of(erp->source),
	    "'%s' is between %s and %s, its revenue account is %s and "
	    "deferred revenue is %s",
	    quote(set->number).text, quote(own.account).text,
	    quote(contra.account).text, quote(set->revenue_account).text,
	    quote(set->deferred_account).text);
	diag_amount(diag, amount);
}

/* Amounts of all lines by their accounts. */
static void
check_accounts(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	struct erp_state *state;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		state = &deferrals->erp[i];
		if (set->context != CONTEXT_NONE &&
		    amount_of(deferrals, set, erp, &state->amount))
			continue;
		state->amount = guessed_amount(erp);
		if (set->context == CONTEXT_NONE || state->carry != CARRY_YES)
			continue;
		report_accounts(deferrals, set, erp);
	}
}

static void
check_currencies(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		if (erp->currency == set->currency)
			continue;
		diag_add(run->diag, RULE_LEDGER_CURRENCY, pos_of(erp->source),
		    "an ERP line in %s of a deferral in %s",
		    erp->currency->code, set->currency->code);
		fault_add(run, &set->faults, RULE_LEDGER_CURRENCY);
		return;
	}
}

/* The voucher's description holds the text and our reference. */
static void
check_texts(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		if (deferrals->erp[i].carry != CARRY_YES ||
		    voucher_text_fits(erp->text,
			(struct money){ erp->amount, erp->currency }))
			continue;
		diag_add(run->diag, RULE_LEDGER_TEXT_LENGTH,
		    pos_of(erp->source),
		    "the text of ERP line '%s' is too long: '%s'",
		    quote(erp->id).text, quote(erp->text).text);
		fault_add(run, &set->faults, RULE_LEDGER_TEXT_LENGTH);
	}
}

void
deferral_check(struct deferral_run *deferrals, struct deferral_set *set)
{
	if (set->context != CONTEXT_NONE && set->wanted)
		check_currencies(deferrals, set);
	check_accounts(deferrals, set);
	if (set->wanted)
		check_texts(deferrals, set);
	deferral_check_sums(deferrals, set);
}
