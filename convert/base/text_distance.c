/* text_distance.c - "did you mean". */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NEAREST_DISTANCE 2

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The distance with swaps of neighbours ("optimal string alignment"), by rows
 * of the usual table; three rows are enough, since a swap looks two back.
 */
static size_t
distance(const char *a, const char *b, unsigned char (*value)(char))
{
	size_t a_len = strlen(a), b_len = strlen(b), i, j, result;
	size_t *memory, *before, *above, *row, *spare;

	memory = mem_calloc(b_len + 1, 3 * sizeof(*memory));
	before = memory;
	above = before + b_len + 1;
	row = above + b_len + 1;
	for (j = 0; j <= b_len; j++)
		row[j] = j;
	for (i = 1; i <= a_len; i++) {
		spare = before;
		before = above;
		above = row;
		row = spare;
		row[0] = i;
		for (j = 1; j <= b_len; j++) {
			row[j] = above[j - 1] +
			         (value(a[i - 1]) != value(b[j - 1]) ? 1 : 0);
			row[j] =
			    smaller(row[j], smaller(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 &&
			    value(a[i - 1]) == value(b[j - 2]) &&
			    value(a[i - 2]) == value(b[j - 1]))
				row[j] = smaller(row[j], before[j - 2] + 1);
		}
	}
	result = row[b_len];
	free(memory);
	return result;
}

static unsigned char
exact(char c)
{
	return (unsigned char)c;
}

size_t
text_distance(const char *a, const char *b)
{
	return distance(a, b, exact);
}

const char *
text_nearest(const char *text, const char *const *word, size_t count)
{
	size_t len = strlen(text), best = NEAREST_DISTANCE + 1, i;
	const char *nearest = NULL;

	for (i = 0; i < count; i++) {
		size_t word_len = strlen(word[i]), found;

		/* Also keeps a hostile, very long text cheap. */
		if (len > word_len + NEAREST_DISTANCE ||
		    word_len > len + NEAREST_DISTANCE)
			continue;
		found = distance(text, word[i], fold);
		/* Two words that share no character are not near. */
		if (found < best && found < (len > word_len ? len : word_len)) {
			best = found;
			nearest = word[i];
		}
	}
	return nearest;
}
