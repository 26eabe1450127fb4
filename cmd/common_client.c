/* common_client.c - see common_client.h. */
#include "common_client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "common.h"
#include "common_credentials.h"
#include "netvisor/client.h"
#include "netvisor/credentials.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER 1
#endif

#define COLUMNS_DEFAULT 80
#define BAR_WIDTH 20

static const int caught[] = { SIGINT, SIGTERM };
#define CAUGHT (sizeof(caught) / sizeof(caught[0]))

/* The signal that stopped the run; 0: none. Only the handler sets it. */
static volatile sig_atomic_t stopped_by;

struct client_session {
	struct clock clock;
	struct credentials *credentials;
	struct client *client;
	struct sigaction before[CAUGHT];
	/* The line on the terminal. */
	bool shows;
	size_t shown; /* columns used */
	long done, total;
	char *what;
};

static void
note_signal(int signal)
{
	stopped_by = signal;
}

static void
catch_signals(struct client_session *session)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = note_signal;
	(void)sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CAUGHT; i++) {
		(void)sigaction(caught[i], NULL, &session->before[i]);
		/* What was ignored (nohup) stays so. */
		if (session->before[i].sa_handler != SIG_IGN)
			(void)sigaction(caught[i], &action, NULL);
	}
}

/*
 * No core file, no debugger and no /proc/PID/mem of others; and no file with
 * the secrets of TLS, which libcurl would write if the environment asks. The
 * address sanitizer's leak check needs to look, so not under it.
 */
static void
harden(void)
{
#ifndef UNDER_SANITIZER
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	(void)unsetenv("SSLKEYLOGFILE");
}

/* Columns of the terminal. */
static size_t
columns(void)
{
	struct winsize size = { 0 };

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
		return COLUMNS_DEFAULT;
	return size.ws_col;
}

/* Write text over what stands there, cut to the width. */
static void
show(struct client_session *session, const char *text, size_t len)
{
	size_t most = columns() - 1;
	struct output output;
	size_t used = 0;
	size_t at = 0;

	while (at < len && used < most) {
		uint32_t character;

		at += text_utf8_decode(text + at, len - at, &character);
		used++;
	}
	output_init(&output, STDERR_FILENO);
	output_puts(&output, "\r");
	output_put(&output, text, at);
	for (size_t i = used; i < session->shown; i++)
		output_puts(&output, " ");
	output_puts(&output, used == 0 ? "\r" : "");
	(void)output_flush(&output);
	output_release(&output);
	session->shown = used;
}

static void
put_bar(struct buf *line, long done, long total)
{
	long filled = done < total ? done * BAR_WIDTH / total : BAR_WIDTH;

	buf_putc(line, '[');
	for (long i = 0; i < BAR_WIDTH; i++)
		buf_putc(line, i < filled ? '#' : '.');
	buf_printf(line, "] %ld of %ld  ", done, total);
}

/* The line, with what is waited for after it; suffix may be "". */
static void
draw(struct client_session *session, const char *suffix)
{
	struct buf line;

	if (!session->shows)
		return;
	buf_init(&line, BUF_MAX_DEFAULT);
	if (session->total > 0)
		put_bar(&line, session->done, session->total);
	if (stopped_by != 0)
		buf_puts(&line, "stopping: ");
	if (session->what != NULL)
		text_put_escaped(&line, session->what, strlen(session->what));
	text_put_escaped(&line, suffix, strlen(suffix));
	show(session, buf_text(&line), line.len);
	buf_release(&line);
}

/* The client waits: for an answer, or (a reason stands in what) a pause. */
static void
see_wait(void *context, const char *what, long milliseconds)
{
	struct client_session *session = context;
	char *suffix;

	if (!session->shows)
		return;
	/* The same words need not stand there twice. */
	if (session->what == NULL)
		suffix = mem_printf("%s (%ld s)", what, milliseconds / 1000);
	else if (text_starts_with(what, session->what))
		suffix = mem_printf("%s (%ld s)", what + strlen(session->what),
		    milliseconds / 1000);
	else
		suffix = mem_printf("; %s (%ld s)", what, milliseconds / 1000);
	draw(session, suffix);
	free(suffix);
}

struct client_session *
session_open(struct tool *tool, const struct company *company)
{
	struct client_session *session = mem_calloc(1, sizeof(*session));

	session->shows =
	    !tool->quiet && !tool->json && isatty(STDERR_FILENO) == 1;
	harden();
	catch_signals(session);
	session->credentials =
	    company_credentials(company, &stopped_by, tool->diag);
	if (session->credentials != NULL)
		session->client = client_new(company, session->credentials,
		    &session->clock, &stopped_by, tool->diag);
	if (session->client == NULL || stopped_by != 0) {
		session_close(session);
		return NULL;
	}
	client_on_wait(session->client, see_wait, session);
	return session;
}

void
session_close(struct client_session *session)
{
	if (session == NULL)
		return;
	session_progress_clear(session);
	client_free(session->client);
	credentials_free(session->credentials);
	for (size_t i = 0; i < CAUGHT; i++)
		(void)sigaction(caught[i], &session->before[i], NULL);
	free(session->what);
	free(session);
}

struct client *
session_client(const struct client_session *session)
{
	return session->client;
}

void
session_reraise(void)
{
	int signal_number = (int)stopped_by;

	if (signal_number == 0)
		return;
	(void)signal(signal_number, SIG_DFL);
	(void)raise(signal_number);
}

void
session_progress(
    struct client_session *session, long done, long total, const char *what)
{
	session->done = done;
	session->total = total;
	free(session->what);
	session->what = mem_strdup(what);
	draw(session, "");
}

void
session_progress_clear(struct client_session *session)
{
	if (session->shows && session->shown > 0)
		show(session, "", 0);
}
