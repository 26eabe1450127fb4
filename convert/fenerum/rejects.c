/* rejects.c - see rejects.h. */
#include "fenerum/rejects.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/stage.h"
#include "base/text.h"
#include "fenerum/csv_decode.h"
#include "fenerum/csv_scan.h"

#define ID_MAX ((size_t)200)
#define REPLACEMENT_CHARACTER "\xEF\xBF\xBD"

/* A refused row's fields, as far as they can be told apart. */
struct pieces {
	struct buf text; /* one after another, each with a NUL */
	size_t *offset;
	size_t *len;
	size_t count;
	size_t most;
};

static void
put_piece(void *context, const char *text, size_t len)
{
	struct pieces *pieces = context;

	if (pieces->count < pieces->most) {
		pieces->offset[pieces->count] = pieces->text.len;
		pieces->len[pieces->count] = len;
		buf_put(&pieces->text, text, len);
		buf_putc(&pieces->text, '\0');
	}
	pieces->count++;
}

static struct csv_field
piece(const struct pieces *pieces, size_t index)
{
	if (index >= pieces->count || index >= pieces->most)
		return (struct csv_field){ "", 0 };
	return (struct csv_field){ pieces->text.data + pieces->offset[index],
		pieces->len[index] };
}

/* Take the row apart: by libcsv if it could, else roughly. */
static void
take_apart(struct csv_reader *reader, struct pieces *pieces)
{
	size_t count = csv_reader_count(reader), len;
	const char *raw = csv_reader_raw(reader, &len);

	for (size_t i = 0; i < count; i++) {
		struct csv_field field = csv_reader_fields(reader)[i];

		put_piece(pieces, field.text, field.len);
	}
	if (count == 0 && raw != NULL)
		(void)csv_split_roughly(raw, len,
		    csv_reader_form(reader).delimiter, put_piece, pieces);
}

/* Reject files ---------------------------------------------------------- */

void
rejects_init(struct rejects *rejects, const char *path,
    struct stage_writer *stage, const struct csv_reader *reader,
    struct diag_list *diag)
{
	*rejects = (struct rejects){ .stage = stage, .diag = diag };
	rejects->path = path != NULL ? mem_strdup(path) : NULL;
	buf_init(&rejects->header, BUF_MAX_DEFAULT);
	rejects->form = csv_reader_form(reader);
	/* By the mark it is read as UTF-8, whatever the profile says. */
	if (rejects->form.encoding != CSV_UTF_8)
		buf_puts(&rejects->header, "\xEF\xBB\xBF");
	rejects->fields = csv_reader_count(reader);
	rejects->columns =
	    rejects->fields - export_is_reason(reader, rejects->fields - 1);
	for (size_t i = 0; i < rejects->columns; i++) {
		struct csv_field field = csv_reader_fields(reader)[i];

		csv_put_field(&rejects->header, field.text, field.len);
		buf_putc(&rejects->header, rejects->form.delimiter);
	}
	buf_puts(&rejects->header, "\"reason\"\n");
}

static void
open_file(struct rejects *rejects)
{
	char *dir = path_dir(rejects->path);

	rejects->failed = folder_make(dir, rejects->diag) == -1 ||
	                  atomic_file_open(&rejects->file, rejects->path,
			      rejects->diag) == -1;
	free(dir);
	if (rejects->failed)
		return;
	rejects->open = true;
	output_put(
	    &rejects->file.output, rejects->header.data, rejects->header.len);
}

/* A field as it was; what the encoding does not know is replaced. */
static void
put_text(struct buf *line, const struct rejects *rejects, const char *text,
    size_t len)
{
	struct buf clean;
	struct csv_escape escape;

	if (rejects->form.encoding == CSV_UTF_8 ||
	    text_utf8_check(text, len) == len) {
		csv_put_field(line, text, len);
		return;
	}
	buf_init(&clean, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < len; i++) {
		if (csv_escape_read(text + i, len - i, &escape)) {
			buf_puts(&clean, REPLACEMENT_CHARACTER);
			i += CSV_ESCAPE_LEN - 1;
		} else {
			buf_putc(&clean, text[i]);
		}
	}
	csv_put_field(line, buf_text(&clean), clean.len);
	buf_release(&clean);
}

static void
write_row(struct rejects *rejects, struct csv_reader *reader,
    const struct pieces *pieces)
{
	const struct faults *faults = csv_reader_faults(reader);
	bool apart = pieces->count <= rejects->fields;
	struct buf line;
	size_t len;
	const char *raw = csv_reader_raw(reader, &len);

	while (raw != NULL && len > 0 &&
	       (raw[len - 1] == '\n' || raw[len - 1] == '\r'))
		len--;
	if (!rejects->open && !rejects->failed)
		open_file(rejects);
	if (rejects->failed)
		return;
	buf_init(&line, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < rejects->columns; i++) {
		struct csv_field field = piece(pieces, i);

		if (apart)
			put_text(&line, rejects, field.text, field.len);
		else if (i == 0 && raw != NULL)
			put_text(&line, rejects, raw, len);
		else
			csv_put_field(&line, "", 0);
		buf_putc(&line, rejects->form.delimiter);
	}
	csv_put_field(&line, buf_text(&faults->reason), faults->reason.len);
	buf_putc(&line, '\n');
	output_put(&rejects->file.output, line.data, line.len);
	buf_release(&line);
}

/* Records --------------------------------------------------------------- */

/* A text for a record; what cannot be an id is left out. */
static void
put_clean(struct record_writer *writer, struct csv_field field)
{
	struct csv_line_faults found;

	(void)csv_line_check(field.text, field.len, true, &found);
	if (field.len > ID_MAX || found.control != CSV_SCAN_NONE ||
	    found.not_utf8 != CSV_SCAN_NONE)
		record_put_text(writer, "");
	else
		record_put_text_len(writer, field.text, field.len);
}

static void
put_record(struct stage_writer *stage, struct source_pos pos,
    const struct export_kind *kind, const struct csv_field ids[2],
    const struct faults *faults)
{
	struct record_writer *writer =
	    stage_writer_kind(stage, &record_kind_rejected_row);
	struct buf rules;

	if (writer == NULL)
		return;
	buf_init(&rules, BUF_MAX_DEFAULT);
	faults_put_rules(faults, &rules);
	record_put_pos(writer, pos);
	record_put_text(writer, kind != NULL ? kind->schema->kind : "");
	put_clean(writer, ids[0]);
	put_clean(writer, ids[1]);
	record_put_text(writer, buf_text(&rules));
	record_row_end(writer);
	buf_release(&rules);
}

/* The row's field that goes to the record's column, if it has one. */
static struct csv_field
field_for(const struct pieces *pieces, const struct export_match *match,
    const struct export_profile *profile, size_t column)
{
	for (size_t i = 0; i < match->kind->field_count; i++) {
		const struct export_field *field = &match->kind->field[i];
		struct csv_field text;

		if (field->column != column)
			continue;
		text = piece(pieces, match->source[i]);
		if (profile != NULL && (field->flags & FIELD_NUMBER) != 0)
			(void)export_profile_strip(profile, &text);
		return text;
	}
	return (struct csv_field){ "", 0 };
}

void
rejects_row(struct rejects *rejects, struct csv_reader *reader,
    const struct export_match *match, struct csv_field number)
{
	struct pieces pieces = { .most = rejects->fields };
	struct csv_field ids[2];

	buf_init(&pieces.text, BUF_MAX_DEFAULT);
	pieces.offset = mem_calloc(rejects->fields, sizeof(*pieces.offset));
	pieces.len = mem_calloc(rejects->fields, sizeof(*pieces.len));
	take_apart(reader, &pieces);
	ids[0] =
	    field_for(&pieces, match, rejects->profile, match->kind->id_column);
	ids[1] = number.text != NULL
	             ? number
	             : field_for(&pieces, match, rejects->profile,
			   match->kind->number_column);
	put_record(rejects->stage, csv_reader_row_pos(reader), match->kind, ids,
	    csv_reader_faults(reader));
	if (rejects->path != NULL)
		write_row(rejects, reader, &pieces);
	rejects->rows++;
	buf_release(&pieces.text);
	free(pieces.offset);
	free(pieces.len);
}

void
rejects_later(struct stage_writer *stage, struct source_pos pos,
    const struct export_kind *kind, const struct csv_field ids[2],
    const struct faults *faults)
{
	put_record(stage, pos, kind, ids, faults);
}

void
rejects_file(struct stage_writer *stage, const char *label,
    const struct export_kind *kind, const struct faults *faults)
{
	const struct csv_field ids[2] = { { "", 0 }, { "", 0 } };

	put_record(
	    stage, (struct source_pos){ label, 1, 1 }, kind, ids, faults);
}

/* End ------------------------------------------------------------------- */

int
rejects_finish(struct rejects *rejects)
{
	int result = rejects->failed ? -1 : 0;

	if (rejects->open) {
		rejects->open = false;
		result = atomic_file_commit(&rejects->file, rejects->diag);
	} else if (rejects->path != NULL && !rejects->failed &&
		   unlink(rejects->path) == -1 && errno != ENOENT &&
		   errno != ENOTDIR) {
		diag_add(rejects->diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ .file = rejects->path },
		    "cannot be removed: %s", strerror(errno));
		result = -1;
	}
	return result;
}

void
rejects_release(struct rejects *rejects)
{
	if (rejects->open)
		atomic_file_abort(&rejects->file);
	buf_release(&rejects->header);
	free(rejects->path);
}
