/* posting.c - the expected postings of one document. */
#include "ledger/posting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
posting_set_init(struct posting_set *set)
{
	memset(set, 0, sizeof(*set));
}

void
posting_set_release(struct posting_set *set)
{
	free(set->item);
	memset(set, 0, sizeof(*set));
}

void
posting_set_clear(struct posting_set *set)
{
	set->count = 0;
}

struct posting *
posting_add(struct posting_set *set, struct row_source source,
    const char *account, int64_t eur, int64_t amount)
{
	struct posting *posting;

	set->item =
	    mem_grow(set->item, set->count, &set->capacity, sizeof(*set->item));
	posting = &set->item[set->count++];
	memset(posting, 0, sizeof(*posting));
	posting->source = source;
	posting->rule = "";
	posting->account = account;
	posting->eur = eur;
	posting->amount = amount;
	posting->vat_code = "NONE";
	posting->dimension_header = "";
	posting->dimension_item = "";
	posting->text = "";
	return posting;
}

bool
posting_set_is_balanced(const struct posting_set *set)
{
	int64_t eur = 0, amount = 0;
	size_t i;

	for (i = 0; i < set->count; i++) {
		/* INT64_MIN has no opposite to stand in the other column. */
		if (set->item[i].eur == INT64_MIN ||
		    __builtin_add_overflow(eur, set->item[i].eur, &eur) ||
		    __builtin_add_overflow(
			amount, set->item[i].amount, &amount))
			return false;
	}
	return eur == 0 && amount == 0;
}

static void
posting_write(const struct posting_set *set, const struct posting *posting,
    struct record_writer *writer)
{
	struct money debit = money_zero(currency_euro());
	struct money credit = money_zero(currency_euro());
	struct money amount = { posting->amount, set->currency };

	if (posting->eur > 0)
		debit.minor = posting->eur;
	else
		credit.minor = -posting->eur;
	record_put_pos(writer, pos_of(posting->source));
	record_put_text(writer, posting->rule);
	record_put_text(writer, set->document);
	record_put_text(writer, set->by);
	record_put_date(writer, set->date);
	record_put_text(writer, posting->account);
	record_put_money(writer, debit);
	record_put_money(writer, credit);
	record_put_text(writer, posting->vat_code);
	record_put_decimal(writer, posting->vat_percent);
	record_put_text(writer, posting->dimension_header);
	record_put_text(writer, posting->dimension_item);
	record_put_text(writer, set->currency->code);
	record_put_money(writer, amount);
	if (set->rate.units == 0)
		record_put_empty(writer);
	else
		record_put_decimal(writer, set->rate);
	record_put_text(writer, posting->text);
	record_row_end(writer);
}

void
posting_set_write(const struct posting_set *set, struct record_writer *writer)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		posting_write(set, &set->item[i], writer);
}
