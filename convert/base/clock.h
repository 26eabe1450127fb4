/*
 * clock.h - the one source of wall-clock time. Times come in from outside:
 * a program gives its clock to what needs it, and tests fix it.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_TEXT_MAX 21

struct clock {
	bool fixed;
	int64_t seconds; /* since 1970-01-01 UTC, when fixed */
};

/* Seconds since 1970-01-01 UTC. */
int64_t clock_now(const struct clock *);
/* Milliseconds since then; a fixed clock gives whole seconds. */
int64_t clock_now_milliseconds(const struct clock *);
/* "YYYY-MM-DDTHH:MM:SSZ"; returns text. */
const char *clock_format(int64_t seconds, char text[CLOCK_TEXT_MAX]);
/* The reverse of clock_format, strict. */
bool clock_parse(const char *, int64_t *ret);

#endif
