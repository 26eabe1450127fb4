/*
 * review_compared.c - what changed since the exports were read before (see
 * review_page.h).
 */
#include "report/review_page.h"

#include <string.h>

/* The counts of a kind; then one line a sum, as there may be currencies. */
static void
put_counts(const struct compared *compared, size_t kind, struct page *page)
{
	page_row(page, TONE_PLAIN);
	page_cell(page, compared_kind_title(kind));
	for (size_t what = 0; what < COMPARED_WHATS; what++)
		page_cell_count(page, compared->count[kind][what]);
}

static bool
is_empty(const struct compared *compared, size_t kind)
{
	int64_t sum = 0;

	for (size_t what = 0; what < COMPARED_WHATS; what++)
		sum += compared->count[kind][what];
	return sum == 0;
}

static void
put_sum(const struct tally_row *row, size_t kind, enum compared_what what,
    struct page *page)
{
	page_row(page, TONE_PLAIN);
	page_cell(page, compared_kind_title(kind));
	page_cell(page, compared_what_name(what));
	page_cell(page, row->currency->code);
	if (what == COMPARED_NEW)
		page_cell(page, "");
	else
		page_cell_money(page, tally_money(row, SUM_BEFORE));
	if (what == COMPARED_VANISHED)
		page_cell(page, "");
	else
		page_cell_money(page, tally_money(row, SUM_AFTER));
}

static void
put_sums(const struct compared *compared, struct page *page)
{
	static const struct page_column column[] = {
		{ "Exports", SET_TEXT },
		{ "What", SET_TEXT },
		{ "Currency", SET_TEXT },
		{ "Before", SET_NUMBER },
		{ "Now", SET_NUMBER },
	};

	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t kind = 0; kind < COMPARED_KINDS; kind++)
		for (unsigned what = 0; what < COMPARED_SAME; what++)
			for (size_t i = 0; i < compared->sums.count; i++) {
				const struct tally_row *row =
				    &compared->sums.row[i];

				if (strcmp(row->word[0],
					compared_kind_name(kind)) == 0 &&
				    strcmp(row->word[1],
					compared_what_name(
					    (enum compared_what)what)) == 0)
					put_sum(row, kind,
					    (enum compared_what)what, page);
			}
}

void
review_put_compared(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Exports", SET_TEXT },
		{ "New", SET_NUMBER },
		{ "Changed", SET_NUMBER },
		{ "Vanished", SET_NUMBER },
		{ "Same", SET_NUMBER },
	};
	const struct compared *compared = &review->compared;

	if (!compared->known && !compared->damaged)
		return;
	page_heading(page, "compared", "Changed since the exports before");
	if (compared->damaged) {
		page_text(page, TONE_WARN,
		    "billing/compared.tsv is damaged, so nothing is known of "
		    "it.");
		return;
	}
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t kind = 0; kind < COMPARED_KINDS; kind++) {
		if (!is_empty(compared, kind))
			put_counts(compared, kind, page);
	}
	if (!compared_has_differences(compared)) {
		page_text(page, TONE_GOOD,
		    "The exports were read again and say the same.");
		return;
	}
	if (compared->sums.count > 0)
		put_sums(compared, page);
	page_text(page, TONE_FAINT,
	    "billing/compared.tsv names every row that differs.");
}
