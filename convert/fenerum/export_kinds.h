/*
 * export_kinds.h - the kinds of exports and their fields, from
 * export_fields.def. A field has the name and the column of its billing
 * record (base/record_kinds.h).
 */
#ifndef FENERUM_EXPORT_KINDS_H
#define FENERUM_EXPORT_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/record_kinds.h"

enum field_type {
	FIELD_TYPE_TEXT,
	FIELD_TYPE_DATE,
	FIELD_TYPE_TIME,    /* ISO 8601, kept as text */
	FIELD_TYPE_INTEGER, /* 0 to 9999 */
	FIELD_TYPE_DECIMAL,
	FIELD_TYPE_AMOUNT,
	FIELD_TYPE_BOOL,
	FIELD_TYPE_COUNTRY,
	FIELD_TYPE_CURRENCY,
	FIELD_TYPE_CHOICE
};

enum field_need {
	FIELD_NEED_NONE,
	FIELD_NEED_COLUMN, /* the column must be there */
	FIELD_NEED_VALUE   /* and no row may leave it empty */
};

enum field_flag {
	FIELD_UNIQUE = 1 << 0,
	FIELD_TURNED = 1 << 1,  /* negative in credit notes */
	FIELD_LEDGER = 1 << 2,  /* positive debits account_number */
	FIELD_PERCENT = 1 << 3, /* 0 to 100 */
	FIELD_NUMBER = 1 << 4,  /* an invoice's number, maybe with a prefix */
	FIELD_OR_UUID = 1 << 5  /* or invoice_uuid, the kind's last field */
};

enum word_set {
	WORDS_DOCUMENT_TYPE,
	WORDS_VAT_TYPE,
	WORDS_ERP_TYPE,
	WORDS_ERP_STATUS,
	WORDS_TRANSACTION_KIND,
	WORDS_COUNT
};

struct export_field {
	size_t column; /* of the billing record */
	enum field_type type;
	enum field_need need;
	unsigned flags; /* of a choice: its enum word_set */
};

enum export_kind_id {
	EXPORT_KIND_ACCOUNT,
	EXPORT_KIND_RECIPIENT,
	EXPORT_KIND_INVOICE,
	EXPORT_KIND_INVOICE_LINE,
	EXPORT_KIND_TRANSACTION,
	EXPORT_KIND_ERP_LINE,
	EXPORT_KIND_SUPPLIER,
	EXPORT_KIND_SUPPLIER_INVOICE,
	EXPORT_KIND_PAYOUT,
	EXPORT_KIND_COUNT
};

/* More than any billing record has. */
#define EXPORT_COLUMNS_MAX 24

struct export_kind {
	enum export_kind_id id;
	const struct record_schema *schema;
	const struct export_field *field;
	size_t field_count;
	size_t id_column;     /* what a rejected row is known by */
	size_t number_column; /* of its invoice's number, or 0 */
};

/* In the order in which kinds are read and written. */
extern const struct export_kind export_kind[EXPORT_KIND_COUNT];

const char *export_field_name(
    const struct export_kind *, const struct export_field *);

/* A set's key in the export profile: "erp_status". */
extern const char *const export_word_sets[WORDS_COUNT];
/* A word that a profile adds to a set; texts as in export_fields.def. */
struct export_meaning {
	enum word_set set;
	const char *exported;
	const char *recorded;
};

/*
 * The word as recorded for a word as exported, or NULL: one of export_fields,
 * which stand whatever a profile adds.
 */
const char *export_word(enum word_set, const char *, size_t len);
/* The words of a set as exported, divided by commas; returns text. */
#define EXPORT_WORDS_MAX 160
const char *export_words(enum word_set, char text[EXPORT_WORDS_MAX]);
/*
 * The words of a set as recorded, each once, for the keys of a profile; returns
 * how many (at most EXPORT_RECORDED_MAX).
 */
#define EXPORT_RECORDED_MAX 16
size_t export_recorded(
    enum word_set, const char *recorded[EXPORT_RECORDED_MAX]);

/*
 * True if two names are the same but for case, blanks, "_" and "-". b is
 * NUL-ended.
 */
bool export_same_name(const char *a, size_t len, const char *b);

#endif
