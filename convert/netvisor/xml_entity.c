/* xml_entity.c - see xml_entity.h. */
#include "netvisor/xml_entity.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

#define DIGITS_MAX 7
#define LAST_CHARACTER UINT32_C(0x10FFFF)

static bool
is_character(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c < 0xD800 || (c > 0xDFFF && c < 0xFFFE) ||
	       (c > 0xFFFF && c <= LAST_CHARACTER);
}

static void
put_utf8(struct buf *buf, uint32_t c)
{
	if (c < 0x80) {
		buf_putc(buf, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_putc(buf, (char)(0xC0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_putc(buf, (char)(0xE0 | c >> 12));
		} else {
			buf_putc(buf, (char)(0xF0 | c >> 18));
			buf_putc(buf, (char)(0x80 | (c >> 12 & 0x3F)));
		}
		buf_putc(buf, (char)(0x80 | (c >> 6 & 0x3F)));
	}
	buf_putc(buf, (char)(0x80 | (c & 0x3F)));
}

/* The digit's value, or base if it is none. */
static uint32_t
digit(char c, uint32_t base)
{
	uint32_t value = base;

	if (c >= '0' && c <= '9')
		value = (uint32_t)(c - '0');
	else if (c >= 'a' && c <= 'f')
		value = (uint32_t)(c - 'a') + 10;
	else if (c >= 'A' && c <= 'F')
		value = (uint32_t)(c - 'A') + 10;
	return value < base ? value : base;
}

/* &#NNN; or &#xHHH; */
static size_t
put_number(struct buf *buf, const char *text, bool *high)
{
	const uint32_t base = text[2] == 'x' ? 16 : 10;
	const char *const first = text + (base == 16 ? 3 : 2);
	const char *at = first;
	uint32_t c = 0;

	while (digit(*at, base) < base && at - first < DIGITS_MAX)
		c = c * base + digit(*at++, base);
	if (at == first || *at != ';' || !is_character(c))
		return 0;
	*high |= c >= 0x80;
	put_utf8(buf, c);
	return (size_t)(at + 1 - text);
}

size_t
xml_entity_put(struct buf *buf, const char *text, bool *high)
{
	static const struct {
		const char *name;
		char c;
	} entity[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' } };

	if (text[0] == '&' && text[1] == '#')
		return put_number(buf, text, high);
	for (size_t i = 0; i < sizeof(entity) / sizeof(entity[0]); i++) {
		const size_t len = strlen(entity[i].name);

		if (strncmp(text, entity[i].name, len) == 0) {
			buf_putc(buf, entity[i].c);
			return len;
		}
	}
	return 0;
}
