/* test_csv_scan.c - looking at raw CSV without libcsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "fenerum/csv_scan.h"

/* Every byte at every place of a line: found exactly when it must be. */
static void
test_every_byte(void **state)
{
	(void)state;
	for (size_t len = 1; len <= 20; len++) {
		for (size_t at = 0; at < len; at++) {
			for (int c = 0; c < 0x80; c++) {
				struct csv_line_faults found;
				char line[21];
				bool control = (c < 0x20 && c != '\t' &&
						   c != '\n' && c != '\r') ||
				               c == 0x7F;

				memset(line, 'x', sizeof(line));
				line[at] = (char)c;
				line[len] = '\n';
				(void)csv_line_check(
				    line, len + 1, false, &found);
				assert_int_equal(found.control,
				    control ? at : CSV_SCAN_NONE);
				assert_int_equal(found.not_utf8, CSV_SCAN_NONE);
			}
		}
	}
}

static void
test_high_bytes(void **state)
{
	struct csv_line_faults found;

	(void)state;
	assert_true(csv_line_check("\xC3\xA4\xC2\xA0\n", 5, false, &found));
	assert_false(csv_line_check("ab\xC2\x85\n", 5, false, &found));
	assert_int_equal(found.control, 2);
	assert_false(csv_line_check("\1b\xC2\x85\n", 5, false, &found));
	assert_int_equal(found.control, 0);
	assert_false(csv_line_check("abcdefg\xE4\n", 9, false, &found));
	assert_int_equal(found.not_utf8, 7);
	assert_true(csv_line_check("a\rb\"\r\n", 6, true, &found));
	assert_true(found.inner_return);
	assert_false(csv_line_check("a\"\rb\r\n", 6, true, &found));
	assert_int_equal(found.carriage_return, 2);
}

static void
join(void *context, const char *text, size_t len)
{
	struct buf *buf = context;

	buf_putc(buf, '[');
	buf_put(buf, text, len);
	buf_putc(buf, ']');
}

static void
test_split_roughly(void **state)
{
	static const struct {
		const char *row;
		const char *fields;
	} cases[] = {
		{ "", "[]" },
		{ "a,b\n", "[a][b]" },
		{ "1,5\" pipe,2\r\n", "[1][5\" pipe][2]" },
		{ "1,\"a, b\",2\n", "[1][a, b][2]" },
		{ "1, \"a \"\"b\"\"\" ,2\n", "[1][a \"b\"][2]" },
		{ "1,\"a \"b\" c\",2\n", "[1][a \"b\" c][2]" },
		{ "1,\"open,2\n", "[1][\"open][2]" },
		{ "1,\"\",\"\n", "[1][][\"]" },
		{ "1,\n", "[1][]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf buf;

		buf_init(&buf, BUF_MAX_DEFAULT);
		(void)csv_split_roughly(
		    cases[i].row, strlen(cases[i].row), ',', join, &buf);
		assert_string_equal(buf_text(&buf), cases[i].fields);
		buf_release(&buf);
	}
}

static void
test_put_field(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	csv_put_field(&buf, "", 0);
	csv_put_field(&buf, "a\"b\"", 4);
	csv_put_field(&buf, "=1+1", 4);
	assert_string_equal(buf_text(&buf), "\"\"\"a\"\"b\"\"\"\"=1+1\"");
	buf_release(&buf);
}

static void
test_places(void **state)
{
	static const char row[] = "a, \"x,\ny\" ,z\n";

	(void)state;
	assert_int_equal(csv_field_offset(row, strlen(row), ',', 0), 0);
	assert_int_equal(csv_field_offset(row, strlen(row), ',', 1), 3);
	assert_int_equal(csv_field_offset(row, strlen(row), ',', 2), 11);
	assert_int_equal(csv_field_offset(row, strlen(row), ',', 9), 11);
	assert_int_equal(csv_opening_quote(row, strlen(row), ',', 7), 3);
	assert_int_equal(
	    csv_opening_quote(row, strlen(row), ',', 11), CSV_SCAN_NONE);
	assert_int_equal(csv_lines_before(row, 11), 1);
	assert_int_equal(csv_column_at(row, 11), 5);
	assert_int_equal(csv_column_at("\xC3\xA4,b", 3), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(test_high_bytes),
		cmocka_unit_test(test_split_roughly),
		cmocka_unit_test(test_put_field),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
