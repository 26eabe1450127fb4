/*
 * csv_reader_fault.c - what is wrong with a row of CSV, and where reading goes
 * on after it.
 */
#include "fenerum/csv_encoding_fault.h"
#include "fenerum/csv_reader_private.h"
#include "fenerum/csv_scan.h"

/* Lines ------------------------------------------------------------------ */

struct source_pos
csv_reader_pos_at(const struct csv_reader *reader, size_t at)
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
		csv_reader_pos_at(reader, at), "control character U+%04X", c);

	if (high)
		diag_remedy(diag,
		    "this comes from a Windows code page that was taken for "
		    "another: correct the text in Fenerum and export again");
}

enum csv_encoding
csv_reader_encoding(const struct csv_reader *reader)
{
	return reader->decoder != NULL && csv_decoder_converts(reader->decoder)
	           ? reader->form.encoding
	           : CSV_UTF_8;
}

bool
csv_reader_check_line(void *context, size_t at, size_t len)
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
		    csv_reader_pos_at(reader, at + found.not_utf8), line, len,
		    found.not_utf8, csv_reader_encoding(reader));
	if (found.carriage_return == CSV_SCAN_NONE)
		return true;
	faults_add(&reader->faults, RULE_CSV_CARRIAGE_RETURN,
	    csv_reader_pos_at(reader, at + found.carriage_return),
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
	struct source_pos here = csv_reader_pos_at(reader, cursor->at),
			  begin = here;

	if (open != CSV_SCAN_NONE)
		begin = csv_reader_pos_at(reader, open);
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

void
csv_reader_recover(struct csv_reader *reader, enum csv_outcome outcome,
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
