/*
 * ledger_map.h - from billing records to ledger records.
 *
 * The one entry of this folder: everything that accounting means by a month
 * of billing, and the schedule of deferrals over all months.
 */
#ifndef LEDGER_LEDGER_MAP_H
#define LEDGER_LEDGER_MAP_H

#include "base/diag.h"

struct billing;
struct company;
struct mapping;
struct stage_writer;

struct ledger_input {
	const struct company *company;
	struct mapping *mapping;
	struct billing *billing;
	const char *schedule;    /* path; a missing file is an empty schedule */
	const char *receivables; /* likewise */
};

/*
 * Map the month of input.billing: write every kind of the ledger stage to the
 * writer (which the caller finishes) and rewrite the files of schedule and
 * receivables, where only rows of this month change. What has an error is left
 * out and listed in withheld.tsv; findings say why. Errors that the list
 * already holds (faults of the mapping files) become rows of kind `run`.
 * Returns 0, or -1 when one of these files cannot be read or written, so that
 * no ledger should appear.
 */
int ledger_map(
    const struct ledger_input *, struct stage_writer *, struct diag_list *);

#endif
