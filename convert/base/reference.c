/* reference.c - our reference of a business key. */
#include "base/reference.h"

#include <string.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/text.h"

#define REFERENCE_PREFIX "fv-"
/* 8 bytes are 12 characters and a bit. */
#define REFERENCE_BYTES 8
#define REFERENCE_CHARACTERS 12

const char *
reference_make(const char *key, char text[REFERENCE_TEXT_MAX])
{
	unsigned char digest[SHA256_SIZE];
	struct buf buf;

	sha256_bytes(key, strlen(key), digest);
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, REFERENCE_PREFIX);
	text_put_base32(&buf, digest, REFERENCE_BYTES);
	memcpy(text, buf.data,
	    sizeof(REFERENCE_PREFIX) - 1 + REFERENCE_CHARACTERS);
	text[REFERENCE_TEXT_MAX - 1] = '\0';
	buf_release(&buf);
	return text;
}
