/*
 * send.h - an approved batch goes to Netvisor, each document once.
 *
 * One request at a time, in the order of the manifest. What is settled is
 * skipped, what depends on a refused, unknown or withheld document is HELD,
 * and the run goes on with the rest. Killed at any point and run again, the
 * end is the same.
 */
#ifndef NETVISOR_SEND_H
#define NETVISOR_SEND_H

#include <stdbool.h>
#include <stddef.h>

#include "netvisor/journal.h"

struct buf;
struct client;
struct company;
struct diag_list;

struct send_options {
	const struct company *company;
	const char *month;     /* 2026-10 */
	const char *month_dir; /* its folder */
	bool retry_refused;    /* send refused requests once more */
	/*
	 * For commands in remedies, as a shell takes them: company.yaml, the
	 * month's folder, and the folder that the months are in.
	 */
	const char *company_word;
	const char *month_word;
	const char *home_word;
	/* Called after every event; may be NULL. */
	void (*progress)(
	    void *context, size_t done, size_t all, const char *what);
	void *context;
};

/* How the documents of the batch stand, counted by state. */
struct send_summary {
	size_t count[JOURNAL_STATES];
	size_t sent;    /* requests that left in this run */
	bool stopped;   /* by a signal */
	bool access;    /* Netvisor refused us, not the documents */
	bool unreached; /* name, connect, TLS, maintenance */
	bool unread;    /* the preparation failed: findings say whose fault */
	bool question;  /* only a person can say (also: no valid approval) */
};

/*
 * Send. 0: went as far as it could (look at the summary), -1: nothing was
 * sent after findings (approval, journal, locks, numbers that are there), but
 * what left before is read back; the summary holds then too. Earlier months
 * beside month_dir that are not settled are a warning.
 */
int send_batch(struct client *, struct journal *, const struct send_options *,
    struct diag_list *, struct send_summary *ret);

/*
 * Append how it went as text: the counts, then the documents (of the month,
 * or NULL) that are not well, at most 20 of a kind.
 */
void send_put_summary(const struct send_summary *,
    const struct journal_documents *, struct buf *);

/*
 * A person's answer about an UNKNOWN document: key is its NetvisorKey, or
 * NULL when it is not there and may be sent again. A key is taken too for
 * what was sent once and is NEW, HELD, QUEUED or REJECTED now.
 */
int send_resolve(struct journal *, const char *month, const char *reference,
    const char *key, struct diag_list *);

#endif
