/*
 * schema_facts.c - facets, and what of a schema the tables understand in
 * full; see schema_build.h. Whatever is not named here makes its type opaque.
 */
#include <string.h>

#include "netvisor/schema_build.h"

#define BASES_MAX 8
#define ATTRIBUTES_MAX 4
#define IN(tag) (1U << (tag))
#define ANYWHERE (~0U)
/* A length of more digits is not a schema of ours. */
#define DIGITS_MAX 7

static const struct tag_form {
	const char *name;
	unsigned within; /* the tags that it may stand in */
	const char *attribute[ATTRIBUTES_MAX];
} tag_form[] = {
	[TAG_SCHEMA] = { "schema", IN(TAG_OTHER), { NULL } },
	[TAG_INCLUDE] = { "include", IN(TAG_SCHEMA), { "schemaLocation" } },
	[TAG_ELEMENT] = { "element",
	    IN(TAG_SCHEMA) | IN(TAG_SEQUENCE) | IN(TAG_CHOICE),
	    { "name", "type", "minOccurs", "maxOccurs" } },
	[TAG_COMPLEX_TYPE] = { "complexType", IN(TAG_SCHEMA) | IN(TAG_ELEMENT),
	    { "name" } },
	[TAG_SIMPLE_TYPE] = { "simpleType",
	    IN(TAG_SCHEMA) | IN(TAG_ELEMENT) | IN(TAG_ATTRIBUTE), { "name" } },
	[TAG_SEQUENCE] = { "sequence", IN(TAG_COMPLEX_TYPE), { NULL } },
	[TAG_CHOICE] = { "choice", IN(TAG_COMPLEX_TYPE), { NULL } },
	[TAG_SIMPLE_CONTENT] = { "simpleContent", IN(TAG_COMPLEX_TYPE),
	    { NULL } },
	[TAG_EXTENSION] = { "extension", IN(TAG_SIMPLE_CONTENT), { "base" } },
	[TAG_RESTRICTION] = { "restriction", IN(TAG_SIMPLE_TYPE), { "base" } },
	[TAG_ATTRIBUTE] = { "attribute",
	    IN(TAG_EXTENSION) | IN(TAG_COMPLEX_TYPE),
	    { "name", "type", "use" } },
	[TAG_MIN_LENGTH] = { "minLength", IN(TAG_RESTRICTION), { "value" } },
	[TAG_MAX_LENGTH] = { "maxLength", IN(TAG_RESTRICTION), { "value" } },
	[TAG_PATTERN] = { "pattern", IN(TAG_RESTRICTION), { "value" } },
	[TAG_ENUMERATION] = { "enumeration", IN(TAG_RESTRICTION), { "value" } },
	[TAG_ANNOTATION] = { "annotation", ANYWHERE, { NULL } },
	[TAG_DOCUMENTATION] = { "documentation", IN(TAG_ANNOTATION), { NULL } },
};

static bool
value_is(const struct xml_attribute *attribute, const char *value)
{
	return attribute->len == strlen(value) &&
	       memcmp(attribute->value, value, attribute->len) == 0;
}

/* May an attribute stand in this tag? */
static bool
attribute_fits(enum schema_tag tag, enum schema_tag outer,
    const struct xml_attribute *attribute)
{
	const bool occurs = strstr(attribute->name, "Occurs") != NULL;
	bool known = false;

	for (size_t i = 0; i < ATTRIBUTES_MAX; i++) {
		const char *name = tag_form[tag].attribute[i];

		known |= name != NULL && strcmp(name, attribute->name) == 0;
	}
	if (tag == TAG_ATTRIBUTE && strcmp(attribute->name, "use") == 0)
		return value_is(attribute, "required") ||
		       value_is(attribute, "optional");
	/* How often an alternative stands, the tables do not say. */
	if (occurs && outer != TAG_SEQUENCE)
		return value_is(attribute, "1");
	return known;
}

static enum schema_tag
tag_find(enum schema_tag outer, const char *name,
    const struct xml_attribute *list, size_t count)
{
	for (unsigned i = TAG_SCHEMA; i <= TAG_DOCUMENTATION; i++) {
		const enum schema_tag tag = (enum schema_tag)i;

		if (strcmp(tag_form[i].name, name) != 0)
			continue;
		if ((tag_form[i].within & IN(outer)) == 0)
			return TAG_OTHER;
		for (size_t j = 0; j < count; j++) {
			if (!attribute_fits(tag, outer, &list[j]))
				return TAG_OTHER;
		}
		return tag;
	}
	return TAG_OTHER;
}

static void
least_length(struct type_build *type, const struct xml_attribute *value)
{
	long number = 0;

	if (value->len == 0 || value->len > DIGITS_MAX)
		type->opaque = true;
	for (size_t i = 0; i < value->len && !type->opaque; i++) {
		if (value->value[i] < '0' || value->value[i] > '9')
			type->opaque = true;
		number = number * 10 + (value->value[i] - '0');
	}
	type->type.min_length = number;
}

static void
facet(struct schema *schema, struct type_build *type, enum schema_tag tag,
    const struct xml_attribute *value)
{
	const char *text =
	    arena_strndup(&schema->arena, value->value, value->len);

	/* A reference in it comes half decoded. */
	if (memchr(value->value, '&', value->len) != NULL)
		type->opaque = true;
	if (tag == TAG_MIN_LENGTH) {
		least_length(type, value);
	} else if (tag == TAG_PATTERN) {
		type->pattern_text =
		    mem_grow(type->pattern_text, type->pattern_count,
			&type->pattern_capacity, sizeof(*type->pattern_text));
		type->pattern_text[type->pattern_count++] = text;
	} else if (tag == TAG_ENUMERATION) {
		type->value = mem_grow(type->value, type->type.value_count,
		    &type->value_capacity, sizeof(*type->value));
		type->value[type->type.value_count++] =
		    (struct schema_value){ text, value->len };
		type->type.value = type->value;
	}
}

enum schema_tag
schema_fact(struct schema *schema, struct type_build *type,
    enum schema_tag outer, const char *name, const struct xml_attribute *list,
    size_t count)
{
	const enum schema_tag tag = tag_find(outer, name, list, count);

	if (tag == TAG_OTHER) {
		type->opaque = true;
	} else if (tag == TAG_SEQUENCE || tag == TAG_CHOICE) {
		if (type->group != SCHEMA_OPAQUE)
			type->opaque = true;
		type->group =
		    tag == TAG_SEQUENCE ? SCHEMA_SEQUENCE : SCHEMA_CHOICE;
	} else if (tag >= TAG_MIN_LENGTH && tag <= TAG_ENUMERATION) {
		if (count == 1)
			facet(schema, type, tag, &list[0]);
		else
			type->opaque = true;
	}
	return tag;
}

/* Is a type a text, with whatever its bases demand? */
static bool
is_text(const struct schema *schema, const struct type_build *type)
{
	for (size_t i = 0; i < BASES_MAX; i++) {
		const struct schema_type *base = type->type.base;

		if (type->opaque || type->group != SCHEMA_OPAQUE ||
		    base == NULL || base->attribute_count > 0)
			return false;
		if (base == &schema_any_text || base == &schema_opaque_text)
			return base == &schema_any_text;
		/* A type is the first member of its build. */
		type = (const struct type_build *)(const void *)base;
		if (type == schema->document)
			return false;
	}
	return false;
}

void
schema_facts_end(struct schema *schema)
{
	for (struct type_build *type = schema->first; type != NULL;
	     type = type->next) {
		type->type.content = SCHEMA_OPAQUE;
		if (type->opaque)
			continue;
		if (type == schema->document)
			type->type.content = SCHEMA_CHOICE;
		else if (type->group != SCHEMA_OPAQUE && type->base == NULL)
			type->type.content = type->group;
		else if (is_text(schema, type))
			type->type.content = SCHEMA_TEXT;
	}
}
