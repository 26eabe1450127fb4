/* csv_reader.c - see csv_reader.h. */
#include "fenerum/csv_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fenerum/csv_decode.h"
#include "fenerum/csv_encoding_fault.h"
#include "fenerum/csv_prologue.h"
#include "fenerum/csv_scan.h"

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
	unsigned long line; /* where it begins */
	size_t len;         /* raw bytes */
	size_t lines;       /* physical lines */
	bool kept;          /* its raw bytes are in memory */
	bool whole;         /* its fields can be told apart */
	bool inner_return;  /* a carriage return inside quotes */
};

/* One row ---------------------------------------------------------------- */

static struct source_pos
pos_at(const struct csv_reader *reader, size_t at)
{
	const char *row = csv_input_row(&reader->input);

	return (struct source_pos){ reader->label,
		reader->line + csv_lines_before(row, at),
		csv_column_at(row, at) };
}

static void
report_control(struct csv_reader *reader, size_t at)
{
	const char *row = csv_input_row(&reader->input);
	bool high = (unsigned char)row[at] == 0xC2;
	unsigned char c = (unsigned char)row[high ? at + 1 : at];
	struct diag *diag =
	    faults_add(&reader->faults, RULE_CSV_CONTROL_CHARACTER,
		pos_at(reader, at), "control character U+%04X", c);

	if (high)
		diag_remedy(diag,
		    "this comes from a Windows code page that was taken for "
		    "another: correct the text in Fenerum and export again");
}

/* What the findings call the encoding: UTF-8 if nothing was converted. */
static enum csv_encoding
encoding_of(const struct csv_reader *reader)
{
	return reader->decoder != NULL && csv_decoder_converts(reader->decoder)
	           ? reader->form.encoding
	           : CSV_UTF_8;
}

/* Report what may not stand in the line; false if it cannot be parsed. */
static bool
check_line(void *context, size_t at, size_t len)
{
	struct csv_reader *reader = context;
	const char *line = csv_input_row(&reader->input) + at;
	struct csv_line_faults found;
	bool clean = csv_line_check(line, len, at > 0, &found);

	reader->inner_return |= found.inner_return;
	if (clean)
		return true;
	if (found.control != CSV_SCAN_NONE)
		report_control(reader, at + found.control);
	if (found.not_utf8 != CSV_SCAN_NONE)
		csv_encoding_fault(&reader->faults,
		    pos_at(reader, at + found.not_utf8), line, len,
		    found.not_utf8, encoding_of(reader));
	if (found.carriage_return == CSV_SCAN_NONE)
		return true;
	faults_add(&reader->faults, RULE_CSV_CARRIAGE_RETURN,
	    pos_at(reader, at + found.carriage_return),
	    "carriage return outside quotes, not followed by a line feed");
	return false;
}

/* After a fault ---------------------------------------------------------- */

/* The row ends with its first physical line. */
static void
end_with_line(struct csv_reader *reader)
{
	size_t len;

	if (csv_input_line(&reader->input, 0, &len) == CSV_INPUT_LINE) {
		reader->len = len;
		reader->lines = 1;
		return;
	}
	csv_input_drop_line(&reader->input);
	reader->len = 0;
	reader->lines = 1;
	reader->kept = false;
}

/*
 * A fault that came to light on a later line than the row's first: most
 * likely a quote was opened there by mistake, and the lines that libcsv took
 * for its text are rows. So go on with the first line after it from which a
 * row with the right number of fields can be read.
 */
static void
end_before_next_row(struct csv_reader *reader)
{
	struct csv_cursor next = { 0, 0 };
	size_t len;

	for (;;) {
		struct csv_cursor trial;

		if (csv_input_line(&reader->input, next.at, &len) !=
		    CSV_INPUT_LINE)
			break;
		next.at += len;
		next.lines++;
		trial = next;
		if (csv_row_parse(reader->row, &reader->input, &trial, NULL) ==
			CSV_ROW_WHOLE &&
		    csv_row_count(reader->row) == reader->columns)
			break;
	}
	reader->len = next.at;
	reader->lines = next.lines;
}

static void
report_quote(struct csv_reader *reader, enum csv_outcome outcome,
    const struct csv_cursor *cursor)
{
	const char *row = csv_input_row(&reader->input);
	size_t open = csv_opening_quote(
	    row, cursor->at, reader->form.delimiter, cursor->at);
	struct source_pos here = pos_at(reader, cursor->at), begin = here;

	if (open != CSV_SCAN_NONE)
		begin = pos_at(reader, open);
	if (outcome == CSV_ROW_OPEN)
		faults_add(&reader->faults, RULE_CSV_QUOTE, begin,
		    "the quote opened here is never closed");
	else if (outcome == CSV_ROW_FIELD_TOO_LONG)
		faults_add(&reader->faults, RULE_CSV_QUOTE, begin,
		    "the quote opened here is not closed within %zu bytes",
		    CSV_FIELD_MAX);
	else if (begin.line != here.line)
		diag_note(
		    faults_add(&reader->faults, RULE_CSV_QUOTE, begin,
			"the quote opened here is closed on another line, "
			"with more text after it"),
		    here, "the text after the closing quote");
	else if (open != CSV_SCAN_NONE)
		faults_add(&reader->faults, RULE_CSV_QUOTE, here,
		    "text after the closing quote of a field");
	else
		faults_add(&reader->faults, RULE_CSV_QUOTE, here,
		    "quote in a field that does not begin with one");
}

/* Report what stopped the row, and find where reading can go on. */
static void
recover(struct csv_reader *reader, enum csv_outcome outcome,
    const struct csv_cursor *cursor)
{
	const char *row = csv_input_row(&reader->input);

	if (outcome == CSV_ROW_TOO_LONG)
		faults_add(&reader->faults, RULE_CSV_TOO_LONG,
		    csv_reader_row_pos(reader), "row of more than %zu bytes",
		    CSV_ROW_MAX);
	else if (outcome == CSV_ROW_FIELD_TOO_LONG &&
		 csv_opening_quote(row, cursor->at, reader->form.delimiter,
		     cursor->at) == CSV_SCAN_NONE)
		faults_add(&reader->faults, RULE_CSV_TOO_LONG,
		    csv_reader_field_pos(reader, csv_row_count(reader->row)),
		    "field of more than %zu bytes", CSV_FIELD_MAX);
	else if (outcome != CSV_ROW_REFUSED)
		report_quote(reader, outcome, cursor);
	if (cursor->lines == 0)
		end_with_line(reader);
	else
		end_before_next_row(reader);
}

/* The public side -------------------------------------------------------- */

struct csv_reader *
csv_reader_new(const char *label, struct csv_source source,
    struct csv_form form, struct diag_list *diag)
{
	struct csv_reader *reader = mem_calloc(1, sizeof(*reader));

	reader->label = label;
	reader->line = 1;
	reader->form = form;
	if (form.encoding != CSV_UTF_8) {
		reader->decoder = csv_decoder_new(form.encoding, source);
		reader->cannot_decode = reader->decoder == NULL;
		if (reader->decoder != NULL)
			source = csv_decoder_source(reader->decoder);
	}
	csv_input_init(&reader->input, source);
	faults_init(&reader->faults, diag);
	reader->row = csv_row_new(form.delimiter);
	return reader;
}

struct csv_form
csv_reader_form(const struct csv_reader *reader)
{
	return reader->form;
}

void
csv_reader_free(struct csv_reader *reader)
{
	if (reader == NULL)
		return;
	csv_row_free(reader->row);
	csv_input_release(&reader->input);
	csv_decoder_free(reader->decoder);
	faults_release(&reader->faults);
	free(reader);
}

static void
check_row(struct csv_reader *reader)
{
	const char *row = csv_input_row(&reader->input);
	size_t count = csv_row_count(reader->row);

	if (reader->lines > 1 || reader->inner_return)
		csv_row_unify_line_ends(reader->row);
	if (reader->columns != 0 && count != reader->columns)
		faults_add(&reader->faults, RULE_CSV_COLUMNS,
		    csv_reader_row_pos(reader),
		    "row of %zu fields, the header has %zu", count,
		    reader->columns);
	if (row[reader->len - 1] != '\n')
		diag_add(reader->faults.diag, RULE_CSV_CUT_OFF,
		    pos_at(reader, reader->len),
		    "the last row has no line end, the file may be cut off");
}

int
csv_reader_next(struct csv_reader *reader)
{
	const struct csv_line_checker checker = { check_line, reader };
	struct csv_cursor cursor;
	enum csv_outcome outcome;

	faults_clear(&reader->faults);
	do {
		csv_input_drop(&reader->input, reader->len);
		reader->line += reader->lines;
		reader->kept = true;
		reader->inner_return = false;
		cursor = (struct csv_cursor){ 0, 0 };
		outcome = csv_row_parse(
		    reader->row, &reader->input, &cursor, &checker);
		reader->len = cursor.at;
		reader->lines = cursor.lines;
	} while (outcome == CSV_ROW_BLANK);
	if (outcome == CSV_ROW_NONE)
		return 0;
	if (outcome == CSV_ROW_FAILED) {
		faults_add(&reader->faults, RULE_SYSTEM_FILE,
		    (struct source_pos){ .file = reader->label },
		    "cannot read: %s", strerror(reader->input.error));
		return -1;
	}
	reader->whole = outcome == CSV_ROW_WHOLE;
	if (reader->whole)
		check_row(reader);
	else
		recover(reader, outcome, &cursor);
	return 1;
}

int
csv_reader_header(struct csv_reader *reader)
{
	int got, skipped;

	if (reader->cannot_decode) {
		faults_add(&reader->faults, RULE_SYSTEM_FILE,
		    (struct source_pos){ .file = reader->label },
		    "this machine's iconv does not know %s",
		    csv_encoding_name(reader->form.encoding));
		return -1;
	}
	/* The first bytes tell whether they are converted. */
	csv_input_fill(&reader->input, 1);
	skipped = csv_prologue(&reader->input, reader->form,
	    encoding_of(reader) != CSV_UTF_8, reader->label, &reader->faults);
	if (skipped == -1)
		return -1;
	reader->line += (unsigned long)skipped;
	got = csv_reader_next(reader);
	if (got == 0)
		faults_add(&reader->faults, RULE_CSV_EMPTY,
		    (struct source_pos){ reader->label, 1, 1 },
		    "the file holds no header");
	else if (got == 1 && csv_row_count(reader->row) > CSV_COLUMNS_MAX)
		faults_add(&reader->faults, RULE_CSV_TOO_LONG,
		    csv_reader_row_pos(reader), "more than %zu columns",
		    CSV_COLUMNS_MAX);
	if (got != 1 || faults_any(&reader->faults))
		return -1;
	reader->columns = csv_row_count(reader->row);
	return 0;
}

struct faults *
csv_reader_faults(struct csv_reader *reader)
{
	return &reader->faults;
}

bool
csv_reader_is_split(const struct csv_reader *reader)
{
	return reader->whole && csv_row_count(reader->row) == reader->columns;
}

size_t
csv_reader_count(const struct csv_reader *reader)
{
	size_t count = csv_row_count(reader->row);

	if (!reader->whole)
		return 0;
	return count < CSV_COLUMNS_MAX ? count : CSV_COLUMNS_MAX;
}

const struct csv_field *
csv_reader_fields(const struct csv_reader *reader)
{
	return csv_row_fields(reader->row);
}

const char *
csv_reader_raw(const struct csv_reader *reader, size_t *ret_len)
{
	*ret_len = reader->len;
	return reader->kept ? csv_input_row(&reader->input) : NULL;
}

const char *
csv_reader_ahead(const struct csv_reader *reader, size_t *ret_len)
{
	size_t available = csv_input_available(&reader->input);

	*ret_len = available > reader->len ? available - reader->len : 0;
	return csv_input_row(&reader->input) + reader->len;
}

struct source_pos
csv_reader_row_pos(const struct csv_reader *reader)
{
	return (struct source_pos){ reader->label, reader->line, 1 };
}

struct source_pos
csv_reader_field_pos(const struct csv_reader *reader, size_t index)
{
	size_t len = 0;
	const char *row = csv_reader_raw(reader, &len);

	return row == NULL ? csv_reader_row_pos(reader)
	                   : pos_at(reader, csv_field_offset(row, len,
						reader->form.delimiter, index));
}
