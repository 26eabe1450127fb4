/*
 * fenvoy.c - the driver: makes a company folder, runs a month as far as it
 * may go, says how far each month is. Any other word X runs fenvoy-X.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "common.h"
#include "common_child.h"
#include "common_driver.h"

struct request {
	const char *dir;
	const char *file;
	const char *credentials;
	bool refresh;
};

static bool
is_own(const char *word)
{
	return strcmp(word, "init") == 0 || strcmp(word, "close") == 0 ||
	       strcmp(word, "status") == 0;
}

/* Become fenvoy-X; ends the process when there is no such program. */
static void
become(const struct tool *tool, char **argv, const char *dir)
{
	char *word = argv[0];
	char *name = mem_printf("fenvoy-%s", word);

	if (dir != NULL && chdir(dir) != 0)
		tool_usage_error(tool, "folder '%s': %s", dir, strerror(errno));
	argv[0] = name;
	if (strchr(word, '/') == NULL)
		child_become(name, argv);
	tool_usage_error(tool,
	    "'%s' is not init, close or status, and there is no program "
	    "'%s'",
	    word, name);
}

static void
check_month(const struct tool *tool, const char *word)
{
	struct month month;

	if (!month_parse(word, strlen(word), &month))
		tool_usage_error(tool, "'%s' is not a month (YYYY-MM)", word);
}

static int
run(struct tool *tool, const struct request *request, int argc, char **argv)
{
	const char *command = argc > 0 ? argv[0] : "";

	if (argc == 0)
		tool_usage_error(tool, "init, close or status?");
	if (strcmp(command, "init") == 0) {
		if (argc != 2 || request->file == NULL)
			tool_usage_error(
			    tool, "init needs a folder and --from FILE");
		return driver_init(
		    tool, argv[1], request->file, request->credentials);
	}
	if (request->file != NULL || request->credentials != NULL)
		tool_usage_error(tool, "--from and --credentials go with init");
	if (request->refresh && strcmp(command, "close") != 0)
		tool_usage_error(tool, "--refresh goes with close");
	if (argc > 2 || (argc < 2 && strcmp(command, "close") == 0))
		tool_usage_error(tool, "%s takes one month", command);
	if (argc == 2)
		check_month(tool, argv[1]);
	if (strcmp(command, "close") == 0)
		return driver_close(
		    tool, request->dir, argv[1], request->refresh);
	return driver_status(tool, request->dir, argc == 2 ? argv[1] : NULL);
}

int
main(int argc, char **argv)
{
	struct request request = { NULL, NULL, NULL, false };
	const struct tool_option option[] = {
		{ 'C', "directory", "DIR", "the company's folder (default .)",
		    &request.dir, NULL },
		{ 0, "from", "FILE", "init: the settings of the new company",
		    &request.file, NULL },
		{ 0, "credentials", "FILE",
		    "init: the file of the keys (-: standard input)",
		    &request.credentials, NULL },
		{ 0, "refresh", NULL,
		    "close: fetch the registers anew; voids the approval", NULL,
		    &request.refresh },
	};
	struct tool tool = { .name = "fenvoy",
		.usage = "init DIR --from FILE [--credentials FILE]\n"
			 "       fenvoy [-C DIR] close [--refresh] MONTH\n"
			 "       fenvoy [-C DIR] status [MONTH]\n"
			 "       fenvoy [-C DIR] X ... runs the program "
			 "fenvoy-X",
		.summary = "Carry a month of Fenerum billing to Netvisor, as "
			   "far as it may go.",
		.option = option,
		.option_count = sizeof(option) / sizeof(option[0]),
		.findings_help = "write fenvoy's own findings to FILE; all "
				 "are in the month's findings.jsonl" };
	int operand = tool_leading_options(&tool, argc, argv);

	/* What follows the word of another program is that program's. */
	if (operand < argc && !is_own(argv[operand]))
		become(&tool, argv + operand, request.dir);
	operand = tool_options(&tool, argc, argv);
	if (request.dir == NULL)
		request.dir = ".";
	return tool_finish(
	    &tool, run(&tool, &request, argc - operand, argv + operand));
}
