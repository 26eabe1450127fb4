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

/* A type while it is read; the first member is what users see. */
struct type_build {
	struct schema_type type;
	const char *base;
	struct schema_element *element;
	const char **element_type; /* names, parallel; NULL: inline */
	size_t element_capacity;
	size_t element_type_capacity;
	struct schema_attribute *attribute;
	size_t attribute_capacity;
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

/* A new type at the end of the schema's list; name may be NULL. */
struct type_build *schema_type_new(struct schema *, const char *name);
/*
 * Add a file's types. The file that it includes comes back in *ret_include,
 * or NULL. False after findings.
 */
bool schema_scan(struct schema *, const char *label, const char *text,
    size_t len, struct diag_list *, const char **ret_include);

#endif
