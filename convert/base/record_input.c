/* record_input.c - lines of a descriptor, read in big blocks. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/record_private.h"

void
record_input_init(struct record_input *input, int fd, const char *name,
    struct diag_list *diag)
{
	*input = (struct record_input){ .fd = fd, .diag = diag };
	input->name = diag_intern(diag, name, strlen(name));
}

void
record_input_release(struct record_input *input)
{
	free(input->data);
	input->data = NULL;
}

static int
input_failed(struct record_input *input, enum rule_id rule, const char *text)
{
	/* What the machine refuses has no line. */
	struct source_pos pos = { input->name,
		rule == RULE_SYSTEM_FILE ? 0 : input->line + 1, 0 };

	input->failed = true;
	diag_add(input->diag, rule, pos, "%s", text);
	return -1;
}

static int
input_too_long(struct record_input *input)
{
	return input_failed(
	    input, RULE_RECORD_FIELD, "the row is longer than 16 MiB");
}

/* Read a further block behind the part of a line that is there. */
static int
input_fill(struct record_input *input)
{
	size_t part = input->end - input->start;
	ssize_t got;

	if (input->start > 0) {
		memmove(input->data, input->data + input->start, part);
		input->start = 0;
		input->end = part;
	}
	if (part > RECORD_LINE_MAX)
		return input_failed(
		    input, RULE_RECORD_FIELD, "the row is longer than 16 MiB");
	if (input->capacity - part < RECORD_BLOCK) {
		input->capacity = 2 * part + RECORD_BLOCK;
		input->data = mem_realloc(input->data, input->capacity, 1);
	}
	do {
		got = read(input->fd, input->data + input->end,
		    input->capacity - input->end);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return input_failed(input, RULE_SYSTEM_FILE, strerror(errno));
	input->at_end = got == 0;
	input->end += (size_t)got;
	return 0;
}

int
record_input_line(struct record_input *input, char **ret_line, size_t *ret_len)
{
	char *feed = NULL;
	size_t searched = 0;

	if (input->failed)
		return -1;
	for (;;) {
		/* What was searched before the last fill has no line feed. */
		if (input->end - input->start > searched)
			feed = memchr(input->data + input->start + searched,
			    '\n', input->end - input->start - searched);
		if (feed != NULL)
			break;
		searched = input->end - input->start;
		if (input->at_end && searched == 0)
			return 0;
		if (input->at_end)
			return input_failed(input, RULE_RECORD_TRUNCATED,
			    "the file ends in the middle of a line");
		if (input_fill(input) != 0)
			return -1;
	}
	if ((size_t)(feed - input->data) - input->start > RECORD_LINE_MAX)
		return input_too_long(input);
	*feed = '\0';
	*ret_line = input->data + input->start;
	*ret_len = (size_t)(feed - *ret_line);
	input->start += *ret_len + 1;
	input->line++;
	return 1;
}
