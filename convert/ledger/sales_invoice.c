/* sales_invoice.c - invoices and credit notes with their lines. */
#include "ledger/sales_invoice.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/customer.h"
#include "ledger/invoice_check.h"
#include "ledger/invoice_closed.h"
#include "ledger/invoice_postings.h"
#include "ledger/invoice_rounding.h"
#include "ledger/left_out.h"
#include "ledger/line_amounts.h"
#include "ledger/quote.h"

void
dimension_item_write(struct ledger_run *run, struct row_source source,
    const char *rule, const char *header, const char *item)
{
	struct record_writer *writer;
	char *key;
	size_t known;
	uint32_t number;

	if (header == NULL || header[0] == '\0' ||
	    (header == run->last_header && item == run->last_item))
		return;
	run->last_header = header;
	run->last_item = item;
	key = mem_printf("dimension:%s:%s", header, item);
	known = run->dimension.count;
	number = text_pool_add(&run->dimension, key, strlen(key));
	free(key);
	if (number < known)
		return;
	writer = stage_writer_kind(run->stage, &record_kind_dimension_item);
	record_put_pos(writer, pos_of(source));
	record_put_text(writer, rule);
	record_put_text(writer, text_pool_text(&run->dimension, number));
	record_put_text(writer, header);
	record_put_text(writer, item);
	record_row_end(writer);
}

static void
put_joined(struct record_writer *writer, const char *a, const char *b,
    const char *between)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, a);
	if (a[0] != '\0' && b[0] != '\0')
		buf_puts(&buf, between);
	buf_puts(&buf, b);
	record_put_text_len(writer, buf_text(&buf), buf.len);
	buf_release(&buf);
}

static void
put_term(struct ledger_run *run, struct record_writer *writer,
    const struct billing_invoice *invoice)
{
	record_put_date(writer, date_of(invoice->due_date));
	if (invoice->payment_terms >= 0)
		record_put_integer(writer, invoice->payment_terms);
	else if (invoice->due_date.year == 0)
		record_put_integer(writer, invoice_payment_term(run, invoice));
	else
		record_put_empty(writer);
}

static void
put_amounts(struct record_writer *writer, const struct billing_invoice *invoice,
    const struct euro_total *euro)
{
	const struct currency *eur = currency_euro();
	struct money money = { invoice->net, invoice->currency };

	record_put_money(writer, money);
	money.minor = invoice->vat;
	record_put_money(writer, money);
	money.minor = invoice->gross;
	record_put_money(writer, money);
	record_put_money(writer, (struct money){ euro->net, eur });
	record_put_money(writer, (struct money){ euro->vat, eur });
	record_put_money(writer, (struct money){ euro->gross, eur });
}

static void
write_head(struct ledger_run *run, uint32_t index, const char *key,
    const struct euro_total *euro)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	struct record_writer *writer;

	writer = stage_writer_kind(run->stage, &record_kind_sales_invoice);
	record_put_pos(writer, pos_of(invoice->source));
	record_put_text(writer, state->rate_rule);
	record_put_text(writer, key);
	record_put_text(writer, document_type_word(invoice->type));
	record_put_text(writer,
	    invoice_number_is_sent(invoice->number) ? invoice->number : "");
	record_put_text(writer, run->customer[invoice->account].code);
	record_put_date(writer, date_of(invoice->date));
	put_term(run, writer, invoice);
	record_put_date(writer, date_of(state->vat_date));
	record_put_text(writer, invoice->credited_number);
	record_put_text(writer, invoice->reference_person);
	put_joined(writer, invoice->po_number, invoice->case_number, " / ");
	record_put_text(writer, invoice->supplement);
	record_put_text(writer, invoice->currency->code);
	record_put_decimal(writer, state->rate);
	put_amounts(writer, invoice, euro);
	record_put_date(writer, date_of(state->value_date));
	record_row_end(writer);
}

static void
put_decisions(
    struct record_writer *writer, const struct line_decision *decision)
{
	bool none = decision->dimension.header == NULL;

	record_put_text(writer, decision->account.account);
	record_put_text(writer, decision->account.rule.text);
	record_put_text(writer, decision->vat.code);
	record_put_decimal(writer, decision->vat.percent);
	record_put_text(writer, decision->vat.rule.text);
	record_put_text(writer, none ? "" : decision->dimension.header);
	record_put_text(writer, none ? "" : decision->dimension.item);
	record_put_text(writer, none ? "" : decision->dimension.rule.text);
}

static void
put_quantities(const struct ledger_run *run, struct record_writer *writer,
    const struct billing_line *line, const struct line_decision *decision)
{
	struct line_amounts amounts;
	struct buf text;
	int64_t ignored;

	(void)line_amounts_choose(line, line_vat_rate(line),
	    rounding_line_limit(run), &amounts, &ignored);
	record_put_decimal(writer, amounts.quantity);
	record_put_decimal(writer, amounts.price);
	if (decimal_is_zero(amounts.discount))
		record_put_empty(writer);
	else
		record_put_decimal(writer, amounts.discount);
	record_put_text(writer, decision->product.unit);
	buf_init(&text, BUF_MAX_DEFAULT);
	line_amounts_text(&text, line, &amounts);
	record_put_text_len(writer, buf_text(&text), text.len);
	buf_release(&text);
}

static void
write_line(
    struct ledger_run *run, const char *key, uint32_t at, uint32_t number)
{
	const struct billing_line *line = &run->billing->line[at];
	const struct line_decision *decision = run->line[at].decision;
	struct money vat = { line->vat - run->line[at].rounding,
		line->currency };
	struct record_writer *writer;

	dimension_item_write(run, line->source, decision->dimension.rule.text,
	    decision->dimension.header, decision->dimension.item);
	writer = stage_writer_kind(run->stage, &record_kind_sales_invoice_line);
	record_put_pos(writer, pos_of(line->source));
	record_put_text(writer, key);
	record_put_integer(writer, number);
	record_put_text(writer, line->id);
	record_put_text(writer, decision->product.product);
	record_put_text(writer, decision->product.rule.text);
	record_put_text(writer, line->description);
	put_quantities(run, writer, line, decision);
	put_decisions(writer, decision);
	record_put_text(writer, line->currency->code);
	record_put_money(writer, line_net(line));
	record_put_money(writer, vat);
	record_row_end(writer);
}

void
invoice_leave_out(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct invoice_state *state = &run->invoice[index];
	struct left_out out;

	out.source = pos_of(invoice->source);
	out.key = invoice_key(run, invoice);
	out.kind = document_type_word(invoice->type);
	out.name = invoice->number;
	out.currency = invoice->currency;
	out.net = invoice->net;
	out.total = invoice->gross;
	if (state->carry == CARRY_NO_ROAD)
		not_carried_count(run, "invoices", out.kind, invoice->source,
		    (struct money){ invoice->gross, invoice->currency });
	else if (state->carry != CARRY_YES)
		excluded_write(run, &out, "invoices", state->carry,
		    state->has_status ? erp_status_word(state->status) : "");
	else
		withheld_write(run, &out, state->faults);
}

/* Make the postings first: what does not balance is not written. */
static bool
write_invoice(
    struct ledger_run *run, uint32_t index, struct posting_set *postings)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct euro_total euro;
	const char *key;
	uint32_t i;

	key = invoice_key(run, invoice);
	if (!invoice_postings_make(run, index, key, NULL, postings, &euro)) {
		diag_add(run->diag, RULE_LEDGER_UNBALANCED,
		    pos_of(invoice->source),
		    "the postings of '%s' do not balance",
		    quote(invoice->number).text);
		fault_add(
		    run, &run->invoice[index].faults, RULE_LEDGER_UNBALANCED);
		return false;
	}
	customer_write(run, invoice->account);
	write_head(run, index, key, &euro);
	for (i = 0; i < invoice->line_count; i++)
		write_line(run, key,
		    run->billing->invoice_lines[invoice->line_first + i],
		    i + 1);
	posting_set_write(
	    postings, stage_writer_kind(run->stage, &record_kind_posting));
	rounding_write(run, index, key);
	invoice_moved_write(run, index);
	return true;
}

void
sales_invoices_write(struct ledger_run *run)
{
	struct posting_set postings;
	uint32_t i;

	/* Vouchers are made of the ERP lines then. */
	if (run->company->road[STREAM_INVOICES] == ROAD_LEDGER)
		return;
	posting_set_init(&postings);
	for (i = 0; i < run->billing->invoice_count; i++) {
		if (run->invoice[i].carry == CARRY_YES &&
		    run->invoice[i].faults == NULL &&
		    write_invoice(run, i, &postings))
			continue;
		invoice_leave_out(run, i);
	}
	posting_set_release(&postings);
}
