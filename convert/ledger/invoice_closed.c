/* invoice_closed.c - sales invoices of closed months. */
#include "ledger/invoice_closed.h"

#include <string.h>

#include "ledger/closed.h"

/* A line that nothing was decided for may bear VAT. */
static bool
bears_vat(const struct ledger_run *run, const struct billing_invoice *invoice)
{
	const struct line_decision *decision;
	uint32_t i;

	for (i = 0; i < invoice->line_count; i++) {
		decision =
		    run->line[run->billing
				  ->invoice_lines[invoice->line_first + i]]
			.decision;
		if (decision == NULL || decision->vat.code == NULL ||
		    strcmp(decision->vat.code, "NONE") != 0)
			return true;
	}
	return false;
}

static struct closed_document
document_of(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct closed_document document = {
		.source = invoice->source,
		.key = invoice_key(run, invoice),
		.kind = document_type_word(invoice->type),
		.name = invoice->number,
		.amount = { invoice->gross, invoice->currency },
		.date = date_of(invoice->date),
	};

	if (!bears_vat(run, invoice))
		return document;
	/*
	 * A credit note corrects VAT in the period of its own date; the date
	 * of its original tells the rate. Other dates may be unknown yet.
	 */
	document.vat_date = document.date;
	if (invoice->type == DOCUMENT_INVOICE &&
	    run->invoice[index].vat_date.year != 0)
		document.vat_date = date_of(run->invoice[index].vat_date);
	return document;
}

static bool
is_any_closed(const struct company *company)
{
	return date_is_set(company->closed.accounting) ||
	       date_is_set(company->closed.vat);
}

void
invoice_closed_check(struct ledger_run *run, uint32_t index)
{
	struct invoice_state *state = &run->invoice[index];
	struct closed_document document;
	struct date date;

	if (!is_any_closed(run->company))
		return;
	document = document_of(run, index);
	if (closed_check(run, &document, &date, &state->faults) &&
	    date_compare(date, document.date) != 0)
		state->value_date = date_shorten(date);
}

void
invoice_moved_write(struct ledger_run *run, uint32_t index)
{
	struct closed_document document;

	if (run->invoice[index].value_date.year == 0)
		return;
	document = document_of(run, index);
	moved_write(run, &document, date_of(run->invoice[index].value_date));
}
