/* draft.c - see draft.h. */
#include "netvisor/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

void
draft_list_init(struct draft_list *list)
{
	*list = (struct draft_list){ .count = 0 };
	arena_init(&list->arena);
}

void
draft_list_release(struct draft_list *list)
{
	name_table_release(&list->by_key);
	free(list->draft);
	free(list->dependency);
	arena_release(&list->arena);
}

struct draft *
draft_add(struct draft_list *list, const char *key, enum request_kind request,
    const char *kind, const char *name)
{
	struct draft *draft;

	if (draft_find(list, key) != NULL)
		return NULL;
	draft = arena_alloc(&list->arena, sizeof(*draft));
	draft->key = arena_strdup(&list->arena, key);
	(void)reference_make(key, draft->reference);
	draft->request = request;
	draft->kind = kind;
	draft->name = arena_strdup(&list->arena, name);
	draft->net = draft->total = money_zero(currency_euro());
	list->draft = mem_grow(
	    list->draft, list->count, &list->capacity, sizeof(struct draft *));
	list->draft[list->count++] = draft;
	(void)name_table_add(&list->by_key, draft->key, draft);
	return draft;
}

struct draft *
draft_find(const struct draft_list *list, const char *key)
{
	return name_table_find(&list->by_key, key);
}

struct draft *
draft_dependency(
    const struct draft_list *list, const struct draft *draft, size_t index)
{
	return list->dependency[draft->first_dependency + index];
}

void
draft_depend_begin(struct draft_list *list, struct draft *draft)
{
	draft->first_dependency = list->dependency_count;
	draft->dependency_count = 0;
}

void
draft_depend(struct draft_list *list, struct draft *draft, struct draft *on)
{
	for (size_t i = 0; i < draft->dependency_count; i++) {
		if (draft_dependency(list, draft, i) == on)
			return;
	}
	list->dependency = mem_grow(list->dependency, list->dependency_count,
	    &list->dependency_capacity, sizeof(struct draft *));
	list->dependency[list->dependency_count++] = on;
	draft->dependency_count++;
}

void
draft_mark_wrong(struct draft_list *list, struct draft *draft,
    const struct document_report *report)
{
	struct buf names;

	if (draft->state == DRAFT_EXCLUDED)
		return;
	draft->state = DRAFT_WRONG;
	buf_init(&names, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < report->rule_count; i++) {
		if (i > 0)
			buf_putc(&names, ',');
		buf_puts(&names, rule_get(report->rule[i])->name);
	}
	draft->rules = arena_strdup(&list->arena, buf_text(&names));
	buf_release(&names);
}

/* Leave a draft out if one of its dependencies is; true if that is new. */
static bool
draft_follow(const struct draft_list *list, struct draft *draft)
{
	if (draft->state != DRAFT_GOOD)
		return false;
	for (size_t i = 0; i < draft->dependency_count; i++) {
		const struct draft *on = draft_dependency(list, draft, i);

		if (on->state != DRAFT_GOOD) {
			draft->state = DRAFT_DEPENDENT;
			draft->by_exclusion =
			    on->state == DRAFT_EXCLUDED ||
			    (on->state == DRAFT_DEPENDENT && on->by_exclusion);
			return true;
		}
	}
	return false;
}

void
draft_close(struct draft_list *list)
{
	bool moved = true;

	while (moved) {
		moved = false;
		for (size_t i = 0; i < list->count; i++)
			moved |= draft_follow(list, list->draft[i]);
	}
}
