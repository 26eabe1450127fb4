/*
 * spill.h - bytes that are put aside and read back once, in order, in a number
 * of parts. Each part gathers in memory; what does not fit goes to a temporary
 * file that has no name any more, so that memory does not grow.
 *
 * A spill keeps its first error; put freely, check when reading.
 */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct spill_extent {
	off_t offset;
	size_t len;
};

struct spill_part {
	char *data;
	size_t len;
	size_t capacity;
	struct spill_extent *extent; /* what stands in the file, before data */
	size_t extent_count;
	size_t extent_capacity;
};

struct spill {
	struct spill_part *part;
	size_t part_count;
	size_t most; /* bytes of a part in memory */
	int fd;      /* -1: no file yet */
	off_t end;   /* of the file */
	int error;   /* errno of what failed first, or 0 */
};

/* most: bytes that each part holds in memory. */
void spill_init(struct spill *, size_t parts, size_t most);
void spill_release(struct spill *);

void spill_put(struct spill *, size_t number, const void *, size_t len);

/* Where reading a part stands; it begins as { spill, part }. */
struct spill_reader {
	struct spill *spill;
	size_t part;
	size_t extent;
	size_t at; /* in the extent, or in the memory behind the last one */
	char *block;
	size_t block_at; /* in the extent */
	size_t block_len;
};

/*
 * So many bytes more of a part, to which nothing is put meanwhile; false at
 * its end or after an error.
 */
bool spill_read(struct spill_reader *, void *ret, size_t len);
void spill_reader_release(struct spill_reader *);

#endif
