/*
 * page.h - what a report says, before it is text or HTML.
 *
 * A page is a list of blocks in reading order: headings, paragraphs, lines to
 * copy, tables and groups. The writers turn the same page into plain text or
 * into an HTML page that stands alone, so neither says what the other leaves
 * out.
 *
 * Invariants: every text is UTF-8 and unescaped, copied into the page's arena
 * or living as long as the page; columns are static; a row has at most as many
 * cells as its table has columns; groups are closed and do not nest.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/money.h"

struct buf;

enum page_tone {
	TONE_PLAIN,
	TONE_FAINT, /* beside the point, for the record */
	TONE_GOOD,
	TONE_WARN,
	TONE_BAD,
	TONE_TOTAL /* rows only: a sum of the rows above */
};

/* How a column is set. */
enum page_set {
	SET_TEXT,
	SET_CODE,   /* identifiers and places, on one line */
	SET_DIGEST, /* may break anywhere */
	SET_NUMBER  /* to the right */
};

struct page_column {
	const char *title;
	enum page_set set;
};

enum page_block_kind {
	BLOCK_HEADING,
	BLOCK_TEXT,
	BLOCK_COPY,
	BLOCK_GROUP,
	BLOCK_GROUP_END,
	BLOCK_TABLE,
	BLOCK_FACTS
};

struct page_cell {
	const char *text;
	const char *link; /* NULL: none */
};

struct page_row {
	enum page_tone tone;
	size_t cell; /* index of its first cell */
	size_t cell_count;
};

struct page_block {
	enum page_block_kind kind;
	enum page_tone tone;
	const char *text;
	const char *aside; /* groups: what stands at the right of the title */
	const char *id;    /* headings and groups: where links go, or NULL */
	const struct page_column *column;
	size_t column_count;
	size_t row; /* index of its first row */
	size_t row_count;
};

struct page {
	struct arena arena;
	const char *title;
	const char *subtitle;
	struct page_block *block;
	size_t block_count;
	size_t block_capacity;
	struct page_row *row;
	size_t row_count;
	size_t row_capacity;
	struct page_cell *cell;
	size_t cell_count;
	size_t cell_capacity;
};

void page_init(struct page *, const char *title, const char *subtitle);
void page_release(struct page *);

/* A section; id is where the table of contents links to. */
void page_heading(struct page *, const char *id, const char *text);
void page_text(struct page *, enum page_tone, const char *text);
/* A line to be copied as it is: a command, a digest. */
void page_copy(struct page *, const char *text);
/* What belongs together under a title of its own; id may be NULL. */
void page_group(
    struct page *, const char *id, const char *title, const char *aside);
void page_group_end(struct page *);

/* Names and values, one pair a row. */
void page_facts(struct page *);
void page_fact(struct page *, const char *name, const char *value);
void page_fact_link(
    struct page *, const char *name, const char *value, const char *link);
void page_fact_tone(
    struct page *, enum page_tone, const char *name, const char *value);

/* A table, then its rows, each cell by cell from the left. */
void page_table(struct page *, const struct page_column *, size_t count);
void page_row(struct page *, enum page_tone);
void page_cell(struct page *, const char *text);
void page_cell_link(struct page *, const char *text, const char *link);
void page_cell_count(struct page *, int64_t);
void page_cell_money(struct page *, struct money);
/* The same, but empty for 0. */
void page_cell_money_or_empty(struct page *, struct money);

/* "-12.30", in the arena. */
const char *page_money(struct page *, struct money);

/* Append the page as plain text; nested says that no title is wanted. */
void page_write_text(const struct page *, bool nested, struct buf *);
/*
 * Append a whole HTML document without scripts or anything fetched, under a
 * policy that forbids both. footer stands at its end.
 */
void page_write_html(const struct page *, const char *footer, struct buf *);

#endif
