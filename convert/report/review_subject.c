/*
 * review_subject.c - what a review is about: company, month, inputs, what has
 * to be approved (see review_page.h).
 */
#include "report/review_page.h"

#include <string.h>

#include "mapping/company.h"
#include "netvisor/batch.h"
#include "netvisor/register.h"

static const struct {
	const char *kind;
	const char *name;
	const char *title;
} kind_words[] = {
	{ "dimension", "Dimension item", "Dimension items" },
	{ "customer", "Customer", "Customers" },
	{ "vendor", "Vendor", "Vendors" },
	{ "invoice", "Invoice", "Invoices" },
	{ "credit_note", "Credit note", "Credit notes" },
	{ "match", "Credit match", "Credit matches" },
	{ "payment", "Payment", "Payments" },
	{ "purchase_invoice", "Purchase invoice", "Purchase invoices" },
	{ "transfer", "Transfer", "Transfers" },
	{ "invoice_voucher", "Invoice voucher", "Invoice vouchers" },
	{ "split", "Revenue split", "Revenue splits" },
	{ "payment_voucher", "Payment voucher", "Payment vouchers" },
	{ "settlement", "Settlement", "Settlements" },
	{ "refund", "Refund", "Refunds" },
	{ "loss", "Loss", "Losses" },
	{ "exchange", "Exchange difference", "Exchange differences" },
	{ "bad_debt_vat", "VAT of a lost debt", "VAT of lost debts" },
	{ "payout", "Payout", "Payouts" },
	{ "supplier_invoice", "Supplier invoice", "Supplier invoices" },
	{ "supplier_payment", "Supplier payment", "Supplier payments" },
	{ "deferral", "Deferral", "Deferrals" },
	{ "recognition", "Recognition", "Recognitions" },
	{ "run", "Damage to the run", "Damage to the run" },
};
#define KIND_WORDS (sizeof(kind_words) / sizeof(kind_words[0]))
_Static_assert(KIND_WORDS == KIND_RANK_LAST, "every kind has its rank");

/* Rows of the exports that did not become documents of their own. */
static const struct {
	const char *kind;
	const char *name;
	const char *title;
} row_words[] = {
	{ "account", "Account", "Accounts" },
	{ "invoice_line", "Invoice line", "Invoice lines" },
	{ "erp_line", "ERP line", "ERP lines" },
	{ "transaction", "Transaction", "Transactions" },
	{ "bank_transfer", "Bank transfer", "Bank transfers" },
	{ "credit_card", "Card payment", "Card payments" },
	{ "direct_debit", "Direct debit", "Direct debits" },
	{ "settlement_payment", "Settlement", "Settlements" },
	{ "underpayment_loss", "Underpayment", "Underpayments" },
	{ "debtor_loss", "Lost receivable", "Lost receivables" },
	{ "fee", "Fee", "Fees" },
	{ "transaction_fee", "Transaction fee", "Transaction fees" },
};
#define ROW_WORDS (sizeof(row_words) / sizeof(row_words[0]))

size_t
review_kind_rank(const char *kind)
{
	size_t rank = 0;

	while (rank < KIND_WORDS && strcmp(kind_words[rank].kind, kind) != 0)
		rank++;
	return rank;
}

/* Its place among the rows of the exports, or ROW_WORDS. */
static size_t
row_rank(const char *kind)
{
	size_t rank = 0;

	while (rank < ROW_WORDS && strcmp(row_words[rank].kind, kind) != 0)
		rank++;
	return rank;
}

const char *
review_kind_title(const char *kind)
{
	size_t rank = review_kind_rank(kind);

	if (rank < KIND_WORDS)
		return kind_words[rank].title;
	rank = row_rank(kind);
	return rank < ROW_WORDS ? row_words[rank].title : kind;
}

const char *
review_kind_name(const char *kind)
{
	size_t rank = review_kind_rank(kind);

	if (rank < KIND_WORDS)
		return kind_words[rank].name;
	rank = row_rank(kind);
	return rank < ROW_WORDS ? row_words[rank].name : kind;
}

int64_t
review_tally_sum(
    const struct tally *tally, const struct currency *currency, size_t amount)
{
	int64_t sum = 0;
	bool overflow = false;

	for (size_t i = 0; i < tally->count; i++) {
		if (tally->row[i].currency == currency)
			sum = sum_clamped(
			    sum, tally->row[i].amount[amount], &overflow);
	}
	return sum;
}

/* "taken 2026-11-02T08:00:00Z, 2 days after the month's end" */
static void
put_snapshot(const struct review *review, struct page *page)
{
	const struct register_snapshot *snapshot =
	    registers_snapshot(review->registers);
	long days;

	if (snapshot == NULL || !review_snapshot_age(review, &days)) {
		page_fact_tone(page, TONE_WARN, "Registers",
		    "no snapshot of Netvisor's registers");
		return;
	}
	page_fact_tone(page, days < 0 ? TONE_WARN : TONE_PLAIN, "Registers",
	    arena_printf(&page->arena,
		days < 0 ? "taken %s from %s, %ld days before the month's end"
			 : "taken %s from %s, %ld days after the month's end",
		snapshot->taken_at, snapshot->host, days < 0 ? -days : days));
}

static void
put_subject_facts(const struct review *review, struct page *page)
{
	const struct company *company = review->company;
	char first[DATE_TEXT_MAX];
	char last[DATE_TEXT_MAX];

	page_facts(page);
	page_fact(page, "Company",
	    arena_printf(
		&page->arena, "%s, %s", company->name, company->business_id));
	page_fact(page, "Month",
	    arena_printf(&page->arena, "%s to %s",
		date_format(month_first_day(review->month), first),
		date_format(month_last_day(review->month), last)));
	page_fact(page, "Goes to", company->host);
	page_fact(page, "Documents",
	    arena_printf(&page->arena, "%zu in %zu requests",
		review->document_count, batch_request_count(review->batch)));
	if (review->checked)
		page_fact_tone(page, TONE_GOOD, "Checked",
		    "every request, byte for byte as it lies in batch/");
	else
		page_fact_tone(
		    page, TONE_BAD, "Not checked", review->check_reason);
	put_snapshot(review, page);
	page_fact(page, "Mappings", review->mapping_digest);
	page_fact(page, "Export profile", review->profile_digest);
	page_fact(page, "Made by",
	    arena_printf(&page->arena, "fenvoy %s", review->version));
}

static void
put_inputs(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Export", SET_CODE },
		{ "Kind", SET_TEXT },
		{ "Rows", SET_NUMBER },
		{ "Rejected", SET_NUMBER },
		{ "SHA-256", SET_DIGEST },
	};

	if (review->input_count == 0) {
		page_text(page, TONE_WARN,
		    "billing/ does not say which exports were read.");
		return;
	}
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < review->input_count; i++) {
		const struct review_input *input = &review->input[i];

		page_row(page, input->rejected > 0 ? TONE_WARN : TONE_PLAIN);
		page_cell(page, input->source);
		page_cell(page, input->kind);
		page_cell_count(page, input->rows);
		page_cell_count(page, input->rejected);
		page_cell(page, input->sha256);
	}
}

void
review_put_subject(const struct review *review, struct page *page)
{
	char month[MONTH_TEXT_MAX];

	page_heading(page, "subject", "What this is");
	page_text(page, TONE_PLAIN,
	    "The documents that would go into Netvisor's books, as they lie "
	    "in batch/. Nothing has been sent.");
	put_subject_facts(review, page);
	page_text(page, TONE_PLAIN, "The digest to approve:");
	page_copy(page, review->digest);
	page_text(page, TONE_PLAIN, "To approve, in the company's folder:");
	page_copy(
	    page, arena_printf(&page->arena,
		      "netvisor-review -c company.yaml --approve --by NAME "
		      "--digest %s %s",
		      review->digest, month_format(review->month, month)));
	put_inputs(review, page);
}

void
review_put_overview(const struct review *review, struct page *page)
{
	review_put_subject(review, page);
	review_put_compared(review, page);
	review_put_left_out(review, page);
	review_put_kinds(review, page);
	review_put_accounts(review, page);
	review_put_vat(review, page);
	review_put_deferred(review, page);
	review_put_findings(review, page);
}
