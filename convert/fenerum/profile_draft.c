/* profile_draft.c - see profile_draft.h; here the files are looked at. */
#include "fenerum/profile_draft.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fenerum/csv_reader.h"
#include "fenerum/csv_sniff.h"
#include "fenerum/date_form.h"
#include "fenerum/export_file.h"
#include "fenerum/value_form.h"

#define PEEK_BYTES ((size_t)64 << 10)

static struct csv_reader *
open_reader(struct export_file *file, const char *path,
    const struct draft_file *draft, struct diag_list *diag)
{
	if (export_file_open(file, path, draft->label, diag) == -1)
		return NULL;
	return csv_reader_new(
	    draft->label, export_file_source(file), draft->form, diag);
}

/* The encoding, by the first bytes; -1 after a finding. */
static int
peek_encoding(
    struct draft_file *draft, const char *path, struct diag_list *diag)
{
	struct export_file file;
	struct csv_source source;
	char *data;
	size_t len = 0, whole;
	ssize_t got = 1;

	if (export_file_open(&file, path, draft->label, diag) == -1)
		return -1;
	source = export_file_source(&file);
	data = mem_realloc(NULL, PEEK_BYTES, 1);
	while (len < PEEK_BYTES && got > 0) {
		got = source.read(source.context, data + len, PEEK_BYTES - len);
		if (got > 0)
			len += (size_t)got;
		else if (got < 0 && errno == EINTR)
			got = 1;
	}
	whole = len;
	/* Whole lines, so that no character is cut. */
	while (len == PEEK_BYTES && whole > 0 && data[whole - 1] != '\n')
		whole--;
	len = whole > 0 ? whole : len;
	draft->form.encoding = csv_sniff_encoding(data, len);
	draft->is_ascii = draft->form.encoding == CSV_UTF_8;
	for (size_t i = 0; i < len; i++)
		draft->is_ascii &= (unsigned char)data[i] < 0x80;
	free(data);
	export_file_close(&file);
	return 0;
}

/* What divides the header, whatever a reader with this delimiter makes of it.
 */
static bool
try_delimiter(struct draft_file *draft, const char *path)
{
	struct diag_list *ignored = diag_list_new();
	struct export_file file;
	struct csv_reader *reader = open_reader(&file, path, draft, ignored);
	size_t len = 0;
	const char *raw = NULL;
	char found = '\0';

	if (reader != NULL) {
		(void)csv_reader_header(reader);
		raw = csv_reader_raw(reader, &len);
		if (raw != NULL)
			found = csv_sniff_delimiter(raw, len);
		if (found != '\0')
			draft->form.delimiter = found;
		csv_reader_free(reader);
		export_file_close(&file);
	}
	diag_list_free(ignored);
	return raw != NULL;
}

/* A note for spreadsheets is read past with the delimiter that it names. */
static void
peek_delimiter(struct draft_file *draft, const char *path)
{
	static const char marks[] = { ',', ';', '\t' };

	for (size_t i = 0; i < sizeof(marks); i++) {
		draft->form.delimiter = marks[i];
		if (try_delimiter(draft, path))
			return;
	}
	draft->form.delimiter = csv_form_plain.delimiter;
}

static void
see_value(struct draft_column *column, struct csv_field text)
{
	unsigned dates, numbers;
	struct date_text date;

	if (text.len == 0)
		return;
	dates = date_forms_of(text.text, text.len);
	numbers = number_forms_of(text, NULL);
	column->dates = column->seen == 0 ? dates : column->dates & dates;
	column->numbers =
	    column->seen == 0 ? numbers : column->numbers & numbers;
	column->seen++;
	column->has_minus |= numbers != 0 && text.text[0] == '-';
	if (date_text_parse(text.text, text.len, dates, &date))
		column->has_offset |= date.has_offset;
}

static void
read_columns(struct draft_file *draft, struct csv_reader *reader)
{
	size_t rows = 0;

	draft->count = csv_reader_count(reader);
	draft->column = mem_calloc(draft->count + 1, sizeof(*draft->column));
	for (size_t i = 0; i < draft->count; i++)
		draft->column[i].name =
		    mem_strdup(csv_reader_fields(reader)[i].text);
	while (rows++ < DRAFT_ROWS && csv_reader_next(reader) == 1) {
		if (!csv_reader_is_split(reader))
			continue;
		for (size_t i = 0; i < draft->count; i++)
			see_value(
			    &draft->column[i], csv_reader_fields(reader)[i]);
	}
}

static void
look_at(struct draft_file *draft, const char *path, struct diag_list *diag)
{
	struct export_file file;
	struct csv_reader *reader;

	*draft = (struct draft_file){ .label = path, .form = csv_form_plain };
	if (peek_encoding(draft, path, diag) == -1)
		return;
	peek_delimiter(draft, path);
	reader = open_reader(&file, path, draft, diag);
	if (reader == NULL)
		return;
	draft->is_read = csv_reader_header(reader) == 0;
	if (draft->is_read)
		read_columns(draft, reader);
	csv_reader_free(reader);
	export_file_close(&file);
	if (draft->is_read)
		draft_match(draft);
}

void
profile_draft(
    char *const *path, size_t count, struct buf *buf, struct diag_list *diag)
{
	struct draft_file *draft = mem_calloc(count, sizeof(*draft));

	for (size_t i = 0; i < count; i++)
		look_at(&draft[i], path[i], diag);
	draft_write(draft, count, buf);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < draft[i].count; j++)
			free(draft[i].column[j].name);
		free(draft[i].column);
	}
	free(draft);
}
