/* test_output.c - buffered output, files that appear whole, folders. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>

#include "findings.h"
#include "unit_files.h"

static void
test_buffer(void **state)
{
	char *path = path_join(*state, "out"), *expected, *at;
	struct output output;
	size_t i, total = 0;
	int fd;

	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	output_init(&output, fd);
	expected = at = mem_calloc(300 * 700, 1);
	for (i = 0; i < 600; i++) {
		memset(at, 'a' + (int)(i % 26), i);
		output_put(&output, at, i);
		at += i;
		total += i;
	}
	output_puts(&output, "end");
	memcpy(at, "end", 4);
	memcpy(output_room(&output, 10), "0123456789", 10);
	output.len += 4;
	memcpy(at + 3, "0123", 5);
	assert_int_equal(output_flush(&output), 0);
	output_release(&output);
	assert_int_equal(close(fd), 0);
	assert_true(total > 2 * OUTPUT_SIZE);
	assert_file(path, expected);
	free(expected);
	free(path);
}

/* The device that is always full; the first error stays. */
static void
test_full(void **state)
{
	struct output output;
	size_t i;

	(void)state;
	output_init(&output, open("/dev/full", O_WRONLY));
	assert_true(output.fd >= 0);
	output_puts(&output, "some text");
	assert_int_equal(output.error, 0);
	assert_int_equal(output_flush(&output), -1);
	assert_int_equal(output.error, ENOSPC);
	(void)close(output.fd);
	for (i = 0; i < 20000; i++)
		output_puts(&output, "some text");
	assert_int_equal(output_flush(&output), -1);
	assert_int_equal(output.error, ENOSPC);
	output_release(&output);
	output_init(&output, -1);
	output_puts(&output, "x");
	assert_int_equal(output_flush(&output), -1);
	assert_int_equal(output.error, EBADF);
	output_release(&output);
}

static void
test_atomic(void **state)
{
	char *path = path_join(*state, "file.tsv");
	char *temporary = path_join(*state, ".file.tsv.tmp");
	struct diag_list *list = diag_list_new();
	struct atomic_file file;

	assert_int_equal(atomic_file_open(&file, path, list), 0);
	output_puts(&file.output, "first");
	assert_false(file_exists(path));
	assert_int_equal(file_mode(temporary), 0600);
	assert_int_equal(atomic_file_commit(&file, list), 0);
	assert_false(file_exists(temporary));
	assert_file(path, "first");
	assert_int_equal(file_mode(path), 0600);
	atomic_file_abort(&file);
	assert_true(file_exists(path));

	assert_int_equal(atomic_file_open(&file, path, list), 0);
	output_puts(&file.output, "second");
	atomic_file_abort(&file);
	assert_file(path, "first");
	assert_false(file_exists(temporary));

	assert_int_equal(atomic_file_open(&file, path, list), 0);
	output_puts(&file.output, "third");
	assert_int_equal(atomic_file_sync(&file, list), 0);
	assert_file(path, "first");
	assert_file(temporary, "third");
	assert_int_equal(atomic_file_commit(&file, list), 0);
	assert_file(path, "third");

	/* A leftover that is a link is not followed. */
	file_put(temporary, "", 0);
	assert_int_equal(unlink(temporary), 0);
	assert_int_equal(symlink("file.tsv", temporary), 0);
	assert_int_equal(atomic_file_write(path, "fourth", 6, list), 0);
	assert_file(path, "fourth");
	assert_false(diag_failed(list));
	diag_list_free(list);
	free(temporary);
	free(path);
}

/* A pipe or device is left what it is, whoever asks. */
static void
test_atomic_special(void **state)
{
	char *path = path_join(*state, "pipe");
	struct diag_list *list = diag_list_new();
	struct stat status;

	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(atomic_file_write(path, "x", 1, list), -1);
	assert_int_equal(stat(path, &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
	assert_true(findings_equal(
	    list, "0:0 system.file is a device or pipe, not a file\n"));
	diag_list_free(list);
	free(path);
}

static void
test_atomic_fails(void **state)
{
	char *path = path_join(*state, "file"), *folder, *missing;
	struct diag_list *list = diag_list_new();
	struct atomic_file file;

	assert_int_equal(atomic_file_write(path, "old", 3, list), 0);
	folder = path_join(*state, "folder");
	assert_int_equal(folder_make(folder, list), 0);
	/* A rename onto a folder fails; no temporary stays. */
	assert_int_equal(atomic_file_write(folder, "x", 1, list), -1);
	free(folder);
	folder = path_join(*state, ".folder.tmp");
	assert_false(file_exists(folder));
	missing = path_join(*state, "missing/file");
	assert_int_equal(atomic_file_open(&file, missing, list), -1);
	atomic_file_abort(&file);
	assert_int_equal(atomic_file_commit(&file, list), -1);

	limit_files(3);
	assert_int_equal(atomic_file_write(path, "newer", 5, list), -1);
	limit_files(RLIM_INFINITY);
	assert_file(path, "old");
	assert_true(findings_equal(list,
	    "0:0 system.file cannot be written: File too large\n"
	    "0:0 system.file cannot be renamed into place: Is a directory\n"
	    "0:0 system.file cannot be written: No such file or directory\n"));
	diag_list_free(list);
	free(missing);
	free(folder);
	free(path);
}

static void
test_folders(void **state)
{
	char *deep = path_join(*state, "a/b//c/"), *file, *link, *top;
	struct diag_list *list = diag_list_new();

	assert_int_equal(folder_make(deep, list), 0);
	assert_int_equal(folder_make(deep, list), 0);
	assert_int_equal(folder_make(".", list), 0);
	assert_int_equal(folder_make("/", list), 0);
	assert_int_equal(file_mode(deep), 0700);
	file = path_join(deep, "file");
	link = path_join(deep, "link");
	file_put(file, "x", 1);
	top = path_join(*state, "outside");
	file_put(top, "x", 1);
	assert_int_equal(symlink(top, link), 0);
	assert_int_equal(folder_make(file, list), -1);
	assert_int_equal(diag_count(list, SEVERITY_ERROR), 1);
	free(file);
	file = path_join(*state, "a");
	assert_int_equal(folder_remove(file, list), 0);
	assert_false(file_exists(file));
	assert_true(file_exists(top));
	/* What is not there is removed. */
	assert_int_equal(folder_remove(file, list), 0);
	assert_int_equal(folder_make("/proc/nothing/here", list), -1);
	assert_int_equal(folder_remove("/proc/self/fd", list), -1);
	assert_int_equal(diag_count(list, SEVERITY_ERROR), 3);
	diag_list_free(list);
	free(top);
	free(link);
	free(file);
	free(deep);
}

static void
test_clean(void **state)
{
	static const char *const kept[] = { "a.tmp", ".a", ".tmp", ".a.tmpx",
		"b.tsv" };
	struct diag_list *list = diag_list_new();
	char *path;
	size_t i;

	for (i = 0; i < COUNT(kept); i++) {
		path = path_join(*state, kept[i]);
		file_put(path, "x", 1);
		free(path);
	}
	path = path_join(*state, ".batch.tmp/000");
	assert_int_equal(folder_make(path, list), 0);
	free(path);
	path = path_join(*state, ".batch.tmp/000/x.xml");
	file_put(path, "x", 1);
	free(path);
	path = path_join(*state, ".a.tmp");
	file_put(path, "x", 1);
	folder_clean(*state);
	assert_false(file_exists(path));
	free(path);
	path = path_join(*state, ".batch.tmp");
	assert_false(file_exists(path));
	folder_clean(path);
	free(path);
	for (i = 0; i < COUNT(kept); i++) {
		path = path_join(*state, kept[i]);
		assert_row(file_exists(path), kept[i]);
		free(path);
	}
	assert_false(diag_failed(list));
	diag_list_free(list);
}

static void
test_paths(void **state)
{
	static const struct {
		const char *dir;
		const char *name;
		const char *joined;
	} joins[] = { { "a", "b", "a/b" }, { "a/", "b", "a/b" },
		{ "a", "/b", "/b" }, { ".", "b", "b" }, { "", "b", "b" },
		{ "/", "b", "/b" } };
	static const struct {
		const char *path;
		const char *dir;
		const char *base;
	} splits[] = { { "a/b/c", "a/b", "c" }, { "c", ".", "c" },
		{ "/c", "/", "c" }, { "a/", "a", "" } };
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(joins); i++) {
		text = path_join(joins[i].dir, joins[i].name);
		assert_string_equal(text, joins[i].joined);
		free(text);
	}
	for (i = 0; i < COUNT(splits); i++) {
		text = path_dir(splits[i].path);
		assert_string_equal(text, splits[i].dir);
		free(text);
		assert_string_equal(path_base(splits[i].path), splits[i].base);
	}
}

static void
test_read(void **state)
{
	char *path = path_join(*state, "file"), *data, *big;
	struct diag_list *list = diag_list_new();
	const size_t size = 300000;
	size_t len;

	big = mem_calloc(size, 1);
	file_put(path, big, size);
	data = file_read(path, size, &len, list);
	assert_non_null(data);
	assert_int_equal(len, size);
	assert_int_equal(data[len], 0);
	free(data);
	data = file_read(path, (size_t)1 << 30, &len, list);
	assert_int_equal(len, size);
	free(data);
	assert_false(diag_failed(list));
	assert_null(file_read(path, size - 1, &len, list));
	assert_null(file_read(path, 0, &len, list));
	assert_null(file_read("/dev/zero", 100000, &len, list));
	file_put(path, "", 0);
	data = file_read(path, 0, &len, list);
	assert_string_equal(data, "");
	free(data);
	(void)unlink(path);
	assert_null(file_read(path, 10, &len, list));
	assert_null(file_read("/", 10, &len, list));
	assert_int_equal(diag_count(list, SEVERITY_ERROR), 5);
	assert_true(findings_equal(list,
	    "0:0 system.file cannot be read: Is a directory\n"
	    "0:0 system.too-large the file is larger than 100000 bytes\n"
	    "0:0 system.too-large the file is larger than 299999 bytes\n"
	    "0:0 system.too-large the file is larger than 0 bytes\n"
	    "0:0 system.file cannot be opened: No such file or directory\n"));
	diag_list_free(list);
	free(big);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_buffer),
		FOLDER_TEST(test_full),
		FOLDER_TEST(test_atomic),
		FOLDER_TEST(test_atomic_fails),
		FOLDER_TEST(test_atomic_special),
		FOLDER_TEST(test_folders),
		FOLDER_TEST(test_clean),
		FOLDER_TEST(test_paths),
		FOLDER_TEST(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
