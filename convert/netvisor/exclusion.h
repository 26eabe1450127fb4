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
 * Add the document that item means (a reference, a key, or a name that only
 * one document of the batch bears) to the file, which appears whole. Adding
 * what is there already changes nothing. 0, or -1 after a finding
 * (review.item-unknown, review.item-ambiguous, review.reason-missing).
 * *ret_reference (may be NULL) gets the reference, owned by the batch.
 */
int exclusion_add(const char *path, const struct batch *, const char *item,
    const char *reason, struct diag_list *, const char **ret_reference);

/* SHA-256 of the file's bytes in lower-case hex; of nothing if missing. */
int exclusions_digest(
    const char *path, char text[SHA256_HEX_MAX], struct diag_list *);

#endif
