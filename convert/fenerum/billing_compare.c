/* billing_compare.c - see billing_compare.h. */
#include "fenerum/billing_compare.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/stage.h"
#include "fenerum/compared_kinds.h"
#include "fenerum/export_reading.h"
#include "fenerum/id_table.h"

#define FILES_MAX 255

/* A row as it was read before. */
struct old_row {
	uint64_t digest;
	int64_t amount;
	uint32_t line;
	uint8_t currency; /* number in the list; FILES_MAX: none */
	uint8_t file;     /* likewise */
	bool seen;
};

struct billing_compare {
	char *dir;
	struct arena arena;
	const char *file[FILES_MAX]; /* labels of the old sources */
	size_t file_count;
	const struct currency *currency[FILES_MAX];
	size_t currency_count;
	struct old_row *row; /* in the order of the files */
	size_t count;
	size_t capacity;
	struct id_table keys;
	size_t rows[COMPARED_KIND_COUNT];   /* that stand */
	size_t unseen[COMPARED_KIND_COUNT]; /* of them: not read now */
	size_t same[COMPARED_KIND_COUNT];
	struct atomic_file output;
	struct record_writer *writer; /* NULL: before begin, and at the end */
	struct diag_list *scratch;
};

/* The rows that stand ---------------------------------------------------- */

static uint8_t
file_number(struct billing_compare *compare, const char *label)
{
	for (size_t i = compare->file_count; i > 0; i--) {
		if (strcmp(compare->file[i - 1], label) == 0)
			return (uint8_t)(i - 1);
	}
	if (compare->file_count == FILES_MAX)
		return FILES_MAX;
	compare->file[compare->file_count] =
	    arena_strdup(&compare->arena, label);
	return (uint8_t)compare->file_count++;
}

static uint8_t
currency_number(
    struct billing_compare *compare, const struct currency *currency)
{
	for (size_t i = 0; i < compare->currency_count; i++) {
		if (compare->currency[i] == currency)
			return (uint8_t)i;
	}
	if (compare->currency_count == FILES_MAX)
		return FILES_MAX;
	compare->currency[compare->currency_count] = currency;
	return (uint8_t)compare->currency_count++;
}

static void
keep_row(struct billing_compare *compare, const struct compared_kind *kind,
    struct record_reader *record)
{
	const struct source_pos pos = record_source(record, 0);
	struct compared_row seen;
	struct old_row *row;
	uint32_t ignored;

	compare->row = mem_grow(compare->row, compare->count,
	    &compare->capacity, sizeof(*compare->row));
	row = &compare->row[compare->count];
	compared_row_of_record(&seen, kind, record);
	*row = (struct old_row){ .digest = seen.digest,
		.line = (uint32_t)pos.line,
		.currency = FILES_MAX,
		.file =
		    file_number(compare, pos.file != NULL ? pos.file : "") };
	if (seen.has_amount) {
		row->amount = seen.amount.minor;
		row->currency = currency_number(compare, seen.amount.currency);
	}
	/* The second of a key is as good as seen. */
	row->seen = !id_table_add(
	    &compare->keys, seen.id, (uint32_t)compare->count, &ignored);
	compare->count++;
	compare->rows[compared_kind_number(kind)]++;
	compare->unseen[compared_kind_number(kind)] += !row->seen;
}

/* Read what stands for the first time; false if it is not whole. */
static bool
read_old(struct billing_compare *compare)
{
	struct stage_reader *stage = stage_reader_new(compare->dir,
	    record_stage_billing, record_stage_billing_count, compare->scratch);
	struct record_reader *record;
	size_t kinds = 0;

	while ((record = stage_reader_next(stage)) != NULL) {
		const struct compared_kind *kind =
		    compared_kind_of(record_schema_of(record));

		kinds++;
		while (kind != NULL && record_next(record) == 1)
			keep_row(compare, kind, record);
	}
	return stage_reader_free(stage) == 0 &&
	       kinds == record_stage_billing_count;
}

/* Begin ------------------------------------------------------------------ */

struct billing_compare *
billing_compare_new(const char *dir, const struct billing_input *input)
{
	struct billing_compare *compare;
	struct diag_list *scratch = diag_list_new();
	struct export_reading reading;
	bool known = export_reading_load(dir, input, scratch, &reading);
	char *path = path_join(dir, "compared.tsv");

	if (known && !reading.other_month && reading.same == reading.rows &&
	    reading.rows == input->file_count) {
		diag_list_free(scratch);
		free(path);
		return NULL;
	}
	compare = mem_calloc(1, sizeof(*compare));
	compare->dir = mem_strdup(dir);
	compare->scratch = scratch;
	arena_init(&compare->arena);
	id_table_init(&compare->keys);
	if (!known || reading.other_month || !read_old(compare)) {
		(void)unlink(path);
		billing_compare_free(compare);
		compare = NULL;
	}
	free(path);
	return compare;
}

int
billing_compare_begin(struct billing_compare *compare, struct diag_list *diag)
{
	char *path = path_join(compare->dir, "compared.tsv");
	int result = atomic_file_open(&compare->output, path, diag);

	free(path);
	if (result == 0)
		compare->writer = record_writer_new(
		    &compare->output.output, &record_kind_compared);
	return result;
}

void
billing_compare_free(struct billing_compare *compare)
{
	if (compare == NULL)
		return;
	if (compare->writer != NULL) {
		record_writer_abort(compare->writer);
		atomic_file_abort(&compare->output);
	}
	free(compare->row);
	id_table_release(&compare->keys);
	arena_release(&compare->arena);
	diag_list_free(compare->scratch);
	free(compare->dir);
	free(compare);
}

/* Rows ------------------------------------------------------------------- */

static void
put_amount(struct record_writer *writer, const struct money *amount)
{
	if (amount != NULL)
		record_put_money(writer, *amount);
	else
		record_put_empty(writer);
}

/* Amounts before and after, NULL for none; of one currency. */
static void
put_row(struct billing_compare *compare, const struct compared_kind *kind,
    const char *what, const struct compared_row *row,
    const struct source_pos pos[2], const struct money *amount[2])
{
	struct record_writer *writer = compare->writer;
	const struct money *any = amount[0] != NULL ? amount[0] : amount[1];

	for (size_t i = 0; i < 2; i++) {
		if (pos[i].file != NULL)
			record_put_pos(writer, pos[i]);
		else
			record_put_empty(writer);
	}
	record_put_text(writer, kind->schema->kind);
	record_put_text(writer, row->key);
	record_put_text(writer, what);
	record_put_integer(writer, 1);
	record_put_text(writer, any != NULL ? any->currency->code : "");
	put_amount(writer, amount[0]);
	put_amount(writer, amount[1]);
	record_row_end(writer);
}

static void
put_new(struct billing_compare *compare, const struct compared_kind *kind,
    const struct compared_row *row, struct source_pos pos)
{
	const struct source_pos places[2] = { pos, { .file = NULL } };
	const struct money *amount[2] = { NULL,
		row->has_amount ? &row->amount : NULL };

	put_row(compare, kind, "new", row, places, amount);
}

static struct source_pos
old_pos(const struct billing_compare *compare, const struct old_row *old)
{
	if (old->file == FILES_MAX)
		return (struct source_pos){ .file = NULL };
	return (struct source_pos){ compare->file[old->file], old->line, 1 };
}

static void
put_vanished(struct billing_compare *compare, const struct compared_kind *kind,
    const struct compared_row *row, const struct old_row *old)
{
	const struct source_pos places[2] = { { .file = NULL },
		old_pos(compare, old) };
	struct money before = { old->amount, NULL };
	const struct money *amount[2] = { NULL, NULL };

	if (old->currency != FILES_MAX) {
		before.currency = compare->currency[old->currency];
		amount[0] = &before;
	}
	put_row(compare, kind, "vanished", row, places, amount);
}

static void
put_changed(struct billing_compare *compare, const struct compared_kind *kind,
    const struct compared_row *row, const struct old_row *old,
    struct source_pos pos)
{
	const struct source_pos places[2] = { pos, old_pos(compare, old) };
	struct money before = { old->amount, NULL };
	const struct money *amount[2] = { NULL,
		row->has_amount ? &row->amount : NULL };

	if (old->currency != FILES_MAX) {
		before.currency = compare->currency[old->currency];
		amount[0] = &before;
	}
	/* Amounts of two currencies are no before and after. */
	if (amount[0] != NULL && amount[1] != NULL &&
	    before.currency != row->amount.currency) {
		put_vanished(compare, kind, row, old);
		put_new(compare, kind, row, pos);
		return;
	}
	put_row(compare, kind, "changed", row, places, amount);
}

void
billing_compare_row(
    struct billing_compare *compare, const struct billing_row *row)
{
	const struct compared_kind *kind =
	    compared_kind_of(row->match->kind->schema);
	struct compared_row seen;
	struct old_row *old;
	uint32_t at;

	if (kind == NULL)
		return;
	compared_row_of_export(&seen, kind, row);
	if (!id_table_find(&compare->keys, seen.id, &at)) {
		put_new(compare, kind, &seen, csv_reader_row_pos(row->reader));
		return;
	}
	old = &compare->row[at];
	compare->unseen[compared_kind_number(kind)] -= !old->seen;
	old->seen = true;
	if (old->digest == seen.digest)
		compare->same[compared_kind_number(kind)]++;
	else
		put_changed(
		    compare, kind, &seen, old, csv_reader_row_pos(row->reader));
}

/* End -------------------------------------------------------------------- */

/*
 * Read the kind once more, from its row of that number on, and name those that
 * nothing was seen of. The new stage's temporaries stand beside it by now, so
 * it is read as a file. Returns the number after its last row.
 */
static size_t
put_vanished_kind(struct billing_compare *compare,
    const struct compared_kind *kind, size_t number)
{
	const size_t end = number + compare->rows[compared_kind_number(kind)];
	size_t left = compare->unseen[compared_kind_number(kind)];
	struct stage_reader *stage;
	struct record_reader *record;
	char *name, *path;

	if (left == 0)
		return end;
	name = mem_printf("%s.tsv", kind->schema->file);
	path = path_join(compare->dir, name);
	stage = stage_reader_file(path, kind->schema, compare->scratch);
	while ((record = stage_reader_next(stage)) != NULL) {
		while (left > 0 && number < end && record_next(record) == 1) {
			const struct old_row *old = &compare->row[number++];
			struct compared_row seen;

			if (old->seen)
				continue;
			left--;
			compared_row_of_record(&seen, kind, record);
			put_vanished(compare, kind, &seen, old);
		}
	}
	(void)stage_reader_free(stage);
	free(path);
	free(name);
	return end;
}

static void
put_same(struct billing_compare *compare)
{
	struct record_writer *writer = compare->writer;

	for (size_t i = 0; i < COMPARED_KIND_COUNT; i++) {
		record_put_empty(writer);
		record_put_empty(writer);
		record_put_text(writer, compared_kinds[i].schema->kind);
		record_put_empty(writer);
		record_put_text(writer, "same");
		record_put_integer(writer, (int64_t)compare->same[i]);
		record_put_empty(writer);
		record_put_empty(writer);
		record_put_empty(writer);
		record_row_end(writer);
	}
}

int
billing_compare_write(struct billing_compare *compare, struct diag_list *diag)
{
	const struct source_pos pos = { compare->output.path, 0, 0 };
	size_t number = 0;
	int result;

	/* In the order of the first time. */
	for (size_t i = 0; i < COMPARED_KIND_COUNT; i++)
		number = put_vanished_kind(compare, &compared_kinds[i], number);
	put_same(compare);
	result = record_writer_finish(compare->writer);
	compare->writer = NULL;
	if (result != 0) {
		diag_add(diag, RULE_RECORD_OVERFLOW, pos,
		    "the sums of what changed do not fit in 64 bits");
		atomic_file_abort(&compare->output);
		return -1;
	}
	return atomic_file_commit(&compare->output, diag);
}

void
billing_compare_undo(const struct billing_compare *compare)
{
	char *path = path_join(compare->dir, "compared.tsv");

	(void)unlink(path);
	free(path);
}
