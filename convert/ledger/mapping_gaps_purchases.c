/* mapping_gaps_purchases.c - what suppliers' invoices ask (mapping_walk.h). */
#include "ledger/gap_entry.h"
#include "ledger/gap_list.h"
#include "ledger/gaps.h"
#include "ledger/mapping_walk.h"
#include "ledger/purchase.h"

static void
ask_supplier(struct walk *walk, struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	struct gap *gap;

	if (purchase->has_settings || !mapping_is_gap(purchase->settings.rule))
		return;
	gap_supplier(walk->diag, row);
	gap = gap_list_add(walk->list, GAP_SUPPLIER,
	    gap_supplier_entry(row->supplier_name,
		purchase_vat_number(purchases, index),
		purchase_country(purchases, index), !purchase->by_ledger),
	    pos_of(row->source));
	gap_add_money(
	    walk->list, gap, (struct money){ row->gross, row->currency });
}

/* An ERP line's own number is asked for with the line. */
static void
ask_account(struct walk *walk, struct purchases *purchases, uint32_t index,
    const char *number)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);

	if (purchases->purchase[index].settings.account[0] == '\0' &&
	    !purchase_line_has(purchases, index, number))
		mapping_walk_erp_account(walk, row->source, number,
		    (struct money){ row->net, row->currency });
}

static void
ask_purchase(struct walk *walk, struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase_facts facts = purchase_facts_of(purchases, index);
	struct purchase_decision decision;
	struct gap *gap;

	ask_account(walk, purchases, index, facts.account);
	if (mapping_purchase(walk->run.mapping, &facts, &decision)) {
		if (facts.has_vat || decision.reverse_charge)
			mapping_walk_system_account(walk, SYSTEM_PURCHASE_VAT,
			    "purchase_vat", row->source,
			    (struct money){ row->net, row->currency });
		return;
	}
	if (!mapping_is_gap(decision.rule))
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
		row = purchase_row(&purchases, i);
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
