/* test_record.c - record files: what is written is read back as it was. */
#include "unit.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/record_kinds.h"
#include "base/record_private.h"
#include "base/stage.h"
#include "findings.h"
#include "unit_files.h"

/* A small kind with every type; amounts in two currencies. */
enum sample_column {
	SAMPLE_SOURCE,
	SAMPLE_TEXT,
	SAMPLE_DATE,
	SAMPLE_COUNT,
	SAMPLE_RATE,
	SAMPLE_CURRENCY,
	SAMPLE_NET,
	SAMPLE_NOTED,
	SAMPLE_NET_EUR,
	SAMPLE_COLUMNS
};

static const struct record_column sample_columns[] = {
	{ "source", RECORD_TEXT, RECORD_EURO },
	{ "text", RECORD_TEXT, RECORD_EURO },
	{ "date", RECORD_DATE, RECORD_EURO },
	{ "count", RECORD_INTEGER, RECORD_EURO },
	{ "rate", RECORD_DECIMAL, RECORD_EURO },
	{ "currency", RECORD_TEXT, RECORD_EURO },
	{ "net", RECORD_AMOUNT, SAMPLE_CURRENCY },
	{ "noted", RECORD_MONEY, SAMPLE_CURRENCY },
	{ "net_eur", RECORD_AMOUNT, RECORD_EURO },
};

static const struct record_schema sample = { "sample", "samples",
	sample_columns, SAMPLE_COLUMNS };

static const char sample_file[] =
    "#fenvoy 1 sample\n"
    "source\ttext\tdate\tcount\trate\tcurrency\tnet\tnoted\tnet_eur\n"
    "exports/a.csv:17\tp\xC3\xA4iv\xC3\xA4\t2026-10-31\t-9223372036854775808"
    "\t11.0215\tSEK\t-100.00\t5.00\t-9.07\n"
    "a:b\t\\\\ \\t\\n\\r\x01 and a long text\t\t0\t\tEUR\t0.05\t\t0.05\n"
    "#end\t\t\t\t\t\t\t\t\n"
    "#end 3 EUR net=0.05 net_eur=-9.02 SEK net=-100.00\n";

static struct money
money(int64_t minor, const char *code)
{
	return (struct money){ minor, currency_find(code, 3) };
}

static void
put_sample(struct record_writer *writer)
{
	int i;

	record_put_pos(writer, (struct source_pos){ "exports/a.csv", 17, 0 });
	record_put_text(writer, "p\xC3\xA4iv\xC3\xA4");
	record_put_date(writer, (struct date){ 2026, 10, 31 });
	record_put_integer(writer, INT64_MIN);
	record_put_decimal(writer, (struct decimal){ 110215, 4 });
	record_put_text(writer, "SEK");
	record_put_money(writer, money(-10000, "SEK"));
	record_put_money(writer, money(500, "SEK"));
	record_put_money(writer, money(-907, "EUR"));
	record_row_end(writer);
	record_put_pos(writer, (struct source_pos){ "a:b", 0, 9 });
	record_put_text_len(writer, "\\ \t\n\r\x01 and a long textXXX", 22);
	record_put_date(writer, (struct date){ 0, 0, 0 });
	record_put_integer(writer, 0);
	record_put_empty(writer);
	record_put_text(writer, "EUR");
	record_put_money(writer, money(5, "EUR"));
	record_put_empty(writer);
	record_put_money(writer, money(5, "EUR"));
	record_row_end(writer);
	record_put_text(writer, "#end");
	record_put_pos(writer, (struct source_pos){ NULL, 7, 7 });
	for (i = SAMPLE_DATE; i < SAMPLE_COLUMNS; i++)
		record_put_empty(writer);
	record_row_end(writer);
}

static void
test_write(void **state)
{
	char *path = path_join(*state, "samples.tsv");
	struct record_writer *writer;
	struct output output;

	output_init(&output, open(path, O_WRONLY | O_CREAT, 0600));
	writer = record_writer_new(&output, &sample);
	put_sample(writer);
	assert_int_equal(record_writer_finish(writer), 0);
	assert_int_equal(output_flush(&output), 0);
	assert_file(path, sample_file);
	assert_int_equal(ftruncate(output.fd, 0), 0);
	assert_int_equal(lseek(output.fd, 0, SEEK_SET), 0);
	writer = record_writer_new(&output, &record_kind_exclusion);
	assert_int_equal(record_writer_finish(writer), 0);
	writer = record_writer_new(&output, &sample);
	assert_int_equal(record_writer_finish(writer), 0);
	record_writer_abort(NULL);
	assert_int_equal(output_flush(&output), 0);
	assert_file(path,
	    "#fenvoy 1 exclusion\nreference\tname\treason\n#end 0\n"
	    "#fenvoy 1 sample\nsource\ttext\tdate\tcount\trate\tcurrency\tnet"
	    "\tnoted\tnet_eur\n#end 0\n");
	(void)close(output.fd);
	output_release(&output);
	free(path);
}

static void
assert_first_row(struct record_reader *reader)
{
	struct date date = { 0, 0, 0 };
	struct decimal rate = { 0, 0 };
	struct money amount = { 0, NULL };
	struct source_pos pos;
	int64_t count = 0;

	assert_int_equal(record_next(reader), 1);
	pos = record_source(reader, SAMPLE_SOURCE);
	assert_string_equal(pos.file, "exports/a.csv");
	assert_int_equal(pos.line, 17);
	assert_int_equal(pos.column, 1);
	assert_string_equal(
	    record_text(reader, SAMPLE_TEXT), "p\xC3\xA4iv\xC3\xA4");
	assert_int_equal(record_text_len(reader, SAMPLE_TEXT), 7);
	assert_true(record_date(reader, SAMPLE_DATE, &date));
	assert_int_equal(date.day, 31);
	assert_true(record_integer(reader, SAMPLE_COUNT, &count));
	assert_true(count == INT64_MIN);
	assert_true(record_decimal(reader, SAMPLE_RATE, &rate));
	assert_int_equal(rate.units, 110215);
	assert_int_equal(rate.scale, 4);
	assert_true(record_money(reader, SAMPLE_NET, &amount));
	assert_int_equal(amount.minor, -10000);
	assert_string_equal(amount.currency->code, "SEK");
	assert_true(record_money(reader, SAMPLE_NOTED, &amount));
	assert_int_equal(amount.minor, 500);
	assert_true(record_money(reader, SAMPLE_NET_EUR, &amount));
	assert_ptr_equal(amount.currency, currency_euro());
	/* Characters, not bytes. */
	pos = record_pos(reader, SAMPLE_DATE);
	assert_int_equal(pos.line, 3);
	assert_int_equal(pos.column, 24);
}

static void
assert_other_rows(struct record_reader *reader)
{
	struct date date = { 7, 0, 0 };
	struct decimal rate;
	struct money amount;
	struct source_pos pos;
	int64_t count = 7;

	assert_int_equal(record_next(reader), 1);
	pos = record_source(reader, SAMPLE_SOURCE);
	assert_string_equal(pos.file, "a:b");
	assert_int_equal(pos.line, 0);
	assert_string_equal(
	    record_text(reader, SAMPLE_TEXT), "\\ \t\n\r\x01 and a long text");
	assert_int_equal(record_text_len(reader, SAMPLE_TEXT), 22);
	assert_false(record_date(reader, SAMPLE_DATE, &date));
	assert_int_equal(date.year, 7);
	assert_true(record_integer(reader, SAMPLE_COUNT, &count));
	assert_int_equal(count, 0);
	assert_false(record_decimal(reader, SAMPLE_RATE, &rate));
	assert_false(record_money(reader, SAMPLE_NOTED, &amount));
	/* The escapes before it count as they stand in the file. */
	assert_int_equal(record_pos(reader, SAMPLE_DATE).column, 32);
	assert_int_equal(record_pos(reader, SAMPLE_SOURCE).column, 1);

	assert_int_equal(record_next(reader), 1);
	assert_string_equal(record_text(reader, SAMPLE_SOURCE), "#end");
	pos = record_source(reader, SAMPLE_TEXT);
	assert_null(pos.file);
	assert_false(record_integer(reader, SAMPLE_COUNT, &count));
	assert_false(record_money(reader, SAMPLE_NET, &amount));
	assert_int_equal(record_next(reader), 0);
	assert_int_equal(record_next(reader), 0);
}

static void
test_read(void **state)
{
	char *path = path_join(*state, "samples.tsv");
	struct diag_list *list = diag_list_new();
	struct stage_reader *stage;
	struct record_reader *reader;

	file_put(path, sample_file, sizeof(sample_file) - 1);
	stage = stage_reader_file(path, &sample, list);
	reader = stage_reader_next(stage);
	assert_non_null(reader);
	assert_ptr_equal(record_schema_of(reader), &sample);
	assert_first_row(reader);
	assert_other_rows(reader);
	assert_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), 0);
	assert_int_equal(diag_count(list, SEVERITY_NOTE), 0);
	diag_list_free(list);
	free(path);
}

/* Send the sample in packets of a size, from a process of its own. */
static pid_t
send_packets(int fd, size_t size)
{
	const size_t len = sizeof(sample_file) - 1;
	pid_t child = fork();
	size_t at;

	if (child != 0)
		return child;
	for (at = 0; at < len; at += size) {
		if (send(fd, sample_file + at,
			at + size < len ? size : len - at, 0) < 0)
			_exit(1);
	}
	_exit(0);
}

/* A packet a read: the reader meets every cut between two chunks of a size. */
static void
test_chunks(void **state)
{
	struct diag_list *list = diag_list_new();
	struct record_reader *reader;
	struct record_input input;
	const char *kind;
	int ends[2], status;
	pid_t child;
	size_t size;

	(void)state;
	for (size = 1; size < sizeof(sample_file); size++) {
		assert_int_equal(
		    socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
		child = send_packets(ends[1], size);
		assert_true(child > 0);
		assert_int_equal(close(ends[1]), 0);
		record_input_init(&input, ends[0], "chunks", list);
		assert_int_equal(record_header(&input, &kind), 1);
		assert_string_equal(kind, "sample");
		reader = record_reader_new(&input, &sample);
		assert_non_null(reader);
		assert_first_row(reader);
		assert_other_rows(reader);
		record_reader_free(reader);
		record_input_release(&input);
		(void)close(ends[0]);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
	}
	assert_false(diag_failed(list));
	diag_list_free(list);
}

/* Every byte that a text may hold, at every length up to three words. */
static void
test_escapes(void **state)
{
	char *path = path_join(*state, "exclusions.tsv"), text[27];
	struct diag_list *list = diag_list_new();
	const struct record_schema *schema = &record_kind_exclusion;
	struct stage_writer *stage = stage_writer_new(*state, list);
	struct record_writer *writer = stage_writer_kind(stage, schema);
	struct stage_reader *read;
	struct record_reader *reader;
	size_t len, byte, i;

	for (len = 1; len < sizeof(text); len++) {
		for (byte = 1; byte < 128; byte++) {
			for (i = 0; i < len; i++)
				text[i] =
				    (char)(i % 9 == byte % 9 ? byte : 'a');
			record_put_text_len(writer, text, len);
			record_put_text(writer, "\\t");
			record_put_text_len(writer, text, len);
			record_row_end(writer);
		}
	}
	assert_int_equal(stage_writer_finish(stage, &schema, 1), 0);
	read = stage_reader_file(path, schema, list);
	reader = stage_reader_next(read);
	for (len = 1; len < sizeof(text); len++) {
		for (byte = 1; byte < 128; byte++) {
			assert_int_equal(record_next(reader), 1);
			for (i = 0; i < len; i++)
				text[i] =
				    (char)(i % 9 == byte % 9 ? byte : 'a');
			assert_int_equal(record_text_len(reader, 0), len);
			assert_memory_equal(record_text(reader, 0), text, len);
			assert_string_equal(record_text(reader, 1), "\\t");
			assert_memory_equal(record_text(reader, 2), text, len);
		}
	}
	assert_int_equal(record_next(reader), 0);
	assert_int_equal(stage_reader_free(read), 0);
	diag_list_free(list);
	free(path);
}

/* A row just at the limit, and one above it. */
static void
test_long_row(void **state)
{
	char *path = path_join(*state, "exclusions.tsv"), *text;
	const struct record_schema *schema = &record_kind_exclusion;
	struct diag_list *list = diag_list_new();
	size_t len, round;

	text = mem_calloc(RECORD_LINE_MAX, 1);
	for (round = 0; round < 2; round++) {
		struct stage_writer *stage = stage_writer_new(*state, list);
		struct record_writer *writer = stage_writer_kind(stage, schema);
		struct stage_reader *read;
		struct record_reader *reader;

		len = round == 0 ? RECORD_LINE_MAX - 2 : RECORD_LINE_MAX - 1;
		memset(text, 'x', len);
		text[len] = '\0';
		record_put_text(writer, text);
		record_put_empty(writer);
		record_put_empty(writer);
		record_row_end(writer);
		assert_int_equal(stage_writer_finish(stage, &schema, 1), 0);
		read = stage_reader_file(path, schema, list);
		reader = stage_reader_next(read);
		assert_int_equal(record_next(reader), round == 0 ? 1 : -1);
		if (round == 0)
			assert_int_equal(record_text_len(reader, 0), len);
		assert_int_equal(stage_reader_free(read), round == 0 ? 0 : -1);
	}
	assert_true(findings_equal(
	    list, "3:0 record.field the row is longer than 16 MiB\n"));
	diag_list_free(list);
	free(text);
	free(path);
}

/* Every kind of every stage has its own name, and its own file. */
static void
test_kinds(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < record_stage_ledger_count; i++) {
		const struct record_schema *schema = record_stage_ledger[i];

		assert_true(schema->column_count > 1);
		for (k = 0; k < i; k++) {
			assert_string_not_equal(
			    schema->kind, record_stage_ledger[k]->kind);
			assert_string_not_equal(
			    schema->file, record_stage_ledger[k]->file);
		}
	}
	assert_true(record_stage_billing_count > 0);
	assert_true(record_stage_registers_count > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_write),
		FOLDER_TEST(test_read),
		FOLDER_TEST(test_chunks),
		FOLDER_TEST(test_escapes),
		FOLDER_TEST(test_long_row),
		cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
