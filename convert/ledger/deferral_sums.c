/* deferral_sums.c - deferral and recognitions of a set agree. */
#include <stdlib.h>
#include <string.h>

#include "ledger/deferral.h"
#include "ledger/quote.h"

/* A recognition, of this month's export or of an earlier one's. */
struct member {
	int32_t current;
	int32_t total;
	int64_t amount;
	int64_t amount_eur;
	uint32_t erp; /* BILLING_NONE: an earlier month's */
};

struct member_list {
	struct member *item;
	size_t count;
	size_t capacity;
};

static void
member_add(struct member_list *list, const struct member *member)
{
	list->item = mem_grow(
	    list->item, list->count, &list->capacity, sizeof(*list->item));
	list->item[list->count++] = *member;
}

/* What the opening balance leaves is taken back by what is carried. */
static bool
line_counts(const struct deferral_run *deferrals,
    const struct deferral_set *set, uint32_t at)
{
	const struct billing_erp_line *erp = &deferrals->run->billing->erp[at];

	if (set->context == CONTEXT_OPENING)
		return deferrals->erp[at].carry == CARRY_YES;
	return erp->status != ERP_CANCELLED;
}

static void
list_members(struct deferral_run *deferrals, const struct deferral_set *set,
    struct member_list *list)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	const struct schedule_row *row;
	struct member member;
	uint32_t i;

	for (row = schedule_first(run->schedule, set->name); row != NULL;
	     row = schedule_next(run->schedule, row)) {
		if (row->kind != ERP_EVENT_RECOGNITION ||
		    !deferral_row_counts(run, row) ||
		    (set->context == CONTEXT_OPENING && row->reason[0] != '\0'))
			continue;
		member = (struct member){ row->current, row->total, row->amount,
			row->amount_eur, BILLING_NONE };
		member_add(list, &member);
	}
	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		if (erp->event != ERP_EVENT_RECOGNITION ||
		    !line_counts(deferrals, set, i))
			continue;
		member = (struct member){ erp->current, erp->total,
			deferrals->erp[i].amount, 0, i };
		member_add(list, &member);
	}
}

static int
compare_members(const void *a, const void *b)
{
	const struct member *left = a, *right = b;

	if (left->current != right->current)
		return left->current < right->current ? -1 : 1;
	if (left->erp != right->erp)
		return left->erp < right->erp ? -1 : 1;
	return 0;
}

/* False when missing rows explain every difference. */
static bool
refuse(
    struct deferral_run *deferrals, struct deferral_set *set, enum rule_id rule)
{
	if (deferrals->run->billing->incomplete[BILLING_ERP_LINE]) {
		fault_add_explained(deferrals->run, &set->faults);
		return false;
	}
	fault_add(deferrals->run, &set->faults, rule);
	return true;
}

static struct source_pos
first_pos(const struct deferral_run *deferrals, const struct deferral_set *set)
{
	return pos_of(deferrals->run->billing->erp[set->first].source);
}

static void
check_deferral(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	int64_t sum = 0;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		if (erp->event == ERP_EVENT_DEFERRAL &&
		    line_counts(deferrals, set, i) &&
		    __builtin_add_overflow(sum, deferrals->erp[i].amount, &sum))
			sum = INT64_MIN;
	}
	if (sum == set->amount ||
	    !refuse(deferrals, set, RULE_LEDGER_DEFERRAL_SUM))
		return;
	diag_add(run->diag, RULE_LEDGER_DEFERRAL_SUM, first_pos(deferrals, set),
	    "'%s' defers %s, its lines sum to %s", quote(set->number).text,
	    quote_minor(sum, set->currency).text,
	    quote_minor(set->amount, set->currency).text);
}

/* One of each from 1 (an opening deferral: from any) to the total. */
static bool
is_complete(const struct deferral_set *set, const struct member_list *list)
{
	const struct member *item = list->item;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (item[i].total != item[0].total || item[i].current < 1 ||
		    item[i].current > item[i].total ||
		    (i > 0 && item[i].current == item[i - 1].current))
			return false;
	}
	if (set->context == CONTEXT_OPENING)
		return true;
	return list->count > 0 && list->count == (size_t)item[0].total;
}

static bool
has_last(const struct member_list *list)
{
	const struct member *last;

	if (list->count == 0)
		return false;
	last = &list->item[list->count - 1];
	return last->current == last->total;
}

static void
check_recognitions(struct deferral_run *deferrals, struct deferral_set *set,
    const struct member_list *list)
{
	struct ledger_run *run = deferrals->run;
	int64_t sum = 0;
	size_t i;

	if (!is_complete(set, list)) {
		if (refuse(deferrals, set, RULE_LEDGER_RECOGNITION_SUM))
			diag_add(run->diag, RULE_LEDGER_RECOGNITION_SUM,
			    first_pos(deferrals, set),
			    "the %zu recognitions of '%s' are not one of each "
			    "from 1 to their total",
			    list->count, quote(set->number).text);
		return;
	}
	if (set->context == CONTEXT_OPENING && !has_last(list))
		return;
	for (i = 0; i < list->count; i++) {
		if (__builtin_add_overflow(sum, list->item[i].amount, &sum))
			sum = INT64_MIN;
	}
	if (sum == set->amount ||
	    !refuse(deferrals, set, RULE_LEDGER_RECOGNITION_SUM))
		return;
	diag_add(run->diag, RULE_LEDGER_RECOGNITION_SUM,
	    first_pos(deferrals, set),
	    "the recognitions of '%s' sum to %s, deferred are %s",
	    quote(set->number).text, quote_minor(sum, set->currency).text,
	    quote_minor(set->amount, set->currency).text);
}

/* Deferrals in EUR; in this month's own set their sum is what is deferred. */
static bool
deferrals_to_euro(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct ledger_run *run = deferrals->run;
	const struct billing_erp_line *erp;
	struct erp_state *state;
	int64_t sum = 0;
	uint32_t i;

	for (i = set->first; i != BILLING_NONE; i = deferrals->erp[i].next) {
		erp = &run->billing->erp[i];
		state = &deferrals->erp[i];
		if (erp->event != ERP_EVENT_DEFERRAL)
			continue;
		if (!to_euro((struct money){ state->amount, set->currency },
			set->rate, &state->amount_eur) ||
		    state->amount_eur == INT64_MIN ||
		    (line_counts(deferrals, set, i) &&
			__builtin_add_overflow(sum, state->amount_eur, &sum)))
			return false;
	}
	if (set->context == CONTEXT_INVOICE)
		set->amount_eur = sum;
	return true;
}

/* The last recognition takes what the others leave of the deferral. */
static bool
recognitions_to_euro(struct deferral_run *deferrals, struct deferral_set *set,
    struct member_list *list)
{
	struct member *member, *last = NULL;
	int64_t rest = set->amount_eur;
	size_t i;

	for (i = 0; i < list->count; i++) {
		member = &list->item[i];
		if (member->erp != BILLING_NONE &&
		    !to_euro((struct money){ member->amount, set->currency },
			set->rate, &member->amount_eur))
			return false;
		if (member->current == member->total)
			last = member;
		else if (__builtin_sub_overflow(
			     rest, member->amount_eur, &rest))
			return false;
	}
	if (last != NULL && last->erp != BILLING_NONE)
		last->amount_eur = rest;
	for (i = 0; i < list->count; i++) {
		member = &list->item[i];
		if (member->amount_eur == INT64_MIN)
			return false;
		if (member->erp != BILLING_NONE)
			deferrals->erp[member->erp].amount_eur =
			    member->amount_eur;
	}
	return true;
}

void
deferral_check_sums(struct deferral_run *deferrals, struct deferral_set *set)
{
	struct member_list list = { NULL, 0, 0 };

	if (set->context == CONTEXT_NONE || set->rate.units <= 0)
		return;
	list_members(deferrals, set, &list);
	if (list.count > 1)
		qsort(
		    list.item, list.count, sizeof(*list.item), compare_members);
	if (set->wanted && set->faults == NULL) {
		if (set->context == CONTEXT_INVOICE)
			check_deferral(deferrals, set);
		check_recognitions(deferrals, set, &list);
	}
	if ((!deferrals_to_euro(deferrals, set) ||
		!recognitions_to_euro(deferrals, set, &list)) &&
	    set->wanted) {
		diag_add(deferrals->run->diag, RULE_LEDGER_OVERFLOW,
		    first_pos(deferrals, set), "'%s' in EUR",
		    quote(set->number).text);
		fault_add(deferrals->run, &set->faults, RULE_LEDGER_OVERFLOW);
	}
	free(list.item);
}
