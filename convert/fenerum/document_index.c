/* document_index.c - see document_index.h. */
#include "fenerum/document_index.h"

#include <stdlib.h>

void
document_index_init(struct document_index *index)
{
	*index = (struct document_index){ .document = NULL };
	id_table_init(&index->by_number);
	id_table_init(&index->by_uuid);
	arena_init(&index->arena);
}

void
document_index_release(struct document_index *index)
{
	free(index->document);
	id_table_release(&index->by_number);
	id_table_release(&index->by_uuid);
	arena_release(&index->arena);
}

static struct id_key
key_of(struct csv_field text)
{
	return id_key_make(0, text.text, text.len);
}

struct document *
document_index_add(struct document_index *index, struct csv_field number,
    struct csv_field uuid)
{
	const uint32_t at = (uint32_t)index->count;
	struct document *document;
	uint32_t ignored;

	index->document = mem_grow(index->document, index->count,
	    &index->capacity, sizeof(*index->document));
	document = &index->document[index->count++];
	*document = (struct document){ .number = arena_strndup(&index->arena,
					   number.text, number.len),
		.number_len = (uint32_t)number.len };
	if (number.len > 0)
		(void)id_table_add(
		    &index->by_number, key_of(number), at, &ignored);
	if (uuid.len > 0 && index->has_uuids)
		(void)id_table_add(&index->by_uuid, key_of(uuid), at, &ignored);
	return document;
}

static struct document *
find(const struct document_index *index, const struct id_table *table,
    struct csv_field text)
{
	uint32_t at;

	if (text.len == 0 || !id_table_find(table, key_of(text), &at))
		return NULL;
	return &index->document[at];
}

struct document *
document_index_number(
    const struct document_index *index, struct csv_field number)
{
	return find(index, &index->by_number, number);
}

struct document *
document_index_uuid(const struct document_index *index, struct csv_field uuid)
{
	return find(index, &index->by_uuid, uuid);
}
