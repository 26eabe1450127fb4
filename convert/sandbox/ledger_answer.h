/*
 * ledger_answer.h - one voucher as accountingledger.nv has it.
 */
#ifndef SANDBOX_LEDGER_ANSWER_H
#define SANDBOX_LEDGER_ANSWER_H

#include <sqlite3.h>
#include <stdint.h>

#include "sandbox/resource.h"

/* A range of account numbers, both ends in it; 0: open. */
struct ledger_accounts {
	int64_t first;
	int64_t last;
};

/* The same as a condition on a row l of voucher_line. */
#define LEDGER_ACCOUNTS_SQL(first, last)                                       \
	"(" first " = 0 OR CAST(l.account AS INTEGER) >= " first ")"           \
	" AND (" last " = 0 OR CAST(l.account AS INTEGER) <= " last ")"

/*
 * Append Voucher from a row of key, date, number, description, type, its
 * name, source type, source key and status. Of its lines only those in the
 * range of accounts.
 */
void ledger_answer_voucher(const struct sandbox_request *, sqlite3_stmt *row,
    const struct ledger_accounts *, struct buf *);

#endif
