/*
 * csv_input.h - the bytes of an export, one physical line after another.
 *
 * Invariants: the bytes from the begin of the present row to as far as was
 * read stay in memory and together; everything before is gone. Offsets count
 * from the begin of the row, so they stay right when the memory moves. A row
 * has at most CSV_ROW_MAX bytes, and the memory stays within a few times of
 * that, whatever the input is.
 */
#ifndef FENERUM_CSV_INPUT_H
#define FENERUM_CSV_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define CSV_BLOCK ((size_t)64 << 10)
#define CSV_ROW_MAX ((size_t)4 << 20)

/* As read(2): bytes read, 0 at the end, -1 with errno set. */
struct csv_source {
	ssize_t (*read)(void *context, void *data, size_t size);
	void *context;
};

struct csv_input {
	struct csv_source source;
	char *data;
	size_t capacity;
	size_t begin; /* of the row, in data */
	size_t end;   /* of what was read, in data */
	size_t line;  /* offset of the line that was asked for last, */
	size_t seen;  /* and how far it was searched for its line feed */
	bool finished;
	int error; /* errno of a failed read, or 0 */
};

enum csv_input_status {
	CSV_INPUT_LINE,
	CSV_INPUT_END,
	CSV_INPUT_TOO_LONG,
	CSV_INPUT_ERROR
};

void csv_input_init(struct csv_input *, struct csv_source);
void csv_input_release(struct csv_input *);

/* The bytes of the present row; valid until the next call. */
const char *csv_input_row(const struct csv_input *);
/* How many bytes of it, and of what follows, are in memory. */
size_t csv_input_available(const struct csv_input *);

/* Read on until so many bytes are there, or the end or an error. */
void csv_input_fill(struct csv_input *, size_t bytes);

/*
 * The physical line at an offset, with its line feed (which only the last one
 * may lack).
 */
enum csv_input_status csv_input_line(
    struct csv_input *, size_t at, size_t *ret_len);

/* The row begins so many bytes later. */
void csv_input_drop(struct csv_input *, size_t len);
/* Drop all up to and with the next line feed, however far it is. */
void csv_input_drop_line(struct csv_input *);

#endif
