/* register.c - asking the registers; see register.h. */
#include "netvisor/register.h"

#include <stdlib.h>
#include <string.h>

#include "netvisor/register_load.h"

bool
registers_complete(const struct registers *registers)
{
	for (size_t i = 0; i < FILE_NEEDED; i++) {
		if (!registers->have[i])
			return false;
	}
	return !registers->wrong;
}

const struct register_snapshot *
registers_snapshot(const struct registers *registers)
{
	return &registers->snapshot;
}

bool
registers_have_accounts(const struct registers *registers)
{
	return registers->have[FILE_ACCOUNTS];
}

bool
registers_have_periods(const struct registers *registers)
{
	return registers->have[FILE_PERIODS];
}

bool
registers_have_voucher_types(const struct registers *registers)
{
	return registers->have[FILE_VOUCHER_TYPES];
}

bool
registers_have_dimensions(const struct registers *registers)
{
	return registers->have[FILE_DIMENSIONS];
}

bool
registers_have_customers(const struct registers *registers)
{
	return registers->have[FILE_CUSTOMERS];
}

const struct register_account *
register_account_find(const struct registers *registers, const char *number)
{
	return name_table_find(&registers->account, number);
}

const struct register_dimension *
register_dimension_find(
    const struct registers *registers, const char *header, const char *item)
{
	char *name = mem_printf("%s\n%s", header, item);
	const struct register_dimension *found =
	    name_table_find(&registers->dimension, name);

	free(name);
	return found;
}

bool
register_header_exists(const struct registers *registers, const char *header)
{
	return name_table_find(&registers->header, header) != NULL;
}

const struct register_customer *
register_customer_find(const struct registers *registers, const char *code)
{
	return name_table_find(&registers->customer, code);
}

const char *
register_default_account(const struct registers *registers, const char *name)
{
	return name_table_find(&registers->default_account, name);
}

bool
register_voucher_type_exists(
    const struct registers *registers, const char *name)
{
	return name_table_find(&registers->voucher_type, name) != NULL;
}

bool
register_period_contains(const struct registers *registers, struct date date)
{
	for (size_t i = 0; i < registers->period_count; i++) {
		if (date_compare(registers->period[i].begin, date) <= 0 &&
		    date_compare(date, registers->period[i].end) <= 0)
			return true;
	}
	return false;
}

struct date
register_lock_date(const struct registers *registers, enum register_lock lock)
{
	return registers->lock[lock];
}

size_t
register_balance_count(const struct registers *registers)
{
	return registers->balance_count;
}

const struct register_balance *
register_balance_at(const struct registers *registers, size_t index)
{
	return &registers->balance[index];
}

size_t
register_account_count(const struct registers *registers)
{
	return registers->account_count;
}

const struct register_account *
register_account_at(const struct registers *registers, size_t index)
{
	return &registers->account_list[index];
}
