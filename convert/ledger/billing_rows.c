/* billing_rows.c - rows of the kinds that documents are made of. */
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "ledger/billing_load.h"
#include "ledger/vat_number.h"

static const char *const document_types[] = { "invoice", "credit_note" };
static const char *const erp_statuses[] = { "not_booked", "open", "failed",
	"cancelled", "booked", "posted" };
static const char *const erp_events[] = { "", "invoice", "deferral",
	"recognition", "split", "payment", "supplier_invoice",
	"supplier_payment" };
static const char *const erp_types[] = { "financial", "invoice", "payment",
	"supplier_invoice", "supplier_payment" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *
document_type_word(enum document_type type)
{
	return document_types[type];
}

const char *
erp_status_word(enum erp_status status)
{
	return erp_statuses[status];
}

const char *
erp_event_word(enum erp_event event)
{
	return erp_events[event];
}

static bool
is_yes(const struct record_reader *reader, size_t column)
{
	return strcmp(record_text(reader, column), "yes") == 0;
}

static uint32_t
pool_number(
    struct text_pool *pool, const struct record_reader *reader, size_t column)
{
	return text_pool_add(
	    pool, record_text(reader, column), record_text_len(reader, column));
}

void
billing_row_account(struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_account *account;

	billing->account = mem_grow(billing->account, billing->account_count,
	    &loader->account_capacity, sizeof(*account));
	account = &billing->account[billing->account_count++];
	account->source = billing_read_source(loader, reader);
	account->code = billing_need_text(loader, reader, ACCOUNT_CODE);
	account->company_name =
	    billing_copy_text(loader, reader, ACCOUNT_COMPANY_NAME);
	account->language = billing_keep_text(loader, reader, ACCOUNT_LANGUAGE);
	account->legal_address =
	    billing_copy_text(loader, reader, ACCOUNT_LEGAL_ADDRESS);
	account->legal_zipcode =
	    billing_keep_text(loader, reader, ACCOUNT_LEGAL_ZIPCODE);
	account->legal_city =
	    billing_keep_text(loader, reader, ACCOUNT_LEGAL_CITY);
	account->legal_country =
	    billing_keep_text(loader, reader, ACCOUNT_LEGAL_COUNTRY);
	account->legal_vat_number =
	    billing_copy_text(loader, reader, ACCOUNT_LEGAL_VAT_NUMBER);
	account->billing_address =
	    billing_copy_text(loader, reader, ACCOUNT_BILLING_ADDRESS);
	account->billing_zipcode =
	    billing_keep_text(loader, reader, ACCOUNT_BILLING_ZIPCODE);
	account->billing_city =
	    billing_keep_text(loader, reader, ACCOUNT_BILLING_CITY);
	account->billing_country =
	    billing_keep_text(loader, reader, ACCOUNT_BILLING_COUNTRY);
	account->erp_id = billing_keep_text(loader, reader, ACCOUNT_ERP_ID);
	account->email = "";
	account->duplicate = false;
	account->business = vat_number_is_valid(
	    account->legal_vat_number, account->legal_country);
	account->billing_same_as_legal =
	    strcmp(record_text(reader, ACCOUNT_BILLING_SAME_AS_LEGAL), "no") !=
	    0;
}

void
billing_row_recipient(
    struct billing_loader *loader, struct record_reader *reader)
{
	struct text_pool *pool = &loader->billing->code;
	size_t old;
	uint32_t code;

	code = pool_number(pool, reader, RECIPIENT_ACCOUNT);
	while (code >= loader->email_capacity) {
		old = loader->email_capacity;
		loader->email = mem_grow(loader->email, old,
		    &loader->email_capacity, sizeof(*loader->email));
		for (; old < loader->email_capacity; old++)
			loader->email[old] = NULL;
	}
	if (loader->email[code] == NULL &&
	    is_yes(reader, RECIPIENT_RECEIVE_INVOICE) &&
	    record_text_len(reader, RECIPIENT_EMAIL) > 0)
		loader->email[code] =
		    billing_copy_text(loader, reader, RECIPIENT_EMAIL);
}

static void
read_invoice_texts(struct billing_loader *loader, struct record_reader *reader,
    struct billing_invoice *invoice)
{
	invoice->uuid = billing_copy_text(loader, reader, INVOICE_UUID);
	if (invoice->uuid[0] == '\0')
		billing_need_text(loader, reader, INVOICE_UUID);
	invoice->number = text_pool_text(
	    &loader->billing->number, pool_number(&loader->billing->number,
					  reader, INVOICE_INVOICE_NUMBER));
	invoice->account_code =
	    billing_need_text(loader, reader, INVOICE_ACCOUNT);
	invoice->credited_number =
	    billing_keep_text(loader, reader, INVOICE_CREDITED_INVOICE_NUMBER);
	invoice->po_number =
	    billing_keep_text(loader, reader, INVOICE_PO_NUMBER);
	invoice->case_number =
	    billing_keep_text(loader, reader, INVOICE_CASE_NUMBER);
	invoice->reference_person =
	    billing_keep_text(loader, reader, INVOICE_REFERENCE_PERSON);
	invoice->supplement =
	    billing_keep_text(loader, reader, INVOICE_INVOICE_SUPPLEMENT);
}

void
billing_row_invoice(struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_invoice *invoice;
	struct money gross;
	int64_t terms;
	int type;

	billing->invoice = mem_grow(billing->invoice, billing->invoice_count,
	    &loader->invoice_capacity, sizeof(*invoice));
	invoice = &billing->invoice[billing->invoice_count++];
	memset(invoice, 0, sizeof(*invoice));
	invoice->source = billing_read_source(loader, reader);
	read_invoice_texts(loader, reader, invoice);
	gross = billing_need_money(loader, reader, INVOICE_GROSS_AMOUNT);
	invoice->gross = gross.minor;
	invoice->currency = gross.currency;
	invoice->net =
	    billing_need_money(loader, reader, INVOICE_NET_AMOUNT).minor;
	invoice->vat =
	    billing_need_money(loader, reader, INVOICE_VAT_AMOUNT).minor;
	invoice->date = billing_need_date(loader, reader, INVOICE_INVOICE_DATE);
	invoice->due_date = billing_read_date(reader, INVOICE_DUE_DATE);
	invoice->payment_terms = -1;
	if (record_integer(reader, INVOICE_PAYMENT_TERMS, &terms) &&
	    terms >= 0 && terms <= INT32_MAX)
		invoice->payment_terms = (int32_t)terms;
	type = billing_read_word(loader, reader, INVOICE_TYPE, document_types,
	    COUNT(document_types));
	invoice->type = type == 1 ? DOCUMENT_CREDIT_NOTE : DOCUMENT_INVOICE;
}

static const struct line_discount *
read_discount(struct billing_loader *loader, struct record_reader *reader)
{
	struct line_discount discount, *kept;

	memset(&discount, 0, sizeof(discount));
	record_decimal(
	    reader, INVOICE_LINE_DISCOUNT_PERCENTAGE, &discount.percentage);
	record_decimal(reader, INVOICE_LINE_DISCOUNT_FIXED_PER_QUANTITY,
	    &discount.fixed_per_quantity);
	record_decimal(
	    reader, INVOICE_LINE_DISCOUNT_FIXED_TOTAL, &discount.fixed_total);
	if (decimal_is_zero(discount.percentage) &&
	    decimal_is_zero(discount.fixed_per_quantity) &&
	    decimal_is_zero(discount.fixed_total))
		return NULL;
	kept = arena_alloc(&loader->billing->arena, sizeof(*kept));
	*kept = discount;
	return kept;
}

static void
read_line_decimals(struct billing_loader *loader, struct record_reader *reader,
    struct billing_line *line)
{
	struct decimal quantity = { 0, 0 }, price = { 0, 0 };
	struct decimal rate = { 0, 0 };

	line->has_quantity =
	    record_decimal(reader, INVOICE_LINE_QUANTITY, &quantity) &&
	    record_decimal(reader, INVOICE_LINE_PRICE, &price);
	if (!record_decimal(reader, INVOICE_LINE_VAT_RATE, &rate))
		billing_need_text(loader, reader, INVOICE_LINE_VAT_RATE);
	line->quantity_units = quantity.units;
	line->quantity_scale = (uint8_t)quantity.scale;
	line->price_units = price.units;
	line->price_scale = (uint8_t)price.scale;
	line->vat_rate_units = rate.units;
	line->vat_rate_scale = (uint8_t)rate.scale;
}

void
billing_row_line(struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_line *line;
	struct money net;

	billing->line = mem_grow(billing->line, billing->line_count,
	    &loader->line_capacity, sizeof(*line));
	line = &billing->line[billing->line_count++];
	memset(line, 0, sizeof(*line));
	line->source = billing_read_source(loader, reader);
	line->id = billing_copy_text(loader, reader, INVOICE_LINE_ID);
	line->description =
	    billing_keep_text(loader, reader, INVOICE_LINE_DESCRIPTION);
	line->revenue_group =
	    billing_keep_text(loader, reader, INVOICE_LINE_REVENUE_GROUP);
	line->vat_type =
	    billing_keep_text(loader, reader, INVOICE_LINE_VAT_TYPE);
	line->invoice =
	    pool_number(&billing->number, reader, INVOICE_LINE_INVOICE_NUMBER);
	net = billing_need_money(loader, reader, INVOICE_LINE_NET_AMOUNT);
	line->net = net.minor;
	line->currency = net.currency;
	line->vat =
	    billing_need_money(loader, reader, INVOICE_LINE_VAT_AMOUNT).minor;
	line->date_from = billing_read_date(reader, INVOICE_LINE_DATE_FROM);
	line->date_to = billing_read_date(reader, INVOICE_LINE_DATE_TO);
	line->discount = read_discount(loader, reader);
	read_line_decimals(loader, reader, line);
	billing_note_uuid(loader, reader, INVOICE_LINE_INVOICE_UUID,
	    BILLING_INVOICE_LINE, billing->line_count - 1);
}

static int32_t
read_count(struct record_reader *reader, size_t column)
{
	int64_t count = 0;

	record_integer(reader, column, &count);
	return count >= 0 && count <= INT32_MAX ? (int32_t)count : 0;
}

static void
read_erp_words(struct billing_loader *loader, struct record_reader *reader,
    struct billing_erp_line *erp)
{
	int word;

	billing_read_word(
	    loader, reader, ERP_LINE_TYPE, erp_types, COUNT(erp_types));
	word = billing_read_word(
	    loader, reader, ERP_LINE_STATUS, erp_statuses, COUNT(erp_statuses));
	erp->status = word < 0 ? ERP_NOT_BOOKED : (enum erp_status)word;
	word = billing_read_word(
	    loader, reader, ERP_LINE_EVENT, erp_events, COUNT(erp_events));
	erp->event = word < 0 ? ERP_EVENT_NONE : (enum erp_event)word;
	erp->document_type = strcmp(record_text(reader, ERP_LINE_DOCUMENT_TYPE),
				 document_types[DOCUMENT_CREDIT_NOTE]) == 0
	                         ? DOCUMENT_CREDIT_NOTE
	                         : DOCUMENT_INVOICE;
}

void
billing_row_erp_line(
    struct billing_loader *loader, struct record_reader *reader)
{
	struct billing *billing = loader->billing;
	struct billing_erp_line *erp;
	struct money amount;

	billing->erp = mem_grow(billing->erp, billing->erp_count,
	    &loader->erp_capacity, sizeof(*erp));
	erp = &billing->erp[billing->erp_count++];
	memset(erp, 0, sizeof(*erp));
	erp->source = billing_read_source(loader, reader);
	read_erp_words(loader, reader, erp);
	erp->id = billing_copy_text(loader, reader, ERP_LINE_ID);
	if (erp->id[0] == '\0')
		billing_need_text(loader, reader, ERP_LINE_ID);
	erp->text = billing_copy_text(loader, reader, ERP_LINE_TEXT);
	erp->transaction =
	    billing_copy_text(loader, reader, ERP_LINE_TRANSACTION);
	erp->account_number =
	    billing_keep_text(loader, reader, ERP_LINE_ACCOUNT_NUMBER);
	erp->contra_account_number =
	    billing_keep_text(loader, reader, ERP_LINE_CONTRA_ACCOUNT_NUMBER);
	erp->revenue_group =
	    billing_keep_text(loader, reader, ERP_LINE_REVENUE_GROUP);
	amount = billing_need_money(loader, reader, ERP_LINE_AMOUNT);
	erp->amount = amount.minor;
	erp->currency = amount.currency;
	erp->date = billing_need_date(loader, reader, ERP_LINE_DATE);
	erp->current = read_count(reader, ERP_LINE_CURRENT);
	erp->total = read_count(reader, ERP_LINE_TOTAL);
	erp->has_voucher = record_text_len(reader, ERP_LINE_VOUCHER_ID) > 0;
	erp->invoice =
	    pool_number(&billing->number, reader, ERP_LINE_DOCUMENT_NUMBER);
	erp->document_number = text_pool_text(&billing->number, erp->invoice);
	billing_note_uuid(loader, reader, ERP_LINE_INVOICE_UUID,
	    BILLING_ERP_LINE, billing->erp_count - 1);
}
