/* batch_verify.c - are the files of a batch the ones that were written? */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/output.h"
#include "netvisor/batch.h"
#include "netvisor/file_digest.h"

#define FILES_A_FOLDER 1000
#define SEQ_DIGITS_MAX 18

int
batch_table_digest(const struct batch *batch, const char *table,
    char text[SHA256_HEX_MAX], struct diag_list *diag)
{
	char *path = path_join(batch_dir(batch), table);
	int result = 0;

	if (!file_digest(path, O_NOFOLLOW, text)) {
		(void)diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ path, 0, 0 }, "cannot be read: %s",
		    strerror(errno));
		result = -1;
	}
	free(path);
	return result;
}

static int
verify_file(const struct batch *batch, const struct batch_request *request,
    struct diag_list *diag)
{
	char label[BATCH_FILE_MAX], found[SHA256_HEX_MAX];
	struct source_pos pos = { batch_label(request, label), 0, 0 };
	char *path = path_join(batch_dir(batch), request->file);
	const bool read = file_digest(path, O_NOFOLLOW, found);

	free(path);
	if (!read) {
		(void)diag_add(diag, RULE_CHECK_FILE, pos,
		    "the file cannot be read: %s", strerror(errno));
		return -1;
	}
	if (strcmp(found, request->sha256) == 0)
		return 0;
	(void)diag_add(diag, RULE_CHECK_HASH, pos,
	    "the file was changed after it was written");
	return -1;
}

/* The request whose file has this name, or NULL. */
static const struct batch_request *
request_of_file(const struct batch *batch, const char *name)
{
	const size_t digits = strspn(name, "0123456789");
	const struct batch_request *request;
	size_t seq = 0;

	if (digits == 0 || digits > SEQ_DIGITS_MAX)
		return NULL;
	for (size_t i = 0; i < digits; i++)
		seq = seq * 10 + (size_t)(name[i] - '0');
	if (seq == 0 || seq > batch_request_count(batch))
		return NULL;
	request = batch_request_at(batch, seq - 1);
	return strcmp(path_base(request->file), name) == 0 ? request : NULL;
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int
extra(const char *folder, const char *name, struct diag_list *diag)
{
	char *path = mem_printf(
	    "batch/%s%s%s", folder, *folder != '\0' ? "/" : "", name);

	(void)diag_add(diag, RULE_CHECK_FILE, (struct source_pos){ path, 0, 0 },
	    "a file that the manifest does not name");
	free(path);
	return -1;
}

/* The files of one of the numbered folders. */
static int
verify_numbered(
    const struct batch *batch, const char *folder, struct diag_list *diag)
{
	char *path = path_join(batch_dir(batch), folder);
	const size_t len = strlen(folder);
	struct dirent *entry;
	int result = 0;
	DIR *open_dir;
	int fd;

	/* A link would let the folder be another one a moment later. */
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	open_dir = fd < 0 ? NULL : fdopendir(fd);
	free(path);
	if (open_dir == NULL) {
		if (fd >= 0)
			(void)close(fd);
		return extra("", folder, diag);
	}
	while ((entry = readdir(open_dir)) != NULL) {
		const struct batch_request *request;

		if (is_dots(entry->d_name))
			continue;
		request = request_of_file(batch, entry->d_name);
		if (request == NULL ||
		    strncmp(request->file, folder, len) != 0 ||
		    request->file[len] != '/')
			result = extra(folder, entry->d_name, diag);
	}
	(void)closedir(open_dir);
	return result;
}

/* Has the manifest a file in this folder? */
static bool
folder_is_used(const struct batch *batch, const char *name)
{
	const size_t len = strlen(name);

	for (size_t i = 0; i < batch_request_count(batch);
	     i += FILES_A_FOLDER) {
		const char *file = batch_request_at(batch, i)->file;

		if (strncmp(file, name, len) == 0 && file[len] == '/')
			return true;
	}
	return false;
}

int
batch_verify_folder(const struct batch *batch, struct diag_list *diag)
{
	static const char *const table[] = { BATCH_MANIFEST, BATCH_ITEMS,
		BATCH_WITHHELD };
	struct dirent *entry;
	int result = 0;
	DIR *open_dir;

	open_dir = opendir(batch_dir(batch));
	if (open_dir == NULL)
		return 0; /* it was loaded from there; nothing more to say */
	while ((entry = readdir(open_dir)) != NULL) {
		const char *name = entry->d_name;

		if (is_dots(name) || strcmp(name, table[0]) == 0 ||
		    strcmp(name, table[1]) == 0 || strcmp(name, table[2]) == 0)
			continue;
		if (!folder_is_used(batch, name))
			result = extra("", name, diag);
		else if (verify_numbered(batch, name, diag) != 0)
			result = -1;
	}
	(void)closedir(open_dir);
	return result;
}

int
batch_verify(const struct batch *batch, struct diag_list *diag)
{
	int result = 0;

	for (size_t i = 0; i < batch_request_count(batch); i++) {
		if (verify_file(batch, batch_request_at(batch, i), diag) != 0)
			result = -1;
	}
	if (batch_verify_folder(batch, diag) != 0)
		result = -1;
	return result;
}
