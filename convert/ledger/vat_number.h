/*
 * vat_number.h - the forms of VAT numbers and the Finnish business id.
 *
 * Forms of the EU members: vat_numbers.def (European Commission, VIES
 * questions and answers, "format of VAT numbers"). Only the Finnish number is
 * also checked by its digits (business_id.h). Blanks, dots and
 * hyphens inside a number are not looked at.
 */
#ifndef LEDGER_VAT_NUMBER_H
#define LEDGER_VAT_NUMBER_H

#include <stdbool.h>

#include "base/business_id.h"

/*
 * Has the number a valid form for a customer of that country? With or without
 * the country's prefix; a prefix of another member is judged by that member.
 * Outside the EU any number with a digit in it is valid.
 */
bool vat_number_is_valid(const char *number, const char *country);

/*
 * The EU member (or XI) that gave the number, by its form: the one whose
 * prefix it bears, else the customer's country. "" for none.
 */
const char *vat_number_member(const char *number, const char *country);

/*
 * "1234567-8" of "FI12345678" or "1234567-8" when the check digit is right;
 * false, *ret untouched, otherwise.
 */
bool business_id_make(const char *number, char ret[BUSINESS_ID_TEXT_MAX]);

#endif
