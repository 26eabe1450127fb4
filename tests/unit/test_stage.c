/* test_stage.c - the record files of a stage, in a folder and in a pipe. */
#include "unit.h"

#include <fcntl.h>

#include "base/record_kinds.h"
#include "base/stage.h"
#include "findings.h"
#include "unit_files.h"

static const struct record_schema *const kinds[] = {
	&record_kind_dimension_item,
	&record_kind_exclusion,
	&record_kind_excluded,
};

static const char items_file[] =
    "#fenvoy 1 dimension_item\nsource\trule\tkey\theader\titem\n"
    "a:7\t\tk\th\ti\n#end 1\n";
static const char exclusions_file[] =
    "#fenvoy 1 exclusion\nreference\tname\treason\nr\tn\tx\nr2\tn\tx\n"
    "#end 2\n";

/* A pipe holds every kind of its stage. */
static const char excluded_file[] =
    "#fenvoy 1 excluded\nsource\tstream\tkind\tkey\tname\treason\t"
    "status\tcurrency\tamount\n#end 0\n";

static int
put_item(struct stage_writer *stage)
{
	struct record_writer *writer =
	    stage_writer_kind(stage, &record_kind_dimension_item);

	if (writer == NULL)
		return -1;
	record_put_pos(writer, (struct source_pos){ "a", 7, 1 });
	record_put_empty(writer);
	record_put_text(writer, "k");
	record_put_text(writer, "h");
	record_put_text(writer, "i");
	record_row_end(writer);
	return 0;
}

static int
put_exclusion(struct stage_writer *stage, const char *reference)
{
	struct record_writer *writer =
	    stage_writer_kind(stage, &record_kind_exclusion);

	if (writer == NULL)
		return -1;
	record_put_text(writer, reference);
	record_put_text(writer, "n");
	record_put_text(writer, "x");
	record_row_end(writer);
	return 0;
}

/* Rows of two kinds in turn, then published. */
static int
write_stage(const char *dir, struct diag_list *list)
{
	struct stage_writer *stage = stage_writer_new(dir, list);

	(void)put_exclusion(stage, "r");
	(void)put_item(stage);
	(void)put_exclusion(stage, "r2");
	return stage_writer_finish(stage, kinds, COUNT(kinds));
}

static bool
scratch_has(const char *dir, const char *name)
{
	char *path = path_join(dir, name);
	bool exists = file_exists(path);

	free(path);
	return exists;
}

static void
scratch_put(const char *dir, const char *name, const char *text)
{
	char *path = path_join(dir, name);

	file_put(path, text, strlen(text));
	free(path);
}

static void
test_folder(void **state)
{
	char *dir = path_join(*state, "a/ledger"), *path;
	struct diag_list *list = diag_list_new();
	struct stage_writer *stage;

	assert_int_equal(folder_make(dir, list), 0);
	scratch_put(dir, "excluded.tsv", "old");
	scratch_put(dir, "postings.tsv", "not of this stage");
	scratch_put(dir, ".excluded.tsv.tmp", "leftover");
	assert_int_equal(write_stage(dir, list), 0);
	path = path_join(dir, "dimension_items.tsv");
	assert_file(path, items_file);
	assert_int_equal(file_mode(path), 0600);
	free(path);
	path = path_join(dir, "exclusions.tsv");
	assert_file(path, exclusions_file);
	assert_false(scratch_has(dir, "excluded.tsv"));
	assert_false(scratch_has(dir, ".excluded.tsv.tmp"));
	assert_true(scratch_has(dir, "postings.tsv"));
	/* Given up: all stays as it was. */
	stage = stage_writer_new(dir, list);
	assert_int_equal(put_exclusion(stage, "other"), 0);
	stage_writer_abort(stage);
	stage_writer_abort(NULL);
	assert_file(path, exclusions_file);
	assert_false(scratch_has(dir, ".exclusions.tsv.tmp"));
	assert_false(diag_failed(list));
	diag_list_free(list);
	free(path);
	free(dir);
}

static void
test_read_folder(void **state)
{
	struct diag_list *list = diag_list_new();
	struct stage_reader *stage;
	struct record_reader *reader;

	assert_int_equal(write_stage(*state, list), 0);
	stage = stage_reader_new(*state, kinds, COUNT(kinds), list);
	reader = stage_reader_next(stage);
	assert_ptr_equal(record_schema_of(reader), &record_kind_dimension_item);
	/* Left unread: the next one reads it to its end. */
	reader = stage_reader_next(stage);
	assert_ptr_equal(record_schema_of(reader), &record_kind_exclusion);
	assert_int_equal(record_next(reader), 1);
	assert_int_equal(record_next(reader), 1);
	assert_string_equal(record_text(reader, EXCLUSION_REFERENCE), "r2");
	assert_int_equal(record_next(reader), 0);
	assert_null(stage_reader_next(stage));
	assert_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), 0);
	assert_int_equal(stage_reader_free(NULL), 0);
	/* What is left when the reader is freed is checked as well. */
	scratch_put(*state, "exclusions.tsv", "#fenvoy 1 exclusion\n");
	stage = stage_reader_new(*state, kinds, COUNT(kinds), list);
	assert_non_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), -1);
	assert_true(findings_equal(
	    list, "1:0 record.truncated the column names are missing\n"));
	diag_list_free(list);
}

static void
test_read_folder_fails(void **state)
{
	struct diag_list *list = diag_list_new();
	char *missing = path_join(*state, "missing");
	struct stage_reader *stage;

	stage = stage_reader_new(missing, kinds, COUNT(kinds), list);
	assert_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), -1);
	stage = stage_reader_file(missing, kinds[0], list);
	assert_null(stage_reader_next(stage));
	assert_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), -1);
	assert_true(findings_equal(list,
	    "0:0 record.missing the folder holds no record file of this "
	    "stage\n"
	    "0:0 system.file No such file or directory\n"));
	diag_list_free(list);
	/* A writer's temporary: the stage is not whole. */
	list = diag_list_new();
	assert_int_equal(write_stage(*state, list), 0);
	scratch_put(*state, ".excluded.tsv.tmp", "");
	stage = stage_reader_new(*state, kinds, COUNT(kinds), list);
	assert_null(stage_reader_next(stage));
	assert_int_equal(stage_reader_free(stage), -1);
	assert_true(findings_equal(list,
	    "0:0 record.truncated the stage was not written to its end\n"));
	diag_list_free(list);
	free(missing);
}

static int
write_stream(const char *path, struct diag_list *list)
{
	int saved, status;

	saved = redirect(STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC);
	status = write_stage(NULL, list);
	restore(STDOUT_FILENO, saved);
	return status;
}

static void
test_stream(void **state)
{
	char *path = path_join(*state, "stream"), *expected;
	struct diag_list *list = diag_list_new();

	/* In the order of first use, then what was not used. */
	expected =
	    mem_printf("%s%s%s", exclusions_file, items_file, excluded_file);
	assert_int_equal(write_stream(path, list), 0);
	assert_file(path, expected);
	assert_false(diag_failed(list));
	assert_int_equal(write_stream("/dev/full", list), -1);
	assert_true(findings_equal(list,
	    "0:0 system.file cannot be written: No space left on device\n"));
	diag_list_free(list);
	free(expected);
	free(path);
}

/* Read a stream with these bytes; the number of rows, or -1. */
static int
read_stream(const char *dir, const char *text, struct diag_list *list)
{
	char *path = path_join(dir, "stream");
	struct stage_reader *stage;
	struct record_reader *reader;
	int saved, rows = 0, status;

	file_put(path, text, strlen(text));
	saved = redirect(STDIN_FILENO, path, O_RDONLY);
	stage = stage_reader_new(NULL, kinds, COUNT(kinds), list);
	while ((reader = stage_reader_next(stage)) != NULL) {
		while (record_next(reader) == 1)
			rows++;
	}
	status = stage_reader_free(stage);
	restore(STDIN_FILENO, saved);
	free(path);
	return status == 0 ? rows : -1;
}

static void
test_read_stream(void **state)
{
	static const struct {
		const char *more; /* after the exclusions */
		int rows;
		const char *findings;
	} cases[] = {
		{ "", -1,
		    "0:0 record.missing the input ends without its records "
		    "of kind 'dimension_item'\n"
		    "0:0 record.missing the input ends without its records "
		    "of kind 'excluded'\n" },
		{ items_file, -1,
		    "0:0 record.missing the input ends without its records "
		    "of kind 'excluded'\n" },
		{ "#fenvoy 1 item\n", -1,
		    "6:11 record.unknown-kind records of kind 'item' are not "
		    "read here\n" },
		{ "more\n", -1,
		    "6:1 record.header 'more' is not the first line of a "
		    "record file, '#fenvoy 1 KIND'\n" },
		{ "#fenvoy 1 dimension_item\n", -1,
		    "6:0 record.truncated the column names are missing\n" },
		{ "#fenvoy 1 dimension_item\nsource\trule\tkey\theader\titem\n",
		    -1,
		    "7:0 record.truncated the file ends without its "
		    "closing line, after 0 rows\n" },
		{ "#fen", -1,
		    "6:0 record.truncated the file ends in the middle of a "
		    "line\n" },
	};
	struct diag_list *list;
	char *all;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		char *text = mem_printf("%s%s", exclusions_file, cases[i].more);

		list = diag_list_new();
		assert_int_equal(
		    read_stream(*state, text, list), cases[i].rows);
		assert_row(findings_equal(list, cases[i].findings), text);
		diag_list_free(list);
		free(text);
	}
	all = mem_printf("%s%s%s", items_file, exclusions_file, excluded_file);
	list = diag_list_new();
	assert_int_equal(read_stream(*state, all, list), 3);
	assert_false(diag_failed(list));
	diag_list_free(list);
	free(all);
	list = diag_list_new();
	assert_int_equal(read_stream(*state, "", list), -1);
	assert_true(
	    findings_equal(list, "0:0 record.missing the input is empty\n"));
	diag_list_free(list);
}

/* Nothing new appears, and what was there stays. */
static void
test_write_fails(void **state)
{
	struct diag_list *list = diag_list_new();
	char *path = path_join(*state, "exclusions.tsv");
	struct stage_writer *stage;
	char *blocked;

	scratch_put(*state, "exclusions.tsv", "old");
	limit_files(60);
	assert_int_equal(write_stage(*state, list), -1);
	limit_files(RLIM_INFINITY);
	assert_file(path, "old");
	assert_false(scratch_has(*state, "dimension_items.tsv"));
	assert_false(scratch_has(*state, ".exclusions.tsv.tmp"));
	/* The folder cannot be made. */
	assert_int_equal(write_stage(path, list), -1);
	/* A file cannot be renamed into place: the others go as well. */
	blocked = path_join(*state, "dimension_items.tsv");
	assert_int_equal(folder_make(blocked, list), 0);
	assert_int_equal(write_stage(*state, list), -1);
	assert_false(file_exists(path));
	free(blocked);
	/* A file cannot be made. */
	blocked = path_join(*state, ".exclusions.tsv.tmp/x");
	stage = stage_writer_new(*state, list);
	assert_int_equal(folder_make(blocked, list), 0);
	assert_int_equal(put_exclusion(stage, "r"), -1);
	assert_int_equal(put_exclusion(stage, "r"), -1);
	assert_int_equal(stage_writer_finish(stage, kinds, COUNT(kinds)), -1);
	assert_true(findings_equal(list,
	    "0:0 system.file cannot be renamed into place: Is a directory\n"
	    "0:0 system.file cannot be removed: Is a directory\n"
	    "0:0 system.file cannot be written: File too large\n"
	    "0:0 system.file the folder cannot be made: File exists\n"
	    "0:0 system.file cannot be written: File exists\n"));
	diag_list_free(list);
	free(blocked);
	free(path);
}

static void
test_overflow(void **state)
{
	const struct money most = { INT64_MAX, currency_euro() };
	struct diag_list *list = diag_list_new();
	struct stage_writer *stage = stage_writer_new(*state, list);
	struct record_writer *writer;
	int row, column;

	writer = stage_writer_kind(stage, &record_kind_excluded);
	for (row = 0; row < 2; row++) {
		for (column = 0; column < EXCLUDED_CURRENCY; column++)
			record_put_empty(writer);
		record_put_text(writer, "EUR");
		record_put_money(writer, most);
		record_row_end(writer);
	}
	assert_int_equal(stage_writer_finish(stage, kinds, COUNT(kinds)), -1);
	assert_false(scratch_has(*state, "excluded.tsv"));
	assert_true(
	    findings_equal(list, "0:0 record.overflow a control total "
				 "of kind excluded does not fit in 64 bits\n"));
	diag_list_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_folder),
		FOLDER_TEST(test_read_folder),
		FOLDER_TEST(test_read_folder_fails),
		FOLDER_TEST(test_stream),
		FOLDER_TEST(test_read_stream),
		FOLDER_TEST(test_write_fails),
		FOLDER_TEST(test_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
