/* xml_reader.c - libxml2 the one safe way; see xml_reader.h. */
#include "netvisor/xml_reader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/mem.h"
#include "netvisor/xml_crowd.h"
#include "netvisor/xml_message.h"

/* Names that only our loader knows; no disk or network has them. */
#define SCHEMA_URL "fenvoy:///"
#define SCHEMA_FOLDER "convert/netvisor/schema/"
#define ATTRIBUTES_MAX 16
/* libxml2 passes five pointers for each attribute. */
#define ATTRIBUTE_STEP 5

struct xml_schema {
	xmlSchemaPtr compiled;
};

struct xml_reader {
	const struct xml_schema *schema;
	const struct xml_events *events;
	void *context;
	xmlSchemaValidCtxtPtr valid;
	xmlParserCtxtPtr parser; /* while reading */
	bool faulty;
	bool stopped; /* after a syntax error nothing makes sense */
	/* Of the latest schema fault, to leave out its echo. */
	unsigned long line, column;
	struct buf message;
};

/* libxml2's text is unsigned char. */
static const char *
plain(const xmlChar *text)
{
	return (const char *)text;
}

/*
 * The one loader of the process: the embedded schemas and nothing else. A
 * NULL makes libxml2 fail to load, which is what anything else deserves.
 */
static xmlParserInputPtr
load_embedded(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	const struct embedded_file *file;
	xmlParserInputBufferPtr bytes;
	xmlParserInputPtr input;
	char *name;

	(void)id;
	if (url == NULL ||
	    strncmp(url, SCHEMA_URL, sizeof(SCHEMA_URL) - 1) != 0)
		return NULL;
	name = mem_printf("%s%s", SCHEMA_FOLDER, url + sizeof(SCHEMA_URL) - 1);
	file = embed_find(name);
	free(name);
	if (file == NULL || file->len > INT_MAX)
		return NULL;
	bytes = xmlParserInputBufferCreateMem(
	    (const char *)file->data, (int)file->len, XML_CHAR_ENCODING_NONE);
	if (bytes == NULL)
		return NULL;
	input = xmlNewIOInputStream(parser, bytes, XML_CHAR_ENCODING_NONE);
	if (input == NULL) {
		xmlFreeParserInputBuffer(bytes);
		return NULL;
	}
	input->filename = plain(xmlStrdup((const xmlChar *)url));
	return input;
}

static void
on_compile_error(void *context, xmlErrorPtr error)
{
	struct diag_list *diag = context;
	struct source_pos pos = { error->file, 0, 0 };
	struct buf message;

	buf_init(&message, BUF_MAX_DEFAULT);
	if (error->line > 0)
		pos.line = (unsigned long)error->line;
	(void)diag_add(diag, RULE_DOCUMENT_SCHEMA, pos, "%s",
	    xml_message(&message, error->message));
	buf_release(&message);
}

struct xml_schema *
xml_schema_compile(const char *name, struct diag_list *diag)
{
	xmlSchemaParserCtxtPtr parser;
	struct xml_schema *schema;
	xmlSchemaPtr compiled = NULL;
	char *url = mem_printf("%s%s", SCHEMA_URL, name);

	xmlInitParser();
	xmlSetExternalEntityLoader(load_embedded);
	parser = xmlSchemaNewParserCtxt(url);
	free(url);
	if (parser == NULL)
		mem_exhausted();
	xmlSchemaSetParserStructuredErrors(parser, on_compile_error, diag);
	compiled = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	if (compiled == NULL) {
		(void)diag_add(diag, RULE_DOCUMENT_SCHEMA,
		    (struct source_pos){ name, 0, 0 },
		    "the schema cannot be used");
		return NULL;
	}
	schema = mem_calloc(1, sizeof(*schema));
	schema->compiled = compiled;
	return schema;
}

void
xml_schema_free(struct xml_schema *schema)
{
	if (schema == NULL)
		return;
	xmlSchemaFree(schema->compiled);
	free(schema);
}

unsigned long
xml_reader_line(const struct xml_reader *reader)
{
	if (reader->parser == NULL || reader->parser->input == NULL)
		return 0;
	return (unsigned long)reader->parser->input->line;
}

unsigned long
xml_reader_column(const struct xml_reader *reader)
{
	if (reader->parser == NULL || reader->parser->input == NULL)
		return 0;
	return (unsigned long)reader->parser->input->col;
}

static void
report(struct xml_reader *reader, enum xml_fault fault, const char *message)
{
	if (reader->stopped)
		return;
	reader->faulty = true;
	reader->stopped = fault != XML_FAULT_SCHEMA;
	reader->events->fault(
	    reader->context, fault, xml_message(&reader->message, message));
}

static void
on_parser_error(void *context, xmlErrorPtr error)
{
	xmlParserCtxtPtr parser = error->ctxt;
	struct xml_reader *reader;

	(void)context; /* the plug's, not ours */
	reader = parser->_private;
	if (error->level == XML_ERR_WARNING)
		return;
	report(reader,
	    error->code == XML_ERR_NO_MEMORY ? XML_FAULT_INTERNAL
					     : XML_FAULT_SYNTAX,
	    error->message);
}

static void
on_schema_error(void *context, xmlErrorPtr error)
{
	struct xml_reader *reader = context;
	const unsigned long line = xml_reader_line(reader);
	const unsigned long column = xml_reader_column(reader);

	/* The echo of a facet's fault: "not a valid value of the type". */
	if (error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 &&
	    reader->line == line && reader->column == column)
		return;
	reader->line = line;
	reader->column = column;
	report(reader, XML_FAULT_SCHEMA, error->message);
}

static int
on_locate(void *context, const char **file, unsigned long *line)
{
	(void)context;
	*file = NULL;
	*line = 0;
	return 0; /* positions are taken from the parser itself */
}

static void
on_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
	struct xml_reader *reader = context;

	(void)target;
	(void)data;
	if (reader->schema != NULL)
		report(reader, XML_FAULT_SCHEMA,
		    "no request has processing instructions");
}

static void
on_comment(void *context, const xmlChar *text)
{
	struct xml_reader *reader = context;

	(void)text;
	if (reader->schema != NULL)
		report(reader, XML_FAULT_SCHEMA, "no request has comments");
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external,
    const xmlChar *system_id)
{
	struct xml_reader *reader = context;

	(void)name;
	(void)external;
	(void)system_id;
	report(reader, XML_FAULT_DOCTYPE, "a DOCTYPE is not allowed");
	xmlStopParser(reader->parser);
}

static void /* NOLINTNEXTLINE(readability-function-size): as libxml2 has it */
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces, const xmlChar **namespace_list,
    int count, int defaulted, const xmlChar **attribute)
{
	struct xml_reader *reader = context;
	struct xml_attribute list[ATTRIBUTES_MAX];
	size_t found = 0;

	(void)prefix;
	(void)namespace_list;
	(void)defaulted;
	/* xsi:type and its like come with a namespace, and nothing else does.
	 */
	if (reader->schema != NULL && (namespaces > 0 || uri != NULL))
		report(reader, XML_FAULT_SCHEMA, "no request has namespaces");
	for (int i = 0; i < count && found < ATTRIBUTES_MAX; i++) {
		const xmlChar **part = &attribute[(size_t)i * ATTRIBUTE_STEP];

		list[found].name = plain(part[0]);
		list[found].value = plain(part[3]);
		list[found].len = (size_t)(part[4] - part[3]);
		found++;
	}
	if (!reader->stopped && reader->events->start != NULL)
		reader->events->start(
		    reader->context, plain(name), list, found);
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml_reader *reader = context;

	(void)prefix;
	(void)uri;
	if (!reader->stopped && reader->events->end != NULL)
		reader->events->end(reader->context, plain(name));
}

static void
on_text(void *context, const xmlChar *text, int len)
{
	struct xml_reader *reader = context;

	if (!reader->stopped && reader->events->text != NULL && len > 0)
		reader->events->text(reader->context, plain(text), (size_t)len);
}

struct xml_reader *
xml_reader_new(const struct xml_schema *schema, const struct xml_events *events,
    void *context)
{
	struct xml_reader *reader = mem_calloc(1, sizeof(*reader));

	xmlInitParser();
	xmlSetExternalEntityLoader(load_embedded);
	reader->schema = schema;
	reader->events = events;
	reader->context = context;
	buf_init(&reader->message, BUF_MAX_DEFAULT);
	if (schema != NULL) {
		reader->valid = xmlSchemaNewValidCtxt(schema->compiled);
		if (reader->valid == NULL)
			mem_exhausted();
		xmlSchemaSetValidStructuredErrors(
		    reader->valid, on_schema_error, reader);
		xmlSchemaValidateSetLocator(reader->valid, on_locate, NULL);
	}
	return reader;
}

void
xml_reader_free(struct xml_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->valid != NULL)
		xmlSchemaFreeValidCtxt(reader->valid);
	buf_release(&reader->message);
	free(reader);
}

/*
 * Give the parser the bytes; false when libxml2 has no memory. They are
 * copied: reading a static buffer of more than a few KiB, 2.9 loses its place.
 */
static bool
push_input(xmlParserCtxtPtr parser, const char *data, size_t len)
{
	xmlParserInputBufferPtr bytes;
	xmlParserInputPtr input;

	bytes = xmlParserInputBufferCreateMem(
	    data, (int)len, XML_CHAR_ENCODING_NONE);
	if (bytes == NULL)
		return false;
	input = xmlNewIOInputStream(parser, bytes, XML_CHAR_ENCODING_UTF8);
	if (input == NULL) {
		xmlFreeParserInputBuffer(bytes);
		return false;
	}
	return inputPush(parser, input) >= 0;
}

bool
xml_reader_read(struct xml_reader *reader, const char *data, size_t len)
{
	xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.processingInstruction = on_instruction,
		.comment = on_comment,
		.internalSubset = on_doctype };
	struct xml_crowd crowd = { .len = 0 };
	xmlSAXHandlerPtr own;
	xmlSchemaSAXPlugPtr plug = NULL;

	reader->faulty = reader->stopped = false;
	reader->line = reader->column = 0;
	if (len > INT_MAX) {
		report(reader, XML_FAULT_SYNTAX, "the document is too large");
		return false;
	}
	if (!xml_crowd_pass(&crowd, data, len)) {
		report(reader, XML_FAULT_SYNTAX,
		    "a tag has too many attributes or is too long");
		return false;
	}
	reader->parser = xmlNewParserCtxt();
	if (reader->parser == NULL)
		mem_exhausted();
	reader->parser->_private = reader;
	reader->parser->linenumbers = 1;
	own = reader->parser->sax;
	reader->parser->sax = &handler;
	reader->parser->userData = reader;
	if (reader->valid != NULL) {
		plug = xmlSchemaSAXPlug(reader->valid, &reader->parser->sax,
		    &reader->parser->userData);
		if (plug == NULL)
			mem_exhausted();
	}
	reader->parser->sax->serror = on_parser_error;
	if (!push_input(reader->parser, data, len))
		mem_exhausted();
	if (xmlParseDocument(reader->parser) != 0 && !reader->faulty)
		report(
		    reader, XML_FAULT_INTERNAL, "the document cannot be read");
	if (plug != NULL)
		(void)xmlSchemaSAXUnplug(plug);
	reader->parser->sax = own;
	xmlFreeParserCtxt(reader->parser);
	reader->parser = NULL;
	return !reader->faulty;
}
