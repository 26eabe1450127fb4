/* csv_input.c - see csv_input.h. */
#include "fenerum/csv_input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
csv_input_init(struct csv_input *input, struct csv_source source)
{
	*input = (struct csv_input){ .source = source };
}

void
csv_input_release(struct csv_input *input)
{
	free(input->data);
	input->data = NULL;
}

const char *
csv_input_row(const struct csv_input *input)
{
	return input->data + input->begin;
}

size_t
csv_input_available(const struct csv_input *input)
{
	return input->end - input->begin;
}

/*
 * Room for a block at the end. What is there moves to the front only if it is
 * less than what was dropped, so that no byte moves often.
 */
static void
make_room(struct csv_input *input)
{
	size_t held = input->end - input->begin;
	char *bigger;

	if (input->capacity - input->end >= CSV_BLOCK)
		return;
	if (input->begin >= held && input->capacity - held >= CSV_BLOCK) {
		memmove(input->data, input->data + input->begin, held);
	} else {
		input->capacity = 2 * held + 4 * CSV_BLOCK;
		bigger = mem_realloc(NULL, input->capacity, 1);
		if (held > 0)
			memcpy(bigger, input->data + input->begin, held);
		free(input->data);
		input->data = bigger;
	}
	input->begin = 0;
	input->end = held;
}

/* Read one block; false at the end or after an error. */
static bool
read_block(struct csv_input *input)
{
	ssize_t got;

	if (input->finished || input->error != 0)
		return false;
	make_room(input);
	do {
		got = input->source.read(
		    input->source.context, input->data + input->end, CSV_BLOCK);
	} while (got < 0 && errno == EINTR);
	if (got < 0) {
		input->error = errno != 0 ? errno : EIO;
		return false;
	}
	if (got == 0)
		input->finished = true;
	input->end += (size_t)got;
	return got > 0;
}

void
csv_input_fill(struct csv_input *input, size_t bytes)
{
	while (csv_input_available(input) < bytes && read_block(input))
		;
}

enum csv_input_status
csv_input_line(struct csv_input *input, size_t at, size_t *ret_len)
{
	if (at != input->line || input->seen < at) {
		input->line = at;
		input->seen = at;
	}
	for (;;) {
		size_t available = csv_input_available(input);
		const char *feed = NULL;

		if (available > input->seen)
			feed = memchr(csv_input_row(input) + input->seen, '\n',
			    available - input->seen);
		input->seen = available;
		if (feed != NULL) {
			available = (size_t)(feed - csv_input_row(input)) + 1;
			input->seen = at;
		}
		if (available > CSV_ROW_MAX)
			return CSV_INPUT_TOO_LONG;
		*ret_len = available - at;
		if (feed != NULL)
			return CSV_INPUT_LINE;
		if (read_block(input))
			continue;
		if (input->error != 0)
			return CSV_INPUT_ERROR;
		return *ret_len > 0 ? CSV_INPUT_LINE : CSV_INPUT_END;
	}
}

void
csv_input_drop(struct csv_input *input, size_t len)
{
	input->begin += len;
	input->line = 0;
	input->seen = 0;
}

void
csv_input_drop_line(struct csv_input *input)
{
	do {
		size_t available = csv_input_available(input);
		const char *row = csv_input_row(input);
		const char *feed =
		    available > 0 ? memchr(row, '\n', available) : NULL;

		if (feed != NULL) {
			csv_input_drop(input, (size_t)(feed - row) + 1);
			return;
		}
		csv_input_drop(input, available);
	} while (read_block(input));
}
