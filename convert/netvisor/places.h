/*
 * places.h - where each document of a ledger will stand in the batch, known
 * before the first of them is built.
 *
 * A document is known by the first 8 bytes of its key's SHA-256, of which its
 * reference is a part: so keys that this table cannot tell apart would have
 * the same reference. An invoice is also known by its number. Both take some
 * forty bytes a document.
 *
 * A lane is what goes out in requests one after another: one kind in one
 * currency. Places in a lane are given in the ledger's order.
 */
#ifndef NETVISOR_PLACES_H
#define NETVISOR_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "netvisor/request.h"

/* Kinds times currencies; a ledger with more takes the thorough way. */
#define PLACE_LANES_MAX 32

struct place_lane {
	enum request_kind kind;
	const struct currency *currency;
	size_t count;   /* documents */
	size_t request; /* of so many documents */
	long first_seq; /* once places_number_requests was called */
};

struct place {
	uint64_t id;
	uint64_t number; /* what its number is known by; 0: none */
	uint32_t lane;
	uint32_t at; /* in its lane */
};

struct place_index {
	uint32_t *slot; /* numbers of places, from 1; 0: free */
	size_t count;
	size_t capacity; /* a power of two, or 0 */
};

/* A zeroed one is empty. */
struct places {
	struct place *place;
	size_t count;
	size_t capacity;
	struct place_index by_id;
	struct place_index by_number;
	struct place_lane lane[PLACE_LANES_MAX];
	size_t lanes;
};

void places_release(struct places *);
/*
 * The lane of a kind and a currency, made if it is new, so many documents a
 * request; -1 when there are too many.
 */
int places_lane(struct places *, enum request_kind, const struct currency *,
    size_t request);
/* The next place in a lane; false when the document has one already. */
bool places_add(struct places *, const char *key, int lane);
/* The latest document's number; of equal ones the first counts. */
void places_add_number(struct places *, const char *number);
/*
 * Give every lane its requests: by kind, then by currency code, the first
 * request of a kind being the given one or right after the kind before it.
 * Returns the number after the last.
 */
long places_number_requests(
    struct places *, enum request_kind first, enum request_kind last, long seq);

/* NULL when there is none. */
const struct place *places_find(const struct places *, const char *key);
const struct place *places_find_number(
    const struct places *, const char *number);
/* The request that a place is in. */
long places_seq(const struct places *, const struct place *);
/* How many requests a lane makes. */
size_t place_lane_requests(const struct place_lane *);

#endif
