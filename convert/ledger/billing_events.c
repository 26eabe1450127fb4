/* billing_events.c - rows that are counted, and rows that were refused. */
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/billing_load.h"
#include "ledger/quote.h"

static const struct record_schema *const kind_schema[BILLING_KIND_COUNT] = {
	&record_kind_account, &record_kind_recipient, &record_kind_invoice,
	&record_kind_invoice_line, &record_kind_transaction,
	&record_kind_erp_line, &record_kind_supplier,
	&record_kind_supplier_invoice, &record_kind_payout
};

/* The kind of a name: the record kind's, or its file's. */
static int
kind_of(const char *name)
{
	int i;

	for (i = 0; i < BILLING_KIND_COUNT; i++) {
		if (strcmp(kind_schema[i]->kind, name) == 0 ||
		    strcmp(kind_schema[i]->file, name) == 0)
			return i;
	}
	return -1;
}

int
billing_check_seen(const struct billing_loader *loader, const char *name)
{
	struct source_pos pos = { name, 0, 0 };
	int i, status = 0;

	for (i = 0; i <= BILLING_KIND_COUNT; i++) {
		if (loader->seen[i + 1] ||
		    (i < BILLING_KIND_COUNT && !loader->billing->exported[i]))
			continue;
		diag_add(loader->diag, RULE_RECORD_MISSING, pos,
		    "%s.tsv is missing",
		    i < BILLING_KIND_COUNT ? kind_schema[i]->file
					   : record_kind_rejected_row.file);
		status = -1;
	}
	return status;
}

void
billing_row_export(struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct month month;
	int kind;

	kind = kind_of(record_text(reader, EXPORT_KIND));
	if (kind >= 0)
		billing->exported[kind] = true;
	if (!month_parse(record_text(reader, EXPORT_MONTH),
		record_text_len(reader, EXPORT_MONTH), &month)) {
		diag_add(loader->diag, RULE_RECORD_FIELD,
		    record_pos(reader, EXPORT_MONTH),
		    "'%s' is not a month as 2026-10",
		    quote(record_text(reader, EXPORT_MONTH)).text);
		loader->failed = true;
		return;
	}
	if (billing->has_month && month_compare(month, billing->month) != 0) {
		diag_add(loader->diag, RULE_BILLING_MONTHS,
		    record_pos(reader, EXPORT_MONTH),
		    "'%s' is of %s, other files are of another month",
		    quote(record_text(reader, EXPORT_SOURCE)).text,
		    record_text(reader, EXPORT_MONTH));
		loader->failed = true;
		return;
	}
	billing->has_month = true;
	billing->month = month;
}

bool
billing_sum_add(struct billing *billing, const char *stream, const char *kind,
    struct row_source source, struct money money)
{
	struct billing_sum *sum;
	size_t i;

	for (i = 0; i < billing->sum_count; i++) {
		sum = &billing->sum[i];
		if (strcmp(sum->stream, stream) == 0 &&
		    strcmp(sum->kind, kind) == 0 &&
		    sum->currency == money.currency)
			break;
	}
	if (i == billing->sum_count) {
		/* A few streams, kinds and currencies: no need to be clever. */
		billing->sum = mem_realloc(
		    billing->sum, billing->sum_count + 1, sizeof(*sum));
		sum = &billing->sum[billing->sum_count++];
		memset(sum, 0, sizeof(*sum));
		sum->source = source;
		sum->stream = stream;
		sum->kind = kind;
		sum->currency = money.currency;
	}
	sum = &billing->sum[i];
	sum->count++;
	return !__builtin_add_overflow(sum->amount, money.minor, &sum->amount);
}

void
billing_row_rejected(
    struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_rejected *rejected;
	int kind;

	billing->rejected = mem_grow(billing->rejected, billing->rejected_count,
	    &loader->rejected_capacity, sizeof(*rejected));
	rejected = &billing->rejected[billing->rejected_count++];
	rejected->source = billing_read_source(loader, reader);
	rejected->kind = billing_keep_text(loader, reader, REJECTED_ROW_KIND);
	rejected->id = billing_copy_text(loader, reader, REJECTED_ROW_ID);
	rejected->invoice_number =
	    billing_copy_text(loader, reader, REJECTED_ROW_INVOICE_NUMBER);
	rejected->rules = billing_keep_text(loader, reader, REJECTED_ROW_RULES);
	kind = kind_of(rejected->kind);
	if (kind < 0)
		return;
	/* Accounts are found by their code, all else by the invoice. */
	if (kind == BILLING_ACCOUNT ? rejected->id[0] == '\0'
				    : rejected->invoice_number[0] == '\0')
		billing->incomplete[kind] = true;
}
