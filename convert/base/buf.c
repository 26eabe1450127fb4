/* buf.c - a growable byte buffer with a cap. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BUF_FIRST 256

void
buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){ .max = max };
}

void
buf_release(struct buf *buf)
{
	free(buf->data);
	buf_init(buf, buf->max);
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->failed = false;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

/* Room for len more bytes and a NUL; false past the cap. */
static bool
buf_reserve(struct buf *buf, size_t len)
{
	size_t needed, bigger;

	if (len > buf->max - buf->len) {
		buf->failed = true;
		return false;
	}
	if (__builtin_add_overflow(buf->len + len, (size_t)1, &needed))
		mem_exhausted();
	if (needed <= buf->capacity)
		return true;
	bigger = buf->capacity > 0 ? buf->capacity : BUF_FIRST;
	while (bigger < needed) {
		if (__builtin_mul_overflow(bigger, (size_t)2, &bigger))
			bigger = needed;
	}
	buf->data = mem_realloc(buf->data, bigger, 1);
	buf->capacity = bigger;
	return true;
}

void
buf_put(struct buf *buf, const void *data, size_t len)
{
	if (!buf_reserve(buf, len))
		return;
	if (len > 0)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void
buf_puts(struct buf *buf, const char *text)
{
	buf_put(buf, text, strlen(text));
}

void
buf_putc(struct buf *buf, char c)
{
	buf_put(buf, &c, 1);
}

void
buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	buf_puts(buf, text);
	free(text);
}

const char *
buf_text(const struct buf *buf)
{
	return buf->data != NULL ? buf->data : "";
}
