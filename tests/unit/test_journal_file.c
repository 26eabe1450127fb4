/* test_journal_file.c - journal.db as a file: whose it is, and whole. */
#include <sqlite3.h>

#include "journal_setup.h"

static const struct journal_item one[] = { { "101", "invoice_lines/a" } };

static void
set_host(struct journal_setup *setup, const char *host)
{
	free(setup->company.host);
	setup->company.host = mem_strdup(host);
}

static void
set_organisation(struct journal_setup *setup, const char *id)
{
	free(setup->company.business_id);
	setup->company.business_id = mem_strdup(id);
}

/* As anybody might: without this library. True when SQLite does it. */
static bool
run_raw(const struct journal_setup *setup, const char *sql)
{
	sqlite3 *db = NULL;
	int result;

	assert_int_equal(sqlite3_open(setup->company.journal, &db), SQLITE_OK);
	result = sqlite3_exec(db, sql, NULL, NULL, NULL);
	(void)sqlite3_close(db);
	return result == SQLITE_OK;
}

static int64_t
begin_month(struct journal_setup *setup)
{
	int64_t batch;

	journal_setup_open(setup);
	batch = journal_setup_register(setup, "2026-10", "d1", one, 1);
	assert_int_equal(journal_setup_intend(setup, batch, "t-1"), 0);
	return batch;
}

static void
test_owner(void **state)
{
	static const char *const same[] = { "http://127.0.0.1:1",
		"http://localhost", "https://[::1]:8443", "http://localhost/",
		"http://127.0.0.1" };
	static const char *const other[] = { "http://localhost.example",
		"http://127.0.0.10", "https://example.org/://localhost",
		"https://isvapi.netvisor.fi" };
	struct journal_setup setup;
	bool missing = true;

	journal_setup_init(&setup, *state);
	set_host(&setup, "http://127.0.0.1");
	(void)begin_month(&setup);
	for (size_t i = 0; i < COUNT(same); i++) {
		set_host(&setup, same[i]);
		journal_setup_open(&setup);
	}
	journal_setup_close(&setup);
	for (size_t i = 0; i < COUNT(other); i++) {
		set_host(&setup, other[i]);
		assert_null(
		    journal_open(&setup.company, &setup.clock, setup.diag));
		assert_rule(&setup, "journal.other");
	}
	/* Both as they were given. */
	assert_no_opening(&setup, "journal.other",
	    "it is of host http://127.0.0.1, and company.yaml says "
	    "https://isvapi.netvisor.fi");
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_false(missing);
	assert_rule(&setup, "journal.other");
	set_host(&setup, "http://127.0.0.1");
	set_organisation(&setup, "1234567-1");
	assert_no_opening(&setup, "journal.other",
	    "it is of organisation 9127764-5, and company.yaml says 1234567-1");
	journal_setup_release(&setup);
}

/* Nothing was intended: whoever writes next has it, and begins anew. */
static void
test_unbound(void **state)
{
	struct journal_setup setup;
	bool missing = false;
	int64_t batch;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	batch = journal_setup_register(&setup, "2026-10", "d1", one, 1);
	assert_int_equal(
	    journal_setup_record(&setup, batch, 1, JOURNAL_PRESENT, "55"), 0);
	journal_setup_close(&setup);
	set_host(&setup, "http://127.0.0.1:8443");
	set_organisation(&setup, "1234567-1");
	/* For a reader there is none yet. */
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_true(missing);
	assert_true(findings_equal(setup.diag, ""));
	journal_setup_open(&setup);
	/* What was seen at the other host is not true of this one. */
	assert_true(journal_setup_states(
	    journal_all_documents(setup.journal, setup.diag), ""));
	batch = journal_setup_register(&setup, "2026-10", "d1", one, 1);
	assert_true(journal_setup_states(
	    journal_all_documents(setup.journal, setup.diag), "101 NEW ,"));
	assert_int_equal(journal_setup_intend(&setup, batch, "t-1"), 0);
	journal_setup_close(&setup);
	set_host(&setup, "https://isvapi.netvisor.fi");
	assert_no_opening(&setup, "journal.other",
	    "it is of host http://127.0.0.1:8443, and company.yaml says "
	    "https://isvapi.netvisor.fi");
	journal_setup_release(&setup);
}

static void
test_other_files(void **state)
{
	struct journal_setup setup;
	bool missing = true;

	journal_setup_init(&setup, *state);
	journal_setup_open(&setup);
	journal_setup_close(&setup);
	assert_true(run_raw(&setup, "PRAGMA user_version = 99"));
	assert_no_opening(&setup, "journal.version",
	    "it is of version 99, and this program knows 1");
	/* Somebody's database. */
	assert_int_equal(unlink(setup.company.journal), 0);
	assert_true(run_raw(&setup, "CREATE TABLE bookmark(id)"));
	assert_no_opening(
	    &setup, "journal.version", "this is no journal of fenvoy");
	/* No database at all; one that was emptied. */
	file_put(
	    setup.company.journal, "#fenvoy 1 item, but no database\n", 32);
	assert_null(journal_open(&setup.company, &setup.clock, setup.diag));
	assert_rule(&setup, "journal.damaged");
	assert_int_equal(truncate(setup.company.journal, 0), 0);
	assert_no_opening(&setup, "journal.damaged", "it is empty");
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_false(missing);
	assert_finding(&setup, "journal.damaged", "it is empty");
	/* A link, even to nowhere, is nobody's journal. */
	assert_int_equal(unlink(setup.company.journal), 0);
	assert_int_equal(symlink("elsewhere.db", setup.company.journal), 0);
	assert_null(journal_open(&setup.company, &setup.clock, setup.diag));
	assert_rule(&setup, "system.file");
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_false(missing);
	assert_rule(&setup, "system.file");
	journal_setup_release(&setup);
}

/* A number that the database knows. */
static long
ask_raw(const struct journal_setup *setup, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;
	long number;

	assert_int_equal(sqlite3_open(setup->company.journal, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	number = (long)sqlite3_column_int64(statement, 0);
	(void)sqlite3_finalize(statement);
	(void)sqlite3_close(db);
	return number;
}

/* The claims' index alone is overwritten: nothing else would read it. */
static void
test_damaged(void **state)
{
	struct journal_setup setup;
	bool missing = true;
	long page, size;
	FILE *file;

	journal_setup_init(&setup, *state);
	(void)begin_month(&setup);
	journal_setup_close(&setup);
	size = ask_raw(&setup, "PRAGMA page_size");
	page = ask_raw(&setup, "SELECT rootpage FROM sqlite_schema"
			       " WHERE name = 'source_line_claim'");
	file = fopen(setup.company.journal, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, (page - 1) * size, SEEK_SET), 0);
	for (int i = 0; i < 64; i++)
		assert_int_equal(fputc(0xA5, file), 0xA5);
	assert_int_equal(fclose(file), 0);
	assert_null(journal_open(&setup.company, &setup.clock, setup.diag));
	assert_rule(&setup, "journal.damaged");
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_false(missing);
	assert_rule(&setup, "journal.damaged");
	journal_setup_release(&setup);
}

#define TAKE_LINE "INSERT INTO source_line VALUES ('invoice_lines', 'a', 2, 1)"

static void
test_history_stays(void **state)
{
	static const char *const sql[] = { "UPDATE event SET state = 'NEW'",
		"DELETE FROM event", "UPDATE attempt SET transaction_id = 'x'",
		"DELETE FROM attempt",
		"INSERT OR REPLACE INTO event SELECT * FROM event",
		"INSERT OR REPLACE INTO attempt SELECT * FROM attempt",
		"UPDATE document SET total = 1", "DELETE FROM document",
		"UPDATE request SET sha256 = ''", "DELETE FROM request",
		"UPDATE source_line SET id = 'b'", "DELETE FROM source_line",
		TAKE_LINE };
	struct journal_setup setup;

	journal_setup_init(&setup, *state);
	(void)begin_month(&setup);
	for (size_t i = 0; i < COUNT(sql); i++)
		assert_row(!run_raw(&setup, sql[i]), sql[i]);
	assert_true(run_raw(&setup, "UPDATE document SET state = 'UNKNOWN'"));
	journal_setup_release(&setup);
}

/* Somebody who does not know the lock: SQLite's own keeps him out, or us. */
static void
test_locked(void **state)
{
	struct journal_setup setup;
	sqlite3 *db = NULL;
	int64_t batch;

	journal_setup_init(&setup, *state);
	batch = begin_month(&setup);
	assert_int_equal(sqlite3_open(setup.company.journal, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(journal_setup_intend(&setup, batch, "t-2"), -1);
	assert_rule(&setup, "journal.busy");
	(void)sqlite3_close(db);
	assert_int_equal(journal_setup_intend(&setup, batch, "t-2"), 0);
	journal_setup_release(&setup);
}

/* An attempt that cannot be read is not "no attempt": nothing goes on. */
static void
test_unreadable(void **state)
{
	struct journal_attempt attempt = { .before = NULL };
	struct journal_setup setup;
	int64_t batch;

	journal_setup_init(&setup, *state);
	batch = begin_month(&setup);
	assert_true(run_raw(&setup, "ALTER TABLE attempt RENAME TO gone"));
	assert_true(journal_month_begun(setup.journal, "2026-11"));
	assert_false(journal_newest_attempt(setup.journal, batch, 1, &attempt));
	assert_true(run_raw(&setup, "ALTER TABLE gone RENAME TO attempt"));
	assert_null(journal_all_documents(setup.journal, setup.diag));
	assert_rule(&setup, "journal.damaged");
	assert_int_equal(journal_setup_intend(&setup, batch, "t-2"), -1);
	assert_rule(&setup, "journal.damaged");
	journal_setup_release(&setup);
}

static void
test_modes(void **state)
{
	static const char *const name[] = { "journal.db", "journal.db-wal",
		"journal.db-shm", ".journal.lock" };
	struct journal_setup setup;
	mode_t mask = umask(0);

	journal_setup_init(&setup, *state);
	(void)begin_month(&setup);
	(void)umask(mask);
	for (size_t i = 0; i < COUNT(name); i++) {
		char *path = path_join(setup.dir, name[i]);

		assert_row(file_mode(path) == 0600, name[i]);
		free(path);
	}
	journal_setup_release(&setup);
}

static bool
is_beside(const struct journal_setup *setup, const char *name)
{
	char *path = path_join(setup->dir, name);
	bool there = file_exists(path);

	free(path);
	return there;
}

static void
test_reader(void **state)
{
	struct journal_setup setup;
	struct journal *reader;
	bool missing = false;
	int64_t batch;

	journal_setup_init(&setup, *state);
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_true(missing);
	assert_true(findings_equal(setup.diag, ""));
	assert_false(file_exists(setup.company.journal));
	batch = begin_month(&setup);
	reader = journal_open_reader(&setup.company, setup.diag, &missing);
	assert_non_null(reader);
	assert_false(missing);
	assert_true(journal_setup_states(
	    journal_all_documents(reader, setup.diag), "101 INTENDED ,"));
	assert_int_equal(
	    journal_setup_record(&setup, batch, 1, JOURNAL_ACCEPTED, "55"), 0);
	assert_true(journal_setup_states(
	    journal_all_documents(reader, setup.diag), "101 ACCEPTED 55,"));
	journal_close(reader);
	journal_setup_close(&setup);
	/* Alone, it leaves the folder as it was. */
	reader = journal_open_reader(&setup.company, setup.diag, &missing);
	assert_non_null(reader);
	assert_true(journal_setup_states(
	    journal_all_documents(reader, setup.diag), "101 ACCEPTED 55,"));
	journal_close(reader);
	assert_false(is_beside(&setup, "journal.db-wal"));
	assert_false(is_beside(&setup, "journal.db-shm"));
	journal_setup_release(&setup);
}

/* A company's folder may be reached through a link. */
static void
test_linked_folder(void **state)
{
	char *folder = path_join(*state, "folder");
	char *link = path_join(*state, "link");
	struct journal_setup setup;

	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink(folder, link), 0);
	journal_setup_init(&setup, link);
	journal_setup_open(&setup);
	assert_true(file_exists(setup.company.journal));
	free(setup.company.journal);
	setup.company.journal = path_join(folder, "journal.db");
	assert_null(journal_open(&setup.company, &setup.clock, setup.diag));
	assert_rule(&setup, "journal.busy");
	journal_setup_release(&setup);
	free(link);
	free(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_owner),
		FOLDER_TEST(test_unbound),
		FOLDER_TEST(test_other_files),
		FOLDER_TEST(test_damaged),
		FOLDER_TEST(test_history_stays),
		FOLDER_TEST(test_locked),
		FOLDER_TEST(test_unreadable),
		FOLDER_TEST(test_modes),
		FOLDER_TEST(test_reader),
		FOLDER_TEST(test_linked_folder),
	};

	return cmocka_run_group_tests_name("journal file", tests, NULL, NULL);
}
