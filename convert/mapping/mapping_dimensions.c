/* mapping_dimensions.c - dimensions.yaml (see mapping.h). */
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "mapping/glob.h"
#include "mapping/mapping_parts.h"

/* More than a kind of billing records has. */
#define BILLING_COLUMNS 32

_Static_assert(ACCOUNT_COLUMNS <= BILLING_COLUMNS &&
		   INVOICE_COLUMNS <= BILLING_COLUMNS &&
		   INVOICE_LINE_COLUMNS <= BILLING_COLUMNS,
    "a billing record has more columns than are listed");

/* Facts that may tell a dimension; before columns of the same name. */
static const enum field sources[] = { FIELD_REVENUE_GROUP, FIELD_COUNTRY,
	FIELD_VAT_TYPE, FIELD_CURRENCY, FIELD_ACCOUNT, FIELD_DESCRIPTION };

/* Kinds whose columns may tell one; the first that has the name. */
static const struct {
	const char *prefix; /* to ask for one of them */
	const struct record_schema *schema;
} kinds[] = {
	{ "invoice_line.", &record_kind_invoice_line },
	{ "invoice.", &record_kind_invoice },
	{ "account.", &record_kind_account },
};

/* Where a row stands is no fact of it. */
#define FIRST_COLUMN 1

static bool
find_column(const char *name, struct mapping_column *ret)
{
	const struct record_schema *schema;
	const char *rest;
	size_t i, k;

	for (i = 0; i < COUNT(kinds); i++) {
		schema = kinds[i].schema;
		rest = text_starts_with(name, kinds[i].prefix)
		           ? name + strlen(kinds[i].prefix)
		           : name;
		for (k = FIRST_COLUMN; k < schema->column_count; k++) {
			if (strcmp(rest, schema->column[k].name) != 0)
				continue;
			*ret = (struct mapping_column){ schema, k };
			return true;
		}
	}
	return false;
}

static bool
find_field(const char *name, enum field *ret)
{
	size_t i;

	for (i = 0; i < COUNT(sources); i++) {
		if (strcmp(name, field_name(sources[i])) != 0)
			continue;
		*ret = sources[i];
		return true;
	}
	return false;
}

static void
refuse_field(struct mapping_reader *reader, const struct yaml_node *node)
{
	const char *word[COUNT(sources) + (size_t)3 * BILLING_COLUMNS];
	const char *nearest;
	struct diag *finding;
	size_t i, k, count = 0;

	for (i = 0; i < COUNT(sources); i++)
		word[count++] = field_name(sources[i]);
	for (i = 0; i < COUNT(kinds); i++)
		for (k = FIRST_COLUMN; k < kinds[i].schema->column_count; k++)
			word[count++] = kinds[i].schema->column[k].name;
	finding = diag_add(reader->diag, RULE_YAML_TYPE, yaml_pos(node),
	    "expected a column of the invoice lines, invoices or accounts, "
	    "found '%s'",
	    yaml_show(yaml_text(node)).text);
	nearest = text_nearest(yaml_text(node), word, count);
	if (nearest != NULL)
		diag_remedy(finding, "did you mean %s", nearest);
}

/* False after a finding. */
static bool
read_field(struct mapping_reader *reader, const struct yaml_node *map)
{
	struct mapping *mapping = reader->mapping;

	if (!mapping_field_text(reader, map, "field", &mapping->dimension_name))
		return false;
	mapping->dimension_field = FIELD_COUNT;
	if (find_field(mapping->dimension_name, &mapping->dimension_field) ||
	    find_column(mapping->dimension_name, &mapping->dimension_column))
		return true;
	refuse_field(reader, yaml_get(map, "field"));
	return false;
}

static void
read_dimension(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "header", "field", "items" };
	struct mapping *mapping = reader->mapping;
	const char *header = NULL;
	const struct yaml_node *items;
	bool good;

	if (yaml_kind_of(node) != YAML_MAP) {
		yaml_expected(node, reader->diag, "keys with values");
		mapping_mark_damaged(reader);
		return;
	}
	yaml_check_keys(node, known, COUNT(known), reader->diag);
	good = mapping_field_text(reader, node, "header", &header);
	good &= read_field(reader, node);
	items = yaml_field_map(node, "items", true, reader->diag);
	if (items == NULL || !good)
		mapping_mark_damaged(reader);
	if (!good)
		return;
	mapping->dimension_header = header;
	mapping_read_items(reader, items, &mapping->dimension_items, ITEM_TEXT,
	    mapping->dimension_header);
}

void
mapping_read_dimensions(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "dimensions" };
	const struct yaml_node *list;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	list = yaml_field_list(root, "dimensions", true, reader->diag);
	if (list == NULL)
		mapping_mark_damaged(reader);
	if (yaml_count(list) > 1)
		diag_add(reader->diag, RULE_MAPPING_ONE_DIMENSION,
		    yaml_pos(yaml_at(list, 1)),
		    "%zu dimensions, this version carries one",
		    yaml_count(list));
	if (yaml_count(list) > 0)
		read_dimension(reader, yaml_at(list, 0));
}

static const char *
value_of(enum field field, const struct line_facts *facts)
{
	switch (field) {
	case FIELD_COUNTRY:
		return facts->country;
	case FIELD_VAT_TYPE:
		return facts->vat_type;
	case FIELD_CURRENCY:
		return facts->currency;
	case FIELD_ACCOUNT:
		return facts->account;
	case FIELD_DESCRIPTION:
		return facts->description;
	case FIELD_COUNT:
		return facts->column != NULL ? facts->column : "";
	case FIELD_REVENUE_GROUP:
	case FIELD_CUSTOMER:
	case FIELD_RATE:
	case FIELD_KIND:
	case FIELD_GATEWAY:
	case FIELD_VAT:
	case FIELD_LANGUAGE:
	case FIELD_ZONE:
		break;
	}
	return facts->revenue_group;
}

bool
mapping_dimension_column(
    const struct mapping *mapping, struct mapping_column *ret)
{
	if (mapping->dimension_header == NULL ||
	    mapping->dimension_field != FIELD_COUNT)
		return false;
	*ret = mapping->dimension_column;
	return true;
}

static struct item *
find_item(struct item_table *table, const char *value)
{
	struct item *item = item_table_find(table, value);
	size_t i;

	for (i = 0; item == NULL && i < item_table_count(table); i++)
		if (strpbrk(table->item[i].key, "*?") != NULL &&
		    glob_match(table->item[i].key, value))
			item = &table->item[i];
	return item;
}

bool
mapping_dimension(struct mapping *mapping, const struct line_facts *facts,
    struct dimension_decision *ret)
{
	struct item *item;

	*ret = (struct dimension_decision){ .item = "", .rule.text = "" };
	ret->rule = mapping->damage[MAPPING_FILE_DIMENSIONS];
	ret->header = mapping->dimension_header;
	ret->field = mapping->dimension_name;
	ret->value = value_of(mapping->dimension_field, facts);
	if (ret->header == NULL)
		return ret->rule.text[0] == '\0';
	item = find_item(&mapping->dimension_items, ret->value);
	if (item == NULL)
		return false;
	ret->item = item->value;
	ret->rule = item->ref;
	item->uses++;
	return !item->broken;
}
