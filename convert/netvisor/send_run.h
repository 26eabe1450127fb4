/* send_run.h - the parts of a sending run (see send.h). */
#ifndef NETVISOR_SEND_RUN_H
#define NETVISOR_SEND_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/table.h"
#include "netvisor/batch.h"
#include "netvisor/client.h"
#include "netvisor/journal.h"
#include "netvisor/request.h"
#include "netvisor/send.h"
#include "netvisor/send_facts.h"

struct buf;

/* Codes of our own for events; all others are Netvisor's. */
#define SEND_CODE_ANSWER "BATCH_ANSWER" /* a batch's answer leaves it open */
#define SEND_CODE_NOT_UNIQUE "REQUEST_NOT_UNIQUE"

/* A document as it stands now: the journal's word, kept up with. */
struct send_document {
	const struct batch_item *item;
	enum journal_state state;
	char *code; /* of the newest event */
	char *text;
	char *netvisor_key;
	char *queue;
	bool absent;       /* not found once since the newest attempt */
	int64_t absent_at; /* milliseconds since 1970 */
	bool question;     /* only a person can say */
};

struct send_run {
	struct client *client;
	struct journal *journal;
	const struct send_options *options;
	struct diag_list *diag;
	struct send_summary *summary;
	struct arena arena;
	struct batch *batch;
	int64_t number;                 /* of the batch in the journal */
	char *replies;                  /* folder */
	struct send_document *document; /* in the order of the batch's items */
	size_t count;
	struct table by_reference; /* of documents */
	bool *followed; /* a request: its batch took longer than we wait */
	bool attempted; /* something of the batch was sent before this run */
	/* What Netvisor has, as read in this run. */
	struct table dimensions;
	bool dimensions_read;
	struct table customers;
	bool customers_read;
	struct table named; /* groups of findings: documents they name */
	bool only_reads;    /* findings forbid every POST */
	bool halted;        /* nothing further may begin */
};

/* Documents (send_documents.c) --------------------------------------------- */

#define SEND_STATE(state) (1U << (state))
#define SEND_SETTLED                                                           \
	(SEND_STATE(JOURNAL_ACCEPTED) | SEND_STATE(JOURNAL_PRESENT) |          \
	    SEND_STATE(JOURNAL_VOIDED))
#define SEND_OPEN (SEND_STATE(JOURNAL_UNKNOWN) | SEND_STATE(JOURNAL_INTENDED))

/*
 * Load the states of the registered batch, or what the month's journal says
 * of a batch that is not; false after findings.
 */
bool send_documents_load(struct send_run *);
void send_documents_release(struct send_run *);
/* The documents of a request: its first; there are request->items. */
struct send_document *send_documents_of(
    const struct send_run *, const struct batch_request *);
/* Has a request a document in one of the states; are all of them so? */
bool send_any(
    const struct send_run *, const struct batch_request *, unsigned states);
bool send_all(
    const struct send_run *, const struct batch_request *, unsigned states);

struct send_outcome {
	enum journal_state state;
	long http_status;
	const char *code; /* NULL for none, likewise below */
	const char *text;
	const char *netvisor_key;
	const char *queue;
};
/*
 * Record the same outcome for the request's documents that are in one of the
 * states. A journal that fails halts the run; then false.
 */
bool send_mark(struct send_run *, const struct batch_request *, unsigned states,
    const struct send_outcome *);
/* Record events of one request, all or nothing. */
bool send_record(struct send_run *, const struct batch_request *,
    const struct journal_event *, size_t count);
/* The intent; all documents become INTENDED. */
bool send_intend(struct send_run *, const struct batch_request *,
    const char *transaction_id, const char *before);

/* Tools (send_tools.c) ------------------------------------------------------
 */

/*
 * The request's bytes, compared with the manifest's SHA-256 as they lie in
 * memory; the caller frees. NULL after a finding, and the run is halted.
 */
char *send_read(
    struct send_run *, const struct batch_request *, size_t *ret_len);
/* What its XML says; false likewise. Release in any case. */
bool send_facts_of(
    struct send_run *, const struct batch_request *, struct send_facts *ret);
/* GET; false, with nothing to release, after a finding and a halt. */
bool send_get(struct send_run *, const char *resource, const char *query,
    struct exchange *ret);
/* Why an exchange did not go well: findings, summary, and the halt. */
void send_halt(struct send_run *, const struct exchange *, const char *label);
/* Keep an answer in the month's replies: NNNNNN-KIND.ATTEMPT.xml. */
void send_keep_reply(struct send_run *, const struct batch_request *,
    const char *suffix, const struct exchange *);
/* Append a value for a query, percent-encoded. */
void send_put_query(struct buf *, const char *value);
/* The next word of a list separated by blanks, or NULL. */
const char *send_next_word(const char **cursor, size_t *ret_len);
/* True when the run must not go on; notices a signal. */
bool send_stopped(struct send_run *);
/* A kind of batch.h in words: "credit note". */
const char *send_kind_words(const char *kind);
/* "customer 10003", in the run's arena. */
const char *send_title(struct send_run *, const struct batch_item *);
struct source_pos send_place(struct send_run *, const struct batch_request *);
bool send_is_master(const struct batch_request *); /* dimension, customer */
bool send_is_batch(const struct batch_request *);  /* invoices, credit notes */

/* A command about this month, ready to paste, in the run's arena. */
const char *send_command(
    struct send_run *, const char *tool, const char *options);
/* "--resolve REFERENCE=KEY" of the sender, and "--reject" of the review. */
const char *send_resolve_command(
    struct send_run *, const struct batch_item *, const char *key);
const char *send_reject_command(struct send_run *, const struct batch_item *);
/*
 * What findings may be grouped by: a request of many documents, the documents
 * of one kind that have a request each. In the run's arena.
 */
const char *send_group(struct send_run *, const struct batch_request *);
/*
 * A document's part in a grouped finding: the first gives the text, further
 * ones are counted, summed, and some of them named.
 */
struct send_grouped {
	enum rule_id rule;
	const char *key;
	const char *text;
	const char *remedy; /* NULL: the catalogue's */
};
void send_add_grouped(
    struct send_run *, const struct batch_item *, const struct send_grouped *);
/* A document is dated where name (accounting, VAT) is locked to a day now. */
void send_add_locked(struct send_run *, const struct batch_item *, struct date,
    const char *name, struct date now);

/* The steps -----------------------------------------------------------------
 */

/*
 * Warn of months before this one, in folders beside it, whose documents are
 * not all settled; false when the journal cannot be read.
 */
bool send_earlier_months(struct send_run *);
/* Locks, numbers and texts; false after findings: nothing may be sent. */
bool send_look_before(struct send_run *);
/*
 * Only what this version sends: a finding (send.resource) a kind that it does
 * not, before anything leaves.
 */
bool send_is_carried(struct send_run *);

enum send_found {
	SEND_FOUND,   /* recorded */
	SEND_ABSENT,  /* nothing is recorded */
	SEND_UNCLEAR, /* recorded: a question for a person */
	SEND_WAITING, /* something unfinished may be it */
	SEND_FAILED   /* could not be read; the run is halted */
};
/*
 * Look a dimension item or a customer up, fresh or as read before; what is
 * found gets the state.
 */
enum send_found send_look_up(struct send_run *, const struct batch_request *,
    bool fresh, enum journal_state state);

/* What follows from an answer to a POST. */
enum send_next {
	SEND_GO_ON,
	SEND_SETTLE, /* read back what became of it */
	SEND_LOOK,   /* it is said to be there: look it up */
	SEND_AGAIN,  /* after a pause, as a new attempt */
	SEND_HALT    /* no further request has a chance */
};
struct send_verdict {
	enum journal_state state;
	enum send_next next;
};
/*
 * repeat: an earlier attempt with the same id is unknown, so that nothing but
 * a refusal or a yes can make it known.
 */
struct send_verdict send_judge(
    const struct exchange *, enum request_kind, bool repeat);
/* Post a request as a new attempt, and see it through. */
void send_post(struct send_run *, const struct batch_request *);
/* Post it once more with its transaction id. */
enum send_next send_repeat(struct send_run *, const struct batch_request *);
/* Find out what became of a request, by reading. */
void send_settle(struct send_run *, const struct batch_request *);

/*
 * Follow a request's batch to its end or to the limit of our patience, and
 * record what came of its documents.
 */
void send_follow(struct send_run *, const struct batch_request *);
/* The ids of all batches, joined by blanks; NULL after a halt; freed. */
char *send_batch_ids(struct send_run *);
/* Find the batch that holds an unknown request's documents. */
enum send_found send_find_batch(
    struct send_run *, const struct batch_request *);
/*
 * Find its invoices, when no batch tells of them. FOUND: all that were open
 * are, and it is recorded; UNCLEAR: some are, or one twice, not recorded.
 */
enum send_found send_find_invoices(
    struct send_run *, const struct batch_request *);
/* The lines of a ledger's voucher against ours, which are sorted. */
bool send_same_lines(const struct reply_node *voucher, struct send_facts *);

/* The summary's counts. */
void send_count(struct send_run *);
/* Findings about where the documents stand. */
void send_report(struct send_run *);

#endif
