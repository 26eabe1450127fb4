/* schedule_read.c - reading schedule.tsv and opening_deferred.tsv. */
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/company_file.h"
#include "ledger/schedule_file.h"

struct schedule_reader {
	struct company_file file;
	struct schedule *schedule;
	struct month drop_month;
};

static const char *
read_text(struct schedule_reader *reader, size_t column)
{
	/* Repeated texts are few enough to be copied. */
	return arena_strndup(&reader->schedule->arena,
	    record_text(reader->file.record, column),
	    record_text_len(reader->file.record, column));
}

static enum document_type
read_document_type(struct schedule_reader *reader, size_t column)
{
	const char *text = record_text(reader->file.record, column);

	if (strcmp(text, document_type_word(DOCUMENT_CREDIT_NOTE)) == 0)
		return DOCUMENT_CREDIT_NOTE;
	if (strcmp(text, document_type_word(DOCUMENT_INVOICE)) != 0)
		company_file_refuse(&reader->file, column);
	return DOCUMENT_INVOICE;
}

static enum erp_event
read_kind(struct schedule_reader *reader, size_t column)
{
	const char *text = record_text(reader->file.record, column);

	if (strcmp(text, erp_event_word(ERP_EVENT_DEFERRAL)) == 0)
		return ERP_EVENT_DEFERRAL;
	if (strcmp(text, erp_event_word(ERP_EVENT_RECOGNITION)) != 0)
		company_file_refuse(&reader->file, column);
	return ERP_EVENT_RECOGNITION;
}

static int32_t
read_number(struct schedule_reader *reader, size_t column)
{
	int64_t number = 0;

	record_integer(reader->file.record, column, &number);
	if (number < 0 || number > INT32_MAX) {
		company_file_refuse(&reader->file, column);
		number = 0;
	}
	return (int32_t)number;
}

/* What was edited away would be booked wrongly, or never. */
static void
check_row(struct schedule_reader *reader, const struct schedule_row *row)
{
	struct month dated = date_month(date_of(row->date));
	struct month close =
	    month_compare(row->month, dated) < 0 ? dated : row->month;

	if (reader->file.failed)
		return;
	if (month_compare(row->close_month, close) != 0)
		company_file_refuse(&reader->file, SCHEDULE_CLOSE_MONTH);
	if (row->reason[0] != '\0')
		return;
	if (row->rate.units <= 0)
		company_file_refuse(&reader->file, SCHEDULE_RATE);
	if (record_text_len(reader->file.record, SCHEDULE_AMOUNT_EUR) == 0)
		company_file_refuse(&reader->file, SCHEDULE_AMOUNT_EUR);
	if (row->revenue_account[0] == '\0')
		company_file_refuse(&reader->file, SCHEDULE_REVENUE_ACCOUNT);
	if (row->deferred_account[0] == '\0')
		company_file_refuse(&reader->file, SCHEDULE_DEFERRED_ACCOUNT);
}

static void
read_row(void *context)
{
	struct schedule_reader *reader = context;
	struct schedule_row row;
	struct money money;

	memset(&row, 0, sizeof(row));
	row.next = BILLING_NONE;
	row.month = company_file_month(&reader->file, SCHEDULE_MONTH);
	if (month_compare(row.month, reader->drop_month) == 0)
		return;
	row.source = company_file_source(&reader->file, SCHEDULE_SOURCE);
	row.rule = read_text(reader, SCHEDULE_RULE);
	row.id = read_text(reader, SCHEDULE_ID);
	row.kind = read_kind(reader, SCHEDULE_KIND);
	row.key = read_text(reader, SCHEDULE_KEY);
	row.document = read_text(reader, SCHEDULE_DOCUMENT);
	row.document_type = read_document_type(reader, SCHEDULE_DOCUMENT_TYPE);
	row.number = read_text(reader, SCHEDULE_NUMBER);
	row.revenue_group = read_text(reader, SCHEDULE_REVENUE_GROUP);
	row.current = read_number(reader, SCHEDULE_CURRENT);
	row.total = read_number(reader, SCHEDULE_TOTAL);
	row.date = company_file_day(&reader->file, SCHEDULE_DATE, true);
	row.close_month =
	    company_file_month(&reader->file, SCHEDULE_CLOSE_MONTH);
	row.reason = read_text(reader, SCHEDULE_REASON);
	money = company_file_amount(&reader->file, SCHEDULE_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	/* What is not carried may lack what only vouchers need. */
	record_decimal(reader->file.record, SCHEDULE_RATE, &row.rate);
	money = money_zero(currency_euro());
	record_money(reader->file.record, SCHEDULE_AMOUNT_EUR, &money);
	row.amount_eur = money.minor;
	row.revenue_account = read_text(reader, SCHEDULE_REVENUE_ACCOUNT);
	row.deferred_account = read_text(reader, SCHEDULE_DEFERRED_ACCOUNT);
	row.dimension_header = read_text(reader, SCHEDULE_DIMENSION_HEADER);
	row.dimension_item = read_text(reader, SCHEDULE_DIMENSION_ITEM);
	row.text = read_text(reader, SCHEDULE_TEXT);
	check_row(reader, &row);
	*schedule_add(reader->schedule) = row;
}

static void
read_opening(void *context)
{
	struct schedule_reader *reader = context;
	struct schedule *schedule = reader->schedule;
	struct schedule_row row;
	struct money money;

	memset(&row, 0, sizeof(row));
	row.next = BILLING_NONE;
	row.kind = ERP_EVENT_DEFERRAL;
	row.rule = "";
	row.reason = "";
	row.id = read_text(reader, OPENING_DEFERRED_ID);
	row.document = read_text(reader, OPENING_DEFERRED_DOCUMENT);
	row.document_type =
	    read_document_type(reader, OPENING_DEFERRED_DOCUMENT_TYPE);
	row.number = read_text(reader, OPENING_DEFERRED_NUMBER);
	row.revenue_group = read_text(reader, OPENING_DEFERRED_REVENUE_GROUP);
	row.date = company_file_day(&reader->file, OPENING_DEFERRED_DATE, true);
	money = company_file_amount(&reader->file, OPENING_DEFERRED_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	if (!record_decimal(
		reader->file.record, OPENING_DEFERRED_RATE, &row.rate) ||
	    row.rate.units <= 0)
		company_file_refuse(&reader->file, OPENING_DEFERRED_RATE);
	row.amount_eur =
	    company_file_amount(&reader->file, OPENING_DEFERRED_AMOUNT_EUR)
		.minor;
	row.revenue_account =
	    read_text(reader, OPENING_DEFERRED_REVENUE_ACCOUNT);
	row.deferred_account =
	    read_text(reader, OPENING_DEFERRED_DEFERRED_ACCOUNT);
	row.dimension_header =
	    read_text(reader, OPENING_DEFERRED_DIMENSION_HEADER);
	row.dimension_item = read_text(reader, OPENING_DEFERRED_DIMENSION_ITEM);
	schedule->opening = mem_grow(schedule->opening, schedule->opening_count,
	    &schedule->opening_capacity, sizeof(row));
	schedule->opening[schedule->opening_count++] = row;
}

struct schedule *
schedule_load(const char *path, const char *opening, struct month drop_month,
    struct diag_list *diag)
{
	struct schedule_reader reader;

	memset(&reader, 0, sizeof(reader));
	reader.schedule = schedule_new();
	reader.file.diag = diag;
	reader.drop_month = drop_month;
	if (company_file_read(&reader.file, path, &record_kind_schedule,
		read_row, &reader) != 0 ||
	    company_file_read(&reader.file, opening,
		&record_kind_opening_deferred, read_opening, &reader) != 0) {
		schedule_free(reader.schedule);
		return NULL;
	}
	schedule_sort(reader.schedule);
	schedule_index(reader.schedule);
	return reader.schedule;
}
