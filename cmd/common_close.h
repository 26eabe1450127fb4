/* common_close.h - the parts of fenvoy close (see common_close.c). */
#ifndef CMD_COMMON_CLOSE_H
#define CMD_COMMON_CLOSE_H

#include <stdbool.h>
#include <stddef.h>

struct child_args;
struct company;
struct diag_list;
struct page;
struct tool;

/* The stages, whose findings lie in .1.tmp to .9.tmp while it runs. */
enum close_stage {
	CLOSE_READ,
	CLOSE_MAP,
	CLOSE_WRITE,
	CLOSE_CHECK,
	CLOSE_REVIEW,
	CLOSE_FETCH, /* the registers, before all others */
	CLOSE_MAKING_STAGES,
	CLOSE_SEND = CLOSE_MAKING_STAGES,
	CLOSE_BOOKED,
	CLOSE_RECONCILE,
	CLOSE_STAGES
};

/* A batch and its verdicts before they are good enough for their names. */
#define CLOSE_DRAFT ".batch.tmp"
#define CLOSE_DRAFT_CHECK ".check.tsv.tmp"

/* What a person has put into the month's folder. */
struct close_inputs {
	char **csv; /* paths of the exports, in order of their bytes */
	size_t csv_count;
	bool registers; /* there are any */
	char *findings; /* what is wrong with it, as JSON Lines */
};

/*
 * Look what is there. Findings: close.no-exports, close.no-registers, and
 * close.other-file for what stands in exports and will not be read. Names
 * that begin with a dot are the system's own and no exports.
 */
void close_inputs_init(
    struct close_inputs *, const char *month_dir, struct diag_list *);
void close_inputs_release(struct close_inputs *);
void close_inputs_add(const struct close_inputs *, struct child_args *);

struct close_run {
	struct tool *tool;
	const char *dir;   /* of the company */
	const char *month; /* 2026-10 */
	char *month_dir;
	char *company_path;
	struct company *company;
	struct close_inputs inputs;
	bool refresh;  /* fetch the registers anew */
	bool begun;    /* something was sent already: the batch is frozen */
	bool refused;  /* a stage ended with 1, or something is not there */
	bool kept;     /* the batch that was there has the same bytes */
	bool approved; /* a valid approval was found */
	int status;
};

/* This run's own command, in the page's arena. */
const char *close_again(const struct close_run *, struct page *);
/*
 * A stage's command line, begun with its name and the options that all take;
 * a path in the month's folder, after an option or alone (option NULL).
 */
void close_begin(const struct close_run *, struct child_args *,
    const char *name, enum close_stage);
void close_add_path(const struct close_run *, struct child_args *,
    const char *option, const char *name);
/*
 * Run it and free the command line; its exit status, STATUS_MACHINE when it
 * did not end by itself.
 */
int close_run_child(const struct close_run *, struct child_args *, bool silent);
/*
 * The findings of stages from first to before end become findings.jsonl,
 * after what is in kept; 0, or -1 after a finding.
 */
int close_collect_findings(const struct close_run *, const char *kept,
    enum close_stage first, enum close_stage end);
#define CLOSE_FINDINGS_MAX ((size_t)256 << 20)

/*
 * Has something of this month been sent? Then its batch is frozen, and what
 * has changed in the exports since is a warning (close.frozen). False also
 * after a finding, with status set.
 */
bool close_is_begun(struct close_run *);
/*
 * Fetch the registers, if the month has none or they are wanted anew (then
 * check and approval are void). False after a stop, with status set.
 */
bool close_fetch(struct close_run *);
/* Send the approved batch, read the books back, compare, and say so. */
void close_deliver(struct close_run *);

/*
 * Let the draft take the batch's place, unless that has the very same bytes,
 * and its verdicts check.tsv's. 0, or -1 after findings.
 */
int close_install(struct close_run *);
/*
 * After errors no batch may look current: remove batch, check and review of
 * an earlier run. The draft stays, since findings point into it; the next run
 * removes it. 0, or -1 after findings.
 */
int close_discard(struct close_run *);
/*
 * Say how the making ended and what comes next; may turn status into 5, and
 * sets approved.
 */
void close_report(struct close_run *);

#endif
