/*
 * value_sniff.h - the first rows of an export whose dates or numbers are not
 * of the profile's form: which form do they have? The answer is a finding
 * (export.sniffed) that names the line of the profile to change; nothing is
 * read by it.
 */
#ifndef FENERUM_VALUE_SNIFF_H
#define FENERUM_VALUE_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "fenerum/billing_row.h"

/* Rows that are looked at. */
#define VALUE_SNIFF_ROWS ((size_t)20)

/* What one column's values have been so far. */
struct column_sniff {
	size_t seen;
	size_t failed;
	unsigned forms;          /* that fit all: of dates or of numbers */
	struct source_pos first; /* that failed */
};

struct value_sniff {
	size_t rows;
	struct column_sniff column[EXPORT_COLUMNS_MAX];
};

/* A value that is not empty; good: it has the profile's form. */
void value_sniff_see(struct value_sniff *, const struct billing_row *,
    const struct export_field *, struct csv_field, bool good);

/*
 * Look at columns of which at least half of the values failed: one finding
 * for dates and one for numbers, if one form fits them and all others.
 */
void value_sniff_tell(
    const struct value_sniff *, const struct billing_row *, struct diag_list *);

/*
 * The line of a profile for a set of forms; *ret_sure is false if two of them
 * would read the same text differently. The caller frees.
 */
char *value_sniff_dates_yaml(unsigned forms, bool *ret_sure);
char *value_sniff_numbers_yaml(unsigned forms);

#endif
