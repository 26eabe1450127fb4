/* purchase_decide.c - account, VAT and rate of a supplier invoice. */
#include <string.h>

#include "ledger/closed.h"
#include "ledger/facts.h"
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
cost_number(const struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	const char *number =
	    purchase_cost_account(purchases->run->billing, row);
	const struct billing_erp_line *erp;

	if (number[0] != '\0' || !purchase->by_ledger ||
	    purchase->invoice_line == PURCHASE_NONE)
		return number;
	/* On this road the ERP line speaks for the event. */
	erp = purchases->line[purchase->invoice_line].erp;
	return (erp->amount < 0) == (row->gross < 0)
	           ? erp->account_number
	           : erp->contra_account_number;
}

struct purchase_facts
purchase_facts_of(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);

	return (struct purchase_facts){ .supplier = row->supplier_name,
		.country = purchase_country(purchases, index),
		.account = cost_number(purchases, index),
		.currency = row->currency->code,
		.has_vat = row->vat != 0,
		.date = date_of(row->date) };
}

bool
purchase_line_has(
    const struct purchases *purchases, uint32_t index, const char *number)
{
	uint32_t at = purchases->purchase[index].invoice_line;
	const struct billing_erp_line *erp;

	if (at == PURCHASE_NONE)
		return false;
	erp = purchases->line[at].erp;
	return strcmp(erp->account_number, number) == 0 ||
	       strcmp(erp->contra_account_number, number) == 0;
}

static bool
decide_account(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	const char *number = cost_number(purchases, index);
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	if (purchase->settings.account[0] != '\0') {
		purchase->cost =
		    (struct account_decision){ purchase->settings.account,
			    purchase->settings.rule };
		return true;
	}
	if (number[0] == '\0') {
		diag = diag_add_grouped(run->diag, RULE_LEDGER_PURCHASE_ACCOUNT,
		    row->supplier_name, pos_of(row->source),
		    "neither '%s' nor its supplier '%s' has a cost account",
		    quote(row->number).text, quote(row->supplier_name).text);
		diag_amount(diag, (struct money){ row->net, row->currency });
		fault_add(run, &purchase->faults, RULE_LEDGER_PURCHASE_ACCOUNT);
		return false;
	}
	if (mapping_erp_account(run->mapping, number, &purchase->cost))
		return true;
	if (mapping_is_gap(purchase->cost.rule)) {
		/* That of an ERP line has its finding, which counts it. */
		if (!purchase_line_has(purchases, index, number))
			gap_erp_account(run->diag, row->source, number,
			    (struct money){ row->net, row->currency });
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
	if (mapping_is_gap(decision.rule)) {
		gap_rate_on(run->diag, row->source, date_of(row->date),
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

/* Netvisor's purchase invoices take a currency, but no rate. */
static void
check_currency(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	if (row->currency == currency_euro())
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_PURCHASE_CURRENCY,
	    row->supplier_name, pos_of(row->source),
	    "'%s' of '%s' is in %s, and Netvisor would book it at a rate of "
	    "its own",
	    quote(row->number).text, quote(row->supplier_name).text,
	    row->currency->code);
	diag_amount(diag, (struct money){ row->gross, row->currency });
	fault_add(run, &purchases->purchase[index].faults,
	    RULE_LEDGER_PURCHASE_CURRENCY);
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
		check_currency(purchases, index);
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
