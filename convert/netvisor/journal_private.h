/*
 * journal_private.h - what the files of the journal share: the open database
 * and short forms for its statements.
 *
 * Every failure of SQLite is a finding with its message, made once where it
 * happens; the transaction around it is rolled back.
 */
#ifndef NETVISOR_JOURNAL_PRIVATE_H
#define NETVISOR_JOURNAL_PRIVATE_H

#include <sqlite3.h>

#include "netvisor/journal.h"

#define JOURNAL_VERSION 1
#define JOURNAL_APPLICATION 0x666e7679 /* "fnvy" */

struct journal {
	sqlite3 *db;
	char *path;  /* as the user named it, for findings */
	char *file;  /* the same without links in its folders */
	int lock;    /* -1: reading only */
	bool broken; /* reading failed where no finding could be made */
	const struct clock *clock;
};

/* stream, id, kind and name; kind, name, month and state of who has it. */
#define JOURNAL_CLAIMED_TEXT                                                   \
	"%s '%s' of %s '%s' belongs to %s '%s' of %s, which is %s"

/* The tables of version 1. */
extern const char journal_schema[];

/* The lock, with this process's number in it; 0, or -1 after a finding. */
int journal_lock(struct journal *, struct diag_list *);
/* Set file from path; 0, or -1 after a finding. */
int journal_locate(struct journal *, struct diag_list *);
/* Certainly not there: what cannot be looked for is not missing. */
bool journal_is_missing(const char *path);
bool journal_log_holds(const struct journal *);
/*
 * Make the file under another name (mode 0600), have it filled, and give it
 * its own when it is complete and on disk. Nothing is left open.
 */
struct company;
typedef int journal_filler(
    struct journal *, const struct company *, struct diag_list *);
int journal_make(struct journal *, journal_filler *, const struct company *,
    struct diag_list *);
int journal_connect(struct journal *, const char *path, struct diag_list *);
int journal_disconnect(struct journal *, struct diag_list *);
/* Is it ours, of a version that is known, and whole? */
int journal_check_file(struct journal *, struct diag_list *);
int journal_use_log(struct journal *, struct diag_list *);
int journal_sync_folder(struct journal *, struct diag_list *);

/*
 * Add what SQLite says of its last failure: journal.busy when somebody else
 * has it locked, system.file when the machine failed, else journal.damaged.
 * Always -1. Call it before the statement is reset.
 */
int journal_failed(struct journal *, const char *what, struct diag_list *);
/* NULL after a finding. */
sqlite3_stmt *journal_prepare(
    struct journal *, const char *sql, struct diag_list *);
/* Text is copied; NULL counts as "". */
void journal_bind_text(sqlite3_stmt *, int place, const char *);
/* Run to the end and reset; 0, or -1 after a finding. */
int journal_run(struct journal *, sqlite3_stmt *, struct diag_list *);
int journal_exec(struct journal *, const char *sql, struct diag_list *);
/* The number that a query answers with; 0, or -1 after a finding. */
int journal_read_number(
    struct journal *, const char *sql, int *ret, struct diag_list *);
/* A finding and -1 when broken is set: nothing more may rely on it. */
int journal_check_broken(struct journal *, struct diag_list *);
/*
 * BEGIN IMMEDIATE, and its end: COMMIT when result is 0, else ROLLBACK.
 * journal_end returns 0 only when it is on disk.
 */
int journal_begin(struct journal *, struct diag_list *);
int journal_end(struct journal *, int result, struct diag_list *);
/* A column's text, never NULL. */
const char *journal_column(sqlite3_stmt *, int place);
/* The state of a name, JOURNAL_STATES if there is none. */
enum journal_state journal_state_find(const char *name);
/* No second document may claim its lines: REJECTED and VOIDED give them up. */
bool journal_state_claims(enum journal_state);

#endif
