/* reply_tree.c - see reply_tree.h. */
#include "netvisor/reply_tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/xml_reader.h"

struct build {
	struct reply_tree *tree;
	struct reply_node *node; /* the open element */
	struct buf text[REPLY_DEPTH_MAX + 1];
	size_t depth; /* of node; the root's is 1 */
	size_t nodes;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The first fault stays; what comes after it is not looked at. */
static void
give_up(struct build *build, const char *fault)
{
	if (build->tree->fault == NULL)
		build->tree->fault = arena_strdup(&build->tree->arena, fault);
}

static const char *
name_copy(struct build *build, const char *name)
{
	const char *copy;

	(void)table_slot(&build->tree->names, name, strlen(name), &copy);
	return copy;
}

/*
 * libxml2 writes an ampersand of an attribute's value as "&#38;", always,
 * when it does not make trees.
 */
static const char *
value_copy(struct build *build, const char *value, size_t len)
{
	static const char ampersand[] = "&#38;";
	const size_t size = sizeof(ampersand) - 1;
	char *copy = arena_strndup(&build->tree->arena, value, len);
	size_t to = 0;

	for (size_t at = 0; at < len; to++) {
		copy[to] = value[at];
		if (len - at >= size &&
		    memcmp(value + at, ampersand, size) == 0)
			at += size;
		else
			at++;
	}
	copy[to] = '\0';
	return copy;
}

static void
attributes_copy(struct build *build, struct reply_node *node,
    const struct xml_attribute *attribute, size_t count)
{
	struct reply_attribute_node **end = &node->attribute;

	for (size_t i = 0; i < count; i++) {
		struct reply_attribute_node *copy =
		    arena_alloc(&build->tree->arena, sizeof(*copy));

		copy->name = name_copy(build, attribute[i].name);
		copy->value =
		    value_copy(build, attribute[i].value, attribute[i].len);
		*end = copy;
		end = &copy->next;
	}
}

static void
on_start(void *context, const char *name, const struct xml_attribute *attribute,
    size_t count)
{
	struct build *build = context;
	struct reply_node *node;

	if (build->tree->fault != NULL)
		return;
	if (build->depth == REPLY_DEPTH_MAX) {
		give_up(build, "elements lie too deep in each other");
		return;
	}
	if (build->nodes == REPLY_NODES_MAX) {
		give_up(build, "there are too many elements");
		return;
	}
	build->nodes++;
	node = arena_alloc(&build->tree->arena, sizeof(*node));
	node->name = name_copy(build, name);
	node->text = "";
	attributes_copy(build, node, attribute, count);
	node->parent = build->node;
	if (build->node == NULL)
		build->tree->root = node;
	else if (build->node->last == NULL)
		build->node->first = node;
	else
		build->node->last->next = node;
	if (build->node != NULL)
		build->node->last = node;
	build->node = node;
	build->depth++;
	buf_clear(&build->text[build->depth]);
}

static void
on_text(void *context, const char *text, size_t len)
{
	struct build *build = context;

	if (build->tree->fault == NULL && build->node != NULL)
		buf_put(&build->text[build->depth], text, len);
}

static void
on_end(void *context, const char *name)
{
	struct build *build = context;
	const struct buf *buf = &build->text[build->depth];
	const char *text = buf_text(buf);
	size_t len = buf->len;

	(void)name;
	if (build->tree->fault != NULL || build->node == NULL)
		return;
	if (buf->failed)
		give_up(build, "a text is too long");
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	while (len > 0 && is_blank(*text)) {
		text++;
		len--;
	}
	if (len > 0)
		build->node->text =
		    arena_strndup(&build->tree->arena, text, len);
	build->node = build->node->parent;
	build->depth--;
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	(void)fault;
	give_up(context, message);
}

/*
 * The name of the charset in an XML declaration: len bytes at *ret; 0 when
 * there is none.
 */
static size_t
declared_charset(const char *data, size_t len, const char **ret)
{
	static const char word[] = "encoding";
	const size_t size = sizeof(word) - 1;
	const char *end = memchr(data, '>', len);
	size_t at = 0, first;

	if (end == NULL || len < 5 || memcmp(data, "<?xml", 5) != 0)
		return 0;
	len = (size_t)(end - data);
	while (at + size <= len && memcmp(data + at, word, size) != 0)
		at++;
	at += size;
	while (at < len && (is_blank(data[at]) || data[at] == '='))
		at++;
	if (at >= len || (data[at] != '"' && data[at] != '\''))
		return 0;
	first = at + 1;
	for (at = first; at < len && data[at] != data[first - 1]; at++)
		;
	*ret = data + first;
	return at - first;
}

static bool
charset_is_known(const char *name, size_t len)
{
	static const char *const known[] = { "UTF-8", "US-ASCII", "ASCII",
		"ISO-8859-1", "ISO-8859-15", "windows-1252" };
	char copy[16];

	if (len >= sizeof(copy))
		return false;
	memcpy(copy, name, len);
	copy[len] = '\0';
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (text_equal_ignore_case(copy, known[i]))
			return true;
	}
	return false;
}

/* What the reader would not see or must not see. */
static void
check_bytes(struct build *build, const char *data, size_t len)
{
	const char *charset = NULL;
	const size_t charset_len = declared_charset(data, len, &charset);

	if (len == 0)
		give_up(build, "the answer is empty");
	else if (*data != '<') /* libxml2 would guess at other charsets */
		give_up(build, "the answer is not XML");
	else if (memchr(data, '\0', len) != NULL)
		give_up(build, "a NUL stands in the answer");
	else if (charset_len > 0 && !charset_is_known(charset, charset_len))
		give_up(build, "the answer's charset is not known");
}

void
reply_tree_read(struct reply_tree *tree, const char *data, size_t len)
{
	static const struct xml_events events = { .start = on_start,
		.text = on_text,
		.end = on_end,
		.fault = on_fault };
	struct build *build = mem_calloc(1, sizeof(*build));
	struct xml_reader *reader;

	*tree = (struct reply_tree){ 0 };
	arena_init(&tree->arena);
	table_init(&tree->names);
	build->tree = tree;
	for (size_t i = 0; i <= REPLY_DEPTH_MAX; i++)
		buf_init(&build->text[i], BUF_MAX_DEFAULT);
	if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		data += 3;
		len -= 3;
	}
	while (len > 0 && is_blank(*data)) {
		data++;
		len--;
	}
	check_bytes(build, data, len);
	if (tree->fault == NULL) {
		reader = xml_reader_new(NULL, &events, build);
		(void)xml_reader_read(reader, data, len);
		xml_reader_free(reader);
	}
	if (tree->fault != NULL)
		tree->root = NULL;
	for (size_t i = 0; i <= REPLY_DEPTH_MAX; i++)
		buf_release(&build->text[i]);
	free(build);
}

void
reply_tree_release(struct reply_tree *tree)
{
	table_release(&tree->names);
	arena_release(&tree->arena);
}
