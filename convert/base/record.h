/*
 * record.h - the files between the tools.
 *
 * Tab-separated text: "#fenvoy 1 KIND", the column names, rows, and
 * "#end ROWS EUR net=.. vat=.. SEK net=..": the count and, per currency in
 * alphabetical order, the sum of every totalled amount column. In a text, tab,
 * line feed, carriage return and backslash stand as \t \n \r \\.
 *
 * A reader that meets the end of a file without its #end, or with another
 * count or sum, refuses it: a tool that crashed upstream never looks like a
 * short month.
 */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/money.h"

struct output;

enum record_type {
	RECORD_TEXT,
	RECORD_DATE,
	RECORD_INTEGER, /* int64_t */
	RECORD_DECIMAL, /* keeps the scale it was written with */
	RECORD_AMOUNT,  /* money, totalled in the closing line */
	RECORD_MONEY    /* money, not totalled */
};

/* Where the currency of a money column stands. */
#define RECORD_EURO (-1)

struct record_column {
	const char *name;
	enum record_type type;
	int currency; /* column index of its currency code, or RECORD_EURO */
};

struct record_schema {
	const char *kind; /* unique over all folders */
	const char *file; /* file name in its folder, without ".tsv" */
	const struct record_column *column;
	size_t column_count;
};

/* Writing ---------------------------------------------------------------- */

struct record_writer;

/* Writes the first two lines. The output is the caller's. */
struct record_writer *record_writer_new(
    struct output *, const struct record_schema *);
/*
 * The next column of the row; columns are put in order. Every put checks its
 * column's type (assert). An empty field is put with record_put_empty.
 */
void record_put_text(struct record_writer *, const char *);
void record_put_text_len(struct record_writer *, const char *, size_t len);
void record_put_date(struct record_writer *, struct date); /* none: empty */
void record_put_integer(struct record_writer *, int64_t);
void record_put_decimal(struct record_writer *, struct decimal);
/* Its currency column must already stand in the row, or be RECORD_EURO. */
void record_put_money(struct record_writer *, struct money);
void record_put_empty(struct record_writer *);
/* "file:line" */
void record_put_pos(struct record_writer *, struct source_pos);
void record_row_end(struct record_writer *);
/*
 * Write the closing line and free the writer. Returns 0, or -1 if a total
 * overflowed. (Output errors stay with the output.)
 */
int record_writer_finish(struct record_writer *);
/* Free without a closing line. */
void record_writer_abort(struct record_writer *);

/* Reading ---------------------------------------------------------------- */

struct record_reader;

/*
 * Next row: 1, end: 0 (the closing line was right), stop: -1 after a finding
 * (record.*). Every row's amounts are checked as they go into the totals.
 */
int record_next(struct record_reader *);
const struct record_schema *record_schema_of(const struct record_reader *);
/* Fields of the present row, unescaped, valid until record_next. */
const char *record_text(const struct record_reader *, size_t column);
size_t record_text_len(const struct record_reader *, size_t column);
/* Position of a field in the record file itself. */
struct source_pos record_pos(const struct record_reader *, size_t column);
/*
 * Typed values. False and *ret untouched when the field is empty; a malformed
 * one is a finding (record.field), once, and makes the next record_next fail.
 */
bool record_date(struct record_reader *, size_t column, struct date *ret);
bool record_integer(struct record_reader *, size_t column, int64_t *ret);
bool record_decimal(struct record_reader *, size_t column, struct decimal *ret);
bool record_money(struct record_reader *, size_t column, struct money *ret);
/*
 * Split "file:line" of the row's column: the place where that row begins, so
 * column is 1; without a line both are 0. The file
 * name is interned in the reader's diag_list (diag_intern), so the position
 * may be kept as long as that list. An empty field gives file NULL.
 */
struct source_pos record_source(struct record_reader *, size_t column);

#endif
