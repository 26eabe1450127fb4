/* mapping_gaps.c - see mapping_gaps.h. */
#include "ledger/mapping_gaps.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ledger/carry.h"
#include "ledger/facts.h"
#include "ledger/gap_entry.h"
#include "ledger/gap_list.h"
#include "ledger/gaps.h"
#include "ledger/invoice_vat.h"
#include "ledger/mapping_walk.h"
#include "ledger/original.h"
#include "ledger/receivables.h"

static struct gap *
add_line_gap(struct walk *walk, enum gap_kind kind, char *entry,
    const struct billing_line *line)
{
	struct gap *gap;

	gap = gap_list_add(walk->list, kind, entry, pos_of(line->source));
	gap_add_money(walk->list, gap, line_net(line));
	return gap;
}

static void
ask_account(struct walk *walk, const struct billing_line *line,
    const struct line_facts *facts)
{
	struct account_decision decision;

	if (mapping_account(walk->run.mapping, facts, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_account(walk->diag, line, facts);
	add_line_gap(walk, GAP_ACCOUNT, gap_account_entry(facts), line);
}

static void
note_other_rule(
    struct walk *walk, struct gap *gap, struct rule_ref rule, const char *why)
{
	if (gap->note[0] == '\0')
		gap->note =
		    arena_printf(&walk->list->arena, "%s %s", rule.text, why);
}

static void
ask_vat(struct walk *walk, const struct billing_line *line,
    const struct line_facts *facts)
{
	struct vat_decision decision, other;
	struct gap *gap;

	if (mapping_vat(walk->run.mapping, facts, &decision)) {
		if (decimal_compare(decision.percent, facts->vat_rate) == 0)
			return;
		gap_vat_percent(walk->diag, line, facts, &decision);
		gap = add_line_gap(walk, GAP_VAT, gap_vat_entry(facts), line);
		note_other_rule(walk, gap, decision.rule,
		    "has another percent: correct it, or put this before it");
		return;
	}
	if (!mapping_is_gap(decision.rule))
		return;
	gap_vat(walk->diag, walk->run.mapping, line, facts);
	gap = add_line_gap(walk, GAP_VAT, gap_vat_entry(facts), line);
	if (mapping_vat_other_date(walk->run.mapping, facts, &other))
		note_other_rule(walk, gap, other.rule,
		    date_is_set(other.vat_date) ? "holds on other VAT dates"
						: "waits for a payment");
}

static void
ask_product(struct walk *walk, const struct billing_line *line,
    const struct line_facts *facts)
{
	struct product_decision decision;

	if (mapping_product(walk->run.mapping, facts, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_product(walk->diag, line, facts);
	add_line_gap(walk, GAP_PRODUCT, gap_product_entry(facts), line);
}

static void
ask_dimension(struct walk *walk, const struct billing_line *line,
    const struct line_facts *facts)
{
	struct dimension_decision decision;

	if (mapping_dimension(walk->run.mapping, facts, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_dimension(walk->diag, line, facts, &decision);
	add_line_gap(walk, GAP_DIMENSION, gap_word_entry(decision.value), line);
}

static void
ask_customer(struct walk *walk, uint32_t index)
{
	const struct billing_account *account =
	    &walk->run.billing->account[index];
	struct customer_settings settings;
	struct customer_facts facts;

	if (walk->customer_done[index])
		return;
	walk->customer_done[index] = true;
	customer_facts_get(account, &facts);
	if (mapping_customer(walk->run.mapping, &facts, &settings) ||
	    !mapping_is_gap(settings.rule))
		return;
	gap_language(walk->diag, account);
	gap_list_add(walk->list, GAP_LANGUAGE,
	    gap_word_entry(account->language), pos_of(account->source));
}

static void
ask_rate(struct walk *walk, const struct billing_invoice *invoice)
{
	const struct billing_invoice *dated;
	struct rate_decision decision;
	struct gap *gap;

	/* A credit note takes the rate of what it credits. */
	dated = original_dated(
	    &walk->run, (uint32_t)(invoice - walk->run.billing->invoice));
	if (dated == NULL)
		return;
	if (mapping_rate(walk->run.mapping, invoice->currency,
		date_of(dated->date), &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_rate(walk->diag, dated);
	gap = gap_list_add(walk->list, GAP_RATE,
	    gap_rate_entry(dated->currency, date_of(dated->date)),
	    pos_of(dated->source));
	gap_add_money(
	    walk->list, gap, (struct money){ dated->gross, dated->currency });
}

void
mapping_walk_erp_account(struct walk *walk, struct row_source source,
    const char *number, struct money amount)
{
	struct account_decision decision;
	struct gap *gap;

	if (number[0] == '\0' ||
	    mapping_erp_account(walk->run.mapping, number, &decision) ||
	    !mapping_is_gap(decision.rule))
		return;
	gap_erp_account(walk->diag, source, number, amount);
	gap = gap_list_add(walk->list, GAP_ERP_ACCOUNT, gap_word_entry(number),
	    pos_of(source));
	gap_add_money(walk->list, gap, amount);
}

static void
ask_erp_line(struct walk *walk, const struct billing_erp_line *erp)
{
	struct money amount = { erp->amount, erp->currency };

	mapping_walk_erp_account(
	    walk, erp->source, erp->account_number, amount);
	mapping_walk_erp_account(
	    walk, erp->source, erp->contra_account_number, amount);
}

/* Is a deferral or recognition of this invoice to be carried? */
static bool
has_carried_deferral(const struct walk *walk, uint32_t index)
{
	const struct billing *billing = walk->run.billing;
	const struct billing_invoice *invoice = &billing->invoice[index];
	const struct company *company = walk->run.company;
	const struct billing_erp_line *erp;
	uint32_t i;

	if (company->road[STREAM_DEFERRALS] != ROAD_LEDGER)
		return false;
	for (i = 0; i < invoice->erp_count; i++) {
		erp = &billing->erp
		           [billing->invoice_erp_lines[invoice->erp_first + i]];
		if ((erp->event == ERP_EVENT_DEFERRAL ||
			erp->event == ERP_EVENT_RECOGNITION) &&
		    carry_of_status(erp) == CARRY_YES)
			return true;
	}
	return false;
}

/* Ask for the lines of an invoice; VAT and product only if it is carried. */
static void
ask_lines(struct walk *walk, uint32_t index, bool carried, struct date vat_on)
{
	const struct billing *billing = walk->run.billing;
	const struct billing_invoice *invoice = &billing->invoice[index];
	const struct billing_account *account =
	    &billing->account[invoice->account];
	const struct billing_line *line;
	struct line_facts facts, vat_facts;
	uint32_t i;

	for (i = 0; i < invoice->line_count; i++) {
		line =
		    &billing->line[billing->invoice_lines[invoice->line_first +
							  i]];
		line_facts_get(billing, line, &facts);
		ask_account(walk, line, &facts);
		ask_dimension(walk, line, &facts);
		if (!carried)
			continue;
		/* Vouchers have no products. */
		if (walk->run.company->road[STREAM_INVOICES] == ROAD_DOCUMENTS)
			ask_product(walk, line, &facts);
		/* A VAT number that is wrong leaves the kind of customer open.
		 */
		if (!account->business && account->legal_vat_number[0] != '\0')
			continue;
		vat_facts =
		    date_is_set(vat_on) ? line_facts_on(&facts, vat_on) : facts;
		ask_vat(walk, line, &vat_facts);
	}
}

static void
ask_invoice(struct walk *walk, uint32_t index, struct date vat_on)
{
	const struct billing_invoice *invoice =
	    &walk->run.billing->invoice[index];
	bool carried = walk->run.invoice[index].carry == CARRY_YES;

	if (invoice->account == BILLING_NONE ||
	    (!carried && !has_carried_deferral(walk, index)))
		return;
	ask_rate(walk, invoice);
	if (carried &&
	    walk->run.company->road[STREAM_INVOICES] == ROAD_DOCUMENTS)
		ask_customer(walk, invoice->account);
	ask_lines(walk, index, carried, vat_on);
}

/*
 * Judging invoices and the VAT dates of credited ones asks the mapping too;
 * that is not counted.
 */
static struct date *
judge(struct walk *walk)
{
	struct ledger_run *run = &walk->run;
	struct date *vat_on;
	uint32_t i;

	vat_on = mem_calloc(run->billing->invoice_count + 1, sizeof(*vat_on));
	for (i = 0; i < run->billing->invoice_count; i++)
		carry_judge_invoice(run, i);
	for (i = 0; i < run->billing->invoice_count; i++)
		if (run->billing->invoice[i].type == DOCUMENT_CREDIT_NOTE)
			vat_on[i] = invoice_vat_of_original(run, i);
	mapping_reset_uses(run->mapping);
	return vat_on;
}

void
mapping_gaps_find(const struct ledger_input *input, struct gap_list *list,
    struct diag_list *diag)
{
	struct walk walk = { .list = list, .diag = diag };
	struct diag_list *scratch = diag_list_new();
	const struct billing *billing = input->billing;
	struct date *vat_on;
	uint32_t i;

	run_init(&walk.run, input, NULL, scratch);
	walk.customer_done =
	    mem_calloc(billing->account_count + 1, sizeof(bool));
	/* A damaged file is for fenerum-map to say. */
	walk.run.receivables = receivables_load(input->company->receivables,
	    input->company->opening_receivables, billing->month, scratch);
	vat_on = judge(&walk);
	for (i = 0; i < billing->invoice_count; i++)
		ask_invoice(&walk, i, vat_on[i]);
	for (i = 0; i < billing->erp_count; i++)
		ask_erp_line(&walk, &billing->erp[i]);
	mapping_walk_events(&walk);
	free(vat_on);
	free(walk.customer_done);
	receivables_free(walk.run.receivables);
	run_release(&walk.run);
	diag_list_free(scratch);
}
