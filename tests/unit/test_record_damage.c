/*
 * test_record_damage.c - what is wrong with a record file is found, and named
 * with its place.
 */
#include "unit.h"

#include "base/stage.h"
#include "findings.h"
#include "unit_files.h"

#define HEAD "#fenvoy 1 small\nseq\tsha256\tverdict\trule_set\n"
#define TOTALS_HEAD                                                            \
	"#fenvoy 1 totalled\n"                                                 \
	"source\tstream\tkind\tkey\tname\treason\tstatus\tcurrency\tamount\n"
#define ROW(currency, amount)                                                  \
	"a:1\ts\tk\tkey\tn\tr\tst\t" currency "\t" amount "\n"

static const struct record_column small_columns[] = {
	{ "seq", RECORD_INTEGER, RECORD_EURO },
	{ "sha256", RECORD_TEXT, RECORD_EURO },
	{ "verdict", RECORD_TEXT, RECORD_EURO },
	{ "rule_set", RECORD_TEXT, RECORD_EURO },
};
static const struct record_schema small = { "small", "small", small_columns,
	COUNT(small_columns) };

#define CURRENCY 7
static const struct record_column totalled_columns[] = {
	{ "source", RECORD_TEXT, RECORD_EURO },
	{ "stream", RECORD_TEXT, RECORD_EURO },
	{ "kind", RECORD_TEXT, RECORD_EURO },
	{ "key", RECORD_TEXT, RECORD_EURO },
	{ "name", RECORD_TEXT, RECORD_EURO },
	{ "reason", RECORD_TEXT, RECORD_EURO },
	{ "status", RECORD_TEXT, RECORD_EURO },
	{ "currency", RECORD_TEXT, RECORD_EURO },
	{ "amount", RECORD_AMOUNT, CURRENCY },
};
static const struct record_schema totalled = { "totalled", "totalled",
	totalled_columns, COUNT(totalled_columns) };

static const struct record_column dated_columns[] = {
	{ "source", RECORD_TEXT, RECORD_EURO },
	{ "date", RECORD_DATE, RECORD_EURO },
	{ "debit", RECORD_AMOUNT, RECORD_EURO },
};
static const struct record_schema dated = { "dated", "dated", dated_columns,
	COUNT(dated_columns) };

struct damage_case {
	const struct record_schema *schema;
	const char *text;
	size_t len; /* 0: strlen */
	const char *findings;
};

static const struct damage_case damage_cases[] = {
	/* The first two lines */
	{ &small, "", 0, "0:0 record.truncated the file is empty\n" },
	{ &small, "seq\tsha256\n", 0,
	    "1:1 record.header 'seq\tsha256' is not the first line of a record "
	    "file, '#fenvoy 1 KIND'\n" },
	{ &small, "#fenvoy 2 small\n", 0,
	    "1:1 record.header '#fenvoy 2 small' is not the first line of a "
	    "record file, '#fenvoy 1 KIND'\n" },
	{ &small, "#fenvoy 1 \n", 0,
	    "1:1 record.header '#fenvoy 1 ' is not the first line of a record "
	    "file, '#fenvoy 1 KIND'\n" },
	{ &small, "#fenvoy 1 item\n", 0,
	    "1:11 record.header the file holds records of kind 'item', not "
	    "'small'\n" },
	{ &small, "#fenvoy 1 small\n", 0,
	    "1:0 record.truncated the column names are missing\n" },
	{ &small, "#fenvoy 1 small\nseq\tsha\tverdict\trule_set\n#end 0\n", 0,
	    "2:5 record.header column 2 of kind small is 'sha256', not "
	    "'sha'\n" },
	{ &small, "#fenvoy 1 small\nseq\tsha256\tverdict\n#end 0\n", 0,
	    "2:1 record.header kind small has 4 columns; these are fewer\n" },
	{ &small,
	    "#fenvoy 1 small\nseq\tsha256\tverdict\trule_set\tx\n#end 0\n", 0,
	    "2:1 record.header kind small has 4 columns; these are more\n" },
	{ &small, "#fenvoy 1 small\nseq\tsha256\tverdict\trule_set\t\n#end 0\n",
	    0, "2:1 record.header kind small has 4 columns; these are more\n" },
	{ &small, "#fenvoy 1 small\nseq\tsha256\tverdict\trule_set\r\n#end 0\n",
	    0,
	    "2:20 record.header column 4 of kind small is 'rule_set', not "
	    "'rule_set\r'\n" },
	{ &small, "#fenvoy 1 small\0\n", 17,
	    "1:1 record.header '#fenvoy 1 small' is not the first line of a "
	    "record file, '#fenvoy 1 KIND'\n" },
	/* Rows */
	{ &small, HEAD "1\tx\tok\n#end 1\n", 0,
	    "3:0 record.columns the row has 3 fields, kind small has 4 "
	    "columns\n" },
	{ &small, HEAD "1\tx\tok\ty\tz\n#end 1\n", 0,
	    "3:0 record.columns the row has 5 fields, kind small has 4 "
	    "columns\n" },
	{ &small, HEAD "1\tx\tok\ty\tz\t\t\n#end 1\n", 0,
	    "3:0 record.columns the row has 7 fields, kind small has 4 "
	    "columns\n" },
	{ &small, HEAD "\n#end 1\n", 0,
	    "3:0 record.columns the row has 1 fields, kind small has 4 "
	    "columns\n" },
	{ &small, HEAD "1\tp\xC3\xA4\\q\tok\ty\n#end 1\n", 0,
	    "3:3 record.field a backslash must be followed by t, n, r or "
	    "another backslash\n" },
	{ &small, HEAD "1\t\\\\\\t\ta\\\ty\n#end 1\n", 0,
	    "3:8 record.field a backslash must be followed by t, n, r or "
	    "another backslash\n" },
	{ &small, HEAD "1\tx\tok\ty\\\n#end 1\n", 0,
	    "3:8 record.field a backslash must be followed by t, n, r or "
	    "another backslash\n" },
	{ &small, HEAD "1\tp\xC3\xA4\xC3(\tok\ty\n#end 1\n", 0,
	    "3:5 record.field the text is not valid UTF-8\n" },
	{ &small, HEAD "1\tx\0y\tok\ty\n#end 1\n", sizeof(HEAD) - 1 + 18,
	    "3:4 record.field the row holds a NUL "
	    "character\n" },
	{ &small, HEAD "1\tx\tok\ty\r\n#end 1\n", 0,
	    "3:9 record.field a carriage return must be written \\r\n" },
	/* The closing line */
	{ &small, HEAD "1\tx\tok\ty\n", 0,
	    "3:0 record.truncated the file ends without its closing line, "
	    "after 1 rows\n" },
	{ &small, HEAD "1\tx\tok\ty\n#end 1", 0,
	    "4:0 record.truncated the file ends in the middle of a line\n" },
	{ &small, HEAD "1\tx\tok\ty\n#end 2\n", 0,
	    "4:6 record.count the closing line says '2' rows, the file holds "
	    "1\n" },
	{ &small, HEAD "1\tx\tok\ty\n#end 01\n", 0,
	    "4:6 record.count the closing line says '01' rows, the file holds "
	    "1\n" },
	{ &small, HEAD "#end 0\0#\n", sizeof(HEAD) + 8,
	    "3:7 record.field the row holds a NUL character\n" },
	{ &small, HEAD "#end \n", 0,
	    "3:6 record.count the closing line says '' rows, the file holds "
	    "0\n" },
	{ &small, HEAD "#end 0 \n", 0,
	    "3:8 record.total the closing line has a blank too many\n" },
	{ &small, HEAD "#end 0\n#end 0\n", 0,
	    "4:0 record.trailing the file goes on after its closing line\n" },
	{ &small, HEAD "#end 0\nx", 0,
	    "4:0 record.truncated the file ends in the middle of a line\n" },
	/* Amounts */
	{ &totalled, TOTALS_HEAD ROW("EUR", "1.00") "#end 1 EUR amount=2.00\n",
	    0,
	    "4:12 record.total the closing line says 'EUR amount=2.00', the "
	    "rows give 'EUR amount=1.00'\n" },
	{ &totalled,
	    TOTALS_HEAD ROW("EUR", "1.00")
		ROW("SEK", "1.00") "#end 2 EUR amount=1.00\n",
	    0,
	    "5:23 record.total the closing line says nothing, the rows give "
	    "'SEK'\n" },
	{ &totalled,
	    TOTALS_HEAD ROW(
		"EUR", "1.00") "#end 1 EUR amount=1.00 SEK amount=1.00\n",
	    0,
	    "4:24 record.total the closing line says 'SEK', the rows give "
	    "nothing\n" },
	{ &totalled, TOTALS_HEAD ROW("EUR", "1.00") "#end 1\n", 0,
	    "4:7 record.total the closing line says nothing, the rows give "
	    "'EUR'\n" },
	{ &totalled, TOTALS_HEAD ROW("EUR", "1,00") "#end 1\n", 0,
	    "3:24 record.field column amount: '1,00' is not a number\n" },
	{ &totalled, TOTALS_HEAD ROW("EUR", "1.001") "#end 1\n", 0,
	    "3:24 record.field column amount: '1.001' has too many "
	    "decimals\n" },
	{ &totalled, TOTALS_HEAD ROW("EUR", "92233720368547758.08") "#end 1\n",
	    0,
	    "3:24 record.field column amount: '92233720368547758.08' is too "
	    "large\n" },
	{ &totalled, TOTALS_HEAD ROW("EUX", "1.00") "#end 1\n", 0,
	    "3:20 record.field column currency: 'EUX' is not a currency "
	    "code\n" },
	{ &totalled, TOTALS_HEAD ROW("", "1.00") "#end 1\n", 0,
	    "3:20 record.field column currency: '' is not a currency code\n" },
	{ &totalled, TOTALS_HEAD ROW("eur", "1") "#end 1\n", 0,
	    "3:20 record.field column currency: 'eur' is not a currency "
	    "code\n" },
	{ &totalled,
	    TOTALS_HEAD ROW("EUR", "92233720368547758.07")
		ROW("EUR", "0.01") "#end 2\n",
	    0,
	    "4:0 record.overflow the column's total does not fit in 64 "
	    "bits\n" },
	/* Sound ones */
	{ &totalled,
	    TOTALS_HEAD ROW("EUR", "1") ROW("", "") ROW("SEK", "-0.5")
		ROW("EUR", "") "#end 4 EUR amount=1.00 SEK amount=-0.50\n",
	    0, "" },
	{ &totalled, TOTALS_HEAD ROW("XYZ", "") "#end 1\n", 0, "" },
};

/* Read all of a file; the findings are the list's. */
static int
read_file(const char *path, const struct record_schema *schema,
    struct diag_list *list)
{
	struct stage_reader *stage = stage_reader_file(path, schema, list);
	struct record_reader *reader = stage_reader_next(stage);

	if (reader != NULL) {
		while (record_next(reader) == 1)
			;
	}
	return stage_reader_free(stage);
}

static void
test_damage(void **state)
{
	char *path = path_join(*state, "file.tsv");
	size_t i;

	for (i = 0; i < COUNT(damage_cases); i++) {
		const struct damage_case *c = &damage_cases[i];
		struct diag_list *list = diag_list_new();

		file_put(path, c->text, c->len > 0 ? c->len : strlen(c->text));
		assert_row(read_file(path, c->schema, list) ==
			       (c->findings[0] == '\0' ? 0 : -1),
		    c->text);
		assert_row(findings_equal(list, c->findings), c->text);
		diag_list_free(list);
	}
	free(path);
}

/* Whatever is cut off, even the last line feed: refused, by one finding. */
static void
test_truncated(void **state)
{
	static const char text[] = TOTALS_HEAD ROW("EUR", "1.00")
	    ROW("SEK", "2.00") "#end 2 EUR amount=1.00 SEK amount=2.00\n";
	char *path = path_join(*state, "file.tsv");
	struct diag_list *list;
	struct diag_view view;
	size_t len;

	for (len = 0; len < sizeof(text); len++) {
		list = diag_list_new();
		file_put(path, text, len);
		if (len == sizeof(text) - 1) {
			assert_int_equal(read_file(path, &totalled, list), 0);
			assert_int_equal(diag_kept(list), 0);
		} else {
			assert_int_equal(read_file(path, &totalled, list), -1);
			assert_int_equal(diag_kept(list), 1);
			diag_get(list, 0, &view);
			assert_string_equal(
			    view.rule->name, "record.truncated");
		}
		diag_list_free(list);
	}
	free(path);
}

/* A field of the wrong type is one finding, and the next row does not come. */
static void
test_types(void **state)
{
	static const char text[] = "#fenvoy 1 dated\nsource\tdate\tdebit\n"
				   "a:7\t2026-02-29\t1.00\n"
				   "a:8\t2026-02-28\t1.00\n"
				   "#end 2 EUR debit=2.00\n";
	static const char check[] = HEAD "1.5\tx\tok\ty\n#end 1\n";
	static const char sound[] =
	    "#fenvoy 1 dated\nsource\tdate\tdebit\na:7\t\t\n#end 1\n";
	char *path = path_join(*state, "file.tsv");
	struct diag_list *list = diag_list_new();
	struct stage_reader *stage;
	struct record_reader *reader;
	struct source_pos pos;
	struct date date;
	int64_t seq = 7;

	file_put(path, text, sizeof(text) - 1);
	stage = stage_reader_file(path, &dated, list);
	reader = stage_reader_next(stage);
	assert_int_equal(record_next(reader), 1);
	assert_false(record_date(reader, 1, &date));
	assert_int_equal(record_next(reader), -1);
	assert_int_equal(record_next(reader), -1);
	assert_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), -1);

	file_put(path, check, sizeof(check) - 1);
	stage = stage_reader_file(path, &small, list);
	reader = stage_reader_next(stage);
	assert_int_equal(record_next(reader), 1);
	assert_false(record_integer(reader, 0, &seq));
	assert_int_equal(seq, 7);
	assert_int_equal(stage_reader_free(stage), -1);

	file_put(path, check, sizeof(check) - 1);
	stage = stage_reader_file(path, &small, list);
	reader = stage_reader_next(stage);
	assert_int_equal(record_next(reader), 1);
	assert_false(record_integer(reader, 2, &seq));
	assert_int_equal(stage_reader_free(stage), -1);

	/* Positions outlive their reader. */
	file_put(path, sound, sizeof(sound) - 1);
	stage = stage_reader_file(path, &dated, list);
	reader = stage_reader_next(stage);
	assert_int_equal(record_next(reader), 1);
	pos = record_source(reader, 0);
	assert_int_equal(stage_reader_free(stage), 0);
	assert_string_equal(pos.file, "a");
	assert_int_equal(pos.line, 7);
	assert_true(findings_equal(list,
	    "3:1 record.field column seq: '1.5' is not a whole number\n"
	    "3:5 record.field column date: '2026-02-29' is not a date, "
	    "YYYY-MM-DD\n"
	    "3:7 record.field column verdict: 'ok' is not a number\n"));
	diag_list_free(list);
	free(path);
}

/* A file without any line feed ends at the limit; a folder is no file. */
static void
test_no_file(void **state)
{
	struct diag_list *list = diag_list_new();

	(void)state;
	assert_int_equal(read_file("/dev/zero", &small, list), -1);
	assert_int_equal(read_file("/", &small, list), -1);
	assert_true(findings_equal(list,
	    "0:0 system.file Is a directory\n"
	    "1:0 record.field the row is longer than 16 MiB\n"));
	diag_list_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_damage),
		FOLDER_TEST(test_truncated),
		FOLDER_TEST(test_types),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
