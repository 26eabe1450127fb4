/* gap_list.c - gaps by what would close them (see mapping_gaps.h). */
#include "ledger/gap_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

void
gap_list_init(struct gap_list *list)
{
	enum gap_kind kind;

	*list = (struct gap_list){ 0 };
	arena_init(&list->arena);
	for (kind = 0; kind < GAP_KIND_COUNT; kind++)
		text_pool_init(&list->pool[kind]);
}

void
gap_list_release(struct gap_list *list)
{
	enum gap_kind kind;

	for (kind = 0; kind < GAP_KIND_COUNT; kind++) {
		text_pool_release(&list->pool[kind]);
		free(list->gap[kind]);
	}
	arena_release(&list->arena);
}

size_t
gap_list_count(const struct gap_list *list, enum gap_kind kind)
{
	return list->pool[kind].count;
}

struct gap *
gap_list_add(struct gap_list *list, enum gap_kind kind, char *entry,
    struct source_pos first)
{
	struct text_pool *pool = &list->pool[kind];
	size_t known = pool->count;
	uint32_t number = text_pool_add(pool, entry, strlen(entry));
	struct gap *gap;

	free(entry);
	if (pool->count > known) {
		list->gap[kind] = mem_grow(list->gap[kind], known,
		    &list->capacity[kind], sizeof(*gap));
		list->gap[kind][number] = (struct gap){
			.entry = text_pool_text(pool, number),
			.note = "",
			.first = first,
		};
	}
	gap = &list->gap[kind][number];
	gap->count++;
	return gap;
}

void
gap_add_money(struct gap_list *list, struct gap *gap, struct money money)
{
	struct gap_sum **at = &gap->sum;

	while (*at != NULL && (*at)->money.currency != money.currency)
		at = &(*at)->next;
	if (*at == NULL) {
		*at = arena_alloc(&list->arena, sizeof(**at));
		(*at)->money = money;
	} else if (!money_add(&(*at)->money, money)) {
		gap->sum_overflow = true;
	}
}

void
yaml_put_text(struct buf *buf, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	buf_putc(buf, '"');
	for (; *at != '\0'; at++) {
		if (*at == '"' || *at == '\\')
			buf_printf(buf, "\\%c", *at);
		else if (*at < 0x20 || *at == 0x7f)
			buf_printf(buf, "\\x%02x", (unsigned)*at);
		else
			buf_putc(buf, (char)*at);
	}
	buf_putc(buf, '"');
}
