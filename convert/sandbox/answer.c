/* answer.c - elements of an answer, and refusals. */
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "sandbox/answer_text.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

void
answer_open(struct buf *out, const char *name)
{
	buf_printf(out, "<%s>\r\n", name);
}

/* An element with nothing in it is written as one empty tag. */
void
answer_close(struct buf *out, const char *name)
{
	size_t len = strlen(name) + 4; /* <name>CRLF */

	if (out->len >= len && out->data[out->len - len] == '<' &&
	    memcmp(out->data + out->len - len + 1, name, len - 4) == 0 &&
	    memcmp(out->data + out->len - 3, ">\r\n", 3) == 0) {
		out->len -= 3;
		buf_puts(out, " />\r\n");
		return;
	}
	buf_printf(out, "</%s>\r\n", name);
}

/* Nothing that XML cannot hold, whatever a request made us repeat. */
static void
put_character(struct buf *out, const char *text, size_t len)
{
	uint32_t character;

	(void)text_utf8_decode(text, len, &character);
	if (character == 0xFFFE || character == 0xFFFF ||
	    (character < ' ' && character != '\t' && character != '\n'))
		buf_putc(out, '?');
	else
		buf_put(out, text, len);
}

/* The length of the UTF-8 character at text; 0: there is none. */
static size_t
character_len(const char *text, size_t len)
{
	size_t size;

	if ((unsigned char)*text < 0x80)
		return 1;
	for (size = 2; size <= 4 && size <= len; size++)
		if (text_utf8_check(text, size) == size)
			return size;
	return 0;
}

/* Quotes may stand in text, so apostrophes and they are left alone. */
static void
put_escaped(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		size_t len = character_len(text, (size_t)(end - text));

		if (*text == '&')
			buf_puts(out, "&amp;");
		else if (*text == '<')
			buf_puts(out, "&lt;");
		else if (*text == '>')
			buf_puts(out, "&gt;");
		else if (*text == '\r')
			buf_puts(out, "&#xD;");
		else if (len == 0)
			buf_putc(out, '?');
		else
			put_character(out, text, len);
		text += len == 0 ? 1 : len;
	}
}

void
answer_text_with(
    struct buf *out, const char *name, const char *attributes, const char *text)
{
	const char *blank = attributes[0] != '\0' ? " " : "";

	if (text == NULL || text[0] == '\0') {
		buf_printf(out, "<%s%s%s />\r\n", name, blank, attributes);
		return;
	}
	buf_printf(out, "<%s%s%s>", name, blank, attributes);
	put_escaped(out, text);
	buf_printf(out, "</%s>\r\n", name);
}

void
answer_text(struct buf *out, const char *name, const char *text)
{
	answer_text_with(out, name, "", text);
}

void
answer_integer(struct buf *out, const char *name, long long value)
{
	buf_printf(out, "<%s>%lld</%s>\r\n", name, value, name);
}

void
answer_cents(struct buf *out, const char *name, long long cents)
{
	unsigned long long size = cents < 0
	                              ? (unsigned long long)-(cents + 1) + 1
	                              : (unsigned long long)cents;

	buf_printf(out, "<%s>%s%llu,%02llu</%s>\r\n", name,
	    cents < 0 ? "-" : "", size / 100, size % 100, name);
}

void
sandbox_refuse(
    struct sandbox_answer *answer, const char *code, const char *fmt, ...)
{
	va_list args;
	char *text;

	answer->code = code;
	va_start(args, fmt);
	text = mem_vprintf(answer_text_in(fmt), args);
	va_end(args);
	buf_clear(&answer->message);
	buf_puts(&answer->message, text);
	free(text);
}

const char *
sandbox_parameter(const struct sandbox_request *request, const char *name)
{
	for (size_t i = 0; i < request->parameter_count; i++)
		if (text_equal_ignore_case(request->parameter[i].name, name))
			return request->parameter[i].value;
	return NULL;
}

void
answer_dimensions(struct buf *out, sqlite3_stmt *rows)
{
	while (query_row(rows)) {
		answer_open(out, "Dimension");
		answer_text(out, "DimensionName", query_text(rows, 0));
		answer_text(out, "DimensionItem", query_text(rows, 1));
		answer_close(out, "Dimension");
	}
}
