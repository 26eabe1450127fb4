/* places.c - see places.h. Both indexes: open addressing, 3/4 full at most. */
#include "netvisor/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/reference.h"

#define CAPACITY_FIRST 64

void
places_release(struct places *places)
{
	free(places->place);
	free(places->by_id.slot);
	free(places->by_number.slot);
	*places = (struct places){ .count = 0 };
}

int
places_lane(struct places *places, enum request_kind kind,
    const struct currency *currency, size_t request)
{
	for (size_t i = 0; i < places->lanes; i++) {
		if (places->lane[i].kind == kind &&
		    places->lane[i].currency == currency)
			return (int)i;
	}
	if (places->lanes == PLACE_LANES_MAX)
		return -1;
	places->lane[places->lanes] = (struct place_lane){
		.kind = kind, .currency = currency, .request = request
	};
	return (int)places->lanes++;
}

/*
 * What a number is known by: itself when it is short, else the digest. The
 * first byte of a text is not 0, so neither is what stands for it.
 */
static uint64_t
number_id(const char *number)
{
	const size_t len = strlen(number);
	uint64_t id = 0;

	if (len > sizeof(id))
		return reference_id(number);
	memcpy(&id, number, len);
	return id;
}

static uint64_t
place_word(const struct places *places, const struct place_index *index,
    uint32_t number)
{
	const struct place *place = &places->place[number - 1];

	return index == &places->by_id ? place->id : place->number;
}

/* The slot of a word, or the free one where it would stand. */
static uint32_t *
slot_at(
    const struct places *places, const struct place_index *index, uint64_t word)
{
	size_t at = (size_t)((word * UINT64_C(0x9E3779B97F4A7C15)) >> 32) &
	            (index->capacity - 1);

	while (index->slot[at] != 0 &&
	       place_word(places, index, index->slot[at]) != word)
		at = (at + 1) & (index->capacity - 1);
	return &index->slot[at];
}

static void
index_grow(const struct places *places, struct place_index *index)
{
	const size_t before = index->capacity;
	uint32_t *old = index->slot;

	index->capacity = before > 0 ? before * 2 : CAPACITY_FIRST;
	index->slot = mem_calloc(index->capacity, sizeof(*index->slot));
	for (size_t i = 0; i < before; i++) {
		if (old[i] != 0)
			*slot_at(places, index,
			    place_word(places, index, old[i])) = old[i];
	}
	free(old);
}

/* Point the word at the latest place; false when it is there already. */
static bool
index_add(struct places *places, struct place_index *index, uint64_t word)
{
	uint32_t *slot;

	if (4 * (index->count + 1) > 3 * index->capacity)
		index_grow(places, index);
	slot = slot_at(places, index, word);
	if (*slot != 0)
		return false;
	*slot = (uint32_t)places->count;
	index->count++;
	return true;
}

static const struct place *
index_find(
    const struct places *places, const struct place_index *index, uint64_t word)
{
	const uint32_t number =
	    index->count > 0 ? *slot_at(places, index, word) : 0;

	return number > 0 ? &places->place[number - 1] : NULL;
}

bool
places_add(struct places *places, const char *key, int lane)
{
	const uint64_t id = reference_id(key);

	if (places->count >= UINT32_MAX - 1)
		return false;
	places->place = mem_grow(places->place, places->count,
	    &places->capacity, sizeof(*places->place));
	places->place[places->count++] = (struct place){ .id = id,
		.lane = (uint32_t)lane,
		.at = (uint32_t)places->lane[lane].count };
	if (index_add(places, &places->by_id, id)) {
		places->lane[lane].count++;
		return true;
	}
	places->count--;
	return false;
}

void
places_add_number(struct places *places, const char *number)
{
	const uint64_t word = number_id(number);

	places->place[places->count - 1].number = word;
	if (!index_add(places, &places->by_number, word))
		places->place[places->count - 1].number = 0;
}

size_t
place_lane_requests(const struct place_lane *lane)
{
	return (lane->count + lane->request - 1) / lane->request;
}

/* The lane of a kind that comes next after a currency's code, or NULL. */
static struct place_lane *
lane_after(struct places *places, enum request_kind kind, const char *code)
{
	struct place_lane *next = NULL;

	for (size_t i = 0; i < places->lanes; i++) {
		struct place_lane *lane = &places->lane[i];

		if (lane->kind == kind &&
		    strcmp(lane->currency->code, code) > 0 &&
		    (next == NULL ||
			strcmp(lane->currency->code, next->currency->code) < 0))
			next = lane;
	}
	return next;
}

long
places_number_requests(struct places *places, enum request_kind first,
    enum request_kind last, long seq)
{
	for (unsigned kind = first; kind <= (unsigned)last; kind++) {
		struct place_lane *lane =
		    lane_after(places, (enum request_kind)kind, "");

		for (; lane != NULL;
		     lane = lane_after(places, (enum request_kind)kind,
			 lane->currency->code)) {
			lane->first_seq = seq;
			seq += (long)place_lane_requests(lane);
		}
	}
	return seq;
}

const struct place *
places_find(const struct places *places, const char *key)
{
	return index_find(places, &places->by_id, reference_id(key));
}

const struct place *
places_find_number(const struct places *places, const char *number)
{
	if (*number == '\0')
		return NULL;
	return index_find(places, &places->by_number, number_id(number));
}

long
places_seq(const struct places *places, const struct place *place)
{
	const struct place_lane *lane = &places->lane[place->lane];

	return lane->first_seq + (long)(place->at / lane->request);
}
