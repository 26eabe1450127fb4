/*
 * batch.h - a batch folder as it lies on disk: manifest.tsv (a row a request),
 * items.tsv (a row a document) and withheld.tsv (what was left out).
 *
 * Invariants: requests stand in the order of seq, which runs 1, 2, 3 ...
 * without a gap; items stand in the order of (seq, item); every item's seq is
 * a request's; a request's file name is the one that its seq and kind give,
 * never a name taken from data. A folder that breaks one of these does not
 * load. Texts belong to the batch and live as long as it does.
 *
 * Loading does not open the XML files: batch_verify does that, and
 * batch_digest is worth something only after it said yes.
 */
#ifndef NETVISOR_BATCH_H
#define NETVISOR_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/money.h"
#include "base/sha256.h"

#define BATCH_MANIFEST "manifest.tsv"
#define BATCH_ITEMS "items.tsv"
#define BATCH_WITHHELD "withheld.tsv"
/* "000/000001-creditnotes.xml" and its NUL. */
#define BATCH_FILE_MAX 64

/* One request; kind is a request_kind_name. */
struct batch_request {
	long seq;
	const char *file;     /* relative to the folder: 000/000001-KIND.xml */
	const char *method;   /* POST */
	const char *resource; /* customer.nv */
	const char *query;    /* method=add, or "" */
	const char *encoding; /* ascii-refs, utf-8, iso-8859-15 */
	const char *sha256;   /* of the file, lower-case hex */
	const char *kind;
	long items;
	struct money total;     /* invoices: gross; vouchers: EUR, signed */
	const char *depends_on; /* seqs, separated by blanks */
	size_t first_item;      /* index of its first item */
};

/*
 * One document; kind is dimension, customer, vendor, invoice, credit_note,
 * match, payment, purchase_invoice, transfer, or of a voucher its kind
 * (voucher_kind.h), with invoice_voucher and payment_voucher for two of them.
 * name is what a person calls it: the invoice's number, the customer's code,
 * the ERP line's id, "header: item".
 */
struct batch_item {
	const char *reference; /* fv-... */
	const char *key;       /* invoice:<uuid> */
	long seq;
	long item;              /* place in the request, from 1 */
	const char *depends_on; /* references, separated by blanks */
	const char *source;     /* CSV lines, separated by blanks */
	const char *kind;
	const char *name;
	struct money total;
	/*
	 * What of Fenerum's it books, and no other document may: STREAM/ID,
	 * separated by blanks; a blank or '%' in an ID is %20, %25.
	 */
	const char *lines;
};

/*
 * One document that was left out. rules is "excluded" (a person rejected it),
 * "dependency" (what it depends on was left out) or the rules it broke,
 * separated by commas. kind "run" is damage that belongs to no document.
 */
struct batch_withheld {
	const char *source;
	const char *key;
	const char *reference;
	const char *kind;
	const char *name;
	const char *rules;
	struct money net;
	struct money total;
};

/* The sum of the items of one kind in one currency. */
struct batch_total {
	const char *kind; /* an item's kind */
	const struct currency *currency;
	size_t items;
	struct money total;
};

struct batch;

/* NULL after findings (record.*, check.manifest, system.*). */
struct batch *batch_load(const char *dir, struct diag_list *);
void batch_free(struct batch *);
const char *batch_dir(const struct batch *);

size_t batch_request_count(const struct batch *);
const struct batch_request *batch_request_at(const struct batch *, size_t);
size_t batch_item_count(const struct batch *);
const struct batch_item *batch_item_at(const struct batch *, size_t);
size_t batch_withheld_count(const struct batch *);
const struct batch_withheld *batch_withheld_at(const struct batch *, size_t);
/* By kind in sending order, then by currency code. */
size_t batch_total_count(const struct batch *);
const struct batch_total *batch_total_at(const struct batch *, size_t);

/* The item of a reference, or NULL. */
const struct batch_item *batch_find(
    const struct batch *, const char *reference);
/*
 * The item that a person means: by reference, key or name. NULL when there
 * is none or, with *ret_matches over 1, when several bear that name.
 */
const struct batch_item *batch_search(
    const struct batch *, const char *word, size_t *ret_matches);

/* "batch/000/000001-KIND.xml": what findings call a request's file. */
const char *batch_label(
    const struct batch_request *, char text[BATCH_FILE_MAX]);
/* The file name that a seq and a kind give: "000/000001-KIND.xml". */
const char *batch_file_name(
    long seq, const char *kind, char text[BATCH_FILE_MAX]);

/*
 * Compare every file's SHA-256 with the manifest's. A finding for each that
 * differs, is missing, or is there without a row (check.hash, check.file);
 * returns 0 when all are right, else -1.
 */
int batch_verify(const struct batch *, struct diag_list *);
/*
 * SHA-256 in lower-case hex of one of the folder's tables (BATCH_MANIFEST,
 * BATCH_ITEMS, BATCH_WITHHELD) as it lies there. 0, or -1 after system.file.
 */
int batch_table_digest(const struct batch *, const char *table,
    char text[SHA256_HEX_MAX], struct diag_list *);
/* The last part of it alone: files without a row. */
int batch_verify_folder(const struct batch *, struct diag_list *);

/*
 * The digest that an approval is bound to: SHA-256, in lower-case hex, over
 * one line for each request in the order of seq,
 *	METHOD SP resource[?query] SP hex(sha256(body)) LF
 */
const char *batch_digest(const struct batch *, char text[SHA256_HEX_MAX]);

#endif
