/* receivables_invoices.c - this month's invoices among the receivables. */
#include "ledger/receivables_invoices.h"

#include <string.h>

#include "base/buf.h"
#include "ledger/decision.h"
#include "ledger/invoice_check.h"
#include "ledger/invoice_vat.h"
#include "ledger/receivables.h"

/* VAT of the lines that share a code and a percent. */
struct vat_sum {
	const struct vat_decision *vat;
	int64_t net;
	int64_t amount;
};

static uint32_t
line_at(const struct ledger_run *run, const struct billing_invoice *invoice,
    uint32_t number)
{
	return run->billing->invoice_lines[invoice->line_first + number];
}

/* An excluded invoice was not looked into; nobody wants its findings. */
static void
look_into(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct fault *ignored = NULL;
	struct date vat_on;
	uint32_t i;

	(void)invoice_rate(run, index, false, &ignored);
	if (invoice->account == BILLING_NONE)
		return;
	vat_on = invoice_vat_of_original(run, index);
	for (i = 0; i < invoice->line_count; i++)
		(void)line_decide(
		    run, line_at(run, invoice, i), DECIDE_VAT, vat_on, NULL);
	invoice_vat_date(run, index, false);
}

/* What the receivable is in EUR; false when nothing tells. */
static bool
amount_in_euro(struct ledger_run *run, uint32_t index, int64_t *ret)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct invoice_state *state = &run->invoice[index];
	struct money amount = { state->rounding, invoice->currency };
	const struct billing_line *line;
	int64_t euro;
	uint32_t i, at;

	if (state->rate.units <= 0 || !to_euro(amount, state->rate, ret))
		return false;
	for (i = 0; i < invoice->line_count; i++) {
		at = line_at(run, invoice, i);
		line = &run->billing->line[at];
		if (!to_euro(line_net(line), state->rate, &euro) ||
		    __builtin_add_overflow(*ret, euro, ret) ||
		    __builtin_sub_overflow(
			line->vat, run->line[at].rounding, &amount.minor) ||
		    !to_euro(amount, state->rate, &euro) ||
		    __builtin_add_overflow(*ret, euro, ret))
			return false;
	}
	return *ret != INT64_MIN;
}

static struct vat_sum *
find_sum(struct vat_sum *sum, size_t *count, const struct vat_decision *vat)
{
	size_t i;

	for (i = 0; i < *count; i++) {
		if (strcmp(sum[i].vat->code, vat->code) == 0 &&
		    decimal_compare(sum[i].vat->percent, vat->percent) == 0)
			return &sum[i];
	}
	sum[*count] = (struct vat_sum){ vat, 0, 0 };
	return &sum[(*count)++];
}

static void
put_sum(
    struct buf *buf, const struct vat_sum *sum, const struct currency *currency)
{
	char percent[DECIMAL_TEXT_MAX];
	char net[MONEY_TEXT_MAX], amount[MONEY_TEXT_MAX];

	decimal_format(sum->vat->percent, '.', percent);
	money_format((struct money){ sum->net, currency }, '.', net);
	money_format((struct money){ sum->amount, currency }, '.', amount);
	buf_printf(buf, "%s%s %s %s %s", buf->len > 0 ? "; " : "",
	    sum->vat->code, percent, net, amount);
}

/* Codes and percents of one invoice are few. */
#define VAT_SUMS_MAX 16

/* "KOMY 25.5 100.00 25.50", or "" when a line's VAT is not known. */
static const char *
vat_text(struct ledger_run *run, const struct billing_invoice *invoice)
{
	struct vat_sum sum[VAT_SUMS_MAX], *own;
	const struct line_decision *decision;
	const struct billing_line *line;
	size_t count = 0, i;
	const char *text;
	struct buf buf;

	for (i = 0; i < invoice->line_count; i++) {
		line = &run->billing->line[line_at(run, invoice, (uint32_t)i)];
		decision = run->line[line - run->billing->line].decision;
		if (decision == NULL || decision->vat.code == NULL ||
		    line->currency != invoice->currency ||
		    count == VAT_SUMS_MAX)
			return "";
		own = find_sum(sum, &count, &decision->vat);
		if (__builtin_add_overflow(own->net, line->net, &own->net) ||
		    __builtin_add_overflow(
			own->amount, line->vat, &own->amount))
			return "";
	}
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < count; i++)
		put_sum(&buf, &sum[i], invoice->currency);
	text = arena_strdup(&run->arena, buf_text(&buf));
	buf_release(&buf);
	return text;
}

static const char *
reason_of(const struct invoice_state *state)
{
	if (state->carry != CARRY_YES)
		return carry_word(state->carry);
	return state->faults == NULL ? "" : RECEIVABLE_WITHHELD;
}

static void
add_invoice(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct invoice_state *state = &run->invoice[index];
	struct receivable row = {
		.source = receivables_source(run->receivables, invoice->source),
		.kind = document_type_word(invoice->type),
		.key = invoice_key(run, invoice),
		.number = invoice->number,
		.customer = invoice->account_code,
		.date = invoice->date,
		.reason = reason_of(state),
		.currency = invoice->currency,
		.amount = invoice->gross,
	};

	if (state->carry != CARRY_YES)
		look_into(run, index);
	row.document = row.key;
	row.vat = vat_text(run, invoice);
	if (row.vat[0] != '\0')
		row.vat_date = state->vat_date;
	if (amount_in_euro(run, index, &row.amount_eur))
		row.rate = state->rate;
	else
		row.amount_eur = 0;
	receivables_add(run->receivables, &row);
}

void
receivables_add_invoices(struct ledger_run *run)
{
	uint32_t i;

	if (run->receivables == NULL)
		return;
	for (i = 0; i < run->billing->invoice_count; i++)
		add_invoice(run, i);
}
