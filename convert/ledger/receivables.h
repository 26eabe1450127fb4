/*
 * receivables.h - every invoice, credit note and payment, over all months.
 *
 * receivables.tsv belongs to the company, as schedule.tsv does: mapping month
 * M replaces the rows exported in M and keeps the others, so mapping the
 * months in any order, any number of times, ends with the same file. It tells
 * what the exports of one month do not: the rate, VAT date and VAT of an
 * earlier month's invoice that is paid or credited now, and what is open of
 * it. opening_receivables.tsv holds what is older than the first month; the
 * user writes it.
 *
 * Amounts are signed as they change the receivable: an invoice is positive; a
 * payment, a loss and a credit note are negative; a refund is positive. A
 * settlement has two rows, one of each document.
 *
 * Rows of later months stay in the file but say nothing: a month must come
 * out the same whether it is mapped first or again. A row whose key and number
 * stand in an earlier month's is that row and not added twice.
 */
#ifndef LEDGER_RECEIVABLES_H
#define LEDGER_RECEIVABLES_H

#include "ledger/run.h"

/* The reason of a document that has faults. */
#define RECEIVABLE_WITHHELD "withheld"

struct receivable {
	struct row_source source; /* with its month: 2026-09/exports/... */
	struct month month;       /* year 0: opening_receivables.tsv */
	const char *kind;         /* invoice, credit_note or a transaction's */
	const char *key;          /* of the row's document */
	const char *document;     /* invoice:<uuid> that it changes, or "" */
	const char *number;       /* of that invoice */
	const char *customer;     /* account code */
	struct short_date date;
	/* "" when it is carried, else carry_word() or RECEIVABLE_WITHHELD */
	const char *reason;
	const struct currency *currency;
	int64_t amount;
	struct decimal rate; /* units per EUR; units 0: not known */
	int64_t amount_eur;
	struct short_date vat_date; /* of invoices, else none */
	const char *vat;            /* see record_kinds.def */
};

struct receivables;

/*
 * Read both files; missing ones are empty. Rows of drop_month, the month that
 * is mapped, are left out. NULL after a finding (record.*).
 */
struct receivables *receivables_load(const char *path, const char *opening,
    struct month drop_month, struct diag_list *);
void receivables_free(struct receivables *);

/*
 * The invoice or credit note of a number: this month's once it was added,
 * else an earlier month's, else an opening one. NULL when none is known. It
 * lives as long as the receivables.
 */
const struct receivable *receivables_find(
    const struct receivables *, const char *number);
/*
 * What is open of it by all rows before and on a day, and those of the same
 * day that were added before, in its currency; rows of other currencies and
 * cancelled ones do not count, others do whoever books them. 0 when no such
 * invoice is known. False on overflow.
 *
 * Of an opening invoice what was open at the start is what its file says; rows
 * left out as before the start date do not change it.
 */
bool receivables_open(const struct receivables *, const char *number,
    struct date on, int64_t *ret);
/*
 * The row of an earlier month with that key and number: equal ids in two months
 * are one payment, the first month's. NULL when there is none.
 */
const struct receivable *receivables_earlier(
    const struct receivables *, const char *key, const char *number);
/* Add a row of this month; texts must live as long as the receivables. */
void receivables_add(struct receivables *, const struct receivable *);
/* A row's source as receivables have it, with the month that is mapped. */
struct row_source receivables_source(struct receivables *, struct row_source);

/* Write the file whole; -1 after a finding, and the old file stays. */
int receivables_write(
    struct receivables *, const char *path, struct diag_list *);
/*
 * The two halves of it, so that it can appear together with another file:
 * first all bytes are on disk, then they get the name. receivables_free
 * without a commit leaves the old file.
 */
int receivables_sync(
    struct receivables *, const char *path, struct diag_list *);
int receivables_commit(struct receivables *, struct diag_list *);

#endif
