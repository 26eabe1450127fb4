/*
 * reply.h - an answer of Netvisor, read leniently.
 *
 * Element and attribute names are compared without regard to case; lists may
 * hold one, many or no elements; numbers come with a comma or a point; dates
 * as YYYY-MM-DD or d.M.yyyy. What decides is the status block, never the HTTP
 * status. A DOCTYPE, entities, too deep or too large documents are refused.
 *
 * Nodes and texts belong to the reply. Every node function is safe on NULL.
 */
#ifndef NETVISOR_REPLY_H
#define NETVISOR_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/money.h"

enum reply_state {
	REPLY_OK,
	REPLY_FAILED,    /* with a code and a text */
	REPLY_UNREADABLE /* no whole XML document with a status block */
};

/*
 * What a refusal means for the request ("Errors and error handling",
 * 77000500440; reply_codes.h). A code that is not known is a refusal for
 * good.
 */
enum reply_class {
	REPLY_CLASS_NONE,           /* state is not REPLY_FAILED */
	REPLY_CLASS_REFUSED,        /* INVALID_DATA and the like: final */
	REPLY_CLASS_LOCKED,         /* PERIOD_LOCK: final until opened */
	REPLY_CLASS_DUPLICATE,      /* DUPLICATE_DATA: look it up */
	REPLY_CLASS_NOT_UNIQUE,     /* REQUEST_NOT_UNIQUE: it had arrived */
	REPLY_CLASS_AUTHENTICATION, /* stop: keys, clock, organisation */
	REPLY_CLASS_ACCESS,         /* stop: right not granted */
	REPLY_CLASS_MAINTENANCE,    /* nothing was done: later */
	REPLY_CLASS_TECHNICAL       /* what was done is unknown */
};

struct reply;
struct reply_node;

/* Never NULL; what cannot be read is REPLY_UNREADABLE. */
struct reply *reply_parse(const char *, size_t len);
void reply_free(struct reply *);

enum reply_state reply_state(const struct reply *);
enum reply_class reply_class(const struct reply *);
/* "INVALID_DATA"; "" when there is none. */
const char *reply_code(const struct reply *);
/*
 * What follows the first " :: ". Of an authentication error only the part
 * before what Netvisor echoes of the signed string.
 */
const char *reply_message(const struct reply *);
/* Why a reply is unreadable; "" otherwise. */
const char *reply_fault(const struct reply *);
/* Replies/InsertedDataIdentifier, or NULL. */
const char *reply_inserted_key(const struct reply *);
/* The document's root element, or NULL. */
const struct reply_node *reply_root(const struct reply *);

/* The first child of that name, or NULL. */
const struct reply_node *reply_child(
    const struct reply_node *, const char *name);
/* The next sibling of the same name, or NULL. */
const struct reply_node *reply_next(const struct reply_node *);
/* The first of that name anywhere below, in the document's order, or NULL. */
const struct reply_node *reply_find(
    const struct reply_node *, const char *name);
/* Children of any name, in order. */
const struct reply_node *reply_first(const struct reply_node *);
const struct reply_node *reply_after(const struct reply_node *);
const char *reply_name(const struct reply_node *);
/* Its own text without blanks at both ends; "" when there is none. */
const char *reply_text(const struct reply_node *);
/* The text of a child: reply_text(reply_child(node, name)). */
const char *reply_child_text(const struct reply_node *, const char *name);
/* An attribute's value, or NULL. */
const char *reply_attribute(const struct reply_node *, const char *name);

/* Typed texts; false, *ret untouched, when empty or malformed. */
bool reply_decimal(const char *, struct decimal *ret);
/* Rounding is not done: more decimals than the currency's must be zeros. */
bool reply_money(const char *, const struct currency *, struct money *ret);
bool reply_date(const char *, struct date *ret);
bool reply_integer(const char *, int64_t *ret);
bool reply_bool(const char *, bool *ret); /* 1, 0, true, False, Yes ... */

#endif
