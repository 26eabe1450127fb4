/*
 * netvisor-send.c - sends a month's approved batch, each document once, and
 * says how every one of them stands.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "common.h"
#include "common_client.h"
#include "common_path.h"
#include "mapping/company.h"
#include "netvisor/journal.h"
#include "netvisor/send.h"

struct request {
	const char *company_path;
	const char *answer; /* REFERENCE=KEY */
	const char *month_dir;
	char *month;
	bool retry_refused;
};

static void
on_progress(void *context, size_t done, size_t all, const char *what)
{
	session_progress(context, (long)done, (long)all, what);
}

/* The more dangerous knowledge wins. */
static int
status_of(const struct send_summary *summary)
{
	const size_t *count = summary->count;

	if (summary->question)
		return STATUS_PERSON;
	if (count[JOURNAL_UNKNOWN] + count[JOURNAL_INTENDED] > 0)
		return STATUS_UNKNOWN;
	if (summary->access)
		return STATUS_CONFIG;
	if (summary->unreached || summary->stopped)
		return STATUS_MACHINE;
	if (count[JOURNAL_QUEUED] > 0)
		return STATUS_UNKNOWN;
	if (count[JOURNAL_REJECTED] + count[JOURNAL_HELD] > 0)
		return STATUS_DATA;
	return STATUS_DONE;
}

static void
print_summary(const struct request *request, struct journal *journal,
    const struct send_summary *summary, struct diag_list *diag)
{
	struct journal_documents *documents =
	    journal_month_documents(journal, request->month, diag);
	struct buf text;

	if (documents == NULL)
		return;
	buf_init(&text, BUF_MAX_DEFAULT);
	send_put_summary(summary, documents, &text);
	(void)fwrite(buf_text(&text), 1, text.len, stdout);
	buf_release(&text);
	journal_documents_free(documents);
}

static int
send_month(struct tool *tool, const struct request *request,
    const struct company *company, struct journal *journal)
{
	struct client_session *session = session_open(tool, company);
	struct send_options options = { company, request->month,
		request->month_dir, request->retry_refused, on_progress,
		session };
	struct send_summary summary;
	int result;

	/* The findings tell the status. */
	if (session == NULL)
		return STATUS_DONE;
	result = send_batch(
	    session_client(session), journal, &options, tool->diag, &summary);
	session_progress_clear(session);
	if (result == 0)
		print_summary(request, journal, &summary, tool->diag);
	session_close(session);
	return status_of(&summary);
}

static bool
resolve(const struct request *request, struct journal *journal,
    struct diag_list *diag)
{
	const char *mark, *key;
	char *reference;
	bool right;

	if (request->answer == NULL)
		return true;
	mark = strchr(request->answer, '=');
	key = strcmp(mark + 1, "absent") == 0 ? NULL : mark + 1;
	reference =
	    mem_strndup(request->answer, (size_t)(mark - request->answer));
	right =
	    send_resolve(journal, request->month, reference, key, diag) == 0;
	free(reference);
	return right;
}

static int
run(struct tool *tool, const struct request *request)
{
	const struct clock clock = { false, 0 };
	struct company *company =
	    company_load(request->company_path, tool->diag);
	struct journal *journal;
	int status = STATUS_DONE;

	if (company == NULL)
		return STATUS_CONFIG;
	journal = journal_open(company, &clock, tool->diag);
	if (journal != NULL && resolve(request, journal, tool->diag))
		status = send_month(tool, request, company, journal);
	journal_close(journal);
	company_free(company);
	return status;
}

static void
check_usage(const struct tool *tool, const struct request *request)
{
	struct month month;

	if (request->company_path == NULL)
		tool_usage_error(tool, "-c company.yaml is missing");
	if (!month_parse(request->month, strlen(request->month), &month))
		tool_usage_error(tool, "the folder %s is not named as a month",
		    request->month_dir);
	if (request->answer != NULL &&
	    (strchr(request->answer, '=') == NULL || request->answer[0] == '='))
		tool_usage_error(
		    tool, "--resolve needs REFERENCE=KEY or REFERENCE=absent");
}

int
main(int argc, char **argv)
{
	struct request request = { 0 };
	const struct tool_option option[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &request.company_path, NULL },
		{ 0, "retry-refused", NULL,
		    "send what Netvisor refused once more", NULL,
		    &request.retry_refused },
		{ 0, "resolve", "ANSWER",
		    "REFERENCE=KEY or REFERENCE=absent: what became of a "
		    "document",
		    &request.answer, NULL },
	};
	struct tool tool = { .name = "netvisor-send",
		.usage = "-c FILE [--retry-refused] [--resolve ANSWER] "
			 "MONTH_DIR",
		.summary = "Send a month's approved batch to Netvisor, each "
			   "document once.",
		.option = option,
		.option_count = sizeof(option) / sizeof(option[0]) };
	int operand = tool_options(&tool, argc, argv);
	int status;

	if (operand != argc - 1)
		tool_usage_error(&tool, "one month folder is needed");
	request.month_dir = argv[operand];
	request.month = month_folder_name(request.month_dir);
	check_usage(&tool, &request);
	status = run(&tool, &request);
	free(request.month);
	status = tool_finish(&tool, status);
	session_reraise();
	return status;
}
