/* word_index.c - see word_index.h. */
#include "mapping/word_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SLOTS_LEAST 16

/* FNV-1a, folded: words are short, and nothing depends on the order. */
static size_t
hash(const char *word)
{
	uint64_t value = UINT64_C(14695981039346656037);
	const char *at;

	for (at = word; *at != '\0'; at++)
		value = (value ^ (unsigned char)*at) * UINT64_C(1099511628211);
	return (size_t)(value ^ (value >> 32));
}

void
word_index_release(struct word_index *index)
{
	free(index->word);
	free(index->slot);
	*index = (struct word_index){ 0 };
}

/* The slot where the word is, or would be. */
static size_t
find_slot(const struct word_index *index, const char *word)
{
	size_t at = hash(word) & (index->slot_count - 1);

	while (index->slot[at] != 0 &&
	       strcmp(index->word[index->slot[at] - 1], word) != 0)
		at = (at + 1) & (index->slot_count - 1);
	return at;
}

/* At most half of the slots are in use. */
static void
grow(struct word_index *index)
{
	size_t i;

	if (index->count * 2 < index->slot_count)
		return;
	free(index->slot);
	index->slot_count =
	    index->slot_count == 0 ? SLOTS_LEAST : index->slot_count * 2;
	index->slot = mem_calloc(index->slot_count, sizeof(*index->slot));
	for (i = 0; i < index->count; i++)
		index->slot[find_slot(index, index->word[i])] =
		    (uint32_t)(i + 1);
}

uint32_t
word_index_add(struct word_index *index, const char *word)
{
	size_t at;

	grow(index);
	at = find_slot(index, word);
	if (index->slot[at] == 0) {
		index->word = mem_grow(index->word, index->count,
		    &index->capacity, sizeof(*index->word));
		index->word[index->count++] = word;
		index->slot[at] = (uint32_t)index->count;
	}
	return index->slot[at];
}

uint32_t
word_index_find(const struct word_index *index, const char *word)
{
	return index->slot_count == 0 ? 0 : index->slot[find_slot(index, word)];
}

const char *
word_index_word(const struct word_index *index, uint32_t number)
{
	return index->word[number - 1];
}
