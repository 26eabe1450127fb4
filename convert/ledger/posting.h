/*
 * posting.h - the expected postings of one document.
 *
 * Books are in EUR: positive is debit. Each posting carries the amount in the
 * document's currency beside it. A set is written only if both sums are zero:
 * Netvisor would book a difference to its rounding account.
 */
#ifndef LEDGER_POSTING_H
#define LEDGER_POSTING_H

#include "base/date.h"
#include "base/record.h"
#include "ledger/billing.h"

struct posting {
	struct row_source source;
	const char *rule; /* mapping line, or "" */
	const char *account;
	int64_t eur;    /* + debit, - credit */
	int64_t amount; /* likewise, in the document's currency */
	const char *vat_code;
	struct decimal vat_percent;
	const char *dimension_header; /* "" none */
	const char *dimension_item;
	const char *text;
};

struct posting_set {
	const char *document; /* business key */
	const char *by;       /* netvisor or fenvoy */
	struct date date;
	const struct currency *currency;
	struct decimal rate; /* units 0: a sum of several rates */
	struct posting *item;
	size_t count;
	size_t capacity;
};

void posting_set_init(struct posting_set *);
void posting_set_release(struct posting_set *);
/* Forget the postings, keep the memory. */
void posting_set_clear(struct posting_set *);
/*
 * Add a posting without VAT (NONE, 0) or dimension; the caller may fill these
 * in what is returned, which is valid until the next add.
 */
struct posting *posting_add(struct posting_set *, struct row_source,
    const char *account, int64_t eur, int64_t amount);
/* Both sums are zero; false too when one overflows. */
bool posting_set_is_balanced(const struct posting_set *);
void posting_set_write(const struct posting_set *, struct record_writer *);

#endif
