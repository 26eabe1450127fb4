/* schema_value.h - does a text have a type's facets? */
#ifndef NETVISOR_SCHEMA_VALUE_H
#define NETVISOR_SCHEMA_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct schema_type;

/*
 * Valid UTF-8; high: not all of it is ASCII. The type is of a prepared schema.
 * A type that is opaque fits nothing.
 */
bool schema_value_fits(
    const struct schema_type *, const char *, size_t len, bool high);

#endif
