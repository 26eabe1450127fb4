/*
 * generate_csv.h - one export file: RFC 4180 quoting, comma, UTF-8, lines
 * end with a line feed.
 *
 * Errors end the program: a generator has nobody to report to.
 */
#ifndef GENERATE_CSV_H
#define GENERATE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct csv {
	FILE *file;
	char *path;
	char *buffer; /* rows not yet written; all of them when shuffled */
	size_t used;
	size_t capacity;
	size_t *row; /* start of every row, only when shuffled */
	size_t row_count;
	size_t row_capacity;
	size_t row_start;
	size_t last_start; /* of the row that ended last */
	bool shuffle;
	bool in_row;
	uint64_t seed;
};

_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
void *grow(void *block, size_t size);

/* Open path for writing and make its folders; and close it again. */
FILE *open_output(const char *path);
void close_output(FILE *, const char *path);

/* Opens and writes the header line. */
void csv_open(struct csv *, const char *path, const char *header);
/* Keep the rows and write them in a random order at the end. */
void csv_shuffle(struct csv *, uint64_t seed);
void csv_text(struct csv *, const char *);
void csv_empty(struct csv *);
void csv_unsigned(struct csv *, uint64_t);
/* Minor units of two decimals. */
void csv_money(struct csv *, int64_t minor);
void csv_number(struct csv *, int64_t value, unsigned scale, unsigned least);
void csv_day(struct csv *, int day);
void csv_yes(struct csv *, bool);
void csv_row_end(struct csv *);
/* The row that was just ended, with its line feed; valid until the next. */
const char *csv_last_row(const struct csv *, size_t *ret_len);
/* A whole row as it stands, with its line feed. */
void csv_raw_row(struct csv *, const char *, size_t len);
void csv_close(struct csv *);

#endif
