/*
 * money.h - exact amounts: 64-bit minor units and a currency.
 *
 * Currencies are the rows of currencies.def (ISO 4217 codes and decimals);
 * a currency pointer is only ever one of that table's entries, so two are
 * equal when the pointers are.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"

#define MONEY_TEXT_MAX 32

struct currency {
	char code[4];
	unsigned decimals;
};

struct money {
	int64_t minor;
	const struct currency *currency;
};

/* The entry of a code of len bytes (upper case), or NULL. */
const struct currency *currency_find(const char *code, size_t len);
const struct currency *currency_euro(void);

/* Fewer decimals than the currency has are filled up; more are an error. */
enum number_error money_parse(const char *, size_t len, struct number_style,
    const struct currency *, struct money *ret, size_t *reterr_offset);

/* "-12.30" with exactly the currency's decimals; returns the length. */
size_t money_format(struct money, char point, char text[MONEY_TEXT_MAX]);

struct money money_zero(const struct currency *);
struct decimal money_decimal(struct money);
/* Sums and differences; false on overflow or unlike currencies. */
bool money_add(struct money *sum, struct money term);
bool money_subtract(struct money *sum, struct money term);
/* False for INT64_MIN, which has no opposite. */
bool money_negate(struct money *);
/* The product of the factors, rounded to the currency's decimals. */
bool money_product(const struct decimal *factor, size_t count,
    const struct currency *, struct money *ret);

#endif
