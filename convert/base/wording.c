/* wording.c - see wording.h. */
#include "base/wording.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* Parts of a text have parts again, but not for ever; nor is all worth it. */
#define DEPTH_MAX 16
#define TEXT_MAX ((size_t)8 << 10)
#define CAPTURES_MAX 12
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *const language_name[LANGUAGE_COUNT] = { "en", "fi" };

static const struct wording messages[] = {
#define MESSAGE(english, finnish) { english, finnish },
#include "base/messages_fi.def"
#undef MESSAGE
};

/* What stood in a conversion of the English format. */
struct capture {
	const char *text;
	size_t len;
	bool quoted;
};

/* How a text is explained by a format. */
struct match {
	struct capture capture[CAPTURES_MAX];
	size_t count;
	size_t literal; /* bytes that the format itself explains */
};

/* What of a part may be translated; parts of parts inherit it. */
enum scope {
	SCOPE_PHRASES, /* what has a blank in it */
	SCOPE_WORDS
};

static bool put_in(
    struct buf *, const char *, size_t, enum scope, unsigned depth);

bool
language_find(const char *name, enum language *ret)
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		if (strcmp(name, language_name[i]) == 0) {
			*ret = (enum language)i;
			return true;
		}
	}
	return false;
}

size_t
wording_count(void)
{
	return COUNT(messages);
}

const struct wording *
wording_get(size_t index)
{
	return &messages[index];
}

bool
wording_conversion_parse(const char *format, struct wording_conversion *ret)
{
	const char *at = format + 1;
	size_t digits = strspn(at, "0123456789"), len = 0;

	*ret = (struct wording_conversion){ .argument = 0 };
	if (digits > 0 && at[digits] == '$') {
		for (size_t i = 0; i < digits; i++)
			ret->argument =
			    ret->argument * 10 + (size_t)(at[i] - '0');
		at += digits + 1;
	}
	if (*at == '#' || *at == '-')
		ret->mark = *at;
	at += strspn(at, "-+ #0123456789.*");
	while (len < 2 && *at != '\0' && strchr("lzhj", *at) != NULL)
		ret->type[len++] = *at++;
	if (*at == '\0' || strchr("sduxXc", *at) == NULL)
		return false;
	ret->type[len] = *at;
	ret->len = (size_t)(at + 1 - format);
	return true;
}

/* The plain text that a format begins with; "%%" is one of its own. */
static struct capture
literal_of(const char *format, size_t *ret_skip)
{
	struct capture literal = { format, strcspn(format, "%"), false };

	*ret_skip = literal.len;
	if (format[0] == '%' && format[1] == '%') {
		literal.text = format + 1;
		literal.len = 1;
		*ret_skip = 2;
	}
	return literal;
}

/* How long the number or character is that a text begins with. */
static size_t
number_len(const char *text, size_t len, char letter)
{
	const char *digits = letter == 'd' || letter == 'u'
	                         ? "0123456789"
	                         : "0123456789abcdefABCDEF";
	size_t at = len > 0 && text[0] == '-' && letter == 'd' ? 1 : 0;
	size_t first = at;

	if (letter == 'c')
		return len > 0 ? 1 : 0;
	while (at < len && strchr(digits, text[at]) != NULL)
		at++;
	return at > first ? at : 0;
}

/* Of a word: a letter (any byte beyond ASCII is of one) or a digit. */
static bool
is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Does a quotation begin here, or, if it has begun, end? */
static bool
is_quote(const char *text, size_t len, size_t at, bool within)
{
	if (text[at] != '\'')
		return false;
	return within ? at + 1 == len || !is_of_word(text[at + 1])
	              : at == 0 || !is_of_word(text[at - 1]);
}

/*
 * Where the plain text stands first; in the last part, at the very end. What
 * is quoted in a part is data, which no plain text of the format divides.
 */
static bool
find(const struct capture *literal, const struct capture *capture, bool last,
    size_t len, size_t *ret)
{
	const char *text = capture->text;
	bool within = false;

	for (size_t at = 0; at + literal->len <= len; at++) {
		if (!within && (!last || at + literal->len == len) &&
		    memcmp(text + at, literal->text, literal->len) == 0) {
			*ret = at;
			return true;
		}
		if (!capture->quoted && is_quote(text, len, at, within))
			within = !within;
	}
	return false;
}

/* The text that a %s stands for: up to what follows it in the format. */
static bool
text_len(
    const char *rest, const struct capture *capture, size_t len, size_t *ret)
{
	size_t skip;
	struct capture next = literal_of(rest, &skip);

	if (rest[0] == '\0') {
		*ret = len;
		return true;
	}
	if (next.len == 0) {
		*ret = 0;
		return true;
	}
	return find(&next, capture, rest[skip] == '\0', len, ret);
}

static bool
match_conversion(struct match *match, const char *start, const char *format,
    const struct wording_conversion *conversion, const char *text, size_t len)
{
	struct capture *capture = &match->capture[match->count];
	const char *rest = format + conversion->len;
	const char letter = conversion->type[strlen(conversion->type) - 1];

	*capture = (struct capture){ .text = text,
		.quoted =
		    format > start && format[-1] == '\'' && *rest == '\'' };
	if (match->count + 1 == CAPTURES_MAX)
		return false;
	match->count++;
	if (letter == 's')
		return text_len(rest, capture, len, &capture->len);
	capture->len = number_len(text, len, letter);
	return capture->len > 0;
}

/* Does the format explain the whole text? */
static bool
matches(const char *format, const char *text, size_t len, struct match *ret)
{
	const char *start = format;
	struct wording_conversion conversion;
	struct capture literal;
	size_t skip;

	ret->count = ret->literal = 0;
	while (*format != '\0') {
		literal = literal_of(format, &skip);
		if (literal.len > 0) {
			if (literal.len > len ||
			    memcmp(literal.text, text, literal.len) != 0)
				return false;
			ret->literal += literal.len;
			text += literal.len;
			len -= literal.len;
			format += skip;
			continue;
		}
		if (!wording_conversion_parse(format, &conversion) ||
		    !match_conversion(
			ret, start, format, &conversion, text, len))
			return false;
		skip = ret->capture[ret->count - 1].len;
		text += skip;
		len -= skip;
		format += conversion.len;
	}
	return len == 0;
}

/*
 * Parts of a sentence are sentences again, at most DEPTH_MAX deep.
 * NOLINTBEGIN(misc-no-recursion)
 */
static void
put_capture(struct buf *buf, const struct capture *capture, char mark,
    enum scope scope, unsigned depth)
{
	if (mark == '#')
		scope = SCOPE_WORDS;
	if (capture->quoted || mark == '-' ||
	    !put_in(buf, capture->text, capture->len, scope, depth + 1))
		buf_put(buf, capture->text, capture->len);
}

/* The Finnish format with what the English one had in its conversions. */
static void
put_filled(struct buf *buf, const char *format, const struct match *match,
    enum scope scope, unsigned depth)
{
	struct wording_conversion conversion;
	struct capture literal;
	size_t next = 0, skip, index;

	while (*format != '\0') {
		literal = literal_of(format, &skip);
		if (literal.len > 0) {
			buf_put(buf, literal.text, literal.len);
			format += skip;
			continue;
		}
		if (!wording_conversion_parse(format, &conversion))
			return;
		index =
		    conversion.argument > 0 ? conversion.argument - 1 : next++;
		if (index < match->count)
			put_capture(buf, &match->capture[index],
			    conversion.mark, scope, depth);
		format += conversion.len;
	}
}

/* Append the text in Finnish; false, with nothing appended: it is not known. */
static bool
put_in(struct buf *buf, const char *text, size_t len, enum scope scope,
    unsigned depth)
{
	const struct wording *best = NULL;
	struct match match, best_match = { .literal = 0 };

	if (depth > DEPTH_MAX || len == 0 || len > TEXT_MAX)
		return false;
	for (size_t i = 0; i < COUNT(messages); i++) {
		const char *english = messages[i].english;

		/* Most begin with other words than the text does. */
		if (english[0] != text[0] && english[0] != '%')
			continue;
		if (scope == SCOPE_PHRASES && strchr(english, ' ') == NULL)
			continue;
		if (matches(english, text, len, &match) &&
		    (best == NULL || match.literal > best_match.literal)) {
			best = &messages[i];
			best_match = match;
		}
	}
	if (best != NULL)
		put_filled(buf, best->finnish, &best_match,
		    depth == 0 ? SCOPE_PHRASES : scope, depth);
	return best != NULL;
}

/* NOLINTEND(misc-no-recursion) */

bool
wording_put(struct buf *buf, enum language language, const char *english)
{
	if (language == LANGUAGE_FINNISH &&
	    put_in(buf, english, strlen(english), SCOPE_WORDS, 0))
		return true;
	buf_puts(buf, english);
	return language == LANGUAGE_ENGLISH || english[0] == '\0';
}
