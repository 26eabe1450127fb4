/* receivables.c - every invoice, credit note and payment, over all months. */
#include "ledger/receivables.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ledger/receivables_file.h"

struct receivables *
receivables_load(const char *path, const char *opening, struct month drop_month,
    struct diag_list *diag)
{
	struct receivables *receivables = mem_calloc(1, sizeof(*receivables));

	arena_init(&receivables->arena);
	text_pool_init(&receivables->text);
	text_pool_init(&receivables->number);
	text_pool_init(&receivables->key);
	receivables->month = drop_month;
	receivables->file.output.fd = -1;
	if (receivables_read(receivables, path, opening, diag) != 0) {
		receivables_free(receivables);
		return NULL;
	}
	receivables_index(receivables);
	return receivables;
}

void
receivables_free(struct receivables *receivables)
{
	if (receivables == NULL)
		return;
	atomic_file_abort(&receivables->file);
	free(receivables->by_number);
	free(receivables->by_key);
	free(receivables->other.entry);
	free(receivables->here.entry);
	text_pool_release(&receivables->text);
	text_pool_release(&receivables->number);
	text_pool_release(&receivables->key);
	arena_release(&receivables->arena);
	free(receivables);
}

struct receivable_number *
receivables_number(struct receivables *receivables, const char *number)
{
	size_t old = receivables->by_number_capacity;
	uint32_t at;

	at = text_pool_add(&receivables->number, number, strlen(number));
	while (at >= receivables->by_number_capacity)
		receivables->by_number = mem_grow(receivables->by_number,
		    receivables->by_number_capacity,
		    &receivables->by_number_capacity,
		    sizeof(*receivables->by_number));
	for (; old < receivables->by_number_capacity; old++)
		receivables->by_number[old] = (struct receivable_number){ 0 };
	return &receivables->by_number[at];
}

static bool
is_document(const struct receivable *row)
{
	return strcmp(row->kind, document_type_word(DOCUMENT_INVOICE)) == 0 ||
	       strcmp(row->kind, document_type_word(DOCUMENT_CREDIT_NOTE)) == 0;
}

/* The row counts from now on. */
static void
link_number(struct receivables *receivables, struct receivable_entry *entry)
{
	struct receivable_number *number;
	bool here;

	if (entry->row.number[0] == '\0')
		return;
	number = receivables_number(receivables, entry->row.number);
	if (number->first == NULL)
		number->first = entry;
	else
		number->last->next = entry;
	number->last = entry;
	if (!is_document(&entry->row))
		return;
	/* Of one month's the first, and this month's before all others. */
	here = month_compare(entry->row.month, receivables->month) == 0;
	if (number->document == NULL || number->document == number->opening ||
	    (here && month_compare(
			 number->document->month, receivables->month) != 0))
		number->document = &entry->row;
}

/* A unit separator stands in no key. */
static void
put_key(struct buf *name, const char *key, const char *number)
{
	buf_init(name, BUF_MAX_DEFAULT);
	buf_printf(name, "%s\x1f%s", key, number);
}

const struct receivable *
receivables_earlier(
    const struct receivables *receivables, const char *key, const char *number)
{
	const struct receivable_entry *entry = NULL;
	struct buf name;
	uint32_t at;

	put_key(&name, key, number);
	at = text_pool_find(&receivables->key, buf_text(&name), name.len);
	buf_release(&name);
	if (at != TEXT_POOL_NONE)
		entry = receivables->by_key[at];
	for (; entry != NULL; entry = entry->same) {
		if (month_compare(entry->row.month, receivables->month) < 0)
			return &entry->row;
	}
	return NULL;
}

/* Rows of one key and number, linked from this place. */
static struct receivable_entry **
key_slot(struct receivables *receivables, const struct receivable *row)
{
	size_t old = receivables->by_key_capacity;
	struct buf name;
	uint32_t at;

	put_key(&name, row->key, row->number);
	at = text_pool_add(&receivables->key, buf_text(&name), name.len);
	buf_release(&name);
	while (at >= receivables->by_key_capacity)
		receivables->by_key = mem_grow(receivables->by_key,
		    receivables->by_key_capacity, &receivables->by_key_capacity,
		    sizeof(struct receivable_entry *));
	for (; old < receivables->by_key_capacity; old++)
		receivables->by_key[old] = NULL;
	return &receivables->by_key[at];
}

static void
link_key(struct receivables *receivables, struct receivable_entry *entry)
{
	struct receivable_entry **slot = key_slot(receivables, &entry->row);

	entry->same = *slot;
	*slot = entry;
}

static struct receivable_entry *
list_add(struct receivables *receivables, struct receivable_list *list,
    const struct receivable *row)
{
	struct receivable_entry *entry;

	entry = arena_alloc(&receivables->arena, sizeof(*entry));
	entry->row = *row;
	list->entry = mem_grow(list->entry, list->count, &list->capacity,
	    sizeof(struct receivable_entry *));
	list->entry[list->count++] = entry;
	return entry;
}

void
receivables_put_other(
    struct receivables *receivables, const struct receivable *row)
{
	list_add(receivables, &receivables->other, row);
}

/* Months are few and nearly always in order, so rows are merged by month. */
static void
sort_other(struct receivable_list *list)
{
	struct receivable_entry **sorted;
	struct month month = { 0, 0 }, next;
	size_t i, done = 0;
	bool found;

	for (i = 1; i < list->count; i++) {
		if (month_compare(list->entry[i - 1]->row.month,
			list->entry[i]->row.month) > 0)
			break;
	}
	if (i >= list->count)
		return;
	sorted = mem_calloc(list->count, sizeof(struct receivable_entry *));
	while (done < list->count) {
		found = false;
		for (i = 0; i < list->count; i++) {
			next = list->entry[i]->row.month;
			if (month_compare(next, month) > 0 &&
			    (!found || month_compare(next,
					   sorted[done]->row.month) < 0)) {
				sorted[done] = list->entry[i];
				found = true;
			}
		}
		month = sorted[done]->row.month;
		for (i = 0; i < list->count; i++) {
			if (month_compare(list->entry[i]->row.month, month) ==
			    0)
				sorted[done++] = list->entry[i];
		}
	}
	free(list->entry);
	list->entry = sorted;
	list->capacity = done;
}

void
receivables_index(struct receivables *receivables)
{
	struct receivable_entry *entry;
	size_t i;

	sort_other(&receivables->other);
	for (i = 0; i < receivables->other.count; i++) {
		entry = receivables->other.entry[i];
		link_key(receivables, entry);
		if (month_compare(entry->row.month, receivables->month) < 0)
			link_number(receivables, entry);
	}
}

const struct receivable *
receivables_find(const struct receivables *receivables, const char *number)
{
	uint32_t at;

	at = text_pool_find(&receivables->number, number, strlen(number));
	return at == TEXT_POOL_NONE ? NULL
	                            : receivables->by_number[at].document;
}

static bool
counts(const struct receivable_number *number, const struct receivable *row)
{
	if (row->currency != number->document->currency ||
	    strcmp(row->reason, carry_word(CARRY_CANCELLED)) == 0)
		return false;
	return number->opening == NULL ||
	       (!is_document(row) &&
		   strcmp(row->reason, carry_word(CARRY_BEFORE_START)) != 0);
}

bool
receivables_open(const struct receivables *receivables, const char *number,
    struct date on, int64_t *ret)
{
	const struct receivable_number *known;
	const struct receivable_entry *entry;
	uint32_t at;

	*ret = 0;
	at = text_pool_find(&receivables->number, number, strlen(number));
	if (at == TEXT_POOL_NONE)
		return true;
	known = &receivables->by_number[at];
	if (known->document == NULL)
		return true;
	if (known->opening != NULL)
		*ret = known->opening_open;
	for (entry = known->first; entry != NULL; entry = entry->next) {
		if (counts(known, &entry->row) &&
		    date_compare(date_of(entry->row.date), on) <= 0 &&
		    __builtin_add_overflow(*ret, entry->row.amount, ret))
			return false;
	}
	return true;
}

void
receivables_add(struct receivables *receivables, const struct receivable *row)
{
	struct receivable_entry *same, *entry;

	for (same = *key_slot(receivables, row); same != NULL;
	     same = same->same) {
		if (month_compare(same->row.month, receivables->month) < 0)
			return;
		if (month_compare(same->row.month, receivables->month) > 0)
			same->removed = true;
	}
	entry = list_add(receivables, &receivables->here, row);
	entry->row.month = receivables->month;
	link_key(receivables, entry);
	link_number(receivables, entry);
}

struct row_source
receivables_source(struct receivables *receivables, struct row_source source)
{
	char month[MONTH_TEXT_MAX];

	/* Rows of one file follow one another. */
	if (receivables->source_file != source.file) {
		month_format(receivables->month, month);
		receivables->source_file = source.file;
		receivables->source_with_month = arena_printf(
		    &receivables->arena, "%s/%s", month, source.file);
	}
	source.file = receivables->source_with_month;
	return source;
}
