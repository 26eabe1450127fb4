/*
 * month_state.h - how far a month is, and whether its stages still belong to
 * one another.
 *
 * Exports are compared with billing by content, check and approval with the
 * batch likewise. The stages in between are judged by time: one that is older
 * than what it is made from has to be made again. That may ask for a run too
 * many (after copying a folder), never for one too few.
 */
#ifndef REPORT_MONTH_STATE_H
#define REPORT_MONTH_STATE_H

#include <stdbool.h>

#include "base/mem.h"

struct company;

/* What a person has to do next. */
enum month_next {
	NEXT_EXPORTS, /* put the CSV files there */
	NEXT_CLOSE,
	NEXT_CORRECT,     /* what findings.jsonl names, then close */
	NEXT_REVIEW,      /* read the review; approve or reject */
	NEXT_DIFFERENCES, /* read the reconciliation */
	NEXT_NOTHING
};

/* A few words a stage; they live in the arena. */
struct month_state {
	struct arena arena;
	const char *exports;
	const char *billing;
	const char *ledger;
	const char *batch;
	const char *check;
	const char *review;
	const char *approval;
	const char *sent;     /* of how many documents what became */
	const char *compared; /* with the exports before, "" if none */
	const char *books;    /* the reconciliation's verdict */
	enum month_next next;
};

/* dir is the month's folder; nothing in it is changed. */
void month_state_load(
    struct month_state *, const struct company *, const char *dir);
void month_state_release(struct month_state *);

#endif
