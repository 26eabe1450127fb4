/* mapping_customers.c - customers.yaml (see mapping.h). */
#include "mapping/mapping_parts.h"

void
mapping_read_customers(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "group", "languages" };
	struct mapping *mapping = reader->mapping;
	const struct yaml_node *map;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	mapping_field_option(reader, root, "group", &mapping->customer_group);
	map = yaml_field_map(root, "languages", true, reader->diag);
	if (map == NULL)
		mapping_mark_damaged(reader);
	mapping_read_items(
	    reader, map, &mapping->languages, ITEM_LANGUAGE, "language");
}

bool
mapping_customer(struct mapping *mapping, const char *account_code,
    const char *language, struct customer_settings *ret)
{
	struct item *item;

	(void)account_code; /* one group and one rule for all so far */
	*ret = (struct customer_settings){ .rule.text = "" };
	ret->group = mapping->customer_group;
	if (language[0] == '\0')
		return true;
	item = item_table_find(&mapping->languages, language);
	if (item == NULL) {
		ret->rule = mapping->damage[MAPPING_FILE_CUSTOMERS];
		return false;
	}
	ret->rule = item->ref;
	item->uses++;
	if (!item->broken)
		ret->language = item->value;
	return !item->broken;
}
