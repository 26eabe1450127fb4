/*
 * deferral.h - deferrals and recognitions of revenue.
 *
 * ERP lines of one document and revenue group belong together: a deferral and
 * the recognitions that take it back, month by month. A set is carried or
 * refused as a whole, so that nothing is ever half deferred; only lines that
 * Fenerum's connector has booked, cancelled or dated before the start are
 * left out of it one by one.
 */
#ifndef LEDGER_DEFERRAL_H
#define LEDGER_DEFERRAL_H

#include "base/buf.h"
#include "ledger/run.h"
#include "ledger/schedule.h"

/* Where the figures of a set come from. */
enum deferral_context {
	CONTEXT_NONE,
	CONTEXT_INVOICE,  /* deferral and invoice are in these exports */
	CONTEXT_SCHEDULE, /* the deferral was exported in an earlier month */
	CONTEXT_OPENING   /* opening_deferred.tsv */
};

struct deferral_set {
	const char *name; /* schedule_deferral */
	const char *number;
	const char *revenue_group;
	enum document_type type;
	uint32_t first; /* ERP lines, linked by erp_state.next */
	uint32_t last;
	uint32_t invoice;
	struct fault *faults;
	bool wanted;       /* at least one line is to be carried */
	bool has_deferral; /* here, and not cancelled */
	enum deferral_context context;
	const char *document;
	const struct currency *currency;
	struct decimal rate;
	const char *revenue_account;
	const char *revenue_rule;
	const char *deferred_account;
	const char *dimension_header;
	const char *dimension_item;
	int64_t amount; /* deferred in all */
	int64_t amount_eur;
};

struct erp_state {
	uint32_t set;
	uint32_t next;
	enum carry carry;
	int64_t amount; /* deferred or recognised; negative on credit notes */
	int64_t amount_eur;
	bool skipped;  /* an earlier month's line, or no deferral */
	bool disputed; /* skipped, but the earlier month's says otherwise */
};

struct deferral_run {
	struct ledger_run *run;
	struct text_pool names;
	struct deferral_set *set;
	size_t count;
	size_t capacity;
	struct erp_state *erp; /* by ERP line index */
	const char *file;      /* the last source file, with its month: */
	const char *file_with_month;
	struct buf key; /* of the row that a walk gave last */
};

/* Goes over the schedule as it will be: other months' rows and these lines. */
struct deferral_walk {
	struct deferral_run *deferrals;
	size_t row;
	uint32_t line;
};

/*
 * Judge all deferrals and recognitions of the month, list what is left out,
 * write the vouchers of what closes in this month, and write the schedule to
 * path: run.schedule, which is loaded without this month's rows, and the
 * lines of this month. -1 after a finding when it cannot be written.
 */
int deferrals_make(struct ledger_run *, const char *path);
/* A schedule_next_row over a struct deferral_walk. */
bool deferral_walk_next(void *walk, struct schedule_row *ret);
/* Count them instead, when their road is none. */
void deferrals_count(struct ledger_run *);

/* Sort the month's lines into sets (ledger.schedule-conflict). */
void deferral_collect(struct deferral_run *);
/* Fill the figures of a set; a wanted one without them is a fault. */
void deferral_find_context(struct deferral_run *, struct deferral_set *);
/* Accounts, texts and sums of a set; fills amount and amount_eur of lines. */
void deferral_check(struct deferral_run *, struct deferral_set *);
/*
 * The last part of it: the deferral is the net of its lines, recognitions run
 * from 1 to their total and sum to it (of an opening deferral, what is left),
 * and in EUR the last one takes the remainder.
 */
void deferral_check_sums(struct deferral_run *, struct deferral_set *);

/* The schedule row of the set's deferral in an earlier month, or NULL. */
struct schedule_row *deferral_earlier(
    struct deferral_run *, const struct deferral_set *);
/* Rows of a deferral that still count: of earlier months, not cancelled. */
bool deferral_row_counts(
    const struct ledger_run *, const struct schedule_row *);

#endif
