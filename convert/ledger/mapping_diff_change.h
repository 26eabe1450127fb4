/*
 * mapping_diff_change.h - differences gathered by their text, for
 * mapping_diff_stages.c.
 */
#ifndef LEDGER_MAPPING_DIFF_CHANGE_H
#define LEDGER_MAPPING_DIFF_CHANGE_H

#include "base/mem.h"
#include "base/money.h"
#include "base/table.h"

struct buf;

/* What many rows have in common; one line of the answer. */
struct diff_change {
	int64_t minor;
	const struct currency *currency; /* NULL: no amount */
	bool overflow;
	bool sided; /* debit or credit */
	size_t rows;
	size_t documents;
};

struct diff_changes {
	struct arena arena;
	struct table change;   /* struct diff_change by its text */
	struct table document; /* change and document: each counts once */
};

void diff_changes_init(struct diff_changes *);
void diff_changes_release(struct diff_changes *);
/*
 * Count a row for a change. text is "VERB<tab>REST", between which the amount
 * goes; after one more tab may stand what keeps changes apart and is not shown.
 * document "" counts rows in place of documents.
 */
struct diff_change *diff_change_add(
    struct diff_changes *, const char *text, const char *document);
void diff_change_minor(
    struct diff_change *, int64_t minor, const struct currency *);
/* EUR, debit positive; the line says which it is. */
void diff_change_euro(struct diff_change *, int64_t minor);
/* A line a change, sorted by text. */
void diff_changes_put(const struct diff_changes *, struct buf *);

#endif
