/*
 * buf.h - a growable byte buffer with a cap.
 *
 * Invariants: data is NULL or holds len bytes followed by a NUL that is not
 * counted; len never exceeds max. A write that would pass the cap leaves the
 * buffer as it was and sets failed, which stays set; so write freely and look
 * once at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;
	size_t len;
	size_t capacity;
	size_t max;
	bool failed;
};

#define BUF_MAX_DEFAULT ((size_t)1 << 30)

void buf_init(struct buf *, size_t max);
void buf_release(struct buf *);
void buf_clear(struct buf *); /* len 0, failed false, memory kept */
void buf_put(struct buf *, const void *, size_t len);
void buf_puts(struct buf *, const char *);
void buf_putc(struct buf *, char);
void buf_printf(struct buf *, const char *fmt, ...)
    __attribute__((format(__printf__, 2, 3)));
/* The content as a C string, "" when empty; valid until the next change. */
const char *buf_text(const struct buf *);

#endif
