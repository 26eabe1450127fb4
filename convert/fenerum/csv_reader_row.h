/*
 * csv_reader_row.h - one row of CSV through libcsv, in the one configuration
 * that is safe: strict, with a cap on fields, fed one physical line a call so
 * that the place of everything is known. A plain line is split without it
 * (csv_quick.h), to the same fields.
 */
#ifndef FENERUM_CSV_READER_ROW_H
#define FENERUM_CSV_READER_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "fenerum/csv_input.h"

#define CSV_FIELD_MAX ((size_t)1 << 20)
#define CSV_COLUMNS_MAX ((size_t)1000)

struct csv_row;

/* A field's text, NUL-ended; it may hold NULs only in a row with faults. */
struct csv_field {
	const char *text;
	size_t len;
};

/* How far, in bytes and physical lines, reading has come. */
struct csv_cursor {
	size_t at;
	size_t lines;
};

enum csv_outcome {
	CSV_ROW_WHOLE,
	CSV_ROW_NONE, /* the end of the file */
	CSV_ROW_BLANK,
	CSV_ROW_QUOTE,          /* a quote is wrong; the cursor is at it */
	CSV_ROW_OPEN,           /* the file ends inside quotes */
	CSV_ROW_FIELD_TOO_LONG, /* the cursor is at the cap */
	CSV_ROW_TOO_LONG,
	CSV_ROW_REFUSED, /* by the check of a line */
	CSV_ROW_FAILED   /* reading failed */
};

/* Looks at a physical line before libcsv does; false refuses the row. */
struct csv_line_checker {
	bool (*check)(void *context, size_t at, size_t len);
	void *context;
};

struct csv_row *csv_row_new(char delimiter);
void csv_row_free(struct csv_row *);

/*
 * Parse the row at the cursor, which moves behind it, or to the fault. The
 * checker may be NULL. The fields are complete after CSV_ROW_WHOLE only.
 */
enum csv_outcome csv_row_parse(struct csv_row *, struct csv_input *,
    struct csv_cursor *, const struct csv_line_checker *);

/* The number of fields; no more than CSV_COLUMNS_MAX of them are kept. */
size_t csv_row_count(const struct csv_row *);
const struct csv_field *csv_row_fields(const struct csv_row *);
/* Make CRLF and CR inside fields one line feed. */
void csv_row_unify_line_ends(struct csv_row *);

#endif
