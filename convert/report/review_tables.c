/*
 * review_tables.c - what the batch does to the books: documents by kind,
 * accounts, VAT, deferred revenue (see review_page.h).
 */
#include "report/review_page.h"

#include <string.h>

#include "netvisor/batch.h"

/* Net and VAT are known of invoices only. */
static bool
has_net(const char *kind)
{
	return strcmp(kind, "invoice") == 0 || strcmp(kind, "credit_note") == 0;
}

static bool
has_total(const char *kind)
{
	return strcmp(kind, "customer") != 0 && strcmp(kind, "vendor") != 0 &&
	       strcmp(kind, "dimension") != 0;
}

static void
put_kind_row(struct page *page, const struct tally_row *row)
{
	const char *kind = row->word[0];

	page_row(page, TONE_PLAIN);
	page_cell(page, review_kind_title(kind));
	page_cell_count(page, (int64_t)row->count);
	page_cell(page, has_total(kind) ? row->currency->code : "");
	for (size_t i = KIND_NET; i <= KIND_TOTAL; i++) {
		if (i == KIND_TOTAL ? has_total(kind) : has_net(kind))
			page_cell_money(page, tally_money(row, i));
		else
			page_cell(page, "");
	}
}

void
review_put_kinds(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Documents", SET_TEXT },
		{ "Count", SET_NUMBER },
		{ "Currency", SET_TEXT },
		{ "Net", SET_NUMBER },
		{ "VAT", SET_NUMBER },
		{ "Total", SET_NUMBER },
	};

	page_heading(page, "kinds", "Documents by kind");
	if (review->document_count == 0) {
		page_text(page, TONE_WARN, "The batch is empty.");
		return;
	}
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	/* In sending order: kinds of a tally come in the alphabet's. */
	for (size_t rank = 0; rank <= KIND_RANK_LAST; rank++) {
		for (size_t i = 0; i < review->kinds.count; i++) {
			const struct tally_row *row = &review->kinds.row[i];

			if (review_kind_rank(row->word[0]) == rank)
				put_kind_row(page, row);
		}
	}
}

/* Accounts ---------------------------------------------------------------- */

static struct money
euro(int64_t minor)
{
	return (struct money){ minor, currency_euro() };
}

static void
put_account_row(const struct review *review, const struct tally_row *row,
    bool balances, struct page *page)
{
	struct review_balance balance =
	    review_account_balance(review, row->word[0]);
	bool overflow = false;
	int64_t change = sum_clamped(row->amount[ACCOUNT_DEBIT],
	    sum_negated(row->amount[ACCOUNT_CREDIT]), &overflow);

	page_row(page, TONE_PLAIN);
	page_cell(page, row->word[0]);
	page_cell(page, review_account_name(review, row->word[0]));
	page_cell_money(page, euro(row->amount[ACCOUNT_DEBIT]));
	page_cell_money(page, euro(row->amount[ACCOUNT_CREDIT]));
	if (!balances)
		return;
	page_cell(
	    page, balance.known ? page_money(page, euro(balance.amount)) : "?");
	page_cell_money(page, euro(change));
	page_cell(page, balance.known
			    ? page_money(page, euro(sum_clamped(balance.amount,
						   change, &overflow)))
			    : "?");
}

static bool
any_balance(const struct review *review, struct date *ret_latest)
{
	bool any = false;

	memset(ret_latest, 0, sizeof(*ret_latest));
	for (size_t i = 0; i < review->accounts.count; i++) {
		struct review_balance balance = review_account_balance(
		    review, review->accounts.row[i].word[0]);

		if (!balance.known)
			continue;
		if (!any || date_compare(balance.date, *ret_latest) > 0)
			*ret_latest = balance.date;
		any = true;
	}
	return any;
}

void
review_put_accounts(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Account", SET_TEXT },
		{ "Name", SET_TEXT },
		{ "Debit", SET_NUMBER },
		{ "Credit", SET_NUMBER },
		{ "Balance now", SET_NUMBER },
		{ "Change", SET_NUMBER },
		{ "Balance after", SET_NUMBER },
	};
	const struct tally *accounts = &review->accounts;
	struct date latest;
	char text[DATE_TEXT_MAX];
	bool balances = any_balance(review, &latest);
	size_t unknown = 0;

	page_heading(page, "accounts", "Accounts");
	if (accounts->count == 0) {
		page_text(page, TONE_PLAIN, "This batch posts nothing.");
		return;
	}
	if (balances)
		page_text(page, TONE_PLAIN,
		    arena_printf(&page->arena,
			"In EUR; a balance in debit is positive. Balances "
			"now are Netvisor's of %s.",
			date_format(latest, text)));
	else
		page_text(page, TONE_PLAIN,
		    "In EUR. The registers hold no balances, so only what "
		    "this batch changes is shown.");
	page_table(page, column, balances ? 7 : 4);
	for (size_t i = 0; i < accounts->count; i++) {
		const struct tally_row *row = &accounts->row[i];

		put_account_row(review, row, balances, page);
		unknown += !review_account_balance(review, row->word[0]).known;
	}
	page_row(page, TONE_TOTAL);
	page_cell(page, "In all");
	page_cell(page, "");
	for (size_t i = ACCOUNT_DEBIT; i <= ACCOUNT_CREDIT; i++)
		page_cell_money(
		    page, euro(review_tally_sum(accounts, currency_euro(), i)));
	if (balances && unknown > 0)
		page_text(page, TONE_FAINT,
		    "? = the registers hold no balance of this account "
		    "(registers/balances.tsv).");
}

/* VAT --------------------------------------------------------------------- */

void
review_put_vat(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "VAT code", SET_TEXT },
		{ "Percent", SET_NUMBER },
		{ "Lines", SET_NUMBER },
		{ "Base", SET_NUMBER },
		{ "Tax", SET_NUMBER },
	};
	const struct tally *vat = &review->vat;

	page_heading(page, "vat", "VAT");
	if (vat->count == 0) {
		page_text(page, TONE_PLAIN,
		    "No posting of this batch carries a VAT code.");
		return;
	}
	page_text(
	    page, TONE_PLAIN, "In EUR; sales are positive, credits negative.");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < vat->count; i++) {
		page_row(page, TONE_PLAIN);
		page_cell(page, vat->row[i].word[0]);
		page_cell(page, vat->row[i].word[1]);
		page_cell_count(page, (int64_t)vat->row[i].count);
		page_cell_money(page, tally_money(&vat->row[i], VAT_BASE));
		page_cell_money(page, tally_money(&vat->row[i], VAT_TAX));
	}
	page_row(page, TONE_TOTAL);
	page_cell(page, "In all");
	page_cell(page, "");
	page_cell(page, "");
	page_cell_money(
	    page, euro(review_tally_sum(vat, currency_euro(), VAT_BASE)));
	page_cell_money(
	    page, euro(review_tally_sum(vat, currency_euro(), VAT_TAX)));
}

/* Deferred revenue -------------------------------------------------------- */

static void
put_deferred_rows(const struct deferred *deferred, struct page *page)
{
	for (size_t i = 0; i < deferred->month_count; i++) {
		const struct deferred_month *entry = &deferred->month[i];
		char month[MONTH_TEXT_MAX];

		page_row(page, i == 0 ? TONE_PLAIN : TONE_FAINT);
		page_cell(page, month_format(entry->month, month));
		page_cell_money(page, euro(entry->opening));
		page_cell_money(page, euro(entry->added));
		page_cell_money(page, euro(entry->released));
		page_cell_money(page, euro(entry->closing));
		page_cell_count(page, (int64_t)entry->entries);
	}
}

/* What the batch's vouchers of a kind add up to. */
static int64_t
batch_sum(const struct review *review, const char *kind)
{
	int64_t sum = 0;
	bool overflow = false;

	for (size_t i = 0; i < review->document_count; i++) {
		if (strcmp(review->document[i].item->kind, kind) == 0)
			sum = sum_clamped(
			    sum, review->document[i].total_eur, &overflow);
	}
	return sum;
}

static void
put_tie(struct page *page, const char *what, int64_t scheduled, int64_t batch)
{
	bool overflow = false;
	int64_t rest = sum_clamped(scheduled, sum_negated(batch), &overflow);

	if (rest == 0)
		page_text(page, TONE_GOOD,
		    arena_printf(&page->arena,
			"%s this month by the schedule and by the batch's "
			"vouchers alike: %s.",
			what, page_money(page, euro(batch))));
	else
		page_text(page, TONE_WARN,
		    arena_printf(&page->arena,
			"%s this month: %s by the schedule, %s by the batch's "
			"vouchers; %s is withheld or rejected.",
			what, page_money(page, euro(scheduled)),
			page_money(page, euro(batch)),
			page_money(page, euro(rest))));
}

static void
put_elsewhere(const struct deferred_month *now, struct page *page)
{
	if (now->added_elsewhere == 0 && now->released_elsewhere == 0)
		return;
	page_text(page, TONE_PLAIN,
	    arena_printf(&page->arena,
		"Of this month, booked by others already: %s added, %s "
		"released.",
		page_money(page, euro(now->added_elsewhere)),
		page_money(page, euro(now->released_elsewhere))));
}

void
review_put_deferred(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Month", SET_TEXT },
		{ "Opening", SET_NUMBER },
		{ "Added", SET_NUMBER },
		{ "Released", SET_NUMBER },
		{ "Closing", SET_NUMBER },
		{ "Entries", SET_NUMBER },
	};
	const struct deferred *deferred = &review->deferred;
	int64_t left;

	page_heading(page, "deferred", "Deferred revenue");
	if (!deferred->exists) {
		page_text(page, TONE_PLAIN, "There is no schedule.");
		return;
	}
	page_text(page, TONE_PLAIN,
	    "In EUR, from the schedule: this month, then the months ahead as "
	    "they will be.");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	put_deferred_rows(deferred, page);
	put_elsewhere(&deferred->month[0], page);
	put_tie(page, "Added", deferred->scheduled_added,
	    batch_sum(review, "deferral"));
	put_tie(page, "Released", deferred->scheduled_released,
	    batch_sum(review, "recognition"));
	left = deferred->month[deferred->month_count - 1].closing;
	if (left == 0)
		page_text(page, TONE_GOOD,
		    "All that is deferred has its month of recognition.");
	else
		page_text(page, TONE_WARN,
		    arena_printf(&page->arena,
			"%s stays after the last month: its recognitions "
			"stand in no export yet.",
			page_money(page, euro(left))));
}
