/* page.c - building the blocks of page.h. */
#include "report/page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

void
page_init(struct page *page, const char *title, const char *subtitle)
{
	memset(page, 0, sizeof(*page));
	arena_init(&page->arena);
	page->title = arena_strdup(&page->arena, title);
	page->subtitle = arena_strdup(&page->arena, subtitle);
}

void
page_release(struct page *page)
{
	free(page->block);
	free(page->row);
	free(page->cell);
	arena_release(&page->arena);
	memset(page, 0, sizeof(*page));
}

static struct page_block *
block_add(struct page *page, enum page_block_kind kind, const char *text)
{
	struct page_block *block;

	page->block = mem_grow(page->block, page->block_count,
	    &page->block_capacity, sizeof(*page->block));
	block = &page->block[page->block_count++];
	memset(block, 0, sizeof(*block));
	block->kind = kind;
	block->row = page->row_count;
	block->text = text == NULL ? "" : arena_strdup(&page->arena, text);
	return block;
}

void
page_heading(struct page *page, const char *id, const char *text)
{
	struct page_block *block = block_add(page, BLOCK_HEADING, text);

	block->id = arena_strdup(&page->arena, id);
}

void
page_text(struct page *page, enum page_tone tone, const char *text)
{
	block_add(page, BLOCK_TEXT, text)->tone = tone;
}

void
page_copy(struct page *page, const char *text)
{
	block_add(page, BLOCK_COPY, text);
}

void
page_group(
    struct page *page, const char *id, const char *title, const char *aside)
{
	struct page_block *block = block_add(page, BLOCK_GROUP, title);

	block->aside = arena_strdup(&page->arena, aside);
	if (id != NULL)
		block->id = arena_strdup(&page->arena, id);
}

void
page_group_end(struct page *page)
{
	block_add(page, BLOCK_GROUP_END, NULL);
}

void
page_facts(struct page *page)
{
	static const struct page_column facts[] = {
		{ "", SET_TEXT },
		{ "", SET_TEXT },
	};
	struct page_block *block = block_add(page, BLOCK_FACTS, NULL);

	block->column = facts;
	block->column_count = 2;
}

void
page_fact(struct page *page, const char *name, const char *value)
{
	page_fact_tone(page, TONE_PLAIN, name, value);
}

void
page_fact_link(
    struct page *page, const char *name, const char *value, const char *link)
{
	page_row(page, TONE_PLAIN);
	page_cell(page, name);
	page_cell_link(page, value, link);
}

void
page_fact_tone(
    struct page *page, enum page_tone tone, const char *name, const char *value)
{
	page_row(page, tone);
	page_cell(page, name);
	page_cell(page, value);
}

void
page_table(struct page *page, const struct page_column *column, size_t count)
{
	struct page_block *block = block_add(page, BLOCK_TABLE, NULL);

	block->column = column;
	block->column_count = count;
}

/* Rows always belong to the last block. */
void
page_row(struct page *page, enum page_tone tone)
{
	struct page_row *row;

	page->row = mem_grow(page->row, page->row_count, &page->row_capacity,
	    sizeof(*page->row));
	row = &page->row[page->row_count++];
	row->tone = tone;
	row->cell = page->cell_count;
	row->cell_count = 0;
	page->block[page->block_count - 1].row_count++;
}

void
page_cell(struct page *page, const char *text)
{
	page_cell_link(page, text, NULL);
}

void
page_cell_link(struct page *page, const char *text, const char *link)
{
	struct page_cell *cell;

	page->cell = mem_grow(page->cell, page->cell_count,
	    &page->cell_capacity, sizeof(*page->cell));
	cell = &page->cell[page->cell_count++];
	cell->text = arena_strdup(&page->arena, text);
	cell->link = link == NULL ? NULL : arena_strdup(&page->arena, link);
	page->row[page->row_count - 1].cell_count++;
}

void
page_cell_count(struct page *page, int64_t count)
{
	page_cell(page, arena_printf(&page->arena, "%" PRId64, count));
}

const char *
page_money(struct page *page, struct money amount)
{
	char text[MONEY_TEXT_MAX];

	(void)money_format(amount, '.', text);
	return arena_strdup(&page->arena, text);
}

void
page_cell_money(struct page *page, struct money amount)
{
	page_cell(page, page_money(page, amount));
}

void
page_cell_money_or_empty(struct page *page, struct money amount)
{
	if (amount.minor == 0)
		page_cell(page, "");
	else
		page_cell_money(page, amount);
}
