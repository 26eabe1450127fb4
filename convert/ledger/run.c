/* run.c - one run of the mapping: what is known of every invoice and line. */
#include "ledger/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ledger/decision.h"
#include "ledger/ledger_map.h"
#include "ledger/voucher_sums.h"

void
run_init(struct ledger_run *run, const struct ledger_input *input,
    struct stage_writer *stage, struct diag_list *diag)
{
	struct billing *billing = input->billing;

	memset(run, 0, sizeof(*run));
	run->company = input->company;
	run->mapping = input->mapping;
	run->billing = billing;
	run->diag = diag;
	run->stage = stage;
	arena_init(&run->arena);
	text_pool_init(&run->touched);
	text_pool_init(&run->dimension);
	text_pool_init(&run->code);
	run->decisions = decision_table_new();
	run->customer =
	    mem_calloc(billing->account_count, sizeof(*run->customer));
	run->invoice =
	    mem_calloc(billing->invoice_count, sizeof(*run->invoice));
	run->line = mem_calloc(billing->line_count, sizeof(*run->line));
}

void
run_release(struct ledger_run *run)
{
	decision_table_free(run->decisions);
	voucher_sums_free(run->sums);
	free(run->customer);
	free(run->invoice);
	free(run->line);
	free(run->touched_rules);
	free(run->code_first);
	free(run->code_last);
	text_pool_release(&run->touched);
	text_pool_release(&run->dimension);
	text_pool_release(&run->code);
	arena_release(&run->arena);
}

static void
fault_add_name(
    struct ledger_run *run, struct fault **list, const char *name, size_t len)
{
	struct fault *fault;

	for (; *list != NULL; list = &(*list)->next) {
		if (strncmp((*list)->rule, name, len) == 0 &&
		    (*list)->rule[len] == '\0')
			return;
	}
	fault = arena_alloc(&run->arena, sizeof(*fault));
	fault->rule = arena_strndup(&run->arena, name, len);
	fault->next = NULL;
	*list = fault;
}

void
fault_add(struct ledger_run *run, struct fault **list, enum rule_id rule)
{
	const char *name = rule_get(rule)->name;

	fault_add_name(run, list, name, strlen(name));
}

void
fault_add_names(struct ledger_run *run, struct fault **list, const char *names)
{
	size_t len;

	while (*names != '\0') {
		len = strcspn(names, ",");
		if (len > 0)
			fault_add_name(run, list, names, len);
		names += len;
		if (*names == ',')
			names++;
	}
}

void
fault_add_explained(struct ledger_run *run, struct fault **list)
{
	if (*list == NULL)
		fault_add_names(run, list, "dependency");
}

const char *
fault_text(struct ledger_run *run, const struct fault *fault)
{
	const char *text;
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	for (; fault != NULL; fault = fault->next) {
		if (buf.len > 0)
			buf_putc(&buf, ',');
		buf_puts(&buf, fault->rule);
	}
	text = arena_strdup(&run->arena, buf_text(&buf));
	buf_release(&buf);
	return text;
}

const char *
run_touched(const struct ledger_run *run, const char *number)
{
	uint32_t found;

	found = text_pool_find(&run->touched, number, strlen(number));
	return found == TEXT_POOL_NONE ? NULL : run->touched_rules[found];
}

bool
run_account_is_rejected(const struct ledger_run *run, const char *code)
{
	const struct billing *billing = run->billing;
	size_t i;

	for (i = 0; i < billing->rejected_count; i++) {
		if (strcmp(billing->rejected[i].kind, "account") == 0 &&
		    strcmp(billing->rejected[i].id, code) == 0)
			return true;
	}
	return false;
}

long
invoice_payment_term(
    const struct ledger_run *run, const struct billing_invoice *invoice)
{
	const struct customer_state *customer =
	    invoice->account == BILLING_NONE ? NULL
					     : &run->customer[invoice->account];

	return customer != NULL && customer->checked &&
	               customer->settings.payment_term >= 0
	           ? customer->settings.payment_term
	           : run->company->payment_term_days;
}

const char *
invoice_key(struct ledger_run *run, const struct billing_invoice *invoice)
{
	return arena_printf(&run->arena, "invoice:%s", invoice->uuid);
}

const char *
invoice_document(struct ledger_run *run, uint32_t index)
{
	const struct billing *billing = run->billing;
	const struct billing_invoice *invoice = &billing->invoice[index];
	const struct billing_erp_line *erp;
	uint32_t i;

	if (run->company->road[STREAM_INVOICES] != ROAD_LEDGER)
		return invoice_key(run, invoice);
	for (i = 0; i < invoice->erp_count; i++) {
		erp = &billing->erp
		           [billing->invoice_erp_lines[invoice->erp_first + i]];
		if (erp->event == ERP_EVENT_INVOICE)
			return arena_printf(
			    &run->arena, "voucher:erp:%s", erp->id);
	}
	return invoice_key(run, invoice);
}

bool
to_euro(struct money amount, struct decimal rate, int64_t *ret)
{
	if (amount.currency == currency_euro()) {
		*ret = amount.minor;
		return true;
	}
	return decimal_quotient(
	    money_decimal(amount), rate, currency_euro()->decimals, ret);
}

const char *
carry_word(enum carry carry)
{
	static const char *const word[] = {
		[CARRY_YES] = "",
		[CARRY_NO_ROAD] = "road none",
		[CARRY_BEFORE_START] = "before-start-date",
		[CARRY_ALREADY_BOOKED] = "already-booked",
		[CARRY_CANCELLED] = "cancelled",
		[CARRY_BY_BANK] = "netvisor-bank",
		[CARRY_SETTLEMENT_OFF] = "settlements-left-out",
		[CARRY_EARLIER_MONTH] = "earlier-month",
		[CARRY_WAITS_FOR_BANK] = "waiting-for-bank",
	};

	return word[carry];
}
