/*
 * generate_plan.h - which kind of document every invoice number is.
 *
 * Documents come in blocks of 40; each block holds every shape, in an order
 * of its own. A credit note takes back an invoice of its block, or of
 * September, and no invoice is credited twice.
 *
 * A credit note takes the original's exchange rate. No document of October
 * takes back an invoice in SEK of September: the exports of one month do not
 * tell the rate of the other.
 */
#ifndef GENERATE_PLAN_H
#define GENERATE_PLAN_H

#include "generate_world.h"

enum shape {
	SHAPE_MONTHLY,      /* one group, within the month */
	SHAPE_MONTHLY_TWO,  /* two groups, within the month */
	SHAPE_ANNUAL,       /* twelve recognitions */
	SHAPE_ANNUAL_SETUP, /* an annual plan and work without a period */
	SHAPE_ANNUAL_TWO,   /* two annual plans of two groups */
	SHAPE_QUARTER,
	SHAPE_TWO_MONTHS,
	SHAPE_MID_MONTH,      /* the 15th to the 14th */
	SHAPE_NEXT_MONTH,     /* billed the month before: (1/1) */
	SHAPE_PREVIOUS_MONTH, /* billed the month after: (1/1) */
	SHAPE_HARDWARE,
	SHAPE_BOOKS, /* books and a magazine for a year */
	SHAPE_MAGAZINE,
	SHAPE_TRAINING,
	SHAPE_MIX,          /* many groups and VAT rates */
	SHAPE_BEFORE_START, /* dated before the company's first day */
	SHAPE_TINY,         /* two months of one group, one of another */
	/* Credit notes; these stay last. */
	SHAPE_CREDIT_SETTLED,  /* whole, set against its invoice */
	SHAPE_CREDIT_REFUNDED, /* whole, the paid money goes back */
	SHAPE_CREDIT_PARTIAL,  /* the first line, left open */
	SHAPE_CREDIT_DEFERRED, /* whole, of revenue over several months */
	SHAPE_CREDIT_SEPTEMBER /* whole, of an invoice of September */
};

struct plan {
	enum shape shape;
	enum connector connector;
	/* Of a credit note: what it takes back. */
	unsigned original_month;
	uint32_t original;
	/* Of an invoice: what takes it back, if anything does. */
	bool credited;
	unsigned credit_month;
	enum shape credit_shape;
	uint32_t credit;
};

bool shape_is_credit(enum shape);
/* The date of the index-th document of a month. */
int plan_date(const struct world *, unsigned month, uint32_t index);
void plan_get(
    const struct world *, unsigned month, uint32_t index, struct plan *ret);

#endif
