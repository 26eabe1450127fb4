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
 *
 * What a type allows is known in full only if its content is not opaque: by
 * then it is a text of xs:string with lengths, patterns and enumerations, or
 * one sequence or choice of elements (schema_facts.h). xml_quick.h judges by
 * such types alone.
 */
#ifndef NETVISOR_SCHEMA_H
#define NETVISOR_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

struct diag_list;

#define SCHEMA_UNBOUNDED (-1)

struct schema_type;
struct xsd_pattern;

struct schema_attribute {
	const char *name;
	size_t name_len;
	bool required;
	const struct schema_type *type;
};

/* An element in its parent's order. */
struct schema_element {
	const char *name;
	size_t name_len;
	long min;
	long max; /* or SCHEMA_UNBOUNDED */
	const struct schema_type *type;
};

enum schema_content {
	SCHEMA_OPAQUE, /* more than the tables can say */
	SCHEMA_TEXT,
	SCHEMA_SEQUENCE,
	SCHEMA_CHOICE
};

struct schema_value {
	const char *text;
	size_t len;
};

struct schema_type {
	const char *name; /* NULL: inline */
	enum schema_content content;
	const struct schema_type *base; /* of a text: it holds as well */
	const struct schema_element *element;
	size_t element_count; /* 0: text content */
	const struct schema_attribute *attribute;
	size_t attribute_count;
	long max_length; /* in characters, or SCHEMA_UNBOUNDED */
	long min_length;
	const struct schema_value *value; /* an enumeration, if there is one */
	size_t value_count;
	/* One of them matches, if there are any. */
	struct xsd_pattern *const *pattern;
	size_t pattern_count;
};

struct schema;

/*
 * The tables of a schema file (among the embedded ones). NULL after findings
 * (document.schema).
 */
struct schema *schema_load(const char *file, struct diag_list *);
void schema_free(struct schema *);
/*
 * Make the patterns ready for matching; who judges texts calls it once. A type
 * with a pattern that is not understood becomes opaque.
 */
void schema_prepare(struct schema *);
/* From text (tests); common is what an xs:include gets, or NULL. */
struct schema *schema_parse(const char *text, size_t len, const char *common,
    size_t common_len, struct diag_list *);
/* The type whose only element is the document's root. */
const struct schema_type *schema_document(const struct schema *);
/* The element of a name in a type, or NULL. */
const struct schema_element *schema_element_find(
    const struct schema_type *, const char *name);

#endif
