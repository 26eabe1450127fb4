/*
 * common_child.h - running the other programs of the family.
 *
 * A program is taken from the folder of the running one, else from PATH, so
 * that an uninstalled build runs its own tools.
 */
#ifndef CMD_COMMON_CHILD_H
#define CMD_COMMON_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* A growing argument list, ended by NULL; the words are copies. */
struct child_args {
	char **word;
	size_t count;
	size_t capacity;
};
void child_args_add(struct child_args *, const char *);
void child_args_release(struct child_args *);

/* What became of a child. */
enum child_end {
	CHILD_EXITED,      /* *ret_status is its exit status */
	CHILD_KILLED,      /* by a signal */
	CHILD_NOT_STARTED, /* no such program, or no process */
	CHILD_INTERRUPTED  /* we were asked to stop, and it was told so */
};

/*
 * Run args.word[0] and wait for it. Interrupts that reach us are passed on.
 * silent: its standard output goes nowhere. Everything but CHILD_EXITED is a
 * finding (close.stopped, system.file).
 */
enum child_end child_run(const struct child_args *, bool silent,
    struct diag_list *, int *ret_status);

/*
 * Become the program of argv[0]; returns, with errno set, only when that is
 * not possible.
 */
void child_become(const char *name, char *const *argv);

#endif
