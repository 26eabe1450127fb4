/* test_xml_writer.c - text into XML, and ISO-8859-15. */
#include "unit.h"

#include "base/buf.h"
#include "netvisor/latin9.h"
#include "netvisor/xml_writer.h"

#define REFS ENCODING_ASCII_REFS
#define UTF8 ENCODING_UTF8
#define LATIN ENCODING_ISO_8859_15

static void
test_written(void **state)
{
	static const struct {
		enum body_encoding encoding;
		bool quoted;
		const char *text;
		const char *written;
	} cases[] = {
		{ REFS, false, "", "" },
		{ REFS, false, "plain text 0-9 ~", "plain text 0-9 ~" },
		{ REFS, false, "a & b < c > d \" e '",
		    "a &amp; b &lt; c &gt; d \" e '" },
		{ REFS, true, "a & b < c > d \" e '",
		    "a &amp; b &lt; c &gt; d &quot; e '" },
		{ UTF8, false, "a\tb\nc\rd", "a&#9;b&#10;c&#13;d" },
		{ LATIN, true, "a\tb\nc\rd", "a&#9;b&#10;c&#13;d" },
		{ REFS, false, "S\xC3\xA4hk\xC3\xB6", "S&#228;hk&#246;" },
		{ UTF8, false, "S\xC3\xA4hk\xC3\xB6", "S\xC3\xA4hk\xC3\xB6" },
		{ LATIN, false, "S\xC3\xA4hk\xC3\xB6", "S\xE4hk\xF6" },
		{ REFS, false, "\xE2\x82\xAC", "&#8364;" },
		{ LATIN, false, "\xE2\x82\xAC", "\xA4" },
		{ REFS, false, "\xF0\x9F\x8E\x89", "&#127881;" },
		{ UTF8, false, "\xF0\x9F\x8E\x89", "\xF0\x9F\x8E\x89" },
		{ REFS, false, "\xF4\x8F\xBF\xBF", "&#1114111;" },
		{ REFS, false, "\x7F\xC2\x80", "\x7F&#128;" },
		{ LATIN, false, "\xC2\xA0\xC3\xBF", "\xA0\xFF" },
		{ REFS, false, "\xEF\xBF\xBD", "&#65533;" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct xml_text_error error;
		struct buf buf;
		bool written;

		buf_init(&buf, BUF_MAX_DEFAULT);
		buf_puts(&buf, "x");
		written =
		    cases[i].quoted
			? xml_put_quoted(&buf, cases[i].encoding, cases[i].text,
			      strlen(cases[i].text), &error)
			: xml_put_text(&buf, cases[i].encoding, cases[i].text,
			      strlen(cases[i].text), &error);
		assert_row(written, cases[i].written);
		assert_string_equal(buf_text(&buf) + 1, cases[i].written);
		buf_release(&buf);
	}
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		enum body_encoding encoding;
		enum xml_text_fault fault;
		size_t offset;
		uint32_t character;
	} cases[] = {
		{ "ab\x01", 3, REFS, XML_TEXT_NOT_XML, 2, 1 },
		{ "a\0b", 3, UTF8, XML_TEXT_NOT_XML, 1, 0 },
		{ "\x1F", 1, LATIN, XML_TEXT_NOT_XML, 0, 0x1F },
		{ "\x0B", 1, UTF8, XML_TEXT_NOT_XML, 0, 0x0B },
		{ "\xEF\xBF\xBE", 3, UTF8, XML_TEXT_NOT_XML, 0, 0xFFFE },
		{ "\xEF\xBF\xBF", 3, REFS, XML_TEXT_NOT_XML, 0, 0xFFFF },
		/* A lone surrogate, an overlong form, above U+10FFFF. */
		{ "a\xED\xA0\x80", 4, UTF8, XML_TEXT_NOT_UTF8, 1, 0xFFFD },
		{ "\xC0\xAF", 2, REFS, XML_TEXT_NOT_UTF8, 0, 0xFFFD },
		{ "\xF4\x90\x80\x80", 4, REFS, XML_TEXT_NOT_UTF8, 0, 0xFFFD },
		{ "\xE4", 1, LATIN, XML_TEXT_NOT_UTF8, 0, 0xFFFD },
		{ "abc\xE2\x82", 5, UTF8, XML_TEXT_NOT_UTF8, 3, 0xFFFD },
		{ "\xC5\x82", 2, LATIN, XML_TEXT_NOT_ENCODABLE, 0, 0x142 },
		/* The eight places where ISO-8859-1 has another character. */
		{ "\xC2\xA4", 2, LATIN, XML_TEXT_NOT_ENCODABLE, 0, 0xA4 },
		{ "\xC2\xBD", 2, LATIN, XML_TEXT_NOT_ENCODABLE, 0, 0xBD },
		{ "\xF0\x9F\x8E\x89", 4, LATIN, XML_TEXT_NOT_ENCODABLE, 0,
		    0x1F389 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct xml_text_error error;
		struct buf buf;

		buf_init(&buf, BUF_MAX_DEFAULT);
		buf_puts(&buf, "before");
		assert_false(xml_put_text(&buf, cases[i].encoding,
		    cases[i].text, cases[i].len, &error));
		assert_int_equal(error.fault, cases[i].fault);
		assert_int_equal(error.offset, cases[i].offset);
		assert_int_equal(error.character, cases[i].character);
		assert_string_equal(buf_text(&buf), "before");
		buf_release(&buf);
	}
}

static void
test_full(void **state)
{
	struct xml_text_error error;
	struct buf buf;

	(void)state;
	buf_init(&buf, 4);
	assert_false(xml_put_text(&buf, REFS, "12345", 5, &error));
	assert_int_equal(error.fault, XML_TEXT_TOO_LARGE);
	assert_int_equal(buf.len, 0);
	buf_release(&buf);
}

static void
test_latin9(void **state)
{
	static const struct {
		unsigned char byte;
		uint32_t character;
	} differing[] = { { 0xA4, 0x20AC }, { 0xA6, 0x160 }, { 0xA8, 0x161 },
		{ 0xB4, 0x17D }, { 0xB8, 0x17E }, { 0xBC, 0x152 },
		{ 0xBD, 0x153 }, { 0xBE, 0x178 } };
	unsigned char byte;

	(void)state;
	for (size_t i = 0; i < COUNT(differing); i++) {
		assert_int_equal(
		    latin9_decode(differing[i].byte), differing[i].character);
		assert_false(latin9_encode(differing[i].byte, &byte));
	}
	for (unsigned i = 0; i <= 0xFF; i++) {
		assert_true(
		    latin9_encode(latin9_decode((unsigned char)i), &byte));
		assert_int_equal(byte, i);
	}
	assert_false(latin9_encode(0x100, &byte));
}

static void
test_names(void **state)
{
	enum body_encoding encoding;

	(void)state;
	assert_true(body_encoding_find("ascii-refs", &encoding));
	assert_int_equal(encoding, REFS);
	assert_true(body_encoding_find("utf-8", &encoding));
	assert_int_equal(encoding, UTF8);
	assert_true(body_encoding_find("iso-8859-15", &encoding));
	assert_int_equal(encoding, LATIN);
	assert_string_equal(body_encoding_name(LATIN), "iso-8859-15");
	assert_false(body_encoding_find("UTF-8", &encoding));
	assert_false(body_encoding_find("", &encoding));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_latin9),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
