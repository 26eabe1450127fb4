/*
 * invoice.h - a sales invoice: read, reckoned and booked.
 *
 * Amounts are cents of the invoice's currency, those in _eur cents of EUR.
 * Strings live in the arena that was given to invoice_read, or in its message.
 */
#ifndef SANDBOX_INVOICE_H
#define SANDBOX_INVOICE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "sandbox/posting.h"

struct message_node;
struct sandbox_answer;

struct invoice_line {
	bool is_comment; /* only name is set: its text */
	int64_t product;
	const char *name;
	const char *price_type; /* "net" or "gross": without or with VAT */
	struct decimal price;
	struct decimal quantity;
	struct decimal discount; /* percent */
	const char *vat_code;
	struct decimal vat_percent;
	bool has_sums; /* the message gave net and vat */
	int64_t net;
	int64_t vat;
	int64_t gross;
	int64_t net_eur;
	int64_t vat_eur;
	const char *account;
	const char *unit;
	const char *free_text;
	const struct posting_dimension *dimension;
	size_t dimension_count;
};

struct invoice {
	const struct message_node *node;
	const char *number;
	const char *reference;
	int64_t customer;
	const char *customer_name;
	char date[DATE_TEXT_MAX];
	char due_date[DATE_TEXT_MAX];
	char value_date[DATE_TEXT_MAX]; /* "" for none */
	char delivery_date[DATE_TEXT_MAX];
	int64_t net_days; /* -1: not given */
	bool is_open;     /* else unsent */
	const char *currency;
	struct decimal rate; /* units of the currency for one EUR */
	const char *receivable_account;
	int64_t sum; /* what the message says, or what the lines do */
	int64_t sum_eur;
	struct invoice_line *line;
	size_t line_count;
};

/*
 * The sums of a line (P-VB's rule): gross = quantity x (price - price x
 * discount / 100) x (1 + vat / 100), net the same without VAT, each rounded
 * once, half away from zero; VAT is their difference. A gross price holds the
 * VAT. False when a number is too large or, for a gross price, too precise.
 */
bool invoice_reckon_line(struct invoice_line *);
/* Net and VAT of each line to EUR, rounded per line. */
bool invoice_reckon_euros(struct invoice_line *, struct decimal rate);
/*
 * The invoice's sums: given (0: what the lines say) stands, the receivable is
 * the lines' EUR and the difference between given and lines in EUR.
 */
bool invoice_reckon(struct invoice *, int64_t given);

/* Append the check digit of a reference number to digits (7, 3, 1). */
const char *invoice_reference(struct arena *, const char *number);
/* A Finnish reference number, or ISO 11649 (RF). */
bool invoice_reference_holds(const char *);

/*
 * Read an invoice that has the right form and check it against the books.
 * False after a refusal in the answer.
 */
bool invoice_read(sqlite3 *, struct arena *, const struct message_node *,
    struct invoice *ret, struct sandbox_answer *);
/* The lines of it; the invoice's rate is known by then. */
bool invoice_read_lines(
    sqlite3 *, struct arena *, struct invoice *, struct sandbox_answer *);

/* Where the invoice came from. */
struct invoice_source {
	int64_t batch;
	const char *identifier;
	const char *now;
};
/*
 * Write the invoice, and its voucher unless it is unsent. Returns its key, or
 * 0 after a refusal, when the caller takes back what was written.
 */
int64_t invoice_book(sqlite3 *, struct arena *, struct invoice *,
    const struct invoice_source *, struct sandbox_answer *);

#endif
