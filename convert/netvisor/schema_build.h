/*
 * schema_build.h - a schema while its tables are made: schema_scan.c reads
 * the files into it, schema.c turns names into pointers.
 */
#ifndef NETVISOR_SCHEMA_BUILD_H
#define NETVISOR_SCHEMA_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "netvisor/schema.h"
#include "netvisor/xml_reader.h"

/* A type while it is read; the first member is what users see. */
struct type_build {
	struct schema_type type;
	const char *base;
	struct schema_element *element;
	const char **element_type; /* names, parallel; NULL: inline */
	size_t element_capacity;
	size_t element_type_capacity;
	struct schema_attribute *attribute;
	const char **attribute_type; /* likewise */
	size_t attribute_capacity;
	size_t attribute_type_capacity;
	struct schema_value *value;
	size_t value_capacity;
	const char **pattern_text;
	size_t pattern_count;
	size_t pattern_capacity;
	struct xsd_pattern **pattern; /* parallel, once prepared */
	bool opaque;
	enum schema_content group; /* its sequence or choice, or opaque */
	struct type_build *next;
};

struct schema {
	struct arena arena;
	struct type_build *first;
	struct type_build **last;
	struct type_build *document;
};

/* Every type of the xs namespace: a text of any length. */
extern const struct schema_type schema_any_text;
/* One whose texts the tables do not know. */
extern const struct schema_type schema_opaque_text;

/* A new type at the end of the schema's list; name may be NULL. */
struct type_build *schema_type_new(struct schema *, const char *name);
/*
 * Add a file's types. The file that it includes comes back in *ret_include,
 * or NULL. False after findings.
 */
bool schema_scan(struct schema *, const char *label, const char *text,
    size_t len, struct diag_list *, const char **ret_include);

/* The tags that the tables understand in full. */
enum schema_tag {
	TAG_OTHER,
	TAG_SCHEMA,
	TAG_INCLUDE,
	TAG_ELEMENT,
	TAG_COMPLEX_TYPE,
	TAG_SIMPLE_TYPE,
	TAG_SEQUENCE,
	TAG_CHOICE,
	TAG_SIMPLE_CONTENT,
	TAG_EXTENSION,
	TAG_RESTRICTION,
	TAG_ATTRIBUTE,
	TAG_MIN_LENGTH,
	TAG_MAX_LENGTH,
	TAG_PATTERN,
	TAG_ENUMERATION,
	TAG_ANNOTATION,
	TAG_DOCUMENTATION
};

/*
 * What a tag says that only judging needs: facets, and whether all of it is
 * understood. type is the one that the tag belongs to, outer what it stands
 * in. (schema_facts.c)
 */
enum schema_tag schema_fact(struct schema *, struct type_build *,
    enum schema_tag outer, const char *name, const struct xml_attribute *,
    size_t count);
/* Once all names are pointers: what each type's content is. */
void schema_facts_end(struct schema *);

#endif
