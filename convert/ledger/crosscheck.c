/* crosscheck.c - what the exports say of one invoice twice must agree. */
#include "ledger/crosscheck.h"

#include <string.h>

#include "ledger/invoice_rounding.h"
#include "ledger/quote.h"

static const struct billing_line *
line_at(const struct billing *billing, const struct billing_invoice *invoice,
    uint32_t i)
{
	return &billing->line[billing->invoice_lines[invoice->line_first + i]];
}

static const struct billing_erp_line *
erp_at(const struct billing *billing, const struct billing_invoice *invoice,
    uint32_t i)
{
	return &billing
	            ->erp[billing->invoice_erp_lines[invoice->erp_first + i]];
}

static void
report_total(struct ledger_run *run, uint32_t index, const char *what,
    int64_t stated, const char *other, int64_t computed)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	bool declared = run->company->rounding_declared;

	if (rounding_covers(run, invoice, stated, computed))
		return;
	diag_add(run->diag, RULE_LEDGER_INVOICE_TOTAL, pos_of(invoice->source),
	    "the %s of '%s' is %s, %s %s%s%s%s", what,
	    quote(invoice->number).text,
	    quote_minor(stated, invoice->currency).text, other,
	    quote_minor(computed, invoice->currency).text,
	    declared ? ", further off than " : "",
	    declared ? quote_minor(1, invoice->currency).text : "",
	    declared ? " a line" : "");
	fault_add(run, &run->invoice[index].faults, RULE_LEDGER_INVOICE_TOTAL);
}

/* Would a rejected line explain that sums differ? */
static bool
lines_are_explained(struct ledger_run *run, uint32_t index)
{
	return run->invoice[index].lines_broken ||
	       !run->billing->exported[BILLING_INVOICE_LINE] ||
	       run->billing->incomplete[BILLING_INVOICE_LINE];
}

/* Sums of the lines; false when they have another currency or overflow. */
static bool
sum_lines(struct ledger_run *run, uint32_t index, int64_t *net, int64_t *vat)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	const struct billing_line *line;
	bool usable = true;
	uint32_t i;

	*net = 0;
	*vat = 0;
	for (i = 0; i < invoice->line_count; i++) {
		line = line_at(run->billing, invoice, i);
		if (line->currency != invoice->currency) {
			diag_add(run->diag, RULE_LEDGER_CURRENCY,
			    pos_of(line->source),
			    "a line in %s of an invoice in %s",
			    line->currency->code, invoice->currency->code);
			fault_add(run, &state->faults, RULE_LEDGER_CURRENCY);
			usable = false;
		} else if (__builtin_add_overflow(*net, line->net, net) ||
			   __builtin_add_overflow(*vat, line->vat, vat)) {
			diag_add(run->diag, RULE_LEDGER_OVERFLOW,
			    pos_of(invoice->source),
			    "the sum of the lines of '%s'",
			    quote(invoice->number).text);
			fault_add(run, &state->faults, RULE_LEDGER_OVERFLOW);
			return false;
		}
	}
	return usable;
}

static void
report_no_lines(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct money gross = { invoice->gross, invoice->currency };
	struct invoice_state *state = &run->invoice[index];
	struct diag *diag;

	if (!run->billing->exported[BILLING_INVOICE_LINE]) {
		diag = diag_add_grouped(run->diag, RULE_LEDGER_NO_LINES,
		    "export", pos_of(invoice->source),
		    "no invoice lines were exported, so nothing says what "
		    "invoice '%s' is for",
		    quote(invoice->number).text);
		diag_amount(diag, gross);
	} else if (lines_are_explained(run, index)) {
		fault_add_explained(run, &state->faults);
		return;
	} else {
		diag_add(run->diag, RULE_LEDGER_NO_LINES,
		    pos_of(invoice->source), "'%s' has no lines",
		    quote(invoice->number).text);
	}
	fault_add(run, &state->faults, RULE_LEDGER_NO_LINES);
}

void
crosscheck_totals(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	int64_t net, vat, gross;

	if (__builtin_add_overflow(invoice->net, invoice->vat, &gross))
		gross = INT64_MIN;
	report_total(
	    run, index, "gross", invoice->gross, "net and VAT give", gross);
	if (invoice->line_count == 0) {
		report_no_lines(run, index);
		return;
	}
	if (!sum_lines(run, index, &net, &vat))
		return;
	if (lines_are_explained(run, index)) {
		if (net != invoice->net || vat != invoice->vat)
			fault_add_explained(run, &state->faults);
		return;
	}
	report_total(run, index, "net", invoice->net, "its lines sum to", net);
	report_total(run, index, "VAT", invoice->vat, "its lines sum to", vat);
}

void
crosscheck_erp_amount(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	const struct billing_erp_line *erp, *first = NULL;
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < invoice->erp_count; i++) {
		erp = erp_at(run->billing, invoice, i);
		if (erp->event != ERP_EVENT_INVOICE)
			continue;
		if (first == NULL)
			first = erp;
		if (erp->currency != invoice->currency) {
			diag_add(run->diag, RULE_LEDGER_CURRENCY,
			    pos_of(erp->source),
			    "an ERP line in %s of an invoice in %s",
			    erp->currency->code, invoice->currency->code);
			fault_add(run, &state->faults, RULE_LEDGER_CURRENCY);
			return;
		}
		if (__builtin_add_overflow(sum, erp->amount, &sum))
			sum = INT64_MIN;
	}
	/* ERP lines of both join a number that stands twice. */
	if (invoice->duplicate)
		return;
	/* Which of the two Fenerum sends, and which account leads, is open. */
	if (first == NULL || sum == invoice->gross || sum == -invoice->gross ||
	    sum == invoice->net || sum == -invoice->net)
		return;
	diag_add(run->diag, RULE_LEDGER_ERP_AMOUNT, pos_of(first->source),
	    "the ERP lines of '%s' sum to %s, its gross is %s",
	    quote(invoice->number).text,
	    quote_minor(sum, invoice->currency).text,
	    quote_minor(invoice->gross, invoice->currency).text);
	fault_add(run, &state->faults, RULE_LEDGER_ERP_AMOUNT);
}

/* What a group's lines sum to, and their account (NULL: undecided). */
struct group {
	const char *account;
	int64_t net;
	size_t lines;
};

static struct group
group_of(const struct ledger_run *run, const struct billing_invoice *invoice,
    const char *name)
{
	const struct billing *billing = run->billing;
	const struct line_decision *decision;
	const struct billing_line *line;
	struct group group = { NULL, 0, 0 };
	uint32_t i, at;

	for (i = 0; i < invoice->line_count; i++) {
		at = billing->invoice_lines[invoice->line_first + i];
		line = &billing->line[at];
		if (strcmp(line->revenue_group, name) != 0)
			continue;
		decision = run->line[at].decision;
		if (group.account == NULL && decision != NULL)
			group.account = decision->account.account;
		/* crosscheck_totals has found the sum of all to fit. */
		group.net += line->net;
		group.lines++;
	}
	return group;
}

/* What a split credits its group's account; false when it does not touch it. */
static bool
split_credit(struct ledger_run *run, const struct billing_erp_line *erp,
    const char *account, int64_t *ret)
{
	struct account_decision own, contra;

	if (mapping_erp_account(
		run->mapping, erp->contra_account_number, &contra) &&
	    strcmp(contra.account, account) == 0) {
		*ret = erp->amount;
		return true;
	}
	if (mapping_erp_account(run->mapping, erp->account_number, &own) &&
	    strcmp(own.account, account) == 0) {
		*ret = -erp->amount;
		return true;
	}
	return false;
}

static bool
erp_accounts_are_mapped(
    struct ledger_run *run, const struct billing_erp_line *erp)
{
	struct account_decision ignored;

	return mapping_erp_account(
		   run->mapping, erp->account_number, &ignored) &&
	       mapping_erp_account(
		   run->mapping, erp->contra_account_number, &ignored);
}

/* Sum the splits of a group from the first on; false after a fault. */
static bool
sum_splits(struct ledger_run *run, uint32_t index, uint32_t from,
    const struct group *group, int64_t *ret)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct billing_erp_line *first, *erp;
	struct fault **faults = &run->invoice[index].faults;
	int64_t credit;
	uint32_t i;

	*ret = 0;
	first = erp_at(run->billing, invoice, from);
	for (i = from; i < invoice->erp_count; i++) {
		erp = erp_at(run->billing, invoice, i);
		if (erp->event != ERP_EVENT_SPLIT ||
		    erp->revenue_group != first->revenue_group)
			continue;
		if (!erp_accounts_are_mapped(run, erp)) {
			fault_add(
			    run, faults, RULE_MAPPING_ERP_ACCOUNT_MISSING);
			return false;
		}
		if (!split_credit(run, erp, group->account, &credit)) {
			diag_add(run->diag, RULE_LEDGER_SPLIT_ACCOUNT,
			    pos_of(erp->source),
			    "neither account of this split of '%s' is the "
			    "group's account %s in Netvisor",
			    quote(invoice->number).text, group->account);
			fault_add(run, faults, RULE_LEDGER_SPLIT_ACCOUNT);
			return false;
		}
		if (__builtin_add_overflow(*ret, credit, ret))
			*ret = INT64_MIN;
	}
	return true;
}

static void
check_split(struct ledger_run *run, uint32_t index, uint32_t at)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct billing_erp_line *erp = erp_at(run->billing, invoice, at);
	struct invoice_state *state = &run->invoice[index];
	struct group group;
	int64_t sum;

	group = group_of(run, invoice, erp->revenue_group);
	if (group.lines > 0 && group.account == NULL)
		return; /* the gap is a finding already */
	if (group.lines == 0) {
		sum = erp->amount;
	} else if (!sum_splits(run, index, at, &group, &sum) ||
		   sum == group.net) {
		return;
	}
	if (lines_are_explained(run, index)) {
		fault_add_explained(run, &state->faults);
		return;
	}
	fault_add(run, &state->faults, RULE_LEDGER_SPLIT_SUM);
	diag_add(run->diag, RULE_LEDGER_SPLIT_SUM, pos_of(erp->source),
	    "the split of '%s' for revenue group '%s' is %s, its lines sum "
	    "to %s",
	    quote(invoice->number).text, quote(erp->revenue_group).text,
	    quote_minor(sum, invoice->currency).text,
	    quote_minor(group.net, invoice->currency).text);
}

void
crosscheck_splits(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct billing_erp_line *erp;
	uint32_t i, j;

	for (i = 0; i < invoice->erp_count; i++) {
		erp = erp_at(run->billing, invoice, i);
		if (erp->event != ERP_EVENT_SPLIT)
			continue;
		/* Each group once, at its first split. */
		for (j = 0; j < i; j++) {
			if (erp_at(run->billing, invoice, j)->event ==
				ERP_EVENT_SPLIT &&
			    erp_at(run->billing, invoice, j)->revenue_group ==
				erp->revenue_group)
				break;
		}
		if (j == i)
			check_split(run, index, i);
	}
}
