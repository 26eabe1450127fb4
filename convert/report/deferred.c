/* deferred.c - see deferred.h. */
#include "report/deferred.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "ledger/text_pool.h"

struct deferred_reader {
	struct deferred *deferred;
	struct text_pool *words;
	struct diag_list *diag;
	struct text_pool id; /* of every deferral in the schedule */
	struct month month;
	int64_t before; /* what months before the one asked for left */
};

void
deferred_release(struct deferred *deferred)
{
	free(deferred->month);
	tally_release(&deferred->waiting);
	text_pool_release(&deferred->other);
	memset(deferred, 0, sizeof(*deferred));
}

static struct deferred_month *
month_at(struct deferred *deferred, struct month month)
{
	struct deferred_month *entry;

	for (size_t i = 0; i < deferred->month_count; i++) {
		if (month_compare(deferred->month[i].month, month) == 0)
			return &deferred->month[i];
	}
	deferred->month = mem_grow(deferred->month, deferred->month_count,
	    &deferred->month_capacity, sizeof(*deferred->month));
	entry = &deferred->month[deferred->month_count++];
	memset(entry, 0, sizeof(*entry));
	entry->month = month;
	return entry;
}

static void
sum(struct deferred *deferred, int64_t *total, int64_t term)
{
	*total = sum_clamped(*total, term, &deferred->overflow);
}

/* A row of the month asked for, or of a later one. */
static void
count_row(struct deferred_reader *reader, struct month month, bool deferral,
    bool carried, int64_t amount)
{
	struct deferred *deferred = reader->deferred;
	struct deferred_month *entry = month_at(deferred, month);
	bool now = month_compare(month, reader->month) == 0;

	entry->entries++;
	sum(deferred, deferral ? &entry->added : &entry->released, amount);
	if (!carried)
		sum(deferred,
		    deferral ? &entry->added_elsewhere
			     : &entry->released_elsewhere,
		    amount);
	else if (now)
		sum(deferred,
		    deferral ? &deferred->scheduled_added
			     : &deferred->scheduled_released,
		    amount);
}

static void
count_waiting(struct deferred_reader *reader, const char *month,
    const char *kind, int64_t amount)
{
	struct tally *waiting = &reader->deferred->waiting;
	struct tally_row *row;

	row = tally_at(waiting,
	    text_pool_keep(reader->words, month, strlen(month)),
	    text_pool_keep(reader->words, kind, strlen(kind)), "",
	    currency_euro());
	row->count++;
	tally_add(waiting, row, WAITING_EUR, amount);
}

/* The month a column names; false after a finding. */
static bool
row_month(struct deferred_reader *reader, struct record_reader *record,
    enum schedule_column column, struct month *ret)
{
	const char *word = record_text(record, column);

	if (month_parse(word, strlen(word), ret))
		return true;
	(void)diag_add(reader->diag, RULE_RECORD_FIELD,
	    record_pos(record, column), "'%s' is not a month", word);
	return false;
}

/* What later months brought is not known yet as of the month. */
static void
schedule_row(struct deferred_reader *reader, struct record_reader *record)
{
	const char *reason = record_text(record, SCHEDULE_REASON);
	const char *word = record_text(record, SCHEDULE_CLOSE_MONTH);
	const char *kind = record_text(record, SCHEDULE_KIND);
	bool deferral = strcmp(kind, "deferral") == 0;
	bool carried = reason[0] == '\0';
	struct money amount;
	struct month month, exported;

	if (!row_month(reader, record, SCHEDULE_CLOSE_MONTH, &month) ||
	    !row_month(reader, record, SCHEDULE_MONTH, &exported) ||
	    month_compare(exported, reader->month) > 0)
		return;
	if (!record_money(record, SCHEDULE_AMOUNT_EUR, &amount) ||
	    strcmp(reason, "cancelled") == 0)
		return;
	if (deferral)
		(void)text_pool_add(&reader->id,
		    record_text(record, SCHEDULE_ID),
		    record_text_len(record, SCHEDULE_ID));
	if (carried && month_compare(month, reader->month) != 0)
		(void)text_pool_add(&reader->deferred->other,
		    record_text(record, SCHEDULE_KEY),
		    record_text_len(record, SCHEDULE_KEY));
	if (month_compare(month, reader->month) < 0) {
		sum(reader->deferred, &reader->before,
		    deferral ? amount.minor : sum_negated(amount.minor));
		return;
	}
	count_row(reader, month, deferral, carried, amount.minor);
	if (carried && month_compare(month, reader->month) > 0)
		count_waiting(reader, word, kind, amount.minor);
}

/* A deferral that the schedule knows counts there, not twice. */
static void
opening_row(struct deferred_reader *reader, struct record_reader *record)
{
	const char *id = record_text(record, OPENING_DEFERRED_ID);
	struct money amount;

	if (text_pool_find(&reader->id, id, strlen(id)) != TEXT_POOL_NONE)
		return;
	if (record_money(record, OPENING_DEFERRED_AMOUNT_EUR, &amount))
		sum(reader->deferred, &reader->before, amount.minor);
}

/* 0, or -1 after findings; a missing file is empty. */
static int
read_file(struct deferred_reader *reader, const char *path,
    const struct record_schema *schema,
    void (*row)(struct deferred_reader *, struct record_reader *))
{
	struct stage_reader *stage;
	struct record_reader *record;

	if (!file_exists(path))
		return 0;
	stage = stage_reader_file(path, schema, reader->diag);
	while ((record = stage_reader_next(stage)) != NULL) {
		while (record_next(record) == 1)
			row(reader, record);
	}
	return stage_reader_free(stage);
}

static int
month_order(const void *a, const void *b)
{
	const struct deferred_month *left = a;
	const struct deferred_month *right = b;

	return month_compare(left->month, right->month);
}

static void
roll_forward(struct deferred *deferred, int64_t opening)
{
	qsort(deferred->month, deferred->month_count, sizeof(*deferred->month),
	    month_order);
	for (size_t i = 0; i < deferred->month_count; i++) {
		struct deferred_month *entry = &deferred->month[i];

		entry->opening = opening;
		sum(deferred, &opening, entry->added);
		sum(deferred, &opening, sum_negated(entry->released));
		entry->closing = opening;
	}
	tally_sort(&deferred->waiting);
	deferred->overflow |= deferred->waiting.overflow;
}

int
deferred_load(struct deferred *deferred, const struct deferred_paths *paths,
    struct month month, struct text_pool *words, struct diag_list *diag)
{
	struct deferred_reader reader = { 0 };
	int result;

	memset(deferred, 0, sizeof(*deferred));
	text_pool_init(&deferred->other);
	reader.deferred = deferred;
	reader.words = words;
	reader.diag = diag;
	reader.month = month;
	text_pool_init(&reader.id);
	deferred->exists =
	    file_exists(paths->schedule) || file_exists(paths->opening);
	(void)month_at(deferred, month);
	result = read_file(
	    &reader, paths->schedule, &record_kind_schedule, schedule_row);
	if (read_file(&reader, paths->opening, &record_kind_opening_deferred,
		opening_row) != 0)
		result = -1;
	roll_forward(deferred, reader.before);
	text_pool_release(&reader.id);
	return result;
}
