/* mapping_accounts.c - accounts.yaml (see mapping.h). */
#include "mapping/mapping_parts.h"

static const char *const role_names[SYSTEM_ACCOUNT_COUNT] = {
	[SYSTEM_RECEIVABLES] = "receivables",
	[SYSTEM_SALES_VAT] = "sales_vat",
	[SYSTEM_ROUNDING] = "rounding",
	[SYSTEM_DEFERRED_REVENUE] = "deferred_revenue",
	[SYSTEM_PAYABLES] = "payables",
	[SYSTEM_PURCHASE_VAT] = "purchase_vat",
	[SYSTEM_SETTLEMENT] = "settlement",
	[SYSTEM_EXCHANGE] = "exchange",
};

static void
read_roles(struct mapping_reader *reader, const struct yaml_node *root)
{
	const struct yaml_node *map, *node;
	enum system_account role;
	struct item *item;

	map = yaml_field_map(root, "system", true, reader->diag);
	yaml_check_keys(map, role_names, SYSTEM_ACCOUNT_COUNT, reader->diag);
	for (role = 0; role < SYSTEM_ACCOUNT_COUNT; role++) {
		item = &reader->mapping->roles[role];
		node = yaml_get(map, role_names[role]);
		/* One that may be missing has no finding yet. */
		if (role >= SYSTEM_PAYABLES && yaml_is_missing(node))
			continue;
		item->ref =
		    mapping_ref(reader, yaml_pos(node != NULL ? node : root));
		item->broken = !mapping_field_account(
		    reader, map, role_names[role], &item->value);
	}
}

static void
read_rule(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "account", "from",
		"until" };
	struct mapping *mapping = reader->mapping;
	struct map_rule *rule;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, &mapping->accounts, node, LINE_FIELDS);
	if (rule == NULL)
		return;
	rule->result = "";
	rule->broken =
	    !mapping_field_account(reader, node, "account", &rule->result);
	mapping_end_rule(reader, &mapping->accounts, rule,
	    arena_printf(&mapping->arena, "account %s", rule->result));
}

void
mapping_read_accounts(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "system", "erp_accounts",
		"revenue", "payments", "payouts" };
	struct mapping *mapping = reader->mapping;
	const struct yaml_node *node;
	size_t i;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	read_roles(reader, root);
	node = yaml_field_map(root, "erp_accounts", true, reader->diag);
	if (node == NULL)
		mapping_mark_damaged(reader);
	mapping_read_items(
	    reader, node, &mapping->erp_accounts, ITEM_ACCOUNT, "ERP account");
	node = yaml_field_list(root, "revenue", true, reader->diag);
	if (node == NULL)
		mapping_mark_damaged(reader);
	for (i = 0; i < yaml_count(node); i++)
		read_rule(reader, yaml_at(node, i));
	rule_table_prepare(&mapping->accounts);
	mapping_read_payments(reader, root);
	mapping_read_payouts(reader, root);
}

bool
mapping_account(struct mapping *mapping, const struct line_facts *facts,
    struct account_decision *ret)
{
	struct map_rule *rule = rule_table_find(&mapping->accounts, facts);

	*ret = (struct account_decision){ .account = "" };
	if (rule == NULL) {
		ret->rule = mapping->damage[MAPPING_FILE_ACCOUNTS];
		return false;
	}
	ret->account = rule->result;
	ret->rule = rule->ref;
	rule->uses++;
	return !rule->broken;
}

bool
mapping_erp_account(
    struct mapping *mapping, const char *number, struct account_decision *ret)
{
	struct item *item = item_table_find(&mapping->erp_accounts, number);

	*ret = (struct account_decision){ .account = "" };
	if (item == NULL) {
		ret->rule = mapping->damage[MAPPING_FILE_ACCOUNTS];
		return false;
	}
	ret->account = item->value;
	ret->rule = item->ref;
	item->uses++;
	return !item->broken;
}

bool
mapping_system_account(const struct mapping *mapping, enum system_account role,
    struct account_decision *ret)
{
	const struct item *item = &mapping->roles[role];

	ret->account = item->value;
	ret->rule = item->ref.text[0] != '\0'
	                ? item->ref
	                : mapping->damage[MAPPING_FILE_ACCOUNTS];
	return !item->broken;
}
