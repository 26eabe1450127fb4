/* mapping_list.c - every rule of a mapping, one after another. */
#include "mapping/mapping_parts.h"

#define TABLE_COUNT (MAPPING_CUSTOMER_OWN + 1)

static const enum mapping_file files[TABLE_COUNT] = {
	[MAPPING_ACCOUNTS] = MAPPING_FILE_ACCOUNTS,
	[MAPPING_VAT] = MAPPING_FILE_VAT,
	[MAPPING_DIMENSIONS] = MAPPING_FILE_DIMENSIONS,
	[MAPPING_PRODUCTS] = MAPPING_FILE_PRODUCTS,
	[MAPPING_CUSTOMERS] = MAPPING_FILE_CUSTOMERS,
	[MAPPING_RATES] = MAPPING_FILE_RATES,
	[MAPPING_ERP_ACCOUNTS] = MAPPING_FILE_ACCOUNTS,
	[MAPPING_PAYMENTS] = MAPPING_FILE_ACCOUNTS,
	[MAPPING_PAYOUTS] = MAPPING_FILE_ACCOUNTS,
	[MAPPING_PURCHASES] = MAPPING_FILE_VAT,
	[MAPPING_SUPPLIERS] = MAPPING_FILE_SUPPLIERS,
	[MAPPING_CUSTOMER_RULES] = MAPPING_FILE_CUSTOMERS,
	[MAPPING_CUSTOMER_OWN] = MAPPING_FILE_CUSTOMERS,
};

const char *
mapping_table_file(const struct mapping *mapping, enum mapping_table table)
{
	return mapping->label[files[table]];
}

static size_t
table_count(const struct mapping *mapping, enum mapping_table table)
{
	switch (table) {
	case MAPPING_ACCOUNTS:
		return mapping->accounts.count;
	case MAPPING_VAT:
		return mapping->vat.count;
	case MAPPING_DIMENSIONS:
		return item_table_count(&mapping->dimension_items);
	case MAPPING_PRODUCTS:
		return mapping->products.count;
	case MAPPING_CUSTOMERS:
		return item_table_count(&mapping->languages);
	case MAPPING_RATES:
		return mapping->rate_count;
	case MAPPING_PAYMENTS:
		return mapping->payments.count;
	case MAPPING_PAYOUTS:
		return mapping->payouts.count;
	case MAPPING_PURCHASES:
		return mapping->purchases.count;
	case MAPPING_SUPPLIERS:
		return item_table_count(&mapping->suppliers);
	case MAPPING_CUSTOMER_RULES:
		return mapping->customer_rules.count;
	case MAPPING_CUSTOMER_OWN:
		return item_table_count(&mapping->customers);
	case MAPPING_ERP_ACCOUNTS:
		break;
	}
	return item_table_count(&mapping->erp_accounts);
}

size_t
mapping_rule_count(const struct mapping *mapping)
{
	enum mapping_table table;
	size_t count = 0;

	for (table = 0; table < TABLE_COUNT; table++)
		count += table_count(mapping, table);
	return count;
}

static void
view_rule(
    const struct rule_table *table, size_t index, struct mapping_rule_view *ret)
{
	ret->pos = table->rule[index].ref.pos;
	ret->name = table->rule[index].name;
	ret->uses = table->rule[index].uses;
}

static void
view_item(
    const struct item_table *table, size_t index, struct mapping_rule_view *ret)
{
	ret->pos = table->item[index].ref.pos;
	ret->name = table->item[index].name;
	ret->uses = table->item[index].uses;
}

static void
view_rate(
    const struct mapping *mapping, size_t index, struct mapping_rule_view *ret)
{
	ret->pos = mapping->rate[index].ref.pos;
	ret->name = mapping->rate[index].name;
	ret->uses = mapping->rate[index].uses;
}

void
mapping_rule_get(
    const struct mapping *mapping, size_t index, struct mapping_rule_view *ret)
{
	enum mapping_table table = 0;

	while (index >= table_count(mapping, table))
		index -= table_count(mapping, table++);
	ret->table = table;
	switch (table) {
	case MAPPING_ACCOUNTS:
		view_rule(&mapping->accounts, index, ret);
		break;
	case MAPPING_VAT:
		view_rule(&mapping->vat, index, ret);
		break;
	case MAPPING_DIMENSIONS:
		view_item(&mapping->dimension_items, index, ret);
		break;
	case MAPPING_PRODUCTS:
		view_rule(&mapping->products, index, ret);
		break;
	case MAPPING_CUSTOMERS:
		view_item(&mapping->languages, index, ret);
		break;
	case MAPPING_RATES:
		view_rate(mapping, index, ret);
		break;
	case MAPPING_ERP_ACCOUNTS:
		view_item(&mapping->erp_accounts, index, ret);
		break;
	case MAPPING_PAYMENTS:
		view_rule(&mapping->payments, index, ret);
		break;
	case MAPPING_PAYOUTS:
		view_rule(&mapping->payouts, index, ret);
		break;
	case MAPPING_PURCHASES:
		view_rule(&mapping->purchases, index, ret);
		break;
	case MAPPING_SUPPLIERS:
		view_item(&mapping->suppliers, index, ret);
		break;
	case MAPPING_CUSTOMER_RULES:
		view_rule(&mapping->customer_rules, index, ret);
		break;
	case MAPPING_CUSTOMER_OWN:
		view_item(&mapping->customers, index, ret);
		break;
	}
}

const char *
mapping_rule_name(const struct mapping *mapping, struct source_pos pos)
{
	struct mapping_rule_view view;
	size_t i, count = mapping_rule_count(mapping);

	for (i = 0; i < count; i++) {
		mapping_rule_get(mapping, i, &view);
		if (view.pos.file == pos.file && view.pos.line == pos.line &&
		    view.pos.column == pos.column)
			return view.name;
	}
	return "";
}

static void
reset_rules(struct rule_table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		table->rule[i].uses = 0;
}

static void
reset_items(struct item_table *table)
{
	size_t i;

	for (i = 0; i < item_table_count(table); i++)
		table->item[i].uses = 0;
}

void
mapping_reset_uses(struct mapping *mapping)
{
	size_t i;

	reset_rules(&mapping->accounts);
	reset_rules(&mapping->vat);
	reset_rules(&mapping->products);
	reset_rules(&mapping->payments);
	reset_rules(&mapping->payouts);
	reset_rules(&mapping->purchases);
	reset_items(&mapping->suppliers);
	reset_rules(&mapping->customer_rules);
	reset_items(&mapping->customers);
	reset_items(&mapping->erp_accounts);
	reset_items(&mapping->dimension_items);
	reset_items(&mapping->languages);
	for (i = 0; i < mapping->rate_count; i++)
		mapping->rate[i].uses = 0;
}
