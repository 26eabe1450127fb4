/* folder.c - folders, paths and reading whole files. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"

#define FOLDER_MODE 0700
#define TEMPORARY_SUFFIX ".tmp"
#define READ_FIRST ((size_t)64 * 1024)
/* Descriptors that walking a folder may hold open. */
#define WALK_DESCRIPTORS 16

static int
system_failed(struct diag_list *diag, const char *path, const char *what)
{
	diag_add(diag, RULE_SYSTEM_FILE, (struct source_pos){ path, 0, 0 },
	    "%s: %s", what, strerror(errno));
	return -1;
}

static bool
is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int
folder_make(const char *path, struct diag_list *diag)
{
	char *part = mem_strdup(path), *slash = part;
	int status = 0;

	for (;;) {
		slash += strspn(slash, "/");
		slash += strcspn(slash, "/");
		if (*slash == '\0')
			break;
		*slash = '\0';
		/* A parent that cannot be made shows at the folder itself. */
		(void)mkdir(part, FOLDER_MODE);
		*slash = '/';
	}
	if (mkdir(path, FOLDER_MODE) != 0 &&
	    !(errno == EEXIST && is_folder(path)))
		status = system_failed(diag, path, "the folder cannot be made");
	free(part);
	return status;
}

static int
remove_entry(
    const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

static int
remove_tree(const char *path)
{
	if (nftw(path, remove_entry, WALK_DESCRIPTORS, FTW_DEPTH | FTW_PHYS) ==
	    0)
		return 0;
	return errno == ENOENT ? 0 : -1;
}

int
folder_remove(const char *path, struct diag_list *diag)
{
	if (remove_tree(path) != 0)
		return system_failed(diag, path, "cannot be removed");
	return 0;
}

static bool
is_temporary(const char *name)
{
	size_t len = strlen(name);
	const size_t suffix = sizeof(TEMPORARY_SUFFIX) - 1;

	/* At least one character between the dot and the suffix. */
	return name[0] == '.' && len > suffix + 1 &&
	       strcmp(name + len - suffix, TEMPORARY_SUFFIX) == 0;
}

void
folder_clean(const char *path)
{
	struct dirent *entry;
	char *leftover;
	DIR *dir;

	dir = opendir(path);
	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		if (!is_temporary(entry->d_name))
			continue;
		leftover = path_join(path, entry->d_name);
		/* What cannot be removed shows when it is to be written. */
		(void)remove_tree(leftover);
		free(leftover);
	}
	(void)closedir(dir);
}

char *
path_join(const char *dir, const char *name)
{
	size_t len = strlen(dir);

	if (name[0] == '/' || len == 0 || strcmp(dir, ".") == 0)
		return mem_strdup(name);
	return mem_printf("%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

char *
path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return mem_strdup(".");
	if (slash == path)
		return mem_strdup("/");
	return mem_strndup(path, (size_t)(slash - path));
}

/* Read until the end or one byte past max; -1 with errno set on failure. */
static int
read_all(int fd, size_t max, char **ret_data, size_t *ret_len)
{
	size_t capacity = READ_FIRST < max ? READ_FIRST : max + 1, len = 0;
	char *data = mem_realloc(NULL, capacity + 1, 1);
	ssize_t got;

	for (;;) {
		got = read(fd, data + len, capacity - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		len += (size_t)got;
		if (len > max)
			break;
		if (len == capacity) {
			capacity = capacity < max / 2 ? capacity * 2 : max + 1;
			data = mem_realloc(data, capacity + 1, 1);
		}
	}
	if (got < 0) {
		free(data);
		return -1;
	}
	data[len] = '\0';
	*ret_data = data;
	*ret_len = len;
	return 0;
}

char *
file_read(const char *path, size_t max, size_t *ret_len, struct diag_list *diag)
{
	char *data = NULL;
	int fd, status;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		system_failed(diag, path, "cannot be opened");
		return NULL;
	}
	status = read_all(fd, max, &data, ret_len);
	if (status != 0)
		system_failed(diag, path, "cannot be read");
	(void)close(fd);
	if (status == 0 && *ret_len > max) {
		diag_add(diag, RULE_SYSTEM_TOO_LARGE,
		    (struct source_pos){ path, 0, 0 },
		    "the file is larger than %zu bytes", max);
		free(data);
		return NULL;
	}
	return data;
}

bool
file_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}
