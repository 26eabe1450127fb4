/*
 * business_id.h - Finnish business ids (Y-tunnus) and their check digit.
 *
 * Seven digits, a hyphen, a check digit: weights 7 9 10 5 8 4 2 from the left,
 * r = sum mod 11; r 0 gives 0, r 1 is never given out, else 11 - r (Finnish
 * Patent and Registration Office). The VAT number is FI and the eight digits.
 */
#ifndef BASE_BUSINESS_ID_H
#define BASE_BUSINESS_ID_H

#define BUSINESS_ID_TEXT_MAX 10

enum business_id_error {
	BUSINESS_ID_OK,
	BUSINESS_ID_MALFORMED,
	BUSINESS_ID_CHECK_DIGIT /* well formed, but no such id can exist */
};

/*
 * Read 1234567-8, 12345678, FI12345678 or, of the old six-digit numbers,
 * 123456-7, and write the form with the hyphen to text, which is untouched
 * on failure. Blanks are not skipped.
 */
enum business_id_error business_id_parse(
    const char *, char text[BUSINESS_ID_TEXT_MAX]);

#endif
