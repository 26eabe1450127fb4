/* query.c - see query.h. */
#include <stdarg.h>

#include "sandbox/books.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

static sqlite3_stmt *
query_with(sqlite3 *books, const char *sql, const char *types, va_list values)
{
	sqlite3_stmt *statement = books_prepare(books, sql);
	int at;

	for (at = 1; *types != '\0'; types++, at++) {
		int bound;

		if (*types == 't')
			bound = sqlite3_bind_text(statement, at,
			    va_arg(values, const char *), -1, SQLITE_TRANSIENT);
		else
			bound = sqlite3_bind_int64(
			    statement, at, va_arg(values, int64_t));
		if (bound != SQLITE_OK)
			mem_exhausted();
	}
	return statement;
}

sqlite3_stmt *
query(sqlite3 *books, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;

	va_start(values, types);
	statement = query_with(books, sql, types, values);
	va_end(values);
	return statement;
}

bool
query_row(sqlite3_stmt *statement)
{
	if (books_step(statement))
		return true;
	query_end(statement);
	return false;
}

const char *
query_text(sqlite3_stmt *statement, int column)
{
	return books_text(statement, column);
}

int64_t
query_integer(sqlite3_stmt *statement, int column)
{
	return sqlite3_column_int64(statement, column);
}

void
query_end(sqlite3_stmt *statement)
{
	(void)sqlite3_finalize(statement);
}

int64_t
query_run(sqlite3 *books, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;

	va_start(values, types);
	statement = query_with(books, sql, types, values);
	va_end(values);
	while (query_row(statement))
		;
	return sqlite3_last_insert_rowid(books);
}

int64_t
query_number(
    sqlite3 *books, int64_t fallback, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;

	va_start(values, types);
	statement = query_with(books, sql, types, values);
	va_end(values);
	if (query_row(statement)) {
		if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
			fallback = query_integer(statement, 0);
		query_end(statement);
	}
	return fallback;
}

const char *
query_string(sqlite3 *books, struct arena *arena, const char *sql,
    const char *types, ...)
{
	sqlite3_stmt *statement;
	const char *text = NULL;
	va_list values;

	va_start(values, types);
	statement = query_with(books, sql, types, values);
	va_end(values);
	if (query_row(statement)) {
		text = arena_strdup(arena, query_text(statement, 0));
		query_end(statement);
	}
	return text;
}
