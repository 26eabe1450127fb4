/* csv_scan.c - see csv_scan.h. */
#include "fenerum/csv_scan.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* The same byte in all eight places of a word. */
#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS EVERY_BYTE(0x80)

/* What a line is made of, apart from printable ASCII. */
struct makeup {
	bool control; /* bytes below 0x20, or 0x7F */
	bool high;    /* bytes from 0x80 on */
};

/*
 * Look at eight bytes at a time, for nearly all lines of nearly all exports
 * are printable ASCII throughout. In a byte below 0x80 the high bit of
 * (byte - 0x20) is set for control characters, that of (byte + 1) for 0x7F.
 */
static struct makeup
look_at(const char *text, size_t len)
{
	uint64_t high = 0, control = 0, word;
	size_t i = 0;

	for (; i + sizeof(word) <= len; i += sizeof(word)) {
		memcpy(&word, text + i, sizeof(word));
		high |= word;
		control |= ~word & (((word | HIGH_BITS) - EVERY_BYTE(0x20)) ^
				       HIGH_BITS);
		control |= ~word & ((word & ~HIGH_BITS) + EVERY_BYTE(0x01));
	}
	if (i < len) {
		word = EVERY_BYTE(0x20);
		memcpy(&word, text + i, len - i);
		high |= word;
		control |= ~word & (((word | HIGH_BITS) - EVERY_BYTE(0x20)) ^
				       HIGH_BITS);
		control |= ~word & ((word & ~HIGH_BITS) + EVERY_BYTE(0x01));
	}
	return (struct makeup){ (control & HIGH_BITS) != 0,
		(high & HIGH_BITS) != 0 };
}

static bool
is_blank(char c, char delimiter)
{
	return c == ' ' || (c == '\t' && delimiter != '\t');
}

/* U+0080 to U+009F, such as a Windows code page read as Latin-1. */
static bool
is_high_control(const char *text, size_t len, size_t at)
{
	return (unsigned char)text[at] == 0xC2 && at + 1 < len &&
	       (unsigned char)text[at + 1] >= 0x80 &&
	       (unsigned char)text[at + 1] <= 0x9F;
}

static size_t
find_high_control(const char *text, size_t len)
{
	const char *at = text, *end = text + len;

	while ((at = memchr(at, 0xC2, (size_t)(end - at))) != NULL) {
		if (is_high_control(text, len, (size_t)(at - text)))
			return (size_t)(at - text);
		at++;
	}
	return CSV_SCAN_NONE;
}

static bool
is_low_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t' && c != '\n' &&
		   c != '\r') ||
	       c == 0x7F;
}

/* Whether quotes are open is told by their number: in valid CSV it is exact. */
static void
find_controls(
    const char *text, size_t len, bool quoted, struct csv_line_faults *faults)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			quoted = !quoted;
		else if (text[i] == '\r' && quoted)
			faults->inner_return = true;
		else if (text[i] == '\r' && i + 1 < len &&
			 text[i + 1] != '\n' &&
			 faults->carriage_return == CSV_SCAN_NONE)
			faults->carriage_return = i;
		else if (is_low_control(text[i]) && faults->control > i)
			faults->control = i;
	}
}

bool
csv_line_check(
    const char *text, size_t len, bool quoted, struct csv_line_faults *ret)
{
	struct makeup makeup;
	size_t plain = len;

	*ret = (struct csv_line_faults){ CSV_SCAN_NONE, CSV_SCAN_NONE,
		CSV_SCAN_NONE, false };
	if (plain > 0 && text[plain - 1] == '\n')
		plain--;
	if (plain > 0 && text[plain - 1] == '\r')
		plain--;
	makeup = look_at(text, plain);
	if (makeup.high) {
		size_t valid = text_utf8_check(text, len);

		if (valid < len)
			ret->not_utf8 = valid;
		ret->control = find_high_control(text, len);
	}
	if (makeup.control)
		find_controls(text, len, quoted, ret);
	return ret->control == CSV_SCAN_NONE &&
	       ret->not_utf8 == CSV_SCAN_NONE &&
	       ret->carriage_return == CSV_SCAN_NONE;
}

bool
csv_line_is_blank(const char *text, size_t len, char delimiter)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_blank(text[i], delimiter) && text[i] != '\r' &&
		    text[i] != '\n')
			return false;
	}
	return true;
}

/* The end of a field that begins at offset at: its delimiter, line end, len. */
static size_t
field_end(const char *row, size_t len, char delimiter, size_t at)
{
	bool quoted = at < len && row[at] == '"';
	size_t i = quoted ? at + 1 : at;

	while (quoted && i < len) {
		if (row[i] != '"') {
			i++;
		} else if (i + 1 < len && row[i + 1] == '"') {
			i += 2;
		} else {
			i++;
			quoted = false;
		}
	}
	while (i < len && row[i] != delimiter && row[i] != '\n')
		i++;
	return i;
}

static size_t
skip_blanks(const char *row, size_t len, char delimiter, size_t at)
{
	while (at < len && is_blank(row[at], delimiter))
		at++;
	return at;
}

size_t
csv_field_offset(const char *row, size_t len, char delimiter, size_t field)
{
	size_t at = skip_blanks(row, len, delimiter, 0);

	for (size_t i = 0; i < field; i++) {
		size_t end = field_end(row, len, delimiter, at);

		if (end >= len || row[end] != delimiter)
			break;
		at = skip_blanks(row, len, delimiter, end + 1);
	}
	return at;
}

size_t
csv_opening_quote(const char *row, size_t len, char delimiter, size_t at)
{
	size_t field = skip_blanks(row, len, delimiter, 0);

	while (field < len) {
		size_t end = field_end(row, len, delimiter, field);

		if (at >= field && at <= end)
			return row[field] == '"' ? field : CSV_SCAN_NONE;
		if (end >= len || row[end] != delimiter)
			break;
		field = skip_blanks(row, len, delimiter, end + 1);
	}
	return CSV_SCAN_NONE;
}

size_t
csv_lines_before(const char *row, size_t at)
{
	size_t lines = 0;

	for (size_t i = 0; i < at; i++)
		lines += row[i] == '\n';
	return lines;
}

size_t
csv_column_at(const char *row, size_t at)
{
	size_t column = 1;

	/* Bytes that go on with a character are not counted. */
	for (size_t i = at; i > 0 && row[i - 1] != '\n'; i--)
		column += ((unsigned char)row[i - 1] & 0xC0) != 0x80;
	return column;
}

/*
 * The end of a field for csv_split_roughly: a quote closes it only before a
 * delimiter or the end, and if none does, the first delimiter ends it.
 */
static size_t
rough_end(const char *row, size_t len, char delimiter, size_t at)
{
	const char *mark;

	if (at < len && row[at] == '"') {
		for (size_t i = at + 1; i < len; i++) {
			size_t next;

			if (row[i] != '"')
				continue;
			next = skip_blanks(row, len, delimiter, i + 1);
			if (next >= len || row[next] == delimiter)
				return next;
		}
	}
	mark = at < len ? memchr(row + at, delimiter, len - at) : NULL;
	return mark != NULL ? (size_t)(mark - row) : len;
}

/* Append a field's text; of a quoted one without its quotes. */
static void
put_rough_field(struct buf *buf, const char *text, size_t len, char delimiter)
{
	while (len > 0 && is_blank(text[len - 1], delimiter))
		len--;
	if (len < 2 || text[0] != '"' || text[len - 1] != '"') {
		buf_put(buf, text, len);
		return;
	}
	for (size_t i = 1; i + 1 < len; i++) {
		buf_putc(buf, text[i]);
		if (text[i] == '"' && text[i + 1] == '"' && i + 2 < len)
			i++;
	}
}

size_t
csv_split_roughly(const char *row, size_t len, char delimiter,
    void (*put)(void *context, const char *, size_t len), void *context)
{
	struct buf field;
	size_t count = 0, at = 0, end;

	while (len > 0 && (row[len - 1] == '\n' || row[len - 1] == '\r'))
		len--;
	buf_init(&field, BUF_MAX_DEFAULT);
	do {
		at = skip_blanks(row, len, delimiter, at);
		end = rough_end(row, len, delimiter, at);
		buf_clear(&field);
		put_rough_field(&field, row + at, end - at, delimiter);
		put(context, buf_text(&field), field.len);
		count++;
		at = end + 1;
	} while (end < len);
	buf_release(&field);
	return count;
}

void
csv_put_field(struct buf *buf, const char *text, size_t len)
{
	const char *end = text + len;

	buf_putc(buf, '"');
	while (text < end) {
		const char *quote = memchr(text, '"', (size_t)(end - text));
		size_t part =
		    (size_t)((quote != NULL ? quote + 1 : end) - text);

		buf_put(buf, text, part);
		if (quote != NULL)
			buf_putc(buf, '"');
		text += part;
	}
	buf_putc(buf, '"');
}
