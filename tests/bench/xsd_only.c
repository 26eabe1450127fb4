/*
 * xsd_only - the yardstick: libxml2's bare xmlSchemaValidateStream over the
 * requests of a batch, each by the schema of its kind. No hash, no rules.
 * usage: xsd_only SCHEMAS BATCH
 *
 * SCHEMAS is the folder of the .xsd files. Printed: how many bytes there were.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "netvisor/request.h"

#define PATH_MAX_BYTES 4096

static xmlSchemaValidCtxtPtr valid[REQUEST_KIND_COUNT];

static void
fail(const char *what)
{
	fprintf(stderr, "xsd_only: %s failed\n", what);
	exit(1);
}

static xmlSchemaValidCtxtPtr
compile(const char *folder, enum request_kind kind)
{
	char path[PATH_MAX_BYTES];
	xmlSchemaParserCtxtPtr parser;
	xmlSchemaPtr schema;

	(void)snprintf(
	    path, sizeof(path), "%s/%s", folder, request_schema(kind));
	parser = xmlSchemaNewParserCtxt(path);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	if (schema == NULL)
		fail(path);
	return xmlSchemaNewValidCtxt(schema);
}

/* "000/000001-KIND.xml": the kind stands in the name. */
static enum request_kind
kind_of(const char *file)
{
	char name[PATH_MAX_BYTES];
	const char *dash = strchr(file, '-');
	enum request_kind kind;

	if (dash == NULL)
		fail(file);
	(void)snprintf(name, sizeof(name), "%s", dash + 1);
	name[strcspn(name, ".")] = '\0';
	if (!request_kind_find(name, &kind))
		fail(file);
	return kind;
}

static long long
validate(const char *batch, const char *file)
{
	char path[PATH_MAX_BYTES];
	const enum request_kind kind = kind_of(file);
	xmlParserInputBufferPtr input;
	struct stat status;

	(void)snprintf(path, sizeof(path), "%s/%s", batch, file);
	input =
	    xmlParserInputBufferCreateFilename(path, XML_CHAR_ENCODING_NONE);
	if (input == NULL || stat(path, &status) != 0 ||
	    xmlSchemaValidateStream(
		valid[kind], input, XML_CHAR_ENCODING_UTF8, NULL, NULL) != 0)
		fail(path);
	return (long long)status.st_size;
}

int
main(int argc, char **argv)
{
	char line[PATH_MAX_BYTES], path[PATH_MAX_BYTES];
	long long bytes = 0;
	FILE *manifest;

	if (argc != 3)
		return 2;
	xmlInitParser();
	for (unsigned i = 0; i < REQUEST_KIND_COUNT; i++)
		valid[i] = compile(argv[1], (enum request_kind)i);
	(void)snprintf(path, sizeof(path), "%s/manifest.tsv", argv[2]);
	manifest = fopen(path, "r");
	if (manifest == NULL)
		fail(path);
	while (fgets(line, sizeof(line), manifest) != NULL) {
		char *file = strchr(line, '\t');

		/* A row begins with its number; the rest frames them. */
		if (line[0] < '0' || line[0] > '9' || file == NULL)
			continue;
		file++;
		file[strcspn(file, "\t")] = '\0';
		bytes += validate(argv[2], file);
	}
	(void)fclose(manifest);
	printf("%lld\n", bytes);
	return 0;
}
