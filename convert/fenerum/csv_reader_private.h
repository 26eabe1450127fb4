/*
 * csv_reader_private.h - what a reader of CSV is made of; for csv_reader*.c
 * only.
 */
#ifndef FENERUM_CSV_READER_PRIVATE_H
#define FENERUM_CSV_READER_PRIVATE_H

#include "fenerum/csv_decode.h"
#include "fenerum/csv_reader.h"

struct csv_reader {
	const char *label;
	struct csv_form form;
	struct csv_decoder *decoder; /* NULL: the bytes are UTF-8 */
	bool cannot_decode; /* this machine does not know the encoding */
	struct csv_input input;
	struct csv_row *row;
	struct faults faults;
	size_t columns; /* of the header; 0 before it is read */

	/* The present row. */
	unsigned long line; /* where it begins, in the text as it is read */
	size_t len;         /* raw bytes */
	size_t lines;       /* physical lines */
	bool kept;          /* its raw bytes are in memory */
	bool whole;         /* its fields can be told apart */
	bool inner_return;  /* a carriage return inside quotes */
};

/* The place of an offset in the present row. */
struct source_pos csv_reader_pos_at(const struct csv_reader *, size_t at);
/* What the findings call the encoding: UTF-8 if nothing was converted. */
enum csv_encoding csv_reader_encoding(const struct csv_reader *);
/*
 * Report what may not stand in the line at offset at; false if it cannot be
 * parsed. The context is the reader.
 */
bool csv_reader_check_line(void *context, size_t at, size_t len);
/* Report what stopped the row, and find where reading can go on. */
void csv_reader_recover(
    struct csv_reader *, enum csv_outcome, const struct csv_cursor *);

#endif
