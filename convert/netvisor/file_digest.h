/* file_digest.h - the SHA-256 of a file of any size. */
#ifndef NETVISOR_FILE_DIGEST_H
#define NETVISOR_FILE_DIGEST_H

#include <stdbool.h>

#include "base/sha256.h"

/*
 * Lower-case hex; false with errno when the file cannot be read. flags are 0,
 * or O_NOFOLLOW where a link must not stand for the file.
 */
bool file_digest(const char *path, int flags, char text[SHA256_HEX_MAX]);

#endif
