/* glob.c - see glob.h. */
#include "mapping/glob.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The next character after text, which does not stand at the end. */
static const char *
next_character(const char *text)
{
	do
		text++;
	while (((unsigned char)*text & 0xc0) == 0x80);
	return text;
}

/* Does the first character of the pattern, no star, match that of the text? */
typedef bool match_one(const char *pattern, const char *text);

static bool
matches_text(const char *pattern, const char *text)
{
	return *pattern == '?' || *pattern == *text;
}

/* In a pattern's place a star is more than one character can stand for. */
static bool
matches_pattern(const char *pattern, const char *text)
{
	return *text != '*' && matches_text(pattern, text);
}

/* Go back to the last star only: an earlier one can do nothing better. */
static bool
match(const char *pattern, const char *text, match_one *one)
{
	const char *star = NULL, *retry = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			retry = text;
		} else if (*pattern != '\0' && one(pattern, text)) {
			text =
			    *pattern == '?' ? next_character(text) : text + 1;
			pattern++;
		} else if (star != NULL) {
			pattern = star;
			retry = text = next_character(retry);
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

bool
glob_match(const char *pattern, const char *text)
{
	return match(pattern, text, matches_text);
}

bool
glob_covers(const char *pattern, const char *other)
{
	return match(pattern, other, matches_pattern);
}

/*
 * One row of the table "do the rest of the pattern and the rest of the other
 * meet", from the row of the next character (after) and from its own end.
 */
static void
fill_row(const char *pattern, const char *other, size_t len, const bool *after,
    bool *row)
{
	size_t j;

	/* The end of the other: only stars match nothing. */
	row[len] = *pattern == '*' && after[len];
	for (j = len; j-- > 0;) {
		if (*pattern == '*' || other[j] == '*')
			row[j] = after[j] || row[j + 1];
		else
			row[j] = after[j + 1] &&
			         (*pattern == '?' || other[j] == '?' ||
				     *pattern == other[j]);
	}
}

bool
glob_meets(const char *pattern, const char *other)
{
	size_t i, len = strlen(other);
	bool *after, *row, *swap, meets;

	after = mem_calloc(len + 1, sizeof(*after));
	row = mem_calloc(len + 1, sizeof(*row));
	after[len] = true;
	for (i = len; i-- > 0;)
		after[i] = other[i] == '*' && after[i + 1];
	for (i = strlen(pattern); i-- > 0;) {
		fill_row(pattern + i, other, len, after, row);
		swap = after;
		after = row;
		row = swap;
	}
	meets = after[0];
	free(after);
	free(row);
	return meets;
}
