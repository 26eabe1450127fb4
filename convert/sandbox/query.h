/*
 * query.h - SQL with its values in one call.
 *
 * types has a letter for each value: t for const char * (NULL: NULL), i for
 * int64_t. Errors of SQLite end the process, as books_prepare's do.
 */
#ifndef SANDBOX_QUERY_H
#define SANDBOX_QUERY_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

/* A statement with values bound, to be walked with query_row. */
sqlite3_stmt *query(sqlite3 *, const char *sql, const char *types, ...);
/* The next row; false, and the statement is gone, when there is none. */
bool query_row(sqlite3_stmt *);
/* Text of a column of the row, "" for NULL; valid until the next row. */
const char *query_text(sqlite3_stmt *, int column);
int64_t query_integer(sqlite3_stmt *, int column);
/* Leave before the last row. */
void query_end(sqlite3_stmt *);

/* Run a change; returns the key of a row that was inserted. */
int64_t query_run(sqlite3 *, const char *sql, const char *types, ...);
/* The first column of the first row, or fallback. */
int64_t query_number(
    sqlite3 *, int64_t fallback, const char *sql, const char *types, ...);
/* The same as text in the arena, or NULL when there is no row. */
const char *query_string(
    sqlite3 *, struct arena *, const char *sql, const char *types, ...);

#endif
