/* erp_check.c - what every ERP line must have. */
#include "ledger/erp_check.h"

#include <string.h>

#include "ledger/carry.h"
#include "ledger/gaps.h"
#include "ledger/left_out.h"
#include "ledger/quote.h"

/* False after a finding. */
static bool
check_account(struct ledger_run *run, const struct billing_erp_line *erp,
    const char *number)
{
	struct account_decision decision;

	if (number[0] == '\0' ||
	    mapping_erp_account(run->mapping, number, &decision) ||
	    !mapping_is_gap(decision.rule))
		return true;
	gap_erp_account(run->diag, erp->source, number,
	    (struct money){ erp->amount, erp->currency });
	return false;
}

static void
withhold(struct ledger_run *run, const struct billing_erp_line *erp,
    const struct fault *faults)
{
	struct left_out out;

	out.source = pos_of(erp->source);
	out.key = arena_printf(&run->arena, "voucher:erp:%s", erp->id);
	out.kind = "erp_line";
	out.name = erp->id;
	out.currency = erp->currency;
	out.net = erp->amount;
	out.total = erp->amount;
	withheld_write(run, &out, faults);
}

/* Is the line listed by who makes a voucher of it, if that is refused? */
static bool
is_listed_itself(
    const struct ledger_run *run, const struct billing_erp_line *erp)
{
	if (carry_of_status(erp) != CARRY_YES)
		return false;
	if (erp->event == ERP_EVENT_DEFERRAL ||
	    erp->event == ERP_EVENT_RECOGNITION)
		return true;
	if (erp->event == ERP_EVENT_PAYMENT)
		return run->company->road[STREAM_PAYMENTS] == ROAD_LEDGER;
	return run->company->road[STREAM_INVOICES] == ROAD_LEDGER &&
	       (erp->event == ERP_EVENT_INVOICE ||
		   erp->event == ERP_EVENT_SPLIT) &&
	       erp->invoice != BILLING_NONE &&
	       run->invoice[erp->invoice].carry == CARRY_YES;
}

/*
 * No document is made of most ERP lines, but a fault is nowhere left unlisted.
 */
static void
check_accounts(struct ledger_run *run, const struct billing_erp_line *erp,
    struct fault **faults)
{
	bool own, contra;

	own = check_account(run, erp, erp->account_number);
	contra = check_account(run, erp, erp->contra_account_number);
	if ((own && contra) || is_listed_itself(run, erp))
		return;
	fault_add(run, faults, RULE_MAPPING_ERP_ACCOUNT_MISSING);
}

/* The invoice that an ERP line books is not there: its revenue would be lost.
 */
static void
check_invoice(struct ledger_run *run, const struct billing_erp_line *erp,
    struct fault **faults)
{
	const char *touched;
	struct diag *diag;

	if ((erp->event != ERP_EVENT_INVOICE &&
		erp->event != ERP_EVENT_SPLIT) ||
	    erp->invoice != BILLING_NONE ||
	    run->company->road[STREAM_INVOICES] == ROAD_NONE ||
	    carry_of_status(erp) != CARRY_YES ||
	    date_compare(date_of(erp->date), run->company->start_date) < 0)
		return;
	touched = run_touched(run, erp->document_number);
	if (touched != NULL || run->billing->incomplete[BILLING_INVOICE]) {
		fault_add_names(run, faults, "dependency");
	} else if (!run->billing->exported[BILLING_INVOICE]) {
		billing_report_no_invoices(
		    run->billing, run->diag, pos_of(erp->source));
		fault_add(run, faults, RULE_BILLING_UNKNOWN_INVOICE);
	} else {
		diag = diag_add_grouped(run->diag, RULE_BILLING_UNKNOWN_INVOICE,
		    erp->document_number, pos_of(erp->source),
		    "no invoice '%s' in the invoices of this month",
		    quote(erp->document_number).text);
		diag_amount(diag, (struct money){ erp->amount, erp->currency });
		fault_add(run, faults, RULE_BILLING_UNKNOWN_INVOICE);
	}
}

void
erp_check_all(struct ledger_run *run)
{
	const struct billing_erp_line *erp;
	struct fault *faults;
	size_t i;

	for (i = 0; i < run->billing->erp_count; i++) {
		erp = &run->billing->erp[i];
		faults = NULL;
		check_accounts(run, erp, &faults);
		check_invoice(run, erp, &faults);
		if (faults != NULL)
			withhold(run, erp, faults);
	}
}
