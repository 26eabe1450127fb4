/* record_totals.c - the control totals of a record file. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/record_private.h"

void
record_totals_init(
    struct record_totals *totals, const struct record_schema *schema)
{
	size_t i;

	*totals = (struct record_totals){ .schema = schema };
	totals->amount =
	    mem_calloc(schema->column_count, sizeof(*totals->amount));
	totals->column =
	    mem_calloc(schema->column_count, sizeof(*totals->column));
	for (i = 0; i < schema->column_count; i++) {
		totals->amount[i] = RECORD_NO_AMOUNT;
		if (schema->column[i].type == RECORD_AMOUNT) {
			totals->amount[i] = totals->amount_count;
			totals->column[totals->amount_count++] = i;
		}
	}
}

void
record_totals_release(struct record_totals *totals)
{
	size_t i;

	for (i = 0; i < totals->count; i++) {
		free(totals->total[i].minor);
		free(totals->total[i].seen);
	}
	free(totals->total);
	free(totals->amount);
	free(totals->column);
	*totals = (struct record_totals){ .schema = totals->schema };
}

/* The place of a currency, made if it is not there yet. */
static size_t
total_find(struct record_totals *totals, const struct currency *currency)
{
	struct record_total *total;
	size_t at;

	for (at = 0; at < totals->count; at++) {
		int order =
		    strcmp(totals->total[at].currency->code, currency->code);

		if (order == 0)
			return at;
		if (order > 0)
			break;
	}
	totals->total = mem_grow(totals->total, totals->count,
	    &totals->capacity, sizeof(*totals->total));
	total = &totals->total[at];
	memmove(total + 1, total, (totals->count - at) * sizeof(*total));
	total->currency = currency;
	total->minor = mem_calloc(totals->amount_count, sizeof(*total->minor));
	total->seen = mem_calloc(totals->amount_count, sizeof(*total->seen));
	totals->count++;
	return at;
}

bool
record_totals_add(
    struct record_totals *totals, size_t column, struct money amount)
{
	struct record_total *total;
	size_t number = totals->amount[column];

	if (totals->last >= totals->count ||
	    totals->total[totals->last].currency != amount.currency)
		totals->last = total_find(totals, amount.currency);
	total = &totals->total[totals->last];
	total->seen[number] = true;
	return !__builtin_add_overflow(
	    total->minor[number], amount.minor, &total->minor[number]);
}

void
record_totals_put(const struct record_totals *totals, struct buf *buf)
{
	char text[MONEY_TEXT_MAX];
	size_t i, number;

	for (i = 0; i < totals->count; i++) {
		const struct record_total *total = &totals->total[i];

		buf_printf(buf, " %s", total->currency->code);
		for (number = 0; number < totals->amount_count; number++) {
			if (!total->seen[number])
				continue;
			money_format((struct money){ total->minor[number],
					 total->currency },
			    '.', text);
			buf_printf(buf, " %s=%s",
			    totals->schema->column[totals->column[number]].name,
			    text);
		}
	}
}
