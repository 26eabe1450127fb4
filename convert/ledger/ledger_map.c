/* ledger_map.c - from billing records to ledger records. */
#include "ledger/ledger_map.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/customer.h"
#include "ledger/deferral.h"
#include "ledger/erp_check.h"
#include "ledger/erp_invoices.h"
#include "ledger/erp_payments.h"
#include "ledger/exports_check.h"
#include "ledger/invoice_check.h"
#include "ledger/left_out.h"
#include "ledger/months.h"
#include "ledger/payments.h"
#include "ledger/payouts.h"
#include "ledger/purchases.h"
#include "ledger/receivables.h"
#include "ledger/receivables_invoices.h"
#include "ledger/run.h"
#include "ledger/sales_invoice.h"
#include "ledger/schedule.h"
#include "ledger/voucher_put.h"

/* Every kind is there, if only empty, and in its place in a pipe. */
static int
open_kinds(struct stage_writer *stage)
{
	size_t i;

	for (i = 0; i < record_stage_ledger_count; i++) {
		if (stage_writer_kind(stage, record_stage_ledger[i]) == NULL)
			return -1;
	}
	return 0;
}

static void
touch_number(struct ledger_run *run, const char *number, const char *rules)
{
	uint32_t index;
	size_t old;

	index = text_pool_add(&run->touched, number, strlen(number));
	while (index >= run->touched_capacity) {
		old = run->touched_capacity;
		run->touched_rules = mem_grow(run->touched_rules, old,
		    &run->touched_capacity, sizeof(char *));
		for (; old < run->touched_capacity; old++)
			run->touched_rules[old] = NULL;
	}
	if (run->touched_rules[index] == NULL)
		run->touched_rules[index] = rules;
}

/* Its date may be the VAT date of the invoice. */
static void
touch_payment(struct ledger_run *run, const char *number)
{
	uint32_t index = billing_find_invoice(run->billing, number);

	if (index != BILLING_NONE)
		run->invoice[index].payments_broken = true;
}

/*
 * A refused row of an invoice, its lines or its ERP lines keeps the invoice
 * out; a refused payment only where it may give the VAT date.
 */
static void
touch_rejected(struct ledger_run *run)
{
	const struct billing_rejected *rejected;
	struct invoice_state *state;
	uint32_t index;
	bool line;
	size_t i;

	for (i = 0; i < run->billing->rejected_count; i++) {
		rejected = &run->billing->rejected[i];
		if (strcmp(rejected->kind, "transaction") == 0)
			touch_payment(run, rejected->invoice_number);
		line = strcmp(rejected->kind, "invoice_line") == 0;
		if (rejected->invoice_number[0] == '\0' ||
		    (!line && strcmp(rejected->kind, "invoice") != 0 &&
			strcmp(rejected->kind, "erp_line") != 0))
			continue;
		touch_number(run, rejected->invoice_number, rejected->rules);
		index = billing_find_invoice(
		    run->billing, rejected->invoice_number);
		if (index == BILLING_NONE)
			continue;
		state = &run->invoice[index];
		fault_add_names(run, &state->faults, rejected->rules);
		if (line)
			state->lines_broken = true;
		/* Lines of both join the one that is left. */
		if (strcmp(rejected->kind, "invoice") == 0) {
			run->billing->invoice[index].duplicate = true;
			state->lines_broken = true;
		}
	}
}

static void
touch_duplicates(struct ledger_run *run)
{
	size_t i;

	for (i = 0; i < run->billing->invoice_count; i++) {
		if (!run->billing->invoice[i].duplicate)
			continue;
		fault_add(run, &run->invoice[i].faults, RULE_BILLING_DUPLICATE);
		run->invoice[i].lines_broken = true;
	}
}

static void
withhold_orphans(struct ledger_run *run)
{
	const struct billing_orphan *orphan;
	const struct billing_line *line;
	struct left_out out;
	struct fault *faults;
	size_t i;

	for (i = 0; i < run->billing->orphan_count; i++) {
		orphan = &run->billing->orphan[i];
		line = &run->billing->line[orphan->line];
		faults = NULL;
		if (orphan->rejected)
			fault_add_names(run, &faults, "dependency");
		else
			fault_add(run, &faults, RULE_BILLING_UNKNOWN_INVOICE);
		out.source = pos_of(line->source);
		out.key =
		    arena_printf(&run->arena, "invoice_line:%s", line->id);
		out.kind = "invoice_line";
		out.name = orphan->invoice_number;
		out.currency = line->currency;
		out.net = line->net;
		if (__builtin_add_overflow(line->net, line->vat, &out.total))
			out.total = line->net;
		withheld_write(run, &out, faults);
	}
}

static int
map_deferrals(struct ledger_run *run, const struct ledger_input *input)
{
	int status;

	if (run->company->road[STREAM_DEFERRALS] == ROAD_NONE) {
		deferrals_count(run);
		return 0;
	}
	run->schedule = schedule_load(input->schedule,
	    input->company->opening_deferred, input->billing->month, run->diag);
	if (run->schedule == NULL)
		return -1;
	months_check(run);
	status = deferrals_make(run, input->schedule);
	schedule_free(run->schedule);
	return status;
}

static bool
wants_receivables(const struct company *company)
{
	return company->road[STREAM_INVOICES] != ROAD_NONE ||
	       company->road[STREAM_PAYMENTS] != ROAD_NONE;
}

static void
map_documents(struct ledger_run *run)
{
	exports_check(run);
	withheld_write_run(run);
	customer_index_codes(run);
	touch_rejected(run);
	touch_duplicates(run);
	withheld_write_rejected(run);
	withhold_orphans(run);
	invoice_check_all(run);
	withheld_write_customers(run);
	sales_invoices_write(run);
	erp_check_all(run);
	erp_invoices_make(run);
	receivables_add_invoices(run);
	payments_make(run);
	erp_payments_make(run);
	purchases_make(run);
	payouts_make(run);
}

/* Two files belong together: both are whole before one gets its name. */
static int
map_month(struct ledger_run *run, const struct ledger_input *input)
{
	struct receivables *receivables = NULL;
	int status = 0;

	if (wants_receivables(run->company)) {
		receivables = receivables_load(input->receivables,
		    run->company->opening_receivables, run->billing->month,
		    run->diag);
		if (receivables == NULL)
			return -1;
		run->receivables = receivables;
	}
	map_documents(run);
	if (receivables != NULL)
		status = receivables_sync(
		    receivables, input->receivables, run->diag);
	if (status == 0)
		status = map_deferrals(run, input);
	if (status == 0 && receivables != NULL)
		status = receivables_commit(receivables, run->diag);
	run->receivables = NULL;
	receivables_free(receivables);
	return status;
}

int
ledger_map(const struct ledger_input *input, struct stage_writer *stage,
    struct diag_list *diag)
{
	struct ledger_run run;
	int status;

	if (open_kinds(stage) != 0)
		return -1;
	run_init(&run, input, stage, diag);
	status = map_month(&run, input);
	if (status == 0) {
		voucher_sums_write(&run);
		not_carried_write(&run);
	}
	run_release(&run);
	return status;
}
