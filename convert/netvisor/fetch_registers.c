/* fetch_registers.c - the registers of a month; see fetch.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "mapping/company.h"
#include "netvisor/client.h"
#include "netvisor/fetch_run.h"

#define NOTE "netvisor-fetch"

void
fetched_registers_release(struct fetched_registers *registers)
{
	free(registers->accounts.item);
	free(registers->defaults.item);
	free(registers->periods.item);
	free(registers->voucher_types.item);
	free(registers->dimensions.item);
	free(registers->customers.item);
	free(registers->balances.item);
}

/* All are asked for, so that one run names every right that is missing. */
static void
ask(struct fetch *fetch, struct date balance_date,
    struct fetched_registers *registers)
{
	char date[DATE_TEXT_MAX];
	char *query =
	    mem_printf("balancedates=%s", date_format(balance_date, date));

	registers->balance_date[0] = balance_date;
	(void)fetch_get(
	    fetch, FETCH_ACCOUNTS, "", fetch_read_accounts, registers);
	(void)fetch_get(
	    fetch, FETCH_BALANCES, query, fetch_read_balances, registers);
	(void)fetch_get(
	    fetch, FETCH_PERIODS, "", fetch_read_periods, registers);
	(void)fetch_get(fetch, FETCH_VOUCHER_TYPES, "",
	    fetch_read_voucher_types, registers);
	(void)fetch_get(fetch, FETCH_DIMENSIONS, "showhidden=1",
	    fetch_read_dimensions, registers);
	(void)fetch_get(
	    fetch, FETCH_CUSTOMERS, "", fetch_read_customers, registers);
	free(query);
}

static void
write_snapshot(
    struct stage_writer *stage, struct fetch *fetch, const char *taken_at)
{
	const struct company *company = client_company(fetch->client);
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_snapshot);

	if (w == NULL)
		return;
	record_put_text(w, taken_at);
	record_put_text(w, company->host);
	record_put_text(w, company->business_id);
	record_put_text(w, NOTE);
	record_row_end(w);
}

static void
write_accounts(struct stage_writer *stage, const struct fetch_accounts *list)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_account);

	for (size_t i = 0; w != NULL && i < list->count; i++) {
		const struct fetch_account *account = &list->item[i];

		record_put_text(w, account->key);
		record_put_text(w, account->number);
		record_put_text(w, account->name);
		record_put_text(
		    w, account->is_account ? "account" : "accountgroup");
		record_put_integer(w, account->active);
		record_row_end(w);
	}
}

static void
write_defaults(struct stage_writer *stage, const struct fetch_defaults *list)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_default_account);

	for (size_t i = 0; w != NULL && i < list->count; i++) {
		record_put_text(w, list->item[i].name);
		record_put_text(w, list->item[i].number);
		record_row_end(w);
	}
}

static void
write_periods(struct stage_writer *stage, const struct fetch_periods *list)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_period);

	for (size_t i = 0; w != NULL && i < list->count; i++) {
		record_put_text(w, list->item[i].key);
		record_put_text(w, list->item[i].name);
		record_put_date(w, list->item[i].begin);
		record_put_date(w, list->item[i].end);
		record_row_end(w);
	}
}

/* All three, also those that lock nothing: so one sees that it was asked. */
static void
write_locks(struct stage_writer *stage, const struct fetched_locks *locks)
{
	const struct {
		const char *kind;
		struct date date;
	} row[] = {
		{ "accounting", locks->accounting },
		{ "vat", locks->vat },
		{ "purchase", locks->purchase },
	};
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_lock);

	for (size_t i = 0; w != NULL && i < sizeof(row) / sizeof(row[0]); i++) {
		record_put_text(w, row[i].kind);
		record_put_date(w, row[i].date);
		record_row_end(w);
	}
}

static void
write_voucher_types(
    struct stage_writer *stage, const struct fetch_voucher_types *list)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_voucher_type);

	for (size_t i = 0; w != NULL && i < list->count; i++) {
		record_put_text(w, list->item[i].key);
		record_put_text(w, list->item[i].abbreviation);
		record_put_text(w, list->item[i].name);
		record_row_end(w);
	}
}

static void
write_dimensions(
    struct stage_writer *stage, const struct fetch_dimensions *list)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_dimension);

	for (size_t i = 0; w != NULL && i < list->count; i++) {
		record_put_text(w, list->item[i].key);
		record_put_text(w, list->item[i].header);
		record_put_text(w, list->item[i].item);
		record_put_integer(w, list->item[i].hidden);
		record_row_end(w);
	}
}

static void
write_customers(struct stage_writer *stage, const struct fetch_customers *list)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_register_customer);

	for (size_t i = 0; w != NULL && i < list->count; i++) {
		const struct fetch_customer *customer = &list->item[i];
		char *key = mem_printf("%" PRId64, customer->key);

		record_put_text(w, key);
		record_put_text(w, customer->code);
		record_put_text(w, customer->name);
		record_put_text(w, customer->business_id);
		record_row_end(w);
		free(key);
	}
}

void
fetch_write_balances(struct record_writer *w, const struct fetch_balances *list)
{
	for (size_t i = 0; w != NULL && i < list->count; i++) {
		record_put_text(w, list->item[i].account);
		record_put_date(w, list->item[i].date);
		record_put_money(w, list->item[i].debit);
		record_put_money(w, list->item[i].credit);
		record_put_money(w, list->item[i].balance);
		record_row_end(w);
	}
}

int
fetched_registers_write(struct fetch *fetch,
    const struct fetched_registers *registers, const char *taken_at,
    const char *dir)
{
	struct stage_writer *stage = stage_writer_new(dir, fetch->diag);

	write_snapshot(stage, fetch, taken_at);
	write_accounts(stage, &registers->accounts);
	write_defaults(stage, &registers->defaults);
	write_periods(stage, &registers->periods);
	write_locks(stage, &registers->locks);
	write_voucher_types(stage, &registers->voucher_types);
	write_dimensions(stage, &registers->dimensions);
	write_customers(stage, &registers->customers);
	fetch_write_balances(
	    stage_writer_kind(stage, &record_kind_register_balance),
	    &registers->balances);
	return stage_writer_finish(
	    stage, record_stage_registers, record_stage_registers_count);
}

int
fetch_registers(struct client *client, struct month month, const char *dir,
    struct diag_list *diag)
{
	struct date before =
	    date_from_days(date_to_days(month_first_day(month)) - 1);
	struct fetched_registers registers = { .accounts = { .item = NULL } };
	char taken_at[CLOCK_TEXT_MAX];
	struct fetch fetch;
	int result = -1;

	(void)clock_format(clock_now(client_clock(client)), taken_at);
	fetch_init(&fetch, client, diag);
	ask(&fetch, before, &registers);
	if (!fetch.failed)
		result =
		    fetched_registers_write(&fetch, &registers, taken_at, dir);
	fetched_registers_release(&registers);
	fetch_release(&fetch);
	return result;
}

int
fetch_locks(
    struct client *client, struct fetched_locks *ret, struct diag_list *diag)
{
	struct fetched_locks locks = { .accounting = { 0, 0, 0 } };
	struct fetch fetch;
	bool failed;

	fetch_init(&fetch, client, diag);
	(void)fetch_get(&fetch, FETCH_PERIODS, "", fetch_read_locks, &locks);
	failed = fetch.failed;
	fetch_release(&fetch);
	if (failed)
		return -1;
	*ret = locks;
	return 0;
}
