/*
 * batch_run.h - what the parts of netvisor-write share: the intake of the
 * ledger's files (intake_*.c) and the making of requests (batch_requests.c).
 */
#ifndef NETVISOR_BATCH_RUN_H
#define NETVISOR_BATCH_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/money.h"
#include "netvisor/batch_write.h"
#include "netvisor/document.h"
#include "netvisor/draft.h"
#include "netvisor/name_table.h"
#include "netvisor/spool.h"

struct exclusions;

struct record_reader;

/* A row of ledger/withheld.tsv, carried over as it is. */
struct withheld_row {
	struct source_pos source;
	struct source_pos pos; /* in the ledger's file */
	const char *key;
	const char *reference;
	const char *kind;
	const char *name;
	const char *rules;
	struct money net;
	struct money total;
};

/* An invoice line that will be sent, as far as postings come of it. */
struct sent_line {
	struct sent_line *next;
	const char *account;
	const char *vat_code;
	const char *dimension_header;
	const char *dimension_item;
	struct decimal vat_percent;
	struct money net;
	struct money vat;
};

/* What an invoice's row and lines say: the detail of its draft. */
struct invoice_detail {
	struct invoice_document document;
	const char *credited; /* number of the invoice that it credits */
	const char *source;
	struct money net;
	struct money rounding; /* gross less the lines', where declared */
	bool has_gross;
	struct sent_line *line;
	struct sent_line *last_line;
	bool expected; /* its postings have come */
};

/* The invoice whose expected postings are being read (intake_expected.c). */
struct expected_postings {
	struct draft *draft; /* NULL: none, or nothing more to say of it */
	const char *key;     /* of the latest, "" before the first */
	const struct sent_line *line; /* of the next posting */
	bool vat_is_next;             /* the line's VAT, not its net */
	bool rounded;                 /* the posting of rounding has come */
	size_t rows;
};

/* The document whose lines are being read. */
struct intake_group {
	struct buf key;
	bool open;
	struct draft *draft; /* NULL: its lines belong nowhere */
	struct document_report report;
	bool sound;
	size_t lines;
	struct money net; /* of the lines, as Netvisor reckons them */
	struct money gross;
};

struct batch_run {
	const struct batch_write_options *options;
	struct diag_list *diag;
	struct diag_list *unheard; /* what excluded documents have to say */
	struct document_kit kit;
	struct exclusions *exclusions;
	struct draft_list drafts;
	struct name_table by_number; /* invoices, for their credit notes */
	struct name_table words;     /* of invoice lines */
	struct withheld_row *withheld;
	size_t withheld_count;
	size_t withheld_capacity;
	struct spool spool;
	struct intake_group group;
	struct buf lines;   /* of the document being read */
	struct buf text;    /* the document being built */
	struct buf sources; /* its CSV lines */
	struct buf claims;  /* what of Fenerum's it books: STREAM/ID */
	bool broken; /* the ledger may hide documents: no batch in any case */
};

/*
 * Read the whole ledger and build every document; 0, or -1 when a file could
 * not be read to its end (findings). Findings of documents are in their
 * drafts' states.
 */
int intake_ledger(struct batch_run *);

/* The intake of each file. Each returns false when reading stopped. */
bool intake_invoices(struct batch_run *, struct record_reader *);
bool intake_invoice_lines(struct batch_run *, struct record_reader *);
bool intake_vouchers(struct batch_run *, struct record_reader *);
bool intake_postings(struct batch_run *, struct record_reader *);

/*
 * A draft for a row, with its report begun; NULL, and the run broken, when
 * the key is there already.
 */
struct draft *intake_draft(struct batch_run *, struct record_reader *,
    size_t key_column, enum request_kind, const char *kind, const char *name);
/* A word that no row may have: the run is broken. */
void intake_unknown(struct batch_run *, struct record_reader *, size_t column);
/* A field for as long as the drafts live. */
const char *intake_text(
    struct batch_run *, const struct record_reader *, size_t column);
void intake_report_begin(struct batch_run *, const struct draft *,
    struct document_report *, struct source_pos);
/*
 * The document is in run->text, its sources and claims in run->sources and
 * run->claims: keep all three.
 */
void intake_keep(
    struct batch_run *, struct draft *, struct document_report *, bool sound);
/* The draft of a key as a dependency; a finding when there is none. */
bool intake_depend(struct batch_run *, struct draft *, struct document_report *,
    const char *prefix, const char *header, const char *code);
/* Add a row's source to the present document's list, unless it is the last. */
void intake_source(struct batch_run *, const char *source);
/* The id in a business key that begins so; else the whole key. */
const char *intake_key_id(const char *key, const char *prefix);
/* What the present document books: STREAM/ID. */
void intake_claim(struct batch_run *, const char *stream, const char *id);
/*
 * A row of a document's lines: does it go on with the present group? If not,
 * the caller ends that and opens one for this key.
 */
bool intake_group_is(const struct batch_run *, const char *key);
void intake_group_open(struct batch_run *, struct record_reader *,
    size_t key_column, enum request_kind first, enum request_kind last);

/*
 * Postings that Netvisor makes itself are not sent, but the review and the
 * reconciliation go by them: they have to be those of the lines that are sent.
 * A row of them; what is missing at an invoice's end; and the invoices
 * without any.
 */
void intake_expected(
    struct batch_run *, struct record_reader *, struct expected_postings *);
void intake_expected_end(struct batch_run *, struct expected_postings *);
void intake_unexpected(struct batch_run *);

/*
 * Make the requests, manifest.tsv, items.tsv and withheld.tsv in dir; 0, or
 * -1 after findings.
 */
int batch_requests_write(struct batch_run *, const char *dir);
/* withheld.tsv; 0, or -1 after findings. */
int batch_withheld_write(struct batch_run *, const char *dir);

/*
 * What stays out of the batch, in one finding for each reason; true if the
 * batch may still appear.
 */
bool batch_judge_left_out(struct batch_run *);

#endif
