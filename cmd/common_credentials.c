/* common_credentials.c - see common_credentials.h. */
#include "common_credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mapping/company.h"
#include "netvisor/credentials.h"

#define LABEL "credentials_command"
/* What a child ends with when its program cannot be started. */
#define NOT_STARTED 127
/* A stop is seen within this time; milliseconds. */
#define LOOK_EACH 100

/* What the command prints, in memory that is wiped. */
struct printed {
	char *text;
	size_t len;
	bool too_long;
};

/* In the child: never returns. */
static void
become(const struct company *company, int out)
{
	char *const *word = company->network.credentials_command;
	int in = open("/dev/null", O_RDONLY);

	if (in < 0 || dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0 || chdir(company->dir) != 0)
		_exit(NOT_STARTED);
	if (in > STDERR_FILENO)
		(void)close(in);
	(void)execvp(word[0], word);
	_exit(NOT_STARTED);
}

/* The child, with *ret_from what it prints; -1 with errno. */
static pid_t
start(const struct company *company, int *ret_from)
{
	int end[2];
	pid_t pid;

	if (pipe(end) != 0)
		return -1;
	(void)fcntl(end[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(end[1], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0)
		become(company, end[1]);
	(void)close(end[1]);
	if (pid < 0) {
		(void)close(end[0]);
		return -1;
	}
	*ret_from = end[0];
	return pid;
}

/* False when nothing came for a while. */
static bool
has_something(int from)
{
	struct pollfd look = { .fd = from, .events = POLLIN };

	return poll(&look, 1, LOOK_EACH) > 0;
}

/* All that is printed, up to the cap; ends early when *stop is set. */
static void
read_all(int from, const volatile sig_atomic_t *stop, struct printed *ret)
{
	while (*stop == 0) {
		ssize_t got;

		if (ret->len == CREDENTIALS_TEXT_MAX + 1) {
			ret->too_long = true;
			return;
		}
		if (!has_something(from))
			continue;
		got = read(from, ret->text + ret->len,
		    CREDENTIALS_TEXT_MAX + 1 - ret->len);
		if (got == 0 || (got < 0 && errno != EINTR))
			return;
		if (got > 0)
			ret->len += (size_t)got;
	}
}

static int
end_of(pid_t pid, const volatile sig_atomic_t *stop)
{
	int state = 0;

	if (*stop != 0)
		(void)kill(pid, SIGTERM);
	while (waitpid(pid, &state, 0) < 0 && errno == EINTR)
		if (*stop != 0)
			(void)kill(pid, SIGTERM);
	return state;
}

/* True when the command went well; else a finding says how it ended. */
static bool
went_well(const struct company *company, const struct printed *printed,
    int state, bool stopped, struct diag_list *diag)
{
	struct source_pos pos = company->network.credentials_pos;
	const char *name = company->network.credentials_command[0];

	if (stopped)
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
		    "stopped while '%s' ran", name);
	else if (printed->too_long)
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
		    "'%s' prints more than %zu bytes", name,
		    CREDENTIALS_TEXT_MAX);
	else if (WIFSIGNALED(state))
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
		    "'%s' was killed by signal %d", name, WTERMSIG(state));
	else if (WEXITSTATUS(state) == NOT_STARTED)
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
		    "'%s' cannot be started", name);
	else if (WEXITSTATUS(state) != 0)
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
		    "'%s' ended with status %d", name, WEXITSTATUS(state));
	else
		return true;
	return false;
}

static struct credentials *
from_command(const struct company *company, const volatile sig_atomic_t *stop,
    struct diag_list *diag)
{
	const size_t size = CREDENTIALS_TEXT_MAX + 1;
	struct printed printed = { .text = secret_alloc(size) };
	struct credentials *credentials = NULL;
	int from, state;
	pid_t pid = start(company, &from);

	if (pid < 0) {
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS,
		    company->network.credentials_pos, "'%s': no process: %s",
		    company->network.credentials_command[0], strerror(errno));
	} else {
		read_all(from, stop, &printed);
		(void)close(from);
		state = end_of(pid, stop);
		if (went_well(company, &printed, state, *stop != 0, diag))
			credentials = credentials_parse(
			    printed.text, printed.len, LABEL, diag);
	}
	secret_free(printed.text, size);
	return credentials;
}

struct credentials *
company_credentials(const struct company *company,
    const volatile sig_atomic_t *stop, struct diag_list *diag)
{
	if (company->network.credentials_command != NULL)
		return from_command(company, stop, diag);
	return credentials_read(company->network.credentials, diag);
}
