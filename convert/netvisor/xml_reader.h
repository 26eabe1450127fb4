/*
 * xml_reader.h - reading and judging XML; the one file that calls libxml2.
 *
 * A document is parsed from memory in one pass; with a schema it is validated
 * in the same pass. No DOCTYPE gets past (the parser stops at it), so there
 * are no entities to expand; nothing is ever loaded from disk or network.
 * xmlSchemaValidateStream tells nobody what the parser has to say, and given
 * handlers for it prints "Unimplemented block" or crashes (2.9.14). Hence the
 * schema is plugged into a parser of our own, which is what that function
 * does inside and costs the same.
 */
#ifndef NETVISOR_XML_READER_H
#define NETVISOR_XML_READER_H

#include <stdbool.h>
#include <stddef.h>

struct diag_list;
struct xml_reader;
struct xml_schema;

enum xml_fault {
	XML_FAULT_DOCTYPE,
	XML_FAULT_SYNTAX, /* not well-formed */
	XML_FAULT_SCHEMA,
	XML_FAULT_INTERNAL /* the library itself failed */
};

struct xml_attribute {
	const char *name;
	const char *value; /* not ended by NUL */
	size_t len;
};

/* What a reader tells; names and texts are valid during the call only. */
struct xml_events {
	void (*start)(void *context, const char *name,
	    const struct xml_attribute *, size_t count);
	void (*text)(void *context, const char *, size_t len);
	void (*end)(void *context, const char *name);
	/*
	 * message without a final stop or line feed. A document's first fault
	 * that is not one of the schema is its last event.
	 */
	void (*fault)(void *context, enum xml_fault, const char *message);
};

/*
 * Compile the schema file of that name (customer.xsd) among the embedded
 * ones; xs:include finds its files there too. NULL after a finding
 * (document.schema).
 */
struct xml_schema *xml_schema_compile(const char *name, struct diag_list *);
void xml_schema_free(struct xml_schema *);

/* schema NULL: well-formedness only. A reader can read many documents. */
struct xml_reader *xml_reader_new(
    const struct xml_schema *, const struct xml_events *, void *context);
void xml_reader_free(struct xml_reader *);
/*
 * Read a document of UTF-8; true when there was no fault. One with a crowded
 * tag (xml_crowd.h) is a fault of syntax without a place, before anything of
 * it is read.
 */
bool xml_reader_read(struct xml_reader *, const char *, size_t len);
/* Where the reader is, from 1; within an event only. */
unsigned long xml_reader_line(const struct xml_reader *);
unsigned long xml_reader_column(const struct xml_reader *);

#endif
