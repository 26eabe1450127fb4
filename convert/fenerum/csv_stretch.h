/*
 * csv_stretch.h - a stretch of an export: bytes that are whole rows as far as
 * their quotes tell, so that several can be read at the same time. Only their
 * reader knows: if it ends with a row where the stretch ends, the next one
 * begins with a row too.
 */
#ifndef FENERUM_CSV_STRETCH_H
#define FENERUM_CSV_STRETCH_H

#include <stdbool.h>
#include <stddef.h>

struct csv_stretch {
	const char *text;
	size_t len;
	size_t lines;
};

/*
 * The longest stretch that a text begins with, from the begin of a row; false
 * if no line in it ends outside quotes.
 */
bool csv_stretch_find(const char *, size_t len, struct csv_stretch *ret);

#endif
