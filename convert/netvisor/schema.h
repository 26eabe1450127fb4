/*
 * schema.h - what a kind of request looks like, from its XML Schema file.
 *
 * The same text gives both: the compiled schema, by which netvisor-check
 * judges, and the ordered element tables, from which the emitter takes order,
 * occurrence and lengths (form.h). So a correction of a field is a correction
 * of the .xsd file alone.
 *
 * Understood in the files, for the tables: named and inline complexType and
 * simpleType, sequence, choice, element, attribute, simpleContent with
 * extension, restriction with maxLength, and xs:include. What stands inside a
 * choice or an optional group counts as optional.
 */
#ifndef NETVISOR_SCHEMA_H
#define NETVISOR_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

struct diag_list;

#define SCHEMA_UNBOUNDED (-1)

struct schema_type;

struct schema_attribute {
	const char *name;
	bool required;
};

/* An element in its parent's order. */
struct schema_element {
	const char *name;
	long min;
	long max; /* or SCHEMA_UNBOUNDED */
	const struct schema_type *type;
};

struct schema_type {
	const char *name; /* NULL: inline */
	const struct schema_element *element;
	size_t element_count; /* 0: text content */
	const struct schema_attribute *attribute;
	size_t attribute_count;
	long max_length; /* in characters, or SCHEMA_UNBOUNDED */
};

struct schema;

/*
 * The tables of a schema file (among the embedded ones). NULL after findings
 * (document.schema).
 */
struct schema *schema_load(const char *file, struct diag_list *);
void schema_free(struct schema *);
/* From text (tests); common is what an xs:include gets, or NULL. */
struct schema *schema_parse(const char *text, size_t len, const char *common,
    size_t common_len, struct diag_list *);
/* The type whose only element is the document's root. */
const struct schema_type *schema_document(const struct schema *);
/* The element of a name in a type, or NULL. */
const struct schema_element *schema_element_find(
    const struct schema_type *, const char *name);

#endif
