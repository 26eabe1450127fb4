/*
 * csv_decode.h - the bytes of an export as UTF-8, by iconv, as they come.
 *
 * Strict: nothing is replaced or left out. What the encoding does not know
 * comes out as an escape that is no UTF-8 and counts as one character, so that
 * the reader refuses the row and names the place; csv_escape_value tells what
 * stood there. The memory is two blocks, whatever the input is.
 *
 * The first bytes decide what is converted at all. A UTF-8 mark says UTF-8,
 * whatever the encoding is meant to be. UTF-16 without a mark, or with one
 * where another encoding is meant, and what is no text (a workbook) come
 * unconverted, for the reader to explain.
 */
#ifndef FENERUM_CSV_DECODE_H
#define FENERUM_CSV_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fenerum/csv_form.h"
#include "fenerum/csv_input.h"

struct csv_decoder;

/* NULL if this machine cannot convert from the encoding. */
struct csv_decoder *csv_decoder_new(enum csv_encoding, struct csv_source);
void csv_decoder_free(struct csv_decoder *);

/* What a reader reads from; valid as long as the decoder. */
struct csv_source csv_decoder_source(struct csv_decoder *);

/* After the first bytes were read: are they converted? */
bool csv_decoder_converts(const struct csv_decoder *);

/* The bytes of an escape, and a byte no other text begins with. */
#define CSV_ESCAPE_LEN ((size_t)4)
#define CSV_ESCAPE_LEAD ((char)0xF8)

struct csv_escape {
	uint32_t value; /* a byte, or a unit of UTF-16 */
	bool is_unit;
};

/* True if an escape stands at text. */
bool csv_escape_read(const char *, size_t len, struct csv_escape *ret);

#endif
