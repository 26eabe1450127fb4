/*
 * billing_row.h - one row of an export: its fields checked and normalised,
 * and checked against one another; then a billing record or a refusal.
 */
#ifndef FENERUM_BILLING_ROW_H
#define FENERUM_BILLING_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/record.h"
#include "fenerum/csv_reader.h"
#include "fenerum/export_kinds.h"
#include "fenerum/export_match.h"
#include "fenerum/export_profile.h"
#include "fenerum/faults.h"
#include "fenerum/field_value.h"

struct profile_proof;
struct value_sniff;

/*
 * value[] is by column of the billing record. Texts belong to the reader or
 * are constants, valid until its next row.
 */
struct billing_row {
	const struct export_profile *profile;
	const struct export_match *match;
	struct csv_reader *reader;
	struct faults *faults;
	struct profile_proof *proof;
	struct value_sniff *sniff; /* NULL: enough rows were looked at */
	struct field_value value[EXPORT_COLUMNS_MAX];
};

/* Parse all fields; findings for each that is wrong. */
void billing_row_parse(struct billing_row *);

/*
 * Check fields against one another, and turn signs as the profile says.
 * of_credit_note: the row is a line of one (for an invoice: not used).
 */
void billing_row_check(struct billing_row *, bool of_credit_note);

/* Write a row without faults. */
void billing_row_put(const struct billing_row *, struct record_writer *);

/* True if it is a credit note's row in invoices. */
bool billing_row_is_credit_note(const struct billing_row *);

/* What the row of the export says for the column, "" if nothing. */
struct csv_field billing_row_exported(
    const struct billing_row *, size_t column);

/* The position of the field with this column of the record. */
struct source_pos billing_row_pos(const struct billing_row *, size_t column);

/* The currency of a field's amount, or NULL if it is not known. */
const struct currency *billing_row_currency(
    const struct billing_row *, const struct export_field *);

/* The text of a column, "" if it is not set. */
struct csv_field billing_row_text(const struct billing_row *, size_t column);

#endif
