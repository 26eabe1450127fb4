/*
 * reference.h - our reference: "fv-" and the first 12 characters of the
 * business key's SHA-256 in lower-case base32 (RFC 4648). It goes into every
 * document, so that a document can be found again in Netvisor by it.
 */
#ifndef BASE_REFERENCE_H
#define BASE_REFERENCE_H

#define REFERENCE_TEXT_MAX 16

/* The reference of a business key; returns text. */
const char *reference_make(const char *key, char text[REFERENCE_TEXT_MAX]);

#endif
