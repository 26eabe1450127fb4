/* record_row.c - one row of a record file: split, unescaped, its amounts. */
#include <stdlib.h>
#include <string.h>

#include "base/record_private.h"
#include "base/text.h"

/* The character column where a field begins in the file. */
static size_t
field_column(const struct record_reader *reader, size_t column)
{
	const struct record_field *field = reader->field;
	size_t characters = 1, i, raw;

	for (i = 0; i < column; i++) {
		/* Up to the next field's start, less the tab. */
		raw = (size_t)(field[i + 1].text - field[i].text) - 1;
		/* Each escape was two characters and is one now. */
		characters += text_utf8_count(field[i].text, field[i].len) +
		              (raw - field[i].len) + 1;
	}
	return characters;
}

struct source_pos
record_pos(const struct record_reader *reader, size_t column)
{
	return (struct source_pos){ reader->input->name, reader->input->line,
		field_column(reader, column) };
}

static void
field_failed(struct record_reader *reader, size_t column, const char *what)
{
	char clipped[TEXT_CLIP_MAX];

	reader->state = RECORD_FAILED;
	reader->input->failed = true;
	diag_add(reader->diag, RULE_RECORD_FIELD, record_pos(reader, column),
	    "column %s: '%s' %s", reader->schema->column[column].name,
	    text_clip(record_text(reader, column),
		record_text_len(reader, column), clipped),
	    what);
}

static int
row_failed(struct record_reader *reader, enum rule_id rule, size_t column,
    const char *what)
{
	const struct source_pos pos = { reader->input->name,
		reader->input->line, column };

	diag_add(reader->diag, rule, pos, "%s", what);
	return -1;
}

/* Cut at the tabs; the tabs become NUL. */
static int
row_split(struct record_reader *reader, char *line, size_t len)
{
	const size_t count = reader->schema->column_count;
	char *at = line, *end = line + len, *tab;
	struct record_field *field = reader->field;
	size_t i = 0;

	for (;;) {
		tab = memchr(at, '\t', (size_t)(end - at));
		if (i == count || tab == NULL)
			break;
		*tab = '\0';
		field[i].text = at;
		field[i].len = (size_t)(tab - at);
		at = tab + 1;
		i++;
	}
	if (i + 1 != count) {
		for (; tab != NULL; i++)
			tab = memchr(tab + 1, '\t', (size_t)(end - tab - 1));
		diag_add(reader->diag, RULE_RECORD_COLUMNS,
		    (struct source_pos){
			reader->input->name, reader->input->line, 0 },
		    "the row has %zu fields, kind %s has %zu columns", i + 1,
		    reader->schema->kind, count);
		return -1;
	}
	field[i].text = at;
	field[i].len = (size_t)(end - at);
	field[count].text = end + 1;
	return 0;
}

/* Undo the escapes of a field where it stands; false if one is unknown. */
static bool
field_unescape(struct record_field *field)
{
	char *from = memchr(field->text, '\\', field->len), *to = from;
	const char *end = field->text + field->len;

	if (from == NULL)
		return true;
	for (; from < end; from++) {
		if (*from != '\\') {
			*to++ = *from;
			continue;
		}
		/* The NUL behind the field is no known letter either. */
		switch (*++from) {
		case 't':
			*to++ = '\t';
			break;
		case 'n':
			*to++ = '\n';
			break;
		case 'r':
			*to++ = '\r';
			break;
		case '\\':
			*to++ = '\\';
			break;
		default:
			return false;
		}
	}
	*to = '\0';
	field->len = (size_t)(to - field->text);
	return true;
}

static int
row_unescape(struct record_reader *reader)
{
	size_t i, column;

	for (i = 0; i < reader->schema->column_count; i++) {
		/* Before the field changes; a bad one changes half-way. */
		if (memchr(reader->field[i].text, '\\', reader->field[i].len) ==
		    NULL)
			continue;
		column = field_column(reader, i);
		if (!field_unescape(&reader->field[i]))
			return row_failed(reader, RULE_RECORD_FIELD, column,
			    "a backslash must be followed by t, n, r or "
			    "another backslash");
	}
	return 0;
}

/* The currency of a money column in this row; NULL if it is none. */
static const struct currency *
row_currency(struct record_reader *reader, size_t column)
{
	const int number = reader->schema->column[column].currency;
	const struct currency **last;
	const struct record_field *field;

	if (number == RECORD_EURO)
		return currency_euro();
	field = &reader->field[number];
	last = &reader->currency[number];
	if (*last == NULL || field->len != 3 ||
	    memcmp((*last)->code, field->text, 3) != 0)
		*last = currency_find(field->text, field->len);
	return *last;
}

static const char *
number_error_text(enum number_error error)
{
	switch (error) {
	case NUMBER_TOO_PRECISE:
		return "has too many decimals";
	case NUMBER_OVERFLOW:
		return "is too large";
	case NUMBER_OK:
	case NUMBER_EMPTY:
	case NUMBER_MALFORMED:
	default:
		return "is not a number";
	}
}

/* Parse a money field; false after a finding. */
static bool
amount_parse(struct record_reader *reader, size_t column)
{
	const struct currency *currency = row_currency(reader, column);
	const struct record_field *field = &reader->field[column];
	enum number_error error;

	if (currency == NULL) {
		field_failed(reader,
		    (size_t)reader->schema->column[column].currency,
		    "is not a currency code");
		return false;
	}
	error = money_parse(field->text, field->len, number_style_plain,
	    currency, &reader->amount[column], NULL);
	if (error != NUMBER_OK) {
		field_failed(reader, column, number_error_text(error));
		return false;
	}
	reader->has_amount[column] = true;
	return true;
}

/* Parse every money field and add the amounts to the totals. */
static int
row_amounts(struct record_reader *reader)
{
	const struct record_schema *schema = reader->schema;
	size_t i;

	for (i = 0; i < schema->column_count; i++) {
		const enum record_type type = schema->column[i].type;

		if (type != RECORD_AMOUNT && type != RECORD_MONEY)
			continue;
		reader->has_amount[i] = false;
		if (reader->field[i].len == 0)
			continue;
		if (!amount_parse(reader, i))
			return -1;
		if (type == RECORD_AMOUNT &&
		    !record_totals_add(&reader->totals, i, reader->amount[i]))
			return row_failed(reader, RULE_RECORD_OVERFLOW, 0,
			    "the column's total does not fit in 64 bits");
	}
	return 1;
}

int
record_row_parse(struct record_reader *reader, char *line, size_t len)
{
	size_t wrong;

	wrong = text_utf8_check(line, len);
	if (wrong < len)
		return row_failed(reader, RULE_RECORD_FIELD,
		    text_utf8_count(line, wrong) + 1,
		    "the text is not valid UTF-8");
	if (memchr(line, '\0', len) != NULL)
		return row_failed(reader, RULE_RECORD_FIELD,
		    text_utf8_count(line, strlen(line)) + 1,
		    "the row holds a NUL character");
	if (memchr(line, '\r', len) != NULL)
		return row_failed(reader, RULE_RECORD_FIELD,
		    text_utf8_count(line, strcspn(line, "\r")) + 1,
		    "a carriage return must be written \\r");
	if (row_split(reader, line, len) != 0)
		return -1;
	if (memchr(line, '\\', len) != NULL && row_unescape(reader) != 0)
		return -1;
	return row_amounts(reader);
}

const struct record_schema *
record_schema_of(const struct record_reader *reader)
{
	return reader->schema;
}

const char *
record_text(const struct record_reader *reader, size_t column)
{
	return reader->field[column].text;
}

size_t
record_text_len(const struct record_reader *reader, size_t column)
{
	return reader->field[column].len;
}

bool
record_date(struct record_reader *reader, size_t column, struct date *ret)
{
	const struct record_field *field = &reader->field[column];

	if (field->len == 0)
		return false;
	if (date_parse(field->text, field->len, ret))
		return true;
	field_failed(reader, column, "is not a date, YYYY-MM-DD");
	return false;
}

bool
record_decimal(struct record_reader *reader, size_t column, struct decimal *ret)
{
	const struct record_field *field = &reader->field[column];
	enum number_error error;

	if (field->len == 0)
		return false;
	error = decimal_parse(
	    field->text, field->len, number_style_plain, ret, NULL);
	if (error == NUMBER_OK)
		return true;
	field_failed(reader, column, number_error_text(error));
	return false;
}

bool
record_integer(struct record_reader *reader, size_t column, int64_t *ret)
{
	struct decimal decimal;

	if (!record_decimal(reader, column, &decimal))
		return false;
	if (decimal.scale > 0) {
		field_failed(reader, column, "is not a whole number");
		return false;
	}
	*ret = decimal.units;
	return true;
}

bool
record_money(struct record_reader *reader, size_t column, struct money *ret)
{
	if (!reader->has_amount[column])
		return false;
	*ret = reader->amount[column];
	return true;
}

struct source_pos
record_source(struct record_reader *reader, size_t column)
{
	const struct record_field *field = &reader->field[column];
	struct source_pos pos = { NULL, 0, 0 };
	size_t len = field->len, at = len;
	unsigned long line = 0, unit = 1;

	if (len == 0)
		return pos;
	while (at > 0 && len - at < 9 && field->text[at - 1] >= '0' &&
	       field->text[at - 1] <= '9') {
		line += unit * (unsigned long)(field->text[--at] - '0');
		unit *= 10;
	}
	if (at > 1 && at < len && field->text[at - 1] == ':') {
		len = at - 1;
		pos.line = line;
		pos.column = 1;
	}
	if (reader->source.file == NULL || reader->source.len != len ||
	    memcmp(reader->source.file, field->text, len) != 0) {
		reader->source.file =
		    diag_intern(reader->diag, field->text, len);
		reader->source.len = len;
	}
	pos.file = reader->source.file;
	return pos;
}
