/* deferral.c - deferrals and recognitions of revenue. */
#include "ledger/deferral.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/left_out.h"
#include "ledger/voucher.h"

void
deferrals_count(struct ledger_run *run)
{
	const struct billing_erp_line *erp;
	size_t i;

	for (i = 0; i < run->billing->erp_count; i++) {
		erp = &run->billing->erp[i];
		if (erp->event == ERP_EVENT_DEFERRAL ||
		    erp->event == ERP_EVENT_RECOGNITION)
			not_carried_count(run, "deferrals",
			    erp_event_word(erp->event), erp->source,
			    (struct money){ erp->amount, erp->currency });
	}
}

static struct month
later_month(struct month a, struct month b)
{
	return month_compare(a, b) < 0 ? b : a;
}

/* "2026-10/exports/erp_lines.csv"; rows of one file follow one another. */
static const char *
file_with_month(struct deferral_run *deferrals, const char *file)
{
	char month[MONTH_TEXT_MAX];

	if (deferrals->file != file) {
		month_format(deferrals->run->billing->month, month);
		deferrals->file = file;
		deferrals->file_with_month =
		    arena_printf(&deferrals->run->arena, "%s/%s", month, file);
	}
	return deferrals->file_with_month;
}

static void
fill_row(
    struct deferral_run *deferrals, uint32_t index, struct schedule_row *row)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp = &run->billing->erp[index];
	const struct erp_state *state = &deferrals->erp[index];
	const struct deferral_set *set = &deferrals->set[state->set];

	memset(row, 0, sizeof(*row));
	row->source.file = file_with_month(deferrals, erp->source.file);
	row->source.line = erp->source.line;
	row->rule = set->revenue_rule;
	row->id = erp->id;
	row->month = run->billing->month;
	row->kind = erp->event;
	buf_clear(&deferrals->key);
	buf_puts(&deferrals->key, "voucher:erp:");
	buf_puts(&deferrals->key, erp->id);
	row->key = buf_text(&deferrals->key);
	row->document = set->document;
	row->document_type = erp->document_type;
	row->number = erp->document_number;
	row->revenue_group = erp->revenue_group;
	row->current = erp->current;
	row->total = erp->total;
	row->date = erp->date;
	row->close_month =
	    later_month(run->billing->month, date_month(date_of(erp->date)));
	row->reason = carry_word(state->carry);
	row->currency = erp->currency;
	row->amount = state->amount;
	if (set->context != CONTEXT_NONE && set->currency == erp->currency) {
		row->rate = set->rate;
		row->amount_eur = state->amount_eur;
	}
	row->revenue_account = set->revenue_account;
	row->deferred_account = set->deferred_account;
	row->dimension_header = set->dimension_header;
	row->dimension_item = set->dimension_item;
	row->text = erp->text;
}

static struct left_out
left_out_line(
    struct ledger_run *run, const struct billing_erp_line *erp, int64_t amount)
{
	struct left_out out;

	out.source = pos_of(erp->source);
	out.key = arena_printf(&run->arena, "voucher:erp:%s", erp->id);
	out.kind = erp_event_word(erp->event);
	out.name = erp->id;
	out.currency = erp->currency;
	out.net = amount;
	out.total = amount;
	return out;
}

static void
leave_out(struct deferral_run *deferrals, uint32_t index)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp = &run->billing->erp[index];
	const struct erp_state *state = &deferrals->erp[index];
	struct left_out out;

	out = left_out_line(run, erp, state->amount);
	if (state->carry != CARRY_YES)
		excluded_write(run, &out, "deferrals", state->carry,
		    erp_status_word(erp->status));
	else
		withheld_write(run, &out, deferrals->set[state->set].faults);
}

/*
 * A line that an earlier month exported with another content. That month's
 * stays as it is, so this one is what nobody books.
 */
static void
leave_disputed_out(struct deferral_run *deferrals, uint32_t index)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp = &run->billing->erp[index];
	struct fault *faults = NULL;
	struct left_out out;

	out = left_out_line(run, erp, erp->amount);
	fault_add(run, &faults, RULE_LEDGER_SCHEDULE_CONFLICT);
	withheld_write(run, &out, faults);
}

static bool
has_faults(const struct deferral_run *deferrals, uint32_t index)
{
	return deferrals->set[deferrals->erp[index].set].faults != NULL;
}

static void
leave_lines_out(struct deferral_run *deferrals)
{
	uint32_t i;

	for (i = 0; i < deferrals->run->billing->erp_count; i++) {
		if (!deferrals->erp[i].skipped &&
		    (deferrals->erp[i].carry != CARRY_YES ||
			has_faults(deferrals, i)))
			leave_out(deferrals, i);
		else if (deferrals->erp[i].disputed)
			leave_disputed_out(deferrals, i);
	}
}

/* The next row of another month, on that side of this month. */
static bool
next_row_of(struct deferral_walk *walk, bool earlier, struct schedule_row *ret)
{
	struct schedule *schedule = walk->deferrals->run->schedule;
	struct month month = walk->deferrals->run->billing->month;
	const struct schedule_row *row;

	while (walk->row < schedule->count) {
		row = &schedule->row[walk->row];
		if ((month_compare(row->month, month) < 0) != earlier)
			return false;
		walk->row++;
		if (!row->removed) {
			*ret = *row;
			return true;
		}
	}
	return false;
}

/* Excluded lines stand in the schedule too, with their reason. */
static bool
next_line(struct deferral_walk *walk, struct schedule_row *ret)
{
	struct deferral_run *deferrals = walk->deferrals;
	const struct erp_state *state;
	uint32_t index;

	while (walk->line < deferrals->run->billing->erp_count) {
		index = walk->line++;
		state = &deferrals->erp[index];
		if (!state->skipped && (state->carry != CARRY_YES ||
					   !has_faults(deferrals, index))) {
			fill_row(deferrals, index, ret);
			return true;
		}
	}
	return false;
}

bool
deferral_walk_next(void *data, struct schedule_row *ret)
{
	struct deferral_walk *walk = data;

	return next_row_of(walk, true, ret) || next_line(walk, ret) ||
	       next_row_of(walk, false, ret);
}

int
deferrals_make(struct ledger_run *run, const char *path)
{
	struct deferral_run deferrals;
	struct deferral_walk walk;
	struct vouchers *vouchers;
	size_t i;
	int status;

	memset(&deferrals, 0, sizeof(deferrals));
	deferrals.run = run;
	buf_init(&deferrals.key, BUF_MAX_DEFAULT);
	text_pool_init(&deferrals.names);
	deferrals.erp =
	    mem_calloc(run->billing->erp_count, sizeof(*deferrals.erp));
	deferral_collect(&deferrals);
	for (i = 0; i < deferrals.count; i++) {
		deferral_find_context(&deferrals, &deferrals.set[i]);
		deferral_check(&deferrals, &deferrals.set[i]);
	}
	leave_lines_out(&deferrals);
	vouchers = vouchers_new(run);
	walk = (struct deferral_walk){ &deferrals, 0, 0 };
	vouchers_write(vouchers, ERP_EVENT_DEFERRAL, deferral_walk_next, &walk);
	walk = (struct deferral_walk){ &deferrals, 0, 0 };
	vouchers_write(
	    vouchers, ERP_EVENT_RECOGNITION, deferral_walk_next, &walk);
	vouchers_free(vouchers);
	walk = (struct deferral_walk){ &deferrals, 0, 0 };
	status = schedule_write(path, deferral_walk_next, &walk, run->diag);
	free(deferrals.set);
	free(deferrals.erp);
	buf_release(&deferrals.key);
	text_pool_release(&deferrals.names);
	return status;
}
