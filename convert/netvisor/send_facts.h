/*
 * send_facts.h - what of a request's XML is needed to find its documents in
 * Netvisor: who it is and when, and a voucher's lines.
 *
 * One fact a document, in the order of their place in the request. Texts are
 * "" where a kind has none, and belong to the facts.
 */
#ifndef NETVISOR_SEND_FACTS_H
#define NETVISOR_SEND_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/money.h"

struct send_fact {
	const char *identifier; /* of an item in a batch: our reference */
	const char *number;     /* of an invoice */
	const char *header;     /* of a dimension */
	const char *item;
	const char *code; /* of a customer */
	const char *business_id;
	const char *text; /* a voucher's description */
	struct date date; /* of an invoice or a voucher */
};

struct send_line {
	const char *account;
	const char *vat_code;
	struct decimal vat_percent;
	struct money sum; /* EUR, positive is debit */
};

struct send_facts {
	struct arena arena;
	struct send_fact *fact;
	size_t count;
	size_t capacity;
	struct send_line *line; /* of the voucher */
	size_t line_count;
	size_t line_capacity;
};

/*
 * Read a request in one of the encodings of batch.h. False when it is not
 * well-formed or an amount or date cannot be read; release in any case.
 */
bool send_facts_read(
    struct send_facts *ret, const char *encoding, const char *data, size_t len);
void send_facts_release(struct send_facts *);

/* Order of lines: by account, VAT code, percent and sum, for qsort. */
int send_line_compare(const void *, const void *);

#endif
