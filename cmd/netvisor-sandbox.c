/* netvisor-sandbox.c - a local Netvisor with books of its own. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "common.h"
#include "sandbox/fault.h"
#include "sandbox/sandbox.h"

/* What the command line says, beside what goes into the options as it is. */
struct arguments {
	const char *deny;
	const char *fault;
	const char *port;
	const char *clock_offset;
	const char *clock_skew;
	const char *batch_delay;
	const char *drop_during_delay;
	const char *credentials;
	const char *ready;
	bool dump;
};

/* A whole number from least on; text NULL leaves *ret. */
static void
read_number(const struct tool *tool, const char *name, const char *text,
    long least, long *ret)
{
	struct decimal value;

	if (text == NULL)
		return;
	if (decimal_parse(text, strlen(text), number_style_plain, &value,
		NULL) != NUMBER_OK ||
	    value.scale != 0 || value.units < least || value.units > 1000000000)
		tool_usage_error(tool, "--%s: '%s' is not a number from %ld on",
		    name, text, least);
	*ret = (long)value.units;
}

static void
read_numbers(const struct tool *tool, const struct arguments *given,
    struct sandbox_options *chosen)
{
	long port = 0;

	read_number(tool, "port", given->port, 0, &port);
	chosen->port = (unsigned)port;
	read_number(tool, "clock-offset", given->clock_offset, -1000000000,
	    &chosen->clock_offset);
	read_number(
	    tool, "clock-skew", given->clock_skew, 0, &chosen->clock_skew);
	read_number(
	    tool, "batch-delay", given->batch_delay, 0, &chosen->batch_delay);
	read_number(tool, "drop-during-delay", given->drop_during_delay, 0,
	    &chosen->drop_during_delay);
}

/* The words of a comma list, in the arena; the array is the caller's. */
static const char **
read_list(struct arena *arena, const char *text, size_t *ret_count)
{
	const char **word = NULL;
	size_t count = 0, capacity = 0;

	while (text != NULL && *text != '\0') {
		size_t len = strcspn(text, ",");

		word = mem_grow(word, count, &capacity, sizeof(word[0]));
		word[count++] = arena_strndup(arena, text, len);
		text += len + (text[len] == ',' ? 1 : 0);
	}
	*ret_count = count;
	return word;
}

/* FAULT[:RESOURCE[:N]]. */
static struct sandbox_plan
read_fault(const struct tool *tool, struct arena *arena, const char *text)
{
	struct sandbox_plan plan = { .nth = 1 };
	size_t len = strcspn(text, ":");

	plan.fault = fault_find(arena_strndup(arena, text, len));
	if (plan.fault == SANDBOX_FAULTS)
		tool_usage_error(
		    tool, "--fault: there is no fault '%.*s'", (int)len, text);
	if (text[len] == '\0')
		return plan;
	text += len + 1;
	len = strcspn(text, ":");
	if (len > 0)
		plan.resource = arena_strndup(arena, text, len);
	if (text[len] == ':')
		read_number(tool, "fault", text + len + 1, 0, &plan.nth);
	return plan;
}

static struct sandbox_plan *
read_plan(const struct tool *tool, struct arena *arena, const char *text,
    size_t *ret_count)
{
	const char **word = read_list(arena, text, ret_count);
	struct sandbox_plan *plan =
	    arena_alloc(arena, (*ret_count + 1) * sizeof(*plan));

	for (size_t i = 0; i < *ret_count; i++)
		plan[i] = read_fault(tool, arena, word[i]);
	free(word);
	return plan;
}

static int
dump(struct tool *tool, const char *books)
{
	struct buf journal;

	if (books == NULL)
		tool_usage_error(tool, "--dump-books wants --books FILE");
	buf_init(&journal, BUF_MAX_DEFAULT);
	if (sandbox_dump_file(books, &journal, tool->diag) == 0)
		(void)fwrite(buf_text(&journal), 1, journal.len, stdout);
	buf_release(&journal);
	return tool_finish(tool, STATUS_DONE);
}

/* Say where it listens, once everything that goes with it is written. */
static bool
announce(const struct arguments *given, const struct sandbox *sandbox,
    struct diag_list *diag)
{
	struct buf text;
	bool done = true;

	buf_init(&text, BUF_MAX_DEFAULT);
	sandbox_put_credentials(sandbox, &text);
	if (given->credentials != NULL)
		done = atomic_file_write(
			   given->credentials, text.data, text.len, diag) == 0;
	buf_clear(&text);
	buf_printf(&text, "%s\n", sandbox_url(sandbox));
	if (done && given->ready != NULL)
		done = atomic_file_write(
			   given->ready, text.data, text.len, diag) == 0;
	if (done)
		done = printf("ready %s", buf_text(&text)) > 0 &&
		       fflush(stdout) == 0;
	buf_release(&text);
	return done;
}

static int
serve(struct tool *tool, const struct arguments *given,
    const struct sandbox_options *chosen)
{
	struct sandbox *sandbox;
	sigset_t ends;
	int got;

	if (chosen->fixture == NULL)
		tool_usage_error(tool, "--fixture FILE is missing");
	/* Before any thread, so that only this one takes them. */
	(void)sigemptyset(&ends);
	(void)sigaddset(&ends, SIGTERM);
	(void)sigaddset(&ends, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &ends, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	sandbox = sandbox_start(chosen, tool->diag);
	if (sandbox != NULL && announce(given, sandbox, tool->diag))
		(void)sigwait(&ends, &got);
	sandbox_stop(sandbox);
	return tool_finish(
	    tool, diag_failed(tool->diag) ? STATUS_CONFIG : STATUS_DONE);
}

static struct sandbox_options options;
static struct arguments arguments;

static const struct tool_option table[] = {
	{ 0, "fixture", "FILE", "the company, in YAML", &options.fixture,
	    NULL },
	{ 0, "books", "FILE", "keep the books in FILE (else in memory)",
	    &options.books, NULL },
	{ 0, "dump-books", NULL,
	    "print the books as an hledger journal and end", NULL,
	    &arguments.dump },
	{ 0, "address", "A", "127.0.0.1 (default) or ::1", &options.address,
	    NULL },
	{ 0, "port", "N", "port (default 0: any that is free)", &arguments.port,
	    NULL },
	{ 0, "tls", NULL, "https, with a certificate made now", NULL,
	    &options.tls },
	{ 0, "certificate", "FILE", "write that certificate to FILE",
	    &options.certificate, NULL },
	{ 0, "certificate-name", "NAME", "the only name in it",
	    &options.certificate_name, NULL },
	{ 0, "certificate-expired", NULL, "it is out of date", NULL,
	    &options.certificate_expired },
	{ 0, "credentials", "FILE", "write the keys to FILE",
	    &arguments.credentials, NULL },
	{ 0, "ready", "FILE", "write the URL to FILE when it listens",
	    &arguments.ready, NULL },
	{ 0, "log", "FILE", "append a line for each request to FILE",
	    &options.log, NULL },
	{ 0, "deny", "RESOURCE", "no rights to these (comma list)",
	    &arguments.deny, NULL },
	{ 0, "fault", "FAULT", "FAULT[:RESOURCE[:N]] (comma list)",
	    &arguments.fault, NULL },
	{ 0, "clock-offset", "S", "its clock goes S seconds ahead",
	    &arguments.clock_offset, NULL },
	{ 0, "clock-skew", "S", "how far times may be off (300)",
	    &arguments.clock_skew, NULL },
	{ 0, "batch-delay", "MS", "how long batches wait (0)",
	    &arguments.batch_delay, NULL },
	{ 0, "id-on-arrival", NULL, "keep transaction ids before the work",
	    NULL, &options.id_on_arrival },
	{ 0, "drop-during-delay", "MS", "when drop-during does its work (300)",
	    &arguments.drop_during_delay, NULL },
};

int
main(int argc, char **argv)
{
	struct arena arena;
	const char **denied;
	int status;
	struct tool tool = { .name = "netvisor-sandbox",
		.usage = "--fixture FILE [--books FILE] [--port N] [OPTION]...",
		.summary = "A local Netvisor with books of its own.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };

	sandbox_options_init(&options);
	if (tool_options(&tool, argc, argv) != argc)
		tool_usage_error(&tool, "there are no operands");
	if (arguments.dump)
		return dump(&tool, options.books);
	arena_init(&arena);
	read_numbers(&tool, &arguments, &options);
	options.plan =
	    read_plan(&tool, &arena, arguments.fault, &options.plan_count);
	denied = read_list(&arena, arguments.deny, &options.denied_count);
	options.denied = denied;
	status = serve(&tool, &arguments, &options);
	free(denied);
	arena_release(&arena);
	return status;
}
