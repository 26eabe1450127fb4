/* company_file.c - reading record files that belong to the company. */
#include "ledger/company_file.h"

#include "base/output.h"
#include "base/stage.h"
#include "ledger/quote.h"

int
company_file_read(struct company_file *file, const char *path,
    const struct record_schema *schema, void (*row)(void *), void *context)
{
	struct stage_reader *stage;
	int more = 0;

	if (!file_exists(path))
		return 0;
	stage = stage_reader_file(path, schema, file->diag);
	file->record = stage_reader_next(stage);
	while (file->record != NULL && !file->failed &&
	       (more = record_next(file->record)) > 0)
		row(context);
	if (stage_reader_free(stage) != 0 || more < 0 || file->failed)
		return -1;
	return 0;
}

void
company_file_refuse(struct company_file *file, size_t column)
{
	diag_add(file->diag, RULE_RECORD_FIELD,
	    record_pos(file->record, column), "'%s' is no %s",
	    quote(record_text(file->record, column)).text,
	    record_schema_of(file->record)->column[column].name);
	file->failed = true;
}

struct row_source
company_file_source(struct company_file *file, size_t column)
{
	struct source_pos pos = record_source(file->record, column);
	struct row_source source;

	source.file = pos.file == NULL ? "" : pos.file;
	source.line = (uint32_t)pos.line;
	return source;
}

struct month
company_file_month(struct company_file *file, size_t column)
{
	struct month month = { 0, 0 };

	if (!month_parse(record_text(file->record, column),
		record_text_len(file->record, column), &month))
		company_file_refuse(file, column);
	return month;
}

struct short_date
company_file_day(struct company_file *file, size_t column, bool needed)
{
	struct date date = { 0, 0, 0 };

	if (!record_date(file->record, column, &date) && needed)
		company_file_refuse(file, column);
	return date_shorten(date);
}

struct money
company_file_amount(struct company_file *file, size_t column)
{
	struct money money = money_zero(currency_euro());

	if (!record_money(file->record, column, &money))
		company_file_refuse(file, column);
	return money;
}
