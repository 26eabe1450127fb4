/* register_load.c - reading the register files; see register.h. */
#include "netvisor/register_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"

static char *
keep(struct registers *registers, struct record_reader *r, size_t column)
{
	return arena_strdup(&registers->arena, record_text(r, column));
}

static void
register_fault(struct registers *registers, struct record_reader *r,
    size_t column, const char *what)
{
	registers->wrong = true;
	(void)diag_add(registers->diag, RULE_CHECK_REGISTER,
	    record_pos(r, column), "%s", what);
}

/* 1 or 0; anything else is a finding and counts as otherwise. */
static bool
flag(struct registers *registers, struct record_reader *r, size_t column,
    bool otherwise)
{
	int64_t value = 0;

	if (record_integer(r, column, &value) && (value == 0 || value == 1))
		return value == 1;
	/* What is no number at all is the reader's finding. */
	if (record_text_len(r, column) == 0 || value != 0)
		register_fault(registers, r, column, "neither 1 nor 0");
	return otherwise;
}

static void
snapshot_row(struct registers *registers, struct record_reader *r)
{
	if (registers->snapshot.known) {
		register_fault(registers, r, REGISTER_SNAPSHOT_TAKEN_AT,
		    "a second snapshot");
		return;
	}
	registers->snapshot = (struct register_snapshot){
		.taken_at = keep(registers, r, REGISTER_SNAPSHOT_TAKEN_AT),
		.host = keep(registers, r, REGISTER_SNAPSHOT_HOST),
		.organisation =
		    keep(registers, r, REGISTER_SNAPSHOT_ORGANISATION),
		.note = keep(registers, r, REGISTER_SNAPSHOT_NOTE),
		.pos = record_pos(r, REGISTER_SNAPSHOT_ORGANISATION),
		.host_pos = record_pos(r, REGISTER_SNAPSHOT_HOST),
		.known = true,
	};
	/* The reader's name of the file ends with it. */
	registers->snapshot.pos.file = registers->snapshot.host_pos.file =
	    arena_strdup(&registers->arena, registers->snapshot.pos.file);
}

static void
account_row(struct registers *registers, struct record_reader *r)
{
	const char *type = record_text(r, REGISTER_ACCOUNT_TYPE);
	struct register_account *account =
	    arena_alloc(&registers->arena, sizeof(*account));

	*account = (struct register_account){
		.number = keep(registers, r, REGISTER_ACCOUNT_NUMBER),
		.name = keep(registers, r, REGISTER_ACCOUNT_NAME),
		.is_account = strcmp(type, "account") == 0,
		.active = flag(registers, r, REGISTER_ACCOUNT_ACTIVE, false),
	};
	if (!account->is_account && strcmp(type, "accountgroup") != 0)
		register_fault(registers, r, REGISTER_ACCOUNT_TYPE,
		    "neither account nor accountgroup");
	registers->account_list =
	    mem_grow(registers->account_list, registers->account_count,
		&registers->account_capacity, sizeof(*registers->account_list));
	registers->account_list[registers->account_count++] = *account;
	/* Groups often have no number. */
	if (*account->number != '\0')
		(void)name_table_add(
		    &registers->account, account->number, account);
}

static void
default_account_row(struct registers *registers, struct record_reader *r)
{
	(void)name_table_add(&registers->default_account,
	    keep(registers, r, REGISTER_DEFAULT_ACCOUNT_NAME),
	    keep(registers, r, REGISTER_DEFAULT_ACCOUNT_NUMBER));
}

static void
period_row(struct registers *registers, struct record_reader *r)
{
	struct period period = { .begin = { 0, 0, 0 } };

	if (!record_date(r, REGISTER_PERIOD_BEGIN, &period.begin) ||
	    !record_date(r, REGISTER_PERIOD_END, &period.end)) {
		register_fault(registers, r, REGISTER_PERIOD_BEGIN,
		    "a period without both its days");
		return;
	}
	registers->period = mem_grow(registers->period, registers->period_count,
	    &registers->period_capacity, sizeof(*registers->period));
	registers->period[registers->period_count++] = period;
}

static void
lock_row(struct registers *registers, struct record_reader *r)
{
	static const char *const kind[REGISTER_LOCK_COUNT] = { "accounting",
		"vat", "purchase" };
	size_t at = 0;

	while (at < REGISTER_LOCK_COUNT &&
	       strcmp(kind[at], record_text(r, REGISTER_LOCK_KIND)) != 0)
		at++;
	if (at == REGISTER_LOCK_COUNT)
		register_fault(registers, r, REGISTER_LOCK_KIND,
		    "neither accounting, vat nor purchase");
	else
		(void)record_date(r, REGISTER_LOCK_DATE, &registers->lock[at]);
}

static void
voucher_type_row(struct registers *registers, struct record_reader *r)
{
	char *name = keep(registers, r, REGISTER_VOUCHER_TYPE_NAME);

	(void)name_table_add(&registers->voucher_type, name, name);
}

static void
dimension_row(struct registers *registers, struct record_reader *r)
{
	struct register_dimension *dimension =
	    arena_alloc(&registers->arena, sizeof(*dimension));

	*dimension = (struct register_dimension){
		.header = keep(registers, r, REGISTER_DIMENSION_HEADER),
		.item = keep(registers, r, REGISTER_DIMENSION_ITEM),
		.hidden = flag(registers, r, REGISTER_DIMENSION_HIDDEN, true),
	};
	(void)name_table_add(&registers->header, dimension->header, dimension);
	(void)name_table_add(&registers->dimension,
	    arena_printf(&registers->arena, "%s\n%s", dimension->header,
		dimension->item),
	    dimension);
}

static void
customer_row(struct registers *registers, struct record_reader *r)
{
	struct register_customer *customer =
	    arena_alloc(&registers->arena, sizeof(*customer));

	*customer = (struct register_customer){
		.key = keep(registers, r, REGISTER_CUSTOMER_KEY),
		.code = keep(registers, r, REGISTER_CUSTOMER_CODE),
		.name = keep(registers, r, REGISTER_CUSTOMER_NAME),
		.business_id =
		    keep(registers, r, REGISTER_CUSTOMER_BUSINESS_ID),
	};
	(void)name_table_add(&registers->customer, customer->code, customer);
}

static void
balance_row(struct registers *registers, struct record_reader *r)
{
	const struct money zero = money_zero(currency_euro());
	struct register_balance balance = {
		.debit = zero, .credit = zero, .balance = zero
	};

	balance.account = keep(registers, r, REGISTER_BALANCE_ACCOUNT);
	(void)record_date(r, REGISTER_BALANCE_DATE, &balance.date);
	(void)record_money(r, REGISTER_BALANCE_DEBIT, &balance.debit);
	(void)record_money(r, REGISTER_BALANCE_CREDIT, &balance.credit);
	(void)record_money(r, REGISTER_BALANCE_BALANCE, &balance.balance);
	registers->balance =
	    mem_grow(registers->balance, registers->balance_count,
		&registers->balance_capacity, sizeof(*registers->balance));
	registers->balance[registers->balance_count++] = balance;
}

static const struct {
	const struct record_schema *schema;
	void (*row)(struct registers *, struct record_reader *);
} register_file[FILE_COUNT] = {
	[FILE_SNAPSHOT] = { &record_kind_register_snapshot, snapshot_row },
	[FILE_ACCOUNTS] = { &record_kind_register_account, account_row },
	[FILE_PERIODS] = { &record_kind_register_period, period_row },
	[FILE_LOCKS] = { &record_kind_register_lock, lock_row },
	[FILE_VOUCHER_TYPES] = { &record_kind_register_voucher_type,
	    voucher_type_row },
	[FILE_DIMENSIONS] = { &record_kind_register_dimension, dimension_row },
	[FILE_CUSTOMERS] = { &record_kind_register_customer, customer_row },
	[FILE_DEFAULT_ACCOUNTS] = { &record_kind_register_default_account,
	    default_account_row },
	[FILE_BALANCES] = { &record_kind_register_balance, balance_row },
};

/* Read one file if it is there; true if it is, and right. */
static bool
file_load(struct registers *registers, const char *dir, size_t index)
{
	char *name = mem_printf("%s.tsv", register_file[index].schema->file);
	char *path = path_join(dir, name);
	const bool there = file_exists(path);
	struct stage_reader *stage;
	struct record_reader *reader;
	bool read = false;

	if (there) {
		stage = stage_reader_file(
		    path, register_file[index].schema, registers->diag);
		reader = stage_reader_next(stage);
		while (reader != NULL && record_next(reader) > 0)
			register_file[index].row(registers, reader);
		read = stage_reader_free(stage) == 0;
		if (read && index == FILE_SNAPSHOT &&
		    !registers->snapshot.known) {
			(void)diag_add(registers->diag, RULE_CHECK_REGISTER,
			    (struct source_pos){ path, 0, 0 },
			    "no row says whose registers these are");
			read = false;
		}
		/* Half a register is worse than none. */
		registers->wrong |= !read;
	} else if (index < FILE_NEEDED) {
		(void)diag_add(registers->diag, RULE_CHECK_REGISTER_MISSING,
		    (struct source_pos){ path, 0, 0 },
		    "the register '%s' is not there", name);
	}
	free(path);
	free(name);
	return read;
}

struct registers *
registers_load(const char *dir, struct diag_list *diag)
{
	struct registers *registers = mem_calloc(1, sizeof(*registers));

	arena_init(&registers->arena);
	registers->diag = diag;
	registers->snapshot = (struct register_snapshot){
		.taken_at = "", .host = "", .organisation = "", .note = ""
	};
	for (size_t i = 0; i < FILE_COUNT; i++)
		registers->have[i] = file_load(registers, dir, i);
	registers->diag = NULL;
	return registers;
}

void
registers_free(struct registers *registers)
{
	if (registers == NULL)
		return;
	name_table_release(&registers->account);
	name_table_release(&registers->default_account);
	name_table_release(&registers->voucher_type);
	name_table_release(&registers->header);
	name_table_release(&registers->dimension);
	name_table_release(&registers->customer);
	free(registers->period);
	free(registers->account_list);
	free(registers->balance);
	arena_release(&registers->arena);
	free(registers);
}
