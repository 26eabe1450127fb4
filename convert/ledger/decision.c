/* decision.c - what the mapping decides for each invoice line. */
#include "ledger/decision.h"

#include <stdint.h>
#include <stdlib.h>

#include "ledger/facts.h"
#include "ledger/gaps.h"
#include "ledger/vat_check.h"

#define SLOTS_FIRST 64

struct decision_table {
	const struct line_decision **slot;
	size_t slot_count;
	size_t count;
};

struct decision_table *
decision_table_new(void)
{
	return mem_calloc(1, sizeof(struct decision_table));
}

void
decision_table_free(struct decision_table *table)
{
	if (table == NULL)
		return;
	free(table->slot);
	free(table);
}

/* Texts of the mapping stay where they are, so pointers tell rules apart. */
static size_t
decision_hash(const struct line_decision *decision)
{
	const void *part[] = { decision->account.account,
		decision->account.rule.text, decision->vat.code,
		decision->vat.rule.text, decision->product.product,
		decision->product.rule.text, decision->dimension.item,
		decision->dimension.rule.text };
	uint64_t hash = 0;
	size_t i;

	for (i = 0; i < sizeof(part) / sizeof(part[0]); i++)
		hash = (hash ^ (uintptr_t)part[i]) * 0x9e3779b97f4a7c15U;
	return (size_t)(hash ^ (hash >> 32));
}

static bool
decision_equal(const struct line_decision *a, const struct line_decision *b)
{
	return a->account.account == b->account.account &&
	       a->account.rule.text == b->account.rule.text &&
	       a->vat.code == b->vat.code &&
	       a->vat.percent.units == b->vat.percent.units &&
	       a->vat.percent.scale == b->vat.percent.scale &&
	       a->vat.rule.text == b->vat.rule.text &&
	       a->product.product == b->product.product &&
	       a->product.unit == b->product.unit &&
	       a->product.rule.text == b->product.rule.text &&
	       a->dimension.header == b->dimension.header &&
	       a->dimension.item == b->dimension.item &&
	       a->dimension.rule.text == b->dimension.rule.text &&
	       a->has_dimension == b->has_dimension;
}

static size_t
slot_of(const struct decision_table *table, const struct line_decision *sought)
{
	size_t slot;

	slot = decision_hash(sought) & (table->slot_count - 1);
	while (table->slot[slot] != NULL &&
	       !decision_equal(table->slot[slot], sought))
		slot = (slot + 1) & (table->slot_count - 1);
	return slot;
}

static void
grow(struct decision_table *table)
{
	const struct line_decision **old = table->slot;
	size_t i, old_count = table->slot_count;

	table->slot_count = old_count == 0 ? SLOTS_FIRST : old_count * 2;
	table->slot =
	    mem_calloc(table->slot_count, sizeof(struct line_decision *));
	for (i = 0; i < old_count; i++) {
		if (old[i] != NULL)
			table->slot[slot_of(table, old[i])] = old[i];
	}
	free(old);
}

static const struct line_decision *
decision_keep(struct ledger_run *run, const struct line_decision *decision)
{
	struct decision_table *table = run->decisions;
	struct line_decision *kept;
	size_t slot;

	if (table->count * 2 >= table->slot_count)
		grow(table);
	slot = slot_of(table, decision);
	if (table->slot[slot] == NULL) {
		kept = arena_alloc(&run->arena, sizeof(*kept));
		*kept = *decision;
		table->slot[slot] = kept;
		table->count++;
	}
	return table->slot[slot];
}

/* A gap that follows from an earlier finding needs none of its own. */
static bool
is_consequence(const struct rule_ref *rule)
{
	return rule->text != NULL && rule->text[0] != '\0';
}

/* May a rejected payment be the one that gives the VAT date? */
static bool
is_payment_lost(const struct ledger_run *run, const struct billing_line *line,
    const struct line_facts *facts, const struct vat_decision *vat)
{
	const struct billing *billing = run->billing;
	struct vat_decision other;

	if (line->invoice == BILLING_NONE ||
	    (!billing->incomplete[BILLING_TRANSACTION] &&
		!run->invoice[line->invoice].payments_broken))
		return false;
	return (vat->code[0] != '\0' &&
		   vat->vat_date_rule == VAT_DATE_PAYMENT) ||
	       (mapping_vat_other_date(run->mapping, facts, &other) &&
		   other.vat_date_rule == VAT_DATE_PAYMENT);
}

static bool
decide_vat(struct ledger_run *run, uint32_t index,
    const struct line_facts *facts, struct line_decision *decision,
    struct fault **faults)
{
	const struct billing_line *line = &run->billing->line[index];
	struct vat_decision vat;
	bool decided;

	decided = mapping_vat(run->mapping, facts, &vat);
	if (is_payment_lost(run, line, facts, &vat)) {
		decision->vat = (struct vat_decision){ 0 };
		if (faults != NULL)
			fault_add_explained(run, faults);
		return false;
	}
	if (decided && decimal_compare(vat.percent, facts->vat_rate) == 0) {
		if (faults != NULL)
			vat_check_line(run, index, facts, &vat, faults);
		run->line[index].vat_date = date_shorten(vat.vat_date);
		decision->vat = vat;
		/* Dates differ where all else is the same. */
		decision->vat.vat_date = (struct date){ 0, 0, 0 };
		return true;
	}
	decision->vat = (struct vat_decision){ 0 };
	if (faults == NULL)
		return false;
	if (decided) {
		gap_vat_percent(run->diag, line, facts, &vat);
		fault_add(run, faults, RULE_MAPPING_VAT_PERCENT);
	} else {
		if (!is_consequence(&vat.rule))
			gap_vat(run->diag, run->mapping, line, facts);
		fault_add(run, faults, RULE_MAPPING_VAT_MISSING);
	}
	return false;
}

static bool
decide_product(struct ledger_run *run, const struct billing_line *line,
    const struct line_facts *facts, struct line_decision *decision,
    struct fault **faults)
{
	struct product_decision product;

	if (mapping_product(run->mapping, facts, &product)) {
		decision->product = product;
		return true;
	}
	if (faults != NULL) {
		if (!is_consequence(&product.rule))
			gap_product(run->diag, line, facts);
		fault_add(run, faults, RULE_MAPPING_PRODUCT_MISSING);
	}
	return false;
}

static bool
decide_account(struct ledger_run *run, const struct billing_line *line,
    const struct line_facts *facts, struct line_decision *decision,
    struct fault **faults)
{
	struct account_decision account;

	if (mapping_account(run->mapping, facts, &account)) {
		decision->account = account;
		return true;
	}
	if (faults != NULL) {
		if (!is_consequence(&account.rule))
			gap_account(run->diag, line, facts);
		fault_add(run, faults, RULE_MAPPING_ACCOUNT_MISSING);
	}
	return false;
}

static bool
decide_dimension(struct ledger_run *run, const struct billing_line *line,
    const struct line_facts *facts, struct line_decision *decision,
    struct fault **faults)
{
	struct dimension_decision dimension;

	if (mapping_dimension(run->mapping, facts, &dimension)) {
		decision->dimension = dimension;
		decision->has_dimension = true;
		return true;
	}
	if (faults != NULL) {
		if (!is_consequence(&dimension.rule))
			gap_dimension(run->diag, line, facts, &dimension);
		fault_add(run, faults, RULE_MAPPING_DIMENSION_MISSING);
	}
	return false;
}

bool
line_decide(struct ledger_run *run, uint32_t index, unsigned parts,
    struct date vat_on, struct fault **faults)
{
	const struct billing_line *line = &run->billing->line[index];
	struct line_state *state = &run->line[index];
	struct line_decision decision;
	struct line_facts facts, vat_facts;
	bool decided = true;

	decision = state->decision != NULL ? *state->decision
	                                   : (struct line_decision){ 0 };
	line_facts_get(run->billing, line, &facts);
	if ((parts & DECIDE_ACCOUNT) != 0)
		decided &= decide_account(run, line, &facts, &decision, faults);
	if ((parts & DECIDE_VAT) != 0) {
		vat_facts =
		    date_is_set(vat_on) ? line_facts_on(&facts, vat_on) : facts;
		decided &=
		    decide_vat(run, index, &vat_facts, &decision, faults);
	}
	if ((parts & DECIDE_PRODUCT) != 0)
		decided &= decide_product(run, line, &facts, &decision, faults);
	if ((parts & DECIDE_DIMENSION) != 0)
		decided &=
		    decide_dimension(run, line, &facts, &decision, faults);
	state->decision = decision_keep(run, &decision);
	return decided;
}
