/* dump.h - the books as an hledger journal. */
#ifndef SANDBOX_DUMP_H
#define SANDBOX_DUMP_H

#include <sqlite3.h>

struct buf;

/*
 * Opening balances first, tagged opening:yes, then a transaction a valid
 * voucher by date and key; account names are numbers, dimensions are tags.
 */
void dump_books(sqlite3 *, struct buf *);

#endif
