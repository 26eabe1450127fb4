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

static char *
month_path(const struct close_run *run, const char *name)
{
	return path_join(run->month_dir, name);
}

void
close_add_path(const struct close_run *run, struct child_args *args,
    const char *option, const char *name)
{
	char *path = month_path(run, name);

	if (option != NULL)
		child_args_add(args, option);
	child_args_add(args, path);
	free(path);
}

void
close_begin(const struct close_run *run, struct child_args *args,
    const char *name, enum close_stage stage)
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
	if (run->tool->language != NULL) {
		child_args_add(args, "--lang");
		child_args_add(args, run->tool->language);
	}
	close_add_path(run, args, "--findings", findings);
	free(findings);
}

int
close_run_child(
    const struct close_run *run, struct child_args *args, bool silent)
{
	int status = STATUS_MACHINE;
	enum child_end end = child_run(args, silent, run->tool->diag, &status);

	child_args_release(args);
	return end == CHILD_EXITED ? status : STATUS_MACHINE;
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
	int status = close_run_child(
	    run, args, stage != CLOSE_REVIEW || run->tool->quiet);

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

	close_begin(run, &args, "fenerum-read", CLOSE_READ);
	child_args_add(&args, "-m");
	child_args_add(&args, run->month);
	close_add_path(run, &args, "-o", "billing");
	close_add_path(run, &args, "--rejects", "rejects");
	close_inputs_add(&run->inputs, &args);
	return finish(run, &args, CLOSE_READ);
}

static bool
run_map(struct close_run *run)
{
	struct child_args args;

	close_begin(run, &args, "fenerum-map", CLOSE_MAP);
	close_add_path(run, &args, "-o", "ledger");
	close_add_path(run, &args, NULL, "billing");
	return finish(run, &args, CLOSE_MAP);
}

static bool
run_write(struct close_run *run)
{
	struct child_args args;

	close_begin(run, &args, "netvisor-write", CLOSE_WRITE);
	child_args_add(&args, "--draft");
	close_add_path(run, &args, "-o", CLOSE_DRAFT);
	close_add_path(run, &args, "--exclusions", "exclusions.tsv");
	close_add_path(run, &args, NULL, "ledger");
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
	close_begin(run, &args, "netvisor-check", CLOSE_CHECK);
	close_add_path(run, &args, "-r", "registers");
	close_add_path(run, &args, "-o", CLOSE_DRAFT_CHECK);
	close_add_path(run, &args, NULL, CLOSE_DRAFT);
	return finish(run, &args, CLOSE_CHECK);
}

static bool
run_review(struct close_run *run)
{
	struct child_args args;

	close_begin(run, &args, "netvisor-review", CLOSE_REVIEW);
	child_args_add(&args, "--summary");
	child_args_add(&args, run->month_dir);
	return finish(run, &args, CLOSE_REVIEW);
}

int
close_collect_findings(const struct close_run *run, const char *kept,
    enum close_stage first, enum close_stage end)
{
	char *path = month_path(run, "findings.jsonl");
	struct buf all;
	int result = 0;

	buf_init(&all, BUF_MAX_DEFAULT);
	buf_puts(&all, kept);
	for (int i = (int)first; i < (int)end && result == 0; i++) {
		char *name = mem_printf(".%d.tmp", i + 1);
		char *part = month_path(run, name);
		char *data = NULL;
		size_t len = 0;

		if (file_exists(part)) {
			data = file_read(
			    part, CLOSE_FINDINGS_MAX, &len, run->tool->diag);
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

static int
collect_findings(const struct close_run *run)
{
	return close_collect_findings(
	    run, run->inputs.findings, CLOSE_READ, CLOSE_MAKING_STAGES);
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

/* Fetch what is missing, then make the month's batch. */
static void
make_batch(struct close_run *run)
{
	bool fetched = close_fetch(run);

	close_inputs_init(&run->inputs, run->month_dir, run->tool->diag);
	if (fetched)
		run_stages(run);
	else if (collect_findings(run) != 0)
		run->status = STATUS_MACHINE;
}

static void
run_month(struct close_run *run)
{
	clean_leftovers(run);
	run->begun = close_is_begun(run);
	if (run->status == STATUS_DONE && !run->begun)
		make_batch(run);
	close_report(run);
	if (run->status == STATUS_DONE && run->approved)
		close_deliver(run);
	remove_findings_parts(run);
	close_inputs_release(&run->inputs);
}

int
driver_close(
    struct tool *tool, const char *dir, const char *month, bool refresh)
{
	struct close_run run = {
		.tool = tool, .dir = dir, .month = month, .refresh = refresh
	};
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
		run_month(&run);
		(void)close(lock);
	}
	company_free(run.company);
	free(run.month_dir);
	free(run.company_path);
	return run.status;
}
