/*
 * latin9.h - ISO-8859-15: ISO-8859-1 but for eight positions, A4 A6 A8 B4 B8
 * BC BD BE (the euro sign, S and Z with caron, OE, Y with diaeresis).
 */
#ifndef NETVISOR_LATIN9_H
#define NETVISOR_LATIN9_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/* The byte of a character; false when the set does not hold it. */
bool latin9_encode(uint32_t character, unsigned char *ret);
/* The character of a byte; every byte has one. */
uint32_t latin9_decode(unsigned char byte);
/* Put all bytes as UTF-8. */
void latin9_to_utf8(const char *data, size_t len, struct buf *);

#endif
