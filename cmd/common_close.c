/*
 * common_close.c - fenvoy close: read, map, write a draft, check it, and only
 * if nobody complained let it take the batch's place; then the review and the
 * question whether a person has approved these bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "common.h"
#include "common_child.h"
#include "common_close.h"
#include "common_driver.h"
#include "mapping/company.h"

/* read, map, write, check, review: each leaves its findings here. */
#define FINDINGS_FILE_MAX ((size_t)256 << 20)

static char *
month_path(const struct close_run *run, const char *name)
{
	return path_join(run->month_dir, name);
}

/* Add "-x", "dir/name" and free nothing of the caller's. */
static void
add_path(const struct close_run *run, struct child_args *args,
    const char *option, const char *name)
{
	char *path = month_path(run, name);

	if (option != NULL)
		child_args_add(args, option);
	child_args_add(args, path);
	free(path);
}

static void
begin(const struct close_run *run, struct child_args *args, const char *name,
    enum close_stage stage)
{
	char *findings = mem_printf(".%d.tmp", (int)stage + 1);

	memset(args, 0, sizeof(*args));
	child_args_add(args, name);
	child_args_add(args, "-c");
	child_args_add(args, run->company_path);
	if (run->tool->quiet)
		child_args_add(args, "-q");
	if (run->tool->json)
		child_args_add(args, "--json");
	add_path(run, args, "--findings", findings);
	free(findings);
}

/*
 * Run one stage. Findings of data (status 1) are remembered and the line
 * goes on, so that one run names the faults of all stages; anything else
 * ends it. With on_reject: withhold the faults of reading and mapping keep
 * documents out, and whether the rest is right, netvisor-write says.
 */
static bool
finish(struct close_run *run, struct child_args *args, enum close_stage stage)
{
	bool silent = stage != CLOSE_REVIEW || run->tool->quiet;
	int status = STATUS_MACHINE;
	enum child_end end;

	end = child_run(args, silent, run->tool->diag, &status);
	child_args_release(args);
	if (end != CHILD_EXITED)
		status = STATUS_MACHINE;
	if (status == STATUS_DATA)
		run->refused |= stage > CLOSE_MAP ||
		                run->company->on_reject == ON_REJECT_STOP;
	else if (status != STATUS_DONE)
		run->status =
		    status == STATUS_CONFIG ? STATUS_CONFIG : STATUS_MACHINE;
	return run->status == STATUS_DONE;
}

static bool
run_read(struct close_run *run)
{
	struct child_args args;

	begin(run, &args, "fenerum-read", CLOSE_READ);
	child_args_add(&args, "-m");
	child_args_add(&args, run->month);
	add_path(run, &args, "-o", "billing");
	add_path(run, &args, "--rejects", "rejects");
	close_inputs_add(&run->inputs, &args);
	return finish(run, &args, CLOSE_READ);
}

static bool
run_map(struct close_run *run)
{
	struct child_args args;

	begin(run, &args, "fenerum-map", CLOSE_MAP);
	add_path(run, &args, "-o", "ledger");
	add_path(run, &args, NULL, "billing");
	return finish(run, &args, CLOSE_MAP);
}

static bool
run_write(struct close_run *run)
{
	struct child_args args;

	begin(run, &args, "netvisor-write", CLOSE_WRITE);
	child_args_add(&args, "--draft");
	add_path(run, &args, "-o", CLOSE_DRAFT);
	add_path(run, &args, "--exclusions", "exclusions.tsv");
	add_path(run, &args, NULL, "ledger");
	return finish(run, &args, CLOSE_WRITE);
}

static bool
run_check(struct close_run *run)
{
	struct child_args args;
	char *draft = month_path(run, CLOSE_DRAFT);
	const bool there = file_exists(draft);

	free(draft);
	/*
	 * Of what could not even be drafted there is nothing to check, and
	 * nothing to check it against without registers.
	 */
	if ((!there && run->refused) || !run->inputs.registers)
		return true;
	begin(run, &args, "netvisor-check", CLOSE_CHECK);
	add_path(run, &args, "-r", "registers");
	add_path(run, &args, "-o", CLOSE_DRAFT_CHECK);
	add_path(run, &args, NULL, CLOSE_DRAFT);
	return finish(run, &args, CLOSE_CHECK);
}

static bool
run_review(struct close_run *run)
{
	struct child_args args;

	begin(run, &args, "netvisor-review", CLOSE_REVIEW);
	child_args_add(&args, "--summary");
	child_args_add(&args, run->month_dir);
	return finish(run, &args, CLOSE_REVIEW);
}

/* All stages' findings become findings.jsonl at once. */
static int
collect_findings(const struct close_run *run)
{
	char *path = month_path(run, "findings.jsonl");
	struct buf all;
	int result = 0;

	buf_init(&all, BUF_MAX_DEFAULT);
	buf_puts(&all, run->inputs.findings);
	for (int i = 1; i <= CLOSE_STAGES && result == 0; i++) {
		char *name = mem_printf(".%d.tmp", i);
		char *part = month_path(run, name);
		char *data = NULL;
		size_t len = 0;

		if (file_exists(part)) {
			data = file_read(
			    part, FINDINGS_FILE_MAX, &len, run->tool->diag);
			result = data == NULL ? -1 : 0;
			buf_put(&all, data == NULL ? "" : data, len);
		}
		free(data);
		free(part);
		free(name);
	}
	if (result == 0)
		result = atomic_file_write(
		    path, buf_text(&all), all.len, run->tool->diag);
	buf_release(&all);
	free(path);
	return result;
}

/*
 * The stages in their order; run->status says how it ended. Without exports
 * none has anything to do, and what an earlier run made is of no exports.
 */
static void
run_stages(struct close_run *run)
{
	bool whole = true;

	run->refused = run->inputs.csv_count == 0 || !run->inputs.registers;
	if (run->inputs.csv_count > 0)
		whole = run_read(run) && run_map(run) && run_write(run) &&
		        run_check(run);
	/* Also after a stop: what the stages before it found is worth it. */
	if (file_exists(run->month_dir) && collect_findings(run) != 0)
		run->status = STATUS_MACHINE;
	if (!whole || run->status != STATUS_DONE)
		return;
	if (run->refused) {
		run->status = STATUS_DATA;
		if (close_discard(run) != 0)
			run->status = STATUS_MACHINE;
		return;
	}
	if (close_install(run) != 0) {
		run->status = STATUS_MACHINE;
		return;
	}
	if (run_review(run) && collect_findings(run) != 0)
		run->status = STATUS_MACHINE;
	if (run->status == STATUS_DONE && run->refused)
		run->status = STATUS_DATA;
}

/*
 * One close at a time in a company; the folder itself is the lock. The tools
 * inherit it: one that outlives a killed fenvoy still keeps others out.
 */
static int
lock_company(struct tool *tool, const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (fd >= 0 && errno == EWOULDBLOCK)
		(void)diag_add(tool->diag, RULE_CLOSE_BUSY,
		    (struct source_pos){ dir, 0, 0 },
		    "another fenvoy close is at work here");
	else
		(void)diag_add(tool->diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ dir, 0, 0 }, "cannot be locked: %s",
		    strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

static void
clean_leftovers(const struct close_run *run)
{
	static const char *const stage[] = { "billing", "ledger", "rejects" };

	folder_clean(run->dir);
	folder_clean(run->month_dir);
	for (size_t i = 0; i < sizeof(stage) / sizeof(stage[0]); i++) {
		char *path = month_path(run, stage[i]);

		folder_clean(path);
		free(path);
	}
}

static void
remove_findings_parts(const struct close_run *run)
{
	for (int i = 1; i <= CLOSE_STAGES; i++) {
		char *name = mem_printf(".%d.tmp", i);
		char *path = month_path(run, name);

		(void)unlink(path);
		free(path);
		free(name);
	}
}

int
driver_close(struct tool *tool, const char *dir, const char *month)
{
	struct close_run run = { .tool = tool, .dir = dir, .month = month };
	int lock;

	run.company_path = path_join(dir, "company.yaml");
	run.month_dir = path_join(dir, month);
	run.company = company_load(run.company_path, tool->diag);
	lock = run.company == NULL ? -1 : lock_company(tool, dir);
	if (run.company == NULL) {
		run.status = STATUS_CONFIG;
	} else if (lock < 0) {
		run.status = STATUS_MACHINE;
	} else {
		clean_leftovers(&run);
		close_inputs_init(&run.inputs, run.month_dir, tool->diag);
		run_stages(&run);
		remove_findings_parts(&run);
		close_report(&run);
		close_inputs_release(&run.inputs);
		(void)close(lock);
	}
	company_free(run.company);
	free(run.month_dir);
	free(run.company_path);
	return run.status;
}
