/* message_bytes.c - see message_bytes.h; and message_put of message.h. */
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"
#include "sandbox/message.h"
#include "sandbox/message_bytes.h"

/* Where ISO 8859-15 differs from ISO 8859-1, whose bytes are code points. */
static uint32_t
latin9_character(unsigned char byte)
{
	switch (byte) {
	case 0xA4:
		return 0x20AC;
	case 0xA6:
		return 0x0160;
	case 0xA8:
		return 0x0161;
	case 0xB4:
		return 0x017D;
	case 0xB8:
		return 0x017E;
	case 0xBC:
		return 0x0152;
	case 0xBD:
		return 0x0153;
	case 0xBE:
		return 0x0178;
	default:
		return byte;
	}
}

/* The characters of ISO 8859-15 all lie below U+FFFF. */
static void
put_character(struct buf *text, uint32_t character)
{
	if (character < 0x80) {
		buf_putc(text, (char)character);
	} else if (character < 0x800) {
		buf_putc(text, (char)(0xC0 | (character >> 6)));
		buf_putc(text, (char)(0x80 | (character & 0x3F)));
	} else {
		buf_putc(text, (char)(0xE0 | (character >> 12)));
		buf_putc(text, (char)(0x80 | ((character >> 6) & 0x3F)));
		buf_putc(text, (char)(0x80 | (character & 0x3F)));
	}
}

void
message_bytes_from_latin9(struct buf *text, const char *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		put_character(text, latin9_character((unsigned char)bytes[i]));
}

void
message_bytes_to_utf8(struct buf *text, const char *bytes, size_t len)
{
	if (text_utf8_check(bytes, len) == len)
		buf_put(text, bytes, len);
	else
		message_bytes_from_latin9(text, bytes, len);
}

static void
put_escaped(struct buf *xml, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&':
			buf_puts(xml, "&amp;");
			break;
		case '<':
			buf_puts(xml, "&lt;");
			break;
		case '>':
			buf_puts(xml, "&gt;");
			break;
		case '"':
			buf_puts(xml, "&quot;");
			break;
		case '\t':
		case '\n':
		case '\r':
			buf_printf(xml, "&#%d;", *text);
			break;
		default:
			buf_putc(xml, *text);
		}
	}
}

static void
put_start(struct buf *xml, const struct message_node *node)
{
	const struct message_attribute *attribute;

	buf_printf(xml, "<%s", node->name);
	for (attribute = node->attribute; attribute != NULL;
	     attribute = attribute->next) {
		buf_printf(xml, " %s=\"", attribute->name);
		put_escaped(xml, attribute->value);
		buf_putc(xml, '"');
	}
	buf_putc(xml, '>');
	put_escaped(xml, node->text);
}

void
message_put(struct buf *xml, const struct message_node *top)
{
	const struct message_node *node = top;

	put_start(xml, node);
	for (;;) {
		if (node->first != NULL) {
			node = node->first;
			put_start(xml, node);
			continue;
		}
		while (node != top && node->next == NULL) {
			buf_printf(xml, "</%s>", node->name);
			node = node->parent;
		}
		buf_printf(xml, "</%s>", node->name);
		if (node == top)
			return;
		node = node->next;
		put_start(xml, node);
	}
}
