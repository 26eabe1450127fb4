/*
 * message.h - a request's body as a small tree.
 *
 * The rules are those of Netvisor's general page: the body begins with
 * <root>, without an XML declaration or a byte order mark; names of elements
 * and attributes are compared without regard to case (kept here in lower
 * case). The encoding is taken from the bytes: what is valid UTF-8 is UTF-8
 * (ASCII with references is too), anything else is ISO/IEC 8859-15. Only a
 * Content-Type that names ISO 8859-1 or 8859-15 goes before (call.h).
 * A DOCTYPE is refused, so there are no entities but the five of XML.
 */
#ifndef SANDBOX_MESSAGE_H
#define SANDBOX_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct buf;

struct message_attribute {
	const char *name;
	const char *value;
	struct message_attribute *next;
};

struct message_node {
	const char *name; /* in lower case */
	const char *text; /* its own text, of all pieces; UTF-8, "" for none */
	struct message_attribute *attribute;
	struct message_node *parent;
	struct message_node *first; /* child element */
	struct message_node *next;  /* sibling element */
};

struct message {
	struct arena arena;
	struct message_node *root;
};

/* False with a reason appended to ret_why; release it in either case. */
bool message_parse(
    struct message *, const char *body, size_t len, struct buf *ret_why);
void message_release(struct message *);

/* The first child of that name, or NULL; node may be NULL. */
const struct message_node *message_child(
    const struct message_node *, const char *name);
/* The next sibling of the same name, or NULL. */
const struct message_node *message_again(const struct message_node *);
/* That child's text, "" when it is not there. */
const char *message_text(const struct message_node *, const char *name);
/* An attribute's value, or NULL; node may be NULL. */
const char *message_attribute(const struct message_node *, const char *name);
/* Append the element as XML, in UTF-8. */
void message_put(struct buf *, const struct message_node *);

#endif
