/* text.c - UTF-8 and small comparisons without a locale. */
#include "base/text.h"

#include <string.h>

#define REPLACEMENT 0xFFFD
/* The high bit of each of eight bytes: all clear means ASCII. */
#define HIGH_BITS UINT64_C(0x8080808080808080)

/*
 * The length of the valid UTF-8 sequence at byte, at most len > 0 bytes, or 0.
 * The bounds of the second byte are table 3-7 of the Unicode standard, which
 * is RFC 3629 section 4: they leave out surrogates, overlong forms and
 * everything above U+10FFFF.
 */
static size_t
utf8_length(const unsigned char *byte, size_t len)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t count, i;

	if (byte[0] < 0x80)
		return 1;
	if (byte[0] < 0xC2 || byte[0] > 0xF4)
		return 0;
	count = byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;
	if (byte[0] == 0xE0)
		low = 0xA0;
	else if (byte[0] == 0xED)
		high = 0x9F;
	else if (byte[0] == 0xF0)
		low = 0x90;
	else if (byte[0] == 0xF4)
		high = 0x8F;
	if (len < count || byte[1] < low || byte[1] > high)
		return 0;
	for (i = 2; i < count; i++) {
		if ((byte[i] & 0xC0) != 0x80)
			return 0;
	}
	return count;
}

size_t
text_utf8_check(const char *text, size_t len)
{
	const unsigned char *byte = (const unsigned char *)text;
	size_t at = 0, count;
	uint64_t eight;

	while (at < len) {
		if (len - at >= sizeof(eight)) {
			memcpy(&eight, byte + at, sizeof(eight));
			if ((eight & HIGH_BITS) == 0) {
				at += sizeof(eight);
				continue;
			}
		}
		count = utf8_length(byte + at, len - at);
		if (count == 0)
			return at;
		at += count;
	}
	return len;
}

size_t
text_utf8_decode(const char *text, size_t len, uint32_t *ret)
{
	/* The bits of the first byte, by length of the sequence. */
	static const unsigned char first_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	const unsigned char *byte = (const unsigned char *)text;
	size_t count = utf8_length(byte, len), i;

	if (count == 0) {
		*ret = REPLACEMENT;
		return 1;
	}
	*ret = byte[0] & first_bits[count];
	for (i = 1; i < count; i++)
		*ret = *ret << 6 | (byte[i] & 0x3F);
	return count;
}

size_t
text_utf8_count(const char *text, size_t len)
{
	size_t count = 0, i;

	for (i = 0; i < len; i++) {
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			count++;
	}
	return count;
}

static unsigned char
lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool
text_equal_ignore_case(const char *a, const char *b)
{
	for (; *a != '\0' && lower(*a) == lower(*b); a++, b++)
		;
	return *a == *b;
}

bool
text_is_digits(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return len > 0;
}

bool
text_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

const char *
text_clip(const char *text, size_t len, char clipped[TEXT_CLIP_MAX])
{
	size_t at = 0, characters;
	uint32_t ignored;

	for (characters = 0; at < len && characters < TEXT_CLIP_CHARACTERS;
	     characters++)
		at += text_utf8_decode(text + at, len - at, &ignored);
	memcpy(clipped, text, at);
	if (at < len) {
		memcpy(clipped + at, "...", 3);
		at += 3;
	}
	clipped[at] = '\0';
	return clipped;
}
