/* page_text.c - a page as plain text (page_write_text). */
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* Paragraphs are broken before this column; tables are as wide as they are. */
#define TEXT_WIDTH 78
#define GROUP_INDENT 4

struct text_writer {
	const struct page *page;
	struct buf *out;
	struct buf scratch; /* one escaped cell */
	size_t indent;
};

static void
put_repeated(struct buf *out, char c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_putc(out, c);
}

/* Escape into the scratch buffer; returns the width in characters. */
static size_t
escape(struct text_writer *writer, const char *text)
{
	buf_clear(&writer->scratch);
	text_put_escaped(&writer->scratch, text, strlen(text));
	return text_utf8_count(buf_text(&writer->scratch), writer->scratch.len);
}

/* A paragraph, broken between words; an overlong word keeps its line. */
static void
write_paragraph(struct text_writer *writer, const char *lead, const char *text)
{
	size_t margin = writer->indent + strlen(lead);
	size_t column = margin;
	const char *word = text;

	put_repeated(writer->out, ' ', writer->indent);
	buf_puts(writer->out, lead);
	while (*word != '\0') {
		size_t len = strcspn(word, " ");
		char *copy = mem_strndup(word, len);
		size_t width = escape(writer, copy);

		free(copy);
		if (column > margin && column + 1 + width > TEXT_WIDTH) {
			buf_putc(writer->out, '\n');
			put_repeated(writer->out, ' ', margin);
			column = margin;
		} else if (column > margin) {
			buf_putc(writer->out, ' ');
			column++;
		}
		buf_put(writer->out, buf_text(&writer->scratch),
		    writer->scratch.len);
		column += width;
		word += len;
		word += strspn(word, " ");
	}
	buf_putc(writer->out, '\n');
}

static const char *
cell_text(const struct page *page, const struct page_row *row, size_t column)
{
	if (column >= row->cell_count)
		return "";
	return page->cell[row->cell + column].text;
}

static size_t *
column_widths(struct text_writer *writer, const struct page_block *block)
{
	size_t *width = mem_calloc(block->column_count, sizeof(*width));

	for (size_t c = 0; c < block->column_count; c++) {
		width[c] = text_utf8_count(
		    block->column[c].title, strlen(block->column[c].title));
		for (size_t r = 0; r < block->row_count; r++) {
			size_t cell = escape(
			    writer, cell_text(writer->page,
					&writer->page->row[block->row + r], c));

			if (cell > width[c])
				width[c] = cell;
		}
	}
	return width;
}

/* One cell with its padding; nothing is padded at the end of a line. */
static void
write_cell(struct text_writer *writer, const char *text, enum page_set set,
    size_t column_width, size_t *pending)
{
	size_t width = escape(writer, text);
	size_t padding = column_width - width;

	if (set == SET_NUMBER)
		*pending += padding;
	if (width > 0) {
		put_repeated(writer->out, ' ', *pending);
		*pending = 0;
		buf_put(writer->out, buf_text(&writer->scratch),
		    writer->scratch.len);
	}
	*pending += set == SET_NUMBER ? 2 : padding + 2;
}

static void
write_rule(struct text_writer *writer, const struct page_block *block,
    const size_t *width)
{
	size_t total = 0;

	for (size_t c = 0; c < block->column_count; c++)
		total += width[c] + (c == 0 ? 0 : 2);
	put_repeated(writer->out, ' ', writer->indent);
	put_repeated(writer->out, '-', total);
	buf_putc(writer->out, '\n');
}

static void
write_rows(struct text_writer *writer, const struct page_block *block,
    const size_t *width)
{
	for (size_t r = 0; r < block->row_count; r++) {
		const struct page_row *row = &writer->page->row[block->row + r];
		size_t pending = writer->indent;

		if (row->tone == TONE_TOTAL && block->kind == BLOCK_TABLE)
			write_rule(writer, block, width);
		for (size_t c = 0; c < block->column_count; c++)
			write_cell(writer, cell_text(writer->page, row, c),
			    block->column[c].set, width[c], &pending);
		buf_putc(writer->out, '\n');
	}
}

static void
write_table(struct text_writer *writer, const struct page_block *block)
{
	size_t *width = column_widths(writer, block);
	size_t pending = writer->indent;

	if (block->kind == BLOCK_TABLE) {
		for (size_t c = 0; c < block->column_count; c++)
			write_cell(writer, block->column[c].title,
			    block->column[c].set, width[c], &pending);
		buf_putc(writer->out, '\n');
		write_rule(writer, block, width);
	}
	write_rows(writer, block, width);
	free(width);
}

static void
write_heading(struct text_writer *writer, const char *text, char underline)
{
	size_t width = escape(writer, text);

	buf_put(writer->out, buf_text(&writer->scratch), writer->scratch.len);
	buf_putc(writer->out, '\n');
	put_repeated(writer->out, underline, width);
	buf_putc(writer->out, '\n');
}

static void
write_group(struct text_writer *writer, const struct page_block *block)
{
	if (writer->out->len > 0)
		buf_putc(writer->out, '\n');
	(void)escape(writer, block->text);
	buf_put(writer->out, buf_text(&writer->scratch), writer->scratch.len);
	if (block->aside[0] != '\0') {
		buf_puts(writer->out, "  ");
		(void)escape(writer, block->aside);
		buf_put(writer->out, buf_text(&writer->scratch),
		    writer->scratch.len);
	}
	buf_putc(writer->out, '\n');
	writer->indent = GROUP_INDENT;
}

/* A blank line before a block, but not before the first one. */
static void
put_space(struct text_writer *writer)
{
	if (writer->indent == 0 && writer->out->len > 0)
		buf_putc(writer->out, '\n');
}

static void
write_block(struct text_writer *writer, const struct page_block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		buf_puts(writer->out, "\n\n");
		write_heading(writer, block->text, '-');
		break;
	case BLOCK_TEXT:
		put_space(writer);
		write_paragraph(writer,
		    block->tone == TONE_WARN || block->tone == TONE_BAD ? "! "
									: "",
		    block->text);
		break;
	case BLOCK_COPY:
		buf_puts(writer->out, "\n    ");
		(void)escape(writer, block->text);
		buf_put(writer->out, buf_text(&writer->scratch),
		    writer->scratch.len);
		buf_putc(writer->out, '\n');
		break;
	case BLOCK_GROUP:
		write_group(writer, block);
		break;
	case BLOCK_GROUP_END:
		writer->indent = 0;
		break;
	case BLOCK_TABLE:
	case BLOCK_FACTS:
		put_space(writer);
		write_table(writer, block);
		break;
	default:
		break;
	}
}

void
page_write_text(const struct page *page, bool nested, struct buf *out)
{
	struct text_writer writer = { page, out, { 0 }, 0 };

	buf_init(&writer.scratch, BUF_MAX_DEFAULT);
	if (!nested) {
		write_heading(&writer, page->title, '=');
		write_paragraph(&writer, "", page->subtitle);
	}
	for (size_t i = 0; i < page->block_count; i++)
		write_block(&writer, &page->block[i]);
	buf_release(&writer.scratch);
}
