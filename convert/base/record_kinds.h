/*
 * record_kinds.h - the columns of every record file (see record.h).
 *
 * The lists stand in record_kinds.def. From them come the column numbers
 * (INVOICE_GROSS_AMOUNT), the count (INVOICE_COLUMNS) and the schema
 * (record_kind_invoice). Column names are the contract between the tools: a
 * change of one is a new format version.
 */
#ifndef BASE_RECORD_KINDS_H
#define BASE_RECORD_KINDS_H

#include "base/record.h"

#include "base/record_kinds.def"

/* clang-format off */
#define RECORD_COLUMN_NUMBER(kind, column, name, type, currency) \
	kind##_##column,
#define RECORD_COLUMN_ENUM(KIND, kind, file) \
	enum kind##_column { \
		RECORD_KIND_##KIND(RECORD_COLUMN_NUMBER) KIND##_COLUMNS \
	}; \
	extern const struct record_schema record_kind_##kind;
RECORD_KINDS(RECORD_COLUMN_ENUM)
#undef RECORD_COLUMN_ENUM
#undef RECORD_COLUMN_NUMBER
/* clang-format on */

/* The kinds of each stage's folder, in their order in a pipe. */
extern const struct record_schema *const record_stage_billing[];
extern const size_t record_stage_billing_count;
extern const struct record_schema *const record_stage_ledger[];
extern const size_t record_stage_ledger_count;
extern const struct record_schema *const record_stage_registers[];
extern const size_t record_stage_registers_count;
extern const struct record_schema *const record_stage_booked[];
extern const size_t record_stage_booked_count;

#endif
