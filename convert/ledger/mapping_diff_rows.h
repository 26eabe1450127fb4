/*
 * mapping_diff_rows.h - record files row by row, for mapping_diff_stages.c.
 *
 * Rows are told apart by the row of the exports that they come from and,
 * where several come from one, by their order.
 */
#ifndef LEDGER_MAPPING_DIFF_ROWS_H
#define LEDGER_MAPPING_DIFF_ROWS_H

#include "base/mem.h"
#include "base/record.h"
#include "base/table.h"

struct diff_row {
	const char **field; /* as in the file, by column */
	struct diff_row *next;
	bool met; /* the other side has it too */
};

struct diff_file {
	struct arena arena;
	const struct record_schema *schema;
	struct table row; /* struct diff_row by source and order */
	struct diff_row *first;
	struct diff_row *last;
};

/*
 * Read a kind of a stage folder. A missing file has no rows. -1 after
 * findings; release in any case.
 */
int diff_file_read(struct diff_file *, const char *dir,
    const struct record_schema *, struct diag_list *);
void diff_file_release(struct diff_file *);
/* The row that comes from the same place, or NULL. */
struct diff_row *diff_file_find(struct diff_file *, const struct diff_row *);

#endif
