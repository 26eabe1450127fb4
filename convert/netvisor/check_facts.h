/*
 * check_facts.h - judging a request by itself, while others are judged too.
 *
 * A worker judges a request with a struct check of its own, whose facts are
 * set. It writes no findings: the first one is a doubt, and then the request
 * is judged once more, in its turn and with words. What the verdict owes to
 * other requests (customers, dimension items, identifiers) the worker takes
 * for granted and notes as facts; in the request's turn they are compared with
 * what earlier requests have made. So the findings are the same for any
 * number of workers, and always those of the one that goes through all.
 */
#ifndef NETVISOR_CHECK_FACTS_H
#define NETVISOR_CHECK_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/sha256.h"

struct check;
struct name_table;

/* A name that a request makes, or that an earlier one must have made. */
struct check_fact {
	size_t table; /* its offset in a struct check */
	const char *name;
	bool made;
};

/* Of several requests. */
struct check_facts {
	struct arena arena;
	struct check_fact *fact;
	size_t count;
	size_t capacity;
	bool doubt; /* of the present request */
};

enum check_guess_result {
	GUESS_NOTHING,
	GUESS_VALID, /* by its schema; but some rule has a finding */
	GUESS_RIGHT  /* if the facts hold */
};

/* What a worker found of a request. */
struct check_guess {
	enum check_guess_result result;
	char sha256[SHA256_HEX_MAX]; /* of the bytes that it read */
	size_t first_fact;
	size_t fact_count;
};

void check_facts_init(struct check_facts *);
void check_facts_clear(struct check_facts *);
void check_facts_release(struct check_facts *);

/* Note a name in a table of the worker's. */
void check_fact_add(
    struct check *, const struct name_table *, const char *name, bool made);
/* The worker's request is over: its tables are empty again. */
void check_facts_forget(struct check *, const struct check_guess *);

/* Do a guess's facts hold, by the tables of the one that goes through all? */
bool check_facts_hold(const struct check *, const struct check_facts *,
    const struct check_guess *);
/* Then they become its own. */
void check_facts_take(
    struct check *, const struct check_facts *, const struct check_guess *);

#endif
