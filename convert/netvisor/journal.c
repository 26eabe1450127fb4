/* journal.c - opening journal.db: whose it is, and who may write. */
#include "netvisor/journal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "mapping/company.h"
#include "netvisor/journal_private.h"

/* Whose journal --------------------------------------------------------- */

enum ownership {
	OWNER_SAME,
	OWNER_NONE, /* another's, but nothing was ever intended for it */
	OWNER_OTHER,
	OWNER_UNKNOWN /* it cannot be read */
};

/* All of this machine's own addresses are one host to a journal. */
static const char *
host_name(const char *host)
{
	static const char *const loopback[] = { "localhost", "127.0.0.1",
		"[::1]" };
	const char *name = strstr(host, "://");

	name = name == NULL ? host : name + 3;
	for (size_t i = 0; i < sizeof(loopback) / sizeof(loopback[0]); i++) {
		const size_t len = strlen(loopback[i]);

		if (strncmp(name, loopback[i], len) == 0 &&
		    (name[len] == '\0' || name[len] == ':' || name[len] == '/'))
			return "loopback";
	}
	return host;
}

/* A text that the caller frees, or NULL after a finding. */
static char *
owner_text(struct journal *journal, const char *name, struct diag_list *diag)
{
	sqlite3_stmt *statement = journal_prepare(
	    journal, "SELECT value FROM meta WHERE name = ?", diag);
	char *value = NULL;

	if (statement == NULL)
		return NULL;
	journal_bind_text(statement, 1, name);
	if (sqlite3_step(statement) == SQLITE_ROW)
		value = mem_strdup(journal_column(statement, 0));
	else
		(void)journal_failed(journal, "lacks its owner", diag);
	(void)sqlite3_finalize(statement);
	return value;
}

/* Whose it is, beside whose it should be. */
static enum ownership
compare_owner(struct journal *journal, const char *name, const char *wanted,
    struct diag_list *diag)
{
	char *value = owner_text(journal, name, diag);
	enum ownership result = OWNER_SAME;

	if (value == NULL)
		return OWNER_UNKNOWN;
	if (strcmp(host_name(value), host_name(wanted)) != 0) {
		result = OWNER_OTHER;
		(void)diag_add(diag, RULE_JOURNAL_OTHER,
		    (struct source_pos){ journal->path, 0, 0 },
		    "it is of %s %s, and company.yaml says %s", name, value,
		    wanted);
	}
	free(value);
	return result;
}

/* The findings of another owner are for a journal that is bound. */
static enum ownership
check_owners(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	enum ownership organisation =
	    compare_owner(journal, "organisation", company->business_id, diag);
	enum ownership host =
	    compare_owner(journal, "host", company->host, diag);

	return organisation > host ? organisation : host;
}

/* What was never intended binds to nobody. */
static enum ownership
find_owner(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	struct diag_list *others = diag_list_new();
	enum ownership result = check_owners(journal, company, others);
	int bound = 1;

	if (result == OWNER_OTHER &&
	    journal_read_number(journal, "SELECT EXISTS(SELECT 1 FROM attempt)",
		&bound, diag) != 0)
		result = OWNER_UNKNOWN;
	else if (result == OWNER_OTHER && bound == 0)
		result = OWNER_NONE;
	else if (result != OWNER_SAME)
		(void)check_owners(journal, company, diag);
	diag_list_free(others);
	return result;
}

static int
put_owner(struct journal *journal, const char *name, const char *value,
    struct diag_list *diag)
{
	sqlite3_stmt *statement = journal_prepare(
	    journal, "INSERT OR REPLACE INTO meta VALUES (?, ?)", diag);
	int result;

	if (statement == NULL)
		return -1;
	journal_bind_text(statement, 1, name);
	journal_bind_text(statement, 2, value);
	result = journal_run(journal, statement, diag);
	(void)sqlite3_finalize(statement);
	return result;
}

static int
put_owners(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	if (put_owner(journal, "organisation", company->business_id, diag) != 0)
		return -1;
	return put_owner(journal, "host", company->host, diag);
}

/* The tables and the owner appear together or not at all. */
static int
make_tables(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	char *mark =
	    mem_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
		JOURNAL_APPLICATION, JOURNAL_VERSION);
	int result = journal_begin(journal, diag);

	if (result == 0) {
		if (journal_exec(journal, journal_schema, diag) != 0 ||
		    put_owners(journal, company, diag) != 0 ||
		    journal_exec(journal, mark, diag) != 0)
			result = -1;
		result = journal_end(journal, result, diag);
	}
	free(mark);
	return result;
}

/*
 * It becomes this company's. What was registered for the former owner, and
 * what was seen there, goes with it: it is registered anew.
 */
static int
rebind(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	int result = journal_begin(journal, diag);

	if (result != 0)
		return -1;
	result = journal_exec(journal,
	    "UPDATE batch SET replaced = 1; UPDATE source_line SET active = 0",
	    diag);
	if (result == 0)
		result = put_owners(journal, company, diag);
	return journal_end(journal, result, diag);
}

static int
take_owner(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	enum ownership owner = find_owner(journal, company, diag);

	if (owner == OWNER_NONE)
		return rebind(journal, company, diag);
	return owner == OWNER_SAME ? 0 : -1;
}

/* Opening --------------------------------------------------------------- */

static int
open_writer(struct journal *journal, const struct company *company,
    struct diag_list *diag)
{
	if (journal_locate(journal, diag) != 0 ||
	    journal_lock(journal, diag) != 0)
		return -1;
	if (journal_is_missing(journal->file) &&
	    journal_make(journal, make_tables, company, diag) != 0)
		return -1;
	if (journal_connect(journal, journal->file, diag) != 0 ||
	    journal_check_file(journal, diag) != 0 ||
	    take_owner(journal, company, diag) != 0 ||
	    journal_use_log(journal, diag) != 0)
		return -1;
	/* The log's name too, before it is relied upon. */
	return journal_sync_folder(journal, diag);
}

static struct journal *
journal_new(const struct company *company, const struct clock *clock)
{
	struct journal *journal = mem_calloc(1, sizeof(*journal));

	journal->path = mem_strdup(company->journal);
	journal->clock = clock;
	journal->lock = -1;
	return journal;
}

struct journal *
journal_open(const struct company *company, const struct clock *clock,
    struct diag_list *diag)
{
	struct journal *journal = journal_new(company, clock);

	if (open_writer(journal, company, diag) == 0)
		return journal;
	journal_close(journal);
	return NULL;
}

/*
 * It changes nothing, not even by moving the log into the database. A log
 * that was empty goes when the last one leaves.
 */
static int
open_reader(struct journal *journal, const struct company *company,
    struct diag_list *diag, bool *ret_missing)
{
	enum ownership owner;
	bool holds;

	if (journal_locate(journal, diag) != 0)
		return -1;
	holds = journal_log_holds(journal);
	if (journal_connect(journal, journal->file, diag) != 0)
		return -1;
	(void)sqlite3_db_config(
	    journal->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, holds, NULL);
	if (journal_exec(journal, "PRAGMA query_only = ON", diag) != 0 ||
	    journal_check_file(journal, diag) != 0)
		return -1;
	owner = find_owner(journal, company, diag);
	*ret_missing = owner == OWNER_NONE;
	return owner == OWNER_SAME ? 0 : -1;
}

struct journal *
journal_open_reader(
    const struct company *company, struct diag_list *diag, bool *ret_missing)
{
	struct journal *journal;

	*ret_missing = journal_is_missing(company->journal);
	if (*ret_missing)
		return NULL;
	journal = journal_new(company, NULL);
	if (open_reader(journal, company, diag, ret_missing) == 0)
		return journal;
	journal_close(journal);
	return NULL;
}

void
journal_close(struct journal *journal)
{
	if (journal == NULL)
		return;
	(void)sqlite3_close(journal->db);
	if (journal->lock >= 0)
		(void)close(journal->lock);
	free(journal->file);
	free(journal->path);
	free(journal);
}
