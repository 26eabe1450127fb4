/* xml_quick.c - see xml_quick.h. */
#include "netvisor/xml_quick.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "netvisor/schema.h"
#include "netvisor/schema_value.h"
#include "netvisor/xml_entity.h"
#include "netvisor/xml_reader.h"

#define DEPTH_MAX 32
#define ATTRIBUTES_MAX 16
/* Longer ones are for libxml2, which has limits of its own. */
#define TEXT_MAX_BYTES ((size_t)1 << 20)
#define VALUE_MAX_BYTES ((size_t)1 << 12)

/* What a byte is, where it is not just a character. */
enum byte {
	BYTE_PLAIN,
	BYTE_HIGH,  /* of a character beyond ASCII */
	BYTE_BLANK, /* line feed and tab: not in attributes */
	BYTE_QUOTE,
	BYTE_BRACKET, /* ] */
	BYTE_AND,
	BYTE_LESS,
	BYTE_REFUSED
};

/* An open element that holds elements. */
struct level {
	const struct schema_element *element; /* NULL: the document */
	const struct schema_type *type;
	size_t at;  /* the element of the type that is due */
	long count; /* how many of it there were */
};

struct xml_quick {
	const struct schema_type *document;
	const struct xml_events *events;
	void *context;
	unsigned char byte[256];
	struct buf text; /* decoded */
	/* While reading. */
	const char *at;
	struct level level[DEPTH_MAX];
	size_t depth;
};

static void
bytes_class(unsigned char byte[256])
{
	for (unsigned i = 0; i < 256; i++)
		byte[i] = i < ' '    ? BYTE_REFUSED
		          : i < 0x80 ? BYTE_PLAIN
		                     : BYTE_HIGH;
	byte['\t'] = byte['\n'] = BYTE_BLANK;
	byte['"'] = byte['\''] = BYTE_QUOTE;
	byte[']'] = BYTE_BRACKET;
	byte['&'] = BYTE_AND;
	byte['<'] = BYTE_LESS;
}

struct xml_quick *
xml_quick_new(
    const struct schema *schema, const struct xml_events *events, void *context)
{
	struct xml_quick *quick = mem_calloc(1, sizeof(*quick));

	quick->document = schema_document(schema);
	quick->events = events;
	quick->context = context;
	buf_init(&quick->text, BUF_MAX_DEFAULT);
	bytes_class(quick->byte);
	return quick;
}

void
xml_quick_free(struct xml_quick *quick)
{
	if (quick == NULL)
		return;
	buf_release(&quick->text);
	free(quick);
}

static enum byte
byte_of(const struct xml_quick *quick, const char *at)
{
	return (enum byte)quick->byte[(unsigned char)*at];
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static void
skip_blanks(struct xml_quick *quick)
{
	while (is_blank(*quick->at))
		quick->at++;
}

/* A name up to what cannot be in one; what is odd is in no schema. */
static size_t
name_len(const char *at)
{
	const char *end = at;

	while (*end > ' ' && *end != '>' && *end != '/' && *end != '=')
		end++;
	return (size_t)(end - at);
}

/* The element of a name that may stand next, or NULL. */
static const struct schema_element *
element_next(struct level *level, const char *name, size_t len)
{
	const struct schema_type *type = level->type;

	for (; level->at < type->element_count; level->at++, level->count = 0) {
		const struct schema_element *element =
		    &type->element[level->at];

		if (element->name_len == len &&
		    memcmp(element->name, name, len) == 0 &&
		    (element->max == SCHEMA_UNBOUNDED ||
			level->count < element->max)) {
			level->count++;
			return element;
		}
		if (level->count < element->min)
			return NULL;
	}
	return NULL;
}

/* The same in a choice: the first decides, and there is one. */
static const struct schema_element *
element_chosen(struct level *level, const char *name, size_t len)
{
	const struct schema_type *type = level->type;

	for (size_t i = 0; i < type->element_count && level->count == 0; i++) {
		if (type->element[i].name_len == len &&
		    memcmp(type->element[i].name, name, len) == 0) {
			level->count = 1;
			return &type->element[i];
		}
	}
	return NULL;
}

/* Has an element all that it must have? */
static bool
is_complete(const struct level *level)
{
	const struct schema_type *type = level->type;
	long count = level->count;

	if (type->content == SCHEMA_CHOICE)
		return count == 1;
	for (size_t i = level->at; i < type->element_count; i++, count = 0) {
		if (count < type->element[i].min)
			return false;
	}
	return true;
}

/* A value in quotes; false when it is not plain, or not of its type. */
static bool
read_value(struct xml_quick *quick, const struct schema_type *type,
    struct xml_attribute *ret)
{
	const char quote = *quick->at++;
	const char *const start = quick->at;
	bool high = false;

	if (quote != '"' && quote != '\'')
		return false;
	for (;; quick->at++) {
		const enum byte byte = byte_of(quick, quick->at);

		if (byte == BYTE_QUOTE && *quick->at == quote)
			break;
		if (byte >= BYTE_AND || byte == BYTE_BLANK)
			return false;
		high |= byte == BYTE_HIGH;
	}
	ret->value = start;
	ret->len = (size_t)(quick->at++ - start);
	return ret->len <= VALUE_MAX_BYTES &&
	       schema_value_fits(type, start, ret->len, high);
}

/* The attributes up to >; each is one of the type's, and once. */
static bool
read_attributes(struct xml_quick *quick, const struct schema_type *type,
    struct xml_attribute list[ATTRIBUTES_MAX], size_t *ret_count)
{
	uint32_t seen = 0;
	size_t i;

	*ret_count = 0;
	while (*quick->at != '>') {
		const char *const name = quick->at + 1;
		const size_t len = name_len(name);

		if (*quick->at != ' ' || name[len] != '=')
			return false;
		for (i = 0; i < type->attribute_count; i++) {
			if (type->attribute[i].name_len == len &&
			    memcmp(type->attribute[i].name, name, len) == 0)
				break;
		}
		if (i == type->attribute_count || i >= ATTRIBUTES_MAX ||
		    (seen >> i & 1) != 0)
			return false;
		seen |= UINT32_C(1) << i;
		quick->at = name + len + 1;
		list[*ret_count].name = type->attribute[i].name;
		if (!read_value(
			quick, type->attribute[i].type, &list[*ret_count]))
			return false;
		(*ret_count)++;
	}
	quick->at++;
	for (i = 0; i < type->attribute_count; i++) {
		if (type->attribute[i].required &&
		    (i >= ATTRIBUTES_MAX || (seen >> i & 1) == 0))
			return false;
	}
	return true;
}

/* After </: the name, and > at once. */
static bool
read_end(struct xml_quick *quick, const struct schema_element *element)
{
	const size_t len = element->name_len;

	if (strncmp(quick->at, element->name, len) != 0 ||
	    quick->at[len] != '>')
		return false;
	quick->at += len + 1;
	if (quick->events->end != NULL)
		quick->events->end(quick->context, element->name);
	return true;
}

/* From an entity on, a text has to be put together. */
static bool
read_decoded(struct xml_quick *quick, const char *start, bool *high)
{
	buf_clear(&quick->text);
	for (;; quick->at++) {
		const enum byte byte = byte_of(quick, quick->at);
		size_t used;

		if (byte < BYTE_BRACKET) {
			*high |= byte == BYTE_HIGH;
			continue;
		}
		if (byte == BYTE_BRACKET && quick->at[1] != ']')
			continue;
		if (byte != BYTE_AND && byte != BYTE_LESS)
			return false;
		buf_put(&quick->text, start, (size_t)(quick->at - start));
		if (byte == BYTE_LESS)
			return true;
		used = xml_entity_put(&quick->text, quick->at, high);
		if (used == 0)
			return false;
		start = quick->at + used;
		quick->at = start - 1;
	}
}

/* A text up to the next tag, as it is or decoded; it fits its type. */
static bool
read_text(struct xml_quick *quick, const struct schema_type *type)
{
	const char *start = quick->at;
	bool high = false;
	enum byte byte;
	size_t len;

	for (;; quick->at++) {
		byte = byte_of(quick, quick->at);
		if (byte < BYTE_BRACKET)
			high |= byte == BYTE_HIGH;
		/* Two brackets may be the end of a CDATA section. */
		else if (byte != BYTE_BRACKET || quick->at[1] == ']')
			break;
	}
	len = (size_t)(quick->at - start);
	if (byte == BYTE_AND) {
		if (!read_decoded(quick, start, &high))
			return false;
		start = buf_text(&quick->text);
		len = quick->text.len;
	} else if (byte != BYTE_LESS) {
		return false;
	}
	if (len > TEXT_MAX_BYTES || !schema_value_fits(type, start, len, high))
		return false;
	if (len > 0 && quick->events->text != NULL)
		quick->events->text(quick->context, start, len);
	return true;
}

/* After <: a start tag, and all of the element if it holds a text. */
static bool
read_element(struct xml_quick *quick)
{
	struct level *level = &quick->level[quick->depth - 1];
	const size_t len = name_len(quick->at);
	const struct schema_element *element =
	    level->type->content == SCHEMA_CHOICE
		? element_chosen(level, quick->at, len)
		: element_next(level, quick->at, len);
	struct xml_attribute list[ATTRIBUTES_MAX];
	const struct schema_type *type;
	size_t count;

	if (element == NULL)
		return false;
	type = element->type;
	quick->at += len;
	if (type->content == SCHEMA_OPAQUE ||
	    !read_attributes(quick, type, list, &count))
		return false;
	if (quick->events->start != NULL)
		quick->events->start(
		    quick->context, element->name, list, count);
	if (type->content == SCHEMA_TEXT) {
		if (!read_text(quick, type) || quick->at[1] != '/')
			return false;
		quick->at += 2;
		return read_end(quick, element);
	}
	if (quick->depth == DEPTH_MAX)
		return false;
	quick->level[quick->depth++] =
	    (struct level){ .element = element, .type = type };
	return true;
}

bool
xml_quick_read(struct xml_quick *quick, const char *data, size_t len)
{
	quick->at = data;
	quick->depth = 1;
	quick->level[0] = (struct level){ .type = quick->document };
	if (quick->document->content == SCHEMA_OPAQUE)
		return false;
	do {
		const struct level *level = &quick->level[quick->depth - 1];

		skip_blanks(quick);
		if (*quick->at++ != '<')
			return false;
		if (*quick->at != '/') {
			if (!read_element(quick))
				return false;
			continue;
		}
		quick->at++;
		if (level->element == NULL || !is_complete(level) ||
		    !read_end(quick, level->element))
			return false;
		quick->depth--;
	} while (quick->depth > 1);
	skip_blanks(quick);
	return quick->at == data + len;
}
