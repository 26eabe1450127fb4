/*
 * word_index.h - distinct words and their numbers, from 1; 0 is "not there".
 * Words are the caller's and outlive the index.
 */
#ifndef MAPPING_WORD_INDEX_H
#define MAPPING_WORD_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct word_index {
	const char **word; /* by number - 1 */
	size_t count;
	size_t capacity;
	uint32_t *slot; /* open addressing; numbers, 0 free */
	size_t slot_count;
};

void word_index_release(struct word_index *);
/* The number of a word, which is added when it is new. */
uint32_t word_index_add(struct word_index *, const char *);
uint32_t word_index_find(const struct word_index *, const char *);
const char *word_index_word(const struct word_index *, uint32_t number);

#endif
