/* message.c - see message.h. */
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/text.h"
#include "sandbox/message.h"
#include "sandbox/message_bytes.h"

#define MESSAGE_MAX ((size_t)64 << 20)
/* libxml2 compares each attribute of a tag with all others of it. */
#define TAG_MAX 1000

static char *
lower(struct arena *arena, const xmlChar *name)
{
	char *copy = arena_strdup(arena, (const char *)name);
	char *at;

	for (at = copy; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return copy;
}

static void
take_attributes(struct arena *arena, xmlNode *from, struct message_node *node)
{
	struct message_attribute **tail = &node->attribute;
	const xmlAttr *attribute;

	for (attribute = from->properties; attribute != NULL;
	     attribute = attribute->next) {
		struct message_attribute *new =
		    arena_alloc(arena, sizeof(*new));
		xmlChar *value =
		    xmlNodeListGetString(from->doc, attribute->children, 1);

		new->name = lower(arena, attribute->name);
		new->value = arena_strdup(
		    arena, value == NULL ? "" : (const char *)value);
		xmlFree(value);
		*tail = new;
		tail = &new->next;
	}
}

/* The text between an element's own tags, without that of its children. */
static const char *
own_text(struct arena *arena, const xmlNode *from)
{
	struct buf text;
	const xmlNode *piece;
	const char *kept;

	buf_init(&text, MESSAGE_MAX);
	for (piece = from->children; piece != NULL; piece = piece->next)
		if (piece->type == XML_TEXT_NODE ||
		    piece->type == XML_CDATA_SECTION_NODE)
			buf_puts(&text, (const char *)piece->content);
	kept = arena_strdup(arena, buf_text(&text));
	buf_release(&text);
	return kept;
}

static struct message_node *
take_node(struct arena *arena, xmlNode *from, struct message_node *parent)
{
	struct message_node *node = arena_alloc(arena, sizeof(*node));

	node->name = lower(arena, from->name);
	node->text = own_text(arena, from);
	node->parent = parent;
	take_attributes(arena, from, node);
	return node;
}

static xmlNode *
element_from(xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

static void
take_tree(struct message *message, xmlNode *root)
{
	xmlNode *from = root;
	struct message_node *node = take_node(&message->arena, root, NULL);

	message->root = node;
	for (;;) {
		xmlNode *next = element_from(from->children);

		if (next != NULL) {
			node->first = take_node(&message->arena, next, node);
			node = node->first;
			from = next;
			continue;
		}
		while (
		    from != root && (next = element_from(from->next)) == NULL) {
			from = from->parent;
			node = node->parent;
		}
		if (from == root)
			return;
		node->next = take_node(&message->arena, next, node->parent);
		node = node->next;
		from = next;
	}
}

static bool
begins_with_root(const char *body, size_t len)
{
	static const char start[] = "<root";
	char head[sizeof(start)] = "";

	if (len < sizeof(start))
		return false;
	memcpy(head, body, sizeof(start) - 1);
	return text_equal_ignore_case(head, start) &&
	       strchr("> \t\r\n/", body[sizeof(start) - 1]) != NULL;
}

/* Has a tag more equals signs than any tag of a message has a use for? */
static bool
is_crowded(const char *text, size_t len)
{
	const char *end = text + len;
	size_t count = 0;
	bool inside = false;
	char quote = '\0';

	for (; text < end; text++) {
		if (quote != '\0') {
			if (*text == quote)
				quote = '\0';
		} else if (*text == '<') {
			inside =
			    end - text > 1 && strchr("!?", text[1]) == NULL;
			count = 0;
		} else if (*text == '>') {
			inside = false;
		} else if (inside && (*text == '"' || *text == '\'')) {
			quote = *text;
		} else if (inside && *text == '=' && ++count > TAG_MAX) {
			return true;
		}
	}
	return false;
}

static bool
read_tree(struct message *message, const struct buf *text, struct buf *ret_why)
{
	xmlDoc *document =
	    xmlReadMemory(text->data, (int)text->len, NULL, "UTF-8",
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		    XML_PARSE_NOCDATA);
	bool read = false;

	if (document == NULL)
		buf_puts(ret_why, "the message is not well-formed XML");
	else if (document->intSubset != NULL)
		buf_puts(ret_why, "a DOCTYPE is not allowed");
	else
		read = true;
	if (read)
		take_tree(message, xmlDocGetRootElement(document));
	xmlFreeDoc(document);
	return read;
}

bool
message_parse(
    struct message *message, const char *body, size_t len, struct buf *ret_why)
{
	struct buf text;
	bool read;

	arena_init(&message->arena);
	message->root = NULL;
	if (len > MESSAGE_MAX) {
		buf_puts(ret_why, "the message is too large");
		return false;
	}
	if (!begins_with_root(body, len)) {
		buf_puts(ret_why, "the body must begin with <root>");
		return false;
	}
	buf_init(&text, MESSAGE_MAX * 3);
	message_bytes_to_utf8(&text, body, len);
	read = !is_crowded(text.data, text.len);
	if (read)
		read = read_tree(message, &text, ret_why);
	else
		buf_puts(ret_why, "an element has too many attributes");
	buf_release(&text);
	return read;
}

void
message_release(struct message *message)
{
	arena_release(&message->arena);
	message->root = NULL;
}

const struct message_node *
message_child(const struct message_node *node, const char *name)
{
	const struct message_node *child;

	if (node == NULL)
		return NULL;
	for (child = node->first; child != NULL; child = child->next)
		if (strcmp(child->name, name) == 0)
			break;
	return child;
}

const struct message_node *
message_again(const struct message_node *node)
{
	const struct message_node *next = node->next;

	while (next != NULL && strcmp(next->name, node->name) != 0)
		next = next->next;
	return next;
}

const char *
message_text(const struct message_node *node, const char *name)
{
	const struct message_node *child = message_child(node, name);

	return child == NULL ? "" : child->text;
}

const char *
message_attribute(const struct message_node *node, const char *name)
{
	const struct message_attribute *attribute;

	if (node == NULL)
		return NULL;
	for (attribute = node->attribute; attribute != NULL;
	     attribute = attribute->next)
		if (strcmp(attribute->name, name) == 0)
			return attribute->value;
	return NULL;
}
