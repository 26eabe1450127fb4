/*
 * review_left_out.c - what is not in the batch, and that this is all of it
 * (see review_page.h).
 */
#include "report/review_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"

static bool
is_rejected_by_person(const struct batch_withheld *withheld)
{
	return strcmp(withheld->rules, "excluded") == 0;
}

/* The titles of comma-joined rules, and the rules themselves. */
static const char *
rules_text(struct page *page, const char *rules)
{
	struct buf text;
	const char *result;

	if (strcmp(rules, "dependency") == 0)
		return "depends on something that was left out";
	buf_init(&text, BUF_MAX_DEFAULT);
	while (*rules != '\0') {
		size_t len = strcspn(rules, ",");
		char *name = mem_strndup(rules, len);
		const struct rule *rule = rule_find(name);

		if (text.len > 0)
			buf_puts(&text, "; ");
		if (rule != NULL)
			buf_printf(&text, "%s [%s]", rule->title, name);
		else
			buf_puts(&text,
			    strcmp(name, "dependency") == 0
				? "depends on something that was left out"
				: name);
		free(name);
		rules += len;
		rules += *rules == ',';
	}
	result = arena_strdup(&page->arena, buf_text(&text));
	buf_release(&text);
	return result;
}

static const char *
person_reason(
    const struct review *review, const struct batch_withheld *withheld)
{
	const struct exclusion *exclusion =
	    exclusions_find(review->exclusions, withheld->reference);

	return exclusion == NULL ? "" : exclusion->reason;
}

static size_t
count_withheld(const struct review *review, bool by_person)
{
	size_t count = 0;

	for (size_t i = 0; i < batch_withheld_count(review->batch); i++)
		count += is_rejected_by_person(
			     batch_withheld_at(review->batch, i)) == by_person;
	return count;
}

static void
put_withheld_row(const struct review *review,
    const struct batch_withheld *withheld, struct page *page)
{
	page_row(page, TONE_PLAIN);
	page_cell(page, withheld->name);
	page_cell(page, review_kind_name(withheld->kind));
	if (withheld->total.currency != NULL) {
		page_cell(page, withheld->total.currency->code);
		page_cell_money(page, withheld->total);
	} else {
		page_cell(page, "");
		page_cell(page, "");
	}
	page_cell(page, is_rejected_by_person(withheld)
			    ? person_reason(review, withheld)
			    : rules_text(page, withheld->rules));
	page_cell(page, withheld->reference);
	page_cell(page, withheld->source);
}

static void
put_withheld_sums(
    const struct review *review, bool by_person, struct page *page)
{
	struct tally sums = { 0 };

	for (size_t i = 0; i < batch_withheld_count(review->batch); i++) {
		const struct batch_withheld *withheld =
		    batch_withheld_at(review->batch, i);
		struct tally_row *row;

		if (is_rejected_by_person(withheld) != by_person ||
		    withheld->total.currency == NULL)
			continue;
		row = tally_at(&sums, "", "", "", withheld->total.currency);
		row->count++;
		tally_add(&sums, row, LEFT_OUT_TOTAL, withheld->total.minor);
	}
	tally_sort(&sums);
	for (size_t i = 0; i < sums.count; i++) {
		page_row(page, TONE_TOTAL);
		page_cell(page, "In all");
		page_cell_count(page, (int64_t)sums.row[i].count);
		page_cell(page, sums.row[i].currency->code);
		page_cell_money(
		    page, tally_money(&sums.row[i], LEFT_OUT_TOTAL));
	}
	tally_release(&sums);
}

static void
put_withheld(const struct review *review, bool by_person, struct page *page)
{
	static const struct page_column column[] = {
		{ "Document", SET_TEXT },
		{ "Kind", SET_TEXT },
		{ "Currency", SET_TEXT },
		{ "Total", SET_NUMBER },
		{ "Reason", SET_TEXT },
		{ "Reference", SET_CODE },
		{ "Source", SET_CODE },
	};
	size_t count = count_withheld(review, by_person);
	size_t rows = 0;

	if (count == 0)
		return;
	page_text(page, TONE_WARN,
	    by_person ? "Rejected by the reviewer (exclusions.tsv):"
		      : "Withheld, because something in it is wrong or it "
			"depends on what was left out:");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < batch_withheld_count(review->batch); i++) {
		const struct batch_withheld *withheld =
		    batch_withheld_at(review->batch, i);

		if (is_rejected_by_person(withheld) == by_person &&
		    rows++ < REVIEW_LIST_ROWS)
			put_withheld_row(review, withheld, page);
	}
	put_withheld_sums(review, by_person, page);
	if (rows > REVIEW_LIST_ROWS)
		page_text(page, TONE_FAINT,
		    arena_printf(&page->arena,
			"The first %d are shown; batch/withheld.tsv has all "
			"%zu.",
			REVIEW_LIST_ROWS, rows));
}

static const char *
reason_text(const char *reason)
{
	static const char *const text[][2] = {
		{ "already-booked", "already booked by Fenerum's connector" },
		{ "cancelled", "cancelled in Fenerum" },
		{ "before-start-date", "dated before the start date" },
		{ "netvisor-bank", "booked by Netvisor's bank feed" },
		{ "settlements-left-out", "settlements are left out" },
		{ "earlier-month", "exported by an earlier month" },
		{ "waiting-for-bank", "waiting for the bank" },
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		if (strcmp(text[i][0], reason) == 0)
			return text[i][1];
	}
	return reason;
}

static const struct page_column left_out_column[] = {
	{ "Stream", SET_TEXT },
	{ "Kind", SET_TEXT },
	{ "Reason", SET_TEXT },
	{ "Count", SET_NUMBER },
	{ "Currency", SET_TEXT },
	{ "Total", SET_NUMBER },
};
#define LEFT_OUT_COLUMNS (sizeof(left_out_column) / sizeof(left_out_column[0]))

static void
put_left_out_row(const char *stream, const char *kind, const char *reason,
    const struct tally_row *row, struct page *page)
{
	page_row(page, TONE_PLAIN);
	page_cell(page, stream);
	page_cell(page, review_kind_title(kind));
	page_cell(page, reason);
	page_cell_count(page, (int64_t)row->count);
	page_cell(page, row->currency->code);
	page_cell_money(page, tally_money(row, LEFT_OUT_TOTAL));
}

static void
put_excluded(const struct review *review, struct page *page)
{
	if (review->excluded.count == 0)
		return;
	page_text(page, TONE_PLAIN,
	    "Excluded by rule (ledger/excluded.tsv names each):");
	page_table(page, left_out_column, LEFT_OUT_COLUMNS);
	for (size_t i = 0; i < review->excluded.count; i++) {
		const struct tally_row *row = &review->excluded.row[i];

		put_left_out_row(row->word[1], row->word[2],
		    reason_text(row->word[0]), row, page);
	}
}

static void
put_not_carried(const struct review *review, struct page *page)
{
	if (review->not_carried.count == 0)
		return;
	page_text(page, TONE_PLAIN,
	    "In the exports, but not carried (ledger/not_carried.tsv):");
	page_table(page, left_out_column, LEFT_OUT_COLUMNS);
	for (size_t i = 0; i < review->not_carried.count; i++) {
		const struct tally_row *row = &review->not_carried.row[i];

		put_left_out_row(
		    row->word[0], row->word[1], row->word[2], row, page);
	}
}

static void
put_waiting(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Month", SET_TEXT },
		{ "Kind", SET_TEXT },
		{ "Count", SET_NUMBER },
		{ "EUR", SET_NUMBER },
	};
	const struct tally *waiting = &review->deferred.waiting;
	int64_t count = 0;

	if (waiting->count == 0)
		return;
	page_text(
	    page, TONE_PLAIN, "Waiting in the schedule for a later month:");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < waiting->count; i++) {
		page_row(page, TONE_PLAIN);
		page_cell(page, waiting->row[i].word[0]);
		page_cell(page, review_kind_title(waiting->row[i].word[1]));
		page_cell_count(page, (int64_t)waiting->row[i].count);
		page_cell_money(
		    page, tally_money(&waiting->row[i], WAITING_EUR));
		count += (int64_t)waiting->row[i].count;
	}
	page_row(page, TONE_TOTAL);
	page_cell(page, "In all");
	page_cell(page, "");
	page_cell_count(page, count);
	page_cell_money(page, (struct money){ review_tally_sum(waiting,
						  currency_euro(), WAITING_EUR),
				  currency_euro() });
}

static const char *
amount_text(const struct control_row *row, int64_t count, int64_t amount,
    struct page *page)
{
	if (count == 0 && amount == 0)
		return "";
	return arena_printf(&page->arena, "%s (%lld)",
	    page_money(page, (struct money){ amount, row->currency }),
	    (long long)count);
}

static void
put_control_row(const struct control_row *row, struct page *page)
{
	int64_t rest = control_unexplained(row);
	bool lost = rest != 0 || row->count[FATE_NONE] != 0;

	page_row(page, lost ? TONE_BAD : TONE_PLAIN);
	page_cell(page, review_kind_title(row->kind));
	page_cell(page, row->currency->code);
	page_cell(page, amount_text(row, row->read, row->read_amount, page));
	for (size_t i = FATE_BATCH; i < FATE_COUNT; i++)
		page_cell(page,
		    amount_text(row, row->count[i], row->amount[i], page));
	page_cell(
	    page, lost ? amount_text(row, row->count[FATE_NONE], rest, page)
		       : page_money(page, (struct money){ 0, row->currency }));
}

/* "2026-09/exports/erp_lines.csv:17": sources of this month name no month. */
static bool
is_of_earlier_month(const struct batch_item *item)
{
	const char *source = item->source;
	size_t digits = strspn(source, "0123456789");

	return digits == 4 && source[4] == '-' &&
	       strspn(source + 5, "0123456789") == 2 && source[7] == '/';
}

/* What was read against where it went: nothing is dropped in silence. */
static void
put_control(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Kind", SET_TEXT },
		{ "Currency", SET_TEXT },
		{ "Exported", SET_NUMBER },
		{ "In the batch", SET_NUMBER },
		{ "Withheld", SET_NUMBER },
		{ "Excluded", SET_NUMBER },
		{ "Other month", SET_NUMBER },
		{ "No road", SET_NUMBER },
		{ "Unexplained", SET_NUMBER },
	};
	size_t earlier = 0;

	if (review->control.row_count == 0)
		return;
	page_text(page, TONE_PLAIN,
	    "What became of the exports' documents, as sum and count:");
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < review->control.row_count; i++)
		put_control_row(&review->control.row[i], page);
	for (size_t i = 0; i < review->document_count; i++)
		earlier += is_of_earlier_month(review->document[i].item);
	if (earlier > 0)
		page_text(page, TONE_PLAIN,
		    arena_printf(&page->arena,
			"Besides, the batch holds %zu documents from the "
			"exports of earlier months.",
			earlier));
}

void
review_put_left_out(const struct review *review, struct page *page)
{
	page_heading(page, "left-out", "What is not in it");
	if (batch_withheld_count(review->batch) == 0 &&
	    review->excluded.count == 0 && review->not_carried.count == 0 &&
	    review->deferred.waiting.count == 0)
		page_text(page, TONE_GOOD,
		    "Nothing: everything in the exports is in the batch.");
	put_withheld(review, false, page);
	put_withheld(review, true, page);
	put_excluded(review, page);
	put_not_carried(review, page);
	put_waiting(review, page);
	put_control(review, page);
}
