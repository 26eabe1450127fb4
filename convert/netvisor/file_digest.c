/* file_digest.c - see file_digest.h. */
#include "netvisor/file_digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

#define READ_SIZE ((size_t)64 * 1024)

bool
file_digest(const char *path, int flags, char text[SHA256_HEX_MAX])
{
	struct sha256 *hash;
	unsigned char digest[SHA256_SIZE];
	char *part;
	ssize_t got = 0;
	int fd, error = 0;

	fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	if (fd < 0)
		return false;
	part = mem_calloc(READ_SIZE, 1);
	hash = sha256_new();
	do {
		if (got > 0)
			sha256_update(hash, part, (size_t)got);
		got = read(fd, part, READ_SIZE);
		if (got < 0 && errno != EINTR)
			error = errno;
	} while (error == 0 && got != 0);
	sha256_final(hash, digest);
	sha256_free(hash);
	free(part);
	(void)close(fd);
	(void)sha256_hex(digest, text);
	errno = error;
	return error == 0;
}
