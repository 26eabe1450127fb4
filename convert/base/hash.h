/*
 * hash.h - uthash with our settings: out of memory ends the process as
 * everywhere (mem.h), and keys are hashed by hash_bytes, since uthash's own
 * function is not clean under our warnings. Include this, not <uthash.h>.
 *
 * Nothing may depend on the order of a table: walk it to free it, or sort.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

/* Eight bytes a step, multiplied and folded; no defence against malice. */
static inline uint32_t
hash_bytes(const void *key, size_t len)
{
	const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
	const unsigned char *byte = (const unsigned char *)key;
	uint64_t hash = len * prime, part;

	for (; len > 0; byte += sizeof(part)) {
		const size_t size = len < sizeof(part) ? len : sizeof(part);

		part = 0;
		memcpy(&part, byte, size);
		hash = (hash ^ part) * prime;
		hash ^= hash >> 32;
		len -= size;
	}
	/*
	 * uthash looks at the low bits only, and gives up growing a table for
	 * good when keys that differ in a few digits share them: mix once more.
	 */
	hash = (hash ^ hash >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
	return (uint32_t)(hash ^ hash >> 32);
}

#define uthash_fatal(message) mem_exhausted()
#define HASH_FUNCTION(key, len, result)                                        \
	((result) = hash_bytes((key), (size_t)(len)))
#include <uthash.h>

#endif
