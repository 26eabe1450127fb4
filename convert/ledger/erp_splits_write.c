/* erp_splits_write.c - a voucher a split. */
#include <string.h>

#include "ledger/erp_split.h"
#include "ledger/erp_splits.h"
#include "ledger/left_out.h"
#include "ledger/sales_invoice.h"
#include "ledger/voucher_put.h"

/* From the first account to the group's, both with its dimension. */
static void
add_pair(struct ledger_run *run, struct posting_set *set,
    const struct split *split, const struct dimension_decision *dimension,
    const struct split_worth *worth)
{
	struct posting *posting;
	int side;

	for (side = 0; side < 2; side++) {
		posting = posting_add(set, split->erp->source,
		    side == 0 ? split->from.account : split->to.account,
		    side == 0 ? worth->eur : -worth->eur,
		    side == 0 ? worth->net : -worth->net);
		posting->rule =
		    side == 0 ? split->from.rule.text : split->to.rule.text;
		posting->text = split->erp->text;
		if (dimension->header == NULL)
			continue;
		posting->dimension_header = dimension->header;
		posting->dimension_item = dimension->item;
	}
	dimension_item_write(run, split->erp->source, dimension->rule.text,
	    dimension->header, dimension->item);
}

/* Was an item of this dimension among the moved lines before the i-th? */
static bool
is_known(const struct split_run *splits, const struct split *split, uint32_t i)
{
	uint32_t j;

	for (j = 0; j < i; j++) {
		if (split_moves(splits, j, split) &&
		    split_is_dimension(split_dimension_of(splits, i),
			split_dimension_of(splits, j)))
			return true;
	}
	return false;
}

/* A split that moves its lines alone: each dimension has its own pair. */
static bool
add_all(const struct split_run *splits, const struct split *split,
    struct posting_set *set, int64_t *ret_eur)
{
	const struct dimension_decision *dimension;
	struct split_worth worth;
	uint32_t i;

	*ret_eur = 0;
	for (i = 0; i < splits->invoice->line_count; i++) {
		if (!split_moves(splits, i, split) ||
		    is_known(splits, split, i))
			continue;
		dimension = split_dimension_of(splits, i);
		if (!split_worth(splits, split, dimension, &worth) ||
		    __builtin_add_overflow(*ret_eur, worth.eur, ret_eur))
			return false;
		add_pair(splits->run, set, split, dimension, &worth);
	}
	return true;
}

/* One of several that move the same lines: the last takes what is left. */
static bool
add_part(const struct split_run *splits, const struct split *split,
    const struct split_company *company, struct posting_set *set,
    int64_t *ret_eur)
{
	struct money amount = { split->amount, split->erp->currency };
	const struct dimension_decision *dimension = NULL;
	struct split_worth worth;
	uint32_t i;

	if (!split_worth(splits, split, NULL, &worth) ||
	    __builtin_sub_overflow(worth.eur, company->eur_before, ret_eur))
		return false;
	if (!company->last && !to_euro(amount, splits->state->rate, ret_eur))
		return false;
	for (i = 0; i < splits->invoice->line_count; i++) {
		if (split_moves(splits, i, split))
			dimension = split_dimension_of(splits, i);
	}
	if (dimension == NULL)
		return false;
	worth.eur = *ret_eur;
	worth.net = split->amount;
	add_pair(splits->run, set, split, dimension, &worth);
	return true;
}

static bool
write_split(const struct split_run *splits, const struct split *split,
    const char *depends_on, struct posting_set *set)
{
	struct split_company company = split_company(splits, split);
	struct voucher_entry entry = {
		.source = split->erp->source,
		.rule = split->to.rule.text,
		.key = arena_printf(
		    &splits->run->arena, "voucher:erp:%s", split->erp->id),
		.kind = VOUCHER_SPLIT,
		.date = date_of(split->erp->date),
		.text = split->erp->text,
		.depends_on = depends_on,
		.amount = { split->amount, split->erp->currency },
		.rate = splits->state->rate,
	};
	struct buf lines;
	bool made;

	posting_set_clear(set);
	made = company.count == 1
	           ? add_all(splits, split, set, &entry.amount_eur)
	           : add_part(splits, split, &company, set, &entry.amount_eur);
	if (!made)
		return false;
	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "erp_line", split->erp->id);
	entry.lines = buf_text(&lines);
	made = voucher_put(splits->run, &entry, set, &splits->state->faults);
	buf_release(&lines);
	return made;
}

static struct left_out
left_out(struct ledger_run *run, const struct billing_erp_line *erp)
{
	return (struct left_out){ .source = pos_of(erp->source),
		.key = arena_printf(&run->arena, "voucher:erp:%s", erp->id),
		.kind = erp_event_word(erp->event),
		.name = erp->id,
		.currency = erp->currency,
		.net = erp->amount,
		.total = erp->amount };
}

void
erp_splits_write(struct ledger_run *run, uint32_t index,
    const struct erp_booking *booking, const char *depends_on)
{
	struct split_run splits = split_run(run, index, booking);
	const struct billing_erp_line *erp;
	struct posting_set postings;
	struct split split;
	struct left_out out;
	uint32_t i;

	posting_set_init(&postings);
	for (i = 0; i < splits.invoice->erp_count; i++) {
		erp = split_line(&splits, i);
		if (erp == NULL ||
		    (split_of(&splits, erp, &split) &&
			write_split(&splits, &split, depends_on, &postings)))
			continue;
		fault_add_explained(run, &splits.state->faults);
		out = left_out(run, erp);
		withheld_write(run, &out, splits.state->faults);
	}
	posting_set_release(&postings);
}

void
erp_splits_leave_out(struct ledger_run *run, uint32_t index)
{
	struct split_run splits = split_run(run, index, NULL);
	const struct invoice_state *state = splits.state;
	const struct billing_erp_line *erp;
	struct fault *faults;
	struct left_out out;
	uint32_t i;

	for (i = 0; i < splits.invoice->erp_count; i++) {
		erp = split_line(&splits, i);
		if (erp == NULL)
			continue;
		out = left_out(run, erp);
		faults = NULL;
		if (state->carry != CARRY_YES) {
			excluded_write(run, &out, "invoices", state->carry,
			    erp_status_word(erp->status));
			continue;
		}
		/* Its invoice's row says why. */
		fault_add_names(run, &faults, "dependency");
		withheld_write(run, &out, faults);
	}
}
