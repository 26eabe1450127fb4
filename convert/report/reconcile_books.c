/*
 * reconcile_books.c - the books as they were read: invoices, vouchers,
 * postings and balances, and whose each of them is.
 */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/reference.h"
#include "mapping/company.h"
#include "report/review_load.h"

static const char *
keep(struct reconciliation *rec, const struct record_reader *record,
    size_t column)
{
	return review_keep_field(rec->review, record, column);
}

static void
snapshot_row(struct reconciliation *rec, struct record_reader *record)
{
	rec->taken_at = keep(rec, record, BOOKED_SNAPSHOT_TAKEN_AT);
	(void)record_date(record, BOOKED_SNAPSHOT_BEGIN, &rec->begin);
	(void)record_date(record, BOOKED_SNAPSHOT_END, &rec->end);
	if (strcmp(record_text(record, BOOKED_SNAPSHOT_ORGANISATION),
		rec->company->business_id) != 0 ||
	    strcmp(record_text(record, BOOKED_SNAPSHOT_HOST),
		rec->company->host) != 0 ||
	    date_compare(rec->begin, month_first_day(rec->review->month)) !=
		0 ||
	    date_compare(rec->end, month_last_day(rec->review->month)) != 0)
		(void)diag_add(rec->diag, RULE_RECONCILE_OTHER_BOOKS,
		    record_pos(record, BOOKED_SNAPSHOT_HOST),
		    "these are the books of %s at %s from %s to %s",
		    record_text(record, BOOKED_SNAPSHOT_ORGANISATION),
		    record_text(record, BOOKED_SNAPSHOT_HOST),
		    record_text(record, BOOKED_SNAPSHOT_BEGIN),
		    record_text(record, BOOKED_SNAPSHOT_END));
}

/* The reference that a text begins with, "" for none. */
static const char *
reference_in(const char *text, char reference[REFERENCE_TEXT_MAX])
{
	size_t len = REFERENCE_TEXT_MAX - 1;

	reference[0] = '\0';
	if (strncmp(text, "fv-", 3) != 0 || strlen(text) < len ||
	    (text[len] != '\0' && text[len] != ' ' && text[len] != '\n'))
		return reference;
	memcpy(reference, text, len);
	reference[len] = '\0';
	return reference;
}

/* Whose: by NetvisorKey, else by the reference its text begins with. */
static size_t
owner_of(const struct reconcile_names *names, const char *kind, const char *key,
    const char *text)
{
	char reference[REFERENCE_TEXT_MAX];
	size_t owner = reconcile_name_find(names, kind, key);

	if (owner == 0 && reference_in(text, reference)[0] != '\0')
		owner = reconcile_name_find(names, "", reference);
	return owner;
}

static void
fill_invoice(struct reconciliation *rec, struct record_reader *record,
    struct reconcile_invoice *invoice)
{
	struct money amount;

	invoice->key = keep(rec, record, BOOKED_INVOICE_KEY);
	invoice->number = keep(rec, record, BOOKED_INVOICE_NUMBER);
	invoice->status = keep(rec, record, BOOKED_INVOICE_STATUS);
	invoice->customer = keep(rec, record, BOOKED_INVOICE_CUSTOMER);
	invoice->currency = keep(rec, record, BOOKED_INVOICE_CURRENCY);
	(void)record_date(record, BOOKED_INVOICE_INVOICE_DATE, &invoice->date);
	(void)record_date(record, BOOKED_INVOICE_DUE_DATE, &invoice->due_date);
	invoice->has_sum =
	    record_money(record, BOOKED_INVOICE_SUM, &invoice->sum);
	invoice->has_sum_eur =
	    record_money(record, BOOKED_INVOICE_SUM_EUR, &amount);
	invoice->sum_eur = invoice->has_sum_eur ? amount.minor : 0;
	if (record_money(record, BOOKED_INVOICE_OPEN_EUR, &amount))
		invoice->open_eur = amount.minor;
}

static void
invoice_row(struct reconciliation *rec, struct record_reader *record)
{
	size_t owner = owner_of(&rec->ours,
	    "invoice:", record_text(record, BOOKED_INVOICE_KEY),
	    record_text(record, BOOKED_INVOICE_COMMENT));
	struct reconcile_document *document;

	if (owner == 0)
		return;
	document = &rec->document[owner - 1];
	rec->invoice = mem_grow(rec->invoice, rec->invoice_count,
	    &rec->invoice_capacity, sizeof(*rec->invoice));
	memset(&rec->invoice[rec->invoice_count], 0, sizeof(*rec->invoice));
	fill_invoice(rec, record, &rec->invoice[rec->invoice_count++]);
	document->invoice_count++;
	rec->customers_shown |=
	    record_text_len(record, BOOKED_INVOICE_CUSTOMER) > 0;
	/* Of several, the one that the journal knows. */
	if (document->invoice == 0 ||
	    strcmp(document->netvisor_key,
		record_text(record, BOOKED_INVOICE_KEY)) == 0)
		document->invoice = rec->invoice_count;
	if (record_text_len(record, BOOKED_INVOICE_VOUCHER) == 0)
		return;
	reconcile_name_put(&rec->ours,
	    "voucher:", record_text(record, BOOKED_INVOICE_VOUCHER), owner);
}

/* The document whose invoice a voucher is linked to, or 0. */
static size_t
linked_to(
    const struct reconcile_names *names, const struct record_reader *record)
{
	if (strcmp(record_text(record, BOOKED_VOUCHER_SOURCE_TYPE),
		"salesinvoice") != 0)
		return 0;
	return reconcile_name_find(
	    names, "invoice:", record_text(record, BOOKED_VOUCHER_SOURCE_KEY));
}

/* Nobody's this month: a document of another month, or what bears its name. */
static void
set_other(const struct reconciliation *rec, const struct record_reader *record,
    struct reconcile_voucher *voucher)
{
	char reference[REFERENCE_TEXT_MAX];
	size_t named = 0;
	bool bears = reference_in(voucher->description, reference)[0] != '\0';

	if (bears)
		named = reconcile_name_find(&rec->others, "", reference);
	voucher->other =
	    reconcile_name_find(&rec->others, "voucher:", voucher->key) != 0 ||
	    named == REFERENCE_OPEN ||
	    (voucher->linked == 0 && linked_to(&rec->others, record) != 0);
	voucher->copy = !voucher->other && bears;
}

/* Into the document's list, in the order of the file; both from 1. */
static void
give_voucher(struct reconciliation *rec, size_t owner, size_t voucher)
{
	struct reconcile_document *document = &rec->document[owner - 1];

	if (document->first_voucher == 0)
		document->first_voucher = voucher;
	else
		rec->voucher[document->last_voucher - 1].next = voucher;
	document->last_voucher = voucher;
	rec->voucher[voucher - 1].document = owner;
	document->valid_vouchers += rec->voucher[voucher - 1].valid;
}

/* A text that begins with the reference of another document. */
static void
set_reference(struct reconciliation *rec, struct reconcile_voucher *voucher,
    const char *expected)
{
	char reference[REFERENCE_TEXT_MAX];

	if (reference_in(voucher->description, reference)[0] != '\0' &&
	    strcmp(reference, expected) != 0)
		voucher->reference = arena_strdup(&rec->arena, reference);
}

static void
voucher_row(struct reconciliation *rec, struct record_reader *record)
{
	struct reconcile_voucher *voucher;
	size_t owner;

	rec->voucher = mem_grow(rec->voucher, rec->voucher_count,
	    &rec->voucher_capacity, sizeof(*rec->voucher));
	voucher = &rec->voucher[rec->voucher_count++];
	memset(voucher, 0, sizeof(*voucher));
	voucher->key = keep(rec, record, BOOKED_VOUCHER_KEY);
	voucher->number = keep(rec, record, BOOKED_VOUCHER_NUMBER);
	voucher->class_name = keep(rec, record, BOOKED_VOUCHER_CLASS);
	voucher->description = keep(rec, record, BOOKED_VOUCHER_DESCRIPTION);
	voucher->status = keep(rec, record, BOOKED_VOUCHER_STATUS);
	(void)record_date(record, BOOKED_VOUCHER_DATE, &voucher->date);
	/* One without a status is valid: Netvisor leaves it out at times. */
	voucher->valid =
	    voucher->status[0] == '\0' || strcmp(voucher->status, "valid") == 0;
	voucher->in_month = date_compare(voucher->date, rec->begin) >= 0 &&
	                    date_compare(voucher->date, rec->end) <= 0;
	reconcile_name_put(
	    &rec->voucher_of, "", voucher->key, rec->voucher_count);
	owner = owner_of(
	    &rec->ours, "voucher:", voucher->key, voucher->description);
	voucher->linked = linked_to(&rec->ours, record);
	voucher->reference = "";
	if (owner == 0) {
		set_other(rec, record, voucher);
		return;
	}
	set_reference(rec, voucher, rec->document[owner - 1].reference);
	give_voucher(rec, owner, rec->voucher_count);
}

/*
 * Linked to an invoice of ours, and not the one that the invoice names: its
 * voucher all the same when it has none, or when it is of the same class.
 */
static void
claim_linked(struct reconciliation *rec)
{
	for (size_t v = 1; v <= rec->voucher_count; v++) {
		struct reconcile_voucher *voucher = &rec->voucher[v - 1];
		size_t first;

		if (voucher->document != 0 || voucher->other ||
		    voucher->linked == 0)
			continue;
		first = rec->document[voucher->linked - 1].first_voucher;
		if (first != 0 && strcmp(rec->voucher[first - 1].class_name,
				      voucher->class_name) != 0)
			continue;
		voucher->copy = false;
		give_voucher(rec, voucher->linked, v);
	}
}

/* The line of a list at *text, which moves on to the next one. */
static size_t
next_line(const char **text)
{
	size_t len = strcspn(*text, "\n");

	*text += len;
	*text += **text == '\n';
	return len;
}

/* "Header: item; Header: item"; a header without an item says nothing. */
static void
put_dimensions(struct buf *out, const char *headers, const char *items)
{
	while (*headers != '\0') {
		const char *header = headers;
		const char *item = items;
		size_t header_len = next_line(&headers);
		size_t item_len = next_line(&items);

		if (item_len == 0)
			continue;
		buf_printf(out, "%s%.*s: %.*s", out->len > 0 ? "; " : "",
		    (int)header_len, header, (int)item_len, item);
	}
}

static void
posting_row(struct reconciliation *rec, struct record_reader *record)
{
	const char *key = record_text(record, BOOKED_POSTING_VOUCHER);
	const size_t voucher = reconcile_name_find(&rec->voucher_of, "", key);
	struct buf dimension;
	struct money amount;
	int64_t sum = 0;
	uint32_t tuple;
	size_t line;

	/* A line of no voucher shows where the balances are compared. */
	if (voucher == 0)
		return;
	buf_init(&dimension, BUF_MAX_DEFAULT);
	put_dimensions(&dimension,
	    record_text(record, BOOKED_POSTING_DIMENSION_HEADER),
	    record_text(record, BOOKED_POSTING_DIMENSION_ITEM));
	tuple =
	    reconcile_tuple_at(rec, record_text(record, BOOKED_POSTING_ACCOUNT),
		record_text(record, BOOKED_POSTING_VAT_CODE),
		record_text(record, BOOKED_POSTING_VAT_PERCENT),
		buf_text(&dimension));
	buf_release(&dimension);
	if (record_money(record, BOOKED_POSTING_DEBIT, &amount))
		sum = amount.minor;
	if (record_money(record, BOOKED_POSTING_CREDIT, &amount))
		reconcile_add(rec, &sum, sum_negated(amount.minor));
	line = reconcile_line_add(rec, tuple, sum);
	rec->line[line - 1].next = rec->voucher[voucher - 1].first_line;
	rec->voucher[voucher - 1].first_line = line;
}

/* Movement: the last day's balance less the one before the first day. */
static void
balance_row(struct reconciliation *rec, struct record_reader *record)
{
	struct reconcile_rows *rows = &rec->table[TABLE_ACCOUNT];
	struct reconcile_row *row;
	struct money balance;
	struct date date;

	if (!record_date(record, BOOKED_BALANCE_DATE, &date) ||
	    !record_money(record, BOOKED_BALANCE_BALANCE, &balance))
		return;
	row =
	    reconcile_row_of(rows, record_text(record, BOOKED_BALANCE_ACCOUNT));
	if (date_compare(date, rec->end) == 0)
		reconcile_add(rec, &row->movement, balance.minor);
	else if (date_to_days(date) == date_to_days(rec->begin) - 1)
		reconcile_add(rec, &row->movement, sum_negated(balance.minor));
}

static const struct reconcile_kind booked_kinds[] = {
	{ &record_kind_booked_snapshot, snapshot_row },
	{ &record_kind_booked_invoice, invoice_row },
	{ &record_kind_booked_voucher, voucher_row },
	{ &record_kind_booked_posting, posting_row },
	{ &record_kind_booked_balance, balance_row },
};

static bool
books_exist(struct reconciliation *rec, struct diag_list *diag)
{
	bool all = true;

	for (size_t i = 0; i < record_stage_booked_count && all; i++) {
		char *name =
		    mem_printf("booked/%s.tsv", record_stage_booked[i]->file);
		char *path = path_join(rec->review->dir, name);

		all = file_exists(path);
		if (!all)
			(void)diag_add(diag, RULE_RECONCILE_BOOKS_MISSING,
			    (struct source_pos){ path, 0, 0 },
			    "the books of %s have not been read", rec->month);
		free(path);
		free(name);
	}
	return all;
}

int
reconcile_load_books(struct reconciliation *rec, struct diag_list *diag)
{
	const size_t before = diag_count(diag, SEVERITY_ERROR);

	rec->taken_at = "";
	if (!books_exist(rec, diag) ||
	    reconcile_read_stage(rec, "booked", booked_kinds,
		sizeof(booked_kinds) / sizeof(booked_kinds[0]), diag) != 0)
		return -1;
	claim_linked(rec);
	if (rec->taken_at[0] == '\0')
		(void)diag_add(diag, RULE_RECONCILE_BOOKS_MISSING,
		    (struct source_pos){ "booked/snapshot.tsv", 0, 0 },
		    "the books of %s do not say when they were read",
		    rec->month);
	return diag_count(diag, SEVERITY_ERROR) == before ? 0 : -1;
}
