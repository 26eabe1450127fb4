/*
 * generate_world.h - the invented company and what happens to it.
 *
 * Two months: 0 is 2026-09, 1 is 2026-10. Everything about an invoice follows
 * from the seed, its month and its index, so nothing is remembered: the
 * invoice that a credit note takes back is simply made again.
 *
 * Amounts are minor units (cents, ore). Percentages and quantities are
 * hundredths, prices and exchange rates ten-thousandths.
 */
#ifndef GENERATE_WORLD_H
#define GENERATE_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "generate_day.h"
#include "generate_random.h"

#define MONTHS 2
#define RATE_DAYS 65 /* 2026-08-28 to 2026-10-31 */
#define LINES_MAX 12
#define PAYMENTS_MAX 4

struct world {
	uint64_t seed;
	const char *dir;
	bool tiny;
	bool shuffle;
	uint32_t count[MONTHS];  /* invoices and credit notes */
	uint32_t number[MONTHS]; /* the first one's number */
	int32_t rate[RATE_DAYS]; /* SEK per EUR, 0 on a weekend */
};

enum zone {
	ZONE_HOME,
	ZONE_EU,
	ZONE_OTHER,
	ZONE_COUNT
};

/* Revenue groups; the catalog knows their names. */
enum group {
	GROUP_SAAS,
	GROUP_SUPPORT,
	GROUP_ONBOARDING,
	GROUP_BOOKS,
	GROUP_MAGAZINE,
	GROUP_HARDWARE,
	GROUP_TRAINING,
	GROUP_COUNT
};

/* How far Fenerum's own connector came with a document. */
enum connector {
	CONNECTOR_NONE,
	CONNECTOR_BOOKED,      /* all lines up to the end of the month */
	CONNECTOR_BOOKED_LATE, /* status Open, but with a voucher id */
	CONNECTOR_DEFERRAL,    /* only the deferral line */
	CONNECTOR_CANCELLED
};

enum discount {
	DISCOUNT_NONE,
	DISCOUNT_PERCENT,
	DISCOUNT_PER_QUANTITY,
	DISCOUNT_TOTAL
};

struct line {
	const char *text;
	enum group group;
	enum discount discount;
	int64_t discount_value; /* hundredths: percent, or currency units */
	int64_t quantity;       /* negative on a credit note */
	int64_t price;
	int64_t net;
	int64_t vat;
	int percent;
	int from; /* period, both ends included; 0 when there is none */
	int to;
};

/* What an invoice says about one revenue group. */
struct share {
	enum group group;
	int64_t net;
	int64_t net_eur; /* sum of its lines' EUR */
	int from;
	int months; /* recognitions, 0 when nothing is deferred */
};

struct invoice {
	unsigned month;
	uint32_t index;
	uint32_t number;
	uint32_t customer;
	enum zone zone;
	bool sweden;
	bool sek;
	bool credit_note;
	uint32_t credited_number;
	int date;
	int32_t rate; /* SEK per EUR, of the original's date; 0 for EUR */
	enum connector connector;
	struct line line[LINES_MAX];
	unsigned line_count;
	struct share share[GROUP_COUNT]; /* in the order of first use */
	unsigned share_count;
	int64_t net;
	int64_t vat;
	int64_t gross;
};

enum payment_kind {
	PAYMENT_BANK,
	PAYMENT_CARD,
	PAYMENT_DEBIT,
	PAYMENT_SETTLEMENT,
	PAYMENT_REFUND,
	PAYMENT_UNDERPAYMENT,
	PAYMENT_LOSS,
	PAYMENT_KINDS
};

struct payment {
	enum payment_kind kind;
	int date;
	int64_t amount; /* a refund is negative */
	int64_t fee;
	const char *gateway;
	char uuid[UUID_TEXT_MAX];
};

/* First day of the month. */
static inline int
month_day(unsigned month)
{
	return day_make(2026, 9 + (int)month, 1);
}

#endif
