/* document_purchase.c - purchaseinvoice.nv and payment.nv. */
#include "base/buf.h"
#include "netvisor/document.h"
#include "netvisor/document_form.h"

enum purchase_slot {
	SLOT_NUMBER,
	SLOT_DATE,
	SLOT_DUE_DATE,
	SLOT_VENDOR_CODE,
	SLOT_VENDOR_NAME,
	SLOT_AMOUNT,
	SLOT_IBAN,
	SLOT_BUSINESS_ID,
	SLOT_REFERENCE,
	SLOT_CURRENCY,
	SLOT_LINES
};

/* clang-format off */
#define INVOICE "purchaseinvoice/"
const struct form_field document_purchase_field[] = {
	{ INVOICE "invoicenumber", NULL, SLOT_NUMBER, false },
	{ INVOICE "invoicedate", NULL, SLOT_DATE, false },
	{ INVOICE "invoicedate@format", "ansi", FORM_CONSTANT, false },
	{ INVOICE "valuedate", NULL, SLOT_DATE, false },
	{ INVOICE "valuedate@format", "ansi", FORM_CONSTANT, false },
	{ INVOICE "duedate", NULL, SLOT_DUE_DATE, false },
	{ INVOICE "duedate@format", "ansi", FORM_CONSTANT, false },
	/* A person in Netvisor handles it, as one that came by post. */
	{ INVOICE "purchaseinvoiceonround", "open", FORM_CONSTANT, false },
	{ INVOICE "purchaseinvoiceonround@type", "netvisor", FORM_CONSTANT,
	    false },
	{ INVOICE "vendorcode", NULL, SLOT_VENDOR_CODE, false },
	{ INVOICE "vendorname", NULL, SLOT_VENDOR_NAME, false },
	{ INVOICE "amount", NULL, SLOT_AMOUNT, false },
	{ INVOICE "accountnumber", NULL, SLOT_IBAN, false },
	{ INVOICE "organizationidentifier", NULL, SLOT_BUSINESS_ID, false },
	{ INVOICE "ourreference", NULL, SLOT_REFERENCE, false },
	{ INVOICE "currencycode", NULL, SLOT_CURRENCY, false },
	{ INVOICE "primaryvendormatchtype", "code", FORM_CONSTANT, false },
	{ INVOICE "purchaseinvoicelines/purchaseinvoiceline", NULL, SLOT_LINES,
	    true },
};

enum purchase_line_slot {
	LINE_SLOT_NAME,
	LINE_SLOT_GROSS,
	LINE_SLOT_VAT_PERCENT,
	LINE_SLOT_ACCOUNT
};

const struct form_field document_purchase_line_field[] = {
	{ "productname", NULL, LINE_SLOT_NAME, false },
	{ "deliveredamount", "1", FORM_CONSTANT, false },
	{ "unitprice", NULL, LINE_SLOT_GROSS, false },
	{ "vatpercent", NULL, LINE_SLOT_VAT_PERCENT, false },
	{ "linesum", NULL, LINE_SLOT_GROSS, false },
	{ "linesum@type", "brutto", FORM_CONSTANT, false },
	{ "accountingsuggestion", NULL, LINE_SLOT_ACCOUNT, false },
};

enum transfer_slot {
	TRANSFER_SLOT_MESSAGE,
	TRANSFER_SLOT_NAME,
	TRANSFER_SLOT_ADDRESS,
	TRANSFER_SLOT_POSTCODE,
	TRANSFER_SLOT_CITY,
	TRANSFER_SLOT_COUNTRY,
	TRANSFER_SLOT_SOURCE,
	TRANSFER_SLOT_BANK_NAME,
	TRANSFER_SLOT_BIC,
	TRANSFER_SLOT_IBAN,
	TRANSFER_SLOT_DATE,
	TRANSFER_SLOT_AMOUNT
};

#define TO "payment/destinationbankaccount/"
const struct form_field document_transfer_field[] = {
	{ "payment/bankpaymentmessagetype", "FreeText", FORM_CONSTANT, false },
	{ "payment/bankpaymentmessage", NULL, TRANSFER_SLOT_MESSAGE, false },
	{ "payment/recipient/name", NULL, TRANSFER_SLOT_NAME, false },
	{ "payment/recipient/address", NULL, TRANSFER_SLOT_ADDRESS, false },
	{ "payment/recipient/postcode", NULL, TRANSFER_SLOT_POSTCODE, false },
	{ "payment/recipient/town", NULL, TRANSFER_SLOT_CITY, false },
	{ "payment/recipient/country", NULL, TRANSFER_SLOT_COUNTRY, false },
	{ "payment/sourcebankaccountnumber", NULL, TRANSFER_SLOT_SOURCE,
	    false },
	{ TO "bankname", NULL, TRANSFER_SLOT_BANK_NAME, false },
	{ TO "bankbranch", NULL, TRANSFER_SLOT_BIC, false },
	{ TO "destinationbankaccountnumber", NULL, TRANSFER_SLOT_IBAN, false },
	{ "payment/duedate", NULL, TRANSFER_SLOT_DATE, false },
	{ "payment/amount", NULL, TRANSFER_SLOT_AMOUNT, false },
};
/* clang-format on */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
const size_t document_purchase_field_count = COUNT(document_purchase_field);
const size_t document_purchase_line_field_count =
    COUNT(document_purchase_line_field);
const size_t document_transfer_field_count = COUNT(document_transfer_field);

bool
document_purchase_line(const struct document_kit *kit,
    const struct purchase_line_document *line, struct document_report *report,
    struct buf *out)
{
	char gross[MONEY_TEXT_MAX], percent[DECIMAL_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_text(&values, LINE_SLOT_NAME, line->name);
	document_set_money(&values, LINE_SLOT_GROSS, line->gross, gross);
	document_set_decimal(&values, LINE_SLOT_VAT_PERCENT,
	    decimal_trim(line->vat_percent), percent);
	document_set_text(&values, LINE_SLOT_ACCOUNT, line->account);
	return document_write(kit, kit->purchase_line, &values, report, out);
}

bool
document_purchase(const struct document_kit *kit,
    const struct purchase_document *purchase, const struct buf *lines,
    struct document_report *report, struct buf *out)
{
	char date[DATE_TEXT_MAX], due[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_text(&values, SLOT_NUMBER, purchase->number);
	document_set_date(&values, SLOT_DATE, purchase->date, date);
	document_set_date(&values, SLOT_DUE_DATE, purchase->due_date, due);
	document_set_text(&values, SLOT_VENDOR_CODE, purchase->vendor_code);
	document_set_text(&values, SLOT_VENDOR_NAME, purchase->vendor_name);
	document_set_money(&values, SLOT_AMOUNT, purchase->amount, amount);
	document_set_text(&values, SLOT_IBAN, purchase->iban);
	document_set_text(&values, SLOT_BUSINESS_ID, purchase->business_id);
	document_set_text(&values, SLOT_REFERENCE, purchase->reference);
	document_set_text(
	    &values, SLOT_CURRENCY, purchase->amount.currency->code);
	form_set(&values, SLOT_LINES, buf_text(lines), lines->len);
	return document_write(kit, kit->purchase, &values, report, out);
}

bool
document_transfer(const struct document_kit *kit,
    const struct transfer_document *transfer, struct document_report *report,
    struct buf *out)
{
	char date[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_text(&values, TRANSFER_SLOT_MESSAGE, transfer->message);
	document_set_text(&values, TRANSFER_SLOT_NAME, transfer->recipient);
	document_set_text(&values, TRANSFER_SLOT_ADDRESS, transfer->address);
	document_set_text(&values, TRANSFER_SLOT_POSTCODE, transfer->postcode);
	document_set_text(&values, TRANSFER_SLOT_CITY, transfer->city);
	document_set_text(&values, TRANSFER_SLOT_COUNTRY, transfer->country);
	document_set_text(&values, TRANSFER_SLOT_SOURCE, transfer->source_iban);
	document_set_text(
	    &values, TRANSFER_SLOT_BANK_NAME, transfer->bank_name);
	document_set_text(&values, TRANSFER_SLOT_BIC, transfer->bic);
	document_set_text(&values, TRANSFER_SLOT_IBAN, transfer->iban);
	document_set_date(&values, TRANSFER_SLOT_DATE, transfer->date, date);
	document_set_money(
	    &values, TRANSFER_SLOT_AMOUNT, transfer->amount, amount);
	return document_write(kit, kit->transfer, &values, report, out);
}
