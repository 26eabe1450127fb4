/*
 * approval.h - approval.yaml: a person's yes to exactly these bytes.
 *
 * An approval names the batch's digest (batch.h), so that one changed byte,
 * a request more or less, or another order makes it void. It also names the
 * exclusions and the batch's tables that the reviewer saw: which documents a
 * request holds, in which encoding, after which others, and what was left
 * out, with its sums. It is not signed: it guards against mistakes, not
 * against someone who can write the folder.
 */
#ifndef NETVISOR_APPROVAL_H
#define NETVISOR_APPROVAL_H

#include <stdint.h>

#include "base/diag.h"

struct batch;

/* Where a month's files lie; all are opened as they stand here. */
struct approval_paths {
	char *approval;   /* approval.yaml */
	char *check;      /* check.tsv */
	char *exclusions; /* exclusions.tsv */
	char *registers;  /* folder */
};

enum approval_state {
	APPROVAL_VALID,
	APPROVAL_NONE,  /* there is no approval.yaml */
	APPROVAL_VOID,  /* there is one, for something else; findings say why */
	APPROVAL_FAILED /* a file cannot be read; findings say which */
};

#define APPROVAL_TABLES 3

/* What an approval says of itself, for showing. */
struct approval {
	char *digest;
	char *by;
	char *at; /* YYYY-MM-DDTHH:MM:SSZ */
	long requests;
	long items;
	char *table_sha256[APPROVAL_TABLES]; /* manifest, items, withheld */
	char *exclusions_sha256;
	char *rule_set;
};

/* The usual names in a month folder. */
void approval_paths_init(struct approval_paths *, const char *month_dir);
void approval_paths_release(struct approval_paths *);

/*
 * May this batch be approved, or sent? Every file's bytes are read and
 * compared, and check.tsv must say ok of each of them under the rule set of
 * this program and by the registers that lie in the month. A finding for each
 * thing that is not so: check.hash and check.file (a changed byte),
 * review.check-missing, review.check-bad, review.check-stale. 0, or -1.
 */
int approval_ready(
    const struct approval_paths *, const struct batch *, struct diag_list *);

/*
 * Write approval.yaml. digest is what the reviewer saw; another than the
 * batch's is refused (review.digest), as are a batch that is not ready and a
 * name that nobody could read again. at is in seconds since 1970. 0, or -1
 * after findings.
 */
int approval_write(const struct approval_paths *, const struct batch *,
    const char *by, const char *digest, int64_t at, struct diag_list *);

/*
 * Does approval.yaml hold for this batch now? When void, a finding
 * review.approval-void for each reason that lies in the approval (another
 * digest, changed tables or exclusions, unreadable) beside those of
 * approval_ready. ret may be NULL; with APPROVAL_VALID and APPROVAL_VOID it is
 * filled as far as the file could be read, and approval_release frees it.
 */
enum approval_state approval_verify(const struct approval_paths *,
    const struct batch *, struct diag_list *, struct approval *ret);
void approval_release(struct approval *);

#endif
