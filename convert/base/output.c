/* output.c - buffered writing to a descriptor. */
#include "base/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

void
output_init(struct output *output, int fd)
{
	*output = (struct output){ .fd = fd };
	output->data = mem_calloc(OUTPUT_SIZE, 1);
}

/* Write all; on failure the first errno stays and bytes are dropped. */
static void
output_write(struct output *output, const char *data, size_t len)
{
	ssize_t written;

	while (len > 0 && output->error == 0) {
		written = write(output->fd, data, len);
		if (written < 0) {
			if (errno != EINTR)
				output->error = errno;
			continue;
		}
		data += written;
		len -= (size_t)written;
	}
}

int
output_flush(struct output *output)
{
	output_write(output, output->data, output->len);
	output->len = 0;
	return output->error == 0 ? 0 : -1;
}

void
output_put(struct output *output, const void *data, size_t len)
{
	const char *byte = data;
	size_t room, part;

	/* What would only pass through the buffer is not copied. */
	if (len >= OUTPUT_SIZE) {
		(void)output_flush(output);
		output_write(output, byte, len);
		return;
	}
	while (len > 0) {
		room = OUTPUT_SIZE - output->len;
		part = len < room ? len : room;
		memcpy(output->data + output->len, byte, part);
		output->len += part;
		byte += part;
		len -= part;
		if (output->len == OUTPUT_SIZE)
			(void)output_flush(output);
	}
}

void
output_puts(struct output *output, const char *text)
{
	output_put(output, text, strlen(text));
}

void
output_release(struct output *output)
{
	free(output->data);
	output->data = NULL;
	output->len = 0;
}
