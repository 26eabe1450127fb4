/* document_payment.c - salespayment.nv and matchcreditnote.nv. */
#include "base/buf.h"
#include "netvisor/document.h"
#include "netvisor/document_form.h"

enum payment_slot {
	SLOT_SUM,
	SLOT_CURRENCY,
	SLOT_DATE,
	SLOT_TARGET,
	SLOT_TARGET_TYPE,
	SLOT_SOURCE_NAME,
	SLOT_METHOD,
	SLOT_METHOD_TYPE,
	SLOT_ACCOUNT,
	SLOT_RECEIVABLES
};

/* clang-format off */
const struct form_field document_payment_field[] = {
	{ "salespayment/sum", NULL, SLOT_SUM, false },
	{ "salespayment/sum@currency", NULL, SLOT_CURRENCY, false },
	{ "salespayment/paymentdate", NULL, SLOT_DATE, false },
	{ "salespayment/targetidentifier", NULL, SLOT_TARGET, false },
	{ "salespayment/targetidentifier@type", NULL, SLOT_TARGET_TYPE, false },
	{ "salespayment/targetidentifier@targettype", "invoice",
	    FORM_CONSTANT, false },
	{ "salespayment/sourcename", NULL, SLOT_SOURCE_NAME, false },
	{ "salespayment/paymentmethod", NULL, SLOT_METHOD, false },
	{ "salespayment/paymentmethod@type", NULL, SLOT_METHOD_TYPE, false },
	/* The account that was approved, whatever is behind the method. */
	{ "salespayment/paymentmethod@overrideaccountingaccountnumber", NULL,
	    SLOT_ACCOUNT, false },
	{ "salespayment/paymentmethod@overridesalesreceivableaccountnumber",
	    NULL, SLOT_RECEIVABLES, false },
};

enum match_slot {
	MATCH_SLOT_CREDIT_NOTE,
	MATCH_SLOT_INVOICE
};

const struct form_field document_match_field[] = {
	{ "matchcreditnote/creditnotenetvisorkey", NULL,
	    MATCH_SLOT_CREDIT_NOTE, false },
	{ "matchcreditnote/invoicenetvisorkey", NULL, MATCH_SLOT_INVOICE,
	    false },
};
/* clang-format on */
const size_t document_payment_field_count =
    sizeof(document_payment_field) / sizeof(document_payment_field[0]);
const size_t document_match_field_count =
    sizeof(document_match_field) / sizeof(document_match_field[0]);

bool
document_payment(const struct document_kit *kit,
    const struct payment_document *payment, struct document_report *report,
    struct buf *out)
{
	char sum[MONEY_TEXT_MAX], date[DATE_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_money(&values, SLOT_SUM, payment->sum, sum);
	document_set_text(&values, SLOT_CURRENCY, payment->sum.currency->code);
	document_set_date(&values, SLOT_DATE, payment->date, date);
	document_set_text(&values, SLOT_TARGET, payment->target);
	document_set_text(&values, SLOT_TARGET_TYPE, payment->target_type);
	document_set_text(&values, SLOT_SOURCE_NAME, payment->source_name);
	document_set_text(&values, SLOT_METHOD, payment->method);
	document_set_text(&values, SLOT_METHOD_TYPE, payment->method_type);
	document_set_text(&values, SLOT_ACCOUNT, payment->account);
	document_set_text(&values, SLOT_RECEIVABLES, payment->receivables);
	return document_write(kit, kit->payment, &values, report, out);
}

bool
document_match(const struct document_kit *kit,
    const struct match_document *match, struct document_report *report,
    struct buf *out)
{
	struct form_values values;

	values.present = 0;
	document_set_text(&values, MATCH_SLOT_CREDIT_NOTE, match->credit_note);
	document_set_text(&values, MATCH_SLOT_INVOICE, match->invoice);
	return document_write(kit, kit->match, &values, report, out);
}
