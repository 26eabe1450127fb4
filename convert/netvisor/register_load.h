/* register_load.h - registers from the inside: register.c, register_load.c. */
#ifndef NETVISOR_REGISTER_LOAD_H
#define NETVISOR_REGISTER_LOAD_H

#include "base/mem.h"
#include "netvisor/name_table.h"
#include "netvisor/register.h"

enum register_file {
	FILE_SNAPSHOT,
	FILE_ACCOUNTS,
	FILE_PERIODS,
	FILE_LOCKS,
	FILE_VOUCHER_TYPES,
	FILE_DIMENSIONS,
	FILE_CUSTOMERS,
	FILE_NEEDED, /* those above */
	FILE_DEFAULT_ACCOUNTS = FILE_NEEDED,
	FILE_BALANCES,
	FILE_COUNT
};

struct period {
	struct date begin;
	struct date end;
};

struct registers {
	struct arena arena;
	struct diag_list *diag; /* while loading */
	bool have[FILE_COUNT];
	bool wrong; /* a word somewhere means nothing */
	struct register_snapshot snapshot;
	struct name_table account;
	struct name_table default_account;
	struct name_table voucher_type;
	struct name_table header;
	struct name_table dimension; /* "header\nitem" */
	struct name_table customer;
	struct date lock[REGISTER_LOCK_COUNT];
	struct period *period;
	size_t period_count;
	size_t period_capacity;
	struct register_account *account_list;
	size_t account_count;
	size_t account_capacity;
	struct register_balance *balance;
	size_t balance_count;
	size_t balance_capacity;
};

#endif
