/* document_invoice.c - an invoice or credit note in salesinvoicebatch.nv. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "netvisor/document.h"
#include "netvisor/document_form.h"

/* EUR per unit is a quotient: so many decimals, trailing zeros dropped. */
#define RATE_SCALE 9

enum invoice_slot {
	SLOT_REFERENCE,
	SLOT_NUMBER,
	SLOT_DATE,
	SLOT_VALUE_DATE,
	SLOT_DUE_DATE,
	SLOT_DELIVERY_DATE,
	SLOT_AMOUNT,
	SLOT_CURRENCY,
	SLOT_RATE,
	SLOT_STATUS,
	SLOT_FREE_TEXT,
	SLOT_YOUR_REFERENCE,
	SLOT_COMMENT,
	SLOT_CUSTOMER,
	SLOT_NET_DAYS,
	SLOT_ORDER_NUMBER,
	SLOT_LINES
};

/* clang-format off */
#define INVOICE "itemdata/salesinvoice/"
const struct form_field document_invoice_field[] = {
	{ "identifier", NULL, SLOT_REFERENCE, false },
	{ INVOICE "salesinvoicenumber", NULL, SLOT_NUMBER, false },
	{ INVOICE "salesinvoicedate", NULL, SLOT_DATE, false },
	{ INVOICE "salesinvoicedate@format", "ansi", FORM_CONSTANT, false },
	{ INVOICE "salesinvoicevaluedate", NULL, SLOT_VALUE_DATE, false },
	{ INVOICE "salesinvoicevaluedate@format", "ansi", FORM_CONSTANT, false },
	{ INVOICE "salesinvoiceduedate", NULL, SLOT_DUE_DATE, false },
	{ INVOICE "salesinvoiceduedate@format", "ansi", FORM_CONSTANT, false },
	{ INVOICE "salesinvoicedeliverydate", NULL, SLOT_DELIVERY_DATE, false },
	{ INVOICE "salesinvoicedeliverydate@format", "ansi", FORM_CONSTANT, false },
	{ INVOICE "salesinvoiceamount", NULL, SLOT_AMOUNT, false },
	{ INVOICE "salesinvoiceamount@iso4217currencycode", NULL, SLOT_CURRENCY, false },
	{ INVOICE "salesinvoiceamount@currencyrate", NULL, SLOT_RATE, false },
	{ INVOICE "salesinvoicestatus", NULL, SLOT_STATUS, false },
	{ INVOICE "salesinvoicestatus@type", "netvisor", FORM_CONSTANT, false },
	{ INVOICE "salesinvoicefreetextbeforelines", NULL, SLOT_FREE_TEXT, false },
	{ INVOICE "salesinvoiceyourreference", NULL, SLOT_YOUR_REFERENCE, false },
	{ INVOICE "salesinvoiceprivatecomment", NULL, SLOT_COMMENT, false },
	{ INVOICE "invoicingcustomeridentifier", NULL, SLOT_CUSTOMER, false },
	{ INVOICE "invoicingcustomeridentifier@type", "customer", FORM_CONSTANT, false },
	{ INVOICE "paymenttermnetdays", NULL, SLOT_NET_DAYS, false },
	{ INVOICE "expectpartialpayments", "1", FORM_CONSTANT, false },
	{ INVOICE "ordernumber", NULL, SLOT_ORDER_NUMBER, false },
	{ INVOICE "invoicelines/invoiceline", NULL, SLOT_LINES, true },
};
/* clang-format on */
const size_t document_invoice_field_count =
    sizeof(document_invoice_field) / sizeof(document_invoice_field[0]);

enum invoice_line_slot {
	LINE_SLOT_PRODUCT,
	LINE_SLOT_NAME,
	LINE_SLOT_PRICE,
	LINE_SLOT_VAT_PERCENT,
	LINE_SLOT_VAT_CODE,
	LINE_SLOT_QUANTITY,
	LINE_SLOT_DISCOUNT,
	LINE_SLOT_FREE_TEXT,
	LINE_SLOT_ACCOUNT,
	LINE_SLOT_HEADER,
	LINE_SLOT_ITEM,
	LINE_SLOT_UNIT
};

/* clang-format off */
#define LINE "salesinvoiceproductline/"
const struct form_field document_invoice_line_field[] = {
	{ LINE "productidentifier", NULL, LINE_SLOT_PRODUCT, false },
	{ LINE "productidentifier@type", "customer", FORM_CONSTANT, false },
	{ LINE "productname", NULL, LINE_SLOT_NAME, false },
	{ LINE "productunitprice", NULL, LINE_SLOT_PRICE, false },
	{ LINE "productunitprice@type", "net", FORM_CONSTANT, false },
	{ LINE "productvatpercentage", NULL, LINE_SLOT_VAT_PERCENT, false },
	{ LINE "productvatpercentage@vatcode", NULL, LINE_SLOT_VAT_CODE, false },
	{ LINE "salesinvoiceproductlinequantity", NULL, LINE_SLOT_QUANTITY, false },
	{ LINE "salesinvoiceproductlinediscountpercentage", NULL, LINE_SLOT_DISCOUNT, false },
	{ LINE "salesinvoiceproductlinefreetext", NULL, LINE_SLOT_FREE_TEXT, false },
	{ LINE "accountingaccountsuggestion", NULL, LINE_SLOT_ACCOUNT, false },
	{ LINE "dimension/dimensionname", NULL, LINE_SLOT_HEADER, false },
	{ LINE "dimension/dimensionitem", NULL, LINE_SLOT_ITEM, false },
	{ LINE "productunitname", NULL, LINE_SLOT_UNIT, false },
};
/* clang-format on */
const size_t document_invoice_line_field_count =
    sizeof(document_invoice_line_field) /
    sizeof(document_invoice_line_field[0]);

bool
document_invoice_line(const struct document_kit *kit,
    const struct invoice_line_document *line, struct document_report *report,
    struct buf *out)
{
	char price[DECIMAL_TEXT_MAX], percent[DECIMAL_TEXT_MAX];
	char quantity[DECIMAL_TEXT_MAX], discount[DECIMAL_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_text(&values, LINE_SLOT_PRODUCT, line->product);
	document_set_text(&values, LINE_SLOT_NAME, line->name);
	document_set_decimal(&values, LINE_SLOT_PRICE, line->price, price);
	document_set_decimal(&values, LINE_SLOT_VAT_PERCENT,
	    decimal_trim(line->vat_percent), percent);
	document_set_text(&values, LINE_SLOT_VAT_CODE, line->vat_code);
	document_set_decimal(&values, LINE_SLOT_QUANTITY,
	    decimal_trim(line->quantity), quantity);
	if (!decimal_is_zero(line->discount))
		document_set_decimal(&values, LINE_SLOT_DISCOUNT,
		    decimal_trim(line->discount), discount);
	document_set_text(&values, LINE_SLOT_FREE_TEXT, line->free_text);
	/* Optional for Netvisor, but fenvoy knows no default account. */
	if (*line->account == '\0')
		(void)document_fault(
		    report, RULE_DOCUMENT_REQUIRED, "the line has no account");
	document_set_text(&values, LINE_SLOT_ACCOUNT, line->account);
	document_set_text(&values, LINE_SLOT_HEADER, line->dimension_header);
	document_set_text(&values, LINE_SLOT_ITEM, line->dimension_item);
	document_set_text(&values, LINE_SLOT_UNIT, line->unit);
	return document_write(kit, kit->invoice_line, &values, report, out) &&
	       *line->account != '\0';
}

/* The rate as the company wants it; false on overflow. */
static bool
set_rate(const struct document_kit *kit, struct form_values *values,
    struct decimal rate, char text[DECIMAL_TEXT_MAX])
{
	struct decimal sent = rate;

	if (!kit->rate_per_euro) {
		sent.scale = RATE_SCALE;
		if (!decimal_quotient((struct decimal){ 1, 0 }, rate,
			RATE_SCALE, &sent.units))
			return false;
	}
	document_set_decimal(values, SLOT_RATE, decimal_trim(sent), text);
	return true;
}

bool
document_invoice(const struct document_kit *kit,
    const struct invoice_document *invoice, const struct buf *lines,
    struct document_report *report, struct buf *out)
{
	char date[4][DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
	char rate[DECIMAL_TEXT_MAX];
	char *comment = mem_printf("%s %s", invoice->reference, invoice->key);
	struct form_values values;
	bool sound = true;

	values.present = 0;
	document_set_text(&values, SLOT_REFERENCE, invoice->reference);
	document_set_text(&values, SLOT_NUMBER, invoice->number);
	document_set_date(&values, SLOT_DATE, invoice->invoice_date, date[0]);
	document_set_date(&values, SLOT_DUE_DATE, invoice->due_date, date[1]);
	document_set_date(
	    &values, SLOT_DELIVERY_DATE, invoice->delivery_date, date[2]);
	if (date_is_set(invoice->value_date))
		document_set_date(
		    &values, SLOT_VALUE_DATE, invoice->value_date, date[3]);
	document_set_money(&values, SLOT_AMOUNT, invoice->gross, amount);
	document_set_text(
	    &values, SLOT_CURRENCY, invoice->gross.currency->code);
	if (invoice->gross.currency != currency_euro() &&
	    !set_rate(kit, &values, invoice->rate, rate)) {
		(void)document_fault(report, RULE_DOCUMENT_REQUIRED,
		    "the invoice is in %s, but has no rate",
		    invoice->gross.currency->code);
		sound = false;
	}
	document_set_text(
	    &values, SLOT_STATUS, kit->netvisor_sends ? "unsent" : "open");
	document_set_text(&values, SLOT_FREE_TEXT, invoice->free_text);
	document_set_text(
	    &values, SLOT_YOUR_REFERENCE, invoice->your_reference);
	document_set_text(&values, SLOT_COMMENT, comment);
	document_set_text(&values, SLOT_CUSTOMER, invoice->customer);
	document_set_text(&values, SLOT_NET_DAYS, invoice->payment_days);
	document_set_text(&values, SLOT_ORDER_NUMBER, invoice->order_number);
	form_set(&values, SLOT_LINES, buf_text(lines), lines->len);
	if (!date_is_set(invoice->due_date) && *invoice->payment_days == '\0') {
		(void)document_fault(report, RULE_DOCUMENT_REQUIRED,
		    "the invoice has neither a due date nor net days");
		sound = false;
	}
	sound &= document_write(kit, kit->invoice, &values, report, out);
	free(comment);
	return sound;
}
