/*
 * common_verdict.h - what a person decides about a month: yes to exactly
 * these bytes, no to one document, or that no taken back.
 *
 * Each prints what it did, and what has to be run next; what it refuses is a
 * finding.
 */
#ifndef CMD_COMMON_VERDICT_H
#define CMD_COMMON_VERDICT_H

struct diag_list;
struct tool;

struct verdict {
	const char *dir; /* of the month */
	const char *by;
	const char *digest;
	const char *item;
	const char *reason;
	const char *at;    /* NULL: now */
	const char *close; /* the command that runs the month again */
};

/*
 * Write approval.yaml. One that holds already stays: with the same name that
 * is said, with another it is a finding (review.already-approved).
 */
void verdict_approve(const struct verdict *, const struct tool *);
void verdict_reject(const struct verdict *, struct diag_list *);
void verdict_restore(const struct verdict *, struct diag_list *);

#endif
