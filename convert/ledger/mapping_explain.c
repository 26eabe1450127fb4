/* mapping_explain.c - why a row is mapped as it is (see mapping_report.h). */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "ledger/carry.h"
#include "ledger/explain_decision.h"
#include "ledger/facts.h"
#include "ledger/invoice_vat.h"
#include "ledger/mapping_report.h"
#include "ledger/quote.h"
#include "ledger/receivables.h"

/* The row that is asked for. */
struct place {
	const char *file;
	size_t file_len;
	uint32_t line;
};

/* The accounts of the ERP lines of an invoice, each once. */
static void
explain_erp_of_invoice(
    struct explanation *explanation, const struct billing_invoice *invoice)
{
	const struct billing *billing = explanation->run.billing;
	const struct billing_erp_line *erp;
	struct text_pool numbers;
	uint32_t i;

	text_pool_init(&numbers);
	for (i = 0; i < invoice->erp_count; i++) {
		erp = &billing->erp
		           [billing->invoice_erp_lines[invoice->erp_first + i]];
		text_pool_add(
		    &numbers, erp->account_number, strlen(erp->account_number));
		text_pool_add(&numbers, erp->contra_account_number,
		    strlen(erp->contra_account_number));
	}
	for (i = 0; i < numbers.count; i++)
		explain_erp_number(explanation, text_pool_text(&numbers, i));
	text_pool_release(&numbers);
}

/* Why the document is not made at all, if it is not. */
static void
put_carry(struct explanation *explanation, uint32_t index)
{
	struct ledger_run *run = &explanation->run;

	carry_judge_invoice(run, index);
	if (run->invoice[index].carry == CARRY_YES)
		return;
	explain_label(explanation, "not carried");
	buf_printf(
	    explanation->buf, "%s\n", carry_word(run->invoice[index].carry));
}

static void
explain_line(struct explanation *explanation, const struct billing_line *line)
{
	struct ledger_run *run = &explanation->run;
	const struct billing_invoice *invoice;
	struct line_facts facts;
	struct date vat_on;

	buf_printf(explanation->buf, "line '%s'", quote(line->id).text);
	if (line->invoice == BILLING_NONE) {
		buf_puts(explanation->buf, " of no invoice of this month\n");
		return;
	}
	invoice = &run->billing->invoice[line->invoice];
	buf_printf(explanation->buf, " of %s '%s': '%s'\n",
	    invoice->type == DOCUMENT_CREDIT_NOTE ? "credit note" : "invoice",
	    quote(invoice->number).text, quote(line->description).text);
	put_carry(explanation, line->invoice);
	line_facts_get(run->billing, line, &facts);
	explain_facts(explanation, &facts);
	explain_account(explanation, &facts);
	vat_on = invoice_vat_of_original(run, line->invoice);
	if (date_is_set(vat_on)) {
		explain_label(explanation, "credits");
		buf_printf(explanation->buf,
		    "'%s', whose VAT date and rate it takes\n",
		    quote(invoice->credited_number).text);
		facts = line_facts_on(&facts, vat_on);
	}
	explain_vat(explanation, &facts);
	explain_product(explanation, &facts);
	explain_dimension(explanation, &facts);
	explain_rate(explanation, invoice);
	explain_erp_of_invoice(explanation, invoice);
}

static void
explain_invoice(struct explanation *explanation, uint32_t index)
{
	const struct billing *billing = explanation->run.billing;
	const struct billing_invoice *invoice = &billing->invoice[index];
	const struct billing_line *line;
	uint32_t i;

	buf_printf(explanation->buf, "%s '%s'\n",
	    invoice->type == DOCUMENT_CREDIT_NOTE ? "credit note" : "invoice",
	    quote(invoice->number).text);
	put_carry(explanation, index);
	explain_rate(explanation, invoice);
	if (invoice->account != BILLING_NONE)
		explain_customer(
		    explanation, &billing->account[invoice->account]);
	explain_erp_of_invoice(explanation, invoice);
	explain_label(explanation, "lines");
	for (i = 0; i < invoice->line_count; i++) {
		line =
		    &billing->line[billing->invoice_lines[invoice->line_first +
							  i]];
		buf_printf(explanation->buf, "%s%s:%u", i > 0 ? " " : "",
		    line->source.file, line->source.line);
	}
	buf_putc(explanation->buf, '\n');
}

static void
explain_erp_line(
    struct explanation *explanation, const struct billing_erp_line *erp)
{
	const struct billing *billing = explanation->run.billing;
	const struct billing_invoice *invoice;

	buf_printf(explanation->buf, "ERP line '%s' (%s, %s)\n",
	    quote(erp->id).text, erp_event_word(erp->event),
	    erp_status_word(erp->status));
	explain_erp_number(explanation, erp->account_number);
	explain_erp_number(explanation, erp->contra_account_number);
	if (erp->invoice == BILLING_NONE)
		return;
	invoice = &billing->invoice[erp->invoice];
	explain_label(explanation, "document");
	buf_printf(explanation->buf, "%s '%s', %s:%u\n",
	    invoice->type == DOCUMENT_CREDIT_NOTE ? "credit note" : "invoice",
	    quote(invoice->number).text, invoice->source.file,
	    invoice->source.line);
	explain_rate(explanation, invoice);
}

static bool
is_at(struct row_source source, const struct place *place)
{
	return source.line == place->line &&
	       strlen(source.file) == place->file_len &&
	       memcmp(source.file, place->file, place->file_len) == 0;
}

static bool
explain_event(struct explanation *explanation, const struct place *place)
{
	const struct billing *billing = explanation->run.billing;
	uint32_t i;

	for (i = 0; i < billing->transaction_count; i++) {
		if (!is_at(billing->transaction[i].source, place))
			continue;
		explain_payment(explanation, &billing->transaction[i]);
		return true;
	}
	for (i = 0; i < billing->payout_count; i++) {
		if (!is_at(billing->payout[i].source, place))
			continue;
		explain_payout(explanation, &billing->payout[i]);
		return true;
	}
	for (i = 0; i < billing->supplier_invoice_count; i++) {
		if (!is_at(billing->supplier_invoice[i].source, place))
			continue;
		explain_purchase(explanation, i);
		return true;
	}
	return false;
}

/* True if the row was one of those that the mapping knows. */
static bool
explain_row(struct explanation *explanation, const struct place *place)
{
	const struct billing *billing = explanation->run.billing;
	uint32_t i;

	for (i = 0; i < billing->line_count; i++) {
		if (!is_at(billing->line[i].source, place))
			continue;
		explain_line(explanation, &billing->line[i]);
		return true;
	}
	for (i = 0; i < billing->invoice_count; i++) {
		if (!is_at(billing->invoice[i].source, place))
			continue;
		explain_invoice(explanation, i);
		return true;
	}
	for (i = 0; i < billing->erp_count; i++) {
		if (!is_at(billing->erp[i].source, place))
			continue;
		explain_erp_line(explanation, &billing->erp[i]);
		return true;
	}
	for (i = 0; i < billing->account_count; i++) {
		if (!is_at(billing->account[i].source, place))
			continue;
		buf_printf(explanation->buf, "account '%s'\n",
		    quote(billing->account[i].code).text);
		explain_customer(explanation, &billing->account[i]);
		return true;
	}
	return explain_event(explanation, place);
}

/* Take ":17" off the end of a text of len bytes; false if there is none. */
static bool
take_number(const char *text, size_t *len, uint32_t *ret)
{
	struct decimal number;
	size_t at = *len;

	while (at > 0 && text[at - 1] != ':')
		at--;
	if (at == 0 || !text_is_digits(text + at, *len - at) ||
	    decimal_parse(text + at, *len - at, number_style_plain, &number,
		NULL) != NUMBER_OK ||
	    number.units > UINT32_MAX)
		return false;
	*ret = (uint32_t)number.units;
	*len = at - 1;
	return true;
}

/*
 * "exports/invoice_lines.csv:17", also with the column that findings show
 * behind it, or with the month's folder before it.
 */
static bool
parse_place(const char *source, struct month month, struct place *ret)
{
	char name[MONTH_TEXT_MAX];
	const char *folder;
	size_t len = strlen(source);
	uint32_t line;

	if (!take_number(source, &len, &ret->line))
		return false;
	if (take_number(source, &len, &line))
		ret->line = line;
	ret->file = source;
	folder = strstr(source, month_format(month, name));
	if (folder != NULL && (folder == source || folder[-1] == '/') &&
	    folder[strlen(name)] == '/')
		ret->file = folder + strlen(name) + 1;
	ret->file_len = (size_t)(source + len - ret->file);
	return true;
}

/* Why no row is there. */
static void
report_no_row(const struct billing *billing, const char *source,
    const struct place *place, struct diag_list *diag)
{
	struct source_pos pos = { source, 0, 0 };
	size_t i;

	for (i = 0; i < billing->rejected_count; i++) {
		if (!is_at(billing->rejected[i].source, place))
			continue;
		diag_add(diag, RULE_MAPPING_NO_ROW, pos,
		    "this row was rejected (%s)", billing->rejected[i].rules);
		return;
	}
	diag_add(diag, RULE_MAPPING_NO_ROW, pos,
	    "no account, invoice, invoice line, ERP line, transaction, payout "
	    "or supplier invoice starts here");
}

int
mapping_explain(const struct ledger_input *input, const char *source,
    struct buf *buf, struct diag_list *diag)
{
	struct explanation explanation = { .buf = buf };
	struct diag_list *scratch;
	struct place place;
	bool found;

	if (!parse_place(source, input->billing->month, &place)) {
		diag_add(diag, RULE_MAPPING_NO_ROW,
		    (struct source_pos){ source, 0, 0 },
		    "this is not a file and a line");
		return -1;
	}
	scratch = diag_list_new();
	run_init(&explanation.run, input, NULL, scratch);
	explanation.run.receivables = receivables_load(
	    input->company->receivables, input->company->opening_receivables,
	    input->billing->month, scratch);
	buf_printf(buf, "%s: ", source);
	found = explain_row(&explanation, &place);
	if (!found) {
		buf_clear(buf);
		report_no_row(input->billing, source, &place, diag);
	}
	receivables_free(explanation.run.receivables);
	run_release(&explanation.run);
	diag_list_free(scratch);
	return found ? 0 : -1;
}
