/* record_read.c - reading record files: from the first line to the last. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/record_private.h"
#include "base/text.h"

static struct source_pos
line_pos(const struct record_input *input, size_t column)
{
	return (struct source_pos){ input->name, input->line, column };
}

int
record_header(struct record_input *input, const char **ret_kind)
{
	const size_t prefix = sizeof(RECORD_FIRST_LINE) - 1;
	char *line, clipped[TEXT_CLIP_MAX];
	size_t len;
	int status;

	status = record_input_line(input, &line, &len);
	if (status != 1)
		return status;
	if (len <= prefix || memcmp(line, RECORD_FIRST_LINE, prefix) != 0 ||
	    strlen(line) != len) {
		diag_add(input->diag, RULE_RECORD_HEADER, line_pos(input, 1),
		    "'%s' is not the first line of a record file, '%sKIND'",
		    text_clip(line, len, clipped), RECORD_FIRST_LINE);
		input->failed = true;
		return -1;
	}
	*ret_kind = line + prefix;
	return 1;
}

/* Compare the column names with the schema's. */
static bool
columns_match(struct record_input *input, const struct record_schema *schema,
    const char *line, size_t line_len)
{
	const char *at = line, *name;
	char clipped[TEXT_CLIP_MAX];
	size_t i, len;

	for (i = 0; i < schema->column_count; i++) {
		name = schema->column[i].name;
		len = strcspn(at, "\t");
		if (len != strlen(name) || memcmp(at, name, len) != 0) {
			diag_add(input->diag, RULE_RECORD_HEADER,
			    line_pos(input,
				text_utf8_count(line, (size_t)(at - line)) + 1),
			    "column %zu of kind %s is '%s', not '%s'", i + 1,
			    schema->kind, name, text_clip(at, len, clipped));
			return false;
		}
		at += len;
		if (i + 1 == schema->column_count || *at != '\t')
			break;
		at++;
	}
	if (i + 1 == schema->column_count && at == line + line_len)
		return true;
	diag_add(input->diag, RULE_RECORD_HEADER, line_pos(input, 1),
	    "kind %s has %zu columns; these are %s", schema->kind,
	    schema->column_count, at < line + line_len ? "more" : "fewer");
	return false;
}

struct record_reader *
record_reader_new(
    struct record_input *input, const struct record_schema *schema)
{
	struct record_reader *reader;
	char *line;
	size_t len, count = schema->column_count;
	int status;

	status = record_input_line(input, &line, &len);
	if (status == 0)
		diag_add(input->diag, RULE_RECORD_TRUNCATED, line_pos(input, 0),
		    "the column names are missing");
	if (status != 1 || !columns_match(input, schema, line, len)) {
		input->failed = true;
		return NULL;
	}
	reader = mem_calloc(1, sizeof(*reader));
	reader->input = input;
	reader->diag = input->diag;
	reader->schema = schema;
	reader->field = mem_calloc(count + 1, sizeof(*reader->field));
	reader->amount = mem_calloc(count, sizeof(*reader->amount));
	reader->has_amount = mem_calloc(count, sizeof(*reader->has_amount));
	reader->currency = mem_calloc(count, sizeof(const struct currency *));
	record_totals_init(&reader->totals, schema);
	return reader;
}

void
record_reader_free(struct record_reader *reader)
{
	if (reader == NULL)
		return;
	record_totals_release(&reader->totals);
	free(reader->field);
	free(reader->amount);
	free(reader->has_amount);
	free(reader->currency);
	free(reader);
}

/* A word of a closing line and the currency it stands under. */
struct closing_word {
	const char *text;
	size_t len;
	const char *currency;
	size_t currency_len;
};

/* Step to the next word; false at the end, then the word is empty. */
static bool
closing_word_next(struct closing_word *word)
{
	word->text += word->len;
	if (*word->text == ' ')
		word->text++;
	word->len = strcspn(word->text, " ");
	if (memchr(word->text, '=', word->len) == NULL) {
		word->currency = word->text;
		word->currency_len = word->len;
	}
	return word->len > 0;
}

/* Put "'SEK net=1.00'" or "nothing". */
static void
closing_word_put(struct buf *buf, const struct closing_word *word)
{
	char clipped[TEXT_CLIP_MAX];

	if (word->len == 0) {
		buf_puts(buf, "nothing");
		return;
	}
	buf_putc(buf, '\'');
	if (word->currency != word->text) {
		buf_puts(buf,
		    text_clip(word->currency, word->currency_len, clipped));
		buf_putc(buf, ' ');
	}
	buf_puts(buf, text_clip(word->text, word->len, clipped));
	buf_putc(buf, '\'');
}

/* Find the first word that differs and name both. */
static void
closing_differs(struct record_reader *reader, const char *line,
    const char *stated, const char *right)
{
	struct closing_word said = { .text = stated, .currency = stated };
	struct closing_word read = { .text = right, .currency = right };
	struct buf buf;
	bool more;

	do {
		more = closing_word_next(&said);
		more = closing_word_next(&read) || more;
	} while (more && said.len == read.len &&
		 memcmp(said.text, read.text, said.len) == 0);
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "the closing line says ");
	closing_word_put(&buf, &said);
	buf_puts(&buf, ", the rows give ");
	closing_word_put(&buf, &read);
	/* No word differs: it is what stands between or behind them. */
	if (said.len == 0 && read.len == 0) {
		buf_clear(&buf);
		buf_puts(&buf, "the closing line has a blank too many");
	}
	diag_add(reader->diag, RULE_RECORD_TOTAL,
	    line_pos(reader->input, (size_t)(said.text - line) + 1), "%s",
	    buf_text(&buf));
	buf_release(&buf);
}

int
record_closing_check(struct record_reader *reader, const char *line)
{
	const char *count = line + strlen("#end "), *stated;
	char clipped[TEXT_CLIP_MAX];
	struct buf buf;
	size_t digits;
	int status = 0;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_printf(&buf, "%llu", (unsigned long long)reader->rows);
	digits = strcspn(count, " ");
	stated = count + digits;
	if (digits != buf.len || memcmp(count, buf.data, digits) != 0) {
		diag_add(reader->diag, RULE_RECORD_COUNT,
		    line_pos(reader->input, 6),
		    "the closing line says '%s' rows, the file holds %s",
		    text_clip(count, digits, clipped), buf.data);
		status = -1;
	} else {
		buf_clear(&buf);
		record_totals_put(&reader->totals, &buf);
		if (strcmp(stated, buf_text(&buf)) != 0) {
			closing_differs(reader, line, stated, buf_text(&buf));
			status = -1;
		}
	}
	buf_release(&buf);
	return status;
}

/* The closing line has no tab, a row has at least one. */
static bool
is_closing(const char *line, size_t len)
{
	return len >= 5 && memcmp(line, "#end ", 5) == 0 &&
	       strcspn(line, "\t") == len;
}

int
record_next(struct record_reader *reader)
{
	char *line;
	size_t len;
	int status;

	if (reader->state != RECORD_READING)
		return reader->state == RECORD_ENDED ? 0 : -1;
	status = record_input_line(reader->input, &line, &len);
	if (status == 0) {
		diag_add(reader->diag, RULE_RECORD_TRUNCATED,
		    line_pos(reader->input, 0),
		    "the file ends without its closing line, after %llu rows",
		    (unsigned long long)reader->rows);
		status = -1;
	} else if (status == 1 && is_closing(line, len)) {
		status = record_closing_check(reader, line);
		if (status == 0)
			reader->state = RECORD_ENDED;
	} else if (status == 1) {
		reader->rows++;
		status = record_row_parse(reader, line, len);
	}
	if (status < 0) {
		reader->state = RECORD_FAILED;
		reader->input->failed = true;
	}
	return status;
}
