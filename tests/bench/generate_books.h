/*
 * generate_books.h - the files of one month while they are written.
 */
#ifndef GENERATE_BOOKS_H
#define GENERATE_BOOKS_H

#include "generate_csv.h"
#include "generate_meant.h"
#include "generate_world.h"

#define PAYOUT_TRANSACTIONS 20
#define GATEWAYS 2

/* Card payments that a gateway has not paid out yet. */
struct payout {
	char uuids[PAYOUT_TRANSACTIONS * UUID_TEXT_MAX];
	unsigned count;
	int first;
	int last;
	int64_t gross;
	int64_t fee;
};

struct books {
	const struct world *world;
	unsigned month;
	struct csv invoices;
	struct csv lines;
	struct csv transactions;
	struct csv erp;
	struct csv payouts;
	/* By the month that closes them; later ones are not looked at. */
	struct meant *meant[MONTHS];
	/* Numbers run on over both months. */
	uint64_t line_id;
	uint64_t erp_id;
	uint64_t payout_id;
	uint64_t document;
	struct payout payout[GATEWAYS];
	/* A line of September that October's export shows once more. */
	char *repeated;
	size_t repeated_len;
};

struct erp_line {
	const char *type;
	enum reason reason;
	bool late; /* booked, but its status does not say so yet */
	int date;
	unsigned account;
	unsigned contra;
	int64_t amount; /* positive debits account */
	bool sek;
	const char *text;
	const char *vat_code;
	const char *customer; /* code, or "" */
	const char *number;   /* invoice number, or "" */
};

/* Last day of the month of the books. */
int books_end(const struct books *);
/* A document whose id differs from every other's. */
struct meant_document books_document(
    struct books *, unsigned close_month, enum stream, enum reason, bool sek);
void books_erp_line(struct books *, const struct erp_line *);

#endif
