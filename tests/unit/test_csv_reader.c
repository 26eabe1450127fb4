/* test_csv_reader.c - what libcsv does with strange bytes, and what we do. */
#include "csv_trace.h"

/* A string literal with its length, for NULs in it. */
#define BYTES(text) text, sizeof(text) - 1

/*
 * Each case is read whole and in pieces of every size. The trace has a line a
 * row: its line number and fields, or "!" and its rules; then the findings.
 */
struct csv_case {
	const char *name;
	const char *text;
	size_t len;
	const char *trace;
};

static const struct csv_case cases[] = {
	{ "plain", BYTES("a,b\n1,2\n3,4\n"), "1 a|b\n2 1|2\n3 3|4\n" },
	{ "crlf", BYTES("a,b\r\n1,2\r\n"), "1 a|b\n2 1|2\n" },
	{ "mixed line ends", BYTES("a,b\r\n1,2\n3,4\r\n"),
	    "1 a|b\n2 1|2\n3 3|4\n" },
	{ "byte-order mark",
	    BYTES("\xEF\xBB\xBF"
		  "a,b\n1,2\n"),
	    "1 a|b\n2 1|2\n" },
	{ "byte-order mark before a quote", BYTES("\xEF\xBB\xBF\"a\",b\n1,2\n"),
	    "1 a|b\n2 1|2\n" },
	{ "text after a closing quote is no longer field",
	    BYTES("a,b\n\"b\"x,c\nd,e\n"),
	    "1 a|b\n2 ! csv.quote\n3 d|e\n"
	    "t:2:4 csv.quote\n" },
	{ "quote inside a field", BYTES("a,b\n5\" pipe,c\nd,e\n"),
	    "1 a|b\n2 ! csv.quote\n3 d|e\n"
	    "t:2:2 csv.quote\n" },
	{ "quote opened by mistake, closed by the next one",
	    BYTES("a,b\n1,\"x\n2,y\n3,z\n4,\"w\"\n5,v\n"),
	    "1 a|b\n2 ! csv.quote\n3 2|y\n4 3|z\n5 4|w\n6 5|v\n"
	    "t:2:3 csv.quote\n" },
	{ "quote never closed", BYTES("a,b\n1,\"x\n2,y\n3,z\n"),
	    "1 a|b\n2 ! csv.quote\n3 2|y\n4 3|z\n"
	    "t:2:3 csv.quote\n" },
	{ "quote never closed in the last row", BYTES("a,b\n1,2\n3,\"x"),
	    "1 a|b\n2 1|2\n3 ! csv.quote\n"
	    "t:3:3 csv.quote\n" },
	{ "fault in the middle of a row of several lines",
	    BYTES("a,b\n1,\"x\ny \"z\" w\",2\n3,4\n"),
	    "1 a|b\n2 ! csv.quote\n4 3|4\n"
	    "t:2:3 csv.quote\n" },
	{ "quote in the header", BYTES("a,b\"\n1,2\n"),
	    "stop\nt:1:4 csv.quote\n" },
	{ "blanks around fields", BYTES("a , b\n \"x\" ,\t y \n\" z \",w\n"),
	    "1 a|b\n2 x|y\n3 z|w\n" },
	{ "blanks inside fields", BYTES("a,b\nx y,\"p\tq\"\n"),
	    "1 a|b\n2 x y|p\tq\n" },
	{ "no-break space is no blank", BYTES("a,b\nx\xC2\xA0,y\n"),
	    "1 a|b\n2 x\xC2\xA0|y\n" },
	{ "empty lines", BYTES("\n\r\na,b\n\n  \t\n1,2\n\n"),
	    "3 a|b\n6 1|2\n" },
	{ "line feed in quotes", BYTES("a,b\n\"x\ny\",2\n3,4\n"),
	    "1 a|b\n2 x/y|2\n4 3|4\n" },
	{ "crlf in quotes", BYTES("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n"),
	    "1 a|b\n2 x/y|2\n4 3|4\n" },
	{ "carriage return in quotes", BYTES("a,b\n\"x\ry\",2\n"),
	    "1 a|b\n2 x/y|2\n" },
	{ "empty line in quotes", BYTES("a,b\n\"x\n\n y\",2\n3,4\n"),
	    "1 a|b\n2 x// y|2\n5 3|4\n" },
	{ "carriage return in a field", BYTES("a,b\n1\r2,3\n4,5\n"),
	    "1 a|b\n2 ! csv.carriage-return\n3 4|5\n"
	    "t:2:2 csv.carriage-return\n" },
	{ "carriage returns for line ends", BYTES("a,b\r1,2\r"),
	    "stop\nt:1:1 csv.carriage-return\n" },
	{ "carriage return at the end of the file", BYTES("a,b\n1,2\r"),
	    "1 a|b\n2 1|2\n"
	    "t:2:5 csv.cut-off\n" },
	{ "NUL", BYTES("a,b\nx\0y,2\n3,4\n"),
	    "1 a|b\n2 x0y|2 ! csv.control-character\n3 3|4\n"
	    "t:2:2 csv.control-character\n" },
	{ "escape in quotes", BYTES("a,b\n\"x\n\x1By\",2\n"),
	    "1 a|b\n2 x/\x1By|2 ! csv.control-character\n"
	    "t:3:1 csv.control-character\n" },
	{ "delete", BYTES("a,b\n\x7F,2\n"),
	    "1 a|b\n2 \x7F|2 ! csv.control-character\n"
	    "t:2:1 csv.control-character\n" },
	{ "C1 control", BYTES("a,b\n\xC3\xA4\xC2\x80,2\n"),
	    "1 a|b\n2 \xC3\xA4\xC2\x80|2 ! csv.control-character\n"
	    "t:2:2 csv.control-character\n" },
	{ "NUL in the header", BYTES("a,b\0\n1,2\n"),
	    "stop\nt:1:4 csv.control-character\n" },
	{ "not UTF-8", BYTES("a,b\n\xE4,2\n3,4\n5,\xF6\n"),
	    "1 a|b\n2 \xE4|2 ! csv.encoding\n3 3|4\n"
	    "4 5|\xF6 ! csv.encoding\n"
	    "t:2:1 csv.encoding\n" },
	{ "cut inside a character", BYTES("a,b\n1,\xC3\n"),
	    "1 a|b\n2 1|\xC3 ! csv.encoding\n"
	    "t:2:3 csv.encoding\n" },
	{ "UTF-16 with mark",
	    BYTES("\xFF\xFE"
		  "a\0,\0b\0\n\0"),
	    "stop\nt:1:1 csv.encoding\n" },
	{ "UTF-16, big end first", BYTES("\xFE\xFF\0a\0,\0b\0\n"),
	    "stop\nt:1:1 csv.encoding\n" },
	{ "UTF-16 without mark", BYTES("a\0,\0b\0\n\0"),
	    "stop\nt:1:1 csv.encoding\n" },
	{ "note for spreadsheets", BYTES("sep=;\na;b\n1;2\n"),
	    "stop\nt:1:1 csv.delimiter\n" },
	{ "workbook", BYTES("PK\3\4\x14\0\6\0"), "stop\nt:1:1 csv.not-csv\n" },
	{ "page of a browser", BYTES("<!DOCTYPE html>\n"),
	    "stop\nt:1:1 csv.not-csv\n" },
	{ "nothing", BYTES(""), "stop\nt:1:1 csv.empty\n" },
	{ "only a mark", BYTES("\xEF\xBB\xBF"), "stop\nt:1:1 csv.empty\n" },
	{ "only empty lines", BYTES("\n\n"), "stop\nt:1:1 csv.empty\n" },
	{ "header alone", BYTES("a,b\n"), "1 a|b\n" },
	{ "header without line end", BYTES("a,b"),
	    "1 a|b\nt:1:4 csv.cut-off\n" },
	{ "last row without line end", BYTES("a,b\n1,2\n3,4"),
	    "1 a|b\n2 1|2\n3 3|4\n"
	    "t:3:4 csv.cut-off\n" },
	{ "last row cut off", BYTES("a,b\n1,2\n3"),
	    "1 a|b\n2 1|2\n3 ! csv.columns\n"
	    "t:3:1 csv.columns\nt:3:2 csv.cut-off\n" },
	{ "too few and too many fields", BYTES("a,b\n1\n1,2,3\n4,5\n"),
	    "1 a|b\n2 ! csv.columns\n3 ! csv.columns\n4 4|5\n"
	    "t:2:1 csv.columns\nt:3:1 csv.columns\n" },
	{ "quoted or not is the same", BYTES("a,b\n\"1\",\"\"\n1,\n"),
	    "1 a|b\n2 1|\n3 1|\n" },
	{ "quotes in quotes", BYTES("a,b\n\"x \"\"y\"\"\",\"\"\"\"\n"),
	    "1 a|b\n2 x \"y\"|\"\n" },
	{ "separators in quotes", BYTES("a,b\n\"1,2;3\",\"4\t5\"\n"),
	    "1 a|b\n2 1,2;3|4\t5\n" },
	{ "columns count characters",
	    BYTES("a,b\n\xF0\x9F\x98\x80\xC3\xA4,\"x\"y\n"),
	    "1 a|b\n2 ! csv.quote\n"
	    "t:2:7 csv.quote\n" },
	{ "two faults in one row", BYTES("a,b\n\1\xE4,2\n"),
	    "1 a|b\n2 \1\xE4|2 ! csv.control-character,csv.encoding\n"
	    "t:2:1 csv.control-character\nt:2:2 csv.encoding\n" },
};

static void
test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (size_t chunk = 1; chunk <= cases[i].len + 1; chunk++) {
			struct buf trace;

			trace_csv(cases[i].text, cases[i].len, chunk, &trace);
			if (strcmp(buf_text(&trace), cases[i].trace) != 0)
				print_message("%s, %zu bytes a read\n",
				    cases[i].name, chunk);
			assert_string_equal(buf_text(&trace), cases[i].trace);
			buf_release(&trace);
		}
	}
}

/* A generator of its own, so that each run tries the same texts. */
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
	static const char alphabet[] = "aab,,,\"\"\"\n\n\r \t;\xC3\xA4\0";
	uint64_t seed = 2026;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[64] = "x,y\n";
		size_t len = 4 + next_random(&seed) % 56;
		struct buf whole, trace;

		for (size_t j = 4; j < len; j++)
			text[j] = alphabet[next_random(&seed) %
					   (sizeof(alphabet) - 1)];
		trace_csv(text, len, sizeof(text), &whole);
		trace_csv(text, len, 1 + next_random(&seed) % 5, &trace);
		assert_string_equal(buf_text(&trace), buf_text(&whole));
		buf_release(&trace);
		buf_release(&whole);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
