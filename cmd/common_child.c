/* common_child.c - see common_child.h. */
#include "common_child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/output.h"

/* What a child ends with when its program cannot be started. */
#define NOT_STARTED 127

static const int passed_on[] = { SIGINT, SIGTERM, SIGHUP };
#define PASSED_ON (sizeof(passed_on) / sizeof(passed_on[0]))

/* The one child that runs, for the handler; 0 when there is none. */
static volatile sig_atomic_t running;
static volatile sig_atomic_t interrupted;

void
child_args_add(struct child_args *args, const char *word)
{
	/* One more for the NULL at the end. */
	args->word = mem_grow(
	    args->word, args->count + 1, &args->capacity, sizeof(*args->word));
	args->word[args->count++] = mem_strdup(word);
	args->word[args->count] = NULL;
}

void
child_args_release(struct child_args *args)
{
	for (size_t i = 0; i < args->count; i++)
		free(args->word[i]);
	free(args->word);
	memset(args, 0, sizeof(*args));
}

/* The program beside the running one, or NULL. The caller frees. */
static char *
beside(const char *name)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *dir;
	char *path;

	if (len <= 0)
		return NULL;
	self[len] = '\0';
	dir = path_dir(self);
	path = path_join(dir, name);
	free(dir);
	if (access(path, X_OK) == 0)
		return path;
	free(path);
	return NULL;
}

void
child_become(const char *name, char *const *argv)
{
	char *path = beside(name);

	if (path != NULL)
		(void)execv(path, argv);
	free(path);
	(void)execvp(name, argv);
}

static void
pass_on(int signal)
{
	interrupted = 1;
	if (running > 0)
		(void)kill((pid_t)running, signal);
}

static void
handle_signals(struct sigaction *before)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = pass_on;
	(void)sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < PASSED_ON; i++) {
		(void)sigaction(passed_on[i], NULL, &before[i]);
		/* What was ignored (nohup) stays so, here and in the child. */
		if (before[i].sa_handler != SIG_IGN)
			(void)sigaction(passed_on[i], &action, NULL);
	}
}

static void
restore_signals(const struct sigaction *before)
{
	for (size_t i = 0; i < PASSED_ON; i++)
		(void)sigaction(passed_on[i], &before[i], NULL);
}

/* In the child: never returns. */
static void
start(const struct child_args *args, bool silent, const sigset_t *mask)
{
	if (silent) {
		int nowhere = open("/dev/null", O_WRONLY);

		if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
			_exit(NOT_STARTED);
		(void)close(nowhere);
	}
	(void)sigprocmask(SIG_SETMASK, mask, NULL);
	child_become(args->word[0], args->word);
	_exit(NOT_STARTED);
}

/* Fork with the signals held back, so that none is lost in between. */
static pid_t
launch(const struct child_args *args, bool silent)
{
	sigset_t held;
	sigset_t before;
	pid_t pid;

	(void)sigemptyset(&held);
	for (size_t i = 0; i < PASSED_ON; i++)
		(void)sigaddset(&held, passed_on[i]);
	(void)sigprocmask(SIG_BLOCK, &held, &before);
	pid = fork();
	if (pid == 0)
		start(args, silent, &before);
	running = pid > 0 ? (sig_atomic_t)pid : 0;
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

static void
stopped(struct diag_list *diag, const char *name, const char *how)
{
	(void)diag_add(diag, RULE_CLOSE_STOPPED,
	    (struct source_pos){ NULL, 0, 0 }, "'%s' %s", name, how);
}

static enum child_end
judge(const char *name, int state, struct diag_list *diag, int *ret_status)
{
	char how[64];

	if (interrupted != 0) {
		stopped(diag, name, "was interrupted");
		return CHILD_INTERRUPTED;
	}
	if (WIFSIGNALED(state)) {
		(void)snprintf(how, sizeof(how), "was killed by signal %d",
		    WTERMSIG(state));
		stopped(diag, name, how);
		return CHILD_KILLED;
	}
	*ret_status = WEXITSTATUS(state);
	if (*ret_status == NOT_STARTED) {
		stopped(diag, name, "cannot be started");
		return CHILD_NOT_STARTED;
	}
	return CHILD_EXITED;
}

enum child_end
child_run(const struct child_args *args, bool silent, struct diag_list *diag,
    int *ret_status)
{
	struct sigaction before[PASSED_ON];
	enum child_end end;
	int state = 0;
	pid_t pid;

	(void)fflush(NULL);
	interrupted = 0;
	handle_signals(before);
	pid = launch(args, silent);
	if (pid < 0) {
		(void)diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ args->word[0], 0, 0 },
		    "no process for it: %s", strerror(errno));
		end = CHILD_NOT_STARTED;
	} else {
		while (waitpid(pid, &state, 0) < 0 && errno == EINTR)
			continue;
		running = 0;
		end = judge(args->word[0], state, diag, ret_status);
	}
	restore_signals(before);
	return end;
}
