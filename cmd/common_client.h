/*
 * common_client.h - what the programs that speak with Netvisor share: the
 * keys, a process that leaks none of them, a stop that loses nothing, and one
 * line of progress.
 *
 *	session = session_open(&tool, company);
 *	if (session != NULL)
 *		... session_client(session) ...
 *	session_close(session);
 *	company_free(company);
 *	status = tool_finish(&tool, status);
 *	session_reraise();
 *	return status;
 *
 * SIGINT and SIGTERM only set a flag: a POST in flight is finished, a GET in
 * flight is given up, nothing further begins.
 */
#ifndef CMD_COMMON_CLIENT_H
#define CMD_COMMON_CLIENT_H

#include <stdbool.h>

struct client;
struct client_session;
struct company;
struct tool;

/*
 * Forbid core files and other processes' looks, catch the signals, read the
 * keys (company->network: the file, or the command's output) and make the
 * client. company must outlive the session. NULL after findings in tool->diag
 * (access.credentials, network.tls), or when stopped meanwhile.
 */
struct client_session *session_open(struct tool *, const struct company *);
/* Wipes the keys, clears the progress line; safe on NULL. */
void session_close(struct client_session *);

/* Lives as long as the session. */
struct client *session_client(const struct client_session *);

/*
 * End by the signal that stopped the run, if one did, with its default
 * action, as the caller's shell expects; the last thing before return. The
 * status of main is then the signal's.
 */
void session_reraise(void);

/*
 * One line on a terminal's standard error, rewritten in place: how many of
 * total (0: not known) are done, and what is under way. The waits of the
 * client show in it by themselves. Nothing with --quiet, --json, or when
 * standard error is no terminal.
 */
void session_progress(
    struct client_session *, long done, long total, const char *what);
/* Take the line away, before something else is written there. */
void session_progress_clear(struct client_session *);

#endif
