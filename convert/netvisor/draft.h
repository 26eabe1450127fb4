/*
 * draft.h - the documents of a run before they have a place in the batch.
 *
 * A draft is in one of four states and moves only away from good: wrong by
 * its own fault, excluded by a person, dependent on something that is left
 * out. Its text and its list of sources lie in the spool.
 */
#ifndef NETVISOR_DRAFT_H
#define NETVISOR_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/reference.h"
#include "netvisor/document.h"
#include "netvisor/name_table.h"
#include "netvisor/request.h"
#include "netvisor/spool.h"

enum draft_state {
	DRAFT_GOOD,
	DRAFT_WRONG,
	DRAFT_EXCLUDED,
	DRAFT_DEPENDENT
};

struct draft {
	const char *key;
	char reference[REFERENCE_TEXT_MAX];
	const char *kind; /* items.tsv: invoice, credit_note, ... */
	const char *name;
	enum request_kind request;
	struct source_pos source; /* its first CSV line */
	struct money net;
	struct money total;
	enum draft_state state;
	bool by_exclusion; /* when dependent: on what a person excluded */
	bool built;        /* text is in the spool, or it is known wrong */
	const char *rules; /* when wrong: names, separated by commas */
	struct spool_range text;
	struct spool_range sources; /* separated by blanks */
	struct spool_range claims;  /* likewise: what of Fenerum's it books */
	size_t first_dependency;    /* in the list's dependency array */
	size_t dependency_count;
	long seq; /* its request, once there is one */
	long item;
	void *detail; /* what its kind needs until it is built */
};

struct draft_list {
	struct arena arena;
	struct draft **draft; /* in the ledger's order */
	size_t count;
	size_t capacity;
	struct name_table by_key;
	struct draft **dependency;
	size_t dependency_count;
	size_t dependency_capacity;
};

void draft_list_init(struct draft_list *);
void draft_list_release(struct draft_list *);
/* NULL when the key is there already. Texts are copied. */
struct draft *draft_add(struct draft_list *, const char *key, enum request_kind,
    const char *kind, const char *name);
struct draft *draft_find(const struct draft_list *, const char *key);
/*
 * Dependencies are given while a draft is built, one draft at a time; the
 * same one twice counts once.
 */
void draft_depend_begin(struct draft_list *, struct draft *);
void draft_depend(struct draft_list *, struct draft *, struct draft *on);
struct draft *draft_dependency(
    const struct draft_list *, const struct draft *, size_t index);
/* Mark it wrong by the report's rules. */
void draft_mark_wrong(
    struct draft_list *, struct draft *, const struct document_report *);
/* Everything that depends on what is left out is left out. */
void draft_close(struct draft_list *);

#endif
