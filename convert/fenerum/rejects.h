/*
 * rejects.h - rows that are refused: rejects/NAME.csv in the layout of the
 * export they came from, with a last column "reason", and a record each in
 * billing/rejected.tsv for the tools that follow.
 *
 * A rejects file holds the header and the fields as they were exported, all
 * in quotes. A row that is no valid CSV is split as a person would; if that
 * gives too many fields, the whole row stands in the first one. The reason of
 * a rejects file that is read as an export is not repeated.
 *
 * The delimiter is the export's. The encoding is UTF-8, with a byte-order mark
 * if the export's is another: so the file can be read with the same profile,
 * and the reason can quote anything.
 */
#ifndef FENERUM_REJECTS_H
#define FENERUM_REJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/output.h"
#include "fenerum/csv_reader.h"
#include "fenerum/export_match.h"
#include "fenerum/faults.h"

struct stage_writer;

struct rejects {
	char *path; /* NULL: no file is written */
	/* Says how numbers of invoices are written; NULL: as they are. */
	const struct export_profile *profile;
	struct stage_writer *stage;
	struct diag_list *diag;
	struct csv_form form; /* of the export */
	struct buf header;    /* the first line, ready to be written */
	size_t columns;       /* of the export that are repeated */
	size_t fields;        /* of a row of the export */
	struct atomic_file file;
	bool open;
	bool failed;
	size_t rows;
};

/* path may be NULL. Takes the header from the reader's present row. */
void rejects_init(struct rejects *, const char *path, struct stage_writer *,
    const struct csv_reader *, struct diag_list *);

/*
 * Refuse the reader's present row for its faults. number: of its invoice, if
 * that is known better than by its column; else text NULL.
 */
void rejects_row(struct rejects *, struct csv_reader *,
    const struct export_match *, struct csv_field number);

/*
 * Give the file its name; if no row was refused, one of an earlier run goes.
 * 0, or -1 after a finding. Then release.
 */
int rejects_finish(struct rejects *);
void rejects_release(struct rejects *);

/*
 * A row that was read, and is wrong by what others say: a record by its id and
 * the number of its invoice.
 */
void rejects_later(struct stage_writer *, struct source_pos,
    const struct export_kind *, const struct csv_field ids[2],
    const struct faults *);

/* A whole file that cannot be read: a record without an id. kind: or NULL. */
void rejects_file(struct stage_writer *, const char *label,
    const struct export_kind *, const struct faults *);

#endif
