/*
 * netvisor-review.c - shows a month before anything is sent, and takes a
 * person's yes to exactly these bytes, or a no to one document.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/output.h"
#include "common.h"
#include "common_path.h"
#include "mapping/company.h"
#include "mapping/mapping.h"
#include "netvisor/approval.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"
#include "report/page.h"
#include "report/review.h"
#include "report/review_page.h"
#include "report/review_write.h"

struct request {
	const char *company_path;
	const char *dir;
	const char *by;
	const char *digest;
	const char *item;
	const char *reason;
	const char *at;
	bool approve;
	bool summary;
	char *name;  /* of the month: 2026-10 */
	char *close; /* the command that runs it again */
};

/* Write all of a buffer to standard output; errors show in tool_finish. */
static void
print(const struct buf *text)
{
	(void)fwrite(buf_text(text), 1, text->len, stdout);
}

static void
print_page(const struct page *page)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	page_write_text(page, true, &text);
	print(&text);
	buf_release(&text);
}

/* A mapping that does not load is the mapper's finding, not ours. */
static char *
digest_of_mappings(const struct company *company)
{
	struct diag_list *findings = diag_list_new();
	struct mapping *mapping = mapping_load(company, findings);
	char *digest =
	    mem_strdup(mapping == NULL ? "" : mapping_digest(mapping));

	mapping_free(mapping);
	diag_list_free(findings);
	return digest;
}

static void
print_review(const struct request *request, const struct review *review,
    struct diag_list *diag)
{
	struct output output;
	struct buf text;

	if (request->summary) {
		buf_init(&text, BUF_MAX_DEFAULT);
		review_write_brief(review, &text);
		print(&text);
		buf_release(&text);
		return;
	}
	output_init(&output, 1);
	review_write_text(review, &output);
	if (output_flush(&output) != 0)
		(void)diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ NULL, 0, 0 },
		    "cannot write to standard output: %s",
		    strerror(output.error));
	output_release(&output);
}

static void
show(const struct request *request, const struct company *company,
    struct diag_list *diag)
{
	char *digest = digest_of_mappings(company);
	struct review_source source = { request->dir, request->name, company,
		digest, FENVOY_VERSION };
	struct review *review = review_load(&source, diag);

	if (review != NULL) {
		(void)review_write_html(review, diag);
		print_review(request, review, diag);
	}
	review_free(review);
	free(digest);
}

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
    const struct request *request, const struct batch *batch, int64_t at)
{
	struct page page;
	char text[CLOCK_TEXT_MAX];
	char digest[SHA256_HEX_MAX];

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, "Approved", batch_digest(batch, digest));
	page_fact(&page, "By", request->by);
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
	page_fact(&page, "Next", request->close);
	print_page(&page);
	page_release(&page);
}

static void
approve(const struct tool *tool, const struct request *request)
{
	struct approval_paths paths;
	struct batch *batch = review_batch(request->dir, tool->diag);
	struct clock clock = { false, 0 };
	int64_t at;

	if (request->at != NULL) {
		clock.fixed = clock_parse(request->at, &clock.seconds);
		if (!clock.fixed)
			tool_usage_error(
			    tool, "'%s' is not a time", request->at);
	}
	at = clock_now(&clock);
	approval_paths_init(&paths, request->dir);
	if (batch != NULL && approval_write(&paths, batch, request->by,
				 request->digest, at, tool->diag) == 0)
		print_approved(request, batch, at);
	approval_paths_release(&paths);
	batch_free(batch);
}

static void
print_rejected(const struct request *request, const char *path,
    const struct exclusion *exclusion, const struct batch_item *item)
{
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, "Rejected",
	    arena_printf(&page.arena, "%s %s (%s)",
		review_kind_name(item->kind), item->name, item->reference));
	page_fact(&page, "Reason", exclusion->reason);
	if (strcmp(exclusion->reason, request->reason) != 0)
		page_fact(
		    &page, "", "it was rejected before; that reason stays");
	page_fact(&page, "Listed in", path);
	page_fact(
	    &page, "Approval", "an approval of the present batch is void");
	page_fact(&page, "Next",
	    arena_printf(&page.arena,
		"%s builds the batch without it and without what depends on "
		"it",
		request->close));
	print_page(&page);
	page_release(&page);
}

static void
reject(const struct request *request, struct diag_list *diag)
{
	char *path = path_join(request->dir, "exclusions.tsv");
	struct batch *batch = review_batch(request->dir, diag);
	struct exclusions *list = NULL;
	const char *reference;

	if (batch != NULL && exclusion_add(path, batch, request->item,
				 request->reason, diag, &reference) == 0)
		list = exclusions_load(path, diag);
	if (list != NULL)
		print_rejected(request, path, exclusions_find(list, reference),
		    batch_find(batch, reference));
	exclusions_free(list);
	batch_free(batch);
	free(path);
}

static void
check_usage(const struct tool *tool, const struct request *request)
{
	if (request->company_path == NULL)
		tool_usage_error(tool, "-c company.yaml is missing");
	if (request->approve && request->item != NULL)
		tool_usage_error(tool, "either --approve or --reject");
	if (request->approve &&
	    (request->by == NULL || request->digest == NULL))
		tool_usage_error(
		    tool, "--approve needs --by NAME and --digest HEX");
	if (!request->approve &&
	    (request->by != NULL || request->digest != NULL))
		tool_usage_error(tool, "--by and --digest go with --approve");
	if (request->item != NULL && request->reason == NULL)
		tool_usage_error(tool, "--reject needs --reason TEXT");
	if (request->item == NULL && request->reason != NULL)
		tool_usage_error(tool, "--reason goes with --reject");
}

static int
run(const struct tool *tool, struct request *request)
{
	char *dir = path_dir(request->company_path);
	struct company *company =
	    company_load(request->company_path, tool->diag);
	int status = company == NULL ? STATUS_CONFIG : STATUS_DONE;

	request->name = month_folder_name(request->dir);
	request->close = close_command(dir, request->name);
	if (company != NULL && request->approve)
		approve(tool, request);
	else if (company != NULL && request->item != NULL)
		reject(request, tool->diag);
	else if (company != NULL)
		show(request, company, tool->diag);
	company_free(company);
	free(request->close);
	free(request->name);
	free(dir);
	return status;
}

int
main(int argc, char **argv)
{
	struct request request = { 0 };
	const struct tool_option option[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &request.company_path, NULL },
		{ 's', "summary", NULL, "print the figures only", NULL,
		    &request.summary },
		{ 0, "approve", NULL, "approve the batch", NULL,
		    &request.approve },
		{ 0, "by", "NAME", "who approves", &request.by, NULL },
		{ 0, "digest", "HEX", "the digest that the review showed",
		    &request.digest, NULL },
		{ 0, "reject", "ITEM", "leave a document out of the batch",
		    &request.item, NULL },
		{ 0, "reason", "TEXT", "why it is left out", &request.reason,
		    NULL },
		{ 0, "at", "TIME", NULL, &request.at, NULL },
	};
	struct tool tool = { .name = "netvisor-review",
		.usage = "-c FILE [-s] MONTH_DIR\n"
			 "       netvisor-review -c FILE --approve --by NAME "
			 "--digest HEX MONTH_DIR\n"
			 "       netvisor-review -c FILE --reject ITEM "
			 "--reason TEXT MONTH_DIR",
		.summary = "Show a month's batch before it is sent; approve "
			   "it, or reject a document.",
		.option = option,
		.option_count = sizeof(option) / sizeof(option[0]) };
	int operand = tool_options(&tool, argc, argv);

	if (operand != argc - 1)
		tool_usage_error(&tool, "one month folder is needed");
	check_usage(&tool, &request);
	request.dir = argv[operand];
	return tool_finish(&tool, run(&tool, &request));
}
