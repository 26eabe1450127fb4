/*
 * test_xml_reader.c - the reader's promises: no DOCTYPE, no entity, nothing
 * loaded, exact places far into a document, nothing after a syntax error.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/diag.h"
#include "netvisor/xml_crowd.h"
#include "netvisor/xml_message.h"
#include "netvisor/xml_reader.h"

struct seen {
	struct xml_reader *reader;
	struct buf text;
	size_t elements;
};

static void
on_start(void *context, const char *name, const struct xml_attribute *list,
    size_t count)
{
	struct seen *seen = context;

	(void)list;
	seen->elements++;
	if (strcmp(name, "x") == 0)
		buf_printf(&seen->text, "x%zu ", count);
}

static void
on_text(void *context, const char *text, size_t len)
{
	buf_put(&((struct seen *)context)->text, text, len);
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	static const char *const name[] = { "doctype", "syntax", "schema",
		"internal" };
	struct seen *seen = context;

	(void)message;
	buf_printf(&seen->text, "[%s %lu:%lu]", name[fault],
	    xml_reader_line(seen->reader), xml_reader_column(seen->reader));
}

static const struct xml_events events = {
	.start = on_start, .text = on_text, .fault = on_fault
};

static void
check_read(const struct xml_schema *schema, const char *data, size_t len,
    const char *expected)
{
	struct seen seen = { .elements = 0 };
	bool right;

	buf_init(&seen.text, BUF_MAX_DEFAULT);
	seen.reader = xml_reader_new(schema, &events, &seen);
	right = xml_reader_read(seen.reader, data, len);
	assert_string_equal(buf_text(&seen.text), expected);
	assert_int_equal(right, strchr(expected, '[') == NULL);
	/* A reader reads again after whatever it met. */
	buf_clear(&seen.text);
	(void)xml_reader_read(seen.reader, data, len);
	assert_string_equal(buf_text(&seen.text), expected);
	xml_reader_free(seen.reader);
	buf_release(&seen.text);
}

static void
test_plain(void **state)
{
	static const struct {
		const char *data;
		const char *expected;
	} cases[] = {
		{ "<a>b &amp; <x y='1' z='2'/>c&#228;</a>",
		    "b & x2 c\xC3\xA4" },
		{ "<a><![CDATA[<b>]]></a>", "<b>" },
		{ "<!DOCTYPE a><a>b</a>", "[doctype 1:12]" },
		{ "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
		    "[doctype 1:13]" },
		{ "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
		    "[doctype 1:40]" },
		{ "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
		  "<a>&e;</a>",
		    "[doctype 1:13]" },
		{ "<a>&e;b</a>", "[syntax 1:7]" },
		{ "<a>b</c>d<e></a>", "b[syntax 1:9]" },
		{ "<a>b", "b[syntax 1:5]" },
		{ "", "[syntax 1:1]" },
		{ "<a>\xE4</a>", "[syntax 1:4]" },
		{ "<a>\xED\xA0\x80</a>", "[syntax 1:4]" },
		{ "<a>\x01</a>", "[syntax 1:4]" },
		{ "<a>&#xD800;</a>", "[syntax 1:12]" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_read(NULL, cases[i].data, strlen(cases[i].data),
		    cases[i].expected);
}

/* Line numbers beyond 65 535, where libxml2's trees lose count. */
static void
test_far(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct xml_schema *schema =
	    xml_schema_compile("dimensionitem.xsd", diag);
	struct buf data;

	(void)state;
	buf_init(&data, BUF_MAX_DEFAULT);
	buf_puts(&data, "<root>\n<dimensionitem>\n<name>H</name>");
	for (int i = 0; i < 100000; i++)
		buf_putc(&data, '\n');
	buf_puts(&data, "<item>I</item> <none/></dimensionitem>\n</root>\n");
	assert_non_null(schema);
	{
		struct seen seen = { .elements = 0 };
		const char *fault;

		buf_init(&seen.text, BUF_MAX_DEFAULT);
		seen.reader = xml_reader_new(schema, &events, &seen);
		assert_false(
		    xml_reader_read(seen.reader, buf_text(&data), data.len));
		fault = strchr(buf_text(&seen.text), '[');
		assert_non_null(fault);
		assert_memory_equal(fault, "[schema 100003:21]", 18);
		xml_reader_free(seen.reader);
		buf_release(&seen.text);
	}
	buf_release(&data);
	xml_schema_free(schema);
	diag_list_free(diag);
}

/* A text of more than 10 MB, which trees and readers of libxml2 refuse. */
static void
test_large(void **state)
{
	const size_t size = (size_t)11 << 20;
	struct seen seen = { .elements = 0 };
	struct buf data;

	(void)state;
	buf_init(&data, BUF_MAX_DEFAULT);
	buf_puts(&data, "<a>");
	for (size_t i = 0; i < size / 16; i++)
		buf_puts(&data, "JVBERi0xLjQKJVBE");
	buf_puts(&data, "</a>");
	buf_init(&seen.text, BUF_MAX_DEFAULT);
	seen.reader = xml_reader_new(NULL, &events, &seen);
	assert_true(xml_reader_read(seen.reader, buf_text(&data), data.len));
	assert_int_equal(seen.text.len, size);
	xml_reader_free(seen.reader);
	buf_release(&seen.text);
	buf_release(&data);
}

/* A tag of so many attributes. */
static void
put_crowd(struct buf *data, const char *before, size_t count, const char *after)
{
	buf_clear(data);
	buf_puts(data, before);
	for (size_t i = 0; i < count; i++)
		buf_printf(data, " n%zu='v'", i);
	buf_puts(data, after);
}

/* As one piece and byte by byte. */
static bool
passes(const struct buf *data)
{
	struct xml_crowd whole = { .len = 0 }, bytes = { .len = 0 };
	bool right = xml_crowd_pass(&whole, buf_text(data), data->len);
	bool also = true;

	for (size_t i = 0; also && i < data->len; i++)
		also = xml_crowd_pass(&bytes, data->data + i, 1);
	assert_int_equal(right, also);
	return right;
}

/* It is refused before any of it is read: libxml2 would take minutes. */
static void
test_crowd(void **state)
{
	/* What a parser may go on after as if the tag were content. */
	static const char *const before[] = { "<a>b<c", "<a b='<c",
		"<a><!-- \x01 <c", "<a><?1 <c", "<a><![CDATA[\x01 <c",
		"<a b=c\"<c", "<a b='>'" };
	struct buf data;

	(void)state;
	buf_init(&data, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < COUNT(before); i++) {
		put_crowd(&data, before[i], 300000, "/></a>");
		assert_false(passes(&data));
		check_read(NULL, data.data, data.len, "[syntax 0:0]");
	}
	/* Equals signs of values and texts do not count. */
	put_crowd(&data, "<a>b<x", 1000, " />=<c/>=</a>");
	assert_true(passes(&data));
	check_read(NULL, data.data, data.len, "bx16 ==");
	put_crowd(&data, "<a>b<x y='=>' z=\"='\"", 998, "/></a>");
	assert_true(passes(&data));
	check_read(NULL, data.data, data.len, "bx16 ");
	put_crowd(&data, "<a>b<x", 1001, "/></a>");
	assert_false(passes(&data));
	buf_release(&data);
}

static void
test_long_tag(void **state)
{
	const size_t most = XML_CROWD_TAG - strlen("<x y=''/>");
	struct buf data;

	(void)state;
	buf_init(&data, BUF_MAX_DEFAULT);
	for (size_t more = 0; more < 2; more++) {
		buf_clear(&data);
		buf_puts(&data, "<a><x y='");
		for (size_t i = 0; i < most + more; i++)
			buf_putc(&data, 'v');
		buf_puts(&data, "'/></a>");
		assert_int_equal(passes(&data), more == 0);
		check_read(NULL, data.data, data.len,
		    more == 0 ? "x1 " : "[syntax 0:0]");
	}
	buf_release(&data);
}

static void
test_message(void **state)
{
	static const struct {
		const char *message;
		const char *expected;
	} cases[] = {
		{ NULL, "" },
		{ "Element 'a': [facet 'maxLength'] The value has a length of "
		  "'5'.\n",
		    "element 'a': the value has a length of '5'" },
		{ "Element 'b': This element is not expected. Expected is "
		  "( a ).\n",
		    "element 'b': this element is not expected; expected is "
		    "( a )" },
		{ "PCDATA invalid Char value 1\n",
		    "PCDATA invalid Char value 1" },
		{ "a\nb\n", "a b" },
		{ "Excessive depth: 256 use XML_PARSE_HUGE option\n",
		    "excessive depth: 256" },
	};
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(
		    xml_message(&buf, cases[i].message), cases[i].expected);
	{
		char text[602];

		/* Two bytes each, cut between and not within characters. */
		for (size_t i = 0; i < 600; i += 2)
			memcpy(text + i + 1, "\xC3\xA4", 2);
		text[0] = 'a';
		text[601] = '\0';
		assert_int_equal(strlen(xml_message(&buf, text)), 299);
	}
	buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_far),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_crowd),
		cmocka_unit_test(test_long_tag),
		cmocka_unit_test(test_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
