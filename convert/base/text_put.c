/* text_put.c - text made harmless for terminals, HTML and JSON; base32. */
#include "base/text.h"

#include "base/buf.h"

static const char hex[] = "0123456789abcdef";

/*
 * Characters that a terminal obeys in place of showing: C1 controls, line and
 * paragraph separators, and the marks that turn the direction of text, with
 * which a value could make a line read as another.
 */
static bool
is_obeyed(uint32_t c)
{
	return (c >= 0x80 && c < 0xA0) || c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0x061C;
}

static void
put_byte_escape(struct buf *buf, unsigned char byte)
{
	const char escape[] = { '\\', 'x', hex[byte >> 4], hex[byte & 15] };

	buf_put(buf, escape, sizeof(escape));
}

static void
put_unicode_escape(struct buf *buf, uint32_t c)
{
	const char escape[] = { '\\', 'u', hex[c >> 12 & 15], hex[c >> 8 & 15],
		hex[c >> 4 & 15], hex[c & 15] };

	buf_put(buf, escape, sizeof(escape));
}

static bool
is_plain(char c)
{
	return c >= 0x20 && c < 0x7F;
}

void
text_put_escaped(struct buf *buf, const char *text, size_t len)
{
	size_t at = 0, count, plain;
	uint32_t c;

	while (at < len) {
		for (plain = at; at < len && is_plain(text[at]); at++)
			;
		buf_put(buf, text + plain, at - plain);
		if (at == len)
			break;
		count = text_utf8_decode(text + at, len - at, &c);
		if (c == '\t')
			buf_puts(buf, "\\t");
		else if (c == '\n')
			buf_puts(buf, "\\n");
		else if (c == '\r')
			buf_puts(buf, "\\r");
		else if (count == 1)
			put_byte_escape(buf, (unsigned char)text[at]);
		else if (is_obeyed(c))
			put_unicode_escape(buf, c);
		else
			buf_put(buf, text + at, count);
		at += count;
	}
}

/* The entity of a character that HTML gives a meaning, or NULL. */
static const char *
html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
text_put_html(struct buf *buf, const char *text, size_t len)
{
	size_t at = 0, count;
	const char *entity;
	uint32_t c;

	while (at < len) {
		count = text_utf8_decode(text + at, len - at, &c);
		entity = html_entity(text[at]);
		if (entity != NULL)
			buf_puts(buf, entity);
		else if (c == 0xFFFD || c == 0x7F || (c >= 0x80 && c < 0xA0) ||
			 (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
			/* HTML can hold none of them, not even escaped. */
			buf_puts(buf, "\xEF\xBF\xBD");
		else
			buf_put(buf, text + at, count);
		at += count;
	}
}

/* The letter after the backslash of a short JSON escape, or 0. */
static char
json_letter(uint32_t c)
{
	switch (c) {
	case '"':
	case '\\':
		return (char)c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return 0;
	}
}

void
text_put_json(struct buf *buf, const char *text, size_t len)
{
	size_t at = 0, count;
	char letter;
	uint32_t c;

	buf_putc(buf, '"');
	while (at < len) {
		count = text_utf8_decode(text + at, len - at, &c);
		letter = json_letter(c);
		if (letter != 0) {
			buf_putc(buf, '\\');
			buf_putc(buf, letter);
		} else if (c < 0x20 || c == 0x7F || c == 0xFFFD ||
			   is_obeyed(c)) {
			put_unicode_escape(buf, c);
		} else {
			buf_put(buf, text + at, count);
		}
		at += count;
	}
	buf_putc(buf, '"');
}

void
text_put_base32(struct buf *buf, const unsigned char *data, size_t len)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned bits = 0, value = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		value = (value << 8 | data[i]) & 0xFFFF;
		for (bits += 8; bits >= 5; bits -= 5)
			buf_putc(buf, alphabet[value >> (bits - 5) & 31]);
	}
	if (bits > 0)
		buf_putc(buf, alphabet[value << (5 - bits) & 31]);
}
