/* resource_getsalesinvoice.c - getsalesinvoice.nv: whole invoices. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox/filter.h"
#include "sandbox/invoice_answer.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

static const char invoice_columns[] =
    "SELECT i.key, i.number, i.date, i.value_date, i.delivery_date,"
    " i.due_date, i.reference_number, i.currency, i.rate, i.sum, i.sum_eur,"
    " CASE WHEN i.status = 'open' AND i.open <> 0 AND i.due_date < ?2"
    " THEN 'overdue' ELSE i.status END, i.voucher, i.text_before,"
    " i.text_after, i.our_reference, i.your_reference, i.private_comment,"
    " i.net_days, c.code, c.name, c.name_extension, c.key, c.business_id,"
    " c.street, c.street2, c.postcode, c.city, c.country"
    " FROM invoice i JOIN customer c ON c.key = i.customer"
    " WHERE i.key IN (SELECT value FROM json_each(?1)) ORDER BY i.key";

enum invoice_column {
	INVOICE_KEY,
	INVOICE_NUMBER,
	INVOICE_DATE,
	INVOICE_VALUE_DATE,
	INVOICE_DELIVERY_DATE,
	INVOICE_DUE_DATE,
	INVOICE_REFERENCE,
	INVOICE_CURRENCY,
	INVOICE_RATE,
	INVOICE_SUM,
	INVOICE_SUM_EUR,
	INVOICE_STATUS,
	INVOICE_VOUCHER,
	INVOICE_TEXT_BEFORE,
	INVOICE_TEXT_AFTER,
	INVOICE_OUR_REFERENCE,
	INVOICE_YOUR_REFERENCE,
	INVOICE_COMMENT,
	INVOICE_NET_DAYS,
	CUSTOMER_CODE,
	CUSTOMER_NAME,
	CUSTOMER_EXTENSION,
	CUSTOMER_KEY,
	CUSTOMER_BUSINESS_ID,
	CUSTOMER_STREET,
	CUSTOMER_STREET2,
	CUSTOMER_POSTCODE,
	CUSTOMER_CITY,
	CUSTOMER_COUNTRY
};

/* The text is for people; the attribute says it. */
static const char *
status_text(const char *status, enum sandbox_language language)
{
	static const struct {
		const char *status;
		const char *text[3];
	} known[] = {
		{ "open", { "Avoin", "Open", "Öppen" } },
		{ "overdue", { "Erääntynyt", "Overdue", "Förfallen" } },
		{ "paid", { "Maksettu", "Paid", "Betald" } },
		{ "unsent", { "Lähettämättä", "Unsent", "Oskickad" } },
		{ "creditloss",
		    { "Luottotappio", "Credit loss", "Kreditförlust" } },
		{ "rejected", { "Hylätty", "Rejected", "Avvisad" } },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].status, status) == 0)
			return known[i].text[language];
	return status;
}

static void
put_dates(struct buf *out, sqlite3_stmt *row)
{
	static const char ansi[] = "format=\"ansi\"";
	const char *value = query_text(row, INVOICE_VALUE_DATE);

	answer_text_with(
	    out, "SalesInvoiceDate", ansi, query_text(row, INVOICE_DATE));
	answer_text_with(
	    out, "SalesInvoiceEventDate", ansi, query_text(row, INVOICE_DATE));
	answer_text_with(out, "SalesInvoiceValueDate", ansi,
	    value[0] != '\0' ? value : query_text(row, INVOICE_DATE));
	answer_text_with(out, "SalesInvoiceDeliveryDate", ansi,
	    query_text(row, INVOICE_DELIVERY_DATE));
	answer_text_with(out, "SalesInvoiceDueDate", ansi,
	    query_text(row, INVOICE_DUE_DATE));
}

/* EUR, with a point as once recorded; the currency's own amount follows. */
static void
put_amount(struct buf *out, sqlite3_stmt *row)
{
	struct decimal euros = { query_integer(row, INVOICE_SUM_EUR), 2 };
	const char *currency = query_text(row, INVOICE_CURRENCY);
	char rate[DECIMAL_TEXT_MAX], sum[DECIMAL_TEXT_MAX];
	char attributes[96];

	(void)wire_comma(query_text(row, INVOICE_RATE), rate);
	(void)decimal_format(euros, '.', sum);
	(void)snprintf(attributes, sizeof(attributes),
	    "iso4217currencycode=\"%.3s\" currencyrate=\"%s\"", currency, rate);
	answer_text_with(out, "SalesInvoiceAmount", attributes, sum);
	if (strcmp(currency, "EUR") != 0)
		answer_cents(out, "ForeignCurrencyAmount",
		    query_integer(row, INVOICE_SUM));
}

static void
put_status(
    const struct sandbox_request *request, struct buf *out, sqlite3_stmt *row)
{
	const char *status = query_text(row, INVOICE_STATUS);
	char attributes[64];

	(void)snprintf(
	    attributes, sizeof(attributes), "status=\"%.40s\"", status);
	answer_text_with(out, "InvoiceStatus", attributes,
	    status_text(status, request->language));
	if (query_integer(row, INVOICE_VOUCHER) == 0)
		return;
	(void)snprintf(attributes, sizeof(attributes),
	    "netvisorkey=\"%" PRId64 "\"", query_integer(row, INVOICE_VOUCHER));
	answer_text_with(out, "InvoiceVoucher", attributes, "");
}

static void
put_customer(struct buf *out, sqlite3_stmt *row)
{
	const char *country = query_text(row, CUSTOMER_COUNTRY);
	char attributes[32];

	answer_text(
	    out, "InvoicingCustomerCode", query_text(row, CUSTOMER_CODE));
	answer_text(
	    out, "InvoicingCustomerName", query_text(row, CUSTOMER_NAME));
	answer_text(out, "InvoicingCustomerNameExtension",
	    query_text(row, CUSTOMER_EXTENSION));
	answer_integer(out, "InvoicingCustomerNetvisorKey",
	    query_integer(row, CUSTOMER_KEY));
	answer_text(out, "InvoicingCustomerOrganizationIdentifier",
	    query_text(row, CUSTOMER_BUSINESS_ID));
	answer_text(out, "InvoicingCustomerAddressline",
	    query_text(row, CUSTOMER_STREET));
	answer_text(out, "InvoicingCustomerAdditionalAddressLine",
	    query_text(row, CUSTOMER_STREET2));
	answer_text(out, "InvoicingCustomerPostnumber",
	    query_text(row, CUSTOMER_POSTCODE));
	answer_text(
	    out, "InvoicingCustomerTown", query_text(row, CUSTOMER_CITY));
	if (country[0] == '\0' || strpbrk(country, "\"<&") != NULL)
		return;
	(void)snprintf(
	    attributes, sizeof(attributes), "ISO-3166=\"%.2s\"", country);
	answer_text_with(
	    out, "InvoicingCustomerCountryCode", attributes, country);
}

/* What the books do not keep is there, and empty. */
static void
put_delivery(const struct sandbox_request *request, struct buf *out)
{
	static const char *const no[] = { "Ei", "No", "Nej" };
	static const char *const name[] = { "DeliveryAddressName",
		"DeliveryAddressLine", "DeliveryAddressPostnumber",
		"DeliveryAddressTown", "DeliveryAddressCountryCode",
		"DeliveryMethod", "DeliveryTerm" };
	size_t i;

	answer_text(
	    out, "MatchPartialPaymentsByDefault", no[request->language]);
	for (i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		answer_text(out, name[i], "");
}

static void
put_invoice(
    const struct sandbox_request *request, struct buf *out, sqlite3_stmt *row)
{
	answer_open(out, "SalesInvoice");
	answer_integer(
	    out, "SalesInvoiceNetvisorKey", query_integer(row, INVOICE_KEY));
	answer_text(out, "SalesInvoiceNumber", query_text(row, INVOICE_NUMBER));
	put_dates(out, row);
	answer_text(out, "SalesInvoiceReferencenumber",
	    query_text(row, INVOICE_REFERENCE));
	put_amount(out, row);
	answer_text_with(out, "SellerIdentifier", "type=\"name\"", "");
	put_status(request, out, row);
	answer_text(out, "SalesInvoiceFreeTextBeforeLines",
	    query_text(row, INVOICE_TEXT_BEFORE));
	answer_text(out, "SalesInvoiceFreeTextAfterLines",
	    query_text(row, INVOICE_TEXT_AFTER));
	answer_text(out, "SalesInvoiceOurReference",
	    query_text(row, INVOICE_OUR_REFERENCE));
	answer_text(out, "SalesInvoiceYourReference",
	    query_text(row, INVOICE_YOUR_REFERENCE));
	answer_text(out, "SalesInvoicePrivateComment",
	    query_text(row, INVOICE_COMMENT));
	answer_text(out, "SalesInvoiceAgreementIdentifier", "");
	put_customer(out, row);
	put_delivery(request, out);
	answer_text(
	    out, "PaymentTermNetDays", query_text(row, INVOICE_NET_DAYS));
	answer_text(out, "PaymentTermCashDiscountDays", "");
	answer_text_with(
	    out, "PaymentTermCashDiscount", "type=\"percentage\"", "");
	invoice_answer_lines(request, query_integer(row, INVOICE_KEY), out);
	answer_close(out, "SalesInvoice");
}

static void
answer_keys(const struct sandbox_request *request, struct buf *out,
    const char *keys, size_t *ret_count)
{
	char today[DATE_TEXT_MAX];
	sqlite3_stmt *row;

	(void)snprintf(today, sizeof(today), "%.10s", request->now);
	row = query(request->books, invoice_columns, "tt", keys, today);
	for (*ret_count = 0; query_row(row); ++*ret_count)
		put_invoice(request, out, row);
}

void
resource_getsalesinvoice(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	bool many = filter_given(request, "netvisorkeylist");
	bool one = filter_given(request, "netvisorkey");
	struct buf keys;
	int64_t key = 0;
	size_t count;

	buf_init(&keys, BUF_MAX_DEFAULT);
	if (one == many) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "One of the parameters netvisorkey and netvisorkeylist is "
		    "required");
	} else if (many &&
		   filter_keys(request, "netvisorkeylist", &keys, answer)) {
		answer_open(&answer->content, "SalesInvoices");
		answer_keys(request, &answer->content, buf_text(&keys), &count);
		answer_close(&answer->content, "SalesInvoices");
	} else if (one &&
		   filter_integer(request, "netvisorkey", &key, answer)) {
		buf_printf(&keys, "[%" PRId64 "]", key);
		answer_keys(request, &answer->content, buf_text(&keys), &count);
		if (count == 0)
			sandbox_refuse(answer, "INVALID_DATA",
			    "Data form incorrect:. Sales invoice not found "
			    "with Netvisor identifier: %" PRId64,
			    key);
	}
	buf_release(&keys);
}
