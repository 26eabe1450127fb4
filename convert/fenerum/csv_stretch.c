/* csv_stretch.c - see csv_stretch.h. */
#include "fenerum/csv_stretch.h"

#include <string.h>

#define LANES 32
/* After so many steps a lane could overflow. */
#define STEPS_MAX 255

typedef unsigned char lanes __attribute__((vector_size(LANES)));

struct tally {
	size_t quotes;
	size_t feeds;
};

static size_t
sum_of(const lanes *count)
{
	size_t sum = 0;

	for (size_t i = 0; i < LANES; i++)
		sum += (*count)[i];
	return sum;
}

static struct tally
count_marks(const char *text, size_t len)
{
	struct tally tally = { 0, 0 };
	size_t i = 0;

	while (len - i >= LANES) {
		lanes quotes = { 0 }, feeds = { 0 }, part;

		for (int step = 0; step < STEPS_MAX && len - i >= LANES;
		     step++, i += LANES) {
			memcpy(&part, text + i, LANES);
			/* A lane that is equal is -1. */
			quotes -= (lanes)(part == '"');
			feeds -= (lanes)(part == '\n');
		}
		tally.quotes += sum_of(&quotes);
		tally.feeds += sum_of(&feeds);
	}
	for (; i < len; i++) {
		tally.quotes += text[i] == '"';
		tally.feeds += text[i] == '\n';
	}
	return tally;
}

bool
csv_stretch_find(const char *text, size_t len, struct csv_stretch *ret)
{
	struct tally tally = count_marks(text, len);

	for (size_t at = len; at > 0; at--) {
		if (text[at - 1] == '"') {
			tally.quotes--;
			continue;
		}
		if (text[at - 1] != '\n')
			continue;
		if (tally.quotes % 2 == 0) {
			*ret = (struct csv_stretch){ text, at, tally.feeds };
			return true;
		}
		tally.feeds--;
	}
	return false;
}
