/*
 * fetch_chart.c - the chart of accounts and its balances; see fetch_run.h.
 *
 * "Account list" and "Account balances" of Netvisor's support pages. Balances
 * have a Number only since February 2026, before that a key alone.
 */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "netvisor/fetch_run.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
read_type(const struct fetch_record *record)
{
	const char *type = reply_child_text(record->node, "AccountType");
	bool is_account = text_equal_ignore_case(type, "account");

	if (!is_account && !text_equal_ignore_case(type, "accountgroup"))
		fetch_record_lacks(record, "AccountType", type);
	return is_account;
}

static void
read_account(const struct fetch_record *record, struct fetch_accounts *accounts)
{
	struct fetch_account *account = FETCH_ADD(accounts);
	bool is_account = read_type(record);

	/* Groups often have no number, and nothing else counts of them. */
	*account = (struct fetch_account){
		.key = fetch_may(record, "NetvisorKey"),
		.number = is_account ? fetch_need(record, "Number")
		                     : fetch_may(record, "Number"),
		.name = fetch_may(record, "Name"),
		.is_account = is_account,
		.active = true,
	};
	if (is_account || *reply_child_text(record->node, "IsActive") != '\0')
		account->active = fetch_need_bool(record, "IsActive");
}

/* The name as the page spells it, in whatever letters it came. */
static const char *
default_name(struct fetch *fetch, const char *name)
{
	static const char *const known[] = { "TradePayables",
		"PurchaseVATReceivable", "RoundingOffDifference", "VATpayable",
		"TaxAccount", "AdvancePayments", "SalesReceivables",
		"SalesVATDebt", "Inventory", "SalesDiscount",
		"SalesExchangeRateDifferences", "Collection",
		"PurchasesDiscounts", "PurchasesExchangeRateDifferences",
		"PurchaseInvoiceAccrual", "SalesInvoiceAccrual",
		"PurchaseDomesticDefault", "PurchaseEUDefault",
		"PurchaseOutsideEUDefault", "SalesDomesticDefault",
		"SalesEUDefault", "SalesOutsideEUDefault" };

	for (size_t i = 0; i < COUNT(known); i++)
		if (text_equal_ignore_case(known[i], name))
			return known[i];
	return fetch_keep(fetch, name);
}

/* A company need not have any; one without a number is not chosen. */
static void
read_defaults(struct fetch *fetch, const struct reply_node *block,
    struct fetch_defaults *defaults)
{
	const struct reply_node *node;

	for (node = reply_first(block); node != NULL;
	     node = reply_after(node)) {
		if (*reply_text(node) == '\0')
			continue;
		*FETCH_ADD(defaults) = (struct fetch_default){
			.name = default_name(fetch, reply_name(node)),
			.number = fetch_keep(fetch, reply_text(node)),
		};
	}
}

void
fetch_read_accounts(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_registers *registers = context;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_ACCOUNTS, root, "AccountList");
	const struct reply_node *node;
	struct fetch_record record = { fetch, FETCH_ACCOUNTS, "account", NULL,
		0 };

	if (list == NULL)
		return;
	read_defaults(fetch, reply_child(list, "CompanyDefaultAccounts"),
	    &registers->defaults);
	node = reply_child(reply_child(list, "Accounts"), "Account");
	for (; node != NULL; node = reply_next(node)) {
		record.node = node;
		record.number++;
		read_account(&record, &registers->accounts);
	}
	if (record.number == 0)
		fetch_lacks(fetch, FETCH_ACCOUNTS, "no account at all");
}

/* The chart's account of a balance, by key, else by number; or NULL. */
static const struct fetch_account *
chart_account(const struct table *by_key, const struct reply_node *node)
{
	const char *key = reply_attribute(node, "NetvisorKey");

	if (key == NULL || *key == '\0')
		key = reply_child_text(node, "NetvisorKey");
	return table_find(by_key, key, strlen(key));
}

/* One day of an account; true when it is the day asked for. */
static bool
read_day(const struct fetch_record *record, const char *account,
    struct date date, struct fetch_balances *balances)
{
	const char *text = reply_attribute(record->node, "Date");
	struct date there = { 0, 0, 0 };
	struct fetch_balance balance = { .account = account, .date = date };

	if (text == NULL || !reply_date(text, &there)) {
		fetch_record_lacks(record, "Date", text == NULL ? "" : text);
		return false;
	}
	if (date_compare(there, date) != 0)
		return false;
	balance.debit = fetch_need_money(record, "Debet", currency_euro());
	balance.credit = fetch_need_money(record, "Kredit", currency_euro());
	balance.balance = fetch_need_money(record, "Balance", currency_euro());
	*FETCH_ADD(balances) = balance;
	return true;
}

static void
read_account_days(struct fetch *fetch, const struct reply_node *node,
    const char *account, struct fetched_registers *registers)
{
	char *what = arena_printf(&fetch->arena, "balance of %s", account);

	for (size_t i = 0; i < COUNT(registers->balance_date); i++) {
		struct date date = registers->balance_date[i];
		struct fetch_record record = { fetch, FETCH_BALANCES, what,
			NULL, 0 };
		const struct reply_node *day;
		char text[DATE_TEXT_MAX];
		bool found = false;

		if (!date_is_set(date))
			continue;
		for (day = reply_child(node, "AccountBalance");
		     day != NULL && !found; day = reply_next(day)) {
			record.node = day;
			record.number++;
			found = read_day(
			    &record, account, date, &registers->balances);
		}
		if (!found)
			fetch_lacks(fetch, FETCH_BALANCES,
			    "account %s: no balance at %s", account,
			    date_format(date, text));
	}
}

void
fetch_read_balances(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_registers *registers = context;
	const struct fetch_accounts *accounts = &registers->accounts;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_BALANCES, root, "AccountBalances");
	const struct reply_node *node = reply_child(list, "Account");
	struct fetch_record record = { fetch, FETCH_BALANCES, "account", NULL,
		0 };
	struct table by_key;

	table_init(&by_key);
	for (size_t i = 0; i < accounts->count; i++)
		*table_slot(&by_key, accounts->item[i].key,
		    strlen(accounts->item[i].key), NULL) = &accounts->item[i];
	for (; node != NULL; node = reply_next(node)) {
		const struct fetch_account *account =
		    chart_account(&by_key, node);
		const char *number;

		record.node = node;
		record.number++;
		/* A group's balance is that of its accounts, once more. */
		if (account != NULL && !account->is_account)
			continue;
		number = fetch_may(&record, "Number");
		if (*number == '\0' && account != NULL)
			number = account->number;
		if (*number != '\0')
			read_account_days(fetch, node, number, registers);
		else if (accounts->count > 0 || !fetch->failed)
			fetch_record_lacks(&record, "Number", "");
	}
	table_release(&by_key);
}
