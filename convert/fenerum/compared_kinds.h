/*
 * compared_kinds.h - what two readings of a month are compared by: the
 * business key of a row, its amount, and a digest of all fields but the source.
 */
#ifndef FENERUM_COMPARED_KINDS_H
#define FENERUM_COMPARED_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/record_kinds.h"
#include "fenerum/billing_row.h"
#include "fenerum/id_table.h"

struct compared_kind {
	const struct record_schema *schema;
	size_t key;
	size_t second; /* the rest of the key, or 0 */
	size_t amount; /* 0: it has none */
};

#define COMPARED_KIND_COUNT 7
extern const struct compared_kind compared_kinds[COMPARED_KIND_COUNT];

/* NULL if the kind's rows have no key. */
const struct compared_kind *compared_kind_of(const struct record_schema *);
size_t compared_kind_number(const struct compared_kind *);

/* Longer keys are cut where they are shown, never where they are compared. */
#define COMPARED_KEY_MAX 256
struct compared_row {
	struct id_key id;
	uint64_t digest;
	struct money amount;
	bool has_amount;
	char key[COMPARED_KEY_MAX];
};

/* The same row gives the same, as a record and as it is read. */
void compared_row_of_record(struct compared_row *, const struct compared_kind *,
    struct record_reader *);
void compared_row_of_export(struct compared_row *, const struct compared_kind *,
    const struct billing_row *);

#endif
