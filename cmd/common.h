/*
 * common.h - what every program's main shares: options, findings, exit status.
 *
 * stdout is the product, stderr the talk. A program's main parses its options
 * with tool_options, does its work with tool.diag, and returns tool_finish.
 */
#ifndef CMD_COMMON_H
#define CMD_COMMON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* The one exit scheme (fenvoy.7, EXIT STATUS). Never a count. */
enum exit_status {
	STATUS_DONE = 0,
	STATUS_DATA = 1,    /* data wrong or refused, or differences found */
	STATUS_CONFIG = 2,  /* command line, configuration, credentials */
	STATUS_MACHINE = 3, /* file, disk, memory, network before sending */
	STATUS_UNKNOWN = 4, /* a request left, its outcome is unknown */
	STATUS_PERSON = 5   /* a person is needed */
};

/* One option; exactly one of value and flag is set. letter may be 0. */
struct tool_option {
	char letter;
	const char *name;     /* long name without dashes */
	const char *argument; /* name of its argument in the help, or NULL */
	const char *help;     /* NULL: not shown in the help */
	const char **value;
	bool *flag;
};

struct tool {
	const char *name;
	const char *usage;   /* after the name: "-c FILE [-o DIR] [FOLDER]" */
	const char *summary; /* one sentence */
	const struct tool_option *option;
	size_t option_count;
	/* What --findings writes, where it is not all there are; else NULL. */
	const char *findings_help;
	/* Filled by tool_options. */
	struct diag_list *diag;
	bool quiet;
	bool json;
	const char *findings; /* --findings FILE */
	const char *language; /* --lang as given, to pass on; NULL: not given */
	const char *explain;  /* --explain-rule NAME */
	/*
	 * Set by main when documents with errors were left out as the company
	 * wants it (on_reject: withhold): findings of data then do not make
	 * the status.
	 */
	bool withheld;
};

/*
 * Parse argv. Help, version and the explanation of a rule print to stdout and
 * end the process with 0, a wrong option with one line on stderr and 2.
 * Returns the index of the first operand. The findings' language is that of
 * --lang, else of the locale; company_load may weigh in between.
 */
int tool_options(struct tool *, int argc, char **argv);

/*
 * The same for the options before the first operand only; tool_options may
 * follow.
 */
int tool_leading_options(struct tool *, int argc, char **argv);

/* A usage error found later: one line on stderr, ends the process with 2. */
void tool_usage_error(const struct tool *, const char *fmt, ...)
    __attribute__((noreturn, format(printf, 2, 3)));

/*
 * Flush and check stdout; write the findings to stderr (text or JSON Lines)
 * and to the findings file; free. The status is status unless that is 0 and
 * there are errors: then 3 for system.*, network.* and journal.busy, 2 for
 * company.* and access.*, else 1. A system.* error makes it 3 in any case.
 */
int tool_finish(struct tool *, int status);

#endif
