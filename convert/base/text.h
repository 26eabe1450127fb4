/*
 * text.h - UTF-8 text, small helpers without a locale.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/*
 * Offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates,
 * no overlong forms, at most U+10FFFF), or len when all is.
 */
size_t text_utf8_check(const char *, size_t len);

/*
 * Decode one character of valid UTF-8 at text, at most len > 0 bytes; returns
 * the bytes used (1 on an invalid byte, with *ret 0xFFFD).
 */
size_t text_utf8_decode(const char *, size_t len, uint32_t *ret);

/* Characters (not bytes) in valid UTF-8. */
size_t text_utf8_count(const char *, size_t len);

/* ASCII only, without regard to locale. */
bool text_equal_ignore_case(const char *, const char *);
bool text_is_digits(const char *, size_t len); /* at least one digit */
bool text_starts_with(const char *, const char *prefix);

/*
 * At most TEXT_CLIP_CHARACTERS characters of a value, for quoting in a
 * finding; a longer one ends in "...". Returns clipped.
 */
#define TEXT_CLIP_CHARACTERS 60
#define TEXT_CLIP_MAX (TEXT_CLIP_CHARACTERS * 4 + 4)
const char *text_clip(const char *, size_t len, char clipped[TEXT_CLIP_MAX]);

/* Append text with control characters shown as \t, \n, \x1b, \u0085. */
void text_put_escaped(struct buf *, const char *, size_t len);
/* Append text escaped for HTML, for element content and quoted attributes. */
void text_put_html(struct buf *, const char *, size_t len);
/* Append a quoted JSON string (RFC 8259). */
void text_put_json(struct buf *, const char *, size_t len);

/* Lower-case base32 without padding (RFC 4648) of len bytes. */
void text_put_base32(struct buf *, const unsigned char *, size_t len);

/*
 * The distance of two words (insertions, deletions, replacements, swaps),
 * for "did you mean"; and the nearest of count words within distance 2,
 * or NULL.
 */
size_t text_distance(const char *, const char *);
const char *text_nearest(const char *, const char *const *word, size_t count);

#endif
