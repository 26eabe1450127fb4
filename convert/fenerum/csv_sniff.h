/*
 * csv_sniff.h - what a text looks like. For explanations and drafts only:
 * nothing is ever read by what it looks like.
 */
#ifndef FENERUM_CSV_SNIFF_H
#define FENERUM_CSV_SNIFF_H

#include <stddef.h>

#include "fenerum/csv_form.h"
#include "fenerum/value_form.h"

/*
 * The name of the encoding of one byte a character that a text seems to have,
 * which is not UTF-8; NULL if it rather is UTF-8 with a fault in it.
 */
const char *csv_sniff_code_page(const char *, size_t len);

/* The encoding that the first lines of a file seem to have. */
enum csv_encoding csv_sniff_encoding(const char *, size_t len);

/* What divides the first line of a text, or 0: no delimiter is in it. */
char csv_sniff_delimiter(const char *, size_t len);

/*
 * The forms of numbers (number_forms, a set) that fit all fields of a text
 * that look like a number with a mark in it; 0: there is none, or no form.
 */
unsigned csv_sniff_numbers(const char *, size_t len, char delimiter);

#endif
