/*
 * export_match.h - which kind of export a file is: told by its header alone,
 * never by its name.
 */
#ifndef FENERUM_EXPORT_MATCH_H
#define FENERUM_EXPORT_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "fenerum/csv_reader.h"
#include "fenerum/export_kinds.h"
#include "fenerum/export_profile.h"

#define EXPORT_NO_COLUMN ((size_t)-1)

/* kind NULL: unknown. source[i]: CSV column of the kind's field i, or none. */
struct export_match {
	const struct export_kind *kind;
	size_t source[EXPORT_COLUMNS_MAX];
};

/*
 * Match the reader's present row, the header. 0, or -1 after findings that
 * forbid to read the file; then ret->kind is what it seems to be, or NULL.
 * The findings become the row's faults, too.
 */
int export_match(const struct export_profile *, struct csv_reader *,
    struct export_match *ret);

/*
 * Is the header's field of this number the column that a rejects file has
 * beside those of its export: the last one, "reason"?
 */
bool export_is_reason(const struct csv_reader *, size_t column);

#endif
