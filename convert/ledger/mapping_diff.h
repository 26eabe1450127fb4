/*
 * mapping_diff.h - what another mapping would do to a month, in money.
 *
 * The month is mapped with both folders and what comes out is compared, row
 * by row of the exports: which amounts move to another account, VAT code or
 * dimension, which documents can no longer be made and which now can, and
 * what else changes in the records. Nothing of the company is written.
 */
#ifndef LEDGER_MAPPING_DIFF_H
#define LEDGER_MAPPING_DIFF_H

#include "base/diag.h"

struct buf;
struct company;

struct mapping_diff {
	const struct company *company;
	const char *old_mappings; /* folders */
	const char *new_mappings;
	const char *billing; /* folder of the month's records */
};

/*
 * Append a line a difference, sorted. 1 if there are any, 0 if there are none,
 * -1 after findings: a mapping is wrong, the month cannot be read, or no
 * temporary folder can be made (in /tmp, removed again).
 */
int mapping_diff(const struct mapping_diff *, struct buf *, struct diag_list *);

/*
 * The second half: compare two ledger folders. Used by mapping_diff and
 * tests.
 */
int mapping_diff_stages(const char *old_stage, const char *new_stage,
    struct buf *, struct diag_list *);

#endif
