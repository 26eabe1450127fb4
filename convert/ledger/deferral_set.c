/* deferral_set.c - which deferrals and recognitions belong together. */
#include <string.h>

#include "ledger/carry.h"
#include "ledger/deferral.h"
#include "ledger/quote.h"

static struct deferral_set *
set_of(struct deferral_run *deferrals, const struct billing_erp_line *erp)
{
	struct deferral_set *set;
	struct buf *name = &deferrals->key;
	uint32_t number;

	buf_clear(name);
	schedule_put_deferral(
	    name, erp->document_type, erp->document_number, erp->revenue_group);
	number = text_pool_add(&deferrals->names, buf_text(name), name->len);
	if (number < deferrals->count)
		return &deferrals->set[number];
	deferrals->set = mem_grow(deferrals->set, deferrals->count,
	    &deferrals->capacity, sizeof(*set));
	set = &deferrals->set[deferrals->count++];
	memset(set, 0, sizeof(*set));
	set->name = text_pool_text(&deferrals->names, number);
	set->number = erp->document_number;
	set->revenue_group = erp->revenue_group;
	set->type = erp->document_type;
	set->invoice = erp->invoice;
	set->first = set->last = BILLING_NONE;
	set->document = set->revenue_account = set->revenue_rule =
	    set->deferred_account = "";
	set->dimension_header = set->dimension_item = "";
	return set;
}

static void
set_append(
    struct deferral_run *deferrals, struct deferral_set *set, uint32_t index)
{
	deferrals->erp[index].set = (uint32_t)(set - deferrals->set);
	deferrals->erp[index].next = BILLING_NONE;
	if (set->first == BILLING_NONE)
		set->first = index;
	else
		deferrals->erp[set->last].next = index;
	set->last = index;
}

static int64_t
magnitude(int64_t amount)
{
	return amount < 0 && amount != INT64_MIN ? -amount : amount;
}

/* Booked and cancelled must agree too: one month carried what it said. */
static bool
is_same_line(const struct schedule_row *row, const struct billing_erp_line *erp)
{
	enum carry carry = carry_of_status(erp);
	bool carried = strcmp(row->reason, carry_word(CARRY_YES)) == 0 ||
	               strcmp(row->reason, carry_word(CARRY_BEFORE_START)) == 0;

	return row->kind == erp->event &&
	       row->document_type == erp->document_type &&
	       strcmp(row->number, erp->document_number) == 0 &&
	       strcmp(row->revenue_group, erp->revenue_group) == 0 &&
	       row->current == erp->current && row->total == erp->total &&
	       date_compare(date_of(row->date), date_of(erp->date)) == 0 &&
	       row->currency == erp->currency &&
	       magnitude(row->amount) == magnitude(erp->amount) &&
	       (carry == CARRY_YES
		       ? carried
		       : strcmp(row->reason, carry_word(carry)) == 0);
}

static void
report_conflict(struct ledger_run *run, const struct billing_erp_line *erp,
    const struct schedule_row *row)
{
	struct diag *diag;

	diag = diag_add(run->diag, RULE_LEDGER_SCHEDULE_CONFLICT,
	    pos_of(erp->source),
	    "ERP line '%s' says something else than in another month",
	    quote(erp->id).text);
	diag_note(diag, pos_of(row->source), "exported here as well");
}

/*
 * A line that another month's export holds too is that month's if it is the
 * earlier one. Returns true if the line is not this month's.
 */
static bool
settle_repeat(
    struct deferral_run *deferrals, uint32_t index, struct fault **ret_faults)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp = &run->billing->erp[index];
	struct schedule_row *row = schedule_find(run->schedule, erp->id);
	bool earlier;

	if (row == NULL)
		return false;
	earlier = month_compare(row->month, run->billing->month) < 0;
	if (!is_same_line(row, erp)) {
		report_conflict(run, erp, row);
		fault_add(run, earlier ? &row->faults : ret_faults,
		    RULE_LEDGER_SCHEDULE_CONFLICT);
		deferrals->erp[index].disputed = earlier;
	}
	if (!earlier)
		row->removed = true;
	return earlier;
}

void
deferral_collect(struct deferral_run *deferrals)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	struct deferral_set *set;
	struct fault *faults;
	uint32_t i;

	for (i = 0; i < run->billing->erp_count; i++) {
		erp = &run->billing->erp[i];
		deferrals->erp[i].skipped = true;
		faults = NULL;
		if ((erp->event != ERP_EVENT_DEFERRAL &&
			erp->event != ERP_EVENT_RECOGNITION) ||
		    settle_repeat(deferrals, i, &faults))
			continue;
		deferrals->erp[i].skipped = false;
		set = set_of(deferrals, erp);
		set_append(deferrals, set, i);
		if (faults != NULL)
			fault_add_names(run, &set->faults, faults->rule);
	}
}

bool
deferral_row_counts(
    const struct ledger_run *run, const struct schedule_row *row)
{
	return !row->removed &&
	       month_compare(row->month, run->billing->month) < 0 &&
	       strcmp(row->reason, carry_word(CARRY_CANCELLED)) != 0;
}

struct schedule_row *
deferral_earlier(struct deferral_run *deferrals, const struct deferral_set *set)
{
	struct schedule *schedule = deferrals->run->schedule;
	struct schedule_row *row;

	for (row = schedule_first(schedule, set->name); row != NULL;
	     row = schedule_next(schedule, row)) {
		if (row->kind == ERP_EVENT_DEFERRAL &&
		    deferral_row_counts(deferrals->run, row))
			return row;
	}
	return NULL;
}
