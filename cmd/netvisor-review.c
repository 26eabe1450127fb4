/*
 * netvisor-review.c - shows a month before anything is sent, and takes a
 * person's yes to exactly these bytes, or a no to one document,
 * or takes the no back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "common.h"
#include "common_path.h"
#include "common_verdict.h"
#include "mapping/company.h"
#include "mapping/mapping.h"
#include "report/review.h"
#include "report/review_page.h"
#include "report/review_write.h"

struct request {
	const char *company_path;
	const char *restored;
	bool approve;
	bool summary;
	char *name; /* of the month: 2026-10 */
	struct verdict verdict;
};

/* Write all of a buffer to standard output; errors show in tool_finish. */
static void
print(const struct buf *text)
{
	(void)fwrite(buf_text(text), 1, text->len, stdout);
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
	struct review_source source = { request->verdict.dir, request->name,
		company, digest, FENVOY_VERSION };
	struct review *review = review_load(&source, diag);

	if (review != NULL) {
		(void)review_write_html(review, diag);
		print_review(request, review, diag);
	}
	review_free(review);
	free(digest);
}

static void
check_usage(const struct tool *tool, const struct request *request)
{
	const struct verdict *verdict = &request->verdict;
	const bool rejects = verdict->item != NULL;
	const int verdicts =
	    request->approve + rejects + (request->restored != NULL);

	if (request->company_path == NULL)
		tool_usage_error(tool, "-c company.yaml is missing");
	if (verdicts > 1)
		tool_usage_error(
		    tool, "one of --approve, --reject and --restore");
	if (request->approve &&
	    (verdict->by == NULL || verdict->digest == NULL))
		tool_usage_error(
		    tool, "--approve needs --by NAME and --digest HEX");
	if (!request->approve &&
	    (verdict->by != NULL || verdict->digest != NULL))
		tool_usage_error(tool, "--by and --digest go with --approve");
	if (rejects && verdict->reason == NULL)
		tool_usage_error(tool, "--reject needs --reason TEXT");
	if (!rejects && verdict->reason != NULL)
		tool_usage_error(tool, "--reason goes with --reject");
}

static void
answer(const struct request *request, const struct company *company,
    const struct tool *tool)
{
	struct verdict verdict = request->verdict;

	if (request->approve) {
		verdict_approve(&verdict, tool);
	} else if (verdict.item != NULL) {
		verdict_reject(&verdict, tool->diag);
	} else if (request->restored != NULL) {
		verdict.item = request->restored;
		verdict_restore(&verdict, tool->diag);
	} else {
		show(request, company, tool->diag);
	}
}

static int
run(const struct tool *tool, struct request *request)
{
	char *dir = path_dir(request->company_path);
	char *close;
	struct company *company =
	    company_load(request->company_path, tool->diag);
	int status = company == NULL ? STATUS_CONFIG : STATUS_DONE;

	request->name = month_folder_name(request->verdict.dir);
	request->verdict.close = close = close_command(dir, request->name);
	if (company != NULL)
		answer(request, company, tool);
	company_free(company);
	free(close);
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
		{ 0, "by", "NAME", "who approves", &request.verdict.by, NULL },
		{ 0, "digest", "HEX", "the digest that the review showed",
		    &request.verdict.digest, NULL },
		{ 0, "reject", "ITEM", "leave a document out of the batch",
		    &request.verdict.item, NULL },
		{ 0, "reason", "TEXT", "why it is left out",
		    &request.verdict.reason, NULL },
		{ 0, "restore", "ITEM", "take a rejected document in again",
		    &request.restored, NULL },
		{ 0, "at", "TIME", NULL, &request.verdict.at, NULL },
	};
	struct tool tool = { .name = "netvisor-review",
		.usage = "-c FILE [-s] MONTHFOLDER\n"
			 "       netvisor-review -c FILE --approve --by NAME "
			 "--digest HEX MONTHFOLDER\n"
			 "       netvisor-review -c FILE --reject ITEM "
			 "--reason TEXT MONTHFOLDER\n"
			 "       netvisor-review -c FILE --restore ITEM "
			 "MONTHFOLDER",
		.summary = "Show a month's batch before it is sent; approve "
			   "it, reject a document, or take it in again.",
		.option = option,
		.option_count = sizeof(option) / sizeof(option[0]) };
	int operand = tool_options(&tool, argc, argv);

	if (operand != argc - 1)
		tool_usage_error(&tool, "one month folder is needed");
	check_usage(&tool, &request);
	request.verdict.dir = argv[operand];
	return tool_finish(&tool, run(&tool, &request));
}
