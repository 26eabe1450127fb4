/*
 * compared.h - what the exports read last say otherwise than those before
 * them, from billing/compared.tsv: counts and sums by kind, for the review and
 * fenvoy status.
 */
#ifndef REPORT_COMPARED_H
#define REPORT_COMPARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "report/tally.h"

enum compared_what {
	COMPARED_NEW,
	COMPARED_CHANGED,
	COMPARED_VANISHED,
	COMPARED_SAME,
	COMPARED_WHATS
};
/* Kinds that fenerum-read compares. */
#define COMPARED_KINDS 7

/* Amounts of the sums. */
enum {
	SUM_BEFORE,
	SUM_AFTER
};

struct compared {
	bool known;   /* exports were read again */
	bool damaged; /* the file is there, but not whole */
	int64_t count[COMPARED_KINDS][COMPARED_WHATS];
	struct tally sums; /* kind, what; SUM_BEFORE, SUM_AFTER */
};

/* dir is the month's folder. No findings: all of it is for information. */
void compared_load(struct compared *, const char *dir);
void compared_release(struct compared *);

/* "invoice lines" */
const char *compared_kind_title(size_t kind);
/* "invoice_line", as in the sums. */
const char *compared_kind_name(size_t kind);
const char *compared_what_name(enum compared_what);
bool compared_has_differences(const struct compared *);
/*
 * "invoices 1 new, 2 changed; ERP lines 1 vanished", "nothing" or "damaged";
 * "" if no exports were read again. In the arena.
 */
const char *compared_brief(struct arena *, const char *dir);

#endif
