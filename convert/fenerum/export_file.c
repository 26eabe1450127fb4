/* export_file.c - see export_file.h. */
#include "fenerum/export_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int
export_file_open(struct export_file *file, const char *path, const char *label,
    struct diag_list *diag)
{
	struct stat status;

	*file = (struct export_file){ .fd = open(path, O_RDONLY | O_CLOEXEC) };
	if (file->fd == -1 || fstat(file->fd, &status) == -1) {
		diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ .file = label }, "cannot be read: %s",
		    strerror(errno));
		export_file_close(file);
		return -1;
	}
	file->device = status.st_dev;
	file->inode = status.st_ino;
	file->is_regular = S_ISREG(status.st_mode);
	file->sha256 = sha256_new();
	return 0;
}

static ssize_t
read_and_digest(void *context, void *data, size_t size)
{
	struct export_file *file = context;
	ssize_t got = read(file->fd, data, size);

	if (got > 0)
		sha256_update(file->sha256, data, (size_t)got);
	file->has_ended = got == 0;
	return got;
}

struct csv_source
export_file_source(struct export_file *file)
{
	return (struct csv_source){ read_and_digest, file };
}

const char *
export_file_digest(struct export_file *file, char text[SHA256_HEX_MAX])
{
	unsigned char digest[SHA256_SIZE];
	char data[4096];

	text[0] = '\0';
	if (file->fd == -1)
		return text;
	/*
	 * A file that was refused was not read to its end. What is no regular
	 * file may have none.
	 */
	while (file->is_regular && !file->has_ended) {
		if (read_and_digest(file, data, sizeof(data)) < 0 &&
		    errno != EINTR)
			return text;
	}
	if (!file->has_ended)
		return text;
	sha256_final(file->sha256, digest);
	return sha256_hex(digest, text);
}

void
export_file_close(struct export_file *file)
{
	if (file->fd != -1)
		(void)close(file->fd);
	file->fd = -1;
	sha256_free(file->sha256);
	file->sha256 = NULL;
}
