/* books.c - see books.h. */
#include "sandbox/books.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "sandbox/books_schema.h"
#include "sandbox/resource.h"

/* In the file's head: books of a sandbox, this version of their tables. */
#define BOOKS_APPLICATION 1718187635
#define BOOKS_VERSION 1
/* A person may look into the file meanwhile. */
#define BUSY_MILLISECONDS 20000

/* A bug or a full disk: say so and end, as a crash of the machine would. */
static void __attribute__((noreturn))
books_fail(sqlite3 *books, const char *what)
{
	struct output output;

	output_init(&output, STDERR_FILENO);
	output_puts(&output, "sandbox: ");
	output_puts(&output, sqlite3_errmsg(books));
	output_puts(&output, " in: ");
	output_puts(&output, what);
	output_puts(&output, "\n");
	(void)output_flush(&output);
	for (;;)
		(void)raise(SIGABRT);
}

sqlite3_stmt *
books_prepare(sqlite3 *books, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(books, sql, -1, &statement, NULL) != SQLITE_OK)
		books_fail(books, sql);
	return statement;
}

void
books_exec(sqlite3 *books, const char *sql)
{
	if (sqlite3_exec(books, sql, NULL, NULL, NULL) != SQLITE_OK)
		books_fail(books, sql);
}

bool
books_step(sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);

	if (result != SQLITE_ROW && result != SQLITE_DONE)
		books_fail(
		    sqlite3_db_handle(statement), sqlite3_sql(statement));
	return result == SQLITE_ROW;
}

const char *
books_text(sqlite3_stmt *statement, int column)
{
	const void *text = sqlite3_column_text(statement, column);

	return text != NULL ? text : "";
}

/* An integer that a pragma tells; -1 when the file is no database. */
static long long
pragma(sqlite3 *books, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	long long value = -1;

	if (sqlite3_prepare_v2(books, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	(void)sqlite3_finalize(statement);
	return value;
}

/* What keeps these from being a sandbox's books; NULL when nothing does. */
static const char *
books_trouble(sqlite3 *books, bool *ret_new)
{
	long long tables = pragma(books, "SELECT count(*) FROM sqlite_schema");

	if (tables < 0)
		return sqlite3_errmsg(books);
	*ret_new = tables == 0;
	if (tables > 0 &&
	    (pragma(books, "PRAGMA application_id") != BOOKS_APPLICATION ||
		pragma(books, "PRAGMA user_version") != BOOKS_VERSION))
		return "a database, but not a sandbox's books of this version";
	if (sqlite3_exec(books,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", NULL,
		NULL, NULL) != SQLITE_OK)
		return sqlite3_errmsg(books);
	return NULL;
}

sqlite3 *
books_open(const char *path, bool *ret_new, struct diag_list *diag)
{
	struct source_pos pos = { path, 0, 0 };
	sqlite3 *books = NULL;
	const char *trouble;

	if (sqlite3_open(path != NULL ? path : ":memory:", &books) !=
	    SQLITE_OK) {
		trouble = books != NULL ? sqlite3_errmsg(books) : "no memory";
	} else {
		(void)sqlite3_busy_timeout(books, BUSY_MILLISECONDS);
		trouble = books_trouble(books, ret_new);
	}
	if (trouble == NULL)
		return books;
	(void)diag_add(diag, RULE_SANDBOX_BOOKS, pos,
	    "the books cannot be opened: %s", trouble);
	(void)sqlite3_close(books);
	return NULL;
}

void
books_create(sqlite3 *books)
{
	char *head = mem_printf("PRAGMA application_id = %d;"
				"PRAGMA user_version = %d",
	    BOOKS_APPLICATION, BOOKS_VERSION);

	for (size_t i = 0; books_schema[i] != NULL; i++)
		books_exec(books, books_schema[i]);
	books_exec(books, head);
	free(head);
}

void
books_close(sqlite3 *books)
{
	(void)sqlite3_close(books);
}
