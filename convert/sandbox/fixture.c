/* fixture.c - see fixture.h. */
#include "sandbox/fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/business_id.h"
#include "sandbox/books.h"
#include "sandbox/fixture_part.h"
#include "sandbox/resource.h"

const char *
fixture_text(
    struct fixture *fixture, const struct yaml_node *map, const char *key)
{
	const char *text = "";

	(void)yaml_field_text(map, key, true, fixture->diag, &text);
	return text;
}

const char *
fixture_optional(
    struct fixture *fixture, const struct yaml_node *map, const char *key)
{
	const char *text = "";

	(void)yaml_field_text(map, key, false, fixture->diag, &text);
	return text;
}

const char *
fixture_date(
    struct fixture *fixture, const struct yaml_node *map, const char *key)
{
	struct date date;

	if (!yaml_field_date(map, key, true, fixture->diag, &date))
		return "";
	return yaml_text(yaml_get(map, key));
}

int64_t
fixture_number(
    struct fixture *fixture, const struct yaml_node *map, const char *key)
{
	long number = 0;

	(void)yaml_field_integer(
	    map, key, true, fixture->diag, 1, 999999999, &number);
	return number;
}

int64_t
fixture_cents(
    struct fixture *fixture, const struct yaml_node *map, const char *key)
{
	static const struct decimal one = { 1, 0 };
	struct decimal amount, back;
	int64_t cents = 0;

	if (!yaml_field_decimal(map, key, true, fixture->diag, &amount))
		return 0;
	if (decimal_quotient(amount, one, 2, &cents)) {
		back = (struct decimal){ cents, 2 };
		if (decimal_compare(back, amount) == 0)
			return cents;
	}
	yaml_expected(yaml_get(map, key), fixture->diag, "euros and cents");
	return 0;
}

int64_t
fixture_flag(struct fixture *fixture, const struct yaml_node *map,
    const char *key, bool otherwise)
{
	bool flag = otherwise;

	(void)yaml_field_bool(map, key, false, fixture->diag, &flag);
	return flag;
}

void
fixture_check_new(
    struct fixture *fixture, const struct yaml_node *node, const char *what)
{
	if (sqlite3_changes(fixture->books) == 0)
		(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
		    yaml_pos(node), "%s stands twice", what);
}

void
fixture_check_account(
    struct fixture *fixture, const struct yaml_node *node, const char *number)
{
	if (query_number(fixture->books, 0,
		"SELECT count(*) FROM account WHERE number = ?"
		" AND type = 'account'",
		"t", number) == 0)
		(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
		    yaml_pos(node), "account %s is not in the chart",
		    yaml_show(number).text);
}

/* The entries of a list, one by one. */
static void
read_list(struct fixture *fixture, const struct yaml_node *map, const char *key,
    fixture_reader *reader)
{
	const struct yaml_node *list =
	    yaml_field_list(map, key, true, fixture->diag);

	for (size_t i = 0; i < yaml_count(list); i++) {
		const struct yaml_node *entry = yaml_at(list, i);

		if (yaml_kind_of(entry) == YAML_MAP)
			reader(fixture, entry);
		else
			yaml_expected(entry, fixture->diag, "a map");
	}
}

static void
read_map(struct fixture *fixture, const struct yaml_node *map, const char *key,
    fixture_reader *reader)
{
	const struct yaml_node *part =
	    yaml_field_map(map, key, true, fixture->diag);

	if (part != NULL)
		reader(fixture, part);
}

static void
read_opening(struct fixture *fixture, const struct yaml_node *opening)
{
	static const char *const known[] = { "date", "balances" };
	const char *date = fixture_date(fixture, opening, "date");
	int64_t difference;

	FIXTURE_KEYS(fixture, opening, known);
	read_list(fixture, opening, "balances", fixture_balance);
	(void)query_run(
	    fixture->books, "UPDATE opening SET date = ?", "t", date);
	difference = query_number(fixture->books, 0,
	    "SELECT sum(debit) - sum(credit) FROM opening", "");
	if (difference != 0)
		(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
		    yaml_pos(opening),
		    "the opening balances are off by %lld cents",
		    (long long)difference);
}

static void
read_organisation(struct fixture *fixture, const struct yaml_node *root,
    struct identity *identity)
{
	static const char *const known[] = { "name", "business_id" };
	const struct yaml_node *map =
	    yaml_field_map(root, "organisation", true, fixture->diag);
	char form[BUSINESS_ID_TEXT_MAX] = "";

	identity->name = mem_strdup(fixture_text(fixture, map, "name"));
	identity->organisation =
	    mem_strdup(fixture_text(fixture, map, "business_id"));
	FIXTURE_KEYS(fixture, map, known);
	if (identity->organisation[0] != '\0' &&
	    (business_id_parse(identity->organisation, form) !=
		    BUSINESS_ID_OK ||
		strcmp(form, identity->organisation) != 0))
		(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
		    yaml_pos(yaml_get(map, "business_id")),
		    "%s is not a business id of the form 1234567-8",
		    yaml_show(identity->organisation).text);
	(void)query_run(fixture->books,
	    "INSERT INTO meta VALUES('organisation', ?), ('name', ?)", "tt",
	    identity->organisation, identity->name);
}

static void
read_credentials(struct fixture *fixture, const struct yaml_node *root,
    struct identity *identity)
{
	static const char *const known[] = { "customer_id", "customer_key",
		"partner_id", "partner_key" };
	const struct yaml_node *map =
	    yaml_field_map(root, "credentials", true, fixture->diag);
	char **const word[] = { &identity->customer_id, &identity->customer_key,
		&identity->partner_id, &identity->partner_key };

	FIXTURE_KEYS(fixture, map, known);
	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		*word[i] = mem_strdup(fixture_text(fixture, map, known[i]));
}

static void
read_parts(struct fixture *fixture, const struct yaml_node *root)
{
	read_list(fixture, root, "accounts", fixture_account);
	fixture_sort_accounts(fixture);
	read_map(fixture, root, "default_accounts", fixture_default_accounts);
	read_list(fixture, root, "periods", fixture_period);
	read_map(fixture, root, "locks", fixture_locks);
	read_list(fixture, root, "voucher_types", fixture_voucher_type);
	read_map(fixture, root, "default_voucher_types",
	    fixture_default_voucher_types);
	read_list(fixture, root, "dimensions", fixture_dimension);
	read_list(fixture, root, "customers", fixture_customer);
	read_list(fixture, root, "products", fixture_product);
	read_map(fixture, root, "vat_rates", fixture_vat_rates);
	read_map(fixture, root, "opening", read_opening);
}

bool
fixture_load(const char *path, sqlite3 *books, struct identity *identity,
    struct diag_list *diag)
{
	static const char *const known[] = { "fenvoy", "organisation",
		"credentials", "accounts", "default_accounts", "periods",
		"locks", "voucher_types", "default_voucher_types", "dimensions",
		"customers", "products", "vat_rates", "opening" };
	struct fixture fixture = { books, diag };
	size_t before = diag_count(diag, SEVERITY_ERROR);
	struct yaml_tree *tree = yaml_tree_load(path, path, diag);
	long version;

	memset(identity, 0, sizeof(*identity));
	if (tree == NULL)
		return false;
	(void)yaml_field_integer(
	    yaml_root(tree), "fenvoy", true, diag, 1, 1, &version);
	FIXTURE_KEYS(&fixture, yaml_root(tree), known);
	read_organisation(&fixture, yaml_root(tree), identity);
	read_credentials(&fixture, yaml_root(tree), identity);
	read_parts(&fixture, yaml_root(tree));
	yaml_tree_free(tree);
	return diag_count(diag, SEVERITY_ERROR) == before;
}

void
identity_release(struct identity *identity)
{
	free(identity->name);
	free(identity->organisation);
	free(identity->customer_id);
	free(identity->customer_key);
	free(identity->partner_id);
	free(identity->partner_key);
	memset(identity, 0, sizeof(*identity));
}
