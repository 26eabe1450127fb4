/*
 * reconcile_text.c - a reconciliation for people: the page and the few lines
 * that a run prints (see reconcile_page.h).
 */
#include "report/reconcile_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "mapping/company.h"
#include "report/review_page.h"

static struct money
euro(int64_t minor)
{
	return (struct money){ minor, currency_euro() };
}

static void
begin(const struct reconciliation *rec, struct page *page)
{
	char *title = mem_printf("Reconciliation of %s", rec->month);

	page_init(page, title, rec->company->name);
	free(title);
}

void
reconcile_put_head(const struct reconciliation *rec, struct page *page)
{
	struct buf verdict;

	page_facts(page);
	page_fact(page, "Business id", rec->company->business_id);
	page_fact(page, "Netvisor", rec->company->host);
	page_fact(page, "Month", rec->month);
	page_fact(page, "Books read", rec->taken_at);
	page_fact(page, "Batch", rec->review->digest);
	buf_init(&verdict, BUF_MAX_DEFAULT);
	reconcile_put_verdict(rec, &verdict);
	page_text(page, reconciliation_agrees(rec) ? TONE_GOOD : TONE_BAD,
	    arena_strdup(&page->arena, buf_text(&verdict)));
	buf_release(&verdict);
	if (strcmp(rec->newest, rec->taken_at) > 0)
		page_text(page, TONE_WARN,
		    arena_printf(&page->arena,
			"The books are older than the journal's newest event "
			"(%s).",
			rec->newest));
}

/* Documents that differ --------------------------------------------------- */

static void
put_document(const struct reconciliation *rec,
    const struct reconcile_document *document, struct page *page)
{
	static const struct page_column column[] = {
		{ "What", SET_TEXT },
		{ "Expected", SET_TEXT },
		{ "Found", SET_TEXT },
	};

	page_group(page, NULL, reconcile_document_name(&page->arena, document),
	    arena_printf(&page->arena, "%s, %s", document->reference,
		reconcile_class_name(document->difference)));
	page_facts(page);
	if (document->netvisor_key[0] != '\0')
		page_fact(page, "Netvisor", document->netvisor_key);
	if (document->source.file != NULL)
		page_fact(page, "Source",
		    arena_printf(&page->arena, "%s:%lu", document->source.file,
			document->source.line));
	page_fact(page, "Key", document->key);
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t d = document->first_difference; d != 0;
	     d = rec->difference[d - 1].next) {
		const struct reconcile_difference *entry =
		    &rec->difference[d - 1];

		page_row(page, TONE_PLAIN);
		page_cell(page, entry->what);
		page_cell(page, entry->expected);
		page_cell(page, entry->found);
	}
	page_text(page, TONE_PLAIN,
	    arena_printf(&page->arena, "Next: %s.", reconcile_next(document)));
	page_group_end(page);
}

void
reconcile_put_differences(const struct reconciliation *rec, struct page *page)
{
	size_t count = 0;

	page_heading(page, "differences", "Documents that differ");
	for (enum difference_class c = 0; c < DIFFERENCE_CLASSES; c++) {
		for (size_t i = 0; i < reconcile_document_count(rec); i++) {
			const struct reconcile_document *document =
			    &rec->document[i];

			if (document->difference != c ||
			    document->first_difference == 0)
				continue;
			if (count++ < REVIEW_LIST_ROWS)
				put_document(rec, document, page);
		}
	}
	if (count == 0)
		page_text(page, TONE_GOOD, "None.");
	if (count > REVIEW_LIST_ROWS)
		page_text(page, TONE_FAINT,
		    arena_printf(&page->arena,
			"The first %d are shown; reconciliation.tsv has all "
			"%zu.",
			REVIEW_LIST_ROWS, count));
}

/* Vouchers that are not this month's -------------------------------------- */

static void
put_voucher_rows(
    const struct reconciliation *rec, bool foreign, struct page *page)
{
	static const struct page_column column[] = {
		{ "Voucher", SET_TEXT },
		{ "Date", SET_CODE },
		{ "EUR", SET_NUMBER },
		{ "Netvisor", SET_CODE },
		{ "Description", SET_TEXT },
	};
	size_t count = 0;

	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < rec->voucher_count; i++) {
		const struct reconcile_voucher *voucher = &rec->voucher[i];
		char date[DATE_TEXT_MAX];

		if (foreign ? !reconcile_is_foreign(voucher)
			    : !(voucher->other && voucher->valid &&
				  voucher->in_month))
			continue;
		if (count++ >= REVIEW_LIST_ROWS)
			continue;
		page_row(page, TONE_PLAIN);
		page_cell(page, reconcile_voucher_name(&page->arena, voucher));
		page_cell(page, arena_strdup(&page->arena,
				    date_format(voucher->date, date)));
		page_cell_money(
		    page, euro(reconcile_voucher_sum(rec, voucher)));
		page_cell(page, voucher->key);
		page_cell(page, voucher->description);
	}
	if (count > REVIEW_LIST_ROWS)
		page_text(page, TONE_FAINT,
		    arena_printf(&page->arena,
			"The first %d are shown; reconciliation.tsv has all "
			"%zu.",
			REVIEW_LIST_ROWS, count));
}

void
reconcile_put_vouchers(const struct reconciliation *rec, struct page *page)
{
	size_t others = 0;

	for (size_t i = 0; i < rec->voucher_count; i++)
		others += rec->voucher[i].other && rec->voucher[i].valid &&
		          rec->voucher[i].in_month;
	page_heading(page, "foreign", "Booked by others");
	if (rec->class_count[DIFFERENCE_FOREIGN] == 0)
		page_text(page, TONE_GOOD,
		    "Nothing: every valid voucher of the month is ours.");
	else
		page_text(page,
		    rec->company->foreign_listed ? TONE_PLAIN : TONE_WARN,
		    rec->company->foreign_listed
			? "Valid vouchers of the month that are not ours; "
			  "company.yaml says that they may be there."
			: "Valid vouchers of the month that are not ours.");
	if (rec->class_count[DIFFERENCE_FOREIGN] > 0)
		put_voucher_rows(rec, true, page);
	if (others == 0)
		return;
	page_text(page, TONE_PLAIN,
	    "Dated in the month, but of other months' batches:");
	put_voucher_rows(rec, false, page);
}

void
reconciliation_write_text(const struct reconciliation *rec, struct buf *out)
{
	struct page page;

	begin(rec, &page);
	reconcile_put_head(rec, &page);
	reconcile_put_classes(rec, &page);
	reconcile_put_differences(rec, &page);
	reconcile_put_sums(rec, &page);
	reconcile_put_balances(rec, &page);
	reconcile_put_vouchers(rec, &page);
	review_put_left_out(rec->review, &page);
	page_write_text(&page, false, out);
	page_release(&page);
}

static void
put_class(const struct reconciliation *rec, enum difference_class class,
    int64_t amount, struct buf *out)
{
	char sum[MONEY_TEXT_MAX];

	(void)money_format(euro(amount), '.', sum);
	buf_printf(out, "%-35s %6zu %14s EUR\n", reconcile_class_title(class),
	    class == DIFFERENCE_NONE ? rec->agreed_count
				     : rec->class_count[class],
	    sum);
}

void
reconciliation_write_summary(const struct reconciliation *rec, struct buf *out)
{
	buf_printf(out, "%s %s, books read %s\n", rec->company->name,
	    rec->month, rec->taken_at);
	put_class(rec, DIFFERENCE_NONE, rec->agreed_booked, out);
	for (enum difference_class c = 0; c < DIFFERENCE_CLASSES; c++) {
		if (rec->class_count[c] == 0)
			continue;
		put_class(rec, c,
		    c == DIFFERENCE_FOREIGN ? rec->class_booked[c]
					    : rec->class_expected[c],
		    out);
	}
	reconcile_put_verdict(rec, out);
	buf_putc(out, '\n');
}
