/*
 * schedule.h - every deferral and its recognitions, over all months.
 *
 * schedule.tsv belongs to the company, not to a month. Mapping month M
 * replaces the rows exported in M and keeps the others; rows stand by month,
 * then in the order of their export. Equal ids in two months are one line:
 * the first month's. So mapping the months in any order, any number of times,
 * ends with the same file.
 */
#ifndef LEDGER_SCHEDULE_H
#define LEDGER_SCHEDULE_H

#include "base/buf.h"
#include "base/diag.h"
#include "ledger/billing.h"

struct fault;

struct schedule_row {
	struct row_source source; /* with its month: 2026-09/exports/... */
	const char *rule;
	const char *id;
	struct month month;
	enum erp_event kind; /* deferral or recognition */
	const char *key;
	const char *document; /* invoice:<uuid>, or "" */
	enum document_type document_type;
	const char *number;
	const char *revenue_group;
	int32_t current;
	int32_t total;
	struct short_date date;
	struct month close_month;
	const char *reason; /* "" when it is carried */
	const struct currency *currency;
	int64_t amount;      /* negative for credit notes */
	struct decimal rate; /* units per EUR; units 0 is unknown */
	int64_t amount_eur;
	const char *revenue_account;
	const char *deferred_account;
	const char *dimension_header;
	const char *dimension_item;
	const char *text;
	/* Not in the file. */
	struct fault *faults; /* of this run */
	uint32_t next;        /* row of the same deferral, or BILLING_NONE */
	bool removed;         /* another month's row takes its place */
};

struct schedule {
	struct arena arena;
	struct schedule_row *row;
	size_t count;
	size_t capacity;
	struct schedule_row *opening; /* opening_deferred.tsv */
	size_t opening_count;
	size_t opening_capacity;
	struct text_pool id;
	uint32_t *id_row; /* row by number of id, BILLING_NONE */
	size_t id_capacity;
	struct text_pool deferral; /* document type, number, group */
	uint32_t *deferral_row;    /* first row, then by next */
	uint32_t *deferral_opening;
	size_t deferral_capacity;
};

/*
 * Read schedule.tsv and opening_deferred.tsv; missing files are empty. Rows
 * of month drop_month are left out, the others are brought into the order of
 * their months. NULL after a finding (record.*).
 */
struct schedule *schedule_load(const char *path, const char *opening,
    struct month drop_month, struct diag_list *);
void schedule_free(struct schedule *);

/* The row of an ERP line id in another month, or NULL. */
struct schedule_row *schedule_find(struct schedule *, const char *id);
/* Rows and opening row of one deferral; NULL when there are none. */
struct schedule_row *schedule_first(struct schedule *, const char *deferral);
struct schedule_row *schedule_next(
    struct schedule *, const struct schedule_row *);
struct schedule_row *schedule_opening(struct schedule *, const char *deferral);
/* Append the name of a deferral, for the functions above. */
void schedule_put_deferral(struct buf *, enum document_type, const char *number,
    const char *revenue_group);

/*
 * Gives the rows of a schedule in their order; false at the end. What it gave
 * is valid until the next call.
 */
typedef bool schedule_next_row(void *data, struct schedule_row *ret);

/* Write the file whole; -1 after a finding, and the old file stays. */
int schedule_write(
    const char *path, schedule_next_row *, void *data, struct diag_list *);

#endif
