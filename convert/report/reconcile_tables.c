/*
 * reconcile_tables.c - the tables of a reconciliation's page: classes,
 * accounts, VAT, dimensions, currencies, balances (see reconcile_page.h).
 */
#include "report/reconcile_page.h"

#include <stdlib.h>
#include <string.h>

#include "report/review_load.h"

static struct money
euro(int64_t minor)
{
	return (struct money){ minor, currency_euro() };
}

static int64_t
difference(const struct reconcile_row *row)
{
	bool overflow = false;

	return sum_clamped(row->booked, sum_negated(row->expected), &overflow);
}

/* "held -97.25, voided 10.00": the classes of a row's difference. */
static const char *
classes_text(const struct reconcile_row *row, const struct currency *currency,
    struct page *page)
{
	const char *text = "";

	for (enum difference_class c = 0; c < DIFFERENCE_UNEXPLAINED; c++) {
		if (row->of_class[c] == 0)
			continue;
		text = arena_printf(&page->arena, "%s%s%s %s", text,
		    text[0] == '\0' ? "" : ", ", reconcile_class_name(c),
		    page_money(
			page, (struct money){ row->of_class[c], currency }));
	}
	return text;
}

void
reconcile_put_classes(const struct reconciliation *rec, struct page *page)
{
	static const struct page_column column[] = {
		{ "Class", SET_TEXT },
		{ "Documents", SET_NUMBER },
		{ "Expected", SET_NUMBER },
		{ "Booked", SET_NUMBER },
	};

	page_heading(page, "classes", "Documents");
	page_text(page, TONE_PLAIN,
	    "In EUR; a document's sum is what stands in debit.");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	page_row(page, TONE_GOOD);
	page_cell(page, reconcile_class_title(DIFFERENCE_NONE));
	page_cell_count(page, (int64_t)rec->agreed_count);
	page_cell_money(page, euro(rec->agreed_booked));
	page_cell_money(page, euro(rec->agreed_booked));
	for (enum difference_class c = 0; c < DIFFERENCE_CLASSES; c++) {
		page_row(
		    page, rec->class_count[c] == 0 ? TONE_FAINT : TONE_WARN);
		page_cell(page, reconcile_class_title(c));
		page_cell_count(page, (int64_t)rec->class_count[c]);
		page_cell_money(page, euro(rec->class_expected[c]));
		page_cell_money(page, euro(rec->class_booked[c]));
	}
}

#define SUM_COLUMNS(title)                                                     \
	{                                                                      \
		{ title, SET_TEXT }, { "Expected", SET_NUMBER },               \
		    { "Booked", SET_NUMBER }, { "Difference", SET_NUMBER },    \
		    { "Unexplained", SET_NUMBER }, { "Classes", SET_TEXT },    \
	}
#define SUM_COLUMN_COUNT 6
static const struct page_column sum_column[TABLE_COUNT][SUM_COLUMN_COUNT] = {
	[TABLE_ACCOUNT] = SUM_COLUMNS("Account"),
	[TABLE_VAT] = SUM_COLUMNS("VAT code"),
	[TABLE_DIMENSION] = SUM_COLUMNS("Dimension"),
};

static void
put_row(const struct reconcile_row *row, const char *name, struct page *page)
{
	page_row(page, difference(row) == 0 ? TONE_PLAIN : TONE_WARN);
	page_cell(page, arena_printf(&page->arena, "%s%s%s", row->key,
			    name[0] == '\0' ? "" : " ", name));
	page_cell_money(page, euro(row->expected));
	page_cell_money(page, euro(row->booked));
	page_cell_money(page, euro(difference(row)));
	page_cell_money(page, euro(reconcile_row_unexplained(row)));
	page_cell(page, classes_text(row, currency_euro(), page));
}

static void
put_rows(const struct reconciliation *rec, enum reconcile_table table,
    struct page *page)
{
	const struct reconcile_rows *rows = &rec->table[table];
	uint32_t *order = reconcile_row_order(rows);
	size_t count = 0;

	for (size_t i = 0; i < rows->key.count; i++) {
		const struct reconcile_row *row = &rows->row[order[i]];

		if (!row->touched)
			continue;
		if (count++ == 0)
			page_table(page, sum_column[table], SUM_COLUMN_COUNT);
		put_row(row,
		    table == TABLE_ACCOUNT
			? review_account_name(rec->review, row->key)
			: "",
		    page);
	}
	if (count == 0)
		page_text(page, TONE_PLAIN, "None.");
	free(order);
}

static void
put_currencies(const struct reconciliation *rec, struct page *page)
{
	static const struct page_column column[] = {
		{ "Currency", SET_TEXT },
		{ "Exported", SET_NUMBER },
		{ "Expected", SET_NUMBER },
		{ "Booked", SET_NUMBER },
		{ "Difference", SET_NUMBER },
		{ "Unexplained", SET_NUMBER },
		{ "Classes", SET_TEXT },
	};
	const struct reconcile_rows *rows = &rec->currency;
	uint32_t *order = reconcile_row_order(rows);

	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < rows->key.count; i++) {
		const struct reconcile_row *row = &rows->row[order[i]];
		const struct currency *currency =
		    currency_find(row->key, strlen(row->key));
		const int64_t cell[] = { row->source, row->expected,
			row->booked, difference(row),
			reconcile_row_unexplained(row) };

		page_row(page, difference(row) == 0 ? TONE_PLAIN : TONE_WARN);
		page_cell(page, row->key);
		for (size_t c = 0; c < sizeof(cell) / sizeof(cell[0]); c++)
			page_cell_money(
			    page, (struct money){ cell[c], currency });
		page_cell(page, classes_text(row, currency, page));
	}
	free(order);
}

void
reconcile_put_sums(const struct reconciliation *rec, struct page *page)
{
	page_heading(page, "accounts", "Accounts");
	page_text(page, TONE_PLAIN,
	    "In EUR, debit is positive: what all documents of the month should "
	    "post, and what their vouchers have posted.");
	put_rows(rec, TABLE_ACCOUNT, page);
	page_heading(page, "vat", "VAT");
	page_text(page, TONE_PLAIN,
	    "Bases in EUR by code and percent, sales in "
	    "credit.");
	put_rows(rec, TABLE_VAT, page);
	page_heading(page, "dimensions", "Dimensions");
	put_rows(rec, TABLE_DIMENSION, page);
	page_heading(page, "currencies", "Invoices by currency");
	page_text(page, TONE_PLAIN,
	    "Invoices and credit notes with VAT. What was exported and is not "
	    "expected is listed under What is not in it.");
	put_currencies(rec, page);
	page_text(page, TONE_PLAIN,
	    arena_printf(&page->arena,
		"Still open in Netvisor when the books were read: %zu of them, "
		"%s EUR.",
		rec->open_count, page_money(page, euro(rec->open_eur))));
}

void
reconcile_put_balances(const struct reconciliation *rec, struct page *page)
{
	static const struct page_column column[] = {
		{ "Account", SET_TEXT },
		{ "Movement", SET_NUMBER },
		{ "Ours", SET_NUMBER },
		{ "Other months'", SET_NUMBER },
		{ "Others'", SET_NUMBER },
		{ "Unexplained", SET_NUMBER },
	};
	const struct reconcile_rows *rows = &rec->table[TABLE_ACCOUNT];
	uint32_t *order = reconcile_row_order(rows);

	page_heading(page, "balances", "Balances");
	page_text(page, TONE_PLAIN,
	    "In EUR: how each balance moved in the month, and the valid "
	    "vouchers dated in it: ours, ours of other months' batches, and "
	    "those that others booked.");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < rows->key.count; i++) {
		const struct reconcile_row *row = &rows->row[order[i]];
		int64_t rest = reconcile_row_unbalanced(row);

		if (row->movement == 0 && row->ours == 0 && row->others == 0 &&
		    row->foreign == 0)
			continue;
		page_row(page, rest == 0 ? TONE_PLAIN : TONE_BAD);
		page_cell(page, row->key);
		page_cell_money(page, euro(row->movement));
		page_cell_money(page, euro(row->ours));
		page_cell_money(page, euro(row->others));
		page_cell_money(page, euro(row->foreign));
		page_cell_money(page, euro(rest));
	}
	free(order);
}
