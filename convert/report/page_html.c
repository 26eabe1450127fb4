/*
 * page_html.c - a page as HTML (page_write_html).
 *
 * Text from data never becomes markup: everything goes through
 * put_escaped. The policy lets the browser run no script and fetch nothing;
 * the one style sheet is admitted by its hash.
 */
#include "report/page.h"

#include <string.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/text.h"
#include "report/page_css.h"

/* From so many columns on, a table's rows become cards on a narrow screen. */
#define WIDE_COLUMNS 4

static const char *const tone_class[] = {
	[TONE_PLAIN] = NULL,
	[TONE_FAINT] = "faint",
	[TONE_GOOD] = "good",
	[TONE_WARN] = "warn",
	[TONE_BAD] = "bad",
	[TONE_TOTAL] = "total",
};

/* Marks with which a value could turn round what stands beside it. */
static bool
turns_text(uint32_t c)
{
	return c == 0x200E || c == 0x200F || c == 0x061C ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* As markup-free text; marks of direction are shown, as on a terminal. */
static void
put_escaped(struct buf *out, const char *text)
{
	const size_t len = strlen(text);
	size_t at = 0, run = 0, count;
	uint32_t c;

	while (at < len) {
		count = text_utf8_decode(text + at, len - at, &c);
		if (count > 1 && turns_text(c)) {
			text_put_html(out, text + run, at - run);
			buf_printf(out, "\\u%04x", (unsigned)c);
			run = at + count;
		}
		at += count;
	}
	text_put_html(out, text + run, len - run);
}

/* <tag class="tone"> */
static void
put_tag(struct buf *out, const char *tag, enum page_tone tone)
{
	buf_printf(out, "<%s", tag);
	if (tone_class[tone] != NULL)
		buf_printf(out, " class=\"%s\"", tone_class[tone]);
	buf_putc(out, '>');
}

static void
put_id(struct buf *out, const char *id)
{
	if (id == NULL)
		return;
	buf_puts(out, " id=\"");
	put_escaped(out, id);
	buf_putc(out, '"');
}

/* Base64 (RFC 4648) of a SHA-256 digest, as a policy wants it. */
static void
put_base64(struct buf *out, const unsigned char digest[SHA256_SIZE])
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789+/";
	unsigned bits = 0;
	unsigned value = 0;

	for (size_t i = 0; i < SHA256_SIZE; i++) {
		value = (value << 8 | digest[i]) & 0xffffU;
		for (bits += 8; bits >= 6; bits -= 6)
			buf_putc(out, alphabet[value >> (bits - 6) & 63U]);
	}
	/* 32 bytes leave four bits. */
	buf_putc(out, alphabet[value << (6 - bits) & 63U]);
	buf_putc(out, '=');
}

static void
put_head(struct buf *out, const struct page *page)
{
	unsigned char digest[SHA256_SIZE];
	struct sha256 *hash = sha256_new();

	for (size_t i = 0; page_css[i] != NULL; i++)
		sha256_update(hash, page_css[i], strlen(page_css[i]));
	sha256_final(hash, digest);
	sha256_free(hash);
	buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\""
		      "default-src 'none'; style-src 'sha256-");
	put_base64(out, digest);
	buf_puts(out, "'; base-uri 'none'; form-action 'none'\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, "
		      "initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<title>");
	put_escaped(out, page->title);
	buf_puts(out, " · ");
	put_escaped(out, page->subtitle);
	buf_puts(out, "</title>\n<style>");
	for (size_t i = 0; page_css[i] != NULL; i++)
		buf_puts(out, page_css[i]);
	buf_puts(out, "</style>\n</head>\n<body>\n<header>\n<h1>");
	put_escaped(out, page->title);
	buf_puts(out, "</h1>\n<p>");
	put_escaped(out, page->subtitle);
	buf_puts(out, "</p>\n</header>\n");
}

/* Links to the sections, when there are several. */
static void
put_contents(struct buf *out, const struct page *page)
{
	size_t headings = 0;

	for (size_t i = 0; i < page->block_count; i++)
		headings += page->block[i].kind == BLOCK_HEADING;
	if (headings < 2)
		return;
	buf_puts(out, "<nav aria-label=\"Sections\">\n<ol>\n");
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *block = &page->block[i];

		if (block->kind != BLOCK_HEADING)
			continue;
		buf_puts(out, "<li><a href=\"#");
		put_escaped(out, block->id);
		buf_puts(out, "\">");
		put_escaped(out, block->text);
		buf_puts(out, "</a></li>\n");
	}
	buf_puts(out, "</ol>\n</nav>\n");
}

static void
put_cell_content(struct buf *out, const struct page_cell *cell)
{
	if (cell->link == NULL) {
		put_escaped(out, cell->text);
		return;
	}
	buf_puts(out, "<a href=\"");
	put_escaped(out, cell->link);
	buf_puts(out, "\">");
	put_escaped(out, cell->text);
	buf_puts(out, "</a>");
}

static const char *const set_class[] = {
	[SET_TEXT] = NULL,
	[SET_CODE] = "c",
	[SET_DIGEST] = "c d",
	[SET_NUMBER] = "n",
};

static void
put_table_head(struct buf *out, const struct page_block *block)
{
	buf_puts(out, "<thead><tr>");
	for (size_t c = 0; c < block->column_count; c++) {
		bool number = block->column[c].set == SET_NUMBER;

		buf_puts(out, "<th scope=\"col\"");
		buf_puts(out, number ? " class=\"n\">" : ">");
		put_escaped(out, block->column[c].title);
		buf_puts(out, "</th>");
	}
	buf_puts(out, "</tr></thead>\n");
}

static void
put_table_row(struct buf *out, const struct page *page,
    const struct page_block *block, const struct page_row *row)
{
	static const struct page_cell nothing = { "", NULL };
	bool wide = block->column_count >= WIDE_COLUMNS;

	put_tag(out, "tr", row->tone);
	for (size_t c = 0; c < block->column_count; c++) {
		const struct page_cell *cell =
		    c < row->cell_count ? &page->cell[row->cell + c] : &nothing;
		const char *class = set_class[block->column[c].set];

		buf_puts(out, "<td");
		if (class != NULL)
			buf_printf(out, " class=\"%s\"", class);
		if (wide && c > 0 && cell->text[0] != '\0') {
			buf_puts(out, " data-t=\"");
			put_escaped(out, block->column[c].title);
			buf_putc(out, '"');
		}
		buf_putc(out, '>');
		put_cell_content(out, cell);
		buf_puts(out, "</td>");
	}
	buf_puts(out, "</tr>\n");
}

static void
put_table(
    struct buf *out, const struct page *page, const struct page_block *block)
{
	buf_puts(out, block->column_count >= WIDE_COLUMNS
			  ? "<div class=\"scroll\"><table class=\"wide\">\n"
			  : "<div class=\"scroll\"><table>\n");
	put_table_head(out, block);
	buf_puts(out, "<tbody>\n");
	for (size_t r = 0; r < block->row_count; r++)
		put_table_row(out, page, block, &page->row[block->row + r]);
	buf_puts(out, "</tbody>\n</table></div>\n");
}

static void
put_facts(
    struct buf *out, const struct page *page, const struct page_block *block)
{
	buf_puts(out, "<dl>\n");
	for (size_t r = 0; r < block->row_count; r++) {
		const struct page_row *row = &page->row[block->row + r];

		buf_puts(out, "<dt>");
		put_cell_content(out, &page->cell[row->cell]);
		buf_puts(out, "</dt>");
		put_tag(out, "dd", row->tone);
		for (size_t c = 1; c < row->cell_count; c++)
			put_cell_content(out, &page->cell[row->cell + c]);
		buf_puts(out, "</dd>\n");
	}
	buf_puts(out, "</dl>\n");
}

static void
put_group(struct buf *out, const struct page_block *block)
{
	buf_puts(out, "<details open");
	put_id(out, block->id);
	buf_puts(out, "><summary><b>");
	put_escaped(out, block->text);
	buf_puts(out, "</b>");
	if (block->aside[0] != '\0') {
		buf_puts(out, " <span>");
		put_escaped(out, block->aside);
		buf_puts(out, "</span>");
	}
	buf_puts(out, "</summary>\n");
}

static void
put_block(
    struct buf *out, const struct page *page, const struct page_block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		buf_puts(out, "<h2");
		put_id(out, block->id);
		buf_putc(out, '>');
		put_escaped(out, block->text);
		buf_puts(out, "</h2>\n");
		break;
	case BLOCK_TEXT:
		put_tag(out, "p", block->tone);
		put_escaped(out, block->text);
		buf_puts(out, "</p>\n");
		break;
	case BLOCK_COPY:
		buf_puts(out, "<pre>");
		put_escaped(out, block->text);
		buf_puts(out, "</pre>\n");
		break;
	case BLOCK_GROUP:
		put_group(out, block);
		break;
	case BLOCK_GROUP_END:
		buf_puts(out, "</details>\n");
		break;
	case BLOCK_TABLE:
		put_table(out, page, block);
		break;
	case BLOCK_FACTS:
		put_facts(out, page, block);
		break;
	default:
		break;
	}
}

void
page_write_html(const struct page *page, const char *footer, struct buf *out)
{
	put_head(out, page);
	put_contents(out, page);
	buf_puts(out, "<main>\n");
	for (size_t i = 0; i < page->block_count; i++)
		put_block(out, page, &page->block[i]);
	buf_puts(out, "</main>\n<footer><p>");
	put_escaped(out, footer);
	buf_puts(out, "</p></footer>\n</body>\n</html>\n");
}
