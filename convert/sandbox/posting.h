/*
 * posting.h - vouchers into the books, and what every posting must satisfy.
 *
 * The posting_may_* checks refuse in the answer and return false:
 * INVALID_DATA for an account, a VAT pair, a voucher class or a date that is
 * not there, PERIOD_LOCK for a locked date.
 */
#ifndef SANDBOX_POSTING_H
#define SANDBOX_POSTING_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/mem.h"

struct message_node;
struct sandbox_answer;

/* No amount of a line is larger, so that no sum of lines overflows. */
#define POSTING_SUM_MAX 10000000000000 /* cents */

struct posting_dimension {
	const char *header;
	const char *item;
};

struct posting_line {
	int64_t sum; /* cents; + debit, - credit */
	const char *account;
	const char *vat_code;
	const char *vat_percent; /* as the books keep it: "25.5" */
	const char *description;
	const struct posting_dimension *dimension;
	size_t dimension_count;
};

struct posting {
	const char *date;
	int64_t type;
	int64_t number; /* 0: the next free one of the type */
	const char *description;
	const char *comment;
	const char *source_type; /* "" or "salesinvoice" */
	int64_t source_key;
	struct posting_line *line;
	size_t line_count;
	size_t line_capacity;
};

/* A line with VAT NONE 0; its strings live in the arena or for ever. */
struct posting_line *posting_add(
    struct posting *, const char *account, int64_t sum);
void posting_release(struct posting *);
/* Debit less credit; the lines' sums are within POSTING_SUM_MAX. */
int64_t posting_difference(const struct posting *);
bool posting_sum_fits(int64_t sum);

/*
 * Write the voucher; what its lines are out of balance by goes to the
 * company's rounding account as a line more. Returns its key.
 */
int64_t posting_write(sqlite3 *, struct posting *, const char *now);

/* The number of a company default account ("SalesReceivables"). */
const char *posting_default_account(
    sqlite3 *, struct arena *, const char *name);
bool posting_may_use_account(
    sqlite3 *, const char *number, struct sandbox_answer *);
/* A code and a percent that the company has in use; NONE has 0 only. */
bool posting_may_use_vat(
    sqlite3 *, const char *code, struct decimal, struct sandbox_answer *);
bool posting_may_use_date(sqlite3 *, const char *date, struct sandbox_answer *);

/* The dimension elements in an element; the items that are new are made. */
const struct posting_dimension *posting_dimensions(
    struct arena *, const struct message_node *, size_t *ret_count);
/* INVALID_DATA unless every item is there already. */
bool posting_may_use_dimensions(sqlite3 *, const struct posting_dimension *,
    size_t count, struct sandbox_answer *);
void posting_make_dimensions(sqlite3 *, const struct posting_dimension *,
    size_t count, const char *made_by);

#endif
