/* common_verdict.c - see common_verdict.h. */
#include "common_verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/output.h"
#include "base/text.h"
#include "common.h"
#include "common_page.h"
#include "netvisor/approval.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"
#include "report/page.h"
#include "report/review.h"
#include "report/review_page.h"

/* What stays out, by name: it is approved as well. */
static void
put_withheld(const struct batch *batch, struct page *page)
{
	for (size_t i = 0; i < batch_withheld_count(batch); i++) {
		const struct batch_withheld *row = batch_withheld_at(batch, i);

		page_fact(page, i == 0 ? "Left out" : "",
		    arena_printf(&page->arena, "%s %s, %s %s",
			review_kind_name(row->kind), row->name,
			page_money(page, row->total),
			row->total.currency->code));
	}
}

static void
print_approved(
    const struct verdict *verdict, const struct batch *batch, int64_t at)
{
	struct page page;
	char text[CLOCK_TEXT_MAX];
	char digest[SHA256_HEX_MAX];

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, "Approved", batch_digest(batch, digest));
	page_fact(&page, "By", verdict->by);
	page_fact(&page, "At", clock_format(at, text));
	page_fact(&page, "Documents",
	    arena_printf(&page.arena, "%zu in %zu requests",
		batch_item_count(batch), batch_request_count(batch)));
	for (size_t i = 0; i < batch_total_count(batch); i++) {
		const struct batch_total *total = batch_total_at(batch, i);

		page_fact(&page, review_kind_title(total->kind),
		    total->total.minor == 0
			? arena_printf(&page.arena, "%zu", total->items)
			: arena_printf(&page.arena, "%zu, %s %s", total->items,
			      page_money(&page, total->total),
			      total->currency->code));
	}
	put_withheld(batch, &page);
	page_fact(&page, "Next", verdict->close);
	page_print(&page, true);
	page_release(&page);
}

static void
print_standing(const struct verdict *verdict, const struct approval *approval)
{
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, "Approved", approval->digest);
	page_fact(&page, "By", approval->by);
	page_fact(&page, "At", approval->at);
	page_fact(&page, "", "it was approved before; nothing has changed");
	page_fact(&page, "Next", verdict->close);
	page_print(&page, true);
	page_release(&page);
}

/* Does an approval of this very digest hold already? Then it stays. */
static bool
stands(const struct verdict *verdict, const struct approval_paths *paths,
    const struct batch *batch, struct diag_list *diag)
{
	struct diag_list *unheard = diag_list_new();
	struct approval approval;
	bool valid = approval_verify(paths, batch, unheard, &approval) ==
	                 APPROVAL_VALID &&
	             text_equal_ignore_case(approval.digest, verdict->digest);

	if (valid && strcmp(approval.by, verdict->by) == 0)
		print_standing(verdict, &approval);
	else if (valid)
		(void)diag_add(diag, RULE_REVIEW_ALREADY_APPROVED,
		    (struct source_pos){ paths->approval, 0, 0 },
		    "'%s' approved this batch at %s", approval.by, approval.at);
	approval_release(&approval);
	diag_list_free(unheard);
	return valid;
}

void
verdict_approve(const struct verdict *verdict, const struct tool *tool)
{
	struct approval_paths paths;
	struct batch *batch = review_batch(verdict->dir, tool->diag);
	struct clock clock = { false, 0 };
	int64_t at;

	if (verdict->at != NULL) {
		clock.fixed = clock_parse(verdict->at, &clock.seconds);
		if (!clock.fixed)
			tool_usage_error(
			    tool, "'%s' is not a time", verdict->at);
	}
	at = clock_now(&clock);
	approval_paths_init(&paths, verdict->dir);
	if (batch != NULL && !stands(verdict, &paths, batch, tool->diag) &&
	    approval_write(&paths, batch, verdict->by, verdict->digest, at,
		tool->diag) == 0)
		print_approved(verdict, batch, at);
	approval_paths_release(&paths);
	batch_free(batch);
}

/* "Invoice 26001 (fv-...)"; what kind it is, only the batch says. */
static const char *
document_text(const struct exclusion *exclusion, const struct batch *batch,
    struct page *page)
{
	const struct batch_item *item =
	    batch == NULL ? NULL : batch_find(batch, exclusion->reference);
	const char *kind = item == NULL ? NULL : item->kind;
	const size_t count = batch == NULL ? 0 : batch_withheld_count(batch);

	for (size_t i = 0; i < count && kind == NULL; i++) {
		const struct batch_withheld *row = batch_withheld_at(batch, i);

		if (strcmp(row->reference, exclusion->reference) == 0)
			kind = row->kind;
	}
	return arena_printf(&page->arena, "%s%s%s (%s)",
	    kind == NULL ? "" : review_kind_name(kind), kind == NULL ? "" : " ",
	    exclusion->name, exclusion->reference);
}

static void
print_rejected(const struct verdict *verdict, const char *path,
    const struct exclusion *exclusion, const struct batch *batch, bool before)
{
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, before ? "Rejected already" : "Rejected",
	    document_text(exclusion, batch, &page));
	page_fact(&page, "Reason", exclusion->reason);
	if (strcmp(exclusion->reason, verdict->reason) != 0)
		page_fact(&page, "", "the reason given then stays");
	page_fact(&page, "Listed in", path);
	if (batch_find(batch, exclusion->reference) == NULL) {
		page_fact(&page, "Next",
		    "nothing: the present batch is without it; --restore "
		    "takes it in again");
	} else {
		page_fact(&page, "Approval",
		    "an approval of the present batch is void");
		page_fact(&page, "Next",
		    arena_printf(&page.arena,
			"%s builds the batch without it and without what "
			"depends on it",
			verdict->close));
	}
	page_print(&page, true);
	page_release(&page);
}

void
verdict_reject(const struct verdict *verdict, struct diag_list *diag)
{
	char *path = path_join(verdict->dir, "exclusions.tsv");
	struct batch *batch = review_batch(verdict->dir, diag);
	struct exclusions *list =
	    batch == NULL ? NULL : exclusions_load(path, diag);
	const size_t count = list == NULL ? 0 : exclusions_count(list);
	const struct exclusion *exclusion = NULL;

	if (list != NULL)
		exclusion = exclusions_add(
		    list, batch, verdict->item, verdict->reason, diag);
	if (exclusion != NULL)
		print_rejected(verdict, path, exclusion, batch,
		    exclusions_count(list) == count);
	exclusions_free(list);
	batch_free(batch);
	free(path);
}

static void
print_restored(const struct verdict *verdict, const char *path,
    const struct exclusion *exclusion, const struct batch *batch)
{
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, "Restored", document_text(exclusion, batch, &page));
	page_fact(&page, "Rejected for", exclusion->reason);
	page_fact(&page, "Removed from", path);
	page_fact(
	    &page, "Approval", "an approval of the present batch is void");
	page_fact(&page, "Next",
	    arena_printf(&page.arena,
		"%s builds the batch with it and with what depends on it",
		verdict->close));
	page_print(&page, true);
	page_release(&page);
}

void
verdict_restore(const struct verdict *verdict, struct diag_list *diag)
{
	/* A month that has no batch any more can still take it back. */
	struct diag_list *unheard = diag_list_new();
	char *path = path_join(verdict->dir, "exclusions.tsv");
	struct batch *batch = review_batch(verdict->dir, unheard);
	struct exclusions *list = exclusions_load(path, diag);
	const struct exclusion *exclusion = NULL;

	if (list != NULL)
		exclusion = exclusions_remove(list, verdict->item, diag);
	if (exclusion != NULL)
		print_restored(verdict, path, exclusion, batch);
	exclusions_free(list);
	batch_free(batch);
	free(path);
	diag_list_free(unheard);
}
