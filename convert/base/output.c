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
	*output = (struct output){ .fd = fd, .capacity = OUTPUT_SIZE };
	output->data = mem_calloc(OUTPUT_SIZE, 1);
}

void
output_init_memory(struct output *output)
{
	output_init(output, -1);
	output->in_memory = true;
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
	if (output->in_memory) {
		output->data = mem_realloc(output->data, output->capacity, 2);
		output->capacity *= 2;
		return 0;
	}
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
	if (len >= OUTPUT_SIZE && !output->in_memory) {
		(void)output_flush(output);
		output_write(output, byte, len);
		return;
	}
	while (len > 0) {
		room = output->capacity - output->len;
		part = len < room ? len : room;
		memcpy(output->data + output->len, byte, part);
		output->len += part;
		byte += part;
		len -= part;
		if (output->len == output->capacity)
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
