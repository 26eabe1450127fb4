/*
 * credentials_redact.c - keys and MACs out of answers, before anything else
 * looks at them. Netvisor's authentication errors echo the signed string; a
 * key in it may be written as XML or a URL would write it.
 */
#include <stdbool.h>
#include <string.h>

#include "netvisor/credentials.h"

/* A shorter key would stand in half the words of an answer. */
#define KEY_ANYWHERE_MIN 4
#define MAC_DIGITS 64
/* So far the end of a comment is looked for. */
#define MARKUP_MAX ((size_t)256)

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_word(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The length of the XML name of a character at text, or 0. */
static size_t
match_named(const char *text, size_t len, char wanted)
{
	static const struct {
		char character;
		const char *name;
	} named[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
		{ '"', "&quot;" }, { '\'', "&apos;" } };

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		const size_t size = strlen(named[i].name);

		if (named[i].character == wanted && len >= size &&
		    memcmp(text, named[i].name, size) == 0)
			return size;
	}
	return 0;
}

/* Likewise of "&#38;", "&#x26;", in any number of zeros. */
static size_t
match_numbered(const char *text, size_t len, char wanted)
{
	const bool hex = len > 2 && lower(text[2]) == 'x';
	const int base = hex ? 16 : 10;
	size_t at = hex ? 3 : 2;
	const size_t first = at;
	int value = 0;

	if (len < 3 || text[0] != '&' || text[1] != '#')
		return 0;
	for (; at < len && value < 128; at++) {
		const int digit = hex_value(text[at]);

		if (digit < 0 || digit >= base)
			break;
		value = value * base + digit;
	}
	if (at == first || at >= len || text[at] != ';' || value >= 128)
		return 0;
	return lower((char)value) == lower(wanted) ? at + 1 : 0;
}

/* Likewise of "%26". */
static size_t
match_percent(const char *text, size_t len, char wanted)
{
	int high, low;

	if (len < 3 || text[0] != '%')
		return 0;
	high = hex_value(text[1]);
	low = hex_value(text[2]);
	if (high < 0 || high > 7 || low < 0)
		return 0;
	return lower((char)(high * 16 + low)) == lower(wanted) ? 3 : 0;
}

/* How many bytes write the character at text, escaped or not; 0: none. */
static size_t
match_character(const char *text, size_t len, char wanted)
{
	size_t used = 0;

	if (len == 0)
		return 0;
	if (*text == '&') {
		used = match_named(text, len, wanted);
		if (used == 0)
			used = match_numbered(text, len, wanted);
	} else if (*text == '%') {
		used = match_percent(text, len, wanted);
	}
	if (used == 0 && lower(*text) == lower(wanted))
		used = 1;
	return used;
}

/* How many bytes to the end of what begins with open and ends with close. */
static size_t
match_span(const char *text, size_t len, const char *open, const char *close)
{
	const size_t open_len = strlen(open), close_len = strlen(close);
	const char *at;

	if (len < open_len || memcmp(text, open, open_len) != 0)
		return 0;
	if (len > MARKUP_MAX)
		len = MARKUP_MAX;
	for (at = text + open_len; (size_t)(at - text) + close_len <= len; at++)
		if (memcmp(at, close, close_len) == 0)
			return (size_t)(at - text) + close_len;
	return 0;
}

/*
 * Markup at text that a reader of XML drops, so that what stands before and
 * after it becomes one text; and the NULs of UTF-16.
 */
static size_t
match_markup(const char *text, size_t len)
{
	static const struct {
		const char *open;
		const char *close;
	} markup[] = { { "<!--", "-->" }, { "<![CDATA[", "" }, { "<?", "?>" },
		{ "]]>", "" }, { "<", ">" } };
	size_t used = 0, i;

	if (len > 0 && *text == '\0')
		return 1;
	if (len == 0 || (*text != '<' && *text != ']'))
		return 0;
	for (i = 0; used == 0 && i < sizeof(markup) / sizeof(markup[0]); i++)
		used = match_span(text, len, markup[i].open, markup[i].close);
	return used;
}

/* The length of a key at text + at, or 0. */
static size_t
match_key(const char *key, const char *text, size_t len, size_t at)
{
	const size_t size = key == NULL ? 0 : strlen(key);
	size_t end = at;

	for (size_t i = 0; i < size; i++) {
		size_t used = match_character(text + end, len - end, key[i]);

		while (used == 0 && i > 0) {
			const size_t markup =
			    match_markup(text + end, len - end);

			if (markup == 0)
				return 0;
			end += markup;
			used = match_character(text + end, len - end, key[i]);
		}
		if (used == 0)
			return 0;
		end += used;
	}
	if (size < KEY_ANYWHERE_MIN && ((at > 0 && is_word(text[at - 1])) ||
					   (end < len && is_word(text[end]))))
		return 0;
	return end - at;
}

/* Where the hexadecimal digits that begin at text + at end. */
static size_t
hex_end(const char *text, size_t len, size_t at)
{
	while (at < len && hex_value(text[at]) >= 0)
		at++;
	return at;
}

/* Can what is between the characters of a key be told from them? */
static bool
markup_is_apart(const char *const key[2])
{
	for (size_t i = 0; i < 2; i++)
		if (key[i] != NULL && strpbrk(key[i], "<]") != NULL)
			return false;
	return true;
}

/*
 * Matches may overlap. Every match that begins at a byte is found before that
 * byte is overwritten, and later ones do not need it any more.
 */
size_t
credentials_redact(
    const struct credentials *credentials, char *text, size_t len)
{
	const char *const key[] = { credentials->customer_key,
		credentials->partner_key };
	const bool apart = markup_is_apart(key);
	size_t until = 0, hex_until = 0, markup_until = 0, places = 0;

	for (size_t at = 0; at < len; at++) {
		size_t end = at;

		if (at >= hex_until) {
			hex_until = hex_end(text, len, at);
			if (hex_until - at >= MAC_DIGITS)
				end = hex_until;
		}
		for (size_t i = 0; i < 2; i++) {
			const size_t used = match_key(key[i], text, len, at);

			if (at + used > end)
				end = at + used;
		}
		if (end > at && at >= until)
			places++;
		if (end > until)
			until = end;
		/* Markup stays, or the answer could not be read any more. */
		if (apart && at < until && at >= markup_until)
			markup_until = at + match_markup(text + at, len - at);
		if (at < until && at >= markup_until)
			text[at] = '*';
	}
	return places;
}
