/* mapping_gaps_purchases.c - what suppliers' invoices ask (mapping_walk.h). */
#include "ledger/facts.h"
#include "ledger/gap_entry.h"
#include "ledger/gap_list.h"
#include "ledger/gaps.h"
#include "ledger/mapping_walk.h"
#include "ledger/purchase.h"

static const char *
vat_number(
    const struct billing *billing, const struct billing_supplier_invoice *row)
{
	return row->supplier == BILLING_NONE
	           ? ""
	           : billing->supplier[row->supplier].legal_vat_number;
}

static void
ask_supplier(struct walk *walk, struct purchases *purchases, uint32_t index)
{
	const struct billing *billing = walk->run.billing;
	const struct billing_supplier_invoice *row =
	    &billing->supplier_invoice[index];
	const struct purchase *purchase = &purchases->purchase[index];
	struct gap *gap;

	if (purchase->has_settings || !gap_is_open(purchase->settings.rule))
		return;
	gap_supplier(walk->diag, row);
	gap = gap_list_add(walk->list, GAP_SUPPLIER,
	    gap_supplier_entry(row->supplier_name, vat_number(billing, row),
		purchase_country(purchases, index), !purchase->by_ledger),
	    pos_of(row->source));
	gap_add_money(
	    walk->list, gap, (struct money){ row->gross, row->currency });
}

static void
ask_purchase(struct walk *walk, struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    &walk->run.billing->supplier_invoice[index];
	struct purchase_facts facts = { .supplier = row->supplier_name,
		.country = purchase_country(purchases, index),
		.account = purchase_cost_account(walk->run.billing, row),
		.currency = row->currency->code,
		.has_vat = row->vat != 0,
		.date = date_of(row->date) };
	struct purchase_decision decision;
	struct gap *gap;

	if (mapping_purchase(walk->run.mapping, &facts, &decision)) {
		if (facts.has_vat || decision.reverse_charge)
			mapping_walk_system_account(walk, SYSTEM_PURCHASE_VAT,
			    "purchase_vat", row->source,
			    (struct money){ row->net, row->currency });
		return;
	}
	if (!gap_is_open(decision.rule))
		return;
	gap_purchase(walk->diag, row, &facts);
	gap = gap_list_add(walk->list, GAP_PURCHASE, gap_purchase_entry(&facts),
	    pos_of(row->source));
	gap_add_money(
	    walk->list, gap, (struct money){ row->net, row->currency });
}

void
mapping_walk_purchases(struct walk *walk)
{
	const struct billing *billing = walk->run.billing;
	const struct billing_supplier_invoice *row;
	struct purchases purchases;
	struct purchase *purchase;
	uint32_t i;

	purchases_init(&purchases, &walk->run);
	purchase_join(&purchases);
	for (i = 0; i < billing->supplier_invoice_count; i++) {
		row = &billing->supplier_invoice[i];
		purchase = &purchases.purchase[i];
		if (date_compare(
			date_of(row->date), walk->run.company->start_date) < 0)
			continue;
		(void)purchase_carry(&purchases, i);
		if (purchase->carry != CARRY_YES || purchase->twice)
			continue;
		(void)purchase_settings(
		    &purchases, row->supplier_name, purchase);
		mapping_walk_system_account(walk, SYSTEM_PAYABLES, "payables",
		    row->source, (struct money){ row->gross, row->currency });
		ask_supplier(walk, &purchases, i);
		ask_purchase(walk, &purchases, i);
		mapping_walk_rate(walk, row->source, date_of(row->date),
		    (struct money){ row->gross, row->currency });
	}
	purchases_release(&purchases);
}
