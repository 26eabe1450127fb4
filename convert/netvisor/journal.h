/*
 * journal.h - every request ever intended and what came of it: journal.db of
 * a company, over all months (SQLite, write-ahead log, full synchronous).
 *
 * Invariants:
 * - Nothing is sent that is not here first: journal_intend returns only when
 *   intent, transaction id and hash are on disk.
 * - Events are only ever added; a document's present state is its newest one.
 * - A source line (stream and Fenerum's id) belongs to at most one document
 *   that is not REJECTED or VOIDED, over all months.
 * - From the first intent on a journal belongs to one organisation and one
 *   host (all loopback hosts count as one). Before, the next writer makes it
 *   its own, and what was registered until then is replaced.
 * - It has one writer at a time.
 * - No key, MAC or MAC input is ever in it.
 *
 * Every function that returns int: 0, or -1 after a finding (journal.*, or
 * system.file when the machine failed).
 */
#ifndef NETVISOR_JOURNAL_H
#define NETVISOR_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/money.h"
#include "netvisor/authentication.h"

struct batch;
struct company;
struct diag_list;
struct journal;

enum journal_state {
	JOURNAL_NEW,      /* nothing has left */
	JOURNAL_INTENDED, /* on disk before the first byte leaves */
	JOURNAL_QUEUED,   /* in a batch that Netvisor has taken */
	JOURNAL_PRESENT,  /* was there already; nothing was sent */
	JOURNAL_ACCEPTED,
	JOURNAL_REJECTED, /* refused by Netvisor */
	JOURNAL_UNKNOWN,  /* a request left and its outcome is not known */
	JOURNAL_HELD,     /* what it depends on is refused or unknown */
	JOURNAL_VOIDED,
	JOURNAL_STATES
};

/* The code of an event that says: looked for in Netvisor and not found. */
#define JOURNAL_ABSENT "ABSENT"

const char *journal_state_name(enum journal_state); /* "ACCEPTED" */

/*
 * Open for writing; made (mode 0600) if it is missing. Findings:
 * journal.busy names the process that holds it, journal.damaged,
 * journal.version, journal.other (another organisation or host). NULL then.
 * The file appears with its tables: an empty one is damage.
 */
struct journal *journal_open(
    const struct company *, const struct clock *, struct diag_list *);
/*
 * Open for reading only, beside a writer. NULL without a finding when there
 * is no journal yet (*ret_missing true), also when it is another's that is
 * not bound to it yet; NULL after a finding otherwise.
 * SQLite keeps its -wal and -shm beside the file while somebody reads: in a
 * folder that cannot take them (a read-only one) this is system.file.
 */
struct journal *journal_open_reader(
    const struct company *, struct diag_list *, bool *ret_missing);
void journal_close(struct journal *);

/*
 * Register an approved batch of a month (2026-10) and take its documents'
 * source lines; again for the same digest is harmless. *ret is its number.
 * journal.claimed, one finding a line: another document has it (named with
 * its month and state). journal.frozen: a batch of this month with another
 * digest has been begun. Findings leave the journal as it was.
 */
struct journal_opening {
	const char *month;
	const char *folder; /* "batch" */
	const char *digest;
	const char *approved_by;
	const char *approved_at;
};
int journal_register(struct journal *, const struct batch *,
    const struct journal_opening *, int64_t *ret, struct diag_list *);
/* Has any request of that month been intended? */
bool journal_month_begun(struct journal *, const char *month);

/* A document as the journal knows it; texts live as long as the list. */
struct journal_document {
	int64_t batch; /* number of the batch */
	const char *folder;
	long seq;
	long item;
	const char *reference;
	const char *key;
	const char *kind; /* an item's kind (batch.h) */
	const char *name;
	struct money total;
	enum journal_state state;
	const char *netvisor_key; /* "" unless known */
	const char *queue; /* Netvisor's batch id, "" unless QUEUED once */
	const char *code;  /* of the newest event, "" for none */
	const char *text;
	const char *at; /* of the newest event, YYYY-MM-DDTHH:MM:SSZ */
	const char *transaction_id; /* of the newest attempt, or "" */
	long attempts;
	bool absent; /* UNKNOWN, and last looked for in vain (at) */
};
struct journal_documents;
/* Of one batch, in the order of (seq, item); NULL after a finding. */
struct journal_documents *journal_batch_documents(
    struct journal *, int64_t batch, struct diag_list *);
/* Of all batches of a month that were not replaced, likewise. */
struct journal_documents *journal_month_documents(
    struct journal *, const char *month, struct diag_list *);
/* Of all months. */
struct journal_documents *journal_all_documents(
    struct journal *, struct diag_list *);
size_t journal_document_count(const struct journal_documents *);
const struct journal_document *journal_document_at(
    const struct journal_documents *, size_t);
void journal_documents_free(struct journal_documents *);

/*
 * The intent to send request seq of a batch: all its documents that are not
 * settled become INTENDED, on disk when this returns. before is what the
 * settling of an unknown outcome needs to know of Netvisor beforehand (the
 * ids of its batches, joined by blanks; "" otherwise).
 */
struct journal_intent {
	int64_t batch;
	long seq;
	const char *transaction_id;
	const char *before;
};
int journal_intend(
    struct journal *, const struct journal_intent *, struct diag_list *);
/* What the newest intent of a request said; false when there is none. */
struct journal_attempt {
	char transaction_id[TRANSACTION_ID_MAX];
	char *before; /* the caller frees */
	int64_t at;   /* milliseconds since 1970 */
	long number;  /* 1 for the first */
};
bool journal_newest_attempt(
    struct journal *, int64_t batch, long seq, struct journal_attempt *ret);

/* One event; item 0: the same for every document of the request. */
struct journal_event {
	long seq;
	long item;
	enum journal_state state;
	long http_status; /* 0: none */
	const char *code; /* NULL or "" for none, likewise below */
	const char *text;
	const char *netvisor_key;
	const char *queue;
};
/* All or nothing, on disk when this returns. */
int journal_record(struct journal *, int64_t batch,
    const struct journal_event *, size_t count, struct diag_list *);

#endif
