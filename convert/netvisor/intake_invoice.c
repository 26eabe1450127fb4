/* intake_invoice.c - sales invoices and their lines become drafts. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "mapping/company.h"
#include "netvisor/batch_run.h"
#include "netvisor/reckon.h"

static struct invoice_detail *
invoice_detail(
    struct batch_run *run, struct record_reader *r, const struct draft *draft)
{
	struct arena *arena = &run->drafts.arena;
	struct invoice_detail *detail = arena_alloc(arena, sizeof(*detail));
	struct invoice_document *document = &detail->document;

#define KEEP(column) intake_text(run, r, (column))
	*document = (struct invoice_document){
		.reference = draft->reference,
		.key = draft->key,
		.number = KEEP(SALES_INVOICE_NUMBER),
		.customer = KEEP(SALES_INVOICE_CUSTOMER),
		.payment_days = KEEP(SALES_INVOICE_PAYMENT_DAYS),
		.your_reference = KEEP(SALES_INVOICE_YOUR_REFERENCE),
		.order_number = KEEP(SALES_INVOICE_ORDER_NUMBER),
		.free_text = KEEP(SALES_INVOICE_FREE_TEXT),
		.gross = money_zero(currency_euro()),
		.rate = { 0, 0 },
	};
	detail->credited = KEEP(SALES_INVOICE_CREDITED_NUMBER);
	detail->source = KEEP(SALES_INVOICE_SOURCE);
#undef KEEP
	(void)record_date(
	    r, SALES_INVOICE_INVOICE_DATE, &document->invoice_date);
	(void)record_date(r, SALES_INVOICE_VALUE_DATE, &document->value_date);
	(void)record_date(r, SALES_INVOICE_DUE_DATE, &document->due_date);
	(void)record_date(
	    r, SALES_INVOICE_DELIVERY_DATE, &document->delivery_date);
	(void)record_decimal(r, SALES_INVOICE_RATE, &document->rate);
	detail->line = detail->last_line = NULL;
	detail->expected = false;
	detail->net = detail->rounding = money_zero(currency_euro());
	detail->has_gross =
	    record_money(r, SALES_INVOICE_NET, &detail->net) &&
	    record_money(r, SALES_INVOICE_GROSS, &document->gross);
	return detail;
}

static void
read_invoice(struct batch_run *run, struct record_reader *reader)
{
	const char *type = record_text(reader, SALES_INVOICE_TYPE);
	const bool credit_note = strcmp(type, "credit_note") == 0;
	const char *number = record_text(reader, SALES_INVOICE_NUMBER);
	struct invoice_detail *detail;
	struct draft *draft;

	if (!credit_note && strcmp(type, "invoice") != 0) {
		intake_unknown(run, reader, SALES_INVOICE_TYPE);
		return;
	}
	draft = intake_draft(run, reader, SALES_INVOICE_KEY,
	    credit_note ? REQUEST_CREDIT_NOTES : REQUEST_INVOICES,
	    credit_note ? "credit_note" : "invoice",
	    *number != '\0' ? number : record_text(reader, SALES_INVOICE_KEY));
	if (draft == NULL)
		return;
	detail = invoice_detail(run, reader, draft);
	draft->source = record_source(reader, SALES_INVOICE_SOURCE);
	draft->detail = detail;
	draft->net = detail->net;
	draft->total = detail->document.gross;
	if (!credit_note && *number != '\0')
		(void)name_table_add(
		    &run->by_number, detail->document.number, draft);
}

bool
intake_invoices(struct batch_run *run, struct record_reader *reader)
{
	int got;

	while ((got = record_next(reader)) > 0)
		read_invoice(run, reader);
	return got == 0;
}

/* One text for equal ones: few accounts stand on many lines. */
static const char *
word_keep(struct batch_run *run, const char *word)
{
	const char *kept = name_table_find(&run->words, word);
	char *copy;

	if (kept != NULL)
		return kept;
	copy = arena_strdup(&run->drafts.arena, word);
	(void)name_table_add(&run->words, copy, copy);
	return copy;
}

/* Remember what the line's postings have to be. */
static void
line_keep(struct batch_run *run, const struct invoice_line_document *line,
    struct money net, struct money vat)
{
	struct invoice_detail *detail = run->group.draft->detail;
	struct sent_line *sent = arena_alloc(&run->drafts.arena, sizeof(*sent));

	*sent = (struct sent_line){
		.account = word_keep(run, line->account),
		.vat_code = word_keep(run, line->vat_code),
		.dimension_header = word_keep(run, line->dimension_header),
		.dimension_item = word_keep(run, line->dimension_item),
		.vat_percent = line->vat_percent,
		.net = net,
		.vat = vat,
	};
	if (detail->last_line != NULL)
		detail->last_line->next = sent;
	else
		detail->line = sent;
	detail->last_line = sent;
}

/* Does Netvisor reckon the line as the ledger does? */
static void
line_reckon(struct batch_run *run, struct record_reader *r,
    const struct invoice_line_document *line)
{
	struct intake_group *group = &run->group;
	char reckoned[2][MONEY_TEXT_MAX], given[2][MONEY_TEXT_MAX];
	struct line_amounts amounts;
	struct money net, vat;

	if (!record_money(r, SALES_INVOICE_LINE_NET, &net) ||
	    !record_money(r, SALES_INVOICE_LINE_VAT, &vat)) {
		(void)document_fault(&group->report, RULE_DOCUMENT_REQUIRED,
		    "the line has no amounts");
		return;
	}
	if (!reckon_line(line->quantity, line->price, line->discount,
		line->vat_percent, net.currency, &amounts)) {
		(void)document_fault(&group->report, RULE_DOCUMENT_LINE_AMOUNT,
		    "the line's amounts are too large");
		return;
	}
	if (amounts.net.minor != net.minor || amounts.vat.minor != vat.minor) {
		(void)money_format(amounts.net, '.', reckoned[0]);
		(void)money_format(amounts.vat, '.', reckoned[1]);
		(void)money_format(net, '.', given[0]);
		(void)money_format(vat, '.', given[1]);
		(void)document_fault(&group->report, RULE_DOCUMENT_LINE_AMOUNT,
		    "Netvisor reckons net %s and VAT %s, the ledger has net "
		    "%s and VAT %s",
		    reckoned[0], reckoned[1], given[0], given[1]);
		return;
	}
	line_keep(run, line, net, vat);
	if (!money_add(&group->net, amounts.net) ||
	    !money_add(&group->gross, amounts.gross))
		(void)document_fault(&group->report, RULE_DOCUMENT_TOTAL,
		    "the line is in another currency, or the sum is too "
		    "large");
}

static void
line_take(struct batch_run *run, struct record_reader *r)
{
	struct intake_group *group = &run->group;
	struct invoice_line_document line = {
		.product = record_text(r, SALES_INVOICE_LINE_PRODUCT),
		.name = record_text(r, SALES_INVOICE_LINE_NAME),
		.unit = record_text(r, SALES_INVOICE_LINE_UNIT),
		.free_text = record_text(r, SALES_INVOICE_LINE_FREE_TEXT),
		.account = record_text(r, SALES_INVOICE_LINE_ACCOUNT),
		.vat_code = record_text(r, SALES_INVOICE_LINE_VAT_CODE),
		.dimension_header =
		    record_text(r, SALES_INVOICE_LINE_DIMENSION_HEADER),
		.dimension_item =
		    record_text(r, SALES_INVOICE_LINE_DIMENSION_ITEM),
	};

	group->lines++;
	group->report.pos = record_source(r, SALES_INVOICE_LINE_SOURCE);
	intake_source(run, record_text(r, SALES_INVOICE_LINE_SOURCE));
	intake_claim(
	    run, "invoice_line", record_text(r, SALES_INVOICE_LINE_LINE_ID));
	if (run->lines.failed)
		return; /* too large, and said so */
	if (*line.dimension_header != '\0')
		(void)intake_depend(run, group->draft, &group->report,
		    "dimension:", line.dimension_header, line.dimension_item);
	(void)record_decimal(r, SALES_INVOICE_LINE_DISCOUNT, &line.discount);
	if (!record_decimal(r, SALES_INVOICE_LINE_QUANTITY, &line.quantity) ||
	    !record_decimal(r, SALES_INVOICE_LINE_PRICE, &line.price) ||
	    !record_decimal(
		r, SALES_INVOICE_LINE_VAT_PERCENT, &line.vat_percent)) {
		(void)document_fault(&group->report, RULE_DOCUMENT_REQUIRED,
		    "the line lacks quantity, price or VAT percent");
		return;
	}
	(void)document_invoice_line(
	    &run->kit, &line, &group->report, &run->lines);
	line_reckon(run, r, &line);
}

/* *total less sum is at most a minor unit for each line, or 0 undeclared. */
static bool
is_rounding(const struct batch_run *run, struct money *total, struct money sum)
{
	const bool declared = run->options->company->rounding_declared;
	const int64_t limit = declared ? (int64_t)run->group.lines : 0;

	return money_subtract(total, sum) && total->minor <= limit &&
	       total->minor >= -limit;
}

/*
 * The lines' sums against the invoice's own amounts. What the company declared
 * as rounding is kept: its posting is expected.
 */
static void
invoice_compare(struct batch_run *run, struct invoice_detail *detail)
{
	struct intake_group *group = &run->group;
	char lines[MONEY_TEXT_MAX], total[MONEY_TEXT_MAX];
	struct money net = detail->net;

	if (!detail->has_gross) {
		(void)document_fault(&group->report, RULE_DOCUMENT_REQUIRED,
		    "the invoice has no amounts");
		return;
	}
	/* A line that is wrong already has said why the sum is. */
	if (group->report.rule_count > 0)
		return;
	detail->rounding = detail->document.gross;
	if (is_rounding(run, &detail->rounding, group->gross) &&
	    is_rounding(run, &net, group->net))
		return;
	(void)money_format(group->gross, '.', lines);
	(void)money_format(detail->document.gross, '.', total);
	(void)document_fault(&group->report, RULE_DOCUMENT_TOTAL,
	    "the lines give %s with VAT, the invoice has %s%s", lines, total,
	    run->options->company->rounding_declared
		? ", further off than a cent a line"
		: "");
}

static void
invoice_end(struct batch_run *run)
{
	struct intake_group *group = &run->group;
	struct draft *draft = group->open ? group->draft : NULL;
	struct invoice_detail *detail;
	const char *before, *after;
	bool sound;

	group->open = false;
	if (draft == NULL)
		return;
	detail = draft->detail;
	group->report.pos = draft->source;
	invoice_compare(run, detail);
	sound =
	    !run->lines.failed && document_invoice(&run->kit, &detail->document,
				      &run->lines, &group->report, &run->text);
	document_batch_around(&run->kit, &before, &after);
	if (sound &&
	    run->text.len + strlen(before) + strlen(after) > run->text.max) {
		(void)document_fault(&group->report, RULE_DOCUMENT_TOO_LARGE,
		    "the document does not fit in a request");
		sound = false;
	}
	intake_keep(run, draft, &group->report, sound);
}

static void
invoice_begin(struct batch_run *run, struct record_reader *r)
{
	struct intake_group *group = &run->group;
	const struct invoice_detail *detail;
	struct draft *credited = NULL;

	intake_group_open(run, r, SALES_INVOICE_LINE_KEY, REQUEST_INVOICES,
	    REQUEST_CREDIT_NOTES);
	if (group->draft == NULL)
		return;
	detail = group->draft->detail;
	group->net = group->gross = money_zero(detail->document.gross.currency);
	intake_source(run, detail->source);
	intake_claim(
	    run, "invoice", intake_key_id(group->draft->key, "invoice:"));
	(void)intake_depend(run, group->draft, &group->report, "customer:", "",
	    detail->document.customer);
	/* A credit note goes nowhere without the invoice that it credits. */
	if (group->draft->request == REQUEST_CREDIT_NOTES)
		credited = name_table_find(&run->by_number, detail->credited);
	if (credited != NULL)
		draft_depend(&run->drafts, group->draft, credited);
}

static void
read_line(struct batch_run *run, struct record_reader *reader)
{
	if (!intake_group_is(
		run, record_text(reader, SALES_INVOICE_LINE_KEY))) {
		invoice_end(run);
		invoice_begin(run, reader);
	}
	if (run->group.draft != NULL)
		line_take(run, reader);
}

bool
intake_invoice_lines(struct batch_run *run, struct record_reader *reader)
{
	int got;

	while ((got = record_next(reader)) > 0)
		read_line(run, reader);
	/* What a cut file left of a document is not judged. */
	if (got != 0)
		return false;
	invoice_end(run);
	return true;
}
