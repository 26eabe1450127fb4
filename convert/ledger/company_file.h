/*
 * company_file.h - reading record files that belong to the company, over all
 * months: schedule.tsv, receivables.tsv and what is older than either.
 *
 * A field that is not of its kind is a finding (record.field), and then the
 * file is not used.
 */
#ifndef LEDGER_COMPANY_FILE_H
#define LEDGER_COMPANY_FILE_H

#include "base/record.h"
#include "ledger/billing.h"

struct company_file {
	struct record_reader *record; /* the row */
	struct diag_list *diag;
	bool failed;
};

/* Read every row of a file; 0, also when there is no such file, or -1. */
int company_file_read(struct company_file *, const char *path,
    const struct record_schema *, void (*row)(void *), void *context);

/* A field of the present row. */
void company_file_refuse(struct company_file *, size_t column);
struct row_source company_file_source(struct company_file *, size_t column);
struct month company_file_month(struct company_file *, size_t column);
struct short_date company_file_day(
    struct company_file *, size_t column, bool needed);
struct money company_file_amount(struct company_file *, size_t column);

#endif
