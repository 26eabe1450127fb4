/* receivables_read.c - reading receivables.tsv and opening_receivables.tsv. */
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/company_file.h"
#include "ledger/quote.h"
#include "ledger/receivables_file.h"

struct receivables_reader {
	struct company_file file;
	struct receivables *receivables;
};

/* Most texts come again: files, customers, numbers, reasons, VAT. */
static const char *
read_text(struct receivables_reader *reader, size_t column)
{
	return text_pool_keep(&reader->receivables->text,
	    record_text(reader->file.record, column),
	    record_text_len(reader->file.record, column));
}

static const char *
need_text(struct receivables_reader *reader, size_t column)
{
	if (record_text_len(reader->file.record, column) == 0)
		company_file_refuse(&reader->file, column);
	return read_text(reader, column);
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

static void
read_row(void *context)
{
	struct receivables_reader *reader = context;
	struct record_reader *record = reader->file.record;
	struct receivable row;
	struct money money;

	memset(&row, 0, sizeof(row));
	row.month = company_file_month(&reader->file, RECEIVABLE_MONTH);
	if (month_compare(row.month, reader->receivables->month) == 0)
		return;
	row.source = company_file_source(&reader->file, RECEIVABLE_SOURCE);
	row.kind = read_text(reader, RECEIVABLE_KIND);
	if (!is_kind(row.kind))
		company_file_refuse(&reader->file, RECEIVABLE_KIND);
	row.key = need_text(reader, RECEIVABLE_KEY);
	row.document = read_text(reader, RECEIVABLE_DOCUMENT);
	row.number = read_text(reader, RECEIVABLE_NUMBER);
	row.customer = read_text(reader, RECEIVABLE_CUSTOMER);
	row.date = company_file_day(&reader->file, RECEIVABLE_DATE, true);
	row.reason = read_text(reader, RECEIVABLE_REASON);
	money = company_file_amount(&reader->file, RECEIVABLE_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	if (record_decimal(record, RECEIVABLE_RATE, &row.rate)) {
		if (row.rate.units <= 0)
			company_file_refuse(&reader->file, RECEIVABLE_RATE);
		row.amount_eur =
		    company_file_amount(&reader->file, RECEIVABLE_AMOUNT_EUR)
			.minor;
	}
	row.vat_date =
	    company_file_day(&reader->file, RECEIVABLE_VAT_DATE, false);
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
		company_file_refuse(&reader->file, OPENING_RECEIVABLE_AMOUNT);
	if (credit ? open > 0 : open < 0)
		company_file_refuse(&reader->file, OPENING_RECEIVABLE_OPEN);
	if (row->rate.units <= 0)
		company_file_refuse(&reader->file, OPENING_RECEIVABLE_RATE);
}

static void
keep_opening(struct receivables_reader *reader, const struct receivable *row,
    int64_t open)
{
	struct receivable_number *number;
	struct receivable *kept;

	number = receivables_number(reader->receivables, row->number);
	if (number->opening != NULL) {
		diag_add(reader->file.diag, RULE_RECORD_FIELD,
		    record_pos(reader->file.record, OPENING_RECEIVABLE_NUMBER),
		    "'%s' stands twice", quote(row->number).text);
		reader->file.failed = true;
		return;
	}
	kept = arena_alloc(&reader->receivables->arena, sizeof(*kept));
	*kept = *row;
	number->opening = kept;
	number->document = kept;
	number->opening_open = open;
}

static void
read_opening(void *context)
{
	struct receivables_reader *reader = context;
	struct record_reader *record = reader->file.record;
	struct source_pos pos = record_pos(record, OPENING_RECEIVABLE_NUMBER);
	struct receivable row;
	struct money money;
	int64_t open;

	memset(&row, 0, sizeof(row));
	row.source.file =
	    diag_intern(reader->file.diag, pos.file, strlen(pos.file));
	row.source.line = (uint32_t)pos.line;
	row.kind = read_text(reader, OPENING_RECEIVABLE_KIND);
	if (!is_kind_of_document(row.kind))
		company_file_refuse(&reader->file, OPENING_RECEIVABLE_KIND);
	row.document = read_text(reader, OPENING_RECEIVABLE_DOCUMENT);
	row.key = row.document;
	row.number = need_text(reader, OPENING_RECEIVABLE_NUMBER);
	row.customer = read_text(reader, OPENING_RECEIVABLE_CUSTOMER);
	row.date =
	    company_file_day(&reader->file, OPENING_RECEIVABLE_DATE, true);
	row.reason = "";
	money = company_file_amount(&reader->file, OPENING_RECEIVABLE_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	open =
	    company_file_amount(&reader->file, OPENING_RECEIVABLE_OPEN).minor;
	record_decimal(record, OPENING_RECEIVABLE_RATE, &row.rate);
	row.vat_date =
	    company_file_day(&reader->file, OPENING_RECEIVABLE_VAT_DATE, false);
	row.vat = read_text(reader, OPENING_RECEIVABLE_VAT);
	check_opening(reader, &row, open);
	if (!reader->file.failed && !to_euro(money, row.rate, &row.amount_eur))
		company_file_refuse(&reader->file, OPENING_RECEIVABLE_AMOUNT);
	if (!reader->file.failed)
		keep_opening(reader, &row, open);
}

int
receivables_read(struct receivables *receivables, const char *path,
    const char *opening, struct diag_list *diag)
{
	struct receivables_reader reader;

	memset(&reader, 0, sizeof(reader));
	reader.receivables = receivables;
	reader.file.diag = diag;
	if (company_file_read(&reader.file, path, &record_kind_receivable,
		read_row, &reader) != 0)
		return -1;
	return company_file_read(&reader.file, opening,
	    &record_kind_opening_receivable, read_opening, &reader);
}
