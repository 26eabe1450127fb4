/* receivables_read.c - reading receivables.tsv and opening_receivables.tsv. */
#include <string.h>

#include "base/record_kinds.h"
#include "base/stage.h"
#include "ledger/quote.h"
#include "ledger/receivables_file.h"

struct receivables_reader {
	struct receivables *receivables;
	struct record_reader *record;
	struct diag_list *diag;
	bool failed;
};

/* Most texts come again: files, customers, numbers, reasons, VAT. */
static const char *
read_text(struct receivables_reader *reader, size_t column)
{
	return text_pool_keep(&reader->receivables->text,
	    record_text(reader->record, column),
	    record_text_len(reader->record, column));
}

static void
refuse(struct receivables_reader *reader, size_t column)
{
	diag_add(reader->diag, RULE_RECORD_FIELD,
	    record_pos(reader->record, column), "'%s' is no %s",
	    quote(record_text(reader->record, column)).text,
	    record_schema_of(reader->record)->column[column].name);
	reader->failed = true;
}

static const char *
need_text(struct receivables_reader *reader, size_t column)
{
	if (record_text_len(reader->record, column) == 0)
		refuse(reader, column);
	return read_text(reader, column);
}

static struct row_source
read_source(struct receivables_reader *reader, size_t column)
{
	struct source_pos pos = record_source(reader->record, column);
	struct row_source source;

	source.file = pos.file == NULL ? "" : pos.file;
	source.line = (uint32_t)pos.line;
	return source;
}

static bool
is_kind_of_document(const char *text)
{
	return strcmp(text, document_type_word(DOCUMENT_INVOICE)) == 0 ||
	       strcmp(text, document_type_word(DOCUMENT_CREDIT_NOTE)) == 0;
}

static bool
is_kind(const char *text)
{
	size_t i;

	for (i = 0; i < TRANSACTION_KIND_COUNT; i++) {
		if (strcmp(text, transaction_kind_words[i]) == 0)
			return true;
	}
	return is_kind_of_document(text);
}

static struct short_date
read_day(struct receivables_reader *reader, size_t column, bool needed)
{
	struct date date = { 0, 0, 0 };

	if (!record_date(reader->record, column, &date) && needed)
		refuse(reader, column);
	return date_shorten(date);
}

static struct money
read_amount(struct receivables_reader *reader, size_t column)
{
	struct money money = money_zero(currency_euro());

	if (!record_money(reader->record, column, &money))
		refuse(reader, column);
	return money;
}

static void
read_row(struct receivables_reader *reader)
{
	struct record_reader *record = reader->record;
	struct receivable row;
	struct money money;

	memset(&row, 0, sizeof(row));
	if (!month_parse(record_text(record, RECEIVABLE_MONTH),
		record_text_len(record, RECEIVABLE_MONTH), &row.month))
		refuse(reader, RECEIVABLE_MONTH);
	else if (month_compare(row.month, reader->receivables->month) == 0)
		return;
	row.source = read_source(reader, RECEIVABLE_SOURCE);
	row.kind = read_text(reader, RECEIVABLE_KIND);
	if (!is_kind(row.kind))
		refuse(reader, RECEIVABLE_KIND);
	row.key = need_text(reader, RECEIVABLE_KEY);
	row.document = read_text(reader, RECEIVABLE_DOCUMENT);
	row.number = read_text(reader, RECEIVABLE_NUMBER);
	row.customer = read_text(reader, RECEIVABLE_CUSTOMER);
	row.date = read_day(reader, RECEIVABLE_DATE, true);
	row.reason = read_text(reader, RECEIVABLE_REASON);
	money = read_amount(reader, RECEIVABLE_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	if (record_decimal(record, RECEIVABLE_RATE, &row.rate)) {
		if (row.rate.units <= 0)
			refuse(reader, RECEIVABLE_RATE);
		row.amount_eur =
		    read_amount(reader, RECEIVABLE_AMOUNT_EUR).minor;
	}
	row.vat_date = read_day(reader, RECEIVABLE_VAT_DATE, false);
	row.vat = read_text(reader, RECEIVABLE_VAT);
	receivables_put_other(reader->receivables, &row);
}

/* An invoice is positive, a credit note negative, and so is what is open. */
static void
check_opening(struct receivables_reader *reader, const struct receivable *row,
    int64_t open)
{
	bool credit =
	    strcmp(row->kind, document_type_word(DOCUMENT_CREDIT_NOTE)) == 0;

	if (credit ? row->amount > 0 : row->amount < 0)
		refuse(reader, OPENING_RECEIVABLE_AMOUNT);
	if (credit ? open > 0 : open < 0)
		refuse(reader, OPENING_RECEIVABLE_OPEN);
	if (row->rate.units <= 0)
		refuse(reader, OPENING_RECEIVABLE_RATE);
}

static void
keep_opening(struct receivables_reader *reader, const struct receivable *row,
    int64_t open)
{
	struct receivable_number *number;
	struct receivable *kept;

	number = receivables_number(reader->receivables, row->number);
	if (number->opening != NULL) {
		diag_add(reader->diag, RULE_RECORD_FIELD,
		    record_pos(reader->record, OPENING_RECEIVABLE_NUMBER),
		    "'%s' stands twice", quote(row->number).text);
		reader->failed = true;
		return;
	}
	kept = arena_alloc(&reader->receivables->arena, sizeof(*kept));
	*kept = *row;
	number->opening = kept;
	number->document = kept;
	number->opening_open = open;
}

static void
read_opening(struct receivables_reader *reader)
{
	struct record_reader *record = reader->record;
	struct source_pos pos = record_pos(record, OPENING_RECEIVABLE_NUMBER);
	struct receivable row;
	struct money money;
	int64_t open;

	memset(&row, 0, sizeof(row));
	row.source.file = diag_intern(reader->diag, pos.file, strlen(pos.file));
	row.source.line = (uint32_t)pos.line;
	row.kind = read_text(reader, OPENING_RECEIVABLE_KIND);
	if (!is_kind_of_document(row.kind))
		refuse(reader, OPENING_RECEIVABLE_KIND);
	row.document = read_text(reader, OPENING_RECEIVABLE_DOCUMENT);
	row.key = row.document;
	row.number = need_text(reader, OPENING_RECEIVABLE_NUMBER);
	row.customer = read_text(reader, OPENING_RECEIVABLE_CUSTOMER);
	row.date = read_day(reader, OPENING_RECEIVABLE_DATE, true);
	row.reason = "";
	money = read_amount(reader, OPENING_RECEIVABLE_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	open = read_amount(reader, OPENING_RECEIVABLE_OPEN).minor;
	record_decimal(record, OPENING_RECEIVABLE_RATE, &row.rate);
	row.vat_date = read_day(reader, OPENING_RECEIVABLE_VAT_DATE, false);
	row.vat = read_text(reader, OPENING_RECEIVABLE_VAT);
	check_opening(reader, &row, open);
	if (!reader->failed && !to_euro(money, row.rate, &row.amount_eur))
		refuse(reader, OPENING_RECEIVABLE_AMOUNT);
	if (!reader->failed)
		keep_opening(reader, &row, open);
}

static int
read_file(struct receivables_reader *reader, const char *path,
    const struct record_schema *schema,
    void (*read)(struct receivables_reader *))
{
	struct stage_reader *stage;
	int more = 0;

	if (!file_exists(path))
		return 0;
	stage = stage_reader_file(path, schema, reader->diag);
	reader->record = stage_reader_next(stage);
	while (reader->record != NULL && !reader->failed &&
	       (more = record_next(reader->record)) > 0)
		read(reader);
	if (stage_reader_free(stage) != 0 || more < 0 || reader->failed)
		return -1;
	return 0;
}

int
receivables_read(struct receivables *receivables, const char *path,
    const char *opening, struct diag_list *diag)
{
	struct receivables_reader reader;

	memset(&reader, 0, sizeof(reader));
	reader.receivables = receivables;
	reader.diag = diag;
	if (read_file(&reader, path, &record_kind_receivable, read_row) != 0)
		return -1;
	return read_file(
	    &reader, opening, &record_kind_opening_receivable, read_opening);
}
