/*
 * generate_customer.h - the customers: 72 with names of their own, then as
 * many made-up ones as the month is large.
 *
 * All names are invented. Numbers pass their countries' check digits but lie
 * in ranges that are not given out.
 */
#ifndef GENERATE_CUSTOMER_H
#define GENERATE_CUSTOMER_H

#include "generate_world.h"

#define PEOPLE 72
#define CUSTOMER_TEXT_MAX 160

/* kind: F Finnish business, C Finnish consumer, S Sweden, D Germany, E
 * Estonia, U United States. */
struct person {
	char kind;
	const char *code;
	const char *language;
	const char *name;
	const char *street;
	const char *zip;
	const char *city;
};

extern const struct person people[PEOPLE];

struct customer {
	char kind;
	char code[CUSTOMER_TEXT_MAX];
	char name[CUSTOMER_TEXT_MAX];
	char street[CUSTOMER_TEXT_MAX];
	char zip[16];
	char city[CUSTOMER_TEXT_MAX];
	char vat_number[32];
	char business_digits[24]; /* eight digits of a Finnish business */
	const char *country;
	const char *language;
	enum zone zone;
	bool sek;
	bool late; /* became a customer in October */
};

uint32_t customer_count(const struct world *);
void customer_get(const struct world *, uint32_t index, struct customer *ret);
/* Whose invoice it is. */
uint32_t customer_of(const struct world *, unsigned month, uint32_t index);
/* The two customer files of a month. */
void customer_write(const struct world *, unsigned month);

#endif
