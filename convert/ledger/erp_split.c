/* erp_split.c - see erp_split.h. */
#include "ledger/erp_split.h"

#include <string.h>

struct split_run
split_run(
    struct ledger_run *run, uint32_t index, const struct erp_booking *booking)
{
	return (struct split_run){ .run = run,
		.invoice = &run->billing->invoice[index],
		.state = &run->invoice[index],
		.booking = booking };
}

uint32_t
split_line_at(const struct split_run *splits, uint32_t i)
{
	return splits->run->billing
	    ->invoice_lines[splits->invoice->line_first + i];
}

const struct account_decision *
split_final_account(const struct split_run *splits, uint32_t i)
{
	return &splits->run->line[split_line_at(splits, i)].decision->account;
}

static bool
is_account(const struct account_decision *a, const struct account_decision *b)
{
	return strcmp(a->account, b->account) == 0;
}

/* Is it a line of that group? */
static bool
is_in_group(const struct split_run *splits, uint32_t i, const char *group)
{
	return strcmp(splits->run->billing->line[split_line_at(splits, i)]
			  .revenue_group,
		   group) == 0;
}

bool
split_moves(
    const struct split_run *splits, uint32_t i, const struct split *split)
{
	return is_in_group(splits, i, split->erp->revenue_group) &&
	       is_account(&splits->booking->revenue[i], &split->from) &&
	       is_account(split_final_account(splits, i), &split->to);
}

bool
split_moves_any(const struct split_run *splits, const struct split *split)
{
	uint32_t i;

	for (i = 0; i < splits->invoice->line_count; i++) {
		if (split_moves(splits, i, split))
			return true;
	}
	return false;
}

/* The other way round, a negative amount moves the same. */
static struct split
reversed(const struct split *split)
{
	return (
	    struct split){ split->erp, split->to, split->from, -split->amount };
}

bool
split_of(const struct split_run *splits, const struct billing_erp_line *erp,
    struct split *ret)
{
	struct mapping *mapping = splits->run->mapping;
	struct split other;

	ret->erp = erp;
	ret->amount = erp->amount;
	if (!mapping_erp_account(mapping, erp->account_number, &ret->from) ||
	    !mapping_erp_account(
		mapping, erp->contra_account_number, &ret->to) ||
	    erp->amount == INT64_MIN)
		return false;
	other = reversed(ret);
	if (!split_moves_any(splits, ret) && split_moves_any(splits, &other))
		*ret = other;
	return true;
}

const struct billing_erp_line *
split_line(const struct split_run *splits, uint32_t i)
{
	const struct billing_erp_line *erp =
	    erp_line_of(splits->run->billing, splits->invoice, i);

	return erp->event == ERP_EVENT_SPLIT ? erp : NULL;
}

static bool
are_alike(const struct split *a, const struct split *b)
{
	return strcmp(a->erp->revenue_group, b->erp->revenue_group) == 0 &&
	       is_account(&a->from, &b->from) && is_account(&a->to, &b->to);
}

struct split_company
split_company(const struct split_run *splits, const struct split *split)
{
	struct split_company ret = { .first = true };
	const struct billing_erp_line *erp;
	struct money amount = { 0, split->erp->currency };
	struct split other;
	bool found = false;
	uint32_t i;
	int64_t eur;

	for (i = 0; i < splits->invoice->erp_count; i++) {
		erp = split_line(splits, i);
		found = found || erp == split->erp;
		if (erp == NULL || !split_of(splits, erp, &other) ||
		    !are_alike(split, &other))
			continue;
		ret.count++;
		ret.first = ret.first && found;
		ret.last = erp == split->erp;
		amount.minor = other.amount;
		if (!found && splits->state->rate.units != 0 &&
		    to_euro(amount, splits->state->rate, &eur))
			ret.eur_before += eur;
		if (__builtin_add_overflow(
			ret.amount, other.amount, &ret.amount))
			ret.amount = INT64_MIN;
	}
	return ret;
}

const struct dimension_decision *
split_dimension_of(const struct split_run *splits, uint32_t i)
{
	return &splits->run->line[split_line_at(splits, i)].decision->dimension;
}

bool
split_is_dimension(
    const struct dimension_decision *a, const struct dimension_decision *b)
{
	if (a->header == NULL || b->header == NULL)
		return a->header == b->header;
	return strcmp(a->header, b->header) == 0 &&
	       strcmp(a->item, b->item) == 0;
}

bool
split_worth(const struct split_run *splits, const struct split *split,
    const struct dimension_decision *dimension, struct split_worth *ret)
{
	const struct billing_line *line;
	int64_t eur;
	uint32_t i;

	*ret = (struct split_worth){ 0, 0 };
	for (i = 0; i < splits->invoice->line_count; i++) {
		line = &splits->run->billing->line[split_line_at(splits, i)];
		if (!split_moves(splits, i, split) ||
		    (dimension != NULL && !split_is_dimension(dimension,
					      split_dimension_of(splits, i))))
			continue;
		/* Without a rate, which is a finding, only the net counts. */
		eur = 0;
		if ((splits->state->rate.units != 0 &&
			!to_euro(line_net(line), splits->state->rate, &eur)) ||
		    __builtin_add_overflow(ret->net, line->net, &ret->net) ||
		    __builtin_add_overflow(ret->eur, eur, &ret->eur))
			return false;
	}
	return true;
}
