/* carry.c - what Fenerum's own connector has booked already. */
#include "ledger/carry.h"
#include "ledger/quote.h"

enum carry
carry_of_status(const struct billing_erp_line *erp)
{
	if (erp->has_voucher || erp->status == ERP_BOOKED ||
	    erp->status == ERP_POSTED)
		return CARRY_ALREADY_BOOKED;
	return erp->status == ERP_CANCELLED ? CARRY_CANCELLED : CARRY_YES;
}

static void
report_missing(struct ledger_run *run, struct invoice_state *state,
    const struct billing_invoice *invoice)
{
	struct money gross = { invoice->gross, invoice->currency };
	struct diag *diag;

	if (run->billing->incomplete[BILLING_ERP_LINE]) {
		fault_add_explained(run, &state->faults);
		return;
	}
	fault_add(run, &state->faults, RULE_LEDGER_ERP_MISSING);
	if (run->billing->exported[BILLING_ERP_LINE]) {
		diag_add(run->diag, RULE_LEDGER_ERP_MISSING,
		    pos_of(invoice->source),
		    "no ERP line of type Invoice names invoice '%s'",
		    quote(invoice->number).text);
		return;
	}
	diag = diag_add_grouped(run->diag, RULE_LEDGER_ERP_MISSING, "export",
	    pos_of(invoice->source),
	    "no ERP lines were exported, so nothing says whether invoice "
	    "'%s' was booked",
	    quote(invoice->number).text);
	diag_amount(diag, gross);
}

static void
report_mixed(struct ledger_run *run, struct invoice_state *state,
    const struct billing_erp_line *one, const struct billing_erp_line *other)
{
	struct diag *diag;

	diag = diag_add(run->diag, RULE_LEDGER_ERP_MIXED, pos_of(other->source),
	    "this ERP line of invoice '%s' is %s, another is %s",
	    quote(other->document_number).text, erp_status_word(other->status),
	    erp_status_word(one->status));
	diag_note(diag, pos_of(one->source), "the other line");
	fault_add(run, &state->faults, RULE_LEDGER_ERP_MIXED);
}

/* One finding an invoice: the caller stops at the first. */
static void
report_type(struct ledger_run *run, struct invoice_state *state,
    const struct billing_invoice *invoice, const struct billing_erp_line *erp)
{
	static const char *const name[] = { "an invoice", "a credit note" };
	struct diag *diag;

	diag = diag_add(run->diag, RULE_BILLING_ERP_DOCUMENT,
	    pos_of(erp->source), "'%s' is called %s here, but is %s",
	    quote(invoice->number).text, name[erp->document_type],
	    name[invoice->type]);
	diag_note(diag, pos_of(invoice->source), "the document");
	fault_add(run, &state->faults, RULE_BILLING_ERP_DOCUMENT);
}

/*
 * The first ERP line that books the invoice, after all were compared.
 * *ret_sound is false after a finding.
 */
static const struct billing_erp_line *
compare_lines(struct ledger_run *run, struct invoice_state *state,
    const struct billing_invoice *invoice, bool *ret_sound)
{
	const struct billing *billing = run->billing;
	const struct billing_erp_line *erp, *first = NULL, *booking = NULL;
	/* Of a number that stands twice the lines of both are here. */
	bool mixed = invoice->duplicate, mistyped = mixed;
	uint32_t i;

	for (i = 0; i < invoice->erp_count; i++) {
		erp = &billing->erp
		           [billing->invoice_erp_lines[invoice->erp_first + i]];
		if (!mistyped && erp->event != ERP_EVENT_NONE &&
		    erp->event <= ERP_EVENT_SPLIT &&
		    erp->document_type != invoice->type) {
			report_type(run, state, invoice, erp);
			mistyped = true;
		}
		if (erp->event != ERP_EVENT_INVOICE &&
		    erp->event != ERP_EVENT_SPLIT)
			continue;
		if (erp->event == ERP_EVENT_INVOICE && booking == NULL)
			booking = erp;
		if (first == NULL)
			first = erp;
		if (!mixed && carry_of_status(erp) != carry_of_status(first)) {
			report_mixed(run, state, first, erp);
			mixed = true;
		}
	}
	*ret_sound = !mixed && !mistyped;
	return booking;
}

void
carry_judge_invoice(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	const struct billing_erp_line *erp;
	bool sound;

	if (run->company->road[STREAM_INVOICES] == ROAD_NONE) {
		state->carry = CARRY_NO_ROAD;
		return;
	}
	if (date_compare(date_of(invoice->date), run->company->start_date) <
	    0) {
		state->carry = CARRY_BEFORE_START;
		return;
	}
	erp = compare_lines(run, state, invoice, &sound);
	if (erp != NULL) {
		state->has_status = true;
		state->status = erp->status;
		/* Of lines that disagree none says that the invoice is booked.
		 */
		state->carry = sound ? carry_of_status(erp) : CARRY_YES;
	} else if (state->faults == NULL) {
		/* A rejected row may be the one that is missing. */
		report_missing(run, state, invoice);
	}
}
