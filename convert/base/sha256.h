/*
 * sha256.h - SHA-256 (FIPS 180-4) through OpenSSL; the one file that calls it.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>

#define SHA256_SIZE 32
#define SHA256_HEX_MAX 65

struct sha256;

struct sha256 *sha256_new(void);
void sha256_update(struct sha256 *, const void *, size_t len);
/* Ends the computation; only sha256_free (or reset) may follow. */
void sha256_final(struct sha256 *, unsigned char ret[SHA256_SIZE]);
void sha256_reset(struct sha256 *);
void sha256_free(struct sha256 *);

void sha256_bytes(const void *, size_t len, unsigned char ret[SHA256_SIZE]);
/* Lower-case hex of a digest; returns text. */
const char *sha256_hex(
    const unsigned char digest[SHA256_SIZE], char text[SHA256_HEX_MAX]);

#endif
