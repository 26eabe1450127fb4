/* file_hash.h - the SHA-256 of a file of any size. */
#ifndef REPORT_FILE_HASH_H
#define REPORT_FILE_HASH_H

#include <stdbool.h>

#include "base/sha256.h"

/* Lower-case hex; false and "" when the file cannot be read. */
bool file_hash(const char *path, char text[SHA256_HEX_MAX]);

#endif
