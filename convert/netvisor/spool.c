/* spool.c - see spool.h. */
#include "netvisor/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

#define SPOOL_NAME ".spool.tmp"
#define READ_SIZE ((size_t)64 * 1024)

static int
spool_fault(const struct spool *spool, const char *what, int error,
    struct diag_list *diag)
{
	(void)diag_add(diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ spool->dir, 0, 0 },
	    "cannot %s a temporary file: %s", what, strerror(error));
	return -1;
}

int
spool_open(struct spool *spool, const char *dir, struct diag_list *diag)
{
	char *path = path_join(dir, SPOOL_NAME);
	int fd;

	*spool = (struct spool){ .dir = mem_strdup(dir) };
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
	    S_IRUSR | S_IWUSR);
	if (fd >= 0)
		(void)unlink(path);
	free(path);
	output_init(&spool->output, fd);
	return fd >= 0 ? 0 : spool_fault(spool, "make", errno, diag);
}

void
spool_close(struct spool *spool)
{
	if (spool->dir == NULL)
		return;
	if (spool->output.fd >= 0)
		(void)close(spool->output.fd);
	output_release(&spool->output);
	free(spool->dir);
	*spool = (struct spool){ .len = 0 };
}

struct spool_range
spool_put(struct spool *spool, const void *data, size_t len)
{
	struct spool_range range = { spool->len, len };

	output_put(&spool->output, data, len);
	spool->len += (int64_t)len;
	return range;
}

int
spool_flush(struct spool *spool, struct diag_list *diag)
{
	if (output_flush(&spool->output) == 0)
		return 0;
	return spool_fault(spool, "write", spool->output.error, diag);
}

int
spool_get(struct spool *spool, struct spool_range range, struct buf *buf,
    struct diag_list *diag)
{
	char part[READ_SIZE];

	while (range.len > 0) {
		const size_t want =
		    range.len < sizeof(part) ? range.len : sizeof(part);
		const ssize_t got =
		    pread(spool->output.fd, part, want, (off_t)range.offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return spool_fault(
			    spool, "read", got < 0 ? errno : EIO, diag);
		buf_put(buf, part, (size_t)got);
		range.offset += got;
		range.len -= (size_t)got;
	}
	return 0;
}
