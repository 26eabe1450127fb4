/* xml_writer.c - see xml_writer.h. */
#include "netvisor/xml_writer.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/latin9.h"

/* "&#1114111;" */
#define REFERENCE_MAX 12

/* What becomes of a byte below 0x80; 0 is copied as it is. */
enum byte_class {
	PLAIN,
	REFUSED,
	AMPERSAND,
	LESS,
	GREATER,
	TAB,
	LINE_FEED,
	CARRIAGE_RETURN,
	QUOTE,
	NOT_ASCII
};

/* clang-format off */
#define ROW(c) c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c
static const unsigned char byte_class[256] = {
	REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED,
	REFUSED, TAB, LINE_FEED, REFUSED, REFUSED, CARRIAGE_RETURN, REFUSED,
	REFUSED, ROW(REFUSED),
	PLAIN, PLAIN, QUOTE, PLAIN, PLAIN, PLAIN, AMPERSAND, PLAIN,
	PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN,
	PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN,
	PLAIN, PLAIN, PLAIN, PLAIN, LESS, PLAIN, GREATER, PLAIN,
	ROW(PLAIN), ROW(PLAIN), ROW(PLAIN), ROW(PLAIN),
	ROW(NOT_ASCII), ROW(NOT_ASCII), ROW(NOT_ASCII), ROW(NOT_ASCII),
	ROW(NOT_ASCII), ROW(NOT_ASCII), ROW(NOT_ASCII), ROW(NOT_ASCII)
};
/* clang-format on */

static const struct {
	const char *text;
	size_t len;
} replacement[] = {
	[AMPERSAND] = { "&amp;", 5 },
	[LESS] = { "&lt;", 4 },
	[GREATER] = { "&gt;", 4 },
	[TAB] = { "&#9;", 4 },
	[LINE_FEED] = { "&#10;", 5 },
	[CARRIAGE_RETURN] = { "&#13;", 5 },
	[QUOTE] = { "&quot;", 6 },
};

static const char *const encoding_name[] = {
	[ENCODING_ASCII_REFS] = "ascii-refs",
	[ENCODING_UTF8] = "utf-8",
	[ENCODING_ISO_8859_15] = "iso-8859-15",
};

const char *
body_encoding_name(enum body_encoding encoding)
{
	return encoding_name[encoding];
}

bool
body_encoding_find(const char *name, enum body_encoding *ret)
{
	static const enum body_encoding all[] = { ENCODING_ASCII_REFS,
		ENCODING_UTF8, ENCODING_ISO_8859_15 };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(encoding_name[all[i]], name) == 0) {
			*ret = all[i];
			return true;
		}
	}
	return false;
}

static void
put_reference(struct buf *buf, uint32_t character)
{
	char text[REFERENCE_MAX];
	size_t at = sizeof(text);

	text[--at] = ';';
	do {
		text[--at] = (char)('0' + character % 10);
		character /= 10;
	} while (character > 0);
	text[--at] = '#';
	text[--at] = '&';
	buf_put(buf, text + at, sizeof(text) - at);
}

/* One character that is not ASCII, of len bytes at text. */
static enum xml_text_fault
put_character(struct buf *buf, enum body_encoding encoding, const char *text,
    size_t len, uint32_t character)
{
	unsigned char byte;

	if (character == 0xFFFE || character == 0xFFFF)
		return XML_TEXT_NOT_XML;
	if (encoding == ENCODING_ASCII_REFS) {
		put_reference(buf, character);
	} else if (encoding == ENCODING_UTF8) {
		buf_put(buf, text, len);
	} else {
		if (!latin9_encode(character, &byte))
			return XML_TEXT_NOT_ENCODABLE;
		buf_put(buf, &byte, 1);
	}
	return XML_TEXT_OK;
}

/* The special byte or character at text; *ret_used is its length. */
static enum xml_text_fault
put_special(struct buf *buf, enum body_encoding encoding, const char *text,
    size_t len, struct xml_text_error *error, size_t *ret_used)
{
	const unsigned char class = byte_class[(unsigned char)*text];

	*ret_used = 1;
	error->character = (unsigned char)*text;
	if (class == REFUSED)
		return XML_TEXT_NOT_XML;
	if (class != NOT_ASCII) {
		buf_put(buf, replacement[class].text, replacement[class].len);
		return XML_TEXT_OK;
	}
	*ret_used = text_utf8_decode(text, len, &error->character);
	if (*ret_used == 1)
		return XML_TEXT_NOT_UTF8;
	return put_character(buf, encoding, text, *ret_used, error->character);
}

static bool
put_escaped(struct buf *buf, enum body_encoding encoding, const char *text,
    size_t len, bool quoted, struct xml_text_error *ret)
{
	const size_t before = buf->len;
	struct xml_text_error error = { .fault = XML_TEXT_OK };
	size_t at = 0, run = 0, used;

	while (at < len) {
		const unsigned char class = byte_class[(unsigned char)text[at]];

		if (class == PLAIN || (class == QUOTE && !quoted)) {
			at++;
			continue;
		}
		buf_put(buf, text + run, at - run);
		error.offset = at;
		error.fault = put_special(
		    buf, encoding, text + at, len - at, &error, &used);
		if (error.fault != XML_TEXT_OK)
			break;
		at += used;
		run = at;
	}
	if (error.fault == XML_TEXT_OK) {
		buf_put(buf, text + run, at - run);
		if (!buf->failed)
			return true;
		error.fault = XML_TEXT_TOO_LARGE;
	}
	buf->len = before;
	if (buf->data != NULL)
		buf->data[before] = '\0';
	*ret = error;
	return false;
}

bool
xml_put_text(struct buf *buf, enum body_encoding encoding, const char *text,
    size_t len, struct xml_text_error *ret)
{
	return put_escaped(buf, encoding, text, len, false, ret);
}

bool
xml_put_quoted(struct buf *buf, enum body_encoding encoding, const char *text,
    size_t len, struct xml_text_error *ret)
{
	return put_escaped(buf, encoding, text, len, true, ret);
}
