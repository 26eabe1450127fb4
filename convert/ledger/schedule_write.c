/* schedule_write.c - writing schedule.tsv. */
#include "base/output.h"
#include "base/record_kinds.h"
#include "ledger/schedule.h"

static void
put_month(struct record_writer *writer, struct month month)
{
	char text[MONTH_TEXT_MAX];

	record_put_text(writer, month_format(month, text));
}

static void
put_what(struct record_writer *writer, const struct schedule_row *row)
{
	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, row->rule);
	record_put_text(writer, row->id);
	put_month(writer, row->month);
	record_put_text(writer, erp_event_word(row->kind));
	record_put_text(writer, row->key);
	record_put_text(writer, row->document);
	record_put_text(writer, document_type_word(row->document_type));
	record_put_text(writer, row->number);
	record_put_text(writer, row->revenue_group);
	if (row->kind == ERP_EVENT_RECOGNITION) {
		record_put_integer(writer, row->current);
		record_put_integer(writer, row->total);
	} else {
		record_put_empty(writer);
		record_put_empty(writer);
	}
	record_put_date(writer, date_of(row->date));
	put_month(writer, row->close_month);
	record_put_text(writer, row->reason);
}

static void
put_row(struct record_writer *writer, const struct schedule_row *row)
{
	put_what(writer, row);
	record_put_text(writer, row->currency->code);
	record_put_money(writer, (struct money){ row->amount, row->currency });
	if (row->rate.units > 0) {
		record_put_decimal(writer, row->rate);
		record_put_money(
		    writer, (struct money){ row->amount_eur, currency_euro() });
	} else {
		record_put_empty(writer);
		record_put_empty(writer);
	}
	record_put_text(writer, row->revenue_account);
	record_put_text(writer, row->deferred_account);
	record_put_text(writer, row->dimension_header);
	record_put_text(writer, row->dimension_item);
	record_put_text(writer, row->text);
	record_row_end(writer);
}

int
schedule_write(const char *path, schedule_next_row *next, void *data,
    struct diag_list *diag)
{
	struct source_pos pos = { path, 0, 0 };
	struct record_writer *writer;
	struct schedule_row row;
	struct atomic_file file;
	int status;

	if (atomic_file_open(&file, path, diag) != 0)
		return -1;
	writer = record_writer_new(&file.output, &record_kind_schedule);
	while (next(data, &row))
		put_row(writer, &row);
	if (record_writer_finish(writer) != 0) {
		diag_add(diag, RULE_RECORD_OVERFLOW, pos,
		    "a control total does not fit in 64 bits");
		status = -1;
	} else {
		status = atomic_file_commit(&file, diag);
	}
	atomic_file_abort(&file);
	return status;
}
