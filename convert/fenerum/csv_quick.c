/* csv_quick.c - see csv_quick.h. */
#include "fenerum/csv_quick.h"

#include <stdint.h>
#include <string.h>

/* The same byte in all eight places of a word. */
#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))
#define LOW_BITS EVERY_BYTE(0x7F)

/* A walk over the marks of a line: its delimiters and quotes. */
struct marks {
	const char *line;
	size_t len;
	size_t word;   /* offset of the word that is looked at */
	uint64_t bits; /* of marks in it that were not given out */
	uint64_t delimiters;
};

/* The high bit of each byte that is 0, exactly. */
static inline uint64_t
zero_bytes(uint64_t word)
{
	return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
}

static inline void
look_at(struct marks *marks)
{
	uint64_t word;

	memcpy(&word, marks->line + marks->word, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word); /* the first byte is the lowest */
#endif
	marks->bits = zero_bytes(word ^ marks->delimiters) |
	              zero_bytes(word ^ EVERY_BYTE('"'));
}

/* Offset of the next mark; len or more at the end. */
static inline size_t
next_mark(struct marks *marks)
{
	size_t at;

	while (marks->bits == 0) {
		marks->word += sizeof(uint64_t);
		if (marks->word >= marks->len)
			return marks->len;
		look_at(marks);
	}
	at = marks->word + (size_t)__builtin_ctzll(marks->bits) / 8;
	marks->bits &= marks->bits - 1;
	return at;
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Put the field from one offset to another, without blanks around it. */
static inline void
put_field(struct csv_field *field, char *line, size_t from, size_t to)
{
	while (to > from && is_blank(line[to - 1]))
		to--;
	while (from < to && is_blank(line[from]))
		from++;
	line[to] = '\0';
	*field = (struct csv_field){ line + from, to - from };
}

/*
 * The quoted field whose quote was the last mark. Doubled quotes become one.
 * Returns the offset of the delimiter, or of the line's end; 0: not plain.
 */
static size_t
quoted_field(struct marks *marks, char *line, size_t from, char delimiter,
    struct csv_field *field)
{
	size_t to = from, done = from, at;

	for (;;) {
		do {
			at = next_mark(marks);
			if (at >= marks->len)
				return 0;
		} while (line[at] != '"');
		if (to != done)
			memmove(line + to, line + done, at - done);
		to += at - done;
		if (at + 1 < marks->len && line[at + 1] == '"') {
			line[to++] = '"';
			done = at + 2;
			(void)next_mark(marks);
			continue;
		}
		put_field(field, line, from, to);
		at++;
		if (at < marks->len &&
		    (line[at] != delimiter || next_mark(marks) != at))
			return 0;
		return at;
	}
}

size_t
csv_quick_split(char *line, size_t len, char delimiter,
    struct csv_field field[CSV_COLUMNS_MAX])
{
	struct marks marks = { .line = line,
		.delimiters = EVERY_BYTE(delimiter) };
	size_t count = 0, from = 0, at;

	len--;
	len -= len > 0 && line[len - 1] == '\r';
	if (len == 0 || len > CSV_FIELD_MAX || memchr(line, '\r', len) != NULL)
		return 0;
	marks.len = len;
	look_at(&marks);
	for (;;) {
		if (count == CSV_COLUMNS_MAX)
			return 0;
		at = next_mark(&marks);
		if (at > len)
			at = len;
		if (at < len && line[at] == '"') {
			if (at != from)
				return 0;
			at = quoted_field(
			    &marks, line, from + 1, delimiter, &field[count++]);
			if (at == 0)
				return 0;
		} else {
			put_field(&field[count++], line, from, at);
		}
		if (at >= len)
			return count;
		from = at + 1;
	}
}
