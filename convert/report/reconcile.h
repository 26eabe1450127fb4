/*
 * reconcile.h - source, expected postings and books, side by side.
 *
 * Reads billing/, ledger/, batch/, exclusions, the journal and booked/ of a
 * month, offline. Per document, account, VAT code, dimension and currency:
 * what the source says, what should be booked, what is. Every difference has
 * one class; unexplained is the difference less the classes.
 */
#ifndef REPORT_RECONCILE_H
#define REPORT_RECONCILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/money.h"

struct company;
struct diag_list;
struct journal;

enum difference_class {
	DIFFERENCE_REJECTED, /* left out by a person or a rule */
	DIFFERENCE_REFUSED,  /* by Netvisor */
	DIFFERENCE_HELD,     /* waits for what it depends on */
	DIFFERENCE_QUEUED,   /* waits in a batch */
	DIFFERENCE_NOT_SENT, /* not sent yet, or unknown */
	DIFFERENCE_NOT_READ, /* accepted, but not among what was read */
	DIFFERENCE_CHANGED,  /* other amount, account, date, code, dimension */
	DIFFERENCE_VOIDED,
	DIFFERENCE_FOREIGN,     /* not ours */
	DIFFERENCE_UNEXPLAINED, /* none of these */
	DIFFERENCE_CLASSES
};

struct reconciliation;

/* NULL after findings. journal may be NULL: nothing was ever sent. */
struct reconciliation *reconcile_month(const struct company *, struct journal *,
    const char *month_dir, struct diag_list *);
void reconciliation_free(struct reconciliation *);

/* True when source, expectation and books agree (exit status 0). */
bool reconciliation_agrees(const struct reconciliation *);
struct money reconciliation_unexplained(const struct reconciliation *);

/* The whole report as text, as TSV, and a few lines of it. */
void reconciliation_write_text(const struct reconciliation *, struct buf *);
void reconciliation_write_tsv(const struct reconciliation *, struct buf *);
void reconciliation_write_summary(const struct reconciliation *, struct buf *);

#endif
