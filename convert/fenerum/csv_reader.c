/* csv_reader.c - see csv_reader.h. */
#include "fenerum/csv_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fenerum/csv_prologue.h"
#include "fenerum/csv_reader_private.h"
#include "fenerum/csv_scan.h"

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
		    csv_reader_pos_at(reader, reader->len),
		    "the last row has no line end, the file may be cut off");
}

/* The next row, or what comes instead, begins after the present one. */
static void
drop_row(struct csv_reader *reader)
{
	csv_input_drop(&reader->input, reader->len);
	reader->line += reader->lines;
	reader->len = 0;
	reader->lines = 0;
}

int
csv_reader_next(struct csv_reader *reader)
{
	const struct csv_line_checker checker = { csv_reader_check_line,
		reader };
	struct csv_cursor cursor;
	enum csv_outcome outcome;

	faults_clear(&reader->faults);
	do {
		drop_row(reader);
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
		csv_reader_recover(reader, outcome, &cursor);
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
	    csv_reader_encoding(reader) != CSV_UTF_8, reader->label,
	    &reader->faults);
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

/* The present row --------------------------------------------------------- */

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
	                   : csv_reader_pos_at(
				 reader, csv_field_offset(row, len,
					     reader->form.delimiter, index));
}
