/*
 * export_file.h - an export on disk: opened once, read once, its SHA-256 taken
 * on the way.
 */
#ifndef FENERUM_EXPORT_FILE_H
#define FENERUM_EXPORT_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/diag.h"
#include "base/sha256.h"
#include "fenerum/csv_input.h"

struct export_file {
	int fd; /* -1: not open */
	dev_t device;
	ino_t inode;
	bool is_regular;
	bool has_ended;
	struct sha256 *sha256;
};

/* 0, or -1 after a finding (system.file) that calls the file label. */
int export_file_open(struct export_file *, const char *path, const char *label,
    struct diag_list *);
/* What a reader reads from; valid as long as the file. */
struct csv_source export_file_source(struct export_file *);
/* The digest of the whole file in hex; "" if it is not known. */
const char *export_file_digest(struct export_file *, char text[SHA256_HEX_MAX]);
void export_file_close(struct export_file *);

#endif
