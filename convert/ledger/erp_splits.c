/* erp_splits.c - do splits bring all revenue to its account? */
#include "ledger/erp_splits.h"

#include <string.h>

#include "ledger/erp_split.h"
#include "ledger/quote.h"

static void
report_account(const struct split_run *splits, const struct split *split)
{
	const char *group = split->erp->revenue_group;
	struct ledger_run *run = splits->run;
	uint32_t i;

	fault_add(run, &splits->state->faults, RULE_LEDGER_SPLIT_ACCOUNT);
	for (i = 0; i < splits->invoice->line_count; i++) {
		if (strcmp(run->billing->line[split_line_at(splits, i)]
			       .revenue_group,
			group) == 0)
			break;
	}
	if (i == splits->invoice->line_count)
		diag_add(run->diag, RULE_LEDGER_SPLIT_ACCOUNT,
		    pos_of(split->erp->source),
		    "'%s' has no line of revenue group '%s' to be split off",
		    quote(splits->invoice->number).text, quote(group).text);
	else
		diag_add(run->diag, RULE_LEDGER_SPLIT_ACCOUNT,
		    pos_of(split->erp->source),
		    "this split of '%s' is between %s and %s, the revenue of "
		    "its group '%s' goes from %s to %s",
		    quote(splits->invoice->number).text,
		    quote(split->from.account).text,
		    quote(split->to.account).text, quote(group).text,
		    quote(splits->booking->revenue[i].account).text,
		    quote(split_final_account(splits, i)->account).text);
}

static void
report_sum(const struct split_run *splits, const struct split *split,
    int64_t moved, int64_t net)
{
	struct ledger_run *run = splits->run;
	const struct billing_invoice *invoice = splits->invoice;

	fault_add(run, &splits->state->faults, RULE_LEDGER_SPLIT_SUM);
	diag_add(run->diag, RULE_LEDGER_SPLIT_SUM, pos_of(split->erp->source),
	    "the split of '%s' for revenue group '%s' is %s, its lines sum "
	    "to %s",
	    quote(invoice->number).text, quote(split->erp->revenue_group).text,
	    quote_minor(moved, invoice->currency).text,
	    quote_minor(net, invoice->currency).text);
}

/* Of several splits that move the same lines: whose is which dimension? */
static void
report_dimensions(const struct split_run *splits, const struct split *split)
{
	struct ledger_run *run = splits->run;

	fault_add(run, &splits->state->faults, RULE_LEDGER_ERP_LINES);
	diag_add(run->diag, RULE_LEDGER_ERP_LINES, pos_of(split->erp->source),
	    "'%s': several splits move revenue group '%s', whose lines have "
	    "several dimension items",
	    quote(splits->invoice->number).text,
	    quote(split->erp->revenue_group).text);
}

/* Has what the split moves one dimension item? */
static bool
has_one_dimension(const struct split_run *splits, const struct split *split)
{
	const struct dimension_decision *first = NULL;
	uint32_t i;

	for (i = 0; i < splits->invoice->line_count; i++) {
		if (!split_moves(splits, i, split))
			continue;
		if (first == NULL)
			first = split_dimension_of(splits, i);
		if (!split_is_dimension(first, split_dimension_of(splits, i)))
			return false;
	}
	return true;
}

/* False: the rest of the proof would only repeat it. */
static bool
check_split(const struct split_run *splits, const struct billing_erp_line *erp)
{
	struct split_company company;
	struct split split;
	struct split_worth worth;

	if (erp->currency != splits->invoice->currency) {
		diag_add(splits->run->diag, RULE_LEDGER_CURRENCY,
		    pos_of(erp->source), "a split in %s of an invoice in %s",
		    erp->currency->code, splits->invoice->currency->code);
		fault_add(
		    splits->run, &splits->state->faults, RULE_LEDGER_CURRENCY);
		return false;
	}
	if (!split_of(splits, erp, &split)) {
		/* The number without an account is a finding already. */
		fault_add(splits->run, &splits->state->faults,
		    RULE_MAPPING_ERP_ACCOUNT_MISSING);
		return false;
	}
	if (!split_moves_any(splits, &split)) {
		report_account(splits, &split);
		return false;
	}
	company = split_company(splits, &split);
	if (!company.first)
		return true;
	if (!split_worth(splits, &split, NULL, &worth))
		worth.net = INT64_MIN;
	if (company.amount != worth.net) {
		report_sum(splits, &split, company.amount, worth.net);
		return false;
	}
	if (company.count > 1 && !has_one_dimension(splits, &split)) {
		report_dimensions(splits, &split);
		return false;
	}
	return true;
}

static const struct billing_line *
run_line(const struct split_run *splits, uint32_t i)
{
	return &splits->run->billing->line[split_line_at(splits, i)];
}

/* Is the line where it belongs, or does a split bring it there? */
static bool
arrives(const struct split_run *splits, uint32_t i)
{
	const struct billing_erp_line *erp;
	struct split split;
	uint32_t j;

	if (run_line(splits, i)->net == 0 ||
	    strcmp(splits->booking->revenue[i].account,
		split_final_account(splits, i)->account) == 0)
		return true;
	for (j = 0; j < splits->invoice->erp_count; j++) {
		erp = split_line(splits, j);
		if (erp != NULL && split_of(splits, erp, &split) &&
		    split_moves(splits, i, &split))
			return true;
	}
	return false;
}

/* One finding an invoice: its first line that stays behind. */
static void
check_arrivals(const struct split_run *splits)
{
	const struct billing_line *line;
	struct ledger_run *run = splits->run;
	uint32_t i;

	for (i = 0; i < splits->invoice->line_count; i++) {
		if (arrives(splits, i))
			continue;
		line = run_line(splits, i);
		fault_add(
		    run, &splits->state->faults, RULE_LEDGER_SPLIT_MISSING);
		diag_add(run->diag, RULE_LEDGER_SPLIT_MISSING,
		    pos_of(line->source),
		    "'%s' is booked on %s, revenue group '%s' belongs on %s, "
		    "and no split moves it there",
		    quote(splits->invoice->number).text,
		    quote(splits->booking->revenue[i].account).text,
		    quote(line->revenue_group).text,
		    quote(split_final_account(splits, i)->account).text);
		return;
	}
}

void
erp_splits_check(
    struct ledger_run *run, uint32_t index, const struct erp_booking *booking)
{
	struct split_run splits = split_run(run, index, booking);
	const struct billing_erp_line *erp;
	bool sound = true;
	uint32_t i;

	for (i = 0; i < splits.invoice->erp_count; i++) {
		erp = split_line(&splits, i);
		if (erp != NULL && !check_split(&splits, erp))
			sound = false;
	}
	if (sound)
		check_arrivals(&splits);
}
