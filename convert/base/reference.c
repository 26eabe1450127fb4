/* reference.c - our reference of a business key. */
#include "base/reference.h"

#include <string.h>

#include "base/sha256.h"

#define REFERENCE_PREFIX "fv-"
/* Five bits a character; four bits of the eight bytes are left over. */
#define REFERENCE_CHARACTERS 12
#define CHARACTER_BITS 5

uint64_t
reference_id(const char *key)
{
	unsigned char digest[SHA256_SIZE];
	uint64_t id = 0;

	sha256_bytes(key, strlen(key), digest);
	for (size_t i = 0; i < sizeof(id); i++)
		id = id << 8 | digest[i];
	return id;
}

const char *
reference_text(uint64_t id, char text[REFERENCE_TEXT_MAX])
{
	static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";
	const size_t prefix = sizeof(REFERENCE_PREFIX) - 1;

	memcpy(text, REFERENCE_PREFIX, prefix);
	for (unsigned i = 0; i < REFERENCE_CHARACTERS; i++)
		text[prefix + i] =
		    base32[id >> (64 - CHARACTER_BITS * (i + 1)) & 31];
	text[REFERENCE_TEXT_MAX - 1] = '\0';
	return text;
}

const char *
reference_make(const char *key, char text[REFERENCE_TEXT_MAX])
{
	return reference_text(reference_id(key), text);
}
