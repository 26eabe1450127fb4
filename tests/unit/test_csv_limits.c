/* test_csv_limits.c - long fields, rows and files; reading that fails. */
#include <errno.h>

#include "csv_trace.h"

/* Rows enough for several blocks, one of which has a quote too many. */
static void
test_blocks(void **state)
{
	static const size_t chunks[] = { 1, 7, 4096, 65535, 65536, 65537,
		1 << 20 };
	struct buf text, whole, trace;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "id,text\r\n");
	for (int i = 0; i < 6000; i++)
		buf_printf(&text,
		    "%d,\"text \"\"%d\"\"\r\nof two%s lines\"\r\n", i, i,
		    i == 3000 ? "\"" : "");
	trace_csv(text.data, text.len, SIZE_MAX, &whole);
	assert_non_null(strstr(buf_text(&whole), "6002 ! csv.quote\n"));
	assert_non_null(
	    strstr(buf_text(&whole), "12000 5999|text \"5999\"/of two lines\n"
				     "t:6002:6 csv.quote\n"));
	for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
		trace_csv(text.data, text.len, chunks[i], &trace);
		assert_string_equal(buf_text(&trace), buf_text(&whole));
		buf_release(&trace);
	}
	buf_release(&whole);
	buf_release(&text);
}

static void
put_many(struct buf *buf, const char *text, size_t times)
{
	for (size_t i = 0; i < times; i++)
		buf_puts(buf, text);
}

static void
assert_trace(const struct buf *text, const char *expected)
{
	struct buf trace;

	trace_csv(text->data, text->len, CSV_BLOCK, &trace);
	assert_string_equal(buf_text(&trace), expected);
	buf_release(&trace);
}

/* A quote that is never closed costs one row, not the memory. */
static void
test_open_quote(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "a,b\n1,2\n3,\"x\n");
	put_many(&text, "\n", (size_t)8 << 20);
	buf_puts(&text, "4,5\n");
	assert_trace(&text,
	    "1 a|b\n2 1|2\n3 ! csv.quote\n8388612 4|5\nt:3:3 csv.quote\n");
	buf_release(&text);
}

static void
test_long_field(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "a,b\n1,");
	put_many(&text, "x", CSV_FIELD_MAX + 1);
	buf_puts(&text, "\n3,4\n");
	assert_trace(
	    &text, "1 a|b\n2 ! csv.too-long\n3 3|4\nt:2:3 csv.too-long\n");
	/* A line of 10 MB without an end to its row. */
	buf_clear(&text);
	buf_puts(&text, "a,b\n1,");
	put_many(&text, "x", 10000000);
	buf_puts(&text, "\n3,4\n");
	assert_trace(
	    &text, "1 a|b\n2 ! csv.too-long\n3 3|4\nt:2:1 csv.too-long\n");
	/* Two quoted fields of several lines, each of more than 1 MiB. */
	buf_clear(&text);
	buf_puts(&text, "a,b\n\"");
	put_many(&text, "x\n", CSV_FIELD_MAX);
	buf_puts(&text, "\",2\n3,4\n");
	assert_trace(
	    &text, "1 a|b\n2 ! csv.quote\n1048579 3|4\nt:2:1 csv.quote\n");
	buf_release(&text);
}

static void
test_longest_field(void **state)
{
	struct memory memory;
	struct diag_list *diag = diag_list_new();
	struct csv_reader *reader;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "a,b\n1,");
	put_many(&text, "x", CSV_FIELD_MAX);
	buf_puts(&text, "\n");
	memory = (struct memory){ text.data, text.len, 0, 1000 };
	reader = csv_reader_new("t",
	    (struct csv_source){ read_memory, &memory }, csv_form_plain, diag);
	assert_int_equal(csv_reader_header(reader), 0);
	assert_int_equal(csv_reader_next(reader), 1);
	assert_true(csv_reader_is_split(reader));
	assert_int_equal(csv_reader_fields(reader)[1].len, CSV_FIELD_MAX);
	assert_int_equal(csv_reader_next(reader), 0);
	csv_reader_free(reader);
	diag_list_free(diag);
	buf_release(&text);
}

static void
test_many_columns(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	put_many(&text, "c,", CSV_COLUMNS_MAX);
	buf_puts(&text, "c\n");
	assert_trace(&text, "stop\nt:1:1 csv.too-long\n");
	buf_clear(&text);
	buf_puts(&text, "a,b\n");
	put_many(&text, ",", 100000);
	buf_puts(&text, "\n1,2\n");
	assert_trace(
	    &text, "1 a|b\n2 ! csv.columns\n3 1|2\nt:2:1 csv.columns\n");
	buf_release(&text);
}

static ssize_t
read_failing(void *context, void *data, size_t size)
{
	struct memory *memory = context;

	if (memory->at == memory->len) {
		errno = EIO;
		return -1;
	}
	return read_memory(context, data, size);
}

/* A read error is no end of the file. */
static void
test_read_error(void **state)
{
	struct memory memory = { "a,b\n1,2\n3,", 10, 0, 3 };
	struct diag_list *diag = diag_list_new();
	struct csv_reader *reader = csv_reader_new("t",
	    (struct csv_source){ read_failing, &memory }, csv_form_plain, diag);
	struct diag_view view;
	int got = 0;

	(void)state;
	/* The header's prologue reads ahead, so the rows come first. */
	if (csv_reader_header(reader) == 0) {
		while ((got = csv_reader_next(reader)) == 1)
			;
	}
	assert_int_equal(got, -1);
	diag_get(diag, 0, &view);
	assert_string_equal(view.rule->name, "system.file");
	csv_reader_free(reader);
	diag_list_free(diag);
}

/* Where each field begins, also in rows of several lines. */
static void
test_positions(void **state)
{
	static const char text[] = "a,b,c\n\"x\ny\" , \"z\n\xC3\xA4\",w\n";
	static const unsigned long expected[3][2] = { { 2, 1 }, { 3, 6 },
		{ 4, 4 } };
	struct memory memory = { text, sizeof(text) - 1, 0, 5 };
	struct diag_list *diag = diag_list_new();
	struct csv_reader *reader = csv_reader_new("t",
	    (struct csv_source){ read_memory, &memory }, csv_form_plain, diag);

	(void)state;
	assert_int_equal(csv_reader_header(reader), 0);
	assert_int_equal(csv_reader_next(reader), 1);
	for (size_t i = 0; i < 3; i++) {
		struct source_pos pos = csv_reader_field_pos(reader, i);

		assert_int_equal(pos.line, expected[i][0]);
		assert_int_equal(pos.column, expected[i][1]);
	}
	csv_reader_free(reader);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_open_quote),
		cmocka_unit_test(test_long_field),
		cmocka_unit_test(test_longest_field),
		cmocka_unit_test(test_many_columns),
		cmocka_unit_test(test_read_error),
		cmocka_unit_test(test_positions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
