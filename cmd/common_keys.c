/* common_keys.c - see common_keys.h. */
#include "common_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "netvisor/credentials.h"

static int
failed(struct diag_list *diag, const char *path, const char *what)
{
	(void)diag_add(diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ path, 0, 0 }, "%s: %s", what, strerror(errno));
	return -1;
}

/* Standard input, up to its end or one byte more than there may be. */
static struct credentials *
read_standard_input(struct diag_list *diag)
{
	char *text = secret_alloc(CREDENTIALS_TEXT_MAX);
	struct credentials *result = NULL;
	size_t len = 0;
	ssize_t got = 1;

	while (got > 0 && len < CREDENTIALS_TEXT_MAX) {
		got =
		    read(STDIN_FILENO, text + len, CREDENTIALS_TEXT_MAX - len);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			len += (size_t)got;
	}
	if (got < 0)
		(void)failed(diag, "<stdin>", "cannot be read");
	else
		result = credentials_parse(text, len, "<stdin>", diag);
	secret_free(text, CREDENTIALS_TEXT_MAX);
	return result;
}

static bool
write_all(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, text, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		text += put;
		len -= (size_t)put;
	}
	return true;
}

/* The file's text, in secret memory of CREDENTIALS_TEXT_MAX; its length. */
static size_t
put_text(const struct credentials *keys, char *text)
{
	int len = snprintf(text, CREDENTIALS_TEXT_MAX,
	    "customer_id: %s\ncustomer_key: %s\npartner_id: %s\n"
	    "partner_key: %s\n",
	    keys->customer_id, keys->customer_key, keys->partner_id,
	    keys->partner_key);

	return len < 0 || (size_t)len >= CREDENTIALS_TEXT_MAX ? 0 : (size_t)len;
}

static int
write_file(
    const char *path, const char *text, size_t len, struct diag_list *diag)
{
	char *dir = path_dir(path);
	char *temporary = mem_printf("%s/.%s.tmp", dir, path_base(path));
	int fd;
	int result = -1;

	(void)unlink(temporary);
	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		(void)failed(diag, temporary, "cannot be made");
	} else if (!write_all(fd, text, len) || fsync(fd) != 0 ||
		   rename(temporary, path) != 0) {
		(void)failed(diag, path, "cannot be written");
		(void)unlink(temporary);
	} else {
		result = 0;
	}
	if (fd >= 0)
		(void)close(fd);
	free(temporary);
	free(dir);
	return result;
}

int
keys_install(const char *from, const char *path, struct diag_list *diag)
{
	struct credentials *keys = strcmp(from, "-") == 0
	                               ? read_standard_input(diag)
	                               : credentials_read(from, diag);
	char *text;
	size_t len;
	int result = -1;

	if (keys == NULL)
		return -1;
	text = secret_alloc(CREDENTIALS_TEXT_MAX);
	len = put_text(keys, text);
	if (len == 0)
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS,
		    (struct source_pos){ from, 0, 0 },
		    "together they are too long");
	else
		result = write_file(path, text, len, diag);
	secret_free(text, CREDENTIALS_TEXT_MAX);
	credentials_free(keys);
	return result;
}
