/*
 * filter.h - the parameters that narrow what a list answers.
 *
 * All refuse a value of another form with INVALID_DATA and return false; a
 * parameter that is missing or empty leaves *ret as it was.
 */
#ifndef SANDBOX_FILTER_H
#define SANDBOX_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "sandbox/resource.h"

/* A list of keys holds at most this many. */
#define FILTER_KEYS_MAX 500

/* Is there a value at all? */
bool filter_given(const struct sandbox_request *, const char *name);
/* Does it equal "1"? */
bool filter_is_set(const struct sandbox_request *, const char *name);
bool filter_date(const struct sandbox_request *, const char *name,
    const char **ret, struct sandbox_answer *);
bool filter_integer(const struct sandbox_request *, const char *name,
    int64_t *ret, struct sandbox_answer *);
/* A list "1,2,3", appended as a JSON array, for json_each. */
bool filter_keys(const struct sandbox_request *, const char *name,
    struct buf *ret, struct sandbox_answer *);

#endif
