/*
 * register.h - the snapshot of Netvisor's registers for a month.
 *
 * registers/ is a stage folder (record_stage_registers). Needed are snapshot,
 * accounts, periods, locks, voucher_types, dimensions and customers; a
 * missing one is a finding (check.register-missing). default_accounts and
 * balances may be absent. Words in them are the ones below.
 *
 *	accounts.type    account, accountgroup
 *	accounts.active  1, 0
 *	locks.kind       accounting, vat, purchase; no date: nothing is locked
 *	dimensions.item  "" is the header itself, without an item
 *	dimensions.hidden 1, 0
 *	default_accounts.name  as accountlist.nv spells it: SalesReceivables
 *
 * Texts belong to the registers and live as long as they do.
 */
#ifndef NETVISOR_REGISTER_H
#define NETVISOR_REGISTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "base/sha256.h"

struct register_account {
	const char *number;
	const char *name;
	bool is_account; /* false: a group, which nothing is posted to */
	bool active;
};

struct register_dimension {
	const char *header;
	const char *item;
	bool hidden;
};

struct register_customer {
	const char *key; /* NetvisorKey */
	const char *code;
	const char *name;
	const char *business_id;
};

struct register_balance {
	const char *account;
	struct date date;
	struct money debit;
	struct money credit;
	struct money balance;
};

/* When and where the snapshot was taken. */
struct register_snapshot {
	const char *taken_at;
	const char *host;
	const char *organisation; /* the company's business id */
	const char *note;
	struct source_pos pos; /* of the organisation; 0:0 without a row */
	struct source_pos host_pos;
	bool known; /* the file is there and holds a row */
};

enum register_lock {
	REGISTER_LOCK_ACCOUNTING,
	REGISTER_LOCK_VAT,
	REGISTER_LOCK_PURCHASE,
	REGISTER_LOCK_COUNT
};

struct registers;

/*
 * Load a folder. Never NULL: what is missing or wrong is a finding, and what
 * is sound stays usable (registers_complete says whether all needed is there).
 */
struct registers *registers_load(const char *dir, struct diag_list *);
void registers_free(struct registers *);
/*
 * SHA-256, in lower-case hex, over the names and the bytes of a folder's
 * register files in the order of their stage; a missing one is marked so.
 * 0, or -1 after system.file.
 */
int registers_digest(
    const char *dir, char text[SHA256_HEX_MAX], struct diag_list *);
bool registers_complete(const struct registers *);

const struct register_snapshot *registers_snapshot(const struct registers *);
/* Was that file there? Without it nothing can be said of its things. */
bool registers_have_accounts(const struct registers *);
bool registers_have_periods(const struct registers *);
bool registers_have_voucher_types(const struct registers *);
bool registers_have_dimensions(const struct registers *);
bool registers_have_customers(const struct registers *);

/* Each: the entry, or NULL when the register does not hold it. */
const struct register_account *register_account_find(
    const struct registers *, const char *number);
const struct register_dimension *register_dimension_find(
    const struct registers *, const char *header, const char *item);
/* Is there a header of that name, with whatever items? */
bool register_header_exists(const struct registers *, const char *header);
const struct register_customer *register_customer_find(
    const struct registers *, const char *code);
/* The number of a company default account by its Netvisor name, or NULL. */
const char *register_default_account(
    const struct registers *, const char *name);
bool register_voucher_type_exists(const struct registers *, const char *name);
bool register_period_contains(const struct registers *, struct date);
/* The last locked day, or no date. */
struct date register_lock_date(const struct registers *, enum register_lock);

/* Walking, in the file's order. */
size_t register_balance_count(const struct registers *);
const struct register_balance *register_balance_at(
    const struct registers *, size_t);
size_t register_account_count(const struct registers *);
const struct register_account *register_account_at(
    const struct registers *, size_t);

#endif
