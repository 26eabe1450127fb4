/* purchase_decide.c - account, VAT and rate of a supplier invoice. */
#include <stdlib.h>
#include <string.h>

#include "ledger/closed.h"
#include "ledger/gaps.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

bool
purchase_system_account(struct purchases *purchases, enum system_account role,
    const char *name, struct fault **faults, struct account_decision *ret)
{
	struct ledger_run *run = purchases->run;

	if (mapping_system_account(run->mapping, role, ret))
		return true;
	gap_system_account(run->diag, name);
	fault_add(run, faults, RULE_LEDGER_SYSTEM_ACCOUNT);
	return false;
}

/* Fenerum's cost account: of the row, else the supplier's. */
static const char *
cost_number(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	const struct billing_erp_line *erp;

	if (row->cost_account[0] != '\0')
		return row->cost_account;
	if (row->supplier != BILLING_NONE &&
	    purchases->run->billing->supplier[row->supplier]
		    .default_cost_account[0] != '\0')
		return purchases->run->billing->supplier[row->supplier]
		    .default_cost_account;
	if (!purchase->by_ledger || purchase->invoice_line == PURCHASE_NONE)
		return "";
	/* On this road the ERP line speaks for the event. */
	erp = purchases->line[purchase->invoice_line].erp;
	return (erp->amount < 0) == (row->gross < 0)
	           ? erp->account_number
	           : erp->contra_account_number;
}

/* Is it an account of the ERP line, which erp_check has looked at? */
static bool
erp_line_has(const struct purchases *purchases, const struct purchase *purchase,
    const char *number)
{
	const struct billing_erp_line *erp;

	if (purchase->invoice_line == PURCHASE_NONE ||
	    !purchase_is_gap(purchase->cost.rule))
		return false;
	erp = purchases->line[purchase->invoice_line].erp;
	return strcmp(erp->account_number, number) == 0 ||
	       strcmp(erp->contra_account_number, number) == 0;
}

static bool
decide_account(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	purchase->cost_number = cost_number(purchases, index);
	if (purchase->settings.account[0] != '\0') {
		purchase->cost =
		    (struct account_decision){ purchase->settings.account,
			    purchase->settings.rule };
		return true;
	}
	if (purchase->cost_number[0] == '\0') {
		diag = diag_add_grouped(run->diag, RULE_LEDGER_PURCHASE_ACCOUNT,
		    row->supplier_name, pos_of(row->source),
		    "neither '%s' nor its supplier '%s' has a cost account",
		    quote(row->number).text, quote(row->supplier_name).text);
		diag_amount(diag, (struct money){ row->net, row->currency });
		fault_add(run, &purchase->faults, RULE_LEDGER_PURCHASE_ACCOUNT);
		return false;
	}
	if (mapping_erp_account(
		run->mapping, purchase->cost_number, &purchase->cost))
		return true;
	if (erp_line_has(purchases, purchase, purchase->cost_number)) {
		/* Its own finding counts the event already. */
		fault_add(
		    run, &purchase->faults, RULE_MAPPING_ERP_ACCOUNT_MISSING);
	} else if (purchase_is_gap(purchase->cost.rule)) {
		diag = diag_add_grouped(run->diag,
		    RULE_MAPPING_ERP_ACCOUNT_MISSING, purchase->cost_number,
		    pos_of(row->source),
		    "ERP account '%s' has no account in Netvisor",
		    quote(purchase->cost_number).text);
		diag_amount(diag, (struct money){ row->net, row->currency });
		fault_add(
		    run, &purchase->faults, RULE_MAPPING_ERP_ACCOUNT_MISSING);
	} else {
		fault_add_explained(run, &purchase->faults);
	}
	purchase->cost.account = NULL;
	return false;
}

static bool
decide_rate(struct purchases *purchases, uint32_t index, struct fault **faults)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct ledger_run *run = purchases->run;
	struct rate_decision decision;

	if (mapping_rate(
		run->mapping, row->currency, date_of(row->date), &decision)) {
		purchase->rate = decision.units_per_euro;
		purchase->rate_rule = decision.rule.text;
		return true;
	}
	if (purchase_is_gap(decision.rule)) {
		purchase_gap_rate(purchases, row->source, date_of(row->date),
		    (struct money){ row->gross, row->currency });
		fault_add(run, faults, RULE_MAPPING_RATE_MISSING);
	} else {
		fault_add_explained(run, faults);
	}
	return false;
}

/* Each amount in EUR; the gross is their sum. All have an opposite. */
static bool
make_euro(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];

	return to_euro((struct money){ row->net, row->currency },
		   purchase->rate, &purchase->net_eur) &&
	       to_euro((struct money){ row->vat, row->currency },
		   purchase->rate, &purchase->vat_eur) &&
	       to_euro((struct money){ purchase->charge, row->currency },
		   purchase->rate, &purchase->charge_eur) &&
	       !__builtin_add_overflow(purchase->net_eur, purchase->vat_eur,
		   &purchase->gross_eur) &&
	       purchase->gross_eur != INT64_MIN &&
	       purchase->charge_eur != INT64_MIN &&
	       purchase->charge != INT64_MIN && row->gross != INT64_MIN;
}

static void
check_systems(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct account_decision ignored;

	(void)purchase_system_account(purchases, SYSTEM_PAYABLES, "payables",
	    &purchase->faults, &ignored);
	if (row->vat != 0 || purchase->charge != 0)
		(void)purchase_system_account(purchases, SYSTEM_PURCHASE_VAT,
		    "purchase_vat", &purchase->faults, &ignored);
	if (purchase->charge != 0)
		(void)purchase_system_account(purchases, SYSTEM_SALES_VAT,
		    "sales_vat", &purchase->faults, &ignored);
}

void
purchase_overflow(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);

	(void)diag_add(purchases->run->diag, RULE_LEDGER_OVERFLOW,
	    pos_of(row->source), "the amounts of '%s'",
	    quote(row->number).text);
	fault_add(purchases->run, &purchases->purchase[index].faults,
	    RULE_LEDGER_OVERFLOW);
}

void
purchase_gap_rate(struct purchases *purchases, struct row_source source,
    struct date day, struct money amount)
{
	char date[DATE_TEXT_MAX];
	struct diag *diag;
	char *key;

	date_format(day, date);
	key = mem_printf("%s|%s", amount.currency->code, date);
	diag = diag_add_grouped(purchases->run->diag, RULE_MAPPING_RATE_MISSING,
	    key, pos_of(source), "no rate for %s on %s", amount.currency->code,
	    date);
	diag_amount(diag, amount);
	free(key);
}

/*
 * Netvisor books a purchase invoice on its own date. (voucher_put looks after
 * vouchers.)
 */
static void
check_closed(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct ledger_run *run = purchases->run;
	struct closed_document document = {
		.source = row->source,
		.key = purchase_key(purchases, index, "purchase"),
		.kind = "supplier_invoice",
		.name = row->number,
		.amount = { row->gross, row->currency },
		.date = date_of(row->date),
	};
	char date[DATE_TEXT_MAX];
	struct date moved;
	struct diag *diag;

	if (strcmp(purchase->vat.code, "NONE") != 0)
		document.vat_date = document.date;
	if (!closed_check(run, &document, &moved, &purchase->faults) ||
	    date_compare(moved, document.date) == 0)
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_CLOSED_PERIOD,
	    "purchase", pos_of(row->source),
	    "the date of '%s' is %s, and purchase invoices are not moved",
	    quote(row->number).text, date_format(document.date, date));
	diag_amount(diag, document.amount);
	diag_remedy(diag,
	    "open the period, or write 'road: ledger' for the supplier in "
	    "mappings/suppliers.yaml: vouchers are moved");
	fault_add(run, &purchase->faults, RULE_LEDGER_CLOSED_PERIOD);
}

void
purchase_decide(struct purchases *purchases, uint32_t index)
{
	struct purchase *purchase = &purchases->purchase[index];
	bool has_rate;

	/* What the account is may decide the VAT. */
	if (decide_account(purchases, index))
		purchase_decide_vat(purchases, index);
	has_rate = decide_rate(purchases, index, &purchase->faults);
	check_systems(purchases, index);
	if (!purchase->by_ledger) {
		purchase_check_vendor(purchases, index);
		if (purchase->vat.code != NULL && purchase->vat.code[0] != '\0')
			check_closed(purchases, index);
	}
	if (has_rate && !make_euro(purchases, index))
		purchase_overflow(purchases, index);
}

bool
purchase_rate(
    struct purchases *purchases, uint32_t index, struct fault **faults)
{
	struct purchase *purchase = &purchases->purchase[index];

	if (purchase->rate.units != 0)
		return true;
	/* That nothing gives it is a finding already if the row is carried. */
	if (purchase->faults != NULL) {
		fault_add_explained(purchases->run, faults);
		return false;
	}
	if (!decide_rate(purchases, index, faults))
		return false;
	if (make_euro(purchases, index))
		return true;
	purchase_overflow(purchases, index);
	fault_add(purchases->run, faults, RULE_LEDGER_OVERFLOW);
	return false;
}
