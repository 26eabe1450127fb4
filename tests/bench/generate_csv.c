/* generate_csv.c - see generate_csv.h. */
#include "generate_csv.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "generate_day.h"
#include "generate_number.h"
#include "generate_random.h"

#define FLUSH_AT ((size_t)1 << 20)

void
die(const char *format, ...)
{
	va_list list;

	(void)fputs("generate: ", stderr);
	va_start(list, format);
	(void)vfprintf(stderr, format, list);
	va_end(list);
	(void)fputc('\n', stderr);
	exit(3);
}

void *
grow(void *block, size_t size)
{
	void *grown = realloc(block, size);

	if (grown == NULL)
		die("out of memory");
	return grown;
}

static void
make_folders(const char *path)
{
	size_t length = strlen(path) + 1;
	char *copy = grow(NULL, length);

	memcpy(copy, path, length);
	for (char *p = copy + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0777) == -1 && errno != EEXIST)
			die("%s: %s", copy, strerror(errno));
		*p = '/';
	}
	free(copy);
}

FILE *
open_output(const char *path)
{
	FILE *file;

	make_folders(path);
	file = fopen(path, "wb");
	if (file == NULL)
		die("%s: %s", path, strerror(errno));
	return file;
}

void
close_output(FILE *file, const char *path)
{
	bool failed = ferror(file) != 0;

	if (fclose(file) != 0 || failed)
		die("%s: %s", path, strerror(errno));
}

void
csv_open(struct csv *csv, const char *path, const char *header)
{
	size_t length = strlen(path) + 1;

	memset(csv, 0, sizeof(*csv));
	csv->path = grow(NULL, length);
	memcpy(csv->path, path, length);
	csv->file = open_output(path);
	(void)fputs(header, csv->file);
	(void)fputc('\n', csv->file);
	csv->capacity = 2 * FLUSH_AT;
	csv->buffer = grow(NULL, csv->capacity);
}

void
csv_shuffle(struct csv *csv, uint64_t seed)
{
	csv->shuffle = true;
	csv->seed = seed;
}

static void
append(struct csv *csv, const char *text, size_t len)
{
	while (csv->used + len > csv->capacity) {
		csv->capacity *= 2;
		csv->buffer = grow(csv->buffer, csv->capacity);
	}
	memcpy(csv->buffer + csv->used, text, len);
	csv->used += len;
}

static void
separate(struct csv *csv)
{
	if (csv->in_row)
		append(csv, ",", 1);
	csv->in_row = true;
}

static void
plain(struct csv *csv, const char *text)
{
	separate(csv);
	append(csv, text, strlen(text));
}

void
csv_text(struct csv *csv, const char *text)
{
	if (text[strcspn(text, ",\"\r\n")] == '\0') {
		plain(csv, text);
		return;
	}
	separate(csv);
	append(csv, "\"", 1);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			append(csv, "\"", 1);
		append(csv, text, 1);
	}
	append(csv, "\"", 1);
}

void
csv_empty(struct csv *csv)
{
	separate(csv);
}

void
csv_unsigned(struct csv *csv, uint64_t value)
{
	char text[NUMBER_TEXT_MAX];

	(void)snprintf(text, sizeof(text), "%" PRIu64, value);
	plain(csv, text);
}

void
csv_money(struct csv *csv, int64_t minor)
{
	csv_number(csv, minor, 2, 2);
}

void
csv_number(struct csv *csv, int64_t value, unsigned scale, unsigned least)
{
	char text[NUMBER_TEXT_MAX];

	plain(csv, number_text(text, value, scale, least));
}

void
csv_day(struct csv *csv, int day)
{
	char text[DAY_TEXT_MAX];

	plain(csv, day_text(text, day));
}

void
csv_yes(struct csv *csv, bool yes)
{
	plain(csv, yes ? "yes" : "no");
}

static void
flush(struct csv *csv)
{
	if (fwrite(csv->buffer, 1, csv->used, csv->file) != csv->used)
		die("%s: %s", csv->path, strerror(errno));
	csv->used = 0;
}

static void
remember_row(struct csv *csv)
{
	if (csv->row_count == csv->row_capacity) {
		csv->row_capacity = 2 * csv->row_capacity + 1024;
		csv->row =
		    grow(csv->row, csv->row_capacity * sizeof(*csv->row));
	}
	csv->row[csv->row_count++] = csv->row_start;
}

void
csv_row_end(struct csv *csv)
{
	append(csv, "\n", 1);
	csv->in_row = false;
	csv->last_start = csv->row_start;
	if (csv->shuffle) {
		remember_row(csv);
	} else if (csv->used > FLUSH_AT) {
		/* The last row stays readable at the buffer's start. */
		size_t length = csv->used - csv->row_start;

		csv->used = csv->row_start;
		flush(csv);
		memmove(csv->buffer, csv->buffer + csv->row_start, length);
		csv->used = length;
		csv->last_start = 0;
	}
	csv->row_start = csv->used;
}

const char *
csv_last_row(const struct csv *csv, size_t *ret_len)
{
	*ret_len = csv->used - csv->last_start;
	return csv->buffer + csv->last_start;
}

void
csv_raw_row(struct csv *csv, const char *row, size_t len)
{
	append(csv, row, len - 1);
	csv_row_end(csv);
}

static void
write_shuffled(struct csv *csv)
{
	struct random random;
	size_t *end = grow(NULL, (csv->row_count + 1) * sizeof(*end));
	size_t *order = grow(NULL, (csv->row_count + 1) * sizeof(*order));

	random_init(&random, csv->seed, RANDOM_ORDER, csv->row_count);
	for (size_t i = 0; i < csv->row_count; i++) {
		order[i] = i;
		end[i] = i + 1 < csv->row_count ? csv->row[i + 1] : csv->used;
	}
	for (size_t i = csv->row_count; i > 1; i--) {
		size_t other = random_below(&random, (uint32_t)i);
		size_t kept = order[i - 1];

		order[i - 1] = order[other];
		order[other] = kept;
	}
	for (size_t i = 0; i < csv->row_count; i++) {
		size_t start = csv->row[order[i]];
		size_t length = end[order[i]] - start;

		if (fwrite(csv->buffer + start, 1, length, csv->file) != length)
			die("%s: %s", csv->path, strerror(errno));
	}
	csv->used = 0;
	free(end);
	free(order);
}

void
csv_close(struct csv *csv)
{
	if (csv->shuffle)
		write_shuffled(csv);
	flush(csv);
	close_output(csv->file, csv->path);
	free(csv->buffer);
	free(csv->row);
	free(csv->path);
}
