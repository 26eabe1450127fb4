/* mapping_dimensions.c - dimensions.yaml (see mapping.h). */
#include "mapping/mapping_parts.h"

/* What a dimension may be told by. */
static const enum field sources[] = { FIELD_REVENUE_GROUP, FIELD_COUNTRY,
	FIELD_VAT_TYPE, FIELD_CURRENCY, FIELD_ACCOUNT };

static void
read_dimension(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "header", "field", "items" };
	struct mapping *mapping = reader->mapping;
	const char *word[COUNT(sources)], *header = NULL;
	const struct yaml_node *items;
	size_t choice, i;
	bool good;

	if (yaml_kind_of(node) != YAML_MAP) {
		yaml_expected(node, reader->diag, "keys with values");
		mapping_mark_damaged(reader);
		return;
	}
	for (i = 0; i < COUNT(sources); i++)
		word[i] = field_name(sources[i]);
	yaml_check_keys(node, known, COUNT(known), reader->diag);
	good = mapping_field_text(reader, node, "header", &header);
	if (yaml_field_choice(
		node, "field", true, reader->diag, word, COUNT(word), &choice))
		mapping->dimension_field = sources[choice];
	else
		good = false;
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
	case FIELD_REVENUE_GROUP:
	case FIELD_CUSTOMER:
	case FIELD_RATE:
	case FIELD_ZONE:
	case FIELD_DESCRIPTION:
	case FIELD_COUNT:
		break;
	}
	return facts->revenue_group;
}

bool
mapping_dimension(struct mapping *mapping, const struct line_facts *facts,
    struct dimension_decision *ret)
{
	struct item *item;

	*ret = (struct dimension_decision){ .item = "", .rule.text = "" };
	ret->rule = mapping->damage[MAPPING_FILE_DIMENSIONS];
	ret->header = mapping->dimension_header;
	ret->field = field_name(mapping->dimension_field);
	ret->value = value_of(mapping->dimension_field, facts);
	if (ret->header == NULL)
		return ret->rule.text[0] == '\0';
	item = item_table_find(&mapping->dimension_items, ret->value);
	if (item == NULL)
		return false;
	ret->item = item->value;
	ret->rule = item->ref;
	item->uses++;
	return !item->broken;
}
