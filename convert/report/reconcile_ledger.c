/*
 * reconcile_ledger.c - the expectation: every document of the ledger with its
 * postings, what the batch left out, and what the journal says became of it.
 */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "netvisor/batch.h"
#include "report/review_load.h"

static const char *
keep(struct reconciliation *rec, const struct record_reader *record,
    size_t column)
{
	return review_keep_field(rec->review, record, column);
}

static int64_t
minor(struct record_reader *record, size_t column)
{
	struct money amount;

	return record_money(record, column, &amount) ? amount.minor : 0;
}

#define CUSTOMER_PREFIX "customer:"

/* Without a due date Netvisor reckons it from the invoice date and the term. */
static struct date
due_date(struct record_reader *record, struct date invoice_date)
{
	struct date date = { 0 };
	int64_t days;

	if (!record_date(record, SALES_INVOICE_DUE_DATE, &date) &&
	    record_integer(record, SALES_INVOICE_PAYMENT_DAYS, &days) &&
	    date_is_set(invoice_date))
		date = date_from_days(date_to_days(invoice_date) + (long)days);
	return date;
}

static void
invoice_row(struct reconciliation *rec, struct record_reader *record)
{
	struct reconcile_document *document =
	    reconcile_document_at(rec, record_text(record, SALES_INVOICE_KEY));

	document->in_ledger = document->is_invoice = true;
	document->kind = keep(rec, record, SALES_INVOICE_TYPE);
	document->source = record_source(record, SALES_INVOICE_SOURCE);
	document->number = keep(rec, record, SALES_INVOICE_NUMBER);
	document->name = document->number;
	document->customer = keep(rec, record, SALES_INVOICE_CUSTOMER);
	if (text_starts_with(document->customer, CUSTOMER_PREFIX))
		document->customer += sizeof(CUSTOMER_PREFIX) - 1;
	(void)record_date(
	    record, SALES_INVOICE_INVOICE_DATE, &document->invoice_date);
	document->date = document->invoice_date;
	document->due_date = due_date(record, document->invoice_date);
	(void)record_money(record, SALES_INVOICE_GROSS, &document->total);
	document->total_eur = minor(record, SALES_INVOICE_GROSS_EUR);
}

static void
voucher_row(struct reconciliation *rec, struct record_reader *record)
{
	struct reconcile_document *document =
	    reconcile_document_at(rec, record_text(record, VOUCHER_KEY));
	const char *name = strrchr(document->key, ':');

	document->in_ledger = true;
	document->kind = keep(rec, record, VOUCHER_KIND);
	document->source = record_source(record, VOUCHER_SOURCE);
	document->name = name == NULL ? document->key : name + 1;
	document->class_name = keep(rec, record, VOUCHER_CLASS);
	(void)record_date(record, VOUCHER_DATE, &document->date);
	document->total_eur = minor(record, VOUCHER_AMOUNT_EUR);
	document->total.minor = document->total_eur;
}

static void
posting_row(struct reconciliation *rec, struct record_reader *record)
{
	struct reconcile_document *document =
	    reconcile_document_at(rec, record_text(record, POSTING_DOCUMENT));
	const char *header = record_text(record, POSTING_DIMENSION_HEADER);
	char *dimension =
	    header[0] == '\0'
		? mem_strdup("")
		: mem_printf("%s: %s", header,
		      record_text(record, POSTING_DIMENSION_ITEM));
	uint32_t tuple =
	    reconcile_tuple_at(rec, record_text(record, POSTING_ACCOUNT),
		record_text(record, POSTING_VAT_CODE),
		record_text(record, POSTING_VAT_PERCENT), dimension);
	int64_t amount = minor(record, POSTING_DEBIT);
	size_t line;

	free(dimension);
	reconcile_add(rec, &amount, sum_negated(minor(record, POSTING_CREDIT)));
	line = reconcile_line_add(rec, tuple, amount);
	if (document->first_line == 0) {
		document->first_line = line;
		/* Its voucher's date is its postings'. */
		(void)record_date(record, POSTING_DATE, &document->date);
	} else {
		rec->line[document->last_line - 1].next = line;
	}
	document->last_line = line;
}

static const struct reconcile_kind ledger_kinds[] = {
	{ &record_kind_sales_invoice, invoice_row },
	{ &record_kind_voucher, voucher_row },
	{ &record_kind_posting, posting_row },
};

static bool
is_master(const char *kind)
{
	return strcmp(kind, "customer") == 0 || strcmp(kind, "dimension") == 0;
}

/* "exports/invoices.csv:2 exports/invoice_lines.csv:2": the first of them. */
static struct source_pos
first_source(const char *source, struct diag_list *diag)
{
	struct source_pos pos = { 0 };
	size_t len = strcspn(source, " ");
	size_t name = len;
	unsigned long line = 0;

	while (name > 0 && source[name - 1] != ':')
		name--;
	for (size_t i = name; name > 0 && i < len; i++)
		line = line * 10 + (unsigned long)(source[i] - '0');
	if (name == 0)
		return pos;
	pos.file = diag_intern(diag, source, name - 1);
	pos.line = line;
	pos.column = line > 0 ? 1 : 0;
	return pos;
}

static void
apply_batch(struct reconciliation *rec, struct diag_list *diag)
{
	const struct batch *batch = rec->review->batch;

	for (size_t i = 0; i < batch_item_count(batch); i++) {
		const struct batch_item *item = batch_item_at(batch, i);
		struct reconcile_document *document;

		if (is_master(item->kind))
			continue;
		document = reconcile_document_at(rec, item->key);
		document->in_batch = true;
		document->sent_total = item->total;
		document->reference = item->reference;
		document->name = item->name;
		document->kind = item->kind;
		if (document->source.file == NULL)
			document->source = first_source(item->source, diag);
	}
	for (size_t i = 0; i < batch_withheld_count(batch); i++) {
		const struct batch_withheld *left = batch_withheld_at(batch, i);
		uint32_t index =
		    text_pool_find(&rec->key, left->key, strlen(left->key));
		struct reconcile_document *document;

		/* What an earlier stage withheld has no postings. */
		if (index == TEXT_POOL_NONE || rec->document[index].in_batch)
			continue;
		document = &rec->document[index];
		document->left_out = left->rules;
		document->reference = left->reference;
		document->name = left->name;
		document->kind = left->kind;
		if (document->source.file == NULL)
			document->source = first_source(left->source, diag);
	}
}

int
reconcile_load_ledger(struct reconciliation *rec, struct diag_list *diag)
{
	if (reconcile_read_stage(rec, "ledger", ledger_kinds,
		sizeof(ledger_kinds) / sizeof(ledger_kinds[0]), diag) != 0)
		return -1;
	apply_batch(rec, diag);
	return 0;
}

/* Journal ----------------------------------------------------------------- */

static bool
is_invoice_kind(const char *kind)
{
	return strcmp(kind, "invoice") == 0 || strcmp(kind, "credit_note") == 0;
}

/* Later batches of the month come later and hold what is valid now. */
static void
apply_journal(struct reconciliation *rec, const struct journal_document *entry)
{
	struct reconcile_document *document;

	if (strcmp(entry->at, rec->newest) > 0)
		rec->newest = entry->at;
	if (is_master(entry->kind))
		return;
	document = reconcile_document_at(rec, entry->key);
	document->in_journal = true;
	document->sent_total = entry->total;
	document->reference = entry->reference;
	document->name = entry->name;
	document->kind = entry->kind;
	document->is_invoice = is_invoice_kind(entry->kind);
	document->state = entry->state;
	document->netvisor_key = entry->netvisor_key;
	document->code = entry->code;
	document->text = entry->text;
}

static void
name_put(struct reconcile_names *names, const char *kind, const char *name,
    size_t value)
{
	if (name[0] != '\0')
		reconcile_name_put(names, kind, name, value);
}

static const char *
prefix_of(bool is_invoice)
{
	return is_invoice ? "invoice:" : "voucher:";
}

/* How the books may name a document: by NetvisorKey or by our reference. */
static void
name_documents(struct reconciliation *rec)
{
	for (size_t i = 0; i < reconcile_document_count(rec); i++) {
		const struct reconcile_document *document = &rec->document[i];

		name_put(&rec->ours, prefix_of(document->is_invoice),
		    document->netvisor_key, i + 1);
		name_put(&rec->ours, "", document->reference, i + 1);
	}
	if (rec->journal_all == NULL)
		return;
	for (size_t i = 0; i < journal_document_count(rec->journal_all); i++) {
		const struct journal_document *entry =
		    journal_document_at(rec->journal_all, i);

		if (is_master(entry->kind))
			continue;
		name_put(&rec->others, prefix_of(is_invoice_kind(entry->kind)),
		    entry->netvisor_key, 1);
		if (reconcile_name_find(&rec->others, "", entry->reference) !=
		    REFERENCE_TAKEN)
			name_put(&rec->others, "", entry->reference,
			    entry->netvisor_key[0] == '\0' ? REFERENCE_OPEN
							   : REFERENCE_TAKEN);
	}
}

int
reconcile_load_journal(
    struct reconciliation *rec, struct journal *journal, struct diag_list *diag)
{
	rec->newest = "";
	if (journal != NULL) {
		rec->journal =
		    journal_month_documents(journal, rec->month, diag);
		rec->journal_all = journal_all_documents(journal, diag);
		if (rec->journal == NULL || rec->journal_all == NULL)
			return -1;
		for (size_t i = 0; i < journal_document_count(rec->journal);
		     i++)
			apply_journal(
			    rec, journal_document_at(rec->journal, i));
	}
	name_documents(rec);
	return 0;
}
