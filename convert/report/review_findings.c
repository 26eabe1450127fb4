/*
 * review_findings.c - findings by rule, and the dozen lines that end a run
 * (see review_page.h).
 */
#include "report/review_page.h"

#include <string.h>

#include "base/output.h"
#include "mapping/company.h"
#include "netvisor/batch.h"

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static const char *
findings_text(const struct findings *findings, struct page *page)
{
	size_t errors = findings->count[SEVERITY_ERROR];
	size_t warnings = findings->count[SEVERITY_WARNING];
	size_t notes = findings->count[SEVERITY_NOTE];

	return arena_printf(&page->arena,
	    "%zu error%s, %zu warning%s, %zu note%s", errors, plural(errors),
	    warnings, plural(warnings), notes, plural(notes));
}

static void
put_finding_group(const struct finding_group *group, struct page *page)
{
	static const struct page_column column[] = {
		{ "Place", SET_CODE },
		{ "Finding", SET_TEXT },
	};

	page_group(page, NULL,
	    arena_printf(&page->arena, "%s: %s", severity_word(group->severity),
		group->title),
	    arena_printf(&page->arena, "%s, %zu", group->rule, group->count));
	if (group->remedy[0] != '\0') {
		page_facts(page);
		page_fact(page, "Remedy", group->remedy);
	}
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < group->shown_count; i++) {
		page_row(page, TONE_PLAIN);
		page_cell(page, group->shown[i].place);
		page_cell(page, group->shown[i].text);
	}
	if (group->shown_count == FINDINGS_SHOWN)
		page_text(page, TONE_FAINT,
		    arena_printf(&page->arena,
			"The first %d are shown; findings.jsonl has all.",
			FINDINGS_SHOWN));
	page_group_end(page);
}

void
review_put_findings(const struct review *review, struct page *page)
{
	const struct findings *findings = &review->findings;

	page_heading(page, "findings", "Findings");
	if (findings->group_count == 0) {
		page_text(page, TONE_GOOD, "None.");
		return;
	}
	page_text(page,
	    findings->count[SEVERITY_ERROR] > 0 ? TONE_BAD : TONE_PLAIN,
	    findings_text(findings, page));
	for (size_t i = 0; i < findings->group_count; i++)
		put_finding_group(&findings->group[i], page);
}

/* The brief --------------------------------------------------------------- */

static const char *
count_text(size_t count, const char *sums, struct page *page)
{
	if (count == 0)
		return "none";
	return sums[0] == '\0'
	           ? arena_printf(&page->arena, "%zu", count)
	           : arena_printf(&page->arena, "%zu (%s)", count, sums);
}

/* "3 (EUR 120.00, SEK 55.00)" of what was withheld, or rejected. */
static const char *
withheld_text(const struct review *review, bool by_person, struct page *page)
{
	struct tally sums = { 0 };
	const char *text = "";
	size_t count = 0;

	for (size_t i = 0; i < batch_withheld_count(review->batch); i++) {
		const struct batch_withheld *withheld =
		    batch_withheld_at(review->batch, i);

		if ((strcmp(withheld->rules, "excluded") == 0) != by_person)
			continue;
		count++;
		if (withheld->total.currency == NULL)
			continue;
		tally_add(&sums,
		    tally_at(&sums, "", "", "", withheld->total.currency),
		    LEFT_OUT_TOTAL, withheld->total.minor);
	}
	tally_sort(&sums);
	for (size_t i = 0; i < sums.count; i++)
		text = arena_printf(&page->arena, "%s%s%s %s", text,
		    i > 0 ? ", " : "", sums.row[i].currency->code,
		    page_money(
			page, tally_money(&sums.row[i], LEFT_OUT_TOTAL)));
	tally_release(&sums);
	return count_text(count, text, page);
}

static const char *
tally_text(const struct tally *tally, struct page *page)
{
	struct tally sums = { 0 };
	const char *text = "";
	size_t count = 0;

	for (size_t i = 0; i < tally->count; i++) {
		count += tally->row[i].count;
		tally_add(&sums,
		    tally_at(&sums, "", "", "", tally->row[i].currency),
		    LEFT_OUT_TOTAL, tally->row[i].amount[LEFT_OUT_TOTAL]);
	}
	tally_sort(&sums);
	for (size_t i = 0; i < sums.count; i++)
		text = arena_printf(&page->arena, "%s%s%s %s", text,
		    i > 0 ? ", " : "", sums.row[i].currency->code,
		    page_money(
			page, tally_money(&sums.row[i], LEFT_OUT_TOTAL)));
	tally_release(&sums);
	return count_text(count, text, page);
}

void
review_put_brief(const struct review *review, struct page *page)
{
	const struct findings *findings = &review->findings;

	review_put_kinds(review, page);
	review_put_vat(review, page);
	page_heading(page, "left-out", "What is not in it");
	page_facts(page);
	page_fact(page, "Withheld", withheld_text(review, false, page));
	page_fact(
	    page, "Rejected by reviewer", withheld_text(review, true, page));
	page_fact(
	    page, "Excluded by rule", tally_text(&review->excluded, page));
	page_fact(page, "Not carried", tally_text(&review->not_carried, page));
	page_fact(page, "Waiting for later",
	    tally_text(&review->deferred.waiting, page));
	page_heading(page, "subject", "What this is");
	page_facts(page);
	page_fact(page, "Findings", findings_text(findings, page));
	page_fact(
	    page, "XML", arena_printf(&page->arena, "%s/batch", review->dir));
	page_fact(page, "Review",
	    arena_printf(&page->arena, "%s/review.html", review->dir));
	page_fact(page, "Digest", review->digest);
}
