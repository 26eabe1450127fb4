/* intake_payment.c - sales payments and credit matches become drafts. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/reference.h"
#include "base/text.h"
#include "netvisor/intake_event.h"

#define NUMBER_DIGITS_MAX 9

/* What stands for the key of a document until it is known. */
static char *
key_slot(const char *document)
{
	char reference[REFERENCE_TEXT_MAX];

	return mem_printf("{{key:%s}}", reference_make(document, reference));
}

/* Only such numbers are Netvisor's own (see the invoices' document). */
static bool
is_number(const char *number)
{
	const size_t len = strlen(number);

	return len >= 1 && len <= NUMBER_DIGITS_MAX && number[0] != '0' &&
	       text_is_digits(number, len);
}

/* A document of an earlier month is not in this batch. */
static void
depend_if_here(struct batch_run *run, struct draft *draft, const char *key)
{
	struct draft *on = draft_find(&run->drafts, key);

	if (on != NULL)
		draft_depend(&run->drafts, draft, on);
}

static void
match_build(struct batch_run *run, struct record_reader *r, struct draft *draft,
    struct document_report *report)
{
	const char *credit_note = record_text(r, CREDIT_MATCH_CREDIT_NOTE);
	const char *invoice = record_text(r, CREDIT_MATCH_INVOICE);
	char *credit_slot = key_slot(credit_note), *slot = key_slot(invoice);
	const struct match_document match = { credit_slot, slot };
	bool sound = true;

	if (*credit_note == '\0' || *invoice == '\0')
		sound = document_fault(report, RULE_DOCUMENT_REQUIRED,
			    "credit note or invoice is not known") == NULL;
	draft_depend_begin(&run->drafts, draft);
	depend_if_here(run, draft, credit_note);
	depend_if_here(run, draft, invoice);
	sound = document_match(&run->kit, &match, report, &run->text) && sound;
	intake_keep(run, draft, report, sound);
	free(credit_slot);
	free(slot);
}

bool
intake_matches(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0) {
		struct document_report report;
		struct draft *draft;
		char *name;

		name = mem_printf("%s on %s",
		    record_text(r, CREDIT_MATCH_CREDIT_NOTE_NUMBER),
		    record_text(r, CREDIT_MATCH_INVOICE_NUMBER));
		draft = intake_draft(
		    run, r, CREDIT_MATCH_KEY, REQUEST_MATCH, "match", name);
		free(name);
		if (draft == NULL)
			continue;
		draft->source = record_source(r, CREDIT_MATCH_SOURCE);
		draft->total = money_zero(currency_euro());
		(void)record_money(r, CREDIT_MATCH_AMOUNT, &draft->total);
		draft->net = draft->total;
		intake_report_begin(run, draft, &report, draft->source);
		intake_source(run, record_text(r, CREDIT_MATCH_SOURCE));
		intake_claims_put(run, record_text(r, CREDIT_MATCH_LINES));
		match_build(run, r, draft, &report);
	}
	return got == 0;
}

/* Netvisor has no field for an id of ours but the payer's name. */
static char *
source_name(const char *payer, const char *reference)
{
	return *payer == '\0' ? mem_strdup(reference)
	                      : mem_printf("%s %s", payer, reference);
}

static void
payment_build(struct batch_run *run, struct record_reader *r,
    struct draft *draft, struct document_report *report)
{
	const char *number = record_text(r, SALES_PAYMENT_INVOICE_NUMBER);
	const char *invoice = record_text(r, SALES_PAYMENT_INVOICE);
	char *slot = key_slot(invoice);
	char *name =
	    source_name(record_text(r, SALES_PAYMENT_PAYER), draft->reference);
	struct payment_document payment = {
		.sum = draft->total,
		.target = is_number(number) ? number : slot,
		.target_type = is_number(number) ? "invoicenumber" : "netvisor",
		.source_name = name,
		.method = record_text(r, SALES_PAYMENT_METHOD),
		.method_type = record_text(r, SALES_PAYMENT_METHOD_TYPE),
		.account = record_text(r, SALES_PAYMENT_ACCOUNT),
		.receivables = record_text(r, SALES_PAYMENT_RECEIVABLES),
	};
	struct money euro = money_zero(currency_euro());
	bool sound = true;

	(void)record_date(r, SALES_PAYMENT_DATE, &payment.date);
	if (!is_number(number) && *invoice == '\0')
		sound = document_fault(report, RULE_DOCUMENT_REQUIRED,
			    "the payment's invoice is not known") == NULL;
	if (!record_money(r, SALES_PAYMENT_AMOUNT_EUR, &euro))
		sound = document_fault(report, RULE_DOCUMENT_REQUIRED,
			    "the payment has no amount in EUR") == NULL;
	draft_depend_begin(&run->drafts, draft);
	depend_if_here(run, draft, invoice);
	sound =
	    document_payment(&run->kit, &payment, report, &run->text) && sound;
	intake_keep(run, draft, report, sound);
	intake_event_expect(run, draft, payment.account, euro.minor);
	intake_event_expect(run, draft, payment.receivables,
	    euro.minor == INT64_MIN ? 0 : -euro.minor);
	free(name);
	free(slot);
}

bool
intake_payments(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0) {
		struct document_report report;
		struct draft *draft;

		draft = intake_draft(run, r, SALES_PAYMENT_KEY, REQUEST_PAYMENT,
		    "payment",
		    intake_key_id(
			record_text(r, SALES_PAYMENT_KEY), "payment:"));
		if (draft == NULL)
			continue;
		draft->source = record_source(r, SALES_PAYMENT_SOURCE);
		draft->total = money_zero(currency_euro());
		(void)record_money(r, SALES_PAYMENT_AMOUNT, &draft->total);
		draft->net = draft->total;
		intake_report_begin(run, draft, &report, draft->source);
		intake_source(run, record_text(r, SALES_PAYMENT_SOURCE));
		intake_claims_put(run, record_text(r, SALES_PAYMENT_LINES));
		payment_build(run, r, draft, &report);
	}
	return got == 0;
}
