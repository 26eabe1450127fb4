/* journal_file.c - journal.db as a file: its lock, its making, its check. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "netvisor/journal_private.h"

#define LOCK_NAME ".journal.lock"
#define PID_MAX_TEXT 32
#define BUSY_WAIT 2000 /* milliseconds; a reader's moment */

static int
file_failed(const char *path, const char *what, struct diag_list *diag)
{
	(void)diag_add(diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ path, 0, 0 }, "%s: %s", what, strerror(errno));
	return -1;
}

/* The lock -------------------------------------------------------------- */

static void
say_busy(int fd, const char *path, struct diag_list *diag)
{
	char pid[PID_MAX_TEXT] = "";
	ssize_t len = pread(fd, pid, sizeof(pid) - 1, 0);

	pid[len > 0 ? len : 0] = '\0';
	pid[strspn(pid, "0123456789")] = '\0';
	(void)diag_add(diag, RULE_JOURNAL_BUSY,
	    (struct source_pos){ path, 0, 0 },
	    pid[0] == '\0' ? "another process writes it"
			   : "process %s writes it",
	    pid);
}

/* Who holds it stands in the lock file; the lock ends with the process. */
int
journal_lock(struct journal *journal, struct diag_list *diag)
{
	char *dir = path_dir(journal->path);
	char *path = path_join(dir, LOCK_NAME);
	char pid[PID_MAX_TEXT];
	int len = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	int result = -1;

	journal->lock =
	    open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (journal->lock < 0)
		(void)file_failed(path, "cannot be opened", diag);
	else if (flock(journal->lock, LOCK_EX | LOCK_NB) != 0 &&
		 errno == EWOULDBLOCK)
		say_busy(journal->lock, journal->path, diag);
	else if (ftruncate(journal->lock, 0) != 0 ||
		 pwrite(journal->lock, pid, (size_t)len, 0) != len)
		(void)file_failed(path, "cannot be written", diag);
	else
		result = 0;
	free(path);
	free(dir);
	return result;
}

/* The file -------------------------------------------------------------- */

/*
 * SQLite is to follow no link, and refuses one anywhere in a path: so it gets
 * the folder's own name. Findings keep the name that the user knows.
 */
int
journal_locate(struct journal *journal, struct diag_list *diag)
{
	char *dir = path_dir(journal->path);
	char *real = realpath(dir, NULL);
	int result = 0;

	if (real == NULL)
		result = file_failed(dir, "cannot be opened", diag);
	else
		journal->file = path_join(real, path_base(journal->path));
	free(real);
	free(dir);
	return result;
}

/* Names in the journal's folder are on disk. */
int
journal_sync_folder(struct journal *journal, struct diag_list *diag)
{
	char *dir = path_dir(journal->file);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = 0;

	if (fd < 0 || fsync(fd) != 0)
		result = file_failed(dir, "cannot be written to disk", diag);
	if (fd >= 0)
		(void)close(fd);
	free(dir);
	return result;
}

int
journal_connect(
    struct journal *journal, const char *path, struct diag_list *diag)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW;

	if (sqlite3_open_v2(path, &journal->db, flags, NULL) != SQLITE_OK)
		return journal_failed(journal, "cannot be opened", diag);
	(void)sqlite3_busy_timeout(journal->db, BUSY_WAIT);
	(void)sqlite3_extended_result_codes(journal->db, 1);
	/* 64 MB: the claims of a million lines are inserted at random. */
	if (sqlite3_exec(journal->db,
		"PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
		"PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;"
		"PRAGMA cache_size = -65536",
		NULL, NULL, NULL) != SQLITE_OK)
		return journal_failed(journal, "cannot be opened", diag);
	return 0;
}

int
journal_disconnect(struct journal *journal, struct diag_list *diag)
{
	if (sqlite3_close(journal->db) != SQLITE_OK)
		return journal_failed(journal, "cannot be closed", diag);
	journal->db = NULL;
	return 0;
}

bool
journal_is_missing(const char *path)
{
	struct stat status;

	return lstat(path, &status) != 0 &&
	       (errno == ENOENT || errno == ENOTDIR);
}

/* Is something in the log that is not in the database? */
bool
journal_log_holds(const struct journal *journal)
{
	char *path = mem_printf("%s-wal", journal->file);
	struct stat status;
	bool holds =
	    stat(path, &status) != 0 ? errno != ENOENT : status.st_size > 0;

	free(path);
	return holds;
}

/* Nobody else may read it from its first byte on. */
static int
make_empty(const char *path, struct diag_list *diag)
{
	int fd;

	if (unlink(path) != 0 && errno != ENOENT)
		return file_failed(path, "cannot be removed", diag);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return file_failed(path, "cannot be made", diag);
	(void)close(fd);
	return 0;
}

/* Made by one that was killed; its rollback would spoil the new one. */
static int
remove_rollback(const char *path, struct diag_list *diag)
{
	char *rollback = mem_printf("%s-journal", path);
	int result = 0;

	if (unlink(rollback) != 0 && errno != ENOENT)
		result = file_failed(rollback, "cannot be removed", diag);
	free(rollback);
	return result;
}

int
journal_make(struct journal *journal, journal_filler *fill,
    const struct company *company, struct diag_list *diag)
{
	char *dir = path_dir(journal->file);
	char *name = mem_printf(".%s.tmp", path_base(journal->file));
	char *path = path_join(dir, name);
	int result = -1;

	if (remove_rollback(path, diag) == 0 && make_empty(path, diag) == 0 &&
	    journal_connect(journal, path, diag) == 0 &&
	    fill(journal, company, diag) == 0 &&
	    journal_disconnect(journal, diag) == 0) {
		if (rename(path, journal->file) != 0)
			(void)file_failed(
			    journal->path, "cannot be made", diag);
		else
			result = journal_sync_folder(journal, diag);
	}
	if (result != 0) {
		(void)sqlite3_close(journal->db);
		journal->db = NULL;
		(void)unlink(path);
	}
	free(path);
	free(name);
	free(dir);
	return result;
}

/* The check ------------------------------------------------------------- */

int
journal_read_number(
    struct journal *journal, const char *sql, int *ret, struct diag_list *diag)
{
	sqlite3_stmt *statement = journal_prepare(journal, sql, diag);
	int result = -1;

	if (statement == NULL)
		return -1;
	if (sqlite3_step(statement) == SQLITE_ROW) {
		*ret = sqlite3_column_int(statement, 0);
		result = 0;
	} else {
		(void)journal_failed(journal, "cannot be read", diag);
	}
	(void)sqlite3_finalize(statement);
	return result;
}

static int
check_integrity(struct journal *journal, struct diag_list *diag)
{
	sqlite3_stmt *statement =
	    journal_prepare(journal, "PRAGMA quick_check(1)", diag);
	int result = -1;

	if (statement == NULL)
		return -1;
	if (sqlite3_step(statement) != SQLITE_ROW)
		(void)journal_failed(journal, "cannot be read", diag);
	else if (strcmp(journal_column(statement, 0), "ok") != 0)
		(void)diag_add(diag, RULE_JOURNAL_DAMAGED,
		    (struct source_pos){ journal->path, 0, 0 },
		    "SQLite's check says: %s", journal_column(statement, 0));
	else
		result = 0;
	(void)sqlite3_finalize(statement);
	return result;
}

static int
refuse(struct journal *journal, enum rule_id rule, const char *what,
    struct diag_list *diag)
{
	(void)diag_add(
	    diag, rule, (struct source_pos){ journal->path, 0, 0 }, "%s", what);
	return -1;
}

int
journal_check_file(struct journal *journal, struct diag_list *diag)
{
	int application = 0, version = 0, pages = 0;

	if (journal_read_number(
		journal, "PRAGMA application_id", &application, diag) != 0 ||
	    journal_read_number(
		journal, "PRAGMA user_version", &version, diag) != 0 ||
	    journal_read_number(journal, "PRAGMA page_count", &pages, diag) !=
		0)
		return -1;
	/* It appears with its tables: what it held is lost. */
	if (pages == 0)
		return refuse(
		    journal, RULE_JOURNAL_DAMAGED, "it is empty", diag);
	if (application != JOURNAL_APPLICATION)
		return refuse(journal, RULE_JOURNAL_VERSION,
		    "this is no journal of fenvoy", diag);
	if (version != JOURNAL_VERSION) {
		(void)diag_add(diag, RULE_JOURNAL_VERSION,
		    (struct source_pos){ journal->path, 0, 0 },
		    "it is of version %d, and this program knows %d", version,
		    JOURNAL_VERSION);
		return -1;
	}
	return check_integrity(journal, diag);
}

int
journal_use_log(struct journal *journal, struct diag_list *diag)
{
	sqlite3_stmt *statement =
	    journal_prepare(journal, "PRAGMA journal_mode = WAL", diag);
	int result = -1;

	if (statement == NULL)
		return -1;
	/* Refused, it says the mode that stays. */
	if (sqlite3_step(statement) != SQLITE_ROW)
		(void)journal_failed(journal, "cannot be written", diag);
	else if (strcmp(journal_column(statement, 0), "wal") != 0)
		(void)refuse(journal, RULE_SYSTEM_FILE,
		    "this file system carries no write-ahead log", diag);
	else
		result = 0;
	(void)sqlite3_finalize(statement);
	return result;
}
