/* receivables_write.c - writing receivables.tsv. */
#include "base/record_kinds.h"
#include "ledger/receivables_file.h"

static void
put_row(struct record_writer *writer, const struct receivable *row)
{
	char month[MONTH_TEXT_MAX];

	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, month_format(row->month, month));
	record_put_text(writer, row->kind);
	record_put_text(writer, row->key);
	record_put_text(writer, row->document);
	record_put_text(writer, row->number);
	record_put_text(writer, row->customer);
	record_put_date(writer, date_of(row->date));
	record_put_text(writer, row->reason);
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
	record_put_date(writer, date_of(row->vat_date));
	record_put_text(writer, row->vat);
	record_row_end(writer);
}

/* Other months' rows on that side of this one. */
static void
put_other(struct record_writer *writer, const struct receivables *receivables,
    bool earlier)
{
	const struct receivable_entry *entry;
	size_t i;

	for (i = 0; i < receivables->other.count; i++) {
		entry = receivables->other.entry[i];
		if (!entry->removed && (month_compare(entry->row.month,
					    receivables->month) < 0) == earlier)
			put_row(writer, &entry->row);
	}
}

int
receivables_sync(
    struct receivables *receivables, const char *path, struct diag_list *diag)
{
	struct source_pos pos = { path, 0, 0 };
	struct record_writer *writer;
	size_t i;

	if (atomic_file_open(&receivables->file, path, diag) != 0)
		return -1;
	writer = record_writer_new(
	    &receivables->file.output, &record_kind_receivable);
	put_other(writer, receivables, true);
	for (i = 0; i < receivables->here.count; i++)
		put_row(writer, &receivables->here.entry[i]->row);
	put_other(writer, receivables, false);
	if (record_writer_finish(writer) != 0) {
		diag_add(diag, RULE_RECORD_OVERFLOW, pos,
		    "a control total does not fit in 64 bits");
		atomic_file_abort(&receivables->file);
		return -1;
	}
	return atomic_file_sync(&receivables->file, diag);
}

int
receivables_commit(struct receivables *receivables, struct diag_list *diag)
{
	return atomic_file_commit(&receivables->file, diag);
}

int
receivables_write(
    struct receivables *receivables, const char *path, struct diag_list *diag)
{
	if (receivables_sync(receivables, path, diag) != 0)
		return -1;
	return receivables_commit(receivables, diag);
}
