/*
 * csv_reader.h - CSV through libcsv, row by row, with positions; the one file
 * that calls it.
 *
 * The format is RFC 4180 with the delimiter and the encoding of a form (a
 * UTF-8 mark makes it UTF-8 in any case): lines end in LF or CRLF, a field
 * with a delimiter, quote or line end stands in double quotes, quotes in it
 * are doubled. The first row names the columns and every other row has as
 * many fields. Whatever the encoding, the fields are UTF-8 and columns of
 * positions count characters.
 *
 * Blanks (space, tab) around a field are no part of it, whether it is quoted
 * or not, so that nothing depends on quoting. Lines without any field are
 * skipped. A line end inside a field is given as one line feed.
 *
 * A row with a fault is still given, with its faults, and reading goes on
 * after it: a quote that is never closed costs its own row, not the file.
 * Limits: 1 MiB a field, 4 MiB a row, 1 000 columns.
 */
#ifndef FENERUM_CSV_READER_H
#define FENERUM_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "fenerum/csv_form.h"
#include "fenerum/csv_input.h"
#include "fenerum/csv_reader_row.h"
#include "fenerum/faults.h"

struct csv_reader;

/* The label (kept, not copied) is what findings call the file. */
struct csv_reader *csv_reader_new(
    const char *label, struct csv_source, struct csv_form, struct diag_list *);
void csv_reader_free(struct csv_reader *);
struct csv_form csv_reader_form(const struct csv_reader *);

/*
 * Read what stands before the first row and that row, the header. Returns 0,
 * or -1 after a finding that makes the whole file unreadable.
 */
int csv_reader_header(struct csv_reader *);

/*
 * The next row: 1; the end: 0; the file cannot be read on: -1 after a finding.
 * What is wrong with the row stands in its faults.
 */
int csv_reader_next(struct csv_reader *);

/* Of the present row; more may be added until the next row. */
struct faults *csv_reader_faults(struct csv_reader *);
/*
 * True if the row has the header's number of fields and they can be told
 * apart; else only csv_reader_raw is of use.
 */
bool csv_reader_is_split(const struct csv_reader *);
/* The fields that can be asked for; also of a row with too many or too few. */
size_t csv_reader_count(const struct csv_reader *);
/* As many; valid until the next row. */
const struct csv_field *csv_reader_fields(const struct csv_reader *);
/* The row's bytes with line ends; NULL if it was too long to be kept. */
const char *csv_reader_raw(const struct csv_reader *, size_t *ret_len);

/* What is in memory after the row, as UTF-8: to look, not to read. */
const char *csv_reader_ahead(const struct csv_reader *, size_t *ret_len);

/* Where the row begins (column 1). */
struct source_pos csv_reader_row_pos(const struct csv_reader *);
/* Where a field begins: its quote, or its first character. */
struct source_pos csv_reader_field_pos(const struct csv_reader *, size_t index);

#endif
