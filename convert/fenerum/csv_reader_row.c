/* csv_reader_row.c - see csv_reader_row.h. */
#include "fenerum/csv_reader_row.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/mem.h"
#include "fenerum/csv_quick.h"
#include "fenerum/csv_scan.h"

/* Short fields are copied in one piece of this size, whatever their length. */
#define PIECE ((size_t)32)

struct csv_row {
	struct csv_parser parser;
	char *text; /* of all fields, with PIECE bytes to spare */
	size_t len;
	size_t capacity;
	size_t count;
	char delimiter;
	bool done; /* libcsv has met the end of the row */
	struct csv_field field[CSV_COLUMNS_MAX];
};

/*
 * A cap, so that a quote that is never closed cannot take all memory. libcsv
 * wants room for one byte more than the field has.
 */
static void *
capped_realloc(void *data, size_t size)
{
	return size <= CSV_FIELD_MAX + 1 ? mem_realloc(data, size, 1) : NULL;
}

/* More room for text; the fields so far move with it. */
static void
make_room(struct csv_row *row, size_t len)
{
	size_t capacity = 2 * (row->len + len) + CSV_BLOCK;
	char *bigger = mem_realloc(NULL, capacity, 1);

	if (row->len > 0)
		memcpy(bigger, row->text, row->len);
	for (size_t i = 0; i + 1 < row->count; i++)
		row->field[i].text = bigger + (row->field[i].text - row->text);
	free(row->text);
	row->text = bigger;
	row->capacity = capacity;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
on_field(void *data, size_t len, void *context)
{
	struct csv_row *row = context;
	const char *text = data;
	struct csv_field *field;
	char *to;

	if (row->count++ >= CSV_COLUMNS_MAX)
		return;
	/* libcsv has cut blanks only where there were no quotes. */
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	for (; len > 0 && is_blank(*text); len--)
		text++;
	if (row->capacity - row->len < len + PIECE)
		make_room(row, len + PIECE);
	to = row->text + row->len;
	field = &row->field[row->count - 1];
	field->text = to;
	field->len = len;
	/* libcsv's buffer has CSV_BLOCK bytes once there was any text. */
	if (len > 0 && len <= PIECE && text == data)
		memcpy(to, text, PIECE);
	else if (len > 0)
		memcpy(to, text, len);
	to[len] = '\0';
	row->len += len + 1;
}

static void
on_row(int end, void *context)
{
	struct csv_row *row = context;

	(void)end;
	row->done = true;
}

static void
start(struct csv_row *row)
{
	/* csv_init fails only for a NULL parser. */
	(void)csv_init(&row->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_realloc_func(&row->parser, capped_realloc);
	csv_set_blk_size(&row->parser, CSV_BLOCK);
	csv_set_delim(&row->parser, (unsigned char)row->delimiter);
}

struct csv_row *
csv_row_new(char delimiter)
{
	struct csv_row *row = mem_calloc(1, sizeof(*row));

	row->delimiter = delimiter;
	start(row);
	return row;
}

void
csv_row_free(struct csv_row *row)
{
	if (row == NULL)
		return;
	csv_free(&row->parser);
	free(row->text);
	free(row);
}

static enum csv_outcome
feed(struct csv_row *row, const char *line, size_t len,
    struct csv_cursor *cursor)
{
	size_t used = csv_parse(&row->parser, line, len, on_field, on_row, row);

	cursor->at += used;
	if (used != len)
		return csv_error(&row->parser) == CSV_EPARSE
		           ? CSV_ROW_QUOTE
		           : CSV_ROW_FIELD_TOO_LONG;
	cursor->lines++;
	return CSV_ROW_WHOLE;
}

/* The file has ended; the row may lack its line end. */
static enum csv_outcome
finish(struct csv_row *row, bool begun)
{
	if (!begun)
		return CSV_ROW_NONE;
	return csv_fini(&row->parser, on_field, on_row, row) == 0
	           ? CSV_ROW_WHOLE
	           : CSV_ROW_OPEN;
}

/* A row that is one plain line needs no libcsv. */
static bool
split_plain(struct csv_row *row, const char *line, size_t len)
{
	if (line[len - 1] != '\n')
		return false;
	if (row->capacity < len + CSV_QUICK_SPARE)
		make_room(row, len + CSV_QUICK_SPARE);
	memcpy(row->text, line, len);
	memset(row->text + len, 0, CSV_QUICK_SPARE);
	row->count =
	    csv_quick_split(row->text, len, row->delimiter, row->field);
	row->done = row->count > 0;
	return row->done;
}

/* The next line of the row that begins at first. */
static enum csv_outcome
parse_line(struct csv_row *row, struct csv_input *input, size_t first,
    struct csv_cursor *cursor, const struct csv_line_checker *checker)
{
	const char *line;
	size_t len;

	switch (csv_input_line(input, cursor->at, &len)) {
	case CSV_INPUT_LINE:
		break;
	case CSV_INPUT_END:
		return finish(row, cursor->at > first);
	case CSV_INPUT_TOO_LONG:
		return CSV_ROW_TOO_LONG;
	case CSV_INPUT_ERROR:
	default:
		return CSV_ROW_FAILED;
	}
	if (checker != NULL &&
	    !checker->check(checker->context, cursor->at, len))
		return CSV_ROW_REFUSED;
	line = csv_input_row(input) + cursor->at;
	if (cursor->at == first &&
	    csv_line_is_blank(line, len, row->delimiter)) {
		cursor->at += len;
		cursor->lines++;
		return CSV_ROW_BLANK;
	}
	if (cursor->at == first && split_plain(row, line, len)) {
		cursor->at += len;
		cursor->lines++;
		return CSV_ROW_WHOLE;
	}
	return feed(row, line, len, cursor);
}

enum csv_outcome
csv_row_parse(struct csv_row *row, struct csv_input *input,
    struct csv_cursor *cursor, const struct csv_line_checker *checker)
{
	enum csv_outcome outcome;
	size_t first = cursor->at;

	row->done = false;
	row->count = 0;
	row->len = 0;
	do {
		outcome = parse_line(row, input, first, cursor, checker);
	} while (outcome == CSV_ROW_WHOLE && !row->done);
	if (outcome != CSV_ROW_WHOLE && outcome != CSV_ROW_BLANK) {
		/*
		 * csv_fini would deliver half a row as data after a fault, so
		 * the parser is given up.
		 */
		csv_free(&row->parser);
		start(row);
	}
	return outcome;
}

size_t
csv_row_count(const struct csv_row *row)
{
	return row->count;
}

const struct csv_field *
csv_row_fields(const struct csv_row *row)
{
	return row->field;
}

static void
unify_field(const struct csv_row *row, struct csv_field *field)
{
	char *text = row->text + (field->text - row->text);
	size_t len = 0;

	for (size_t i = 0; i < field->len; i++) {
		if (text[i] == '\r' && text[i + 1] == '\n')
			continue;
		if (text[i] == '\r')
			text[i] = '\n';
		text[len++] = text[i];
	}
	text[len] = '\0';
	field->len = len;
}

void
csv_row_unify_line_ends(struct csv_row *row)
{
	for (size_t i = 0; i < row->count && i < CSV_COLUMNS_MAX; i++)
		unify_field(row, &row->field[i]);
}
