/*
 * profile_draft.h - a draft of the export profile for files whose form nobody
 * has described yet. What the first rows show is written down; what they
 * cannot show is written as DECIDE, with which no profile loads.
 *
 * A header is matched with a field by its name, then by a name that is known
 * for it (header_names.def), then by a name of nearly the same letters, and
 * only if the column's values can be the field's.
 */
#ifndef FENERUM_PROFILE_DRAFT_H
#define FENERUM_PROFILE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "fenerum/csv_form.h"
#include "fenerum/export_kinds.h"

/* Rows of each file that are looked at. */
#define DRAFT_ROWS ((size_t)200)

struct draft_column {
	char *name;
	size_t seen;      /* values that are not empty */
	unsigned dates;   /* forms that fit all of them */
	unsigned numbers; /* the same */
	bool has_minus;
	bool has_offset;
	const struct export_field *field; /* NULL: not matched */
};

/* kind NULL: none fits. */
struct draft_file {
	const char *label;
	bool is_read;
	bool is_ascii; /* so every encoding but UTF-16 reads it alike */
	struct csv_form form;
	struct draft_column *column;
	size_t count;
	const struct export_kind *kind;
};

/*
 * Look at the files and append a profile in YAML. Findings only for what
 * cannot be read as CSV at all.
 */
void profile_draft(
    char *const *path, size_t count, struct buf *, struct diag_list *);

/* Find the kind of a file, and the field of each column. */
void draft_match(struct draft_file *);
/* Append the profile. */
void draft_write(const struct draft_file *, size_t count, struct buf *);

#endif
