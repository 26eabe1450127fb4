/* file_hash.c - see file_hash.h. */
#include "report/file_hash.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool
file_hash(const char *path, char text[SHA256_HEX_MAX])
{
	unsigned char digest[SHA256_SIZE];
	struct sha256 *hash;
	char data[16384];
	ssize_t len;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	text[0] = '\0';
	if (fd < 0)
		return false;
	hash = sha256_new();
	do {
		len = read(fd, data, sizeof(data));
		if (len > 0)
			sha256_update(hash, data, (size_t)len);
	} while (len > 0 || (len < 0 && errno == EINTR));
	if (len == 0) {
		sha256_final(hash, digest);
		(void)sha256_hex(digest, text);
	}
	sha256_free(hash);
	(void)close(fd);
	return len == 0;
}
