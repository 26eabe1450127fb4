/* invoice_rate.c - the rate of an invoice and of a credit note. */
#include "ledger/gaps.h"
#include "ledger/invoice_check.h"
#include "ledger/original.h"
#include "ledger/quote.h"
#include "ledger/receivables.h"

/* The original's rate is nowhere: nothing else may take its place. */
static void
report_credited_rate(
    struct ledger_run *run, uint32_t index, const struct original *original)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct diag *diag;

	if (run->invoice[index].rate_reported)
		return;
	run->invoice[index].rate_reported = true;
	diag = diag_add(run->diag, RULE_LEDGER_CREDITED_RATE,
	    pos_of(invoice->source), "credit note '%s' credits '%s', %s",
	    quote(invoice->number).text, quote(invoice->credited_number).text,
	    original->place == ORIGINAL_HERE ? "which is in another currency"
					     : "whose rate is not known");
	diag_amount(diag, (struct money){ invoice->gross, invoice->currency });
}

static bool
rate_of_date(struct ledger_run *run, uint32_t index,
    const struct billing_invoice *dated, bool report, struct fault **faults)
{
	struct invoice_state *state = &run->invoice[index];
	struct rate_decision decision;

	if (mapping_rate(run->mapping, dated->currency, date_of(dated->date),
		&decision)) {
		state->rate = decision.units_per_euro;
		state->rate_rule = decision.rule.text;
		return true;
	}
	fault_add(run, faults, RULE_MAPPING_RATE_MISSING);
	if (report)
		gap_rate(run->diag, dated);
	return false;
}

/* False when the original has none. */
static bool
rate_of_row(
    struct ledger_run *run, uint32_t index, const struct receivable *row)
{
	struct invoice_state *state = &run->invoice[index];

	if (row == NULL || row->rate.units <= 0)
		return false;
	state->rate = row->rate;
	/* No rule decides again; this is where it stands. */
	state->rate_rule = arena_printf(
	    &run->arena, "%s:%u", row->source.file, (unsigned)row->source.line);
	return true;
}

bool
invoice_rate(
    struct ledger_run *run, uint32_t index, bool report, struct fault **faults)
{
	const struct billing_invoice *dated;
	struct original original;

	if (run->invoice[index].rate.units != 0)
		return true;
	dated = original_dated(run, index);
	if (dated != NULL)
		return rate_of_date(run, index, dated, report, faults);
	original = original_find(run, index);
	if (original.place == ORIGINAL_REJECTED) {
		fault_add_explained(run, faults);
		return false;
	}
	if (original.place == ORIGINAL_EARLIER &&
	    rate_of_row(run, index, original.row))
		return true;
	fault_add(run, faults, RULE_LEDGER_CREDITED_RATE);
	if (report)
		report_credited_rate(run, index, &original);
	return false;
}
