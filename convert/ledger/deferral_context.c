/* deferral_context.c - invoice, rate, accounts and dimension of a set. */
#include <string.h>

#include "ledger/carry.h"
#include "ledger/decision.h"
#include "ledger/deferral.h"
#include "ledger/invoice_check.h"
#include "ledger/quote.h"

static const struct billing_erp_line *
first_line(const struct deferral_run *deferrals, const struct deferral_set *set)
{
	return &deferrals->run->billing->erp[set->first];
}

/* One finding a set, at its first line. */
static struct diag *
refuse(struct deferral_run *deferrals, struct deferral_set *set,
    enum rule_id rule, const char *text)
{
	struct ledger_run *run = deferrals->run;

	fault_add(run, &set->faults, rule);
	return diag_add(run->diag, rule,
	    pos_of(first_line(deferrals, set)->source), "%s of '%s'%s%s%s",
	    text, quote(set->number).text,
	    set->revenue_group[0] != '\0' ? " (" : "",
	    quote(set->revenue_group).text,
	    set->revenue_group[0] != '\0' ? ")" : "");
}

/* The lines that a set speaks of: its group's, or all without a group. */
static bool
is_line_of(const struct deferral_set *set, const struct billing_line *line)
{
	return set->revenue_group[0] == '\0' ||
	       strcmp(set->revenue_group, line->revenue_group) == 0;
}

/* Account and dimension of a line; a carried invoice has them decided. */
static const struct line_decision *
decision_of(
    struct deferral_run *deferrals, struct deferral_set *set, uint32_t at)
{
	struct ledger_run *run = deferrals->run;
	const struct date none = { 0, 0, 0 };

	if (run->invoice[set->invoice].carry != CARRY_YES &&
	    (run->line[at].decision == NULL ||
		run->line[at].decision->account.account == NULL))
		(void)line_decide(run, at, DECIDE_ACCOUNT | DECIDE_DIMENSION,
		    none, set->wanted ? &set->faults : NULL);
	return run->line[at].decision;
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* False after a fault: lines undecided, or of different accounts. */
static bool
take_decisions(
    struct deferral_run *deferrals, struct deferral_set *set, int64_t *ret_net)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_invoice *invoice =
	    &run->billing->invoice[set->invoice];
	const struct line_decision *decision, *first = NULL;
	uint32_t i, at;

	*ret_net = 0;
	for (i = 0; i < invoice->line_count; i++) {
		at = run->billing->invoice_lines[invoice->line_first + i];
		if (!is_line_of(set, &run->billing->line[at]))
			continue;
		decision = decision_of(deferrals, set, at);
		if (decision == NULL || decision->account.account == NULL ||
		    !decision->has_dimension) {
			fault_add_names(run, &set->faults, "dependency");
			return false;
		}
		if (first == NULL)
			first = decision;
		if (!same_text(
			first->account.account, decision->account.account) ||
		    !same_text(
			first->dimension.item, decision->dimension.item)) {
			if (set->wanted)
				refuse(deferrals, set,
				    RULE_LEDGER_DEFERRAL_ACCOUNT,
				    "different revenue accounts or dimensions "
				    "on the lines");
			return false;
		}
		if (__builtin_add_overflow(
			*ret_net, run->billing->line[at].net, ret_net))
			*ret_net = INT64_MIN;
	}
	if (first == NULL) {
		if (set->wanted && !run->invoice[set->invoice].lines_broken &&
		    run->billing->exported[BILLING_INVOICE_LINE] &&
		    !run->billing->incomplete[BILLING_INVOICE_LINE])
			refuse(deferrals, set, RULE_LEDGER_DEFERRAL_SUM,
			    "no invoice line");
		fault_add_names(run, &set->faults, "dependency");
		return false;
	}
	set->revenue_account = first->account.account;
	set->revenue_rule = first->account.rule.text;
	if (first->dimension.header != NULL) {
		set->dimension_header = first->dimension.header;
		set->dimension_item = first->dimension.item;
	}
	return true;
}

static bool
is_excluded(const struct ledger_run *run, uint32_t invoice)
{
	return run->invoice[invoice].carry != CARRY_YES;
}

/* Invoice and deferral are in these exports. */
static void
from_invoice(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	struct invoice_state *state = &run->invoice[set->invoice];
	const struct billing_invoice *invoice =
	    &run->billing->invoice[set->invoice];
	struct account_decision deferred;

	set->currency = invoice->currency;
	set->document = invoice_key(run, invoice);
	if (!is_excluded(run, set->invoice) && state->faults != NULL)
		fault_add_names(run, &set->faults, "dependency");
	if (set->wanted && is_excluded(run, set->invoice) &&
	    !invoice_account_is_known(run, set->invoice, &set->faults))
		return;
	if (!mapping_system_account(
		run->mapping, SYSTEM_DEFERRED_REVENUE, &deferred)) {
		/* A fault of accounts.yaml, which is known. */
		fault_add_names(run, &set->faults, "dependency");
		return;
	}
	set->deferred_account = deferred.account;
	if (!take_decisions(deferrals, set, &set->amount))
		return;
	if (invoice_rate(run, set->invoice, set->wanted, &set->faults))
		set->rate = state->rate;
	set->context = CONTEXT_INVOICE;
}

static void
from_row(struct deferral_set *set, const struct schedule_row *row,
    enum deferral_context context)
{
	set->context = context;
	set->currency = row->currency;
	set->document = row->document;
	set->rate = row->rate;
	set->revenue_account = row->revenue_account;
	set->revenue_rule = row->rule;
	set->deferred_account = row->deferred_account;
	set->dimension_header = row->dimension_header;
	set->dimension_item = row->dimension_item;
	set->amount = row->amount;
	set->amount_eur = row->amount_eur;
}

/* An excluded deferral may have been kept without what only vouchers need. */
static void
check_figures(struct deferral_run *deferrals, struct deferral_set *set)
{
	if (!set->wanted ||
	    (set->rate.units > 0 && set->revenue_account[0] != '\0' &&
		set->deferred_account[0] != '\0'))
		return;
	refuse(deferrals, set, RULE_LEDGER_SCHEDULE_INCOMPLETE,
	    "no rate or no accounts in the schedule for the deferral");
	set->context = CONTEXT_NONE;
}

/* A deferral of several lines: the figures of the others are added. */
static void
from_schedule(struct deferral_run *deferrals, struct deferral_set *set,
    const struct schedule_row *first)
{
	const struct schedule_row *row = first;

	from_row(set, first, CONTEXT_SCHEDULE);
	while ((row = schedule_next(deferrals->run->schedule, row)) != NULL) {
		if (row->kind != ERP_EVENT_DEFERRAL ||
		    !deferral_row_counts(deferrals->run, row))
			continue;
		if (__builtin_add_overflow(
			set->amount, row->amount, &set->amount) ||
		    __builtin_add_overflow(
			set->amount_eur, row->amount_eur, &set->amount_eur))
			set->amount = INT64_MIN;
	}
	check_figures(deferrals, set);
}

/* What the opening balance holds was booked before the start. */
static void
check_opening(struct deferral_run *deferrals, struct deferral_set *set)
{
	const struct billing_erp_line *erp;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &deferrals->run->billing->erp[i];
		if (erp->event != ERP_EVENT_DEFERRAL ||
		    deferrals->erp[i].carry != CARRY_YES)
			continue;
		refuse(deferrals, set, RULE_LEDGER_OPENING_TWICE,
		    "opening_deferred.tsv holds the deferral");
		return;
	}
}

/* Nothing tells the figures: which of the two is missing? */
static void
report_unknown(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing *billing = run->billing;

	if (billing->incomplete[BILLING_INVOICE] ||
	    (set->invoice != BILLING_NONE &&
		billing->incomplete[BILLING_ERP_LINE])) {
		fault_add_names(run, &set->faults, "dependency");
		return;
	}
	if (set->has_deferral && !billing->exported[BILLING_INVOICE]) {
		billing_report_no_invoices(billing, run->diag,
		    pos_of(first_line(deferrals, set)->source));
		fault_add(run, &set->faults, RULE_BILLING_UNKNOWN_INVOICE);
		return;
	}
	if (set->has_deferral)
		refuse(deferrals, set, RULE_BILLING_UNKNOWN_INVOICE,
		    "no invoice in the exports for the deferral");
	else
		refuse(deferrals, set, RULE_LEDGER_DEFERRAL_UNKNOWN,
		    "no deferral for the recognitions");
}

static void
check_type(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_invoice *invoice;

	if (set->invoice == BILLING_NONE)
		return;
	invoice = &run->billing->invoice[set->invoice];
	if (invoice->type == set->type)
		return;
	/* An invoice that is carried has said so already. */
	if (is_excluded(run, set->invoice) && set->wanted)
		refuse(deferrals, set, RULE_BILLING_ERP_DOCUMENT,
		    "another type of document in the text");
	fault_add(run, &set->faults, RULE_BILLING_ERP_DOCUMENT);
}

/* Nothing of an invoice that was never booked can be deferred. */
static void
check_cancelled(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;

	if (set->wanted && set->invoice != BILLING_NONE &&
	    run->invoice[set->invoice].carry == CARRY_CANCELLED)
		refuse(deferrals, set, RULE_LEDGER_ERP_MIXED,
		    "the invoice was cancelled, but not every deferral and "
		    "recognition");
}

/* Which lines are carried: status, and nothing dated before the start. */
static void
judge_lines(
    struct deferral_run *deferrals, struct deferral_set *set, bool known)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	struct erp_state *state;
	bool early;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		state = &deferrals->erp[i];
		state->carry = carry_of_status(erp);
		early = date_compare(
			    date_of(erp->date), run->company->start_date) < 0;
		if (erp->event == ERP_EVENT_DEFERRAL) {
			if (early)
				state->carry = CARRY_BEFORE_START;
			else if (state->carry == CARRY_YES)
				known = true;
			if (carry_of_status(erp) != CARRY_CANCELLED)
				set->has_deferral = true;
		}
	}
	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		state = &deferrals->erp[i];
		early = date_compare(
			    date_of(erp->date), run->company->start_date) < 0;
		if (erp->event == ERP_EVENT_RECOGNITION && early && !known)
			state->carry = CARRY_BEFORE_START;
		if (state->carry == CARRY_YES)
			set->wanted = true;
	}
}

void
deferral_find_context(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	struct schedule_row *earlier, *opening;
	const char *touched;

	earlier = deferral_earlier(deferrals, set);
	opening = schedule_opening(run->schedule, set->name);
	judge_lines(deferrals, set,
	    opening != NULL || (earlier != NULL && earlier->reason[0] == '\0'));
	touched = run_touched(run, set->number);
	if (touched != NULL)
		fault_add_names(run, &set->faults, "dependency");
	check_type(deferrals, set);
	check_cancelled(deferrals, set);
	if (opening != NULL)
		check_opening(deferrals, set);
	if (set->has_deferral && set->invoice != BILLING_NONE)
		from_invoice(deferrals, set);
	else if (earlier != NULL)
		from_schedule(deferrals, set, earlier);
	else if (opening != NULL)
		from_row(set, opening, CONTEXT_OPENING);
	else if (set->wanted && touched == NULL)
		report_unknown(deferrals, set);
}
