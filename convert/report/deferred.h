/*
 * deferred.h - what deferred revenue was, became and will be, from the
 * schedule.
 *
 * Every deferral adds to the balance in the month that books it, every
 * recognition releases from it in its own. Rows that somebody else booked
 * (Fenerum's own connector, or the books before the start date) move the
 * balance as well; cancelled ones do not. Amounts are EUR minor units,
 * positive for a deferral.
 *
 * Invariants: months stand in order, beginning with the one asked for; each
 * opens with what the one before closed with. After the last one nothing is
 * left, unless opening deferrals have recognitions that no export holds yet.
 */
#ifndef REPORT_DEFERRED_H
#define REPORT_DEFERRED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "ledger/text_pool.h"
#include "report/tally.h"

struct deferred_month {
	struct month month;
	int64_t opening;
	int64_t added;
	int64_t released;
	int64_t closing;
	size_t entries;
	/* Of added and released: what fenvoy does not book. */
	int64_t added_elsewhere;
	int64_t released_elsewhere;
};

/* Columns of the waiting tally. */
enum {
	WAITING_EUR
};

struct deferred {
	bool exists; /* a schedule was there */
	struct deferred_month *month;
	size_t month_count;
	size_t month_capacity;
	/* Carried rows of the month itself, as the schedule has them. */
	int64_t scheduled_added;
	int64_t scheduled_released;
	/* Carried rows of later months: month, kind; count and EUR. */
	struct tally waiting;
	/* Business keys of carried rows that another month books. */
	struct text_pool other;
	bool overflow;
};

struct deferred_paths {
	const char *schedule;
	const char *opening;
};

/*
 * Read both files as of a month: what later months' exports added does not
 * count, so a month is shown alike whenever it is looked at. Missing files
 * are empty. 0, or -1 after findings (record.*). Words of the tally live in the
 * arena.
 */
int deferred_load(struct deferred *, const struct deferred_paths *,
    struct month, struct text_pool *words, struct diag_list *);
void deferred_release(struct deferred *);

#endif
