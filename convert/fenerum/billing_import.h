/*
 * billing_import.h - one export on its way into billing records: opened, its
 * kind told, and where its refused rows go.
 */
#ifndef FENERUM_BILLING_IMPORT_H
#define FENERUM_BILLING_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fenerum/billing_read.h"
#include "fenerum/csv_reader.h"
#include "fenerum/export_file.h"
#include "fenerum/export_match.h"
#include "fenerum/faults.h"
#include "fenerum/rejects.h"

/* The place of a file that was not read. */
#define IMPORT_NO_PLACE UINT64_MAX

/* Unique fields of a kind. */
#define IMPORT_UNIQUE_MAX 2

/* match.kind NULL: not known. */
struct import {
	const struct billing_file *name;
	struct export_file file;
	struct csv_reader *reader;
	struct export_match match;
	struct rejects rejects;
	struct faults refusal; /* of the whole file */
	bool is_read;
	bool is_skipped;                  /* given before */
	size_t unique[IMPORT_UNIQUE_MAX]; /* fields of the kind */
	size_t unique_count;
	size_t rows;
	uint64_t place; /* of its first line, among all lines */
};

/*
 * Open the export of a number and tell its kind by its header. The ones before
 * it are open already, for a file given twice is refused.
 */
void import_open(struct import *all, size_t number,
    const struct billing_input *, struct diag_list *);
void import_close(struct import *);

/*
 * Where the refused rows of an export go: rejects/NAME.csv; the second file of
 * a name becomes NAME-2.csv. *ret_path is NULL if there is no such folder; the
 * caller frees. -1 after a finding if it would write over an export.
 */
int import_rejects_path(const struct import *all, size_t number,
    const struct billing_input *, struct diag_list *, char **ret_path);

#endif
