/*
 * fetch_invoices.c - the invoices that were booked; see fetch_run.h. "Sales
 * invoice list" and "Get sales invoice" of Netvisor's support pages.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "netvisor/fetch_run.h"

void
fetched_books_init(struct fetched_books *books)
{
	memset(books, 0, sizeof(*books));
	table_init(&books->invoice);
	table_init(&books->voucher);
	table_init(&books->unlisted);
}

void
fetched_books_release(struct fetched_books *books)
{
	for (size_t i = 0; i < books->vouchers.count; i++)
		free(books->vouchers.item[i].row->posting);
	free(books->invoices.item);
	free(books->vouchers.item);
	table_release(&books->unlisted);
	table_release(&books->invoice);
	table_release(&books->voucher);
	fetched_registers_release(&books->chart);
}

struct fetch_invoice *
fetched_invoice(const struct fetched_books *books, int64_t key)
{
	return fetch_key_find(&books->invoice, key);
}

struct fetch_voucher *
fetched_voucher(const struct fetched_books *books, int64_t key)
{
	return fetch_key_find(&books->voucher, key);
}

static int
invoice_order(const void *left, const void *right)
{
	const struct fetch_invoice_row *a = left, *b = right;

	return (a->row->key > b->row->key) - (a->row->key < b->row->key);
}

static int
voucher_order(const void *left, const void *right)
{
	const struct fetch_voucher *a =
	    ((const struct fetch_voucher_row *)left)->row;
	const struct fetch_voucher *b =
	    ((const struct fetch_voucher_row *)right)->row;
	int order = date_compare(a->date, b->date);

	return order != 0 ? order : (a->key > b->key) - (a->key < b->key);
}

void
fetched_books_sort(struct fetched_books *books)
{
	if (books->invoices.count > 1)
		qsort(books->invoices.item, books->invoices.count,
		    sizeof(*books->invoices.item), invoice_order);
	if (books->vouchers.count > 1)
		qsort(books->vouchers.item, books->vouchers.count,
		    sizeof(*books->vouchers.item), voucher_order);
}

/*
 * The sum in the invoice's own currency; an invoice in EUR has none beside
 * InvoiceSum.
 */
static struct money
currency_sum(const struct fetch_record *record, struct money sum_eur)
{
	struct fetch_record more = *record;
	const struct currency *currency;
	const struct reply_node *node;
	const char *code;

	more.node = reply_child(record->node, "AdditionalInformation");
	node = reply_child(more.node, "InvoiceCurrencySum");
	if (node == NULL || *reply_text(node) == '\0')
		return sum_eur;
	code = reply_attribute(node, "currencycode");
	currency = code == NULL ? NULL : currency_find(code, strlen(code));
	if (currency == NULL) {
		fetch_record_lacks(record, "InvoiceCurrencySum's currencycode",
		    code == NULL ? "" : code);
		return sum_eur;
	}
	return fetch_need_money(&more, "InvoiceCurrencySum", currency);
}

static void
read_listed(
    const struct fetch_record *record, int64_t key, struct fetched_books *books)
{
	struct fetch *fetch = record->fetch;
	struct fetch_invoice *invoice =
	    arena_alloc(&fetch->arena, sizeof(*invoice));
	const struct reply_node *more =
	    reply_child(record->node, "AdditionalInformation");

	*invoice = (struct fetch_invoice){
		.key = key,
		.batch =
		    books->batch == NULL ? "" : fetch_word(fetch, books->batch),
		.number = fetch_may(record, "InvoiceNumber"),
		.invoice_date = fetch_may_date(record, "InvoiceDate"),
		.due_date = fetch_may_date(record, "InvoiceDueDate"),
		.status = fetch_word(
		    fetch, reply_child_text(record->node, "InvoiceStatus")),
		.customer = fetch_may(record, "CustomerCode"),
		.comment =
		    fetch_keep(fetch, reply_child_text(more, "PrivateComment")),
		.sum_eur =
		    fetch_need_money(record, "InvoiceSum", currency_euro()),
		.open_eur = fetch_may_money(record, "OpenSum", currency_euro()),
	};
	invoice->sum = currency_sum(record, invoice->sum_eur);
	fetch_key_put(&books->invoice, key, invoice);
	*FETCH_ADD(&books->invoices) = (struct fetch_invoice_row){ invoice };
}

void
fetch_read_invoice_list(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_books *books = context;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_INVOICE_LIST, root, "SalesInvoiceList");
	const struct reply_node *node = reply_child(list, "SalesInvoice");
	struct fetch_record record = { fetch, FETCH_INVOICE_LIST, "invoice",
		NULL, 0 };
	int64_t most = books->cursor;

	books->beyond = 0;
	for (; node != NULL; node = reply_next(node)) {
		int64_t key;

		record.node = node;
		record.number++;
		key = fetch_need_key(&record, "NetvisorKey");
		/* The order of a page's rows is not promised. */
		if (key <= books->cursor)
			continue;
		books->beyond++;
		if (key > most)
			most = key;
		if (fetched_invoice(books, key) == NULL &&
		    (books->batch != NULL ||
			fetch_key_find(&books->unlisted, key) != NULL))
			read_listed(&record, key, books);
	}
	books->cursor = most;
}

/* The one invoice of that number among those asked for; else 0. */
static int64_t
key_of_number(const struct fetched_books *books, const char *number)
{
	int64_t key = 0;

	for (size_t i = 0; i < books->wanted_count; i++) {
		const struct fetch_invoice *invoice =
		    fetched_invoice(books, books->wanted[i]);

		if (invoice == NULL || strcmp(invoice->number, number) != 0)
			continue;
		if (key != 0)
			return 0;
		key = invoice->key;
	}
	return key;
}

/* Older answers name no key. */
static int64_t
detail_key(const struct fetch_record *record, const struct fetched_books *books)
{
	const char *text =
	    reply_child_text(record->node, "SalesInvoiceNetvisorKey");
	int64_t key = 0;

	if (*text == '\0')
		text = reply_child_text(record->node, "NetvisorKey");
	if (*text == '\0' && books->wanted_count == 1)
		return books->wanted[0];
	if (*text == '\0')
		key = key_of_number(books,
		    reply_child_text(record->node, "SalesInvoiceNumber"));
	if (key == 0 && !fetch_key(text, &key))
		fetch_record_lacks(record, "SalesInvoiceNetvisorKey", text);
	return key;
}

static void
read_detail(const struct fetch_record *record, struct fetch_invoice *invoice)
{
	const struct reply_node *voucher =
	    reply_child(record->node, "InvoiceVoucher");
	const char *key = reply_attribute(voucher, "NetvisorKey");
	const char *status = reply_attribute(
	    reply_child(record->node, "InvoiceStatus"), "status");

	invoice->detailed = true;
	if (key == NULL)
		key = reply_child_text(voucher, "NetvisorKey");
	/* An invoice that is not sent yet has none, or 0. */
	if (*key != '\0' && strcmp(key, "0") != 0 &&
	    !fetch_key(key, &invoice->voucher))
		fetch_record_lacks(record, "InvoiceVoucher's NetvisorKey", key);
	/* The list's word is a translation. */
	if (status != NULL && *status != '\0')
		invoice->status = fetch_word(record->fetch, status);
	if (!date_is_set(invoice->due_date))
		invoice->due_date =
		    fetch_may_date(record, "SalesInvoiceDueDate");
	if (*invoice->customer == '\0')
		invoice->customer = fetch_may(record, "InvoicingCustomerCode");
}

static void
read_unlisted(
    const struct fetch_record *record, int64_t key, struct fetched_books *books)
{
	struct date date = fetch_need_date(record, "SalesInvoiceDate");

	fetch_key_put(&books->unlisted, key, books);
	if (!date_is_set(books->unlisted_from) ||
	    date_compare(date, books->unlisted_from) < 0)
		books->unlisted_from = date;
	if (!date_is_set(books->unlisted_to) ||
	    date_compare(date, books->unlisted_to) > 0)
		books->unlisted_to = date;
}

void
fetch_read_invoice_details(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_books *books = context;
	const struct reply_node *list = reply_child(root, "SalesInvoices");
	const struct reply_node *node =
	    reply_child(list != NULL ? list : root, "SalesInvoice");
	struct fetch_record record = { fetch, FETCH_INVOICE, "invoice", NULL,
		0 };

	if (list == NULL && node == NULL)
		fetch_lacks(fetch, FETCH_INVOICE, "SalesInvoices is missing");
	for (; node != NULL; node = reply_next(node)) {
		struct fetch_invoice *invoice;
		int64_t key;

		record.node = node;
		record.number++;
		/* What is not there may come as an empty element. */
		if (reply_first(node) == NULL)
			continue;
		key = detail_key(&record, books);
		invoice = fetched_invoice(books, key);
		if (invoice != NULL)
			read_detail(&record, invoice);
		else if (key != 0)
			read_unlisted(&record, key, books);
	}
}
