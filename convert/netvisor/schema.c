/* schema.c - element tables from XML Schema files; see schema.h. */
#include "netvisor/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/embed.h"
#include "base/mem.h"
#include "netvisor/schema_build.h"
#include "netvisor/xsd_pattern.h"

#define SCHEMA_FOLDER "convert/netvisor/schema/"
#define BASES_MAX 8
#define INCLUDES_MAX 8

const struct schema_type schema_any_text = { .content = SCHEMA_TEXT,
	.max_length = SCHEMA_UNBOUNDED };
const struct schema_type schema_opaque_text = { .content = SCHEMA_OPAQUE,
	.max_length = SCHEMA_UNBOUNDED };

struct type_build *
schema_type_new(struct schema *schema, const char *name)
{
	struct type_build *type = arena_alloc(&schema->arena, sizeof(*type));

	type->type.name = name;
	type->type.max_length = SCHEMA_UNBOUNDED;
	*schema->last = type;
	schema->last = &type->next;
	return type;
}

static const struct schema_type *
type_find(const struct schema *schema, const char *name)
{
	if (strncmp(name, "xs:", 3) == 0)
		return strcmp(name, "xs:string") == 0 ? &schema_any_text
		                                      : &schema_opaque_text;
	for (const struct type_build *type = schema->first; type != NULL;
	     type = type->next) {
		if (type->type.name != NULL &&
		    strcmp(type->type.name, name) == 0)
			return &type->type;
	}
	return NULL;
}

/* The length that a chain of bases sets. */
static long
length_of(const struct schema *schema, const struct type_build *type)
{
	const struct schema_type *base;

	for (size_t i = 0; i < BASES_MAX; i++) {
		if (type->type.max_length != SCHEMA_UNBOUNDED ||
		    type->base == NULL)
			break;
		base = type_find(schema, type->base);
		if (base == NULL || base == &schema_any_text ||
		    base == &schema_opaque_text)
			return SCHEMA_UNBOUNDED;
		/* A type is the first member of its build. */
		type = (const struct type_build *)(const void *)base;
	}
	return type->type.max_length;
}

static bool
resolve_elements(const struct schema *schema, struct type_build *type,
    struct diag_list *diag)
{
	bool sound = true;

	for (size_t i = 0; i < type->type.element_count; i++) {
		const char *name = type->element_type[i];
		const struct schema_type *found;

		if (name == NULL)
			continue;
		found = type_find(schema, name);
		if (found == NULL) {
			(void)diag_add(diag, RULE_DOCUMENT_SCHEMA,
			    (struct source_pos){ NULL, 0, 0 },
			    "no type '%s' for element '%s'", name,
			    type->element[i].name);
			sound = false;
			continue;
		}
		type->element[i].type = found;
	}
	return sound;
}

/* An attribute's type that is not there is nobody's but the judge's. */
static void
resolve_attributes(const struct schema *schema, struct type_build *type)
{
	for (size_t i = 0; i < type->type.attribute_count; i++) {
		const struct schema_type *found;

		if (type->attribute_type[i] == NULL)
			continue;
		found = type_find(schema, type->attribute_type[i]);
		type->attribute[i].type =
		    found != NULL ? found : &schema_opaque_text;
	}
}

/* Names to pointers, once all files are read. */
static bool
schema_resolve(struct schema *schema, struct diag_list *diag)
{
	bool sound = true;

	for (struct type_build *type = schema->first; type != NULL;
	     type = type->next) {
		type->type.element = type->element;
		type->type.attribute = type->attribute;
		sound &= resolve_elements(schema, type, diag);
		resolve_attributes(schema, type);
		if (type->base != NULL)
			type->type.base = type_find(schema, type->base);
	}
	for (struct type_build *type = schema->first; type != NULL;
	     type = type->next)
		type->type.max_length = length_of(schema, type);
	schema_facts_end(schema);
	return sound;
}

static struct schema *
schema_new(void)
{
	struct schema *schema = mem_calloc(1, sizeof(*schema));

	arena_init(&schema->arena);
	schema->last = &schema->first;
	schema->document = schema_type_new(schema, NULL);
	return schema;
}

struct schema *
schema_parse(const char *text, size_t len, const char *common,
    size_t common_len, struct diag_list *diag)
{
	struct schema *schema = schema_new();
	const char *include;
	bool sound;

	sound = schema_scan(schema, "schema", text, len, diag, &include);
	if (sound && include != NULL && common != NULL)
		sound = schema_scan(
		    schema, include, common, common_len, diag, &include);
	if (sound && schema_resolve(schema, diag))
		return schema;
	schema_free(schema);
	return NULL;
}

struct schema *
schema_load(const char *file, struct diag_list *diag)
{
	struct schema *schema = schema_new();
	const char *next = file;
	bool sound = true;

	for (size_t i = 0; sound && next != NULL && i < INCLUDES_MAX; i++) {
		char *name = mem_printf("%s%s", SCHEMA_FOLDER, next);
		const struct embedded_file *found = embed_find(name);

		if (found == NULL) {
			(void)diag_add(diag, RULE_DOCUMENT_SCHEMA,
			    (struct source_pos){ next, 0, 0 },
			    "no schema of that name");
			sound = false;
		} else {
			sound = schema_scan(schema, next,
			    (const char *)found->data, found->len, diag, &next);
		}
		free(name);
	}
	if (sound && schema_resolve(schema, diag))
		return schema;
	schema_free(schema);
	return NULL;
}

void
schema_free(struct schema *schema)
{
	if (schema == NULL)
		return;
	for (struct type_build *type = schema->first; type != NULL;
	     type = type->next) {
		free(type->element);
		free(type->element_type);
		free(type->attribute);
		free(type->attribute_type);
		free(type->value);
		for (size_t i = 0; i < type->type.pattern_count; i++)
			xsd_pattern_free(type->pattern[i]);
		free(type->pattern);
		free(type->pattern_text);
	}
	arena_release(&schema->arena);
	free(schema);
}

void
schema_prepare(struct schema *schema)
{
	for (struct type_build *type = schema->first; type != NULL;
	     type = type->next) {
		if (type->pattern != NULL || type->pattern_count == 0)
			continue;
		type->pattern = mem_calloc(type->pattern_count,
		    /* NOLINTNEXTLINE(bugprone-sizeof-expression) */
		    sizeof(*type->pattern));
		type->type.pattern = type->pattern;
		type->type.pattern_count = type->pattern_count;
		for (size_t i = 0; i < type->pattern_count; i++) {
			type->pattern[i] =
			    xsd_pattern_new(type->pattern_text[i]);
			if (type->pattern[i] == NULL)
				type->opaque = true;
		}
	}
	schema_facts_end(schema);
}

const struct schema_type *
schema_document(const struct schema *schema)
{
	return &schema->document->type;
}

const struct schema_element *
schema_element_find(const struct schema_type *type, const char *name)
{
	for (size_t i = 0; i < type->element_count; i++) {
		if (strcmp(type->element[i].name, name) == 0)
			return &type->element[i];
	}
	return NULL;
}
