/* xsd_pattern_parse.h - a pattern in postfix form; see xsd_pattern.h. */
#ifndef NETVISOR_XSD_PATTERN_PARSE_H
#define NETVISOR_XSD_PATTERN_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERN_TOKENS_MAX 2048

enum pattern_token_kind {
	PATTERN_CLASS, /* one character of a set */
	PATTERN_EMPTY, /* nothing */
	PATTERN_CAT,   /* the two before, one after the other */
	PATTERN_ALT,   /* one of the two before */
	PATTERN_STAR,  /* the one before, any number of times */
	PATTERN_PLUS,
	PATTERN_OPTION
};

struct pattern_token {
	enum pattern_token_kind kind;
	uint64_t set[2]; /* of a class, a bit for each ASCII character */
};

/* The tokens of a pattern; 0 when it is not understood. */
size_t pattern_parse(
    const char *pattern, struct pattern_token ret[PATTERN_TOKENS_MAX]);

#endif
