/*
 * books.h - the SQLite file or memory that holds the books.
 *
 * Beside resource.h's books_prepare and books_exec: opening, and the steps that
 * query.h is made of. Errors of SQLite itself end the process.
 */
#ifndef SANDBOX_BOOKS_H
#define SANDBOX_BOOKS_H

#include <sqlite3.h>
#include <stdbool.h>

struct diag_list;

/*
 * Open books at path, or in memory for NULL. *ret_new: they have no table yet
 * (books_create makes them). NULL after a finding (sandbox.books).
 */
sqlite3 *books_open(const char *path, bool *ret_new, struct diag_list *);
/* The tables, empty. */
void books_create(sqlite3 *);
void books_close(sqlite3 *);

/* One step: true with a row. */
bool books_step(sqlite3_stmt *);
/* A column's text, "" for NULL. */
const char *books_text(sqlite3_stmt *, int column);

#endif
