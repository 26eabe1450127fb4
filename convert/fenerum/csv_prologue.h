/*
 * csv_prologue.h - what the first bytes of an export say about it: a
 * byte-order mark is skipped, and what is not UTF-8 CSV with commas is
 * refused with an explanation.
 */
#ifndef FENERUM_CSV_PROLOGUE_H
#define FENERUM_CSV_PROLOGUE_H

#include "fenerum/csv_input.h"
#include "fenerum/faults.h"

/* 0, or -1 after a finding; label is what the finding calls the file. */
int csv_prologue(struct csv_input *, const char *label, struct faults *);

#endif
