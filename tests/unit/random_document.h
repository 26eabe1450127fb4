/*
 * random_document.h - documents by a schema's tables, and what can go wrong
 * in them: for tests that compare two judges.
 *
 * A document is a tree. document_grow makes one that is right as far as the
 * tables go; document_spoil changes one thing of it, which may leave it right.
 * Everything follows from the seed.
 */
#ifndef TESTS_UNIT_RANDOM_DOCUMENT_H
#define TESTS_UNIT_RANDOM_DOCUMENT_H

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "netvisor/schema.h"
#include "netvisor/schema_value.h"

#define NODES_MAX 1000
/* From here on only what must be. */
#define NODES_ENOUGH 120
#define CHILDREN_MAX 200
#define DEPTH_MAX 20
#define TRIES 1000
#define TEXT_SPACE 4096

struct node_attribute {
	const char *name;
	const struct schema_type *type;
	const char *value;
};

struct node {
	const char *name;
	const struct schema_type *type;
	const char *text; /* encoded, or NULL: it has children */
	struct node_attribute attribute[8];
	size_t attribute_count;
	struct node *child[CHILDREN_MAX];
	size_t child_count;
};

struct document {
	struct arena arena;
	uint64_t random;
	struct node *all[NODES_MAX];
	size_t count;
	struct node *root;
};

static inline size_t
chance(struct document *document, size_t below)
{
	uint64_t x = document->random += UINT64_C(0x9E3779B97F4A7C15);

	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return (size_t)((x ^ x >> 31) % below);
}

/* So many characters: letters, digits, blanks or others. */
static inline const char *
random_text(struct document *document, size_t count)
{
	static const char *const all[] = { "a", "b", "0", "7", " ", "-", ",",
		"Z", "ä", "€", "𝄞", "&amp;", "&lt;", "&gt;", "&#228;",
		"&#x20AC;", "]", "&quot;", ">", "\t", "&#10;" };
	const size_t kinds =
	    chance(document, 2) == 0 ? 8 : sizeof(all) / sizeof(all[0]);
	struct buf buf;
	char *text;

	buf_init(&buf, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < count; i++)
		buf_puts(&buf, all[chance(document, kinds)]);
	text = arena_strdup(&document->arena, buf_text(&buf));
	buf_release(&buf);
	return text;
}

/* A text that may be one of the type's, or just beside it. */
static inline const char *
random_value(struct document *document, const struct schema_type *type)
{
	static const char *const value[] = { "", "0", "1", "12", "13", "01",
		"2026", "26", "2026-10-31", "2026-13-01", "2026-02-30",
		"2026-10-31 ", "20261-10-31", "2026-W05", "12,34", "-5,1", "-0",
		"12.34", "1 000", ",5", "5,", "+1", "1e5",
		"123456789012345,123456789", "1234567890123456", "0,1234567890",
		"255,99", "1000,1", "123456789", "1234567890", "FI", "fi",
		"FIN", "EUR", "Eur", "EURO", "RF18539007547034", "1234", "123",
		"12345678901234567890", "123456789012345678901", "NONE", "KOMY",
		"komy", "true", "yes", "net", "gross", "FI2112345600000785",
		"OKOYFIHH", "ansi", "customer", "netvisor", "finnish_reference",
		"1,234", "-1,23" };
	size_t which = chance(document, 8);
	long near = type->max_length == SCHEMA_UNBOUNDED
	                ? (long)chance(document, 30)
	                : type->max_length - 1 + (long)chance(document, 3);

	if (type->value_count > 0 && which < 6)
		return type->value[chance(document, type->value_count)].text;
	if (which == 0)
		return random_text(document, chance(document, 12));
	if (which == 1 && near >= 0 && near < TEXT_SPACE)
		return random_text(document, (size_t)near);
	return value[chance(document, sizeof(value) / sizeof(value[0]))];
}

/* Does an encoded text fit, as far as that is easy to say? */
static inline bool
seems_right(const struct schema_type *type, const char *text)
{
	return strpbrk(text, "&\t") == NULL && type->content == SCHEMA_TEXT &&
	       strstr(text, "]]>") == NULL &&
	       schema_value_fits(type, text, strlen(text), true);
}

static inline const char *
right_value(struct document *document, const struct schema_type *type)
{
	const char *text = "1";

	for (int i = 0; i < TRIES; i++) {
		const struct schema_type *of = type;

		/* The texts of an extension are those of its base. */
		while (of->base != NULL && of->value_count == 0 &&
		       of->pattern_count == 0 &&
		       of->max_length == SCHEMA_UNBOUNDED)
			of = of->base;
		text = random_value(document, of);
		if (seems_right(type, text))
			return text;
	}
	return text;
}

static inline void
attribute_add(struct document *document, struct node *node, const char *name,
    const struct schema_type *type)
{
	struct node_attribute *attribute;

	if (node->attribute_count == 8)
		return;
	attribute = &node->attribute[node->attribute_count++];
	*attribute = (struct node_attribute){ name, type, "1" };
	for (int i = 0; i < TRIES; i++) {
		attribute->value = right_value(document, type);
		if (strpbrk(attribute->value, "\"\n") == NULL)
			break;
	}
}

static inline struct node *
node_grow(struct document *document, const struct schema_element *element,
    size_t depth)
{
	const struct schema_type *type = element->type;
	struct node *node = arena_alloc(&document->arena, sizeof(*node));
	size_t only = type->element_count;

	if (document->count == NODES_MAX || depth == DEPTH_MAX)
		return NULL;
	document->all[document->count++] = node;
	node->name = element->name;
	node->type = type;
	for (size_t i = 0; i < type->attribute_count; i++) {
		if (type->attribute[i].required || chance(document, 2) == 0)
			attribute_add(document, node, type->attribute[i].name,
			    type->attribute[i].type);
	}
	if (type->element_count == 0) {
		node->text = right_value(document, type);
		return node;
	}
	if (type->content == SCHEMA_CHOICE)
		only = chance(document, type->element_count);
	for (size_t i = 0; i < type->element_count; i++) {
		const struct schema_element *child = &type->element[i];
		size_t times = (size_t)child->min;

		if (type->content == SCHEMA_CHOICE)
			times = i == only;
		else if (document->count > NODES_ENOUGH)
			;
		else if (child->max == SCHEMA_UNBOUNDED || child->max > 1)
			times += chance(document, 3);
		else if (times == 0)
			times = chance(document, 5) < 2;
		for (; times > 0 && node->child_count < CHILDREN_MAX; times--) {
			struct node *grown =
			    node_grow(document, child, depth + 1);

			if (grown != NULL)
				node->child[node->child_count++] = grown;
		}
	}
	return node;
}

static inline void
document_grow(
    struct document *document, const struct schema *schema, uint64_t seed)
{
	const struct schema_type *type = schema_document(schema);

	*document = (struct document){ .random = seed };
	arena_init(&document->arena);
	document->root = node_grow(
	    document, &type->element[chance(document, type->element_count)], 0);
}

static inline void
document_release(struct document *document)
{
	arena_release(&document->arena);
}

static inline void
spoil_children(struct document *document, struct node *node)
{
	const size_t at = chance(document, node->child_count);
	const size_t to = chance(document, node->child_count);
	struct node *moved = node->child[at];

	switch (chance(document, 4)) {
	case 0: /* missing */
		node->child_count--;
		memmove(&node->child[at], &node->child[at + 1],
		    (node->child_count - at) * sizeof(node->child[0]));
		break;
	case 1: /* twice, there or elsewhere */
		if (node->child_count == CHILDREN_MAX)
			break;
		memmove(&node->child[to + 1], &node->child[to],
		    (node->child_count - to) * sizeof(node->child[0]));
		node->child[to] = moved;
		node->child_count++;
		break;
	case 2: /* in another order */
		node->child[at] = node->child[to];
		node->child[to] = moved;
		break;
	default: /* of another place */
		node->child[at] =
		    document->all[chance(document, document->count)];
		/* A tree it stays: only what holds a text. */
		if (node->child[at]->text == NULL)
			node->child[at] = moved;
		break;
	}
}

static inline void
spoil_attributes(struct document *document, struct node *node)
{
	struct node_attribute *attribute;

	if (node->attribute_count == 0 || chance(document, 6) == 0) {
		if (node->attribute_count < 8)
			node->attribute[node->attribute_count++] =
			    (struct node_attribute){
				    chance(document, 2) ? "type" : "other",
				    NULL, "net"
			    };
		return;
	}
	attribute = &node->attribute[chance(document, node->attribute_count)];
	switch (chance(document, 3)) {
	case 0:
		*attribute = node->attribute[--node->attribute_count];
		break;
	case 1:
		if (node->attribute_count < 8)
			node->attribute[node->attribute_count++] = *attribute;
		break;
	default:
		attribute->value =
		    attribute->type == NULL
			? "x"
			: random_value(document, attribute->type);
		if (strchr(attribute->value, '"') != NULL)
			attribute->value = "x";
		break;
	}
}

static inline void
spoil_text(struct document *document, struct node *node)
{
	static const char *const odd[] = { "<![CDATA[1]]>", "1<!-- -->", "\r",
		"]]>", "&#0;", "&#xFFFE;", "&none;", "\xEF\xBF\xBE", "<a/>",
		"&amp", "&#x110000;", "&#13;", "<?a b?>", "\x7F", "\x01", " 1",
		"\n1\n" };

	if (chance(document, 3) == 0)
		node->text =
		    odd[chance(document, sizeof(odd) / sizeof(odd[0]))];
	else
		node->text = random_value(document, node->type);
}

static inline void
document_spoil(struct document *document)
{
	struct node *node = document->all[chance(document, document->count)];

	switch (chance(document, 4)) {
	case 0:
		spoil_attributes(document, node);
		break;
	case 1:
		node->name =
		    chance(document, 3) == 0
			? "other"
			: document->all[chance(document, document->count)]
			      ->name;
		break;
	default:
		if (node->text != NULL)
			spoil_text(document, node);
		else if (node->child_count > 0)
			spoil_children(document, node);
		break;
	}
}

static inline void
node_put(const struct node *node, struct buf *buf)
{
	buf_printf(buf, "<%s", node->name);
	for (size_t i = 0; i < node->attribute_count; i++)
		buf_printf(buf, " %s=\"%s\"", node->attribute[i].name,
		    node->attribute[i].value);
	buf_puts(buf, ">");
	if (node->text != NULL)
		buf_puts(buf, node->text);
	else
		buf_putc(buf, '\n');
	for (size_t i = 0; i < node->child_count; i++)
		node_put(node->child[i], buf);
	buf_printf(buf, "</%s>\n", node->name);
}

/* Now and then a byte is changed, lost or twice. */
static inline void
bytes_spoil(struct document *document, struct buf *buf)
{
	const size_t at = chance(document, buf->len);

	switch (chance(document, 3)) {
	case 0:
		buf->data[at] = "<>&/=\"' ]!x0\n"[chance(document, 13)];
		break;
	case 1:
		memmove(&buf->data[at], &buf->data[at + 1], buf->len - at);
		buf->len--;
		break;
	default:
		buf_putc(buf, ' ');
		memmove(&buf->data[at + 1], &buf->data[at], buf->len - at - 1);
		break;
	}
}

#endif
