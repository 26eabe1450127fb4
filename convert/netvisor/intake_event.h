/*
 * intake_event.h - payments, purchases and their expected postings, on their
 * way into the batch (see batch_run.h).
 */
#ifndef NETVISOR_INTAKE_EVENT_H
#define NETVISOR_INTAKE_EVENT_H

#include "netvisor/batch_run.h"

/* The intake of each file. Each returns false when reading stopped. */
bool intake_vendors(struct batch_run *, struct record_reader *);
bool intake_matches(struct batch_run *, struct record_reader *);
bool intake_payments(struct batch_run *, struct record_reader *);
bool intake_purchases(struct batch_run *, struct record_reader *);
bool intake_purchase_lines(struct batch_run *, struct record_reader *);
bool intake_transfers(struct batch_run *, struct record_reader *);

/* A posting that the document's booking in Netvisor has to give. */
struct event_posting {
	const char *account; /* NULL: one of the company's */
	int64_t eur;         /* debit positive */
	struct event_posting *next;
};

/* Such a posting at the end of a draft's list. */
void intake_event_expect(
    struct batch_run *, struct draft *, const char *account, int64_t eur);

/*
 * Postings of payments and purchases that Netvisor makes itself: a row of
 * them, and in the end the documents that lack some.
 */
void intake_event_posting(struct batch_run *, struct record_reader *);
void intake_event_unexpected(struct batch_run *);

/* The lines of what a document books, as the ledger lists them. */
void intake_claims_put(struct batch_run *, const char *lines);
/* EUR at units per EUR; false on overflow or without a rate. */
bool intake_euro(struct money, struct decimal rate, int64_t *ret);

#endif
