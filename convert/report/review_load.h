/* review_load.h - reading the stages into a review (see review.h). */
#ifndef REPORT_REVIEW_LOAD_H
#define REPORT_REVIEW_LOAD_H

#include "base/record.h"
#include "report/review.h"

/*
 * Each reads one folder of the month and returns 0, or -1 after findings. The
 * batch and its documents (review_load_batch) come first.
 */
int review_load_batch(struct review *, struct diag_list *);
int review_load_ledger(struct review *, struct diag_list *);
int review_load_billing(struct review *, struct diag_list *);

/* The kinds of a folder in the order they are read, and their rows' use. */
struct review_kind_reader {
	const struct record_schema *schema;
	void (*row)(struct review *, struct record_reader *);
};
int review_load_folder(struct review *, const char *name,
    const struct review_kind_reader *, size_t count, struct diag_list *);

/* The document of a business key in the batch, or NULL. */
struct review_document *review_find(const struct review *, const char *key);
/* Intern a text. */
const char *review_keep(struct review *, const char *);
const char *review_keep_field(
    struct review *, const struct record_reader *, size_t column);
/* Rows of the ledger's events (review_events.c). */
void review_vendor_row(struct review *, struct record_reader *);
void review_payment_row(struct review *, struct record_reader *);
void review_match_row(struct review *, struct record_reader *);
void review_purchase_row(struct review *, struct record_reader *);
void review_transfer_row(struct review *, struct record_reader *);

/* What became of the row at a place of the exports. */
void review_tell_place(struct review *, const char *source, enum fate);
/* Rows of the exports, counted with their fates (review_exports.c). */
void review_exported_invoice(struct review *, struct record_reader *);
void review_exported_transaction(struct review *, struct record_reader *);
void review_exported_erp_line(struct review *, struct record_reader *);
void review_exported_supplier_invoice(struct review *, struct record_reader *);
void review_exported_payout(struct review *, struct record_reader *);

#endif
