/*
 * billing_load.h - reading and joining, behind billing_load.
 *
 * While loading, rows name their invoice or account by its number in a pool,
 * since a pipe may bring them in any order; billing_join turns these numbers
 * into indices.
 */
#ifndef LEDGER_BILLING_LOAD_H
#define LEDGER_BILLING_LOAD_H

#include "base/record.h"
#include "ledger/billing.h"

/* More than any billing record has. */
#define BILLING_COLUMNS_MAX 32

/* A row that names its invoice by uuid. */
struct uuid_row {
	const char *uuid;
	uint32_t row;
	enum billing_kind kind; /* BILLING_INVOICE_LINE, BILLING_ERP_LINE */
};

struct billing_loader {
	struct billing *billing;
	struct diag_list *diag;
	size_t account_capacity;
	size_t invoice_capacity;
	size_t line_capacity;
	size_t erp_capacity;
	size_t rejected_capacity;
	size_t orphan_capacity;
	size_t transaction_capacity;
	size_t supplier_capacity;
	size_t supplier_invoice_capacity;
	size_t payout_capacity;
	/* Earliest payment by number of the invoice number pool. */
	struct short_date *payment;
	size_t payment_capacity;
	struct uuid_row *uuid_row;
	size_t uuid_row_count;
	size_t uuid_row_capacity;
	/* First e-mail address for invoices by number of the code pool. */
	const char **email;
	size_t email_capacity;
	/* The column that is kept beside the rows' own, schema NULL: none. */
	const struct record_schema *column_schema;
	size_t column;
	size_t column_count;
	size_t column_capacity;
	/* Texts of the row before, by column. */
	const char *last[BILLING_COLUMNS_MAX];
	/* The file of the row before, in the reader's copy and in ours. */
	const char *file_theirs;
	const char *file_ours;
	/* Record files that were there: exports, each kind, rejected rows. */
	bool seen[BILLING_KIND_COUNT + 2];
	bool failed; /* a field was wrong: the stage is damaged */
};

/* Read all rows of one record file; -1 after a finding. */
int billing_read_rows(struct billing_loader *, struct record_reader *);
/*
 * Is the record file of every export there, and that of rejected rows? -1
 * after findings (record.missing): a file that was lost must not look like a
 * month without such rows.
 */
int billing_check_seen(const struct billing_loader *, const char *name);
void billing_join(struct billing_loader *);
/* The part of it that concerns payments and suppliers. */
void billing_join_events(struct billing_loader *);

/* Fields of a row, for the readers of each kind. A required field that is
 * empty is a finding (record.field). */
struct row_source billing_read_source(
    struct billing_loader *, struct record_reader *);
const char *billing_keep_text(
    struct billing_loader *, const struct record_reader *, size_t column);
const char *billing_copy_text(
    struct billing_loader *, const struct record_reader *, size_t column);
const char *billing_need_text(
    struct billing_loader *, const struct record_reader *, size_t column);
struct short_date billing_read_date(struct record_reader *, size_t column);
struct short_date billing_need_date(
    struct billing_loader *, struct record_reader *, size_t column);
struct money billing_read_money(
    struct billing_loader *, struct record_reader *, size_t column);
struct money billing_need_money(
    struct billing_loader *, struct record_reader *, size_t column);
/* Remember the row's uuid of its invoice, if it has one (billing_join). */
void billing_note_uuid(struct billing_loader *, const struct record_reader *,
    size_t column, enum billing_kind, size_t row);
/* The index of the column's text in the words, or -1 after a finding. */
int billing_read_word(struct billing_loader *, const struct record_reader *,
    size_t column, const char *const *word, size_t count);

/* Readers of single kinds. */
void billing_row_account(struct billing_loader *, struct record_reader *);
void billing_row_recipient(struct billing_loader *, struct record_reader *);
void billing_row_invoice(struct billing_loader *, struct record_reader *);
void billing_row_line(struct billing_loader *, struct record_reader *);
void billing_row_erp_line(struct billing_loader *, struct record_reader *);
void billing_row_export(struct billing_loader *, struct record_reader *);
void billing_row_transaction(struct billing_loader *, struct record_reader *);
void billing_row_supplier(struct billing_loader *, struct record_reader *);
void billing_row_supplier_invoice(
    struct billing_loader *, struct record_reader *);
void billing_row_payout(struct billing_loader *, struct record_reader *);
void billing_row_rejected(struct billing_loader *, struct record_reader *);

#endif
