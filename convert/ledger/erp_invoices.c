/* erp_invoices.c - see erp_invoices.h. */
#include "ledger/erp_invoices.h"

#include <string.h>

#include "ledger/erp_booking.h"
#include "ledger/erp_splits.h"
#include "ledger/invoice_postings.h"
#include "ledger/invoice_rounding.h"
#include "ledger/quote.h"
#include "ledger/sales_invoice.h"
#include "ledger/voucher.h"
#include "ledger/voucher_put.h"

static bool
has_fault(const struct fault *fault, enum rule_id rule)
{
	for (; fault != NULL; fault = fault->next) {
		if (strcmp(fault->rule, rule_get(rule)->name) == 0)
			return true;
	}
	return false;
}

/* The descriptions of the invoice's voucher and its splits are short enough. */
static void
check_texts(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	const struct billing_erp_line *erp;
	uint32_t i;

	for (i = 0; i < invoice->erp_count; i++) {
		erp = erp_line_of(run->billing, invoice, i);
		if ((erp->event != ERP_EVENT_INVOICE &&
			erp->event != ERP_EVENT_SPLIT) ||
		    voucher_text_fits(erp->text,
			(struct money){ invoice->gross, invoice->currency }))
			continue;
		diag_add(run->diag, RULE_LEDGER_TEXT_LENGTH,
		    pos_of(erp->source),
		    "the text of ERP line '%s' is too long: '%s'",
		    quote(erp->id).text, quote(erp->text).text);
		fault_add(run, &state->faults, RULE_LEDGER_TEXT_LENGTH);
	}
}

/* The voucher takes the ERP line's date, and with it a month of VAT. */
static void
check_date(struct ledger_run *run, const struct billing_invoice *invoice,
    const struct billing_erp_line *erp)
{
	struct money gross = { invoice->gross, invoice->currency };
	char own[DATE_TEXT_MAX], other[DATE_TEXT_MAX];
	struct diag *diag;

	if (date_compare(date_of(erp->date), date_of(invoice->date)) == 0)
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_ERP_DATE, "date",
	    pos_of(erp->source), "'%s' is of %s, its ERP line of %s",
	    quote(invoice->number).text,
	    date_format(date_of(invoice->date), own),
	    date_format(date_of(erp->date), other));
	diag_note(diag, pos_of(invoice->source), "the invoice");
	diag_amount(diag, gross);
}

void
erp_invoice_check(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	struct erp_booking booking;

	check_texts(run, index);
	/* Lines of both join a number that stands twice. */
	if (invoice->duplicate || state->lines_broken ||
	    has_fault(state->faults, RULE_LEDGER_ERP_AMOUNT) ||
	    has_fault(state->faults, RULE_LEDGER_CURRENCY) ||
	    has_fault(state->faults, RULE_LEDGER_INVOICE_TOTAL))
		return;
	if (erp_booking_make(run, index, &booking, &state->faults)) {
		check_date(run, invoice, booking.first);
		erp_splits_check(run, index, &booking);
	} else {
		fault_add_explained(run, &state->faults);
	}
	erp_booking_free(&booking);
}

/* "erp_line/9001 invoice/1a00... invoice_line/501 ...": what it books. */
static void
put_claims(const struct ledger_run *run, const struct billing_invoice *invoice,
    struct buf *lines)
{
	const struct billing *billing = run->billing;
	const struct billing_erp_line *erp;
	uint32_t i, at;

	for (i = 0; i < invoice->erp_count; i++) {
		erp = erp_line_of(billing, invoice, i);
		if (erp->event == ERP_EVENT_INVOICE)
			voucher_line_add(lines, "erp_line", erp->id);
	}
	voucher_line_add(lines, "invoice", invoice->uuid);
	for (i = 0; i < invoice->line_count; i++) {
		at = billing->invoice_lines[invoice->line_first + i];
		voucher_line_add(lines, "invoice_line", billing->line[at].id);
	}
}

/* A credit note goes nowhere without the invoice that it credits. */
static const char *
needed_by(struct ledger_run *run, const struct billing_invoice *invoice)
{
	if (invoice->type != DOCUMENT_CREDIT_NOTE ||
	    invoice->credited == BILLING_NONE ||
	    run->invoice[invoice->credited].carry != CARRY_YES)
		return "";
	return invoice_document(run, invoice->credited);
}

static void
write_dimensions(struct ledger_run *run, const struct billing_invoice *invoice)
{
	const struct dimension_decision *dimension;
	uint32_t i, at;

	for (i = 0; i < invoice->line_count; i++) {
		at = run->billing->invoice_lines[invoice->line_first + i];
		dimension = &run->line[at].decision->dimension;
		dimension_item_write(run, run->billing->line[at].source,
		    dimension->rule.text, dimension->header, dimension->item);
	}
}

/* False with a fault. */
static bool
put_voucher(struct ledger_run *run, uint32_t index, const char *key,
    const struct erp_booking *booking, struct posting_set *postings)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	struct voucher_entry entry = {
		.source = booking->first->source,
		.rule = booking->revenue[0].rule.text,
		.key = key,
		.kind = VOUCHER_INVOICE,
		.date = date_of(booking->first->date),
		.text = booking->first->text,
		.depends_on = needed_by(run, invoice),
		.amount = { invoice->gross, invoice->currency },
		.rate = state->rate,
	};
	struct euro_total euro;
	struct buf lines;
	bool made;

	/* What does not fit does not balance, and is refused as such. */
	if (!invoice_postings_make(
		run, index, key, booking->revenue, postings, &euro) &&
	    posting_set_is_balanced(postings))
		posting_set_clear(postings);
	entry.amount_eur = euro.gross;
	buf_init(&lines, BUF_MAX_DEFAULT);
	put_claims(run, invoice, &lines);
	entry.lines = buf_text(&lines);
	made = postings->count > 0 &&
	       voucher_put(run, &entry, postings, &state->faults);
	buf_release(&lines);
	return made;
}

/* An invoice with its splits. */
static bool
write_invoice(
    struct ledger_run *run, uint32_t index, struct posting_set *postings)
{
	const char *key = invoice_document(run, index);
	struct erp_booking booking;
	bool made;

	made = erp_booking_make(run, index, &booking, NULL) &&
	       put_voucher(run, index, key, &booking, postings);
	if (made) {
		write_dimensions(run, &run->billing->invoice[index]);
		rounding_write(run, index, key);
		erp_splits_write(run, index, &booking, key);
	} else {
		fault_add_explained(run, &run->invoice[index].faults);
	}
	erp_booking_free(&booking);
	return made;
}

static void
make_type(struct ledger_run *run, enum document_type type,
    struct posting_set *postings)
{
	uint32_t i;

	for (i = 0; i < run->billing->invoice_count; i++) {
		if (run->billing->invoice[i].type != type)
			continue;
		if (run->invoice[i].carry == CARRY_YES &&
		    run->invoice[i].faults == NULL &&
		    write_invoice(run, i, postings))
			continue;
		invoice_leave_out(run, i);
		erp_splits_leave_out(run, i);
	}
}

void
erp_invoices_make(struct ledger_run *run)
{
	struct posting_set postings;

	if (run->company->road[STREAM_INVOICES] != ROAD_LEDGER)
		return;
	posting_set_init(&postings);
	make_type(run, DOCUMENT_INVOICE, &postings);
	make_type(run, DOCUMENT_CREDIT_NOTE, &postings);
	posting_set_release(&postings);
}
