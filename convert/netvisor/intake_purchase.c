/* intake_purchase.c - vendors, purchase invoices, transfers become drafts. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/intake_event.h"

/* What a purchase invoice's row says, kept until its lines have come. */
struct purchase_detail {
	struct event_posting
	    *expected; /* first, as intake_event_expect wants */
	struct purchase_document document;
	const char *vendor; /* key */
	const char *source;
	const char *lines;
	struct money net;
	struct money vat;
	struct decimal rate;
	int64_t vat_eur;
	int64_t gross_eur;
};

bool
intake_vendors(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0) {
		const struct vendor_document vendor = {
			.code = record_text(r, VENDOR_CODE),
			.name = record_text(r, VENDOR_NAME),
			.address = record_text(r, VENDOR_ADDRESS),
			.postcode = record_text(r, VENDOR_POSTCODE),
			.city = record_text(r, VENDOR_CITY),
			.country = record_text(r, VENDOR_COUNTRY),
			.business_id = record_text(r, VENDOR_BUSINESS_ID),
			.group = record_text(r, VENDOR_GROUP),
			.iban = record_text(r, VENDOR_IBAN),
			.bank_name = record_text(r, VENDOR_BANK_NAME),
		};
		struct document_report report;
		struct draft *draft;

		draft = intake_draft(
		    run, r, VENDOR_KEY, REQUEST_VENDOR, "vendor", vendor.code);
		if (draft == NULL)
			continue;
		draft->source = record_source(r, VENDOR_SOURCE);
		intake_report_begin(run, draft, &report, draft->source);
		intake_source(run, record_text(r, VENDOR_SOURCE));
		intake_keep(run, draft, &report,
		    document_vendor(&run->kit, &vendor, &report, &run->text));
	}
	return got == 0;
}

static struct purchase_detail *
purchase_detail(
    struct batch_run *run, struct record_reader *r, const struct draft *draft)
{
	struct arena *arena = &run->drafts.arena;
	struct purchase_detail *detail = arena_alloc(arena, sizeof(*detail));

#define KEEP(column) arena_strdup(arena, record_text(r, (column)))
	*detail = (struct purchase_detail){
		.document = {
			.reference = draft->reference,
			.number = KEEP(PURCHASE_INVOICE_NUMBER),
			.vendor_code = KEEP(PURCHASE_INVOICE_VENDOR_CODE),
			.vendor_name = KEEP(PURCHASE_INVOICE_VENDOR_NAME),
			.business_id = KEEP(PURCHASE_INVOICE_BUSINESS_ID),
			.iban = KEEP(PURCHASE_INVOICE_IBAN),
			.amount = money_zero(currency_euro()),
		},
		.vendor = KEEP(PURCHASE_INVOICE_VENDOR),
		.source = KEEP(PURCHASE_INVOICE_SOURCE),
		.lines = KEEP(PURCHASE_INVOICE_LINES),
		.net = money_zero(currency_euro()),
		.vat = money_zero(currency_euro()),
		.rate = { 0, 0 },
	};
#undef KEEP
	(void)record_date(
	    r, PURCHASE_INVOICE_INVOICE_DATE, &detail->document.date);
	(void)record_date(
	    r, PURCHASE_INVOICE_DUE_DATE, &detail->document.due_date);
	(void)record_money(r, PURCHASE_INVOICE_GROSS, &detail->document.amount);
	(void)record_money(r, PURCHASE_INVOICE_NET, &detail->net);
	(void)record_money(r, PURCHASE_INVOICE_VAT, &detail->vat);
	(void)record_decimal(r, PURCHASE_INVOICE_RATE, &detail->rate);
	return detail;
}

bool
intake_purchases(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0) {
		struct purchase_detail *detail;
		struct draft *draft;

		draft = intake_draft(run, r, PURCHASE_INVOICE_KEY,
		    REQUEST_PURCHASE, "purchase_invoice",
		    intake_key_id(
			record_text(r, PURCHASE_INVOICE_KEY), "purchase:"));
		if (draft == NULL)
			continue;
		detail = purchase_detail(run, r, draft);
		draft->detail = detail;
		draft->source = record_source(r, PURCHASE_INVOICE_SOURCE);
		draft->net = detail->net;
		draft->total = detail->document.amount;
	}
	return got == 0;
}

static void
purchase_compare(
    struct intake_group *group, const struct purchase_detail *detail)
{
	char lines[MONEY_TEXT_MAX], total[MONEY_TEXT_MAX];

	if (group->report.rule_count > 0 ||
	    (group->gross.minor == detail->document.amount.minor &&
		group->net.minor == detail->net.minor))
		return;
	(void)money_format(group->gross, '.', lines);
	(void)money_format(detail->document.amount, '.', total);
	(void)document_fault(&group->report, RULE_DOCUMENT_TOTAL,
	    "the lines give %s with VAT, the invoice has %s", lines, total);
}

static void
purchase_end(struct batch_run *run)
{
	struct intake_group *group = &run->group;
	struct draft *draft = group->open ? group->draft : NULL;
	struct purchase_detail *detail;
	bool sound;

	group->open = false;
	if (draft == NULL)
		return;
	detail = draft->detail;
	group->report.pos = draft->source;
	purchase_compare(group, detail);
	sound = !run->lines.failed &&
	        document_purchase(&run->kit, &detail->document, &run->lines,
		    &group->report, &run->text);
	intake_keep(run, draft, &group->report, sound);
	if (detail->vat_eur != 0)
		intake_event_expect(run, draft, NULL, detail->vat_eur);
	intake_event_expect(run, draft, NULL, -detail->gross_eur);
}

static void
purchase_begin(struct batch_run *run, struct record_reader *r)
{
	struct intake_group *group = &run->group;
	const struct purchase_detail *detail;

	intake_group_open(run, r, PURCHASE_INVOICE_LINE_KEY, REQUEST_PURCHASE,
	    REQUEST_PURCHASE);
	if (group->draft == NULL)
		return;
	detail = group->draft->detail;
	group->net = group->gross =
	    money_zero(detail->document.amount.currency);
	intake_source(run, detail->source);
	intake_claims_put(run, detail->lines);
	(void)intake_depend(
	    run, group->draft, &group->report, "", "", detail->vendor);
}

/* Net and VAT in EUR, as the document's booking will have them. */
static void
purchase_expect(struct batch_run *run, const char *account, struct money net,
    struct money vat)
{
	struct purchase_detail *detail = run->group.draft->detail;
	int64_t net_eur = 0, vat_eur = 0;

	if (!intake_euro(net, detail->rate, &net_eur) ||
	    !intake_euro(vat, detail->rate, &vat_eur) ||
	    __builtin_add_overflow(
		detail->vat_eur, vat_eur, &detail->vat_eur) ||
	    __builtin_add_overflow(
		detail->gross_eur, net_eur, &detail->gross_eur) ||
	    __builtin_add_overflow(
		detail->gross_eur, vat_eur, &detail->gross_eur)) {
		(void)document_fault(&run->group.report, RULE_DOCUMENT_TOTAL,
		    "the amounts in EUR are too large");
		return;
	}
	intake_event_expect(run, run->group.draft,
	    arena_strdup(&run->drafts.arena, account), net_eur);
}

static void
purchase_line_take(struct batch_run *run, struct record_reader *r)
{
	struct intake_group *group = &run->group;
	struct purchase_line_document line = {
		.name = record_text(r, PURCHASE_INVOICE_LINE_NAME),
		.account = record_text(r, PURCHASE_INVOICE_LINE_ACCOUNT),
	};
	struct money net, vat;

	group->lines++;
	group->report.pos = record_source(r, PURCHASE_INVOICE_LINE_SOURCE);
	intake_source(run, record_text(r, PURCHASE_INVOICE_LINE_SOURCE));
	if (run->lines.failed)
		return; /* too large, and said so */
	if (!record_money(r, PURCHASE_INVOICE_LINE_NET, &net) ||
	    !record_money(r, PURCHASE_INVOICE_LINE_VAT, &vat) ||
	    !record_decimal(
		r, PURCHASE_INVOICE_LINE_VAT_PERCENT, &line.vat_percent)) {
		(void)document_fault(&group->report, RULE_DOCUMENT_REQUIRED,
		    "the line lacks amounts or VAT percent");
		return;
	}
	line.gross = net;
	if (!money_add(&line.gross, vat) || !money_add(&group->net, net) ||
	    !money_add(&group->gross, line.gross))
		(void)document_fault(&group->report, RULE_DOCUMENT_TOTAL,
		    "the line is in another currency, or the sum is too "
		    "large");
	(void)document_purchase_line(
	    &run->kit, &line, &group->report, &run->lines);
	purchase_expect(run, line.account, net, vat);
}

bool
intake_purchase_lines(struct batch_run *run, struct record_reader *reader)
{
	int got;

	while ((got = record_next(reader)) > 0) {
		if (!intake_group_is(
			run, record_text(reader, PURCHASE_INVOICE_LINE_KEY))) {
			purchase_end(run);
			purchase_begin(run, reader);
		}
		if (run->group.draft != NULL)
			purchase_line_take(run, reader);
	}
	/* What a cut file left of a document is not judged. */
	if (got != 0)
		return false;
	purchase_end(run);
	return true;
}

bool
intake_transfers(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0) {
		struct transfer_document transfer = {
			.message = record_text(r, TRANSFER_NUMBER),
			.recipient = record_text(r, TRANSFER_RECIPIENT),
			.address = record_text(r, TRANSFER_ADDRESS),
			.postcode = record_text(r, TRANSFER_POSTCODE),
			.city = record_text(r, TRANSFER_CITY),
			.country = record_text(r, TRANSFER_COUNTRY),
			.source_iban = run->options->company->payments.pay_from,
			.bank_name = record_text(r, TRANSFER_BANK_NAME),
			.bic = record_text(r, TRANSFER_BIC),
			.iban = record_text(r, TRANSFER_IBAN),
			.amount = money_zero(currency_euro()),
		};
		struct document_report report;
		struct draft *draft;

		draft = intake_draft(run, r, TRANSFER_KEY, REQUEST_TRANSFER,
		    "transfer",
		    intake_key_id(record_text(r, TRANSFER_KEY), "transfer:"));
		if (draft == NULL)
			continue;
		draft->source = record_source(r, TRANSFER_SOURCE);
		(void)record_date(r, TRANSFER_DATE, &transfer.date);
		(void)record_money(r, TRANSFER_AMOUNT, &transfer.amount);
		draft->net = draft->total = transfer.amount;
		intake_report_begin(run, draft, &report, draft->source);
		intake_source(run, record_text(r, TRANSFER_SOURCE));
		intake_claims_put(run, record_text(r, TRANSFER_LINES));
		draft_depend_begin(&run->drafts, draft);
		(void)intake_depend(run, draft, &report, "", "",
		    record_text(r, TRANSFER_PURCHASE));
		intake_keep(run, draft, &report,
		    document_transfer(
			&run->kit, &transfer, &report, &run->text));
	}
	return got == 0;
}
