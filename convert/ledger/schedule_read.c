/* schedule_read.c - reading schedule.tsv and opening_deferred.tsv. */
#include <string.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "ledger/quote.h"
#include "ledger/schedule_file.h"

struct schedule_reader {
	struct schedule *schedule;
	struct record_reader *record;
	struct diag_list *diag;
	struct month drop_month;
	bool failed;
};

static const char *
read_text(struct schedule_reader *reader, size_t column)
{
	/* Repeated texts are few enough to be copied. */
	return arena_strndup(&reader->schedule->arena,
	    record_text(reader->record, column),
	    record_text_len(reader->record, column));
}

static void
refuse(struct schedule_reader *reader, size_t column)
{
	diag_add(reader->diag, RULE_RECORD_FIELD,
	    record_pos(reader->record, column), "'%s' is no %s",
	    quote(record_text(reader->record, column)).text,
	    record_schema_of(reader->record)->column[column].name);
	reader->failed = true;
}

static struct row_source
read_source(struct schedule_reader *reader, size_t column)
{
	struct source_pos pos = record_source(reader->record, column);
	struct row_source source;

	source.file = pos.file == NULL ? "" : pos.file;
	source.line = (uint32_t)pos.line;
	return source;
}

static struct month
read_month(struct schedule_reader *reader, size_t column)
{
	struct month month = { 0, 0 };

	if (!month_parse(record_text(reader->record, column),
		record_text_len(reader->record, column), &month))
		refuse(reader, column);
	return month;
}

static enum document_type
read_document_type(struct schedule_reader *reader, size_t column)
{
	const char *text = record_text(reader->record, column);

	if (strcmp(text, document_type_word(DOCUMENT_CREDIT_NOTE)) == 0)
		return DOCUMENT_CREDIT_NOTE;
	if (strcmp(text, document_type_word(DOCUMENT_INVOICE)) != 0)
		refuse(reader, column);
	return DOCUMENT_INVOICE;
}

static enum erp_event
read_kind(struct schedule_reader *reader, size_t column)
{
	const char *text = record_text(reader->record, column);

	if (strcmp(text, erp_event_word(ERP_EVENT_DEFERRAL)) == 0)
		return ERP_EVENT_DEFERRAL;
	if (strcmp(text, erp_event_word(ERP_EVENT_RECOGNITION)) != 0)
		refuse(reader, column);
	return ERP_EVENT_RECOGNITION;
}

static struct short_date
read_day(struct schedule_reader *reader, size_t column)
{
	struct date date = { 0, 0, 0 };

	if (!record_date(reader->record, column, &date))
		refuse(reader, column);
	return date_shorten(date);
}

static struct money
read_amount(struct schedule_reader *reader, size_t column)
{
	struct money money = money_zero(currency_euro());

	if (!record_money(reader->record, column, &money))
		refuse(reader, column);
	return money;
}

static int32_t
read_number(struct schedule_reader *reader, size_t column)
{
	int64_t number = 0;

	record_integer(reader->record, column, &number);
	if (number < 0 || number > INT32_MAX) {
		refuse(reader, column);
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

	if (reader->failed)
		return;
	if (month_compare(row->close_month, close) != 0)
		refuse(reader, SCHEDULE_CLOSE_MONTH);
	if (row->reason[0] != '\0')
		return;
	if (row->rate.units <= 0)
		refuse(reader, SCHEDULE_RATE);
	if (record_text_len(reader->record, SCHEDULE_AMOUNT_EUR) == 0)
		refuse(reader, SCHEDULE_AMOUNT_EUR);
	if (row->revenue_account[0] == '\0')
		refuse(reader, SCHEDULE_REVENUE_ACCOUNT);
	if (row->deferred_account[0] == '\0')
		refuse(reader, SCHEDULE_DEFERRED_ACCOUNT);
}

static void
read_row(struct schedule_reader *reader)
{
	struct schedule_row row;
	struct money money;

	memset(&row, 0, sizeof(row));
	row.next = BILLING_NONE;
	row.month = read_month(reader, SCHEDULE_MONTH);
	if (month_compare(row.month, reader->drop_month) == 0)
		return;
	row.source = read_source(reader, SCHEDULE_SOURCE);
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
	row.date = read_day(reader, SCHEDULE_DATE);
	row.close_month = read_month(reader, SCHEDULE_CLOSE_MONTH);
	row.reason = read_text(reader, SCHEDULE_REASON);
	money = read_amount(reader, SCHEDULE_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	/* What is not carried may lack what only vouchers need. */
	record_decimal(reader->record, SCHEDULE_RATE, &row.rate);
	money = money_zero(currency_euro());
	record_money(reader->record, SCHEDULE_AMOUNT_EUR, &money);
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
read_opening(struct schedule_reader *reader)
{
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
	row.date = read_day(reader, OPENING_DEFERRED_DATE);
	money = read_amount(reader, OPENING_DEFERRED_AMOUNT);
	row.currency = money.currency;
	row.amount = money.minor;
	if (!record_decimal(reader->record, OPENING_DEFERRED_RATE, &row.rate) ||
	    row.rate.units <= 0)
		refuse(reader, OPENING_DEFERRED_RATE);
	row.amount_eur = read_amount(reader, OPENING_DEFERRED_AMOUNT_EUR).minor;
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

static int
read_file(struct schedule_reader *reader, const char *path,
    const struct record_schema *schema, void (*read)(struct schedule_reader *))
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

struct schedule *
schedule_load(const char *path, const char *opening, struct month drop_month,
    struct diag_list *diag)
{
	struct schedule_reader reader;

	memset(&reader, 0, sizeof(reader));
	reader.schedule = schedule_new();
	reader.diag = diag;
	reader.drop_month = drop_month;
	if (read_file(&reader, path, &record_kind_schedule, read_row) != 0 ||
	    read_file(&reader, opening, &record_kind_opening_deferred,
		read_opening) != 0) {
		schedule_free(reader.schedule);
		return NULL;
	}
	schedule_sort(reader.schedule);
	schedule_index(reader.schedule);
	return reader.schedule;
}
