/*
 * csv_quick.h - a plain line of CSV split without libcsv: the row is this one
 * line, and every field is without quotes, or in quotes from its first to its
 * last character. All other rows are libcsv's.
 *
 * What is split gives the same fields as libcsv in strict mode does, with
 * blanks (space, tab) around a field cut off. The text is split where it
 * stands.
 */
#ifndef FENERUM_CSV_QUICK_H
#define FENERUM_CSV_QUICK_H

#include <stdbool.h>
#include <stddef.h>

#include "fenerum/csv_reader_row.h"

/* Bytes behind a line that are read as well; what they hold does not matter. */
#define CSV_QUICK_SPARE ((size_t)8)

/*
 * Split a line that ends in a line feed; the fields are in it, each ended by
 * NUL. Returns how many there are, or 0: it is not plain, and then the line
 * may be half changed.
 */
size_t csv_quick_split(char *line, size_t len, char delimiter,
    struct csv_field field[CSV_COLUMNS_MAX]);

#endif
