/*
 * record_write.c - writing record files. Fields are formatted in place at the
 * end of the output's buffer; a month may have a million rows.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/record_private.h"

/* More than any formatted number, with its tab. */
#define NUMBER_ROOM 48
/* Letters of a currency code. */
#define CODE_LEN 3
#define BYTES(c) (UINT64_C(0x0101010101010101) * (c))
#define HIGH_BITS BYTES(0x80)

struct record_writer {
	struct output *output;
	const struct record_schema *schema;
	struct record_totals totals;
	size_t column; /* the next one of the row */
	size_t rows;
	bool overflow;
	/* The codes in the row's currency columns, as far as they stand. */
	bool *is_currency;
	char (*code)[CODE_LEN + 1];
};

struct record_writer *
record_writer_new(struct output *output, const struct record_schema *schema)
{
	struct record_writer *writer;
	size_t i;

	writer = mem_calloc(1, sizeof(*writer));
	writer->output = output;
	writer->schema = schema;
	record_totals_init(&writer->totals, schema);
	writer->is_currency =
	    mem_calloc(schema->column_count, sizeof(*writer->is_currency));
	writer->code = mem_calloc(schema->column_count, sizeof(*writer->code));
	for (i = 0; i < schema->column_count; i++) {
		if (schema->column[i].currency != RECORD_EURO)
			writer->is_currency[schema->column[i].currency] = true;
	}
	output_puts(output, RECORD_FIRST_LINE);
	output_puts(output, schema->kind);
	for (i = 0; i < schema->column_count; i++) {
		output_put(output, i == 0 ? "\n" : "\t", 1);
		output_puts(output, schema->column[i].name);
	}
	output_put(output, "\n", 1);
	return writer;
}

/* Begin the next field, which must be of one of the two types. */
static inline const struct record_column *
field_begin(
    struct record_writer *writer, enum record_type type, enum record_type other)
{
	const struct record_column *column;
	struct output *output = writer->output;

	assert(writer->column < writer->schema->column_count);
	column = &writer->schema->column[writer->column];
	assert(column->type == type || column->type == other);
	(void)type;
	(void)other;
	if (writer->column > 0) {
		*output_room(output, 1) = '\t';
		output->len++;
	}
	writer->column++;
	return column;
}

/* Is any of eight bytes a control character or a backslash? */
static inline bool
needs_care(uint64_t eight)
{
	uint64_t backslash = eight ^ BYTES('\\');

	/* A byte below n, at most 0x80, borrows into its high bit. */
	return (((eight - BYTES(0x20)) & ~eight) |
		   ((backslash - BYTES(1)) & ~backslash)) &
	       HIGH_BITS;
}

static size_t
escape_byte(char byte, char *to)
{
	to[0] = '\\';
	switch (byte) {
	case '\t':
		to[1] = 't';
		return 2;
	case '\n':
		to[1] = 'n';
		return 2;
	case '\r':
		to[1] = 'r';
		return 2;
	case '\\':
		to[1] = '\\';
		return 2;
	default:
		/* A reader would refuse the file. */
		assert(byte != '\0');
		to[0] = byte;
		return 1;
	}
}

/* Copy a text of at most half the buffer's size, escaped. */
static void
put_escaped(struct output *output, const char *text, size_t len)
{
	char *first = output_room(output, 2 * len), *to = first;
	uint64_t eight;
	size_t i = 0;

	for (; len - i >= sizeof(eight); i += sizeof(eight)) {
		memcpy(&eight, text + i, sizeof(eight));
		if (needs_care(eight)) {
			size_t k;

			for (k = 0; k < sizeof(eight); k++)
				to += escape_byte(text[i + k], to);
			continue;
		}
		memcpy(to, &eight, sizeof(eight));
		to += sizeof(eight);
	}
	for (; i < len; i++)
		to += escape_byte(text[i], to);
	output->len += (size_t)(to - first);
}

void
record_put_text_len(struct record_writer *writer, const char *text, size_t len)
{
	const size_t most = OUTPUT_SIZE / 2;
	size_t column = writer->column;

	(void)field_begin(writer, RECORD_TEXT, RECORD_TEXT);
	if (writer->is_currency[column]) {
		/* Another length is no code, so no money may follow it. */
		writer->code[column][0] = '\0';
		if (len == CODE_LEN)
			memcpy(writer->code[column], text, CODE_LEN);
	}
	for (; len > most; text += most, len -= most)
		put_escaped(writer->output, text, most);
	put_escaped(writer->output, text, len);
}

void
record_put_text(struct record_writer *writer, const char *text)
{
	record_put_text_len(writer, text, strlen(text));
}

void
record_put_date(struct record_writer *writer, struct date date)
{
	struct output *output = writer->output;

	(void)field_begin(writer, RECORD_DATE, RECORD_DATE);
	(void)date_format(date, output_room(output, NUMBER_ROOM));
	if (date_is_set(date))
		output->len += DATE_TEXT_MAX - 1;
}

static void
number_put(struct output *output, struct decimal number)
{
	output->len +=
	    decimal_format(number, '.', output_room(output, NUMBER_ROOM));
}

void
record_put_integer(struct record_writer *writer, int64_t value)
{
	(void)field_begin(writer, RECORD_INTEGER, RECORD_INTEGER);
	number_put(writer->output, (struct decimal){ value, 0 });
}

void
record_put_decimal(struct record_writer *writer, struct decimal value)
{
	(void)field_begin(writer, RECORD_DECIMAL, RECORD_DECIMAL);
	number_put(writer->output, value);
}

void
record_put_money(struct record_writer *writer, struct money amount)
{
	size_t number = writer->column;
	const struct record_column *column;

	column = field_begin(writer, RECORD_AMOUNT, RECORD_MONEY);
	if (column->currency == RECORD_EURO)
		assert(amount.currency == currency_euro());
	else
		assert((size_t)column->currency < number &&
		       strcmp(writer->code[column->currency],
			   amount.currency->code) == 0);
	if (column->type == RECORD_AMOUNT &&
	    !record_totals_add(&writer->totals, number, amount))
		writer->overflow = true;
	number_put(writer->output, money_decimal(amount));
}

void
record_put_empty(struct record_writer *writer)
{
	size_t column = writer->column;

	assert(column < writer->schema->column_count);
	if (writer->is_currency[column])
		writer->code[column][0] = '\0';
	(void)field_begin(writer, writer->schema->column[column].type,
	    writer->schema->column[column].type);
}

void
record_put_pos(struct record_writer *writer, struct source_pos pos)
{
	struct output *output = writer->output;

	record_put_text(writer, pos.file != NULL ? pos.file : "");
	if (pos.file == NULL || pos.line == 0)
		return;
	*output_room(output, 1) = ':';
	output->len++;
	number_put(output, (struct decimal){ (int64_t)pos.line, 0 });
}

void
record_row_end(struct record_writer *writer)
{
	assert(writer->column == writer->schema->column_count);
	*output_room(writer->output, 1) = '\n';
	writer->output->len++;
	writer->column = 0;
	writer->rows++;
}

int
record_writer_finish(struct record_writer *writer)
{
	int status = writer->overflow ? -1 : 0;
	struct buf buf;

	assert(writer->column == 0);
	if (status == 0) {
		buf_init(&buf, BUF_MAX_DEFAULT);
		buf_printf(&buf, "#end %zu", writer->rows);
		record_totals_put(&writer->totals, &buf);
		buf_putc(&buf, '\n');
		output_put(writer->output, buf.data, buf.len);
		buf_release(&buf);
	}
	record_writer_abort(writer);
	return status;
}

void
record_writer_abort(struct record_writer *writer)
{
	if (writer == NULL)
		return;
	record_totals_release(&writer->totals);
	free(writer->is_currency);
	free(writer->code);
	free(writer);
}
