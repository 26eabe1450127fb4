/*
 * diag_private.h - what the list of findings is made of; for diag*.c only.
 *
 * Every finding is counted in its severity's total, whether it is kept or not.
 * Those beyond the limit share one scratch finding; a group beyond it keeps
 * its entry in the table, so that it still counts once.
 */
#ifndef BASE_DIAG_PRIVATE_H
#define BASE_DIAG_PRIVATE_H

#include "base/diag.h"
#include "base/money.h"
#include "base/table.h"

#define SEVERITIES 3

struct diag_note {
	struct source_pos pos;
	char *text;
};

struct diag {
	struct diag_list *list;
	const struct rule *rule;
	struct source_pos pos; /* file interned */
	char *text;
	char *shown;  /* text in the list's language, with count and sums */
	char *remedy; /* NULL: the catalogue's */
	char *remedy_shown; /* in the list's language; both made when asked */
	size_t order;       /* of arrival */
	size_t count;
	struct diag_note *note;
	size_t note_count;
	size_t note_capacity;
	struct money *sum; /* one a currency, by code */
	size_t sum_count;
	size_t sum_capacity;
	bool sum_overflow;
};

struct diag_list {
	struct diag **diag;
	size_t kept;
	size_t capacity;
	size_t limit;
	size_t count[SEVERITIES];
	struct table file;  /* names, interned */
	struct table group; /* rule name, a blank, key: its finding */
	struct diag *scratch;
	enum language language;
	enum language_source source;
};

/* The finding's text, with count and sums if it is a group's. */
const char *diag_shown(struct diag *);
const char *diag_remedy_of(struct diag *);

#ifdef DIAG_MUTABLE
/*
 * For the tests' mutants alone (tests/mutate): true if the findings of this
 * rule are to vanish, as if its check had been removed.
 */
bool diag_is_muted(enum rule_id);
#endif

#endif
