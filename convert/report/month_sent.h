/*
 * month_sent.h - what became of a month's documents in Netvisor, in a few
 * words: from the journal and from the last reconciliation.
 */
#ifndef REPORT_MONTH_SENT_H
#define REPORT_MONTH_SENT_H

#include <stdbool.h>

struct arena;
struct company;

struct month_sent {
	bool begun;            /* something has left, or was about to */
	bool all;              /* nothing is open */
	const char *documents; /* "none", "all 101", "98 of 101, 2 refused" */
	const char *books;     /* "none", "agree", "differ" */
};

/* dir is the month's folder; the words live in the arena. */
void month_sent_load(struct month_sent *, const struct company *,
    const char *dir, struct arena *);

#endif
