/*
 * reply_tree.h - an answer as a tree of nodes; for reply.c.
 *
 * The tree's nodes, names and texts are its own. Comments and instructions
 * are left out, a prefix of a name too. Blanks at a text's ends are not kept.
 */
#ifndef NETVISOR_REPLY_TREE_H
#define NETVISOR_REPLY_TREE_H

#include <stddef.h>

#include "base/mem.h"
#include "base/table.h"

/* A refusal, not a crash, meets what no answer of Netvisor is like. */
#define REPLY_DEPTH_MAX 64
#define REPLY_NODES_MAX ((size_t)4000000)

struct reply_attribute_node {
	struct reply_attribute_node *next;
	const char *name;
	const char *value;
};

struct reply_node {
	const char *name;
	const char *text; /* never NULL */
	struct reply_attribute_node *attribute;
	struct reply_node *parent, *first, *last, *next;
};

struct reply_tree {
	struct arena arena;
	struct table names; /* one copy of equal names */
	struct reply_node *root;
	const char *fault; /* NULL when the whole document was read */
};

/*
 * Read a document: UTF-8 with or without its mark, or what its declaration
 * says of UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15 and windows-1252 (libxml2
 * converts); blanks may come before. Other charsets are refused: keys could
 * hide in them from credentials_redact. root is NULL after a fault.
 */
void reply_tree_read(struct reply_tree *, const char *, size_t len);
void reply_tree_release(struct reply_tree *);

#endif
