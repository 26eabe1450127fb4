/*
 * voucher_put.h - the one way in which vouchers get into the ledger.
 *
 * A voucher is its row in vouchers.tsv and its postings (by=fenvoy), which
 * balance in EUR and in the document's currency. Its text begins with our
 * reference and is at most VOUCHER_TEXT_MAX characters. What bears no VAT may
 * be moved out of a closed month (closed.h).
 *
 * Kinds whose voucher_grain is a sum are collected and written by
 * voucher_sums_write: one voucher a kind, rule, day (or last day of the month),
 * currency and sequence of accounts, VAT codes, dimensions and sides, with the
 * lines that it is the sum of; debit and credit are never netted. What depends
 * on a document of this ledger is summed apart from what does not, so that a
 * sum waits only for what its lines wait for. The postings of a sum have the
 * source of its first line, and a rate only if all lines have the same.
 *
 * A sum's key is voucher:sum:RULE:DATE:DIGEST, the digest over its sorted
 * lines. Which lines were sent already is not known here: with a line that
 * comes late the sum has another key, and the journal refuses it and names the
 * document that holds the lines that were sent. In detail only the new line is
 * sent, for each voucher then claims its own.
 */
#ifndef LEDGER_VOUCHER_PUT_H
#define LEDGER_VOUCHER_PUT_H

#include "base/buf.h"
#include "ledger/posting.h"
#include "ledger/run.h"

struct voucher_entry {
	struct row_source source;
	const char *rule; /* the mapping line that decided, or "" */
	const char *key;  /* business key */
	enum voucher_kind kind;
	struct date date;
	const char *text;       /* without our reference and the amount */
	const char *depends_on; /* keys joined by line feeds, or "" */
	struct money amount;    /* negative for credit notes */
	struct decimal rate;    /* units per EUR */
	int64_t amount_eur;
	const char
	    *lines; /* what it books: "erp_line/880414", blanks between */
};

/*
 * Write a voucher with these postings, or collect it for its sum. The
 * postings' set needs only its items: document, by, date, currency and rate
 * are filled in here. False, after a finding (ledger.unbalanced,
 * ledger.text-length, ledger.closed-*) and a fault in *faults, when it cannot
 * be made.
 */
bool voucher_put(struct ledger_run *, const struct voucher_entry *,
    struct posting_set *, struct fault **faults);
/*
 * Write what was collected: first what depends on no other voucher, then what
 * depends on that, each in the order of the first lines.
 */
void voucher_sums_write(struct ledger_run *);

/* Append STREAM/ID to a list of lines; blanks and % in the id are escaped. */
void voucher_line_add(struct buf *, const char *stream, const char *id);

#endif
