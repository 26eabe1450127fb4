/* test_sandbox_message.c - request bodies as the sandbox reads them. */
#include "unit.h"

#include "base/buf.h"
#include "sandbox/message.h"

static void
refused(const char *body, const char *why)
{
	struct message message;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	assert_row(!message_parse(&message, body, strlen(body), &text), body);
	assert_row(strstr(buf_text(&text), why) != NULL, buf_text(&text));
	message_release(&message);
	buf_release(&text);
}

static void
test_refused(void **state)
{
	(void)state;
	refused("<?xml version=\"1.0\"?><root/>", "must begin with <root>");
	refused("\xEF\xBB\xBF<root/>", "must begin with <root>");
	refused(" <root/>", "must begin with <root>");
	refused("", "must begin with <root>");
	refused("<roots/>", "must begin with <root>");
	refused("<root><a></root>", "not well-formed");
	refused("<root>&nbsp;</root>", "not well-formed");
	refused("<root/><root/>", "not well-formed");
	refused("<root><a>&#1;</a></root>", "not well-formed");
}

static void
reads(const char *body, const char *text)
{
	struct message message;
	struct buf why;

	buf_init(&why, BUF_MAX_DEFAULT);
	assert_row(message_parse(&message, body, strlen(body), &why), body);
	assert_string_equal(message_text(message.root, "name"), text);
	message_release(&message);
	buf_release(&why);
}

static void
test_encodings(void **state)
{
	(void)state;
	reads("<root><name>P&#228;iv&#xE4; &#8364;</name></root>",
	    "P\xC3\xA4iv\xC3\xA4 \xE2\x82\xAC");
	reads("<root><name>P\xC3\xA4iv\xC3\xA4</name></root>",
	    "P\xC3\xA4iv\xC3\xA4");
	reads("<root><name>P\xE4iv\xE4 \xA4 \xA6 \xBE</name></root>",
	    "P\xC3\xA4iv\xC3\xA4 \xE2\x82\xAC \xC5\xA0 \xC5\xB8");
	reads(
	    "<root><name>a<!-- no -->b<![CDATA[<c>]]></name></root>", "ab<c>");
}

/* libxml2 would compare each with all others, for minutes. */
static void
test_crowded(void **state)
{
	struct buf body;

	(void)state;
	buf_init(&body, BUF_MAX_DEFAULT);
	buf_puts(&body, "<root><a ");
	for (int i = 0; i < 2000; i++)
		buf_printf(&body, "a%d=\">\" ", i);
	buf_puts(&body, "/></root>");
	refused(buf_text(&body), "too many attributes");
	/* In text there may be as many as there like. */
	buf_clear(&body);
	buf_puts(&body, "<root><name>a</name><!-- ");
	for (int i = 0; i < 2000; i++)
		buf_puts(&body, "=");
	buf_puts(&body, " --><x a='='/></root>");
	reads(buf_text(&body), "a");
	buf_release(&body);
}

static void
test_tree(void **state)
{
	static const char body[] =
	    "<Root>\n<Voucher><Line VatCode=\"KOMY\">1</Line><Other/>"
	    "<LINE>2 &amp; &lt;</LINE></Voucher><last/></Root>";
	const struct message_node *voucher, *line;
	struct message message;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	assert_true(message_parse(&message, body, strlen(body), &text));
	voucher = message_child(message.root, "voucher");
	line = message_child(voucher, "line");
	assert_string_equal(line->text, "1");
	assert_string_equal(message_attribute(line, "vatcode"), "KOMY");
	assert_null(message_attribute(line, "type"));
	line = message_again(line);
	assert_string_equal(line->text, "2 & <");
	assert_null(message_again(line));
	assert_null(message_child(NULL, "line"));
	assert_string_equal(message_text(voucher, "none"), "");
	message_put(&text, voucher);
	assert_string_equal(buf_text(&text),
	    "<voucher><line vatcode=\"KOMY\">1</line><other></other>"
	    "<line>2 &amp; &lt;</line></voucher>");
	message_release(&message);
	buf_release(&text);
}

static void
test_doctype(void **state)
{
	/* Only behind a root could one come, and there XML forbids it. */
	(void)state;
	refused("<root><!DOCTYPE root [<!ENTITY a \"b\">]><name>&a;</name>"
		"</root>",
	    "not well-formed");
	refused("<!DOCTYPE root><root/>", "must begin with <root>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_crowded),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_doctype),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
