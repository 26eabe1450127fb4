/*
 * embed.h - files that travel inside the programs: the XML Schemas and the
 * tables that netvisor-check judges by, and the starter mappings. Their names
 * are paths in the source tree, as in "mappings/vat.yaml" and
 * "convert/netvisor/schema/accounting.xsd".
 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

struct embedded_file {
	const char *name;
	const unsigned char *data; /* not ended by NUL */
	size_t len;
};

/* The file of a name, or NULL. */
const struct embedded_file *embed_find(const char *name);
size_t embed_count(void);
const struct embedded_file *embed_get(size_t index);

#endif
