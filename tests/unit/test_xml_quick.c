/*
 * test_xml_quick.c - the quick reader never accepts what libxml2's
 * xmlSchemaValidateStream refuses, and accepts what is plain and right.
 *
 * Documents grow by the tables of every embedded schema and are then spoiled:
 * elements out of order, missing, twice; values of wrong types, lengths, code
 * lists; single bytes. QUICK_SEEDS sets how many for each schema.
 */
#include "unit.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "base/diag.h"
#include "base/embed.h"
#include "base/text.h"
#include "netvisor/xml_quick.h"
#include "netvisor/xml_reader.h"
#include "random_document.h"

#define FOLDER "convert/netvisor/schema/"
#define SEEDS 200

static unsigned long
seeds(void)
{
	const char *text = getenv("QUICK_SEEDS");

	return text != NULL ? strtoul(text, NULL, 10) : SEEDS;
}

/* What a reader told; blanks before a tag are left out. */
struct seen {
	struct buf text;
};

/* One schema and those who judge by it. */
struct judges {
	const char *file;
	struct schema *tables;
	struct xml_schema *schema;
	struct xml_quick *quick;
	struct xml_reader *reader;
	xmlSchemaPtr bare;
	struct seen quick_seen;
	struct seen reader_seen;
	size_t accepted;
	size_t refused;
};

static void
trim(struct seen *seen)
{
	struct buf *buf = &seen->text;

	while (buf->len > 0 && strchr(" \t\n", buf->data[buf->len - 1]) != NULL)
		buf->len--;
}

static void
on_start(void *context, const char *name, const struct xml_attribute *list,
    size_t count)
{
	struct seen *seen = context;

	trim(seen);
	buf_printf(&seen->text, "\n<%s", name);
	for (size_t i = 0; i < count; i++)
		buf_printf(&seen->text, " %s=%.*s", list[i].name,
		    (int)list[i].len, list[i].value);
	buf_putc(&seen->text, '>');
}

static void
on_text(void *context, const char *text, size_t len)
{
	buf_put(&((struct seen *)context)->text, text, len);
}

static void
on_end(void *context, const char *name)
{
	struct seen *seen = context;

	trim(seen);
	buf_printf(&seen->text, "</%s>", name);
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	(void)context;
	(void)fault;
	(void)message;
}

static const struct xml_events events = {
	.start = on_start, .text = on_text, .end = on_end, .fault = on_fault
};

static void
say_nothing(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

/* The yardstick itself: no handlers, no reader of ours. */
static bool
bare_accepts(xmlSchemaPtr bare, const struct buf *text)
{
	xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(bare);
	int result;

	xmlSchemaSetValidStructuredErrors(context, say_nothing, NULL);
	result = xmlSchemaValidateStream(context,
	    xmlParserInputBufferCreateMem(
		buf_text(text), (int)text->len, XML_CHAR_ENCODING_NONE),
	    XML_CHAR_ENCODING_UTF8, NULL, NULL);
	xmlSchemaFreeValidCtxt(context);
	return result == 0;
}

/* plain: nothing is in it that only libxml2 reads. */
static void
compare(struct judges *judges, const struct buf *text, bool plain, size_t seed)
{
	bool quick, bare, full;

	/* Others are no business of either. */
	if (text_utf8_check(buf_text(text), text->len) < text->len)
		return;
	buf_clear(&judges->quick_seen.text);
	buf_clear(&judges->reader_seen.text);
	quick = xml_quick_read(judges->quick, buf_text(text), text->len);
	full = xml_reader_read(judges->reader, buf_text(text), text->len);
	bare = bare_accepts(judges->bare, text);
	if (quick && (!bare || !full))
		fail_msg("%s, seed %zu: accepted, but wrong:\n%s", judges->file,
		    seed, buf_text(text));
	if (!quick && bare && full && plain)
		fail_msg("%s, seed %zu: right, but not accepted:\n%s",
		    judges->file, seed, buf_text(text));
	if (quick) {
		judges->accepted++;
		assert_string_equal(buf_text(&judges->quick_seen.text),
		    buf_text(&judges->reader_seen.text));
	} else {
		judges->refused++;
	}
}

static bool
is_plain(const struct buf *text)
{
	return strstr(buf_text(text), "<!") == NULL &&
	       strpbrk(buf_text(text), "\r?") == NULL &&
	       strstr(buf_text(text), "]]") == NULL;
}

/* An attribute with a reference or a tab is not plain, but a text with it. */
static bool
attributes_plain(const struct document *document)
{
	for (size_t i = 0; i < document->count; i++) {
		const struct node *node = document->all[i];

		for (size_t j = 0; j < node->attribute_count; j++) {
			if (strpbrk(node->attribute[j].value, "&\t\n") != NULL)
				return false;
		}
	}
	return true;
}

static void
compare_seed(struct judges *judges, size_t seed)
{
	struct document document;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	document_grow(&document, judges->tables, seed);
	for (size_t spoils = 0; spoils < 5; spoils++) {
		buf_clear(&text);
		node_put(document.root, &text);
		compare(judges, &text,
		    is_plain(&text) && attributes_plain(&document), seed);
		if (spoils > 0) {
			bytes_spoil(&document, &text);
			compare(judges, &text, false, seed);
		}
		document_spoil(&document);
	}
	document_release(&document);
	buf_release(&text);
}

static bool
judges_open(struct judges *judges, const char *file, struct diag_list *diag)
{
	char *path = mem_printf("%s%s", FOLDER, file);
	xmlSchemaParserCtxtPtr parser;

	*judges = (struct judges){ .file = file };
	buf_init(&judges->quick_seen.text, BUF_MAX_DEFAULT);
	buf_init(&judges->reader_seen.text, BUF_MAX_DEFAULT);
	judges->tables = schema_load(file, diag);
	assert_non_null(judges->tables);
	schema_prepare(judges->tables);
	judges->schema = xml_schema_compile(file, diag);
	assert_non_null(judges->schema);
	judges->quick =
	    xml_quick_new(judges->tables, &events, &judges->quick_seen);
	judges->reader =
	    xml_reader_new(judges->schema, &events, &judges->reader_seen);
	/* Our loader knows where the embedded files are. */
	free(path);
	path = mem_printf("fenvoy:///%s", file);
	parser = xmlSchemaNewParserCtxt(path);
	judges->bare = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	free(path);
	assert_non_null(judges->bare);
	/* A schema of types only is none of a document. */
	return schema_document(judges->tables)->element_count > 0;
}

static void
judges_close(struct judges *judges)
{
	xml_quick_free(judges->quick);
	xml_reader_free(judges->reader);
	xml_schema_free(judges->schema);
	schema_free(judges->tables);
	xmlSchemaFree(judges->bare);
	buf_release(&judges->quick_seen.text);
	buf_release(&judges->reader_seen.text);
}

static void
test_same_verdicts(void **state)
{
	struct diag_list *diag = diag_list_new();
	size_t schemas = 0;

	(void)state;
	for (size_t i = 0; i < embed_count(); i++) {
		const char *name = embed_get(i)->name;
		struct judges judges;

		if (strncmp(name, FOLDER, sizeof(FOLDER) - 1) != 0)
			continue;
		if (judges_open(&judges, name + sizeof(FOLDER) - 1, diag)) {
			schemas++;
			for (size_t seed = 1; seed <= seeds(); seed++)
				compare_seed(&judges, seed);
			/* Else nothing would have been compared. */
			assert_row(judges.accepted > seeds() / 4, name);
			assert_row(judges.refused > seeds() / 4, name);
			print_message("%s: %zu accepted, %zu not\n", name,
			    judges.accepted, judges.refused);
		}
		judges_close(&judges);
	}
	assert_true(schemas >= 4);
	assert_false(diag_failed(diag));
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
