/* invoice_vat.c - the one VAT date of an invoice. */
#include "ledger/invoice_vat.h"

#include <string.h>

#include "ledger/decision.h"
#include "ledger/facts.h"
#include "ledger/original.h"
#include "ledger/quote.h"
#include "ledger/receivables.h"

/* Is the line's VAT the same on that date? */
static bool
keeps_vat_on(struct ledger_run *run, uint32_t at, struct date date)
{
	const struct line_decision *decision = run->line[at].decision;
	struct line_facts facts, on;
	struct vat_decision vat;

	line_facts_get(run->billing, &run->billing->line[at], &facts);
	on = line_facts_on(&facts, date);
	return mapping_vat(run->mapping, &on, &vat) &&
	       strcmp(vat.code, decision->vat.code) == 0 &&
	       decimal_compare(vat.percent, decision->vat.percent) == 0;
}

static void
report_dates(
    struct ledger_run *run, uint32_t index, uint32_t at, struct date latest)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	char own[DATE_TEXT_MAX], other[DATE_TEXT_MAX];

	diag_add(run->diag, RULE_LEDGER_VAT_DATES,
	    pos_of(run->billing->line[at].source),
	    "the VAT date of this line of '%s' is %s, and its rate is another "
	    "on %s, the latest VAT date of the invoice",
	    quote(invoice->number).text,
	    date_format(date_of(run->line[at].vat_date), own),
	    date_format(latest, other));
	fault_add(run, &run->invoice[index].faults, RULE_LEDGER_VAT_DATES);
}

static bool
has_vat(const struct ledger_run *run, uint32_t at)
{
	return run->line[at].decision != NULL &&
	       run->line[at].decision->vat.code != NULL;
}

void
invoice_vat_date(struct ledger_run *run, uint32_t index, bool report)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const uint32_t *lines =
	    run->billing->invoice_lines + invoice->line_first;
	struct date latest = { 0, 0, 0 }, own;
	uint32_t i;

	for (i = 0; i < invoice->line_count; i++) {
		own = date_of(run->line[lines[i]].vat_date);
		if (has_vat(run, lines[i]) &&
		    (!date_is_set(latest) || date_compare(own, latest) > 0))
			latest = own;
	}
	run->invoice[index].vat_date = date_shorten(latest);
	if (!report)
		return;
	for (i = 0; i < invoice->line_count; i++) {
		own = date_of(run->line[lines[i]].vat_date);
		if (has_vat(run, lines[i]) && date_compare(own, latest) != 0 &&
		    !keeps_vat_on(run, lines[i], latest)) {
			report_dates(run, index, lines[i], latest);
			return;
		}
	}
}

/* An excluded original was not looked into; its dates count. */
static void
look_into(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct date none = { 0, 0, 0 };
	uint32_t i, at;

	if (invoice->account == BILLING_NONE)
		return;
	for (i = 0; i < invoice->line_count; i++) {
		at = run->billing->invoice_lines[invoice->line_first + i];
		(void)line_decide(run, at, DECIDE_VAT, none, NULL);
	}
	invoice_vat_date(run, index, false);
}

struct date
invoice_vat_of_original(struct ledger_run *run, uint32_t index)
{
	struct original original = original_find(run, index);
	const struct date none = { 0, 0, 0 };
	struct invoice_state *state;

	if (original.place == ORIGINAL_EARLIER)
		return date_of(original.row->vat_date);
	if (original.place != ORIGINAL_HERE)
		return none;
	state = &run->invoice[original.invoice];
	if (state->vat_date.year == 0)
		look_into(run, original.invoice);
	return date_of(state->vat_date);
}
