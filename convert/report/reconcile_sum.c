/*
 * reconcile_sum.c - what is expected and booked in all, and whether the
 * vouchers that were read are the whole movement of every account.
 *
 * These sums are taken from the postings themselves, apart from the classes
 * of the documents, so that the one can be held against the other.
 */
#include "report/reconcile_model.h"

#include <string.h>

#include "report/review_load.h"

bool
reconcile_is_foreign(const struct reconcile_voucher *voucher)
{
	return voucher->valid && voucher->in_month && voucher->document == 0 &&
	       !voucher->other;
}

int64_t
reconcile_voucher_sum(
    const struct reconciliation *rec, const struct reconcile_voucher *voucher)
{
	int64_t sum = 0;
	bool overflow = false;

	for (size_t l = voucher->first_line; l != 0;
	     l = rec->line[l - 1].next) {
		if (rec->line[l - 1].amount > 0)
			sum = sum_clamped(
			    sum, rec->line[l - 1].amount, &overflow);
	}
	return sum;
}

static void
sum_expected(struct reconciliation *rec, size_t line)
{
	for (; line != 0; line = rec->line[line - 1].next) {
		const struct reconcile_line *entry = &rec->line[line - 1];
		const struct reconcile_tuple *tuple = &rec->tuple[entry->tuple];

		for (size_t t = 0; t < TABLE_COUNT; t++) {
			struct reconcile_row *row;

			if (tuple->row[t] == TEXT_POOL_NONE)
				continue;
			row = &rec->table[t].row[tuple->row[t]];
			row->touched = true;
			reconcile_add(rec, &row->expected, entry->amount);
		}
	}
}

/* One posting of a valid voucher, into its account and the other tables. */
static void
sum_booked_line(struct reconciliation *rec,
    const struct reconcile_voucher *voucher, const struct reconcile_line *line)
{
	const struct reconcile_tuple *tuple = &rec->tuple[line->tuple];
	struct reconcile_row *account =
	    &rec->table[TABLE_ACCOUNT].row[tuple->row[TABLE_ACCOUNT]];

	for (size_t t = 0; t < TABLE_COUNT && voucher->document != 0; t++) {
		struct reconcile_row *row;

		if (tuple->row[t] == TEXT_POOL_NONE)
			continue;
		row = &rec->table[t].row[tuple->row[t]];
		row->touched = true;
		reconcile_add(rec, &row->booked, line->amount);
	}
	if (!voucher->in_month)
		return;
	if (voucher->document != 0)
		reconcile_add(rec, &account->ours, line->amount);
	else if (voucher->other)
		reconcile_add(rec, &account->others, line->amount);
	else
		reconcile_add(rec, &account->foreign, line->amount);
}

static void
sum_voucher(struct reconciliation *rec, const struct reconcile_voucher *voucher)
{
	if (!voucher->valid)
		return;
	for (size_t l = voucher->first_line; l != 0; l = rec->line[l - 1].next)
		sum_booked_line(rec, voucher, &rec->line[l - 1]);
	if (!reconcile_is_foreign(voucher))
		return;
	rec->copy_count += voucher->copy;
	rec->class_count[DIFFERENCE_FOREIGN]++;
	reconcile_add(rec, &rec->class_booked[DIFFERENCE_FOREIGN],
	    reconcile_voucher_sum(rec, voucher));
}

/* Add terms to a sum, each of either sign. */
static int64_t
less(int64_t sum, int64_t term)
{
	bool overflow = false;

	return sum_clamped(sum, sum_negated(term), &overflow);
}

int64_t
reconcile_row_unexplained(const struct reconcile_row *row)
{
	int64_t rest = less(row->booked, row->expected);

	for (size_t c = 0; c < DIFFERENCE_UNEXPLAINED; c++)
		rest = less(rest, row->of_class[c]);
	return rest;
}

int64_t
reconcile_row_unbalanced(const struct reconcile_row *row)
{
	return less(
	    less(less(row->movement, row->ours), row->others), row->foreign);
}

static void
add_magnitude(struct reconciliation *rec, int64_t amount)
{
	reconcile_add(
	    rec, &rec->unexplained, amount < 0 ? sum_negated(amount) : amount);
}

/* Exports against documents, which the review has compared already. */
static void
sum_source(struct reconciliation *rec)
{
	const struct control *control = &rec->review->control;

	rec->source_agrees = true;
	for (size_t i = 0; i < control->row_count; i++) {
		const struct control_row *row = &control->row[i];
		int64_t rest = control_unexplained(row);
		struct reconcile_row *currency;

		if (rest != 0 || row->count[FATE_NONE] != 0)
			rec->source_agrees = false;
		if (row->currency == currency_euro())
			add_magnitude(rec, rest);
		if (strcmp(row->kind, "invoice") != 0 &&
		    strcmp(row->kind, "credit_note") != 0)
			continue;
		currency =
		    reconcile_row_of(&rec->currency, row->currency->code);
		reconcile_add(rec, &currency->source, row->read_amount);
	}
}

void
reconcile_sum(struct reconciliation *rec)
{
	const struct reconcile_rows *accounts = &rec->table[TABLE_ACCOUNT];

	for (size_t i = 0; i < reconcile_document_count(rec); i++)
		sum_expected(rec, rec->document[i].first_line);
	for (size_t i = 0; i < rec->voucher_count; i++)
		sum_voucher(rec, &rec->voucher[i]);
	/* Without signs, so that two accounts never make up for each other. */
	for (size_t i = 0; i < accounts->key.count; i++) {
		add_magnitude(
		    rec, reconcile_row_unexplained(&accounts->row[i]));
		add_magnitude(rec, reconcile_row_unbalanced(&accounts->row[i]));
	}
	sum_source(rec);
}
