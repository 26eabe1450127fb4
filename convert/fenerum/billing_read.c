/* billing_read.c - see billing_read.h. */
#include "fenerum/billing_read.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/stage.h"
#include "fenerum/billing_compare.h"
#include "fenerum/billing_document.h"
#include "fenerum/billing_import.h"
#include "fenerum/billing_row.h"
#include "fenerum/id_table.h"
#include "fenerum/profile_proof.h"
#include "fenerum/value_sniff.h"

struct import_run {
	const struct billing_input *input;
	struct stage_writer *stage;
	struct diag_list *diag;
	struct import *import;
	struct id_table ids;
	struct document_index documents;
	struct profile_proof proof;
	bool profile_refused;
	uint64_t lines; /* of all files read so far */
	char month[MONTH_TEXT_MAX];
	bool failed;
};

/* Rows ------------------------------------------------------------------ */

static unsigned
space_of(const struct export_kind *kind, const struct export_field *field)
{
	return (unsigned)kind->id * EXPORT_COLUMNS_MAX +
	       (unsigned)field->column;
}

static struct source_pos
place_pos(const struct import_run *run, uint32_t place)
{
	const struct import *found = NULL;

	for (size_t i = 0; i < run->input->file_count; i++) {
		const struct import *import = &run->import[i];

		if (import->is_read && import->place <= place &&
		    (found == NULL || import->place > found->place))
			found = import;
	}
	if (found == NULL)
		return (struct source_pos){ .file = NULL };
	return (struct source_pos){ found->name->label,
		(unsigned long)(place - found->place), 1 };
}

/* The key is that of the row's field, which may be refused by now. */
static void
check_unique(struct import_run *run, const struct import *import,
    struct billing_row *row, const struct export_field *field,
    struct id_key key)
{
	const struct export_kind *kind = import->match.kind;
	uint64_t place =
	    import->place + csv_reader_row_pos(import->reader).line;
	uint32_t first;
	struct diag *diag;

	if (!row->value[field->column].is_set)
		return;
	if (place > UINT32_MAX)
		place = UINT32_MAX;
	if (id_table_add(&run->ids, key, (uint32_t)place, &first))
		return;
	diag = faults_add(row->faults, RULE_BILLING_DUPLICATE,
	    billing_row_pos(row, field->column),
	    "%s: another row has the same %s", kind->schema->file,
	    export_field_name(kind, field));
	diag_note(diag, place_pos(run, first), "the first one");
}

/* Parse and check the reader's present row. */
static void
check_row(struct import_run *run, const struct import *import,
    struct billing_row *row)
{
	const struct export_kind *kind = import->match.kind;
	const struct csv_field *text = csv_reader_fields(import->reader);
	struct id_key key[IMPORT_UNIQUE_MAX] = { { 0, 0 } };

	for (size_t i = 0; i < import->unique_count; i++) {
		const struct export_field *field =
		    &kind->field[import->unique[i]];
		struct csv_field id =
		    text[import->match.source[import->unique[i]]];

		key[i] = id_key_make(space_of(kind, field), id.text, id.len);
		id_table_expect(&run->ids, key[i]);
	}
	billing_row_parse(row);
	billing_document_find(row, &run->documents);
	billing_row_check(
	    row, billing_document_is_credit_note(row, &run->documents));
	for (size_t i = 0; i < import->unique_count; i++)
		check_unique(
		    run, import, row, &kind->field[import->unique[i]], key[i]);
	billing_document_see(row, &run->documents);
}

static struct csv_field
document_number(const struct billing_row *row)
{
	if (row->match->kind->id == EXPORT_KIND_ERP_LINE &&
	    csv_reader_is_split(row->reader) &&
	    row->value[ERP_LINE_DOCUMENT_NUMBER].is_set)
		return billing_row_text(row, ERP_LINE_DOCUMENT_NUMBER);
	return (struct csv_field){ NULL, 0 };
}

/* Enough rows were looked at. */
static void
tell_sniffed(struct import_run *run, struct billing_row *row)
{
	value_sniff_tell(row->sniff, row, run->diag);
	row->sniff = NULL;
}

static void
read_rows(
    struct import_run *run, struct import *import, struct record_writer *writer)
{
	struct value_sniff sniff = { .rows = 0 };
	struct billing_row row = { .profile = run->input->profile,
		.match = &import->match,
		.reader = import->reader,
		.faults = csv_reader_faults(import->reader),
		.proof = &run->proof,
		.sniff = &sniff };
	int got;

	import->place = run->lines;
	while ((got = csv_reader_next(import->reader)) == 1) {
		if (csv_reader_is_split(import->reader))
			check_row(run, import, &row);
		if (row.sniff != NULL && ++sniff.rows == VALUE_SNIFF_ROWS)
			tell_sniffed(run, &row);
		if (faults_any(row.faults)) {
			rejects_row(&import->rejects, import->reader,
			    &import->match, document_number(&row));
			continue;
		}
		billing_row_put(&row, writer);
		if (run->input->compare != NULL)
			billing_compare_row(run->input->compare, &row);
		import->rows++;
	}
	if (row.sniff != NULL)
		tell_sniffed(run, &row);
	run->lines += csv_reader_row_pos(import->reader).line;
	if (got == -1)
		faults_mark(&import->refusal, RULE_SYSTEM_FILE, "");
}

/* Files ----------------------------------------------------------------- */

static void
put_export(struct import_run *run, struct import *import)
{
	struct record_writer *writer =
	    stage_writer_kind(run->stage, &record_kind_export);
	char digest[SHA256_HEX_MAX];

	if (writer == NULL)
		return;
	record_put_text(writer, import->name->label);
	record_put_text(writer,
	    import->match.kind != NULL ? import->match.kind->schema->kind : "");
	record_put_text(writer, run->month);
	record_put_integer(writer, (int64_t)import->rows);
	record_put_integer(writer, (int64_t)import->rejects.rows);
	record_put_text(writer, export_file_digest(&import->file, digest));
	record_row_end(writer);
}

static void
read_import(struct import_run *run, struct import *import)
{
	struct record_writer *writer =
	    stage_writer_kind(run->stage, import->match.kind->schema);
	char *path;

	run->failed |=
	    import_rejects_path(run->import, (size_t)(import - run->import),
		run->input, run->diag, &path) == -1;
	rejects_init(
	    &import->rejects, path, run->stage, import->reader, run->diag);
	free(path);
	import->rejects.profile = run->input->profile;
	if (writer == NULL) {
		run->failed = true;
		return;
	}
	read_rows(run, import, writer);
	run->failed |= rejects_finish(&import->rejects) == -1;
}

/* Kind by kind; last the files that were refused as a whole. */
static void
read_all(struct import_run *run)
{
	size_t count = run->input->file_count;

	for (size_t kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
		for (size_t i = 0; i < count; i++) {
			struct import *import = &run->import[i];

			if (import->is_read &&
			    import->match.kind == &export_kind[kind]) {
				read_import(run, import);
				put_export(run, import);
			}
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct import *import = &run->import[i];

		if (import->is_skipped)
			continue;
		if (!import->is_read)
			put_export(run, import);
		if (!import->is_read || faults_any(&import->refusal))
			rejects_file(run->stage, import->name->label,
			    import->match.kind, &import->refusal);
	}
}

static void
mark_rule(struct faults *faults, const struct rule *rule)
{
	int id;

	for (id = 0; id < RULE_COUNT; id++) {
		if (rule_get((enum rule_id)id) == rule)
			faults_mark(faults, (enum rule_id)id, "");
	}
}

/*
 * A fault of the profile is no row's, but may have changed them all. So the
 * profile stands among what was refused, like a file that cannot be read.
 */
static void
refuse_profile(struct import_run *run)
{
	const char *label = NULL;
	struct faults faults;
	struct diag_view view;
	size_t i;

	faults_init(&faults, run->diag);
	for (i = 0; i < diag_kept(run->diag); i++) {
		diag_get(run->diag, i, &view);
		mark_rule(&faults, view.rule);
		if (label == NULL)
			label = view.pos.file;
	}
	run->profile_refused = label != NULL && faults_any(&faults);
	if (run->profile_refused)
		rejects_file(run->stage, label, NULL, &faults);
	faults_release(&faults);
}

/* All rows were read: do they go with the profile and with one another? */
static void
judge(struct import_run *run)
{
	const char *label;
	struct faults faults;

	profile_proof_judge(&run->proof, &run->documents, run->input->profile,
	    run->stage, run->diag, &label);
	if (label == NULL || run->profile_refused)
		return;
	faults_init(&faults, run->diag);
	faults_mark(&faults, RULE_EXPORT_CONTRADICTED, "");
	rejects_file(run->stage, label, NULL, &faults);
	faults_release(&faults);
}

/* Can a row of any file name its invoice by uuid? */
static bool
has_invoice_uuids(const struct import_run *run)
{
	for (size_t i = 0; i < run->input->file_count; i++) {
		const struct export_match *match = &run->import[i].match;

		if (run->import[i].is_read &&
		    (match->kind->id == EXPORT_KIND_INVOICE_LINE ||
			match->kind->id == EXPORT_KIND_TRANSACTION ||
			match->kind->id == EXPORT_KIND_ERP_LINE) &&
		    match->source[match->kind->field_count - 1] !=
			EXPORT_NO_COLUMN)
			return true;
	}
	return false;
}

int
billing_read(const struct billing_input *input, struct stage_writer *stage,
    struct diag_list *diag)
{
	struct import_run run = {
		.input = input, .stage = stage, .diag = diag
	};

	(void)month_format(input->month, run.month);
	id_table_init(&run.ids);
	document_index_init(&run.documents);
	profile_proof_init(&run.proof);
	run.import = mem_calloc(input->file_count, sizeof(*run.import));
	/* All kinds, so that their order in a pipe is always the same. */
	for (size_t i = 0; i < record_stage_billing_count; i++)
		run.failed |=
		    stage_writer_kind(stage, record_stage_billing[i]) == NULL;
	if (!run.failed)
		refuse_profile(&run);
	for (size_t i = 0; i < input->file_count; i++)
		import_open(run.import, i, input, diag);
	run.documents.has_uuids = has_invoice_uuids(&run);
	if (!run.failed) {
		read_all(&run);
		judge(&run);
	}
	for (size_t i = 0; i < input->file_count; i++)
		import_close(&run.import[i]);
	free(run.import);
	id_table_release(&run.ids);
	document_index_release(&run.documents);
	profile_proof_release(&run.proof);
	return run.failed ? -1 : 0;
}
