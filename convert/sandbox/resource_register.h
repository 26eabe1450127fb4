/* resource_register.h - what the files of the registers share. */
#ifndef SANDBOX_RESOURCE_REGISTER_H
#define SANDBOX_RESOURCE_REGISTER_H

#include <sqlite3.h>

struct buf;

/*
 * ForeignName elements of the Finnish, English and Swedish name in three
 * columns of a row; those that there are.
 */
void put_foreign_names(struct buf *, sqlite3_stmt *row, int column,
    const char *const attribute[3]);

#endif
