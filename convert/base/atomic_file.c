/* atomic_file.c - files that appear whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"

#define FILE_MODE 0600

static int
file_failed(
    struct diag_list *diag, const char *path, const char *what, int error)
{
	diag_add(diag, RULE_SYSTEM_FILE, (struct source_pos){ path, 0, 0 },
	    "%s: %s", what, strerror(error));
	return -1;
}

/* A device or pipe would be gone after a rename over it. */
static bool
is_special(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && !S_ISREG(status.st_mode) &&
	       !S_ISLNK(status.st_mode) && !S_ISDIR(status.st_mode);
}

int
atomic_file_open(
    struct atomic_file *file, const char *path, struct diag_list *diag)
{
	char *dir, *name;
	int fd;

	*file = (struct atomic_file){ .output = { .fd = -1 } };
	file->path = mem_strdup(path);
	dir = path_dir(path);
	name = mem_printf(".%s.tmp", path_base(path));
	file->temporary = path_join(dir, name);
	free(name);
	free(dir);
	if (is_special(path)) {
		(void)diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ path, 0, 0 },
		    "is a device or pipe, not a file");
		free(file->temporary);
		file->temporary = NULL;
		atomic_file_abort(file);
		return -1;
	}
	/* A leftover may have another mode or be a link: make it anew. */
	(void)unlink(file->temporary);
	fd = open(file->temporary,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	if (fd < 0) {
		file_failed(diag, path, "cannot be written", errno);
		free(file->temporary);
		file->temporary = NULL;
		atomic_file_abort(file);
		return -1;
	}
	output_init(&file->output, fd);
	return 0;
}

int
atomic_file_sync(struct atomic_file *file, struct diag_list *diag)
{
	int error = 0;

	if (file->temporary == NULL)
		return -1;
	if (file->output.fd < 0)
		return 0;
	if (output_flush(&file->output) != 0)
		error = file->output.error;
	else if (fsync(file->output.fd) != 0)
		error = errno;
	if (close(file->output.fd) != 0 && error == 0)
		error = errno;
	file->output.fd = -1;
	output_release(&file->output);
	if (error == 0)
		return 0;
	file_failed(diag, file->path, "cannot be written", error);
	atomic_file_abort(file);
	return -1;
}

/* A rename is on disk when its folder is. */
static int
folder_sync(const char *path)
{
	char *dir = path_dir(path);
	int error = 0, fd;

	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	if (fd < 0)
		return errno;
	/* Some file systems cannot sync a folder and need not. */
	if (fsync(fd) != 0 && errno != EINVAL)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	return error;
}

int
atomic_file_commit(struct atomic_file *file, struct diag_list *diag)
{
	int error = 0, status = 0;

	if (atomic_file_sync(file, diag) != 0)
		return -1;
	if (rename(file->temporary, file->path) != 0) {
		status = file_failed(
		    diag, file->path, "cannot be renamed into place", errno);
	} else {
		free(file->temporary);
		file->temporary = NULL;
		error = folder_sync(file->path);
		if (error != 0)
			status = file_failed(diag, file->path,
			    "its folder cannot be flushed to disk", error);
	}
	atomic_file_abort(file);
	return status;
}

void
atomic_file_abort(struct atomic_file *file)
{
	if (file->output.fd >= 0)
		(void)close(file->output.fd);
	file->output.fd = -1;
	output_release(&file->output);
	if (file->temporary != NULL)
		(void)unlink(file->temporary);
	free(file->temporary);
	file->temporary = NULL;
	free(file->path);
	file->path = NULL;
}

int
atomic_file_write(
    const char *path, const void *data, size_t len, struct diag_list *diag)
{
	struct atomic_file file;

	if (atomic_file_open(&file, path, diag) != 0)
		return -1;
	output_put(&file.output, data, len);
	return atomic_file_commit(&file, diag);
}
