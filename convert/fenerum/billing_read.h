/*
 * billing_read.h - a month's exports to billing records: each CSV opened, its
 * kind told by its header, every field checked and normalised, one record a
 * row with its source. What cannot be read is refused, named in the findings,
 * in rejected.tsv and in rejects/, and reading goes on.
 *
 * Rows are read one by one and never held; only ids stay, 16 bytes each, and
 * what is needed of each invoice (document_index.h). Kinds are read in one
 * fixed order and the files of a kind in the order given, so the records do
 * not depend on the order of the kinds.
 */
#ifndef FENERUM_BILLING_READ_H
#define FENERUM_BILLING_READ_H

#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"

struct billing_compare;
struct export_profile;
struct stage_writer;

struct billing_file {
	const char *path;
	const char *label; /* what records and findings call it */
};

struct billing_input {
	const struct export_profile *profile;
	struct month month;
	const struct billing_file *file;
	size_t file_count;
	const char *rejects; /* folder, or NULL for no rejects files */
	struct billing_compare *compare; /* with an earlier reading, or NULL */
};

/*
 * Write the billing records of all files to the stage, which stays the
 * caller's to finish. Errors that are in the list already are the profile's.
 * 0, or -1 if the stage or the rejects cannot be written; findings say what is
 * wrong with the exports in either case.
 */
int billing_read(
    const struct billing_input *, struct stage_writer *, struct diag_list *);

#endif
