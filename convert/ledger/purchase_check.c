/* purchase_check.c - a supplier invoice's own row. */
#include <string.h>

#include "ledger/gaps.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

static bool
is_rejected_supplier(const struct billing *billing, const char *name)
{
	size_t i;

	for (i = 0; i < billing->rejected_count; i++) {
		if (strcmp(billing->rejected[i].kind, "supplier") == 0 &&
		    (strcmp(billing->rejected[i].id, name) == 0 ||
			billing->rejected[i].id[0] == '\0'))
			return true;
	}
	return false;
}

static void
report_supplier(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct fault **faults = &purchases->purchase[index].faults;
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	if (is_rejected_supplier(run->billing, row->supplier_name)) {
		fault_add_explained(run, faults);
		return;
	}
	fault_add(run, faults, RULE_LEDGER_PURCHASE_SUPPLIER);
	if (!run->billing->exported[BILLING_SUPPLIER])
		diag = diag_add_grouped(run->diag,
		    RULE_LEDGER_PURCHASE_SUPPLIER, "export",
		    pos_of(row->source), "no suppliers were exported");
	else
		diag =
		    diag_add_grouped(run->diag, RULE_LEDGER_PURCHASE_SUPPLIER,
			row->supplier_name, pos_of(row->source),
			"no supplier '%s'", quote(row->supplier_name).text);
	diag_amount(diag, (struct money){ row->gross, row->currency });
}

/* In suppliers.csv once, and in suppliers.yaml. */
static void
check_supplier(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct ledger_run *run = purchases->run;

	if (row->supplier == BILLING_NONE)
		report_supplier(purchases, index);
	else if (run->billing->supplier[row->supplier].duplicate)
		fault_add(run, &purchase->faults, RULE_BILLING_DUPLICATE);
	if (purchase->has_settings)
		return;
	if (!mapping_is_gap(purchase->settings.rule)) {
		fault_add_explained(run, &purchase->faults);
		return;
	}
	gap_supplier(run->diag, row);
	fault_add(run, &purchase->faults, RULE_MAPPING_SUPPLIER_MISSING);
}

static bool
check_amounts(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct ledger_run *run = purchases->run;
	int64_t sum;

	if (row->gross != 0 &&
	    !__builtin_add_overflow(row->net, row->vat, &sum) &&
	    sum == row->gross)
		return true;
	fault_add(run, &purchases->purchase[index].faults,
	    RULE_LEDGER_PURCHASE_TOTAL);
	if (row->gross == 0)
		(void)diag_add(run->diag, RULE_LEDGER_PURCHASE_TOTAL,
		    pos_of(row->source), "the gross of '%s' is zero",
		    quote(row->number).text);
	else
		(void)diag_add(run->diag, RULE_LEDGER_PURCHASE_TOTAL,
		    pos_of(row->source),
		    "net %s and VAT %s of '%s' do not give its gross %s",
		    quote_minor(row->net, row->currency).text,
		    quote_minor(row->vat, row->currency).text,
		    quote(row->number).text,
		    quote_minor(row->gross, row->currency).text);
	return false;
}

/* A receipt is paid when it is made: its due date is of no use. */
static bool
is_receipt(const struct billing_supplier_invoice *row)
{
	return row->paid_date.year != 0 &&
	       date_compare(date_of(row->paid_date), date_of(row->date)) == 0;
}

static void
check_dates(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	struct ledger_run *run = purchases->run;
	char due[DATE_TEXT_MAX], date[DATE_TEXT_MAX];

	if (row->due_date.year == 0) {
		/* Vouchers have none. */
		if (purchase->by_ledger || is_receipt(row))
			return;
		(void)diag_add(run->diag, RULE_LEDGER_PURCHASE_DATES,
		    pos_of(row->source), "'%s' has no due date",
		    quote(row->number).text);
	} else if (date_compare(date_of(row->due_date), date_of(row->date)) <
		   0) {
		(void)diag_add(run->diag, RULE_LEDGER_PURCHASE_DATES,
		    pos_of(row->source), "'%s' of %s is due on %s",
		    quote(row->number).text,
		    date_format(date_of(row->date), date),
		    date_format(date_of(row->due_date), due));
	} else {
		return;
	}
	fault_add(run, &purchases->purchase[index].faults,
	    RULE_LEDGER_PURCHASE_DATES);
}

static void
check_number(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);

	if (row->number[0] != '\0')
		return;
	(void)diag_add(purchases->run->diag, RULE_BILLING_REQUIRED,
	    pos_of(row->source), "a supplier invoice without a number");
	fault_add(purchases->run, &purchases->purchase[index].faults,
	    RULE_BILLING_REQUIRED);
}

bool
purchase_settings(
    struct purchases *purchases, const char *supplier, struct purchase *ret)
{
	const struct ledger_run *run = purchases->run;

	ret->has_settings =
	    mapping_supplier(run->mapping, supplier, &ret->settings);
	ret->by_ledger = run->company->road[STREAM_EXPENSES] == ROAD_LEDGER ||
	                 (ret->has_settings && ret->settings.road_ledger);
	return ret->has_settings;
}

void
purchase_check(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	bool has_line;

	(void)purchase_settings(purchases, row->supplier_name, purchase);
	if (date_compare(
		date_of(row->date), purchases->run->company->start_date) < 0) {
		purchase->carry = CARRY_BEFORE_START;
		return;
	}
	has_line = purchase_carry(purchases, index);
	if (purchase->carry != CARRY_YES || purchase->twice)
		return;
	check_number(purchases, index);
	check_dates(purchases, index);
	check_supplier(purchases, index);
	if (!check_amounts(purchases, index) || !purchase->has_settings)
		return;
	purchase_decide(purchases, index);
	if (has_line)
		purchase_crosscheck(purchases, index);
}
