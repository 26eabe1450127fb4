/*
 * test_csv_decode.c - encodings through iconv, in pieces of every size: cut
 * characters, marks, what no encoding knows; and other delimiters.
 */
#include "csv_trace.h"

#define BYTES(text) text, sizeof(text) - 1

struct decode_case {
	const char *name;
	struct csv_form form;
	const char *text;
	size_t len;
	const char *trace;
};

static const struct decode_case cases[] = {
	{ "Windows-1252", { CSV_WINDOWS_1252, ';' },
	    BYTES("a;b\r\n\xC4\x80;\x9F\r\n"), "1 a|b\n2 Ä€|Ÿ\n" },
	{ "Windows-1252, a byte it does not know", { CSV_WINDOWS_1252, ',' },
	    BYTES("a,b\n\xC4\x81x,\x90\n1,2\n"),
	    "1 a|b\n2 Ä\xF8\x80\x82\x81x|\xF8\x80\x82\x90 ! csv.encoding\n"
	    "3 1|2\nt:2:2 csv.encoding\n" },
	{ "a fault behind a byte that is not known", { CSV_WINDOWS_1252, ',' },
	    BYTES("a,b\n\x81,\"x\"y\n"),
	    "1 a|b\n2 ! csv.encoding,csv.quote\n"
	    "t:2:1 csv.encoding\nt:2:6 csv.quote\n" },
	{ "ISO-8859-15", { CSV_ISO_8859_15, ',' }, BYTES("a,b\n\xA4,\xE4\n"),
	    "1 a|b\n2 €|ä\n" },
	{ "ISO-8859-1", { CSV_ISO_8859_1, ',' }, BYTES("a,b\n\xA4,\x85\n"),
	    "1 a|b\n2 ¤|\xC2\x85 ! csv.control-character\n"
	    "t:2:3 csv.control-character\n" },
	{ "a UTF-8 mark under a code page", { CSV_WINDOWS_1252, ',' },
	    BYTES("\xEF\xBB\xBF"
		  "a,b\n\xC3\xA4,\xE4\n"),
	    "1 a|b\n2 ä|\xE4 ! csv.encoding\nt:2:3 csv.encoding\n" },
	{ "UTF-16 under a code page", { CSV_WINDOWS_1252, ',' },
	    BYTES("\xFF\xFE"
		  "a\0,\0b\0\n\0"),
	    "stop\nt:1:1 csv.encoding\n" },
	{ "a workbook under a code page", { CSV_ISO_8859_1, ',' },
	    BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
	    "stop\nt:1:1 csv.not-csv\n" },
	{ "nothing", { CSV_WINDOWS_1252, ',' }, BYTES(""),
	    "stop\nt:1:1 csv.empty\n" },
	{ "UTF-16", { CSV_UTF_16, '\t' },
	    BYTES("\xFF\xFE"
		  "a\0\t\0b\0\r\0\n\0\xAC\x20\t\0\x3D\xD8\x00\xDE\r\0\n\0"),
	    "1 a|b\n2 €|😀\n" },
	{ "UTF-16, big end first", { CSV_UTF_16, ',' },
	    BYTES("\xFE\xFF\0a\0,\0b\0\n\x20\xAC\0,\xD8\x3D\xDE\x00\0\n"),
	    "1 a|b\n2 €|😀\n" },
	{ "UTF-16, halves of pairs", { CSV_UTF_16, ',' },
	    BYTES("\xFF\xFE"
		  "a\0\n\0\x3D\xD8x\0\n\0\x00\xDE\n\0y\0\n\0"),
	    "1 a\n2 \xF8\xAD\xA0\xBDx ! csv.encoding\n"
	    "3 \xF8\xAD\xB8\x80 ! csv.encoding\n4 y\n"
	    "t:2:1 csv.encoding\n" },
	{ "UTF-16, cut in a pair", { CSV_UTF_16, ',' },
	    BYTES("\xFF\xFE"
		  "a\0\n\0\x3D\xD8"),
	    "1 a\n2 \xF8\xAD\xA0\xBD ! csv.encoding\n"
	    "t:2:1 csv.encoding\nt:2:2 csv.cut-off\n" },
	{ "UTF-16, cut in a unit", { CSV_UTF_16, ',' },
	    BYTES("\xFF\xFE"
		  "a\0\n\0b\0c"),
	    "1 a\n2 b\xF8\x80\x81\xA3 ! csv.encoding\n"
	    "t:2:2 csv.encoding\nt:2:3 csv.cut-off\n" },
	{ "UTF-16, only a mark", { CSV_UTF_16, ',' }, BYTES("\xFF\xFE"),
	    "stop\nt:1:1 csv.empty\n" },
	{ "UTF-16 without a mark", { CSV_UTF_16, ',' }, BYTES("a\0\n\0"),
	    "stop\nt:1:1 csv.encoding\n" },
	{ "UTF-8 where UTF-16 is meant", { CSV_UTF_16, ',' }, BYTES("a,b\n"),
	    "stop\nt:1:1 csv.encoding\n" },
	{ "UTF-8 with a mark where UTF-16 is meant", { CSV_UTF_16, ',' },
	    BYTES("\xEF\xBB\xBF"
		  "a,b\n\xC3\xA4,2\n"),
	    "1 a|b\n2 ä|2\n" },
	{ "columns count characters", { CSV_WINDOWS_1252, ';' },
	    BYTES("a;b\n\xC4\xD6\x80;\"x\"y\n"),
	    "1 a|b\n2 ! csv.quote\nt:2:8 csv.quote\n" },
	{ "semicolons", { CSV_UTF_8, ';' }, BYTES("a;b\n1,5;\"2;3\"\n"),
	    "1 a|b\n2 1,5|2;3\n" },
	{ "a note for spreadsheets", { CSV_WINDOWS_1252, ';' },
	    BYTES("sep=;\r\na;b\n1;\xE4\n"), "2 a|b\n3 1|ä\n" },
	{ "a note for others", { CSV_UTF_8, '\t' }, BYTES("sep=;\na;b\n"),
	    "stop\nt:1:1 csv.delimiter\n" },
	{ "a note that is none", { CSV_UTF_8, ';' }, BYTES("sep=;x\n1;2\n"),
	    "stop\nt:1:1 csv.delimiter\n" },
	{ "a note and no more", { CSV_UTF_8, ';' }, BYTES("SEP=;\n"),
	    "stop\nt:1:1 csv.empty\n" },
	{ "tabs are no blanks then", { CSV_UTF_8, '\t' },
	    BYTES("a\tb\tc\n\t\tx\n\t\t\n \"y\" \t z \t\n"),
	    "1 a|b|c\n2 ||x\n3 ||\n4 y|z|\n" },
	{ "too few between tabs", { CSV_UTF_8, '\t' }, BYTES("a\tb\n\n1\n"),
	    "1 a|b\n3 ! csv.columns\nt:3:1 csv.columns\n" },
};

static void
test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (size_t chunk = 1; chunk <= cases[i].len + 1; chunk++) {
			struct buf trace;

			trace_csv_in(cases[i].form, cases[i].text, cases[i].len,
			    chunk, &trace);
			if (strcmp(buf_text(&trace), cases[i].trace) != 0)
				print_message("%s, %zu bytes a read\n",
				    cases[i].name, chunk);
			assert_string_equal(buf_text(&trace), cases[i].trace);
			buf_release(&trace);
		}
	}
}

static unsigned
next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (unsigned)(*state >> 33);
}

/* Whatever the bytes are, the pieces they come in make no difference. */
static void
test_random(void **state)
{
	static const char alphabet[] =
	    "a;;\"\n\n\r \t\xE4\x81\xD8\x3D\xDE\0\0\0";
	uint64_t seed = 2026;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct csv_form form = {
			(enum csv_encoding)(i % CSV_ENCODING_COUNT), ';'
		};
		char text[64] = "\xFF\xFEx\0;\0y\0\n\0";
		size_t begin = form.encoding == CSV_UTF_16 ? 10 : 0;
		size_t len = begin + next_random(&seed) % 50;
		struct buf whole, trace;

		for (size_t j = begin; j < len; j++)
			text[j] = alphabet[next_random(&seed) %
					   (sizeof(alphabet) - 1)];
		trace_csv_in(form, text, len, sizeof(text), &whole);
		trace_csv_in(
		    form, text, len, 1 + next_random(&seed) % 5, &trace);
		assert_string_equal(buf_text(&trace), buf_text(&whole));
		buf_release(&trace);
		buf_release(&whole);
	}
}

/* Many blocks, where every boundary cuts a character somewhere. */
static void
test_blocks(void **state)
{
	static const size_t chunks[] = { 1, 3, 4095, 32767, 32768, 32769, 65537,
		SIZE_MAX };
	static const char row[] = "\xAC\x20,\0\x3D\xD8\x00\xDE\n\0";
	struct csv_form form = { CSV_UTF_16, ',' };
	struct buf text, expected, trace;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_init(&expected, BUF_MAX_DEFAULT);
	buf_put(&text, "\xFF\xFE", 2);
	for (unsigned i = 1; i <= 20000; i++) {
		buf_put(&text, row, sizeof(row) - 1);
		buf_printf(&expected, "%u €|😀\n", i);
	}
	for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
		trace_csv_in(form, text.data, text.len, chunks[i], &trace);
		assert_string_equal(buf_text(&trace), buf_text(&expected));
		buf_release(&trace);
	}
	buf_release(&expected);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
