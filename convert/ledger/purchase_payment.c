/* purchase_payment.c - what suppliers were paid. */
#include <stdlib.h>

#include "ledger/left_out.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

/* Payments of an invoice that were not cancelled. */
struct paid {
	struct purchase_line *last;
	int64_t sum;
};

static void
fault_payments(struct purchases *purchases, uint32_t index, enum rule_id rule)
{
	uint32_t at = purchases->purchase[index].payment_line;

	for (; at != PURCHASE_NONE; at = purchases->line[at].next)
		fault_add(purchases->run, &purchases->line[at].faults, rule);
}

/* A finding at the last payment, and a fault of all of them. */
static void
report_paid(struct purchases *purchases, uint32_t index,
    const struct paid *paid, const char *what)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct diag *diag;

	diag = diag_add(purchases->run->diag, RULE_LEDGER_PURCHASE_PAID,
	    pos_of(paid->last->erp->source), "%s", what);
	diag_note(diag, pos_of(row->source), "the supplier invoice");
	fault_payments(purchases, index, RULE_LEDGER_PURCHASE_PAID);
}

/* False after a finding. */
static bool
sum_payments(struct purchases *purchases, uint32_t index, struct paid *ret)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	uint32_t at = purchases->purchase[index].payment_line;
	struct purchase_line *line;
	int64_t paid;
	char *what;

	*ret = (struct paid){ NULL, 0 };
	for (; at != PURCHASE_NONE; at = purchases->line[at].next) {
		line = &purchases->line[at];
		if (line->erp->status == ERP_CANCELLED)
			continue;
		if (line->erp->currency != row->currency) {
			what = mem_printf(
			    "in %s, but the supplier invoice is in %s",
			    line->erp->currency->code, row->currency->code);
			purchase_line_differs(
			    purchases, line->erp, index, &line->faults, what);
			free(what);
			return false;
		}
		paid = purchase_paid(purchases, line->erp);
		if (__builtin_add_overflow(ret->sum, paid, &ret->sum))
			ret->sum = INT64_MIN;
		ret->last = line;
		line->full = paid == row->gross;
	}
	return true;
}

static void
check_paid(struct purchases *purchases, uint32_t index, const struct paid *paid)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	bool more =
	    row->gross < 0 ? paid->sum < row->gross : paid->sum > row->gross;
	char date[2][DATE_TEXT_MAX];
	char *what = NULL;

	/* Less than all of it is a part, as long as nobody calls it paid. */
	if (more || (paid->sum != row->gross && row->paid_date.year != 0))
		what = mem_printf("%s were paid, but the gross of '%s' is %s",
		    quote_minor(paid->sum, row->currency).text,
		    quote(row->number).text,
		    quote_minor(row->gross, row->currency).text);
	else if (paid->sum == row->gross && row->paid_date.year == 0)
		what = mem_printf("'%s' is paid, but its row has no paid_date",
		    quote(row->number).text);
	else if (paid->sum == row->gross &&
		 date_compare(date_of(paid->last->erp->date),
		     date_of(row->paid_date)) != 0)
		what = mem_printf("paid on %s, but '%s' has the paid_date %s",
		    date_format(date_of(paid->last->erp->date), date[0]),
		    quote(row->number).text,
		    date_format(date_of(row->paid_date), date[1]));
	if (what != NULL)
		report_paid(purchases, index, paid, what);
	free(what);
}

/* Paid this month, and no ERP line books it: on the ledger it would be lost. */
static void
report_missing(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct ledger_run *run = purchases->run;
	struct fault *faults = NULL;
	struct left_out out;

	if (purchase_is_explained(purchases, index)) {
		fault_add_explained(run, &faults);
	} else {
		fault_add(run, &faults, RULE_LEDGER_PURCHASE_PAID);
		(void)diag_add(run->diag, RULE_LEDGER_PURCHASE_PAID,
		    pos_of(row->source),
		    "'%s' of '%s' is paid, but no ERP line of type Supplier "
		    "Payment names it",
		    quote(row->number).text, quote(row->supplier_name).text);
	}
	out.source = pos_of(row->source);
	out.key = purchase_key(purchases, index, "supplier-payment");
	out.kind = "supplier_payment";
	out.name = row->number;
	out.currency = row->currency;
	out.net = row->gross;
	out.total = row->gross;
	withheld_write(run, &out, faults);
}

void
purchase_crosscheck_payments(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	const struct ledger_run *run = purchases->run;
	struct paid paid;

	if (purchase->twice || !sum_payments(purchases, index, &paid))
		return;
	if (paid.last != NULL) {
		/* Of a row that is wrong itself nothing is told twice. */
		if (purchase->faults == NULL)
			check_paid(purchases, index, &paid);
		return;
	}
	if (purchase->by_ledger && row->paid_date.year != 0 &&
	    purchase->payment_line == PURCHASE_NONE &&
	    run->billing->exported[BILLING_ERP_LINE] &&
	    date_compare(date_of(row->paid_date), run->company->start_date) >=
		0 &&
	    month_compare(
		date_month(date_of(row->paid_date)), run->billing->month) == 0)
		report_missing(purchases, index);
}
