/*
 * parameter.h - parameters with a form; each function refuses what has
 * another and returns false.
 */
#ifndef SANDBOX_PARAMETER_H
#define SANDBOX_PARAMETER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct sandbox_answer;
struct sandbox_request;

/* A comma list of at most most words; count 0 when it is not there. */
struct parameter_list {
	const char **word;
	size_t count;
};
bool parameter_list(const struct sandbox_request *, struct sandbox_answer *,
    struct arena *, const char *name, size_t most, struct parameter_list *ret);
/* A NetvisorKey; a word that is none is refused as name's. */
bool parameter_key(
    struct sandbox_answer *, const char *name, const char *word, int64_t *ret);
/* YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss where with_time. */
bool parameter_moment(struct sandbox_answer *, const char *name,
    const char *word, bool with_time);
/* 1; anything else but 0 is refused. *ret false when it is not there. */
bool parameter_switch(const struct sandbox_request *, struct sandbox_answer *,
    const char *name, bool *ret);
/* method: add or edit; anything else, and none, is refused. */
bool parameter_method(
    const struct sandbox_request *, struct sandbox_answer *, bool *ret_editing);

#endif
