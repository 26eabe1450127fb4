/* control.c - see control.h. */
#include "report/control.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/tally.h"

void
control_init(struct control *control)
{
	memset(control, 0, sizeof(*control));
	text_pool_init(&control->key);
}

void
control_release(struct control *control)
{
	text_pool_release(&control->key);
	free(control->fate);
	free(control->row);
	memset(control, 0, sizeof(*control));
}

void
control_tell(struct control *control, const char *name, enum fate fate)
{
	size_t before = control->key.count;
	uint32_t number = text_pool_add(&control->key, name, strlen(name));

	if (control->key.count == before)
		return;
	control->fate =
	    mem_grow(control->fate, number, &control->fate_capacity, 1);
	control->fate[number] = (unsigned char)fate;
}

static struct control_row *
row_at(
    struct control *control, const char *kind, const struct currency *currency)
{
	struct control_row *row;

	for (size_t i = 0; i < control->row_count; i++) {
		row = &control->row[i];
		if (row->currency == currency && strcmp(row->kind, kind) == 0)
			return row;
	}
	control->row = mem_grow(control->row, control->row_count,
	    &control->row_capacity, sizeof(*control->row));
	row = &control->row[control->row_count++];
	memset(row, 0, sizeof(*row));
	row->kind = kind;
	row->currency = currency;
	return row;
}

enum fate
control_fate(
    const struct control *control, const char *name, enum fate otherwise)
{
	uint32_t number = text_pool_find(&control->key, name, strlen(name));

	return number == TEXT_POOL_NONE ? otherwise
	                                : (enum fate)control->fate[number];
}

void
control_count(struct control *control, const char *kind, struct money exported,
    struct money in_batch, enum fate fate)
{
	struct control_row *row = row_at(control, kind, exported.currency);
	bool overflow = false;

	row->read++;
	row->read_amount =
	    sum_clamped(row->read_amount, exported.minor, &overflow);
	row->count[fate]++;
	row->amount[fate] = sum_clamped(row->amount[fate],
	    fate == FATE_BATCH && in_batch.currency == exported.currency
		? in_batch.minor
		: exported.minor,
	    &overflow);
}

int64_t
control_unexplained(const struct control_row *row)
{
	int64_t rest = row->read_amount;
	bool overflow = false;

	for (size_t i = FATE_BATCH; i < FATE_COUNT; i++)
		rest =
		    sum_clamped(rest, sum_negated(row->amount[i]), &overflow);
	return rest;
}
