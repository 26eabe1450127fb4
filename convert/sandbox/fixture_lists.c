/* fixture_lists.c - registers whose entries are maps of their own. */
#include <string.h>

#include "sandbox/fixture_part.h"

void
fixture_account(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "key", "number", "name", "en",
		"sv", "type", "father", "active", "cumulative",
		"natural_negative" };
	static const char *const types[] = { "account", "accountgroup" };
	int64_t key = fixture_number(fixture, map, "key");
	const char *number = fixture_optional(fixture, map, "number");
	size_t type = 0;
	long father = 0;

	FIXTURE_KEYS(fixture, map, known);
	(void)yaml_field_choice(
	    map, "type", false, fixture->diag, types, 2, &type);
	(void)yaml_field_integer(
	    map, "father", false, fixture->diag, 1, 999999999, &father);
	if (father != 0 && query_number(fixture->books, 0,
			       "SELECT count(*) FROM account WHERE key = ?"
			       " AND type = 'accountgroup'",
			       "i", (int64_t)father) == 0)
		(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
		    yaml_pos(yaml_get(map, "father")),
		    "no group before this account has the key %ld", father);
	if (type == 0 && number[0] == '\0')
		(void)fixture_text(fixture, map, "number");
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO account(key, number, name, name_en, name_sv,"
	    " type, father, active, cumulative, natural_negative)"
	    " SELECT ?1, ?2, ?3, nullif(?4, ''), nullif(?5, ''), ?6,"
	    " nullif(?7, 0), ?8, ?9, ?10 WHERE ?2 = '' OR"
	    " NOT EXISTS(SELECT 1 FROM account WHERE number = ?2)",
	    "itttttiiii", key, number, fixture_text(fixture, map, "name"),
	    fixture_optional(fixture, map, "en"),
	    fixture_optional(fixture, map, "sv"), types[type], (int64_t)father,
	    fixture_flag(fixture, map, "active", true),
	    fixture_flag(fixture, map, "cumulative", false),
	    fixture_flag(fixture, map, "natural_negative", false));
	fixture_check_new(fixture, map, "the account's key or number");
}

/* Depth first, as the chart is written: a group ends with its last account. */
void
fixture_sort_accounts(struct fixture *fixture)
{
	(void)query_run(fixture->books,
	    "UPDATE account SET sort = (SELECT count(*) FROM account AS other"
	    " WHERE other.rowid <= account.rowid)",
	    "");
	(void)query_run(fixture->books,
	    "UPDATE account SET end_sort = coalesce((SELECT max(other.sort)"
	    " FROM account AS other WHERE other.father = account.key), sort)",
	    "");
}

void
fixture_period(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "key", "name", "begin", "end" };
	const char *begin = fixture_date(fixture, map, "begin");
	const char *end = fixture_date(fixture, map, "end");

	FIXTURE_KEYS(fixture, map, known);
	if (begin[0] != '\0' && end[0] != '\0' && strcmp(begin, end) > 0)
		(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
		    yaml_pos(map), "the period ends before it begins");
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO period VALUES(?, ?, ?, ?)", "ittt",
	    fixture_number(fixture, map, "key"),
	    fixture_text(fixture, map, "name"), begin, end);
	fixture_check_new(fixture, map, "the period's key");
}

void
fixture_voucher_type(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "key", "abbreviation", "name",
		"en", "sv" };

	FIXTURE_KEYS(fixture, map, known);
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO voucher_type(key, abbreviation, name,"
	    " name_en, name_sv)"
	    " VALUES(?, ?, ?, nullif(?, ''), nullif(?, ''))",
	    "itttt", fixture_number(fixture, map, "key"),
	    fixture_text(fixture, map, "abbreviation"),
	    fixture_text(fixture, map, "name"),
	    fixture_optional(fixture, map, "en"),
	    fixture_optional(fixture, map, "sv"));
	fixture_check_new(fixture, map, "the voucher type's key");
}

static void
read_item(struct fixture *fixture, const struct yaml_node *map, int64_t header)
{
	static const char *const known[] = { "key", "name", "hidden" };

	FIXTURE_KEYS(fixture, map, known);
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO dimension_item"
	    " VALUES(?, ?, ?, ?, 'fixture')",
	    "iiti", fixture_number(fixture, map, "key"), header,
	    fixture_text(fixture, map, "name"),
	    fixture_flag(fixture, map, "hidden", false));
	fixture_check_new(fixture, map, "the item's key or name");
}

void
fixture_dimension(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "key", "name", "hidden", "items" };
	int64_t key = fixture_number(fixture, map, "key");
	const struct yaml_node *items =
	    yaml_field_list(map, "items", false, fixture->diag);

	FIXTURE_KEYS(fixture, map, known);
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO dimension_header VALUES(?, ?, ?)", "iti",
	    key, fixture_text(fixture, map, "name"),
	    fixture_flag(fixture, map, "hidden", false));
	fixture_check_new(fixture, map, "the dimension's key or name");
	for (size_t i = 0; i < yaml_count(items); i++)
		read_item(fixture, yaml_at(items, i), key);
}

void
fixture_customer(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "key", "code", "name",
		"business_id", "unit_number", "group", "name_extension",
		"street", "street2", "city", "postcode", "country", "phone",
		"email", "invoicing_email", "language", "finvoice_address",
		"finvoice_router", "comment", "active", "private" };
	/* The texts from business_id on, in the order of the columns. */
	const char *text[16];

	FIXTURE_KEYS(fixture, map, known);
	for (size_t i = 0; i < 16; i++)
		text[i] = fixture_optional(fixture, map, known[i + 3]);
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO customer(key, code, name, business_id,"
	    " unit_number, group_name, name_extension, street, street2, city,"
	    " postcode, country, phone, email, invoicing_email, language,"
	    " finvoice_address, finvoice_router, comment, active, private)"
	    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " ?, ?)",
	    "ittttttttttttttttttii", fixture_number(fixture, map, "key"),
	    fixture_optional(fixture, map, "code"),
	    fixture_text(fixture, map, "name"), text[0], text[1], text[2],
	    text[3], text[4], text[5], text[6], text[7], text[8], text[9],
	    text[10], text[11], text[12], text[13], text[14], text[15],
	    fixture_flag(fixture, map, "active", true),
	    fixture_flag(fixture, map, "private", false));
	fixture_check_new(fixture, map, "the customer's key");
}

void
fixture_product(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "key", "code", "name", "account",
		"unit", "active" };
	const char *account = fixture_text(fixture, map, "account");

	FIXTURE_KEYS(fixture, map, known);
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO product VALUES(?, ?, ?, ?, ?, ?)", "itttti",
	    fixture_number(fixture, map, "key"),
	    fixture_text(fixture, map, "code"),
	    fixture_text(fixture, map, "name"), account,
	    fixture_optional(fixture, map, "unit"),
	    fixture_flag(fixture, map, "active", true));
	fixture_check_new(fixture, map, "the product's key or code");
	if (account[0] != '\0')
		fixture_check_account(
		    fixture, yaml_get(map, "account"), account);
}

void
fixture_balance(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "account", "debit", "credit" };
	const char *account = fixture_text(fixture, map, "account");

	FIXTURE_KEYS(fixture, map, known);
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO opening VALUES(?, '', ?, ?)", "tii", account,
	    fixture_cents(fixture, map, "debit"),
	    fixture_cents(fixture, map, "credit"));
	fixture_check_new(fixture, map, "the account");
	if (account[0] != '\0')
		fixture_check_account(
		    fixture, yaml_get(map, "account"), account);
}
