/* purchases.c - what suppliers invoiced and were paid. */
#include "ledger/purchases.h"

#include <stdlib.h>

#include "ledger/left_out.h"
#include "ledger/purchase.h"

static void
count(struct ledger_run *run)
{
	const struct billing_supplier_invoice *row;
	size_t i;

	for (i = 0; i < run->billing->supplier_invoice_count; i++) {
		row = &run->billing->supplier_invoice[i];
		not_carried_count(run, "expenses", "supplier_invoice",
		    row->source, (struct money){ row->gross, row->currency });
	}
}

void
purchases_init(struct purchases *purchases, struct ledger_run *run)
{
	size_t i, count = run->billing->supplier_invoice_count;

	*purchases = (struct purchases){ .run = run };
	purchases->purchase = mem_calloc(count, sizeof(*purchases->purchase));
	for (i = 0; i < count; i++) {
		purchases->purchase[i].invoice_line = PURCHASE_NONE;
		purchases->purchase[i].payment_line = PURCHASE_NONE;
	}
	table_init(&purchases->row);
	table_init(&purchases->name);
	table_init(&purchases->vendor);
	posting_set_init(&purchases->postings);
}

void
purchases_release(struct purchases *purchases)
{
	free(purchases->purchase);
	free(purchases->line);
	table_release(&purchases->row);
	table_release(&purchases->name);
	table_release(&purchases->vendor);
	posting_set_release(&purchases->postings);
}

static void
look_for_ledger(struct purchases *purchases)
{
	struct supplier_settings settings;
	const struct table_entry *entry = NULL;

	while ((entry = table_next(&purchases->name, entry)) != NULL) {
		if (mapping_supplier(
			purchases->run->mapping, table_key(entry), &settings) &&
		    settings.road_ledger)
			purchases->has_ledger_suppliers = true;
	}
}

static void
write_row(struct purchases *purchases, uint32_t index)
{
	const struct purchase *purchase = &purchases->purchase[index];

	if (purchase->carry != CARRY_YES || purchase->faults != NULL)
		purchase_leave_out(purchases, index);
	else if (!purchase->by_ledger)
		purchase_write(purchases, index);
	purchase_transfer(purchases, index);
}

void
purchases_make(struct ledger_run *run)
{
	const size_t count_rows = run->billing->supplier_invoice_count;
	struct purchases purchases;
	size_t i;

	if (run->company->road[STREAM_EXPENSES] == ROAD_NONE) {
		count(run);
		return;
	}
	purchases_init(&purchases, run);
	purchase_join(&purchases);
	look_for_ledger(&purchases);
	for (i = 0; i < count_rows; i++)
		purchase_check(&purchases, (uint32_t)i);
	for (i = 0; i < count_rows; i++)
		purchase_crosscheck_payments(&purchases, (uint32_t)i);
	for (i = 0; i < count_rows; i++)
		write_row(&purchases, (uint32_t)i);
	for (i = 0; i < purchases.line_count; i++)
		purchase_write_line(&purchases, &purchases.line[i]);
	purchases_release(&purchases);
}
