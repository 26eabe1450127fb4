/*
 * iban.h - bank accounts (ISO 13616) and banks (ISO 9362).
 */
#ifndef BASE_IBAN_H
#define BASE_IBAN_H

#include <stdbool.h>

#define IBAN_TEXT_MAX 35

enum iban_error {
	IBAN_OK,
	IBAN_MALFORMED, /* not two letters, two digits, letters and digits */
	IBAN_COUNTRY,   /* a country that has no IBANs (iban_lengths.def) */
	IBAN_LENGTH,    /* not of its country's length */
	IBAN_CHECK      /* the check digits are wrong (mod 97) */
};

/*
 * Read an IBAN, with or without blanks and in either case, and write it in
 * capitals without blanks to ret, which is untouched on failure.
 */
enum iban_error iban_parse(const char *, char ret[IBAN_TEXT_MAX]);
/* "its check digits are wrong", for messages. */
const char *iban_fault(enum iban_error);

/*
 * Has the text the form of a BIC: four letters or digits of the party, two
 * letters of the country, two of the place and none or three of the branch?
 * Capitals only.
 */
bool bic_is_sound(const char *);

#endif
