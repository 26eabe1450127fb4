/*
 * exclusion.h - exclusions.tsv: the documents that a person keeps out of the
 * batch, with the reason. netvisor-write leaves them and their dependents
 * out; a change of the file makes an approval void.
 */
#ifndef NETVISOR_EXCLUSION_H
#define NETVISOR_EXCLUSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/sha256.h"

struct batch;

struct exclusion {
	const char *reference;
	const char *name;
	const char *reason;
	struct source_pos pos; /* its line in exclusions.tsv */
};

struct exclusions;

/* A missing file is an empty list. NULL after findings (record.*). */
struct exclusions *exclusions_load(const char *path, struct diag_list *);
void exclusions_free(struct exclusions *);
size_t exclusions_count(const struct exclusions *);
const struct exclusion *exclusions_at(const struct exclusions *, size_t);
/* The exclusion of a reference, or NULL. */
const struct exclusion *exclusions_find(
    const struct exclusions *, const char *reference);

/*
 * The exclusion that a person means by word: its reference, its key, or a
 * name that only one of them bears; else NULL, and how many bear the name.
 */
const struct exclusion *exclusions_search(
    const struct exclusions *, const char *word, size_t *ret_matches);

/*
 * Exclude the document that item means (a reference, a key, or a name that
 * only one document of the batch bears); the file appears whole. One that is
 * excluded already, still in the batch or left out of it, is returned as it
 * is, with its first reason, and the count stays. NULL after a finding
 * (review.item-unknown, review.item-ambiguous, review.reason-missing).
 */
const struct exclusion *exclusions_add(struct exclusions *,
    const struct batch *, const char *item, const char *reason,
    struct diag_list *);
/*
 * Take back the exclusion that item means; the file appears whole. It stays
 * when it has become empty: that it changed has to be seen. The exclusion
 * lives as long as the list. NULL after a finding (review.item-unknown,
 * review.item-ambiguous).
 */
const struct exclusion *exclusions_remove(
    struct exclusions *, const char *item, struct diag_list *);

/* SHA-256 of the file's bytes in lower-case hex; of nothing if missing. */
int exclusions_digest(
    const char *path, char text[SHA256_HEX_MAX], struct diag_list *);

#endif
