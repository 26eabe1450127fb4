/* diag.c - collecting findings. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag_private.h"
#include "base/mem.h"

#define LIMIT_DEFAULT 10000

struct diag_list *
diag_list_new(void)
{
	struct diag_list *list;

	list = mem_calloc(1, sizeof(*list));
	list->limit = LIMIT_DEFAULT;
	table_init(&list->file);
	table_init(&list->group);
	return list;
}

/* Leave a finding empty, so that it can be freed or used again. */
static void
diag_clear(struct diag *diag)
{
	size_t i;

	for (i = 0; i < diag->note_count; i++)
		free(diag->note[i].text);
	free(diag->note);
	free(diag->sum);
	free(diag->text);
	free(diag->shown);
	free(diag->remedy);
	free(diag->remedy_shown);
	*diag = (struct diag){ .list = diag->list };
}

static void
diag_free(struct diag *diag)
{
	if (diag == NULL)
		return;
	diag_clear(diag);
	free(diag);
}

void
diag_list_free(struct diag_list *list)
{
	size_t i;

	if (list == NULL)
		return;
	for (i = 0; i < list->kept; i++)
		diag_free(list->diag[i]);
	free(list->diag);
	diag_free(list->scratch);
	table_release(&list->file);
	table_release(&list->group);
	free(list);
}

void
diag_list_limit(struct diag_list *list, size_t most)
{
	list->limit = most;
}

const char *
diag_intern(struct diag_list *list, const char *name, size_t len)
{
	const char *interned;

	(void)table_slot(&list->file, name, len, &interned);
	return interned;
}

static struct source_pos
pos_intern(struct diag_list *list, struct source_pos pos)
{
	if (pos.file != NULL)
		pos.file = diag_intern(list, pos.file, strlen(pos.file));
	return pos;
}

/* The one finding that is not kept, emptied. */
static struct diag *
scratch_new(struct diag_list *list)
{
	if (list->scratch == NULL) {
		list->scratch = mem_calloc(1, sizeof(*list->scratch));
		list->scratch->list = list;
	}
	diag_clear(list->scratch);
	return list->scratch;
}

/* A new finding, or beyond the limit the scratch one. */
static struct diag *
diag_new(struct diag_list *list)
{
	struct diag *diag;

	if (list->kept < list->limit) {
		list->diag = mem_grow(list->diag, list->kept, &list->capacity,
		    sizeof(struct diag *));
		diag = mem_calloc(1, sizeof(*diag));
		diag->list = list;
		diag->order = list->kept;
		list->diag[list->kept++] = diag;
		return diag;
	}
	return scratch_new(list);
}

static bool
is_muted(enum rule_id id)
{
#ifdef DIAG_MUTABLE
	return diag_is_muted(id);
#else
	(void)id;
	return false;
#endif
}

static struct diag *
diag_fill(
    struct diag_list *list, enum rule_id id, struct source_pos pos, char *text)
{
	struct diag *diag = is_muted(id) ? scratch_new(list) : diag_new(list);

	diag->rule = rule_get(id);
	diag->pos = pos_intern(list, pos);
	diag->text = text;
	diag->count = 1;
	if (!is_muted(id))
		list->count[diag->rule->severity]++;
	return diag;
}

struct diag *
diag_add(struct diag_list *list, enum rule_id id, struct source_pos pos,
    const char *fmt, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	return diag_fill(list, id, pos, text);
}

/* Where the group's finding stands; NULL there when the group is new. */
static void **
group_slot(struct diag_list *list, enum rule_id id, const char *key)
{
	char *full = mem_printf("%s %s", rule_get(id)->name, key);
	void **slot = table_slot(&list->group, full, strlen(full), NULL);

	free(full);
	return slot;
}

struct diag *
diag_add_grouped(struct diag_list *list, enum rule_id id, const char *key,
    struct source_pos pos, const char *fmt, ...)
{
	void **slot = group_slot(list, id, key);
	struct diag *diag = *slot;
	va_list arguments;
	char *text;

	if (diag == NULL) {
		va_start(arguments, fmt);
		text = mem_vprintf(fmt, arguments);
		va_end(arguments);
		diag = diag_fill(list, id, pos, text);
		*slot = diag;
		return diag;
	}
	if (diag == list->scratch) {
		diag_clear(diag);
		diag->rule = rule_get(id);
		return diag;
	}
	diag->count++;
	free(diag->shown);
	diag->shown = NULL;
	return diag;
}

void
diag_amount(struct diag *diag, struct money amount)
{
	size_t at;

	free(diag->shown);
	diag->shown = NULL;
	for (at = 0; at < diag->sum_count; at++) {
		int order =
		    strcmp(diag->sum[at].currency->code, amount.currency->code);

		if (order == 0) {
			if (!money_add(&diag->sum[at], amount))
				diag->sum_overflow = true;
			return;
		}
		if (order > 0)
			break;
	}
	diag->sum = mem_grow(diag->sum, diag->sum_count, &diag->sum_capacity,
	    sizeof(*diag->sum));
	memmove(diag->sum + at + 1, diag->sum + at,
	    (diag->sum_count - at) * sizeof(*diag->sum));
	diag->sum[at] = amount;
	diag->sum_count++;
}

void
diag_note(struct diag *diag, struct source_pos pos, const char *fmt, ...)
{
	struct diag_note *note;
	va_list arguments;

	diag->note = mem_grow(diag->note, diag->note_count,
	    &diag->note_capacity, sizeof(*diag->note));
	note = &diag->note[diag->note_count++];
	note->pos = pos_intern(diag->list, pos);
	va_start(arguments, fmt);
	note->text = mem_vprintf(fmt, arguments);
	va_end(arguments);
}

void
diag_remedy(struct diag *diag, const char *fmt, ...)
{
	va_list arguments;

	free(diag->remedy);
	free(diag->remedy_shown);
	diag->remedy_shown = NULL;
	va_start(arguments, fmt);
	diag->remedy = mem_vprintf(fmt, arguments);
	va_end(arguments);
}

void
diag_list_speak(
    struct diag_list *list, enum language language, enum language_source source)
{
	if (source < list->source)
		return;
	list->language = language;
	list->source = source;
	for (size_t i = 0; i < list->kept; i++) {
		free(list->diag[i]->shown);
		free(list->diag[i]->remedy_shown);
		list->diag[i]->shown = NULL;
		list->diag[i]->remedy_shown = NULL;
	}
}

size_t
diag_count(const struct diag_list *list, enum severity at_least)
{
	size_t count = 0, severity;

	for (severity = at_least; severity < SEVERITIES; severity++)
		count += list->count[severity];
	return count;
}

bool
diag_failed(const struct diag_list *list)
{
	return list->count[SEVERITY_ERROR] > 0;
}

size_t
diag_kept(const struct diag_list *list)
{
	return list->kept;
}

void
diag_get(const struct diag_list *list, size_t index, struct diag_view *ret)
{
	struct diag *diag = list->diag[index];

	ret->rule = diag->rule;
	ret->pos = diag->pos;
	ret->text = diag_shown(diag);
	ret->remedy = diag_remedy_of(diag);
	ret->count = diag->count;
}

static int
diag_compare(const void *a, const void *b)
{
	const struct diag *const *left = a, *const *right = b;
	const struct source_pos *x = &(*left)->pos, *y = &(*right)->pos;
	int order;

	order = strcmp(
	    x->file != NULL ? x->file : "", y->file != NULL ? y->file : "");
	if (order != 0)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (*left)->order < (*right)->order ? -1 : 1;
}

void
diag_sort(struct diag_list *list)
{
	if (list->kept > 1)
		qsort(list->diag, list->kept, sizeof(struct diag *),
		    diag_compare);
}
