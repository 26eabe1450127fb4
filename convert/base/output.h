/*
 * output.h - buffered writing to a descriptor, and files that appear whole.
 *
 * An output keeps its first error; write freely, check at close. The text of
 * the error is errno's, kept in error.
 */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct diag_list;

struct output {
	int fd;
	int error; /* errno of the first failed write, or 0 */
	char *data;
	size_t len;
};

void output_init(struct output *, int fd);
void output_put(struct output *, const void *, size_t len);
void output_puts(struct output *, const char *);
/* Flush; 0 or -1 with error set. Does not close fd. */
int output_flush(struct output *);
void output_release(struct output *);

/* What an output gathers before it writes. */
#define OUTPUT_SIZE ((size_t)64 * 1024)

/*
 * Room for so many bytes (at most OUTPUT_SIZE) at the end of the buffer, for
 * writers that format in place: write there, then add to len what was used.
 */
static inline char *
output_room(struct output *output, size_t size)
{
	if (OUTPUT_SIZE - output->len < size)
		output_flush(output);
	return output->data + output->len;
}

/*
 * A file that appears under its name only when complete: written as .NAME.tmp
 * in the same folder (mode 0600), flushed to disk, then renamed.
 */
struct atomic_file {
	struct output output;
	char *path;
	char *temporary;
};

/* Each adds a finding (system.file) and returns -1 on failure. */
int atomic_file_open(
    struct atomic_file *, const char *path, struct diag_list *);
int atomic_file_commit(struct atomic_file *, struct diag_list *);
/*
 * The first half of a commit: all bytes on disk, nothing renamed. So a set of
 * files can be made safe before the first of them appears.
 */
int atomic_file_sync(struct atomic_file *, struct diag_list *);
/* Remove the temporary; harmless after commit or a failed open. */
void atomic_file_abort(struct atomic_file *);
/* All at once: write data to path. */
int atomic_file_write(
    const char *path, const void *data, size_t len, struct diag_list *);

/* Make a folder and its parents, mode 0700; 0, or -1 with a finding. */
int folder_make(const char *path, struct diag_list *);
/* Remove leftover .NAME.tmp files and folders in a folder (if it exists). */
void folder_clean(const char *path);
/* Remove a folder and all in it; 0, or -1 with a finding. */
int folder_remove(const char *path, struct diag_list *);
/*
 * "dir/name"; the caller frees. An absolute name is returned as it is, and so
 * is one in ".".
 */
char *path_join(const char *dir, const char *name);
/* The part of a path after its last slash. */
const char *path_base(const char *path);
/* The part before it ("." if none); the caller frees. */
char *path_dir(const char *path);
/*
 * Read a whole file of at most max bytes, NUL-ended; NULL with a finding
 * (system.file or system.too-large). The caller frees.
 */
char *file_read(
    const char *path, size_t max, size_t *ret_len, struct diag_list *);
bool file_exists(const char *path);

#endif
