/* journal_statement.c - short forms for SQLite (see journal_private.h). */
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "netvisor/journal_private.h"

static enum rule_id
rule_of_failure(const struct journal *journal)
{
	if (journal->db == NULL)
		return RULE_SYSTEM_FILE;
	switch (sqlite3_errcode(journal->db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return RULE_JOURNAL_BUSY;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_NOMEM:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return RULE_SYSTEM_FILE;
	default:
		return RULE_JOURNAL_DAMAGED;
	}
}

int
journal_failed(
    struct journal *journal, const char *what, struct diag_list *diag)
{
	(void)diag_add(diag, rule_of_failure(journal),
	    (struct source_pos){ journal->path, 0, 0 }, "%s: %s", what,
	    journal->db == NULL ? "no memory" : sqlite3_errmsg(journal->db));
	return -1;
}

sqlite3_stmt *
journal_prepare(
    struct journal *journal, const char *sql, struct diag_list *diag)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(journal->db, sql, -1, &statement, NULL) ==
	    SQLITE_OK)
		return statement;
	(void)journal_failed(journal, "cannot be read", diag);
	return NULL;
}

void
journal_bind_text(sqlite3_stmt *statement, int place, const char *text)
{
	if (sqlite3_bind_text(statement, place, text == NULL ? "" : text, -1,
		SQLITE_TRANSIENT) == SQLITE_NOMEM)
		mem_exhausted();
}

int
journal_run(
    struct journal *journal, sqlite3_stmt *statement, struct diag_list *diag)
{
	int step;

	do
		step = sqlite3_step(statement);
	while (step == SQLITE_ROW);
	if (step != SQLITE_DONE)
		(void)journal_failed(journal, "cannot be written", diag);
	(void)sqlite3_reset(statement);
	return step == SQLITE_DONE ? 0 : -1;
}

int
journal_exec(struct journal *journal, const char *sql, struct diag_list *diag)
{
	if (sqlite3_exec(journal->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return journal_failed(journal, "cannot be written", diag);
}

int
journal_check_broken(struct journal *journal, struct diag_list *diag)
{
	if (!journal->broken)
		return 0;
	(void)diag_add(diag, RULE_JOURNAL_DAMAGED,
	    (struct source_pos){ journal->path, 0, 0 },
	    "it could not be read a moment ago");
	return -1;
}

int
journal_begin(struct journal *journal, struct diag_list *diag)
{
	if (journal_check_broken(journal, diag) != 0)
		return -1;
	return journal_exec(journal, "BEGIN IMMEDIATE", diag);
}

int
journal_end(struct journal *journal, int result, struct diag_list *diag)
{
	if (result == 0)
		result = journal_exec(journal, "COMMIT", diag);
	/* Harmless when SQLite has rolled back by itself (a full disk). */
	if (result != 0)
		(void)sqlite3_exec(journal->db, "ROLLBACK", NULL, NULL, NULL);
	return result;
}

const char *
journal_column(sqlite3_stmt *statement, int place)
{
	const unsigned char *text = sqlite3_column_text(statement, place);

	if (text == NULL &&
	    sqlite3_column_type(statement, place) != SQLITE_NULL)
		mem_exhausted();
	return text == NULL ? "" : (const char *)text;
}

static const char *const state_name[JOURNAL_STATES] = {
	[JOURNAL_NEW] = "NEW",
	[JOURNAL_INTENDED] = "INTENDED",
	[JOURNAL_QUEUED] = "QUEUED",
	[JOURNAL_PRESENT] = "PRESENT",
	[JOURNAL_ACCEPTED] = "ACCEPTED",
	[JOURNAL_REJECTED] = "REJECTED",
	[JOURNAL_UNKNOWN] = "UNKNOWN",
	[JOURNAL_HELD] = "HELD",
	[JOURNAL_VOIDED] = "VOIDED",
};

const char *
journal_state_name(enum journal_state state)
{
	return state < JOURNAL_STATES ? state_name[state] : "";
}

enum journal_state
journal_state_find(const char *name)
{
	unsigned state = 0;

	while (state < JOURNAL_STATES && strcmp(state_name[state], name) != 0)
		state++;
	return (enum journal_state)state;
}

bool
journal_state_claims(enum journal_state state)
{
	return state != JOURNAL_REJECTED && state != JOURNAL_VOIDED;
}
