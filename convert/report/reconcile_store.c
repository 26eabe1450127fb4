/*
 * reconcile_store.c - what a reconciliation keeps: documents, tuples, lines
 * and rows (see reconcile_model.h).
 */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/record.h"
#include "base/stage.h"
#include "report/review_load.h"

void
reconcile_add(struct reconciliation *rec, int64_t *sum, int64_t term)
{
	*sum = sum_clamped(*sum, term, &rec->overflow);
}

size_t
reconcile_document_count(const struct reconciliation *rec)
{
	return rec->key.count;
}

struct reconcile_document *
reconcile_document_at(struct reconciliation *rec, const char *key)
{
	size_t before = rec->key.count;
	uint32_t index = text_pool_add(&rec->key, key, strlen(key));
	struct reconcile_document *document;

	if (rec->key.count == before)
		return &rec->document[index];
	rec->document = mem_grow(rec->document, index, &rec->document_capacity,
	    sizeof(*rec->document));
	document = &rec->document[index];
	memset(document, 0, sizeof(*document));
	document->key = text_pool_text(&rec->key, index);
	document->reference = document->kind = document->customer = "";
	document->number = document->class_name = "";
	document->netvisor_key = document->code = document->text = "";
	document->name = document->key;
	document->total = money_zero(currency_euro());
	document->difference = DIFFERENCE_NONE;
	return document;
}

uint32_t
reconcile_row_at(struct reconcile_rows *rows, const char *key)
{
	size_t before = rows->key.count;
	uint32_t index = text_pool_add(&rows->key, key, strlen(key));

	if (rows->key.count == before)
		return index;
	rows->row =
	    mem_grow(rows->row, index, &rows->capacity, sizeof(*rows->row));
	memset(&rows->row[index], 0, sizeof(*rows->row));
	rows->row[index].key = text_pool_text(&rows->key, index);
	return index;
}

struct reconcile_row *
reconcile_row_of(struct reconcile_rows *rows, const char *key)
{
	uint32_t index = reconcile_row_at(rows, key);

	return &rows->row[index];
}

void
reconcile_name_put(struct reconcile_names *names, const char *kind,
    const char *name, size_t value)
{
	char *full = mem_printf("%s%s", kind, name);
	size_t before = names->key.count;
	uint32_t number = text_pool_add(&names->key, full, strlen(full));

	free(full);
	if (names->key.count > before)
		names->value = mem_grow(names->value, number, &names->capacity,
		    sizeof(*names->value));
	names->value[number] = value;
}

size_t
reconcile_name_find(
    const struct reconcile_names *names, const char *kind, const char *name)
{
	char *full = mem_printf("%s%s", kind, name);
	uint32_t number = text_pool_find(&names->key, full, strlen(full));

	free(full);
	return number == TEXT_POOL_NONE ? 0 : names->value[number];
}

/* Keys come in small numbers, once a report: qsort has no context to give. */
struct ordered {
	const char *key;
	uint32_t index;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct ordered *first = a;
	const struct ordered *second = b;

	return strcmp(first->key, second->key);
}

uint32_t *
reconcile_row_order(const struct reconcile_rows *rows)
{
	size_t count = rows->key.count;
	struct ordered *ordered = mem_calloc(count + 1, sizeof(*ordered));
	uint32_t *order = mem_calloc(count + 1, sizeof(*order));

	for (size_t i = 0; i < count; i++)
		ordered[i] = (struct ordered){ rows->row[i].key, (uint32_t)i };
	qsort(ordered, count, sizeof(*ordered), compare_keys);
	for (size_t i = 0; i < count; i++)
		order[i] = ordered[i].index;
	free(ordered);
	return order;
}

size_t
reconcile_line_add(struct reconciliation *rec, uint32_t tuple, int64_t amount)
{
	rec->line = mem_grow(rec->line, rec->line_count, &rec->line_capacity,
	    sizeof(*rec->line));
	rec->line[rec->line_count++] =
	    (struct reconcile_line){ amount, tuple, 0 };
	return rec->line_count;
}

/* One code for none, and a percent as short as it can be written. */
static void
normalise_vat(struct review *review, struct reconcile_tuple *tuple)
{
	char text[DECIMAL_TEXT_MAX];
	struct decimal percent;

	if (tuple->vat_code[0] == '\0' || strcmp(tuple->vat_code, "-") == 0)
		tuple->vat_code = "NONE";
	/* Netvisor may show a percent where there is no VAT: it says nothing.
	 */
	if (strcmp(tuple->vat_code, "NONE") == 0 ||
	    decimal_parse(tuple->vat_percent, strlen(tuple->vat_percent),
		number_style_plain, &percent, NULL) != NUMBER_OK)
		percent = (struct decimal){ 0, 0 };
	(void)decimal_format(decimal_trim(percent), '.', text);
	tuple->vat_percent = review_keep(review, text);
}

static void
set_rows(struct reconciliation *rec, struct reconcile_tuple *tuple)
{
	char *vat;

	for (size_t t = 0; t < TABLE_COUNT; t++)
		tuple->row[t] = TEXT_POOL_NONE;
	tuple->row[TABLE_ACCOUNT] =
	    reconcile_row_at(&rec->table[TABLE_ACCOUNT], tuple->account);
	if (strcmp(tuple->vat_code, "NONE") != 0) {
		vat =
		    mem_printf("%s %s %%", tuple->vat_code, tuple->vat_percent);
		tuple->row[TABLE_VAT] =
		    reconcile_row_at(&rec->table[TABLE_VAT], vat);
		free(vat);
	}
	if (tuple->dimension[0] != '\0')
		tuple->row[TABLE_DIMENSION] = reconcile_row_at(
		    &rec->table[TABLE_DIMENSION], tuple->dimension);
}

uint32_t
reconcile_tuple_at(struct reconciliation *rec, const char *account,
    const char *vat_code, const char *vat_percent, const char *dimension)
{
	struct reconcile_tuple tuple = { account, vat_code, vat_percent,
		dimension, { 0 } };
	size_t before = rec->tuple_key.count;
	uint32_t index;
	char *key;

	normalise_vat(rec->review, &tuple);
	key = mem_printf("%s\n%s\n%s\n%s", account, tuple.vat_code,
	    tuple.vat_percent, dimension);
	index = text_pool_add(&rec->tuple_key, key, strlen(key));
	free(key);
	if (rec->tuple_key.count == before)
		return index;
	tuple.account = review_keep(rec->review, account);
	tuple.vat_code = review_keep(rec->review, tuple.vat_code);
	tuple.dimension = review_keep(rec->review, dimension);
	set_rows(rec, &tuple);
	rec->tuple = mem_grow(
	    rec->tuple, index, &rec->tuple_capacity, sizeof(*rec->tuple));
	rec->tuple[index] = tuple;
	return index;
}

#define KINDS_MAX 8

int
reconcile_read_stage(struct reconciliation *rec, const char *name,
    const struct reconcile_kind *kind, size_t count, struct diag_list *diag)
{
	const struct record_schema *known[KINDS_MAX];
	struct stage_reader *stage;
	struct record_reader *record;
	char *dir = path_join(rec->review->dir, name);

	for (size_t i = 0; i < count; i++)
		known[i] = kind[i].schema;
	stage = stage_reader_new(dir, known, count, diag);
	while ((record = stage_reader_next(stage)) != NULL) {
		size_t i = 0;

		while (kind[i].schema != record_schema_of(record))
			i++;
		while (record_next(record) == 1)
			kind[i].row(rec, record);
	}
	free(dir);
	return stage_reader_free(stage);
}
