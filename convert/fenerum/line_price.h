/*
 * line_price.h - does an invoice line's price give its amounts, and what is
 * its price without VAT?
 *
 * The sum of a line is quantity * (price - discount each), less a percent of
 * it or a discount in total; a credit note's quantity is negative, so is its
 * sum. If prices include VAT, net + VAT must be the sum, and the net must be
 * the sum / (1 + rate), of the sum as it is or rounded; all rounded half away
 * from zero to the currency's decimals.
 */
#ifndef FENERUM_LINE_PRICE_H
#define FENERUM_LINE_PRICE_H

struct billing_row;

/*
 * Judge a row of invoice_lines by the profile's prices (profile_proof.h).
 * Prices with VAT become prices without: with as few decimals (from the
 * currency's to nine) as give the line's net and VAT again. If nine do not,
 * nine it is, or as many as fit in 64 bits: the amounts are proved, and
 * fenerum-map books them as one piece. If not even the currency's fit, the row
 * is refused.
 */
void line_price_check(struct billing_row *);

#endif
