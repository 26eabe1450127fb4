/*
 * review_ledger.c - the ledger's part of a review: what each document is and
 * how it will be posted (see review_load.h).
 */
#include "report/review_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "netvisor/register.h"

static int64_t
minor(struct record_reader *record, size_t column)
{
	struct money amount;

	return record_money(record, column, &amount) ? amount.minor : 0;
}

static struct review_document *
document_of(
    struct review *review, const struct record_reader *record, size_t column)
{
	return review_find(review, record_text(record, column));
}

static void
customer_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, CUSTOMER_KEY);

	if (document == NULL)
		return;
	document->customer = review_keep_field(review, record, CUSTOMER_CODE);
	document->customer_name =
	    review_keep_field(review, record, CUSTOMER_NAME);
	document->detail = arena_printf(&review->arena, "%s%s%s %s",
	    record_text(record, CUSTOMER_BUSINESS_ID),
	    record_text_len(record, CUSTOMER_BUSINESS_ID) > 0 ? ", " : "",
	    record_text(record, CUSTOMER_CITY),
	    record_text(record, CUSTOMER_COUNTRY));
}

static void
dimension_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, DIMENSION_ITEM_KEY);

	if (document == NULL)
		return;
	document->dimension_header =
	    review_keep_field(review, record, DIMENSION_ITEM_HEADER);
	document->dimension_item =
	    review_keep_field(review, record, DIMENSION_ITEM_ITEM);
}

#define CUSTOMER_PREFIX "customer:"

/* An invoice names its customer by key or code; people know the code. */
static void
set_customer(
    struct review *review, struct review_document *document, const char *key)
{
	const struct review_document *customer = review_find(review, key);
	char *full;

	document->customer = key;
	if (text_starts_with(key, CUSTOMER_PREFIX)) {
		document->customer += sizeof(CUSTOMER_PREFIX) - 1;
	} else {
		full = mem_printf(CUSTOMER_PREFIX "%s", key);
		customer = review_find(review, full);
		free(full);
	}
	if (customer != NULL)
		document->customer_name = customer->customer_name;
}

static void
sales_invoice_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, SALES_INVOICE_KEY);

	if (document == NULL)
		return;
	set_customer(review, document,
	    review_keep_field(review, record, SALES_INVOICE_CUSTOMER));
	(void)record_date(record, SALES_INVOICE_INVOICE_DATE, &document->date);
	(void)record_date(record, SALES_INVOICE_DUE_DATE, &document->due_date);
	(void)record_date(
	    record, SALES_INVOICE_DELIVERY_DATE, &document->vat_date);
	document->has_sums =
	    record_money(record, SALES_INVOICE_NET, &document->net) &&
	    record_money(record, SALES_INVOICE_VAT, &document->vat) &&
	    record_money(record, SALES_INVOICE_GROSS, &document->total);
	document->total_eur = minor(record, SALES_INVOICE_GROSS_EUR);
}

static void
voucher_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, VOUCHER_KEY);

	if (document == NULL)
		return;
	document->detail =
	    review_keep_field(review, record, VOUCHER_DESCRIPTION);
	(void)record_date(record, VOUCHER_DATE, &document->date);
	(void)record_money(record, VOUCHER_AMOUNT, &document->total);
	document->total_eur = minor(record, VOUCHER_AMOUNT_EUR);
}

static const char *
dimension_text(struct review *review, const struct record_reader *record)
{
	char *text;
	const char *kept;

	if (record_text_len(record, POSTING_DIMENSION_HEADER) == 0)
		return "";
	text =
	    mem_printf("%s: %s", record_text(record, POSTING_DIMENSION_HEADER),
		record_text(record, POSTING_DIMENSION_ITEM));
	kept = review_keep(review, text);
	free(text);
	return kept;
}

static struct review_posting *
posting_add(struct review *review, struct record_reader *record)
{
	struct source_pos source = record_source(record, POSTING_SOURCE);
	struct review_posting *posting;

	review->posting = mem_grow(review->posting, review->posting_count,
	    &review->posting_capacity, sizeof(*review->posting));
	posting = &review->posting[review->posting_count++];
	memset(posting, 0, sizeof(*posting));
	posting->account = review_keep_field(review, record, POSTING_ACCOUNT);
	posting->vat_code = review_keep_field(review, record, POSTING_VAT_CODE);
	posting->vat_percent =
	    review_keep_field(review, record, POSTING_VAT_PERCENT);
	posting->dimension = dimension_text(review, record);
	posting->text = review_keep_field(review, record, POSTING_TEXT);
	posting->currency = review_keep_field(review, record, POSTING_CURRENCY);
	posting->source.file =
	    review_keep(review, source.file == NULL ? "" : source.file);
	posting->source.line = source.line;
	posting->rule = review_keep_field(review, record, POSTING_RULE);
	posting->debit = minor(record, POSTING_DEBIT);
	posting->credit = minor(record, POSTING_CREDIT);
	posting->by_netvisor =
	    strcmp(record_text(record, POSTING_BY), "netvisor") == 0;
	return posting;
}

static bool
has_vat_code(const struct review_posting *posting)
{
	return posting->vat_code[0] != '\0' &&
	       strcmp(posting->vat_code, "NONE") != 0;
}

/*
 * A row with a VAT code is a base; the row after it, of the same document
 * and source but without a code, is its tax.
 */
static void
count_vat(struct review *review, const struct review_posting *base,
    const struct review_posting *posting)
{
	bool tax = !has_vat_code(posting) && base != NULL && has_vat_code(base);
	size_t column = tax ? VAT_TAX : VAT_BASE;
	struct tally_row *row;

	if (!tax && !has_vat_code(posting))
		return;
	if (!tax)
		base = posting;
	row = tally_at(&review->vat, base->vat_code, base->vat_percent, "",
	    currency_euro());
	row->count += !tax;
	tally_add(&review->vat, row, column, posting->credit);
	tally_add(&review->vat, row, column, sum_negated(posting->debit));
}

static void
posting_row(struct review *review, struct record_reader *record)
{
	struct review_document *document =
	    document_of(review, record, POSTING_DOCUMENT);
	const struct review_posting *posting;
	struct review_posting *previous = NULL;
	struct tally_row *row;
	size_t index;

	if (document == NULL)
		return;
	posting = posting_add(review, record);
	index = review->posting_count - 1;
	if (document->posting_count++ == 0) {
		document->posting = index;
	} else {
		previous = &review->posting[document->last_posting];
		previous->next = index;
	}
	document->last_posting = index;
	row = tally_at(
	    &review->accounts, posting->account, "", "", currency_euro());
	row->count++;
	tally_add(&review->accounts, row, ACCOUNT_DEBIT, posting->debit);
	tally_add(&review->accounts, row, ACCOUNT_CREDIT, posting->credit);
	count_vat(review, previous, posting);
}

static void
not_carried_row(struct review *review, struct record_reader *record)
{
	struct money amount;
	int64_t count = 0;
	struct tally_row *row;

	if (!record_money(record, NOT_CARRIED_AMOUNT, &amount) ||
	    !record_integer(record, NOT_CARRIED_COUNT, &count))
		return;
	row = tally_at(&review->not_carried,
	    review_keep_field(review, record, NOT_CARRIED_STREAM),
	    review_keep_field(review, record, NOT_CARRIED_KIND),
	    review_keep_field(review, record, NOT_CARRIED_REASON),
	    amount.currency);
	row->count += (size_t)count;
	tally_add(&review->not_carried, row, LEFT_OUT_TOTAL, amount.minor);
}

static void
excluded_row(struct review *review, struct record_reader *record)
{
	struct money amount;
	struct tally_row *row;

	if (!record_money(record, EXCLUDED_AMOUNT, &amount))
		return;
	row = tally_at(&review->excluded,
	    review_keep_field(review, record, EXCLUDED_REASON),
	    review_keep_field(review, record, EXCLUDED_STREAM),
	    review_keep_field(review, record, EXCLUDED_KIND), amount.currency);
	row->count++;
	tally_add(&review->excluded, row, LEFT_OUT_TOTAL, amount.minor);
	control_tell(
	    &review->control, record_text(record, EXCLUDED_KEY), FATE_EXCLUDED);
	review_tell_place(
	    review, record_text(record, EXCLUDED_SOURCE), FATE_EXCLUDED);
}

/* Kinds in the order they are needed: customers before their invoices. */
static const struct review_kind_reader ledger_kinds[] = {
	{ &record_kind_customer, customer_row },
	{ &record_kind_dimension_item, dimension_row },
	{ &record_kind_sales_invoice, sales_invoice_row },
	{ &record_kind_vendor, review_vendor_row },
	{ &record_kind_credit_match, review_match_row },
	{ &record_kind_sales_payment, review_payment_row },
	{ &record_kind_purchase_invoice, review_purchase_row },
	{ &record_kind_transfer, review_transfer_row },
	{ &record_kind_voucher, voucher_row },
	{ &record_kind_posting, posting_row },
	{ &record_kind_not_carried, not_carried_row },
	{ &record_kind_excluded, excluded_row },
};
int
review_load_ledger(struct review *review, struct diag_list *diag)
{
	return review_load_folder(review, "ledger", ledger_kinds,
	    sizeof(ledger_kinds) / sizeof(ledger_kinds[0]), diag);
}
