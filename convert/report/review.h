/*
 * review.h - a month as its reviewer has to see it before anything is sent.
 *
 * The model behind the text and the page: everything is computed here, the
 * writers only set it. It is read from what lies in the month folder (batch,
 * ledger, billing, registers, schedule, findings), and holds no wall-clock
 * time, so that the same month gives the same review.
 *
 * Invariants: documents stand in the order of the batch's items; only
 * postings of documents that are in the batch are kept or summed; every sum
 * is exact, in minor units. Texts live as long as the review.
 */
#ifndef REPORT_REVIEW_H
#define REPORT_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/sha256.h"
#include "ledger/text_pool.h"
#include "report/compared.h"
#include "report/control.h"
#include "report/deferred.h"
#include "report/findings.h"
#include "report/tally.h"

struct batch;
struct batch_item;
struct company;
struct exclusions;
struct registers;

/* "file:line" in the space of a pointer and a number. */
struct review_place {
	const char *file;
	unsigned long line;
};

/* One posting of a document in the batch. */
struct review_posting {
	const char *account;
	const char *vat_code;
	const char *vat_percent; /* as it was written */
	const char *dimension;   /* "header: item", or "" */
	const char *text;
	const char *currency; /* the document's */
	struct review_place source;
	const char *rule; /* mappings/accounts.yaml:12, or "" */
	int64_t debit;    /* EUR */
	int64_t credit;   /* EUR */
	bool by_netvisor;
	size_t next; /* index of the document's next posting */
};

/* One document of the batch, in the order of items.tsv. */
struct review_document {
	const struct batch_item *item;
	const char *customer; /* code; "" for what is not an invoice */
	const char *customer_name;
	const char *detail; /* a voucher's text, a customer's whereabouts */
	const char *dimension_header; /* NULL but for dimension items */
	const char *dimension_item;
	struct date date;
	struct date due_date;
	struct date vat_date;
	bool has_sums; /* net, vat and total are the document's */
	struct money net;
	struct money vat;
	struct money total;
	int64_t total_eur;
	size_t posting; /* index of its first; next leads on */
	size_t last_posting;
	size_t posting_count;
};

/* One CSV that went into the month. */
struct review_input {
	const char *source;
	const char *kind;
	int64_t rows;
	int64_t rejected;
	const char *sha256;
};

/* An account's balance in Netvisor, as the registers have it. */
struct review_balance {
	bool known;
	struct date date;
	int64_t amount; /* EUR, debit is positive */
};

/* Columns of the tallies. */
enum {
	KIND_NET,
	KIND_VAT,
	KIND_TOTAL
};
enum {
	ACCOUNT_DEBIT,
	ACCOUNT_CREDIT
};
enum {
	VAT_BASE,
	VAT_TAX
};
enum {
	LEFT_OUT_TOTAL
};

struct review {
	const struct company *company;
	const char *dir;
	const char *version;
	const char *mapping_digest;
	const char *profile_digest;
	struct month month;
	char digest[SHA256_HEX_MAX];

	struct arena arena;
	struct text_pool text;
	struct text_pool key; /* business keys; number = document index */
	struct batch *batch;
	struct registers *registers;
	struct exclusions *exclusions;

	struct review_document *document;
	size_t document_count;
	struct review_posting *posting;
	size_t posting_count;
	size_t posting_capacity;
	struct review_input *input;
	size_t input_count;
	size_t input_capacity;

	struct compared compared;
	struct control control;
	struct tally kinds;       /* item kind; KIND_* */
	struct tally accounts;    /* account; EUR; ACCOUNT_* */
	struct tally vat;         /* code, percent; EUR; VAT_* */
	struct tally excluded;    /* reason, stream, kind; LEFT_OUT_TOTAL */
	struct tally not_carried; /* stream, kind, reason; LEFT_OUT_TOTAL */
	struct deferred deferred;
	struct findings findings;

	/* check.tsv as it stands, judged as approval would. */
	bool checked;
	const char *check_reason; /* why not, "" when checked */
};

/* What a program brings along. */
struct review_source {
	const char *dir;  /* the month folder */
	const char *name; /* its name, YYYY-MM; NULL: as dir ends */
	const struct company *company;
	const char *mapping_digest; /* "" when the mappings do not load */
	const char *version;
};

/*
 * Load a month. NULL after findings (record.*, system.*, review.no-batch,
 * review.month-folder) when a stage is missing or damaged. A review whose
 * figures do not add up is there all the same, beside a finding
 * (review.incomplete, review.unbalanced). The caller frees.
 */
struct review *review_load(const struct review_source *, struct diag_list *);
void review_free(struct review *);
/* The batch of a month folder; NULL after findings (review.no-batch, ...). */
struct batch *review_batch(const char *dir, struct diag_list *);

/* What is known of an account. name is "" when the registers do not say. */
const char *review_account_name(const struct review *, const char *account);
struct review_balance review_account_balance(
    const struct review *, const char *account);
/* Days from the month's last day to the snapshot; false when unknown. */
bool review_snapshot_age(const struct review *, long *ret_days);
#endif
