/* schedule.c - every deferral and its recognitions, over all months. */
#include "ledger/schedule.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/schedule_file.h"

struct schedule *
schedule_new(void)
{
	struct schedule *schedule;

	schedule = mem_calloc(1, sizeof(*schedule));
	arena_init(&schedule->arena);
	text_pool_init(&schedule->id);
	text_pool_init(&schedule->deferral);
	return schedule;
}

void
schedule_free(struct schedule *schedule)
{
	if (schedule == NULL)
		return;
	free(schedule->row);
	free(schedule->opening);
	free(schedule->id_row);
	free(schedule->deferral_row);
	free(schedule->deferral_opening);
	text_pool_release(&schedule->id);
	text_pool_release(&schedule->deferral);
	arena_release(&schedule->arena);
	free(schedule);
}

void
schedule_put_deferral(struct buf *buf, enum document_type type,
    const char *number, const char *revenue_group)
{
	/* A unit separator stands in no number. */
	buf_puts(buf, document_type_word(type));
	buf_putc(buf, '\x1f');
	buf_puts(buf, number);
	buf_putc(buf, '\x1f');
	buf_puts(buf, revenue_group);
}

struct schedule_row *
schedule_add(struct schedule *schedule)
{
	struct schedule_row *row;

	schedule->row = mem_grow(schedule->row, schedule->count,
	    &schedule->capacity, sizeof(*schedule->row));
	row = &schedule->row[schedule->count++];
	memset(row, 0, sizeof(*row));
	row->next = BILLING_NONE;
	return row;
}

/* Grow an index by number so that it holds number. */
static uint32_t *
index_grow(uint32_t *index, size_t *capacity, uint32_t number)
{
	size_t old = *capacity;

	while (number >= *capacity)
		index = mem_grow(index, *capacity, capacity, sizeof(*index));
	for (; old < *capacity; old++)
		index[old] = BILLING_NONE;
	return index;
}

static uint32_t
deferral_number(struct schedule *schedule, const struct schedule_row *row)
{
	size_t capacity;
	uint32_t number;
	struct buf name;

	buf_init(&name, BUF_MAX_DEFAULT);
	schedule_put_deferral(
	    &name, row->document_type, row->number, row->revenue_group);
	number = text_pool_add(&schedule->deferral, buf_text(&name), name.len);
	buf_release(&name);
	capacity = schedule->deferral_capacity;
	schedule->deferral_row =
	    index_grow(schedule->deferral_row, &capacity, number);
	capacity = schedule->deferral_capacity;
	schedule->deferral_opening =
	    index_grow(schedule->deferral_opening, &capacity, number);
	schedule->deferral_capacity = capacity;
	return number;
}

/* Rows are linked from the last to the first, so that heads are the first. */
void
schedule_index(struct schedule *schedule)
{
	struct schedule_row *row;
	uint32_t number;
	size_t i;

	for (i = schedule->count; i-- > 0;) {
		row = &schedule->row[i];
		number = text_pool_add(&schedule->id, row->id, strlen(row->id));
		schedule->id_row = index_grow(
		    schedule->id_row, &schedule->id_capacity, number);
		schedule->id_row[number] = (uint32_t)i;
		number = deferral_number(schedule, row);
		row->next = schedule->deferral_row[number];
		schedule->deferral_row[number] = (uint32_t)i;
	}
	for (i = schedule->opening_count; i-- > 0;) {
		number = deferral_number(schedule, &schedule->opening[i]);
		schedule->deferral_opening[number] = (uint32_t)i;
	}
}

struct schedule_row *
schedule_find(struct schedule *schedule, const char *id)
{
	uint32_t number;

	number = text_pool_find(&schedule->id, id, strlen(id));
	if (number == TEXT_POOL_NONE)
		return NULL;
	return &schedule->row[schedule->id_row[number]];
}

struct schedule_row *
schedule_first(struct schedule *schedule, const char *deferral)
{
	uint32_t number, row;

	number =
	    text_pool_find(&schedule->deferral, deferral, strlen(deferral));
	if (number == TEXT_POOL_NONE)
		return NULL;
	row = schedule->deferral_row[number];
	return row == BILLING_NONE ? NULL : &schedule->row[row];
}

struct schedule_row *
schedule_next(struct schedule *schedule, const struct schedule_row *row)
{
	return row->next == BILLING_NONE ? NULL : &schedule->row[row->next];
}

struct schedule_row *
schedule_opening(struct schedule *schedule, const char *deferral)
{
	uint32_t number, row;

	number =
	    text_pool_find(&schedule->deferral, deferral, strlen(deferral));
	if (number == TEXT_POOL_NONE)
		return NULL;
	row = schedule->deferral_opening[number];
	return row == BILLING_NONE ? NULL : &schedule->opening[row];
}

static bool
is_sorted(const struct schedule *schedule)
{
	size_t i;

	for (i = 1; i < schedule->count; i++) {
		if (month_compare(
			schedule->row[i - 1].month, schedule->row[i].month) > 0)
			return false;
	}
	return true;
}

/* The earliest month after last; false when there is none. */
static bool
next_month(
    const struct schedule *schedule, struct month last, struct month *ret)
{
	bool found = false;
	struct month month;
	size_t i;

	for (i = 0; i < schedule->count; i++) {
		month = schedule->row[i].month;
		if (month_compare(month, last) > 0 &&
		    (!found || month_compare(month, *ret) < 0)) {
			*ret = month;
			found = true;
		}
	}
	return found;
}

/* Months are few, so each is picked out in turn; rows keep their order. */
void
schedule_sort(struct schedule *schedule)
{
	struct schedule_row *sorted;
	struct month month = { 0, 0 };
	size_t i, done = 0;

	if (is_sorted(schedule))
		return;
	sorted = mem_calloc(schedule->count, sizeof(*sorted));
	while (next_month(schedule, month, &month)) {
		for (i = 0; i < schedule->count; i++) {
			if (month_compare(schedule->row[i].month, month) == 0)
				sorted[done++] = schedule->row[i];
		}
	}
	free(schedule->row);
	schedule->row = sorted;
	schedule->capacity = done;
}
