/* mapping_products.c - products.yaml (see mapping.h). */
#include "mapping/mapping_parts.h"

static void
read_rule(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "product", "unit", "from",
		"until" };
	struct mapping *mapping = reader->mapping;
	struct map_rule *rule;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, &mapping->products, node, LINE_FIELDS);
	if (rule == NULL)
		return;
	rule->result = "";
	rule->broken =
	    !mapping_field_text(reader, node, "product", &rule->result);
	if (!mapping_field_option(reader, node, "unit", &rule->unit))
		rule->broken = true;
	mapping_end_rule(reader, &mapping->products, rule,
	    arena_printf(&mapping->arena, "product %s%s%s", rule->result,
		rule->unit[0] != '\0' ? ", unit " : "", rule->unit));
}

void
mapping_read_products(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "products" };
	const struct yaml_node *list;
	size_t i;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	list = yaml_field_list(root, "products", true, reader->diag);
	if (list == NULL)
		mapping_mark_damaged(reader);
	for (i = 0; i < yaml_count(list); i++)
		read_rule(reader, yaml_at(list, i));
	rule_table_prepare(&reader->mapping->products);
}

bool
mapping_product(struct mapping *mapping, const struct line_facts *facts,
    struct product_decision *ret)
{
	struct map_rule *rule = rule_table_find(&mapping->products, facts);

	*ret = (struct product_decision){ .product = "", .unit = "" };
	if (rule == NULL) {
		ret->rule = mapping->damage[MAPPING_FILE_PRODUCTS];
		return false;
	}
	ret->product = rule->result;
	ret->unit = rule->unit;
	ret->rule = rule->ref;
	rule->uses++;
	return !rule->broken;
}
