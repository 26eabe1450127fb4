/*
 * reconcile_model.h - a reconciliation from the inside (see reconcile.h).
 *
 * Postings of both sides are lines: an amount (EUR minor units, debit is
 * positive) under a tuple of account, VAT code, percent and dimension. Equal
 * tuples are one, so a document's lines are compared by adding them up: that
 * Netvisor splits or merges lines is no difference.
 *
 * Invariants: indexes named first_* and next are counted from 1, 0 ends a
 * list; a document has one class, and what its books differ from its
 * expectation stands under that class in every table; texts live as long as
 * the reconciliation, sources as long as its findings.
 */
#ifndef REPORT_RECONCILE_MODEL_H
#define REPORT_RECONCILE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "ledger/text_pool.h"
#include "netvisor/journal.h"
#include "report/reconcile.h"
#include "report/review.h"

struct buf;
struct record_reader;
struct record_schema;

/* The class of a document that is booked as expected. */
#define DIFFERENCE_NONE DIFFERENCE_CLASSES

/* The tables over tuples. */
enum reconcile_table {
	TABLE_ACCOUNT,
	TABLE_VAT,
	TABLE_DIMENSION,
	TABLE_COUNT
};

/* One row of a table, or of the currencies (then in that currency). */
struct reconcile_row {
	const char *key;
	int64_t source; /* currencies: what was exported */
	int64_t expected;
	int64_t booked;
	int64_t of_class[DIFFERENCE_CLASSES];
	/* Accounts: what both balances say, and valid vouchers of the month. */
	bool touched; /* by a document of the month */
	int64_t movement;
	int64_t ours;
	int64_t others;  /* ours, of another month's batch */
	int64_t foreign; /* not ours */
};

struct reconcile_rows {
	struct text_pool key; /* number = index of the row */
	struct reconcile_row *row;
	size_t capacity;
};

/* Names with a value each; 0 is that of a name that is not there. */
struct reconcile_names {
	struct text_pool key;
	size_t *value; /* by number */
	size_t capacity;
};

/* A reference in the journal: no key is known of it yet, or one is. */
#define REFERENCE_OPEN 1
#define REFERENCE_TAKEN 2

struct reconcile_tuple {
	const char *account;
	const char *vat_code;      /* NONE for none */
	const char *vat_percent;   /* without trailing zeros */
	const char *dimension;     /* "header: item", several by "; ", or "" */
	uint32_t row[TABLE_COUNT]; /* TEXT_POOL_NONE: not in that table */
};

struct reconcile_line {
	int64_t amount;
	uint32_t tuple;
	size_t next;
};

/* An invoice as Netvisor lists it. */
struct reconcile_invoice {
	const char *key;
	const char *number;
	const char *status;
	const char *customer;
	const char *currency;
	struct date date;
	struct date due_date;
	bool has_sum;
	struct money sum;
	bool has_sum_eur;
	int64_t sum_eur;
	int64_t open_eur;
};

struct reconcile_voucher {
	const char *key;
	const char *number;
	const char *class_name;
	const char *description;
	const char *status;
	struct date date;
	bool valid;
	bool in_month;
	bool other; /* ours, of another month's batch */
	bool copy;  /* says that it is ours, and the journal knows better */
	size_t document; /* whose it is, counted from 1; 0: nobody's */
	size_t linked;   /* the document of the invoice it is linked to, or 0 */
	const char *reference; /* of another document, or "" */
	size_t next;           /* the document's next one */
	size_t first_line;
};

struct reconcile_document {
	const char *key;
	const char *reference; /* "" when it never got into a batch */
	const char *kind;
	const char *name;
	struct source_pos source;
	bool in_ledger;
	bool is_invoice;
	struct date date; /* the voucher's */
	struct date invoice_date;
	struct date due_date;
	const char *customer;
	const char *number;
	const char *class_name;
	struct money total; /* in its currency */
	int64_t total_eur;
	size_t first_line; /* expected */
	size_t last_line;
	/* What became of it. */
	const char *left_out; /* rules of batch/withheld.tsv, or NULL */
	bool in_batch;
	struct money sent_total; /* by journal or batch; or no currency */
	bool in_journal;
	enum journal_state state;
	const char *netvisor_key;
	const char *code;
	const char *text;
	/* The books. */
	size_t invoice; /* counted from 1 */
	size_t invoice_count;
	bool unsent; /* its voucher comes when Netvisor sends the invoice */
	size_t first_voucher;
	size_t last_voucher;
	size_t valid_vouchers;
	/* The verdict. */
	enum difference_class difference;
	int64_t expected; /* sums of what is in debit */
	int64_t booked;
	size_t first_difference;
	size_t last_difference;
};

/* One thing that is unlike. */
struct reconcile_difference {
	size_t document; /* counted from 1 */
	const char *what;
	const char *expected;
	const char *found;
	size_t next;
};

struct reconciliation {
	const struct company *company;
	struct review *review;
	struct journal_documents *journal;
	struct journal_documents *journal_all;
	struct arena arena;
	struct diag_list *diag;
	char month[MONTH_TEXT_MAX];
	const char *taken_at; /* of the books */
	const char *newest;   /* event of the month in the journal, or "" */
	struct date begin;
	struct date end;

	struct text_pool key; /* number = index of the document */
	struct reconcile_document *document;
	size_t document_capacity;
	struct text_pool tuple_key; /* number = index of the tuple */
	struct reconcile_tuple *tuple;
	size_t tuple_capacity;
	struct reconcile_line *line;
	size_t line_count;
	size_t line_capacity;
	struct reconcile_invoice *invoice;
	size_t invoice_count;
	size_t invoice_capacity;
	struct reconcile_voucher *voucher;
	size_t voucher_count;
	size_t voucher_capacity;
	struct reconcile_difference *difference;
	size_t difference_count;
	size_t difference_capacity;
	/* "invoice:KEY", "voucher:KEY" and references: whose, from 1. */
	struct reconcile_names ours;
	/* Of other months' batches too; a reference: REFERENCE_OPEN, TAKEN. */
	struct reconcile_names others;
	struct reconcile_names voucher_of; /* by voucher key, from 1 */

	struct reconcile_rows table[TABLE_COUNT];
	struct reconcile_rows currency; /* invoices and credit notes */

	/* The verdict. */
	size_t class_count[DIFFERENCE_CLASSES];
	int64_t class_expected[DIFFERENCE_CLASSES];
	int64_t class_booked[DIFFERENCE_CLASSES];
	size_t agreed_count;
	int64_t agreed_booked;
	size_t copy_count;    /* foreign vouchers that bear our reference */
	bool customers_shown; /* Netvisor's answers hold customer codes */
	size_t open_count;
	int64_t open_eur;
	int64_t unexplained;
	bool source_agrees;
	bool overflow;
};

/* Loading; each 0, or -1 after findings. */
int reconcile_load_ledger(struct reconciliation *, struct diag_list *);
int reconcile_load_journal(
    struct reconciliation *, struct journal *, struct diag_list *);
int reconcile_load_books(struct reconciliation *, struct diag_list *);

/* The rows of a stage folder of the month, kind by kind. */
struct reconcile_kind {
	const struct record_schema *schema;
	void (*row)(struct reconciliation *, struct record_reader *);
};
int reconcile_read_stage(struct reconciliation *, const char *name,
    const struct reconcile_kind *, size_t count, struct diag_list *);

/* The document of a key, added when it is new. */
struct reconcile_document *reconcile_document_at(
    struct reconciliation *, const char *key);
size_t reconcile_document_count(const struct reconciliation *);
/* The row of a key, added when it is new, which may move the others. */
uint32_t reconcile_row_at(struct reconcile_rows *, const char *key);
struct reconcile_row *reconcile_row_of(
    struct reconcile_rows *, const char *key);
/* Give kind and name, as one word, a value in place of any it had. */
void reconcile_name_put(
    struct reconcile_names *, const char *kind, const char *name, size_t value);
size_t reconcile_name_find(
    const struct reconcile_names *, const char *kind, const char *name);
/* A new line; returns its index, counted from 1. */
size_t reconcile_line_add(
    struct reconciliation *, uint32_t tuple, int64_t amount);
uint32_t reconcile_tuple_at(struct reconciliation *, const char *account,
    const char *vat_code, const char *vat_percent, const char *dimension);
void reconcile_add(struct reconciliation *, int64_t *sum, int64_t term);

/* The verdict on every document, then the sums and the balances. */
void reconcile_judge(struct reconciliation *);
/* Both sides of one document, by tuple; touched ones are listed. */
struct reconcile_sides {
	int64_t *expected;
	int64_t *found;
	uint32_t *touched;
	bool *seen;
	size_t count;
};
/*
 * Whether the ledger is what the batch was made of, with a difference for
 * each way in which it is not; index counts from 0.
 */
bool reconcile_check_ledger(struct reconciliation *, size_t index);
/* Differences of a document's fields and lines; index counts from 0. */
void reconcile_compare(
    struct reconciliation *, size_t index, const struct reconcile_sides *);
void reconcile_differ(struct reconciliation *, size_t index, const char *what,
    const char *expected, const char *found);
void reconcile_sum(struct reconciliation *);
/* difference less the classes; accounts: and what the balance says. */
int64_t reconcile_row_unexplained(const struct reconcile_row *);
/* movement less all valid postings of the month */
int64_t reconcile_row_unbalanced(const struct reconcile_row *);
void reconcile_report(const struct reconciliation *, struct diag_list *);

/* Words for people. */
const char *reconcile_class_name(enum difference_class);  /* "refused" */
const char *reconcile_class_title(enum difference_class); /* a phrase */
const char *reconcile_next(const struct reconcile_document *);
const char *reconcile_class_next(enum difference_class);
/* "Unexplained 0.00 EUR", and whether that is all. */
void reconcile_put_verdict(const struct reconciliation *, struct buf *);
/* "Invoice 26002" and "ML 12" */
const char *reconcile_document_name(
    struct arena *, const struct reconcile_document *);
const char *reconcile_voucher_name(
    struct arena *, const struct reconcile_voucher *);
/* Valid, in the month, and nobody's we know. */
bool reconcile_is_foreign(const struct reconcile_voucher *);
/* What stands in debit. */
int64_t reconcile_voucher_sum(
    const struct reconciliation *, const struct reconcile_voucher *);
/* Indexes of a table's rows in the order of their keys; the caller frees. */
uint32_t *reconcile_row_order(const struct reconcile_rows *);

#endif
