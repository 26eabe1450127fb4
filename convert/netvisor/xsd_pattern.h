/*
 * xsd_pattern.h - the xs:pattern facet as a table of states, for quick
 * matching of ASCII texts.
 *
 * Understood: literal characters, ., classes with ranges, \d and escaped
 * punctuation, groups, | and the quantifiers ? * + {n} {n,} {n,m}. A pattern
 * with anything else, or of too many states, does not compile; a text that is
 * not ASCII never matches. So a match is certain, and no match says nothing.
 */
#ifndef NETVISOR_XSD_PATTERN_H
#define NETVISOR_XSD_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct xsd_pattern;

/* NULL when the pattern is not understood. */
struct xsd_pattern *xsd_pattern_new(const char *text);
void xsd_pattern_free(struct xsd_pattern *);
/* Does the whole text match? */
bool xsd_pattern_matches(const struct xsd_pattern *, const char *, size_t len);

#endif
