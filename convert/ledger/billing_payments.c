/* billing_payments.c - payments, payouts and suppliers, read and joined. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/billing_load.h"
#include "ledger/quote.h"

const char *
transaction_stream(enum transaction_kind kind)
{
	static const char *const stream[TRANSACTION_KIND_COUNT] = { "payments",
		"payments", "payments", "settlements", "refunds", "losses",
		"losses", "fees", "payouts" };

	return stream[kind];
}

/* Keep the earliest payment of an invoice, whenever the invoice comes. */
static void
note_payment(
    struct billing_loader *loader, uint32_t number, struct short_date date)
{
	struct short_date *kept;
	size_t old;

	while (number >= loader->payment_capacity) {
		old = loader->payment_capacity;
		loader->payment = mem_grow(loader->payment, old,
		    &loader->payment_capacity, sizeof(*loader->payment));
		memset(&loader->payment[old], 0,
		    (loader->payment_capacity - old) *
			sizeof(*loader->payment));
	}
	kept = &loader->payment[number];
	if (kept->year == 0 || date_compare(date_of(date), date_of(*kept)) < 0)
		*kept = date;
}

/* The number of an invoice in the pool; its text becomes the row's. */
static uint32_t
read_number(struct billing_loader *loader, struct record_reader *reader,
    size_t column, const char **ret)
{
	struct text_pool *pool = &loader->billing->number;
	uint32_t number;

	number = text_pool_add(
	    pool, record_text(reader, column), record_text_len(reader, column));
	*ret = text_pool_text(pool, number);
	return number;
}

void
billing_row_transaction(
    struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_transaction *row;
	struct money amount;
	int kind;

	billing->transaction =
	    mem_grow(billing->transaction, billing->transaction_count,
		&loader->transaction_capacity, sizeof(*row));
	row = &billing->transaction[billing->transaction_count++];
	memset(row, 0, sizeof(*row));
	row->source = billing_read_source(loader, reader);
	row->uuid = billing_copy_text(loader, reader, TRANSACTION_UUID);
	if (row->uuid[0] == '\0')
		billing_need_text(loader, reader, TRANSACTION_UUID);
	row->gateway = billing_keep_text(loader, reader, TRANSACTION_GATEWAY);
	amount = billing_need_money(loader, reader, TRANSACTION_AMOUNT);
	row->amount = amount.minor;
	row->currency = amount.currency;
	row->fee = billing_read_money(loader, reader, TRANSACTION_FEE).minor;
	row->date = billing_need_date(loader, reader, TRANSACTION_DATE);
	kind = billing_read_word(loader, reader, TRANSACTION_KIND,
	    transaction_kind_words, TRANSACTION_KIND_COUNT);
	row->kind =
	    kind < 0 ? TRANSACTION_BANK_TRANSFER : (enum transaction_kind)kind;
	row->invoice = read_number(
	    loader, reader, TRANSACTION_INVOICE_NUMBER, &row->invoice_number);
	row->settled = read_number(loader, reader,
	    TRANSACTION_SETTLED_INVOICE_NUMBER, &row->settled_number);
	if (row->kind <= TRANSACTION_SETTLEMENT &&
	    row->invoice_number[0] != '\0')
		note_payment(loader, row->invoice, row->date);
}

void
billing_row_supplier(
    struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_supplier *row;

	billing->supplier = mem_grow(billing->supplier, billing->supplier_count,
	    &loader->supplier_capacity, sizeof(*row));
	row = &billing->supplier[billing->supplier_count++];
	memset(row, 0, sizeof(*row));
	row->source = billing_read_source(loader, reader);
	row->name = billing_need_text(loader, reader, SUPPLIER_NAME);
	row->default_cost_account =
	    billing_keep_text(loader, reader, SUPPLIER_DEFAULT_COST_ACCOUNT);
	row->erp_id = billing_keep_text(loader, reader, SUPPLIER_ERP_ID);
	row->legal_vat_number =
	    billing_keep_text(loader, reader, SUPPLIER_LEGAL_VAT_NUMBER);
}

void
billing_row_supplier_invoice(
    struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_supplier_invoice *row;
	struct money gross;

	billing->supplier_invoice =
	    mem_grow(billing->supplier_invoice, billing->supplier_invoice_count,
		&loader->supplier_invoice_capacity, sizeof(*row));
	row = &billing->supplier_invoice[billing->supplier_invoice_count++];
	memset(row, 0, sizeof(*row));
	row->source = billing_read_source(loader, reader);
	row->supplier_name =
	    billing_need_text(loader, reader, SUPPLIER_INVOICE_SUPPLIER_NAME);
	row->number =
	    billing_copy_text(loader, reader, SUPPLIER_INVOICE_INVOICE_NUMBER);
	row->cost_account =
	    billing_keep_text(loader, reader, SUPPLIER_INVOICE_COST_ACCOUNT);
	gross =
	    billing_need_money(loader, reader, SUPPLIER_INVOICE_GROSS_AMOUNT);
	row->gross = gross.minor;
	row->currency = gross.currency;
	row->net =
	    billing_need_money(loader, reader, SUPPLIER_INVOICE_NET_AMOUNT)
		.minor;
	row->vat =
	    billing_read_money(loader, reader, SUPPLIER_INVOICE_VAT_AMOUNT)
		.minor;
	row->date =
	    billing_need_date(loader, reader, SUPPLIER_INVOICE_INVOICE_DATE);
	row->due_date = billing_read_date(reader, SUPPLIER_INVOICE_DUE_DATE);
	row->paid_date = billing_read_date(reader, SUPPLIER_INVOICE_PAID_DATE);
	row->supplier = BILLING_NONE;
}

void
billing_row_payout(struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_payout *row;
	struct money gross;

	billing->payout = mem_grow(billing->payout, billing->payout_count,
	    &loader->payout_capacity, sizeof(*row));
	row = &billing->payout[billing->payout_count++];
	memset(row, 0, sizeof(*row));
	row->source = billing_read_source(loader, reader);
	row->id = billing_copy_text(loader, reader, PAYOUT_ID);
	row->gateway = billing_keep_text(loader, reader, PAYOUT_GATEWAY);
	row->transactions =
	    billing_copy_text(loader, reader, PAYOUT_TRANSACTIONS);
	gross = billing_need_money(loader, reader, PAYOUT_GROSS_AMOUNT);
	row->gross = gross.minor;
	row->currency = gross.currency;
	row->fee = billing_read_money(loader, reader, PAYOUT_FEE_AMOUNT).minor;
	row->net = billing_need_money(loader, reader, PAYOUT_NET_AMOUNT).minor;
	row->date = billing_need_date(loader, reader, PAYOUT_DATE);
}

uint32_t
billing_find_transaction(const struct billing *billing, const char *uuid)
{
	uint32_t found;

	found = text_pool_find(&billing->uuid, uuid, strlen(uuid));
	return found == TEXT_POOL_NONE ? BILLING_NONE
	                               : billing->uuid_transaction[found];
}

/* Suppliers are few: no index. */
uint32_t
billing_find_supplier(const struct billing *billing, const char *name)
{
	size_t i;

	for (i = 0; i < billing->supplier_count; i++) {
		if (strcmp(billing->supplier[i].name, name) == 0)
			return (uint32_t)i;
	}
	return BILLING_NONE;
}

static void
report_twice(struct billing_loader *loader, const char *what, const char *name,
    struct row_source again, struct row_source first)
{
	struct diag *diag;

	diag = diag_add(loader->diag, RULE_BILLING_DUPLICATE, pos_of(again),
	    "%s '%s' stands twice", what, quote(name).text);
	diag_note(diag, pos_of(first), "first here");
}

/* Transactions by uuid; the first of a uuid stays. */
static void
index_transactions(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct billing_transaction *row, *first;
	uint32_t number;
	size_t i;

	for (i = 0; i < billing->transaction_count; i++)
		text_pool_add(&billing->uuid, billing->transaction[i].uuid,
		    strlen(billing->transaction[i].uuid));
	billing->uuid_transaction =
	    mem_calloc(billing->uuid.count, sizeof(*billing->uuid_transaction));
	for (i = 0; i < billing->uuid.count; i++)
		billing->uuid_transaction[i] = BILLING_NONE;
	for (i = 0; i < billing->transaction_count; i++) {
		row = &billing->transaction[i];
		number = text_pool_find(
		    &billing->uuid, row->uuid, strlen(row->uuid));
		if (billing->uuid_transaction[number] == BILLING_NONE) {
			billing->uuid_transaction[number] = (uint32_t)i;
			continue;
		}
		first =
		    &billing->transaction[billing->uuid_transaction[number]];
		row->duplicate = first->duplicate = true;
		report_twice(loader, "transaction", row->uuid, row->source,
		    first->source);
	}
}

static void
join_transactions(struct billing *billing)
{
	struct billing_transaction *row;
	size_t i;

	for (i = 0; i < billing->transaction_count; i++) {
		row = &billing->transaction[i];
		row->invoice = row->invoice_number[0] == '\0'
		                   ? BILLING_NONE
		                   : billing->number_invoice[row->invoice];
		row->settled = row->settled_number[0] == '\0'
		                   ? BILLING_NONE
		                   : billing->number_invoice[row->settled];
	}
}

/* ERP lines grouped by transaction, each group in the order of its file. */
static void
group_erp_lines(struct billing *billing)
{
	struct billing_transaction *row;
	const struct billing_erp_line *erp;
	uint32_t *owner, count = 0;
	size_t i;

	owner = mem_calloc(billing->erp_count, sizeof(*owner));
	for (i = 0; i < billing->erp_count; i++) {
		erp = &billing->erp[i];
		owner[i] = BILLING_NONE;
		if (erp->event == ERP_EVENT_PAYMENT &&
		    erp->transaction[0] != '\0')
			owner[i] =
			    billing_find_transaction(billing, erp->transaction);
		if (owner[i] != BILLING_NONE)
			billing->transaction[owner[i]].erp_count++;
	}
	for (i = 0; i < billing->transaction_count; i++) {
		row = &billing->transaction[i];
		row->erp_first = count;
		count += row->erp_count;
		row->erp_count = 0;
	}
	billing->transaction_erp_lines =
	    mem_calloc(count, sizeof(*billing->transaction_erp_lines));
	for (i = 0; i < billing->erp_count; i++) {
		if (owner[i] == BILLING_NONE)
			continue;
		row = &billing->transaction[owner[i]];
		billing
		    ->transaction_erp_lines[row->erp_first + row->erp_count++] =
		    (uint32_t)i;
	}
	free(owner);
}

static void
join_suppliers(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct billing_supplier_invoice *row;
	struct billing_supplier *supplier, *first;
	uint32_t found;
	size_t i;

	for (i = 0; i < billing->supplier_count; i++) {
		supplier = &billing->supplier[i];
		found = billing_find_supplier(billing, supplier->name);
		if (found == (uint32_t)i)
			continue;
		first = &billing->supplier[found];
		supplier->duplicate = first->duplicate = true;
		report_twice(loader, "supplier", supplier->name,
		    supplier->source, first->source);
	}
	for (i = 0; i < billing->supplier_invoice_count; i++) {
		row = &billing->supplier_invoice[i];
		row->supplier =
		    billing_find_supplier(billing, row->supplier_name);
	}
}

void
billing_join_events(struct billing_loader *loader)
{
	index_transactions(loader);
	join_transactions(loader->billing);
	group_erp_lines(loader->billing);
	join_suppliers(loader);
}
