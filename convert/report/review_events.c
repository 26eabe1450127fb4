/*
 * review_events.c - what a review says of vendors, payments, credit matches,
 * purchases and transfers (see review_load.h).
 */
#include "report/review_load.h"

#include <stdlib.h>

#include "base/record_kinds.h"
#include "base/text.h"

static struct review_document *
document_of(
    struct review *review, const struct record_reader *record, size_t column)
{
	return review_find(review, record_text(record, column));
}

/* Its amount is in EUR or has one beside it. */
static void
set_total(struct review_document *document, struct record_reader *record,
    size_t amount, size_t euro)
{
	struct money money;

	if (record_money(record, amount, &document->total))
		document->total_eur = document->total.minor;
	if (record_money(record, euro, &money))
		document->total_eur = money.minor;
}

void
review_vendor_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, VENDOR_KEY);

	if (document == NULL)
		return;
	document->detail = arena_printf(&review->arena, "%s, %s%s%s",
	    record_text(record, VENDOR_NAME),
	    record_text(record, VENDOR_BUSINESS_ID),
	    record_text_len(record, VENDOR_IBAN) > 0 ? ", " : "",
	    record_text(record, VENDOR_IBAN));
}

void
review_payment_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, SALES_PAYMENT_KEY);
	char *kind;

	if (document == NULL)
		return;
	kind = mem_strdup(record_text(record, SALES_PAYMENT_KIND));
	for (char *at = kind; *at != '\0'; at++) {
		if (*at == '_')
			*at = ' ';
	}
	document->detail =
	    arena_printf(&review->arena, "%s of %s on invoice %s: %s", kind,
		record_text(record, SALES_PAYMENT_PAYER),
		record_text(record, SALES_PAYMENT_INVOICE_NUMBER),
		record_text(record, SALES_PAYMENT_METHOD));
	free(kind);
	(void)record_date(record, SALES_PAYMENT_DATE, &document->date);
	set_total(
	    document, record, SALES_PAYMENT_AMOUNT, SALES_PAYMENT_AMOUNT_EUR);
}

void
review_match_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, CREDIT_MATCH_KEY);

	if (document == NULL)
		return;
	document->detail =
	    arena_printf(&review->arena, "credit note %s against invoice %s",
		record_text(record, CREDIT_MATCH_CREDIT_NOTE_NUMBER),
		record_text(record, CREDIT_MATCH_INVOICE_NUMBER));
	(void)record_date(record, CREDIT_MATCH_DATE, &document->date);
	set_total(document, record, CREDIT_MATCH_AMOUNT, CREDIT_MATCH_AMOUNT);
}

void
review_purchase_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, PURCHASE_INVOICE_KEY);

	if (document == NULL)
		return;
	document->detail = arena_printf(&review->arena, "%s, invoice %s",
	    record_text(record, PURCHASE_INVOICE_VENDOR_NAME),
	    record_text(record, PURCHASE_INVOICE_NUMBER));
	(void)record_date(
	    record, PURCHASE_INVOICE_INVOICE_DATE, &document->date);
	(void)record_date(
	    record, PURCHASE_INVOICE_DUE_DATE, &document->due_date);
	document->has_sums =
	    record_money(record, PURCHASE_INVOICE_NET, &document->net) &&
	    record_money(record, PURCHASE_INVOICE_VAT, &document->vat) &&
	    record_money(record, PURCHASE_INVOICE_GROSS, &document->total);
	set_total(
	    document, record, PURCHASE_INVOICE_GROSS, PURCHASE_INVOICE_GROSS);
}

void
review_transfer_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, TRANSFER_KEY);

	if (document == NULL)
		return;
	document->detail =
	    arena_printf(&review->arena, "to %s, %s, for invoice %s",
		record_text(record, TRANSFER_RECIPIENT),
		record_text(record, TRANSFER_IBAN),
		record_text(record, TRANSFER_NUMBER));
	(void)record_date(record, TRANSFER_DATE, &document->due_date);
	set_total(document, record, TRANSFER_AMOUNT, TRANSFER_AMOUNT);
}
