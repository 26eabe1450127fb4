/* billing_read.c - fields of billing records, and which reader a kind has. */
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/billing_load.h"
#include "ledger/quote.h"

_Static_assert(ACCOUNT_COLUMNS <= BILLING_COLUMNS_MAX &&
		   INVOICE_COLUMNS <= BILLING_COLUMNS_MAX &&
		   INVOICE_LINE_COLUMNS <= BILLING_COLUMNS_MAX &&
		   ERP_LINE_COLUMNS <= BILLING_COLUMNS_MAX,
    "a billing record has more columns than are remembered");

struct row_source
billing_read_source(struct billing_loader *loader, struct record_reader *reader)
{
	struct source_pos pos;
	struct row_source source;

	pos = record_source(reader, 0);
	if (pos.file == NULL)
		pos.file = "";
	if (loader->file_theirs != pos.file) {
		loader->file_theirs = pos.file;
		loader->file_ours = text_pool_keep(
		    &loader->billing->text, pos.file, strlen(pos.file));
	}
	source.file = loader->file_ours;
	source.line = (uint32_t)pos.line;
	return source;
}

/* Rows often repeat the text of the row before, so that is tried first. */
const char *
billing_keep_text(struct billing_loader *loader,
    const struct record_reader *reader, size_t column)
{
	const char *text = record_text(reader, column);
	const char **last = &loader->last[column];

	if (*last == NULL || strcmp(*last, text) != 0)
		*last = text_pool_keep(&loader->billing->text, text,
		    record_text_len(reader, column));
	return *last;
}

const char *
billing_copy_text(struct billing_loader *loader,
    const struct record_reader *reader, size_t column)
{
	return arena_strndup(&loader->billing->arena,
	    record_text(reader, column), record_text_len(reader, column));
}

static void
missing(struct billing_loader *loader, const struct record_reader *reader,
    size_t column)
{
	diag_add(loader->diag, RULE_RECORD_FIELD, record_pos(reader, column),
	    "%s is empty", record_schema_of(reader)->column[column].name);
	loader->failed = true;
}

const char *
billing_need_text(struct billing_loader *loader,
    const struct record_reader *reader, size_t column)
{
	if (record_text_len(reader, column) == 0)
		missing(loader, reader, column);
	return billing_keep_text(loader, reader, column);
}

struct short_date
billing_read_date(struct record_reader *reader, size_t column)
{
	struct date date = { 0, 0, 0 };

	record_date(reader, column, &date);
	return date_shorten(date);
}

struct short_date
billing_need_date(
    struct billing_loader *loader, struct record_reader *reader, size_t column)
{
	if (record_text_len(reader, column) == 0)
		missing(loader, reader, column);
	return billing_read_date(reader, column);
}

struct money
billing_read_money(
    struct billing_loader *loader, struct record_reader *reader, size_t column)
{
	const struct record_column *description;
	struct money money;
	size_t currency;

	if (record_money(reader, column, &money))
		return money;
	/* Empty: nothing, in the row's currency where that is known. */
	description = &record_schema_of(reader)->column[column];
	money = money_zero(currency_euro());
	if (description->currency != RECORD_EURO) {
		currency = (size_t)description->currency;
		money.currency = currency_find(record_text(reader, currency),
		    record_text_len(reader, currency));
		if (money.currency == NULL) {
			missing(loader, reader, currency);
			money.currency = currency_euro();
		}
	}
	return money;
}

struct money
billing_need_money(
    struct billing_loader *loader, struct record_reader *reader, size_t column)
{
	if (record_text_len(reader, column) == 0)
		missing(loader, reader, column);
	return billing_read_money(loader, reader, column);
}

int
billing_read_word(struct billing_loader *loader,
    const struct record_reader *reader, size_t column, const char *const *word,
    size_t count)
{
	const char *text;
	size_t i;

	text = record_text(reader, column);
	for (i = 0; i < count; i++) {
		if (strcmp(text, word[i]) == 0)
			return (int)i;
	}
	diag_add(loader->diag, RULE_RECORD_FIELD, record_pos(reader, column),
	    "'%s' is not a word of %s", quote(text).text,
	    record_schema_of(reader)->column[column].name);
	loader->failed = true;
	return -1;
}

static const struct kind_reader {
	const struct record_schema *schema;
	void (*read)(struct billing_loader *, struct record_reader *);
} kind_readers[] = {
	{ &record_kind_export, billing_row_export },
	{ &record_kind_account, billing_row_account },
	{ &record_kind_recipient, billing_row_recipient },
	{ &record_kind_invoice, billing_row_invoice },
	{ &record_kind_invoice_line, billing_row_line },
	{ &record_kind_transaction, billing_row_transaction },
	{ &record_kind_erp_line, billing_row_erp_line },
	{ &record_kind_supplier, billing_row_supplier },
	{ &record_kind_supplier_invoice, billing_row_supplier_invoice },
	{ &record_kind_payout, billing_row_payout },
	{ &record_kind_rejected_row, billing_row_rejected },
};

/* These kinds keep every row, in its order. */
static void
keep_column(struct billing_loader *loader, const struct record_reader *reader)
{
	struct billing *billing = loader->billing;

	billing->column = mem_grow(billing->column, loader->column_count,
	    &loader->column_capacity, sizeof(*billing->column));
	billing->column[loader->column_count++] =
	    billing_keep_text(loader, reader, loader->column);
}

int
billing_read_rows(struct billing_loader *loader, struct record_reader *reader)
{
	const size_t count = sizeof(kind_readers) / sizeof(kind_readers[0]);
	size_t i;
	int more;

	memset(loader->last, 0, sizeof(loader->last));
	for (i = 0; i < count; i++) {
		if (kind_readers[i].schema == record_schema_of(reader))
			break;
	}
	if (i < count)
		loader->seen[i] = true;
	while ((more = record_next(reader)) > 0) {
		if (i < count)
			kind_readers[i].read(loader, reader);
		if (record_schema_of(reader) == loader->column_schema)
			keep_column(loader, reader);
	}
	return more;
}
