/* purchase_vat.c - the VAT of a supplier invoice. */
#include <string.h>

#include "ledger/gaps.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

static bool
decide(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct purchase_facts facts = purchase_facts_of(purchases, index);
	struct ledger_run *run = purchases->run;

	if (mapping_purchase(run->mapping, &facts, &purchase->vat))
		return true;
	/* A supplier that is not there has no country to judge by. */
	if (mapping_is_gap(purchase->vat.rule) &&
	    (row->supplier != BILLING_NONE || facts.country[0] != '\0')) {
		gap_purchase(run->diag, row, &facts);
		fault_add(
		    run, &purchase->faults, RULE_MAPPING_PURCHASE_MISSING);
	} else {
		fault_add_explained(run, &purchase->faults);
	}
	return false;
}

/* With the rule as its second place. */
static void
refuse_vat(struct purchases *purchases, uint32_t index, struct diag *diag)
{
	const struct purchase *purchase = &purchases->purchase[index];

	if (purchase->vat.rule.pos.file != NULL)
		diag_note(diag, purchase->vat.rule.pos, "the rule");
	fault_add(purchases->run, &purchases->purchase[index].faults,
	    RULE_LEDGER_PURCHASE_VAT);
}

/*
 * What Netvisor makes of a gross and a percent, since its purchase invoices
 * take no net: false when it does not fit.
 */
static bool
netvisor_vat(const struct billing_supplier_invoice *row, struct decimal percent,
    int64_t *ret)
{
	struct decimal factor, hundredths = decimal_trim(percent);
	struct money gross = { row->gross, row->currency };
	int64_t net;

	hundredths.scale += 2;
	return hundredths.scale <= DECIMAL_SCALE_MAX &&
	       decimal_add((struct decimal){ 1, 0 }, hundredths, &factor) &&
	       decimal_quotient(money_decimal(gross), factor,
		   row->currency->decimals, &net) &&
	       !__builtin_sub_overflow(row->gross, net, ret);
}

/* The VAT on the invoice must be that of its code and net. */
static bool
check_charged(struct purchases *purchases, uint32_t index, int64_t expected)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	/* A cent may be the supplier's way of rounding. */
	int64_t off, most = decimal_is_zero(purchase->vat.percent) ? 0 : 1;
	char percent[DECIMAL_TEXT_MAX];

	if (!__builtin_sub_overflow(row->vat, expected, &off) && off >= -most &&
	    off <= most)
		return true;
	(void)decimal_format(decimal_trim(purchase->vat.percent), '.', percent);
	refuse_vat(purchases, index,
	    diag_add(purchases->run->diag, RULE_LEDGER_PURCHASE_VAT,
		pos_of(row->source),
		"the VAT of '%s' is %s, but %s with %s %% gives %s",
		quote(row->number).text,
		quote_minor(row->vat, row->currency).text, purchase->vat.code,
		percent, quote_minor(expected, row->currency).text));
	return false;
}

/* A supplier who leaves the VAT to us must not charge any. */
static bool
check_reverse_charge(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);

	if (row->vat == 0)
		return true;
	refuse_vat(purchases, index,
	    diag_add(purchases->run->diag, RULE_LEDGER_PURCHASE_VAT,
		pos_of(row->source),
		"the VAT of '%s' is %s, but %s is a reverse charge",
		quote(row->number).text,
		quote_minor(row->vat, row->currency).text,
		purchases->purchase[index].vat.code));
	return false;
}

static bool
check_netvisor_vat(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct diag *diag;
	int64_t vat;

	if (!netvisor_vat(row, purchases->purchase[index].vat.percent, &vat)) {
		purchase_overflow(purchases, index);
		return false;
	}
	if (vat == row->vat)
		return true;
	diag = diag_add(purchases->run->diag, RULE_LEDGER_PURCHASE_VAT,
	    pos_of(row->source),
	    "the VAT of '%s' is %s, but Netvisor would reckon %s from its "
	    "gross",
	    quote(row->number).text, quote_minor(row->vat, row->currency).text,
	    quote_minor(vat, row->currency).text);
	diag_remedy(diag,
	    "write 'road: ledger' for the supplier in "
	    "mappings/suppliers.yaml: a voucher takes the VAT as it is");
	refuse_vat(purchases, index, diag);
	return false;
}

/* Netvisor's purchase invoices take a percent, but no code. */
static bool
check_code(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	struct diag *diag;

	if (!purchase->vat.reverse_charge &&
	    (strcmp(purchase->vat.code, "KOOS") == 0 ||
		strcmp(purchase->vat.code, "NONE") == 0))
		return true;
	diag = diag_add_grouped(purchases->run->diag,
	    RULE_LEDGER_PURCHASE_REVERSE_CHARGE, row->supplier_name,
	    pos_of(row->source),
	    "VAT code %s of '%s' cannot be told to Netvisor on a purchase "
	    "invoice",
	    purchase->vat.code, quote(row->supplier_name).text);
	diag_amount(diag, (struct money){ row->gross, row->currency });
	fault_add(purchases->run, &purchases->purchase[index].faults,
	    RULE_LEDGER_PURCHASE_REVERSE_CHARGE);
	return false;
}

static void
check(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	const struct decimal factor[] = { { row->net, row->currency->decimals },
		purchase->vat.percent, { 1, 2 } };
	struct money vat;

	if (!money_product(factor, 3, row->currency, &vat)) {
		purchase_overflow(purchases, index);
		return;
	}
	if (purchase->vat.reverse_charge) {
		purchase->charge = vat.minor;
		if (!check_reverse_charge(purchases, index))
			return;
	} else if (!check_charged(purchases, index, vat.minor)) {
		return;
	}
	if (!purchase->by_ledger && check_code(purchases, index))
		(void)check_netvisor_vat(purchases, index);
}

void
purchase_decide_vat(struct purchases *purchases, uint32_t index)
{
	if (decide(purchases, index))
		check(purchases, index);
}
