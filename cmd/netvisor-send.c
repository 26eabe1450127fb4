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
#include "base/output.h"
#include "common.h"
#include "common_client.h"
#include "common_path.h"
#include "mapping/company.h"
#include "netvisor/journal.h"
#include "netvisor/send.h"

struct request {
	const char *company_path;
	const char *answer; /* REFERENCE=KEY */
	char *month_dir;
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
	if (summary->unread)
		return STATUS_DONE; /* the findings tell it */
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

	buf_init(&text, BUF_MAX_DEFAULT);
	send_put_summary(summary, documents, &text);
	(void)fwrite(buf_text(&text), 1, text.len, stdout);
	buf_release(&text);
	journal_documents_free(documents);
}

static int
send_month(struct tool *tool, const struct request *request,
    const struct company *company, struct journal *journal,
    struct client_session *session)
{
	char *company_word = shell_word(request->company_path);
	char *month_word = shell_word(request->month_dir);
	char *home = path_dir(request->month_dir);
	char *home_word = shell_word(home);
	const struct send_options options = { .company = company,
		.month = request->month,
		.month_dir = request->month_dir,
		.retry_refused = request->retry_refused,
		.company_word = company_word,
		.month_word = month_word,
		.home_word = home_word,
		.progress = on_progress,
		.context = session };
	struct send_summary summary;

	(void)send_batch(
	    session_client(session), journal, &options, tool->diag, &summary);
	session_progress_clear(session);
	print_summary(request, journal, &summary, tool->diag);
	free(company_word);
	free(month_word);
	free(home);
	free(home_word);
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
	struct client_session *session;
	struct journal *journal = NULL;
	int status = STATUS_DONE; /* or what the findings make of it */

	if (company == NULL)
		return STATUS_CONFIG;
	/* Without keys nothing is begun, not even a journal. */
	session = session_open(tool, company);
	if (session != NULL)
		journal = journal_open(company, &clock, tool->diag);
	if (journal != NULL && resolve(request, journal, tool->diag))
		status = send_month(tool, request, company, journal, session);
	journal_close(journal);
	session_close(session);
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
			 "MONTHFOLDER",
		.summary = "Send a month's approved batch to Netvisor, each "
			   "document once.",
		.option = option,
		.option_count = sizeof(option) / sizeof(option[0]) };
	int operand = tool_options(&tool, argc, argv);
	int status;

	if (operand != argc - 1)
		tool_usage_error(&tool, "one month folder is needed");
	request.month_dir = folder_path(argv[operand]);
	request.month = month_folder_name(request.month_dir);
	check_usage(&tool, &request);
	status = run(&tool, &request);
	free(request.month);
	free(request.month_dir);
	status = tool_finish(&tool, status);
	session_reraise();
	return status;
}
