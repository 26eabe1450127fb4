/* check_field.c - see check_field.h. */
#include "netvisor/check_field.h"

#include <string.h>

struct element {
	size_t depth;
	const char *name;
	enum field field;
};

static const struct element dimension_element[] = {
	{ 2, "dimensionitem", FIELD_DIMENSION },
	{ 3, "name", FIELD_DIMENSION_NAME },
	{ 3, "item", FIELD_DIMENSION_ITEM },
	{ 0, NULL, FIELD_NONE },
};
static const struct element customer_element[] = {
	{ 2, "customer", FIELD_CUSTOMER },
	{ 4, "internalidentifier", FIELD_CUSTOMER_CODE },
	{ 0, NULL, FIELD_NONE },
};
static const struct element vendor_element[] = {
	{ 2, "vendor", FIELD_OTHER },
	{ 0, NULL, FIELD_NONE },
};
static const struct element match_element[] = {
	{ 2, "matchcreditnote", FIELD_OTHER },
	{ 3, "creditnotenetvisorkey", FIELD_SLOT },
	{ 3, "invoicenetvisorkey", FIELD_SLOT },
	{ 0, NULL, FIELD_NONE },
};
static const struct element payment_element[] = {
	{ 2, "salespayment", FIELD_OTHER },
	{ 3, "sum", FIELD_SUM },
	{ 3, "paymentdate", FIELD_BOOKING_DATE },
	{ 3, "sourcename", FIELD_PAYER },
	{ 3, "paymentmethod", FIELD_METHOD },
	{ 0, NULL, FIELD_NONE },
};
static const struct element purchase_element[] = {
	{ 2, "purchaseinvoice", FIELD_OTHER },
	{ 3, "invoicedate", FIELD_BOOKING_DATE },
	{ 3, "duedate", FIELD_PLAIN_DATE },
	{ 3, "amount", FIELD_SUM },
	{ 3, "ourreference", FIELD_DESCRIPTION },
	{ 5, "accountingsuggestion", FIELD_ACCOUNT },
	{ 0, NULL, FIELD_NONE },
};
static const struct element transfer_element[] = {
	{ 2, "payment", FIELD_OTHER },
	{ 3, "duedate", FIELD_PLAIN_DATE },
	{ 3, "amount", FIELD_SUM },
	{ 0, NULL, FIELD_NONE },
};
static const struct element invoice_element[] = {
	{ 4, "item", FIELD_ITEM },
	{ 5, "identifier", FIELD_IDENTIFIER },
	{ 7, "salesinvoicenumber", FIELD_NUMBER },
	{ 7, "salesinvoicedate", FIELD_INVOICE_DATE },
	{ 7, "salesinvoicevaluedate", FIELD_VALUE_DATE },
	{ 7, "salesinvoiceduedate", FIELD_DUE_DATE },
	{ 7, "salesinvoicedeliverydate", FIELD_DELIVERY_DATE },
	{ 7, "salesinvoiceamount", FIELD_AMOUNT },
	{ 7, "salesinvoicestatus", FIELD_STATUS },
	{ 7, "salesinvoiceprivatecomment", FIELD_COMMENT },
	{ 7, "invoicingcustomeridentifier", FIELD_INVOICE_CUSTOMER },
	{ 7, "paymentterm", FIELD_TERM },
	{ 7, "paymenttermnetdays", FIELD_TERM },
	{ 9, "salesinvoiceproductline", FIELD_LINE },
	{ 10, "productunitprice", FIELD_PRICE },
	{ 10, "productvatpercentage", FIELD_VAT_PERCENT },
	{ 10, "salesinvoiceproductlinequantity", FIELD_QUANTITY },
	{ 10, "salesinvoiceproductlinediscountpercentage", FIELD_DISCOUNT },
	{ 10, "accountingaccountsuggestion", FIELD_ACCOUNT },
	{ 11, "dimensionname", FIELD_USED_HEADER },
	{ 11, "dimensionitem", FIELD_USED_ITEM },
	{ 0, NULL, FIELD_NONE },
};
static const struct element voucher_element[] = {
	{ 2, "voucher", FIELD_VOUCHER },
	{ 3, "calculationmode", FIELD_MODE },
	{ 3, "voucherdate", FIELD_VOUCHER_DATE },
	{ 3, "description", FIELD_DESCRIPTION },
	{ 3, "voucherclass", FIELD_CLASS },
	{ 3, "voucherline", FIELD_VOUCHER_LINE },
	{ 4, "linesum", FIELD_LINE_SUM },
	{ 4, "accountnumber", FIELD_ACCOUNT },
	{ 4, "vatpercent", FIELD_VAT_PERCENT },
	{ 5, "dimensionname", FIELD_USED_HEADER },
	{ 5, "dimensionitem", FIELD_USED_ITEM },
	{ 0, NULL, FIELD_NONE },
};

static const struct element *const element_table[REQUEST_KIND_COUNT] = {
	[REQUEST_DIMENSION] = dimension_element,
	[REQUEST_CUSTOMER] = customer_element,
	[REQUEST_VENDOR] = vendor_element,
	[REQUEST_MATCH] = match_element,
	[REQUEST_PAYMENT] = payment_element,
	[REQUEST_PURCHASE] = purchase_element,
	[REQUEST_TRANSFER] = transfer_element,
	[REQUEST_INVOICES] = invoice_element,
	[REQUEST_CREDIT_NOTES] = invoice_element,
	[REQUEST_VOUCHER] = voucher_element,
};

enum field
check_field_find(enum request_kind kind, size_t depth, const char *name)
{
	for (const struct element *element = element_table[kind];
	     element->name != NULL; element++) {
		if (element->depth == depth && strcmp(element->name, name) == 0)
			return element->field;
	}
	return FIELD_NONE;
}
