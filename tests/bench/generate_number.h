/*
 * generate_number.h - exact integer arithmetic and check digits.
 *
 * Every amount of the generator is an integer of minor units; products are
 * 128 bits wide and rounded half away from zero, once.
 */
#ifndef GENERATE_NUMBER_H
#define GENERATE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 wide;

#define NUMBER_TEXT_MAX 48

/* dividend / divisor, rounded half away from zero; divisor is positive. */
int64_t divide_rounded(wide dividend, wide divisor);

/*
 * value / 10^scale as text with a point, without trailing zeros but with at
 * least `least` decimals: (25000, 4, 2) is "2.50". Returns text.
 */
const char *number_text(
    char text[NUMBER_TEXT_MAX], int64_t value, unsigned scale, unsigned least);

/*
 * The check digit of a number's digits, or -1 when the digits can have none.
 * Finnish business id: weights 7 9 10 5 8 4 2, modulus 11.
 * Swedish organisation number: Luhn. German USt-IdNr: ISO 7064 MOD 11,10.
 * Estonian KMKR: weights 3 7 1. Finnish reference: 7 3 1 from the right.
 */
int check_business_id(uint32_t seven_digits);
int check_luhn(uint64_t digits);
int check_german_vat(uint32_t eight_digits);
int check_estonian_vat(uint32_t eight_digits);
int check_reference(uint64_t body);

#endif
