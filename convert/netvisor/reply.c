/* reply.c - the status block and the way through the tree; see reply.h. */
#include "netvisor/reply.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "netvisor/reply_codes.h"
#include "netvisor/reply_tree.h"

#define SEPARATOR " :: "

struct reply {
	struct reply_tree tree;
	enum reply_state state;
	enum reply_class class;
	const char *code;
	const char *message;
	const char *fault;
};

static enum reply_class
code_class(const char *code)
{
	for (size_t i = 0; i < sizeof(reply_codes) / sizeof(reply_codes[0]);
	     i++) {
		if (text_equal_ignore_case(reply_codes[i].code, code))
			return reply_codes[i].class;
	}
	return REPLY_CLASS_REFUSED;
}

static bool
is_code(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((text[i] < 'A' || text[i] > 'Z') && text[i] != '_')
			return false;
	}
	return len > 0;
}

/*
 * The length of what comes before the echo of the signed string, which begins
 * with its URL and is joined by '&'; a " :: " and a MAC follow it.
 */
static size_t
before_echo(const char *text)
{
	size_t len = 0;

	while (text[len] != '\0' && text[len] != '&' &&
	       !text_starts_with(text + len, SEPARATOR)) {
		char head[5] = "";

		memcpy(head, text + len, strnlen(text + len, 4));
		if (text_equal_ignore_case(head, "http"))
			break;
		len++;
	}
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == ':'))
		len--;
	return len;
}

/* "CODE :: text"; a text alone has no code, a code alone no text. */
static void
read_refusal(struct reply *reply, const char *text)
{
	struct arena *arena = &reply->tree.arena;
	const char *separator = strstr(text, SEPARATOR);
	size_t len = strlen(text);

	if (separator != NULL) {
		len = (size_t)(separator - text);
		while (len > 0 && text[len - 1] == ' ')
			len--;
		reply->code = arena_strndup(arena, text, len);
		reply->message = separator + strlen(SEPARATOR);
		while (*reply->message == ' ')
			reply->message++;
	} else {
		/* Blanks at the end are gone from a text that is empty. */
		if (len > 3 && strcmp(text + len - 3, " ::") == 0)
			len -= 3;
		if (is_code(text, len))
			reply->code = arena_strndup(arena, text, len);
		else
			reply->message = text;
	}
	reply->class = code_class(reply->code);
	if (reply->class == REPLY_CLASS_AUTHENTICATION)
		reply->message = arena_strndup(
		    arena, reply->message, before_echo(reply->message));
}

static void
read_status(struct reply *reply)
{
	const struct reply_node *root = reply->tree.root;
	const struct reply_node *status =
	    reply_child(reply_child(root, "ResponseStatus"), "Status");

	if (text_equal_ignore_case(reply_name(root), "html")) {
		reply->fault = "the answer is a page of HTML";
	} else if (status == NULL) {
		reply->fault = "the answer has no status block";
	} else if (text_equal_ignore_case(reply_text(status), "OK")) {
		reply->state = REPLY_OK;
	} else if (text_equal_ignore_case(reply_text(status), "FAILED")) {
		reply->state = REPLY_FAILED;
		read_refusal(reply, reply_text(reply_next(status)));
	} else {
		reply->fault = "the answer's status is neither OK nor FAILED";
	}
}

struct reply *
reply_parse(const char *data, size_t len)
{
	struct reply *reply = mem_calloc(1, sizeof(*reply));

	reply->state = REPLY_UNREADABLE;
	reply->class = REPLY_CLASS_NONE;
	reply->code = reply->message = reply->fault = "";
	reply_tree_read(&reply->tree, data, len);
	if (reply->tree.fault != NULL)
		reply->fault = reply->tree.fault;
	else
		read_status(reply);
	if (reply->state == REPLY_UNREADABLE)
		reply->tree.root = NULL;
	return reply;
}

void
reply_free(struct reply *reply)
{
	if (reply == NULL)
		return;
	reply_tree_release(&reply->tree);
	free(reply);
}

enum reply_state
reply_state(const struct reply *reply)
{
	return reply->state;
}

enum reply_class
reply_class(const struct reply *reply)
{
	return reply->class;
}

const char *
reply_code(const struct reply *reply)
{
	return reply->code;
}

const char *
reply_message(const struct reply *reply)
{
	return reply->message;
}

const char *
reply_fault(const struct reply *reply)
{
	return reply->fault;
}

const char *
reply_inserted_key(const struct reply *reply)
{
	const char *key = reply_child_text(
	    reply_child(reply->tree.root, "Replies"), "InsertedDataIdentifier");

	return *key == '\0' ? NULL : key;
}

const struct reply_node *
reply_root(const struct reply *reply)
{
	return reply->tree.root;
}

/* The first of a row of siblings that has the name. */
static const struct reply_node *
named(const struct reply_node *node, const char *name)
{
	while (node != NULL && !text_equal_ignore_case(node->name, name))
		node = node->next;
	return node;
}

const struct reply_node *
reply_child(const struct reply_node *node, const char *name)
{
	return node == NULL ? NULL : named(node->first, name);
}

const struct reply_node *
reply_next(const struct reply_node *node)
{
	return node == NULL ? NULL : named(node->next, node->name);
}

/* The node after another in the document's order, below top; or NULL. */
static const struct reply_node *
following(const struct reply_node *node, const struct reply_node *top)
{
	if (node->first != NULL)
		return node->first;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}

const struct reply_node *
reply_find(const struct reply_node *top, const char *name)
{
	const struct reply_node *node = top;

	if (top == NULL)
		return NULL;
	do
		node = following(node, top);
	while (node != NULL && !text_equal_ignore_case(node->name, name));
	return node;
}

const struct reply_node *
reply_first(const struct reply_node *node)
{
	return node == NULL ? NULL : node->first;
}

const struct reply_node *
reply_after(const struct reply_node *node)
{
	return node == NULL ? NULL : node->next;
}

const char *
reply_name(const struct reply_node *node)
{
	return node == NULL ? "" : node->name;
}

const char *
reply_text(const struct reply_node *node)
{
	return node == NULL ? "" : node->text;
}

const char *
reply_child_text(const struct reply_node *node, const char *name)
{
	return reply_text(reply_child(node, name));
}

const char *
reply_attribute(const struct reply_node *node, const char *name)
{
	const struct reply_attribute_node *attribute =
	    node == NULL ? NULL : node->attribute;

	for (; attribute != NULL; attribute = attribute->next) {
		if (text_equal_ignore_case(attribute->name, name))
			return attribute->value;
	}
	return NULL;
}
