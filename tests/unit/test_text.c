/* test_text.c - UTF-8, escapes, base32, SHA-256, "did you mean". */
#include "unit.h"

#include "base/buf.h"
#include "base/reference.h"
#include "base/sha256.h"
#include "base/text.h"

static void
test_utf8_check(void **state)
{
	static const struct {
		const char *text;
		size_t wrong; /* (size_t)-1: all is right */
	} cases[] = {
		{ "", (size_t)-1 },
		{ "plain ASCII of more than eight bytes", (size_t)-1 },
		{ "p\xC3\xA4iv\xC3\xA4\xC3\xA4", (size_t)-1 },
		{ "\xE2\x82\xAC", (size_t)-1 },
		{ "\xF0\x9F\x92\xB6", (size_t)-1 },
		{ "\xF4\x8F\xBF\xBF", (size_t)-1 },
		{ "\xED\x9F\xBF\xEE\x80\x80", (size_t)-1 },
		{ "\xC2\x80\xDF\xBF\xE0\xA0\x80\xF0\x90\x80\x80", (size_t)-1 },
		{ "abcdefgh\xFF", 8 },
		{ "abcdefghijk\x80", 11 },
		{ "\xC0\x80", 0 },         /* overlong NUL */
		{ "\xC1\xBF", 0 },         /* overlong */
		{ "a\xE0\x9F\xBF", 1 },    /* overlong */
		{ "\xF0\x8F\xBF\xBF", 0 }, /* overlong */
		{ "\xED\xA0\x80", 0 },     /* surrogate */
		{ "\xED\xBF\xBF", 0 },     /* surrogate */
		{ "\xF4\x90\x80\x80", 0 }, /* above U+10FFFF */
		{ "\xF5\x80\x80\x80", 0 },
		{ "ab\xC3", 2 }, /* cut */
		{ "ab\xE2\x82", 2 },
		{ "ab\xF0\x9F\x92", 2 },
		{ "\xE2\x82\x28", 0 },
		{ "\xF0\x9F\x28\xB6", 0 },
	};
	size_t i, len;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		len = strlen(cases[i].text);
		assert_int_equal(text_utf8_check(cases[i].text, len),
		    cases[i].wrong == (size_t)-1 ? len : cases[i].wrong);
	}
}

static void
test_utf8_decode(void **state)
{
	static const struct {
		const char *text;
		uint32_t character;
		size_t len;
	} cases[] = {
		{ "a", 'a', 1 },
		{ "\xC3\xA4", 0xE4, 2 },
		{ "\xE2\x82\xAC", 0x20AC, 3 },
		{ "\xF0\x9F\x92\xB6", 0x1F4B6, 4 },
		{ "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
		{ "\xFF", 0xFFFD, 1 },
		{ "\xC3", 0xFFFD, 1 },
		{ "\x80\x80", 0xFFFD, 1 },
	};
	uint32_t character;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(text_utf8_decode(cases[i].text,
				     strlen(cases[i].text), &character),
		    cases[i].len);
		assert_int_equal(character, cases[i].character);
	}
	assert_int_equal(text_utf8_count("p\xC3\xA4\xE2\x82\xAC", 6), 3);
	assert_int_equal(text_utf8_count("", 0), 0);
}

/* How one text shows in each escape. */
struct escape_case {
	const char *text;
	size_t len;
	const char *escaped;
	const char *html;
	const char *json;
};

#define TEXT(text) text, sizeof(text) - 1
#define REPLACED "\xEF\xBF\xBD"

static const struct escape_case escape_cases[] = {
	{ TEXT(""), "", "", "\"\"" },
	{ TEXT("abc"), "abc", "abc", "\"abc\"" },
	{ TEXT("a\tb\nc\rd"), "a\\tb\\nc\\rd", "a\tb\nc\rd",
	    "\"a\\tb\\nc\\rd\"" },
	{ TEXT("\x1b[2J"), "\\x1b[2J", REPLACED "[2J", "\"\\u001b[2J\"" },
	{ TEXT("\0\b\f\x7f"), "\\x00\\x08\\x0c\\x7f",
	    REPLACED REPLACED REPLACED REPLACED, "\"\\u0000\\b\\f\\u007f\"" },
	{ TEXT("\xC2\x85\xC2\x9B"), "\\u0085\\u009b", REPLACED REPLACED,
	    "\"\\u0085\\u009b\"" },
	{ TEXT("a\xE2\x80\xAE"
	       "b"),
	    "a\\u202eb",
	    "a\xE2\x80\xAE"
	    "b",
	    "\"a\\u202eb\"" },
	{ TEXT("p\xC3\xA4iv\xC3\xA4"), "p\xC3\xA4iv\xC3\xA4",
	    "p\xC3\xA4iv\xC3\xA4", "\"p\xC3\xA4iv\xC3\xA4\"" },
	{ TEXT("\xF0\x9F\x92\xB6"), "\xF0\x9F\x92\xB6", "\xF0\x9F\x92\xB6",
	    "\"\xF0\x9F\x92\xB6\"" },
	{ TEXT("a\xFF"
	       "b\xC3"),
	    "a\\xffb\\xc3", "a" REPLACED "b" REPLACED, "\"a\\ufffdb\\ufffd\"" },
	{ TEXT("<a href=\"x\" b='y'>&amp;"), "<a href=\"x\" b='y'>&amp;",
	    "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;",
	    "\"<a href=\\\"x\\\" b='y'>&amp;\"" },
	{ TEXT("C:\\new"), "C:\\new", "C:\\new", "\"C:\\\\new\"" },
};

static void
test_escapes(void **state)
{
	struct buf buf;
	size_t i;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < COUNT(escape_cases); i++) {
		const struct escape_case *c = &escape_cases[i];

		buf_clear(&buf);
		text_put_escaped(&buf, c->text, c->len);
		assert_string_equal(buf_text(&buf), c->escaped);
		buf_clear(&buf);
		text_put_html(&buf, c->text, c->len);
		assert_string_equal(buf_text(&buf), c->html);
		buf_clear(&buf);
		text_put_json(&buf, c->text, c->len);
		assert_string_equal(buf_text(&buf), c->json);
	}
	buf_release(&buf);
}

static void
test_base32(void **state)
{
	/* RFC 4648 section 10, lower case and without padding. */
	static const struct {
		const char *text;
		const char *base32;
	} cases[] = { { "", "" }, { "f", "my" }, { "fo", "mzxq" },
		{ "foo", "mzxw6" }, { "foob", "mzxw6yq" },
		{ "fooba", "mzxw6ytb" }, { "foobar", "mzxw6ytboi" } };
	struct buf buf;
	size_t i;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&buf);
		text_put_base32(&buf, (const unsigned char *)cases[i].text,
		    strlen(cases[i].text));
		assert_string_equal(buf_text(&buf), cases[i].base32);
	}
	buf_release(&buf);
}

static void
test_sha256(void **state)
{
	/* FIPS 180-4 examples. */
	static const struct {
		const char *text;
		const char *hex;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
			 "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039"
		    "a33ce45964ff2167f6ecedd419db06c1" },
	};
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX_MAX];
	struct sha256 *sha256;
	size_t i, k;

	(void)state;
	sha256 = sha256_new();
	for (i = 0; i < COUNT(cases); i++) {
		sha256_bytes(cases[i].text, strlen(cases[i].text), digest);
		assert_string_equal(sha256_hex(digest, hex), cases[i].hex);
		sha256_reset(sha256);
		for (k = 0; k < strlen(cases[i].text); k++)
			sha256_update(sha256, cases[i].text + k, 1);
		sha256_final(sha256, digest);
		assert_string_equal(sha256_hex(digest, hex), cases[i].hex);
	}
	sha256_free(sha256);
	sha256_free(NULL);
}

/* printf %s KEY | sha256sum | cut -c-64 | xxd -r -p | base32 | cut -c-12 */
static void
test_reference(void **state)
{
	char text[REFERENCE_TEXT_MAX];

	(void)state;
	assert_string_equal(reference_make("abc", text), "fv-xj4bnp4pahh6");
	assert_string_equal(
	    reference_make("customer:1001", text), "fv-pymctudrkb7z");
}

static void
test_words(void **state)
{
	static const char *const known[] = { "invoices", "payments",
		"deferrals", "vat", "id" };

	(void)state;
	assert_int_equal(text_distance("", ""), 0);
	assert_int_equal(text_distance("abc", ""), 3);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
	assert_int_equal(text_distance("ab", "ba"), 1);
	assert_int_equal(text_distance("ca", "abc"), 3);
	assert_int_equal(text_distance("A", "a"), 1);
	assert_string_equal(text_nearest("invioces", known, 5), "invoices");
	assert_string_equal(text_nearest("PAYMENTS", known, 5), "payments");
	assert_string_equal(text_nearest("deferal", known, 5), "deferrals");
	assert_string_equal(text_nearest("vta", known, 5), "vat");
	assert_null(text_nearest("xy", known, 5));
	assert_null(text_nearest("something else", known, 5));
	assert_null(text_nearest("", known, 5));
	assert_null(text_nearest("vat", known, 0));
}

static void
test_small(void **state)
{
	char clipped[TEXT_CLIP_MAX], text[400];
	size_t i;

	(void)state;
	assert_true(text_equal_ignore_case("Invoice", "iNVOICE"));
	assert_false(text_equal_ignore_case("Invoice", "invoices"));
	assert_false(text_equal_ignore_case("\xC3\x84", "\xC3\xA4"));
	assert_true(text_equal_ignore_case("", ""));
	assert_true(text_is_digits("0123", 4));
	assert_false(text_is_digits("", 0));
	assert_false(text_is_digits("12a", 3));
	assert_true(text_starts_with("abc", "ab"));
	assert_true(text_starts_with("abc", ""));
	assert_false(text_starts_with("a", "ab"));
	for (i = 0; i < sizeof(text); i += 4)
		memcpy(text + i, "\xF0\x9F\x92\xB6", 4);
	text_clip(text, 240, clipped);
	assert_int_equal(strlen(clipped), 240);
	text_clip(text, 244, clipped);
	assert_int_equal(strlen(clipped), 243);
	assert_string_equal(clipped + 236, "\xF0\x9F\x92\xB6...");
	assert_string_equal(text_clip("", 0, clipped), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8_check),
		cmocka_unit_test(test_utf8_decode),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_base32),
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
