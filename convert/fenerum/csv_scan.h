/*
 * csv_scan.h - the raw bytes of CSV lines and rows, looked at without libcsv:
 * what may not stand in a line, and where a field of a row begins.
 *
 * The grammar is that of libcsv in strict mode with a double quote: blanks
 * (space, tab) around a field are no part of it, a field that begins with a
 * quote ends at the next quote that is not doubled. A tab that divides is no
 * blank.
 */
#ifndef FENERUM_CSV_SCAN_H
#define FENERUM_CSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* No such place. */
#define CSV_SCAN_NONE ((size_t)-1)

/* Offsets of the first byte of each kind, CSV_SCAN_NONE if there is none. */
struct csv_line_faults {
	size_t control;         /* a control character that no text may hold */
	size_t not_utf8;        /* a byte that is not UTF-8 */
	size_t carriage_return; /* outside quotes, and not before a line feed */
	bool inner_return;      /* a carriage return inside quotes */
};

/*
 * Check a physical line with its line end. quoted: the line begins inside a
 * quoted field. Returns true if nothing is wrong (then *ret.inner_return
 * alone has a meaning). Control characters are U+0000 to U+001F but for tab
 * and line ends, U+007F, and U+0080 to U+009F.
 */
bool csv_line_check(
    const char *, size_t len, bool quoted, struct csv_line_faults *ret);

/* Nothing but blanks and its line end. */
bool csv_line_is_blank(const char *, size_t len, char delimiter);

/* Offset of a row's field, counted from 0; of its last one if it has less. */
size_t csv_field_offset(
    const char *row, size_t len, char delimiter, size_t field);

/*
 * Offset of the quote that opened the quoted field in which at lies, or
 * CSV_SCAN_NONE if at is not in a quoted field.
 */
size_t csv_opening_quote(
    const char *row, size_t len, char delimiter, size_t at);

/* Line feeds before the offset. */
size_t csv_lines_before(const char *row, size_t at);
/* Characters from the begin of its line to the offset, plus one. */
size_t csv_column_at(const char *row, size_t at);

/*
 * Split a row that is no valid CSV as a person would: a delimiter divides
 * unless a field that began with a quote is still open. Calls put for each
 * field without its quotes. Returns how many fields there are.
 */
size_t csv_split_roughly(const char *row, size_t len, char delimiter,
    void (*put)(void *context, const char *, size_t len), void *context);

/* Append a field in quotes, quotes in it doubled. */
void csv_put_field(struct buf *, const char *, size_t len);

#endif
