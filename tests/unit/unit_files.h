/*
 * unit_files.h - a folder of the test's own, and files in it.
 */
#ifndef TESTS_UNIT_UNIT_FILES_H
#define TESTS_UNIT_UNIT_FILES_H

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "unit.h"

/* cmocka fixtures: *state is the folder's path. */
static inline int
folder_setup(void **state)
{
	char *path = mem_strdup("/tmp/fenvoy-unit-XXXXXX");

	*state = mkdtemp(path);
	return *state == NULL ? -1 : 0;
}

static inline int
folder_teardown(void **state)
{
	struct diag_list *list = diag_list_new();
	int status = folder_remove(*state, list);

	diag_list_free(list);
	free(*state);
	return status;
}

/* A test that gets a folder of its own. */
#define FOLDER_TEST(function)                                                  \
	cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

static inline void
file_put(const char *path, const char *data, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* The whole file is this text. */
static inline void
assert_file(const char *path, const char *expected)
{
	struct diag_list *list = diag_list_new();
	size_t len;
	char *data = file_read(path, (size_t)1 << 30, &len, list);

	assert_false(diag_failed(list));
	assert_string_equal(data, expected);
	free(data);
	diag_list_free(list);
}

static inline unsigned
file_mode(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

/* Files may have so many bytes; a longer write fails with EFBIG. */
static inline void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Put a file in the place of standard input or output; returns what was. */
static inline int
redirect(int fd, const char *path, int flags)
{
	int saved, file;

	(void)fflush(stdout);
	saved = dup(fd);
	file = open(path, flags, 0600);
	assert_true(saved >= 0 && file >= 0);
	assert_int_equal(dup2(file, fd), fd);
	(void)close(file);
	return saved;
}

/* And back. */
static inline void
restore(int fd, int saved)
{
	assert_int_equal(dup2(saved, fd), fd);
	(void)close(saved);
}

#endif
