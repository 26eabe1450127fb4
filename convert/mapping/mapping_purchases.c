/* mapping_purchases.c - purchases of vat.yaml (see mapping.h). */
#include <string.h>

#include "base/text.h"
#include "mapping/mapping_parts.h"

#define PURCHASE_FIELDS                                                        \
	(FIELD_BIT(FIELD_ZONE) | FIELD_BIT(FIELD_COUNTRY) |                    \
	    FIELD_BIT(FIELD_DESCRIPTION) | FIELD_BIT(FIELD_ACCOUNT) |          \
	    FIELD_BIT(FIELD_CURRENCY) | FIELD_BIT(FIELD_VAT))

/* clang-format off */
static const struct purchase_code codes[] = {
#define PURCHASE_CODE(code, zero, reverse) { code, zero, reverse },
#include "mapping/purchase_codes.def"
#undef PURCHASE_CODE
};

static const char *const code_names[] = {
#define PURCHASE_CODE(code, zero, reverse) code,
#include "mapping/purchase_codes.def"
#undef PURCHASE_CODE
};
/* clang-format on */

/* NULL after a finding when the code is none for purchases. */
static const struct purchase_code *
find_code(struct mapping_reader *reader, const struct yaml_node *node,
    const char *code)
{
	const char *nearest;
	struct diag *finding;
	size_t i;

	for (i = 0; i < COUNT(codes); i++)
		if (strcmp(code, codes[i].code) == 0)
			return &codes[i];
	finding = diag_add(reader->diag, RULE_MAPPING_VAT_CODE, yaml_pos(node),
	    "'%s' is no VAT code for purchases", yaml_show(code).text);
	nearest = text_nearest(code, code_names, COUNT(code_names));
	if (nearest != NULL)
		diag_remedy(finding, "did you mean %s", nearest);
	else
		diag_remedy(finding, "write NONE, KOOS, EUOS, EUPO or EUUO");
	return NULL;
}

const struct purchase_code *
mapping_field_purchase_code(struct mapping_reader *reader,
    const struct yaml_node *map, const char **ret_code,
    struct decimal *ret_percent)
{
	const struct yaml_node *node = yaml_get(map, "code");
	const struct purchase_code *code;
	bool has_code, has_percent;

	has_code = mapping_field_text(reader, map, "code", ret_code);
	has_percent =
	    mapping_field_decimal(reader, map, "percent", ret_percent);
	if (!has_code)
		return NULL;
	code = find_code(reader, node, *ret_code);
	if (code == NULL || !has_percent)
		return NULL;
	node = yaml_get(map, "percent");
	if (ret_percent->units < 0) {
		yaml_expected(
		    node, reader->diag, "a percent that is not negative");
		return NULL;
	}
	if (!code->zero || decimal_is_zero(*ret_percent))
		return code;
	diag_add(reader->diag, RULE_MAPPING_VAT_CODE, yaml_pos(node),
	    "%s stands with 0 percent only", code->code);
	return NULL;
}

static void
read_purchase(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "code", "percent", "from",
		"until" };
	struct rule_table *table = &reader->mapping->purchases;
	const struct purchase_code *code;
	char percent[DECIMAL_TEXT_MAX];
	struct map_rule *rule;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, table, node, PURCHASE_FIELDS);
	if (rule == NULL)
		return;
	code = mapping_field_purchase_code(
	    reader, node, &rule->result, &rule->percent);
	rule->broken = code == NULL;
	rule->flag = code != NULL && code->reverse_charge;
	decimal_format(rule->percent, '.', percent);
	mapping_end_rule(reader, table, rule,
	    arena_printf(&reader->mapping->arena, "%s %s %%%s", rule->result,
		percent, rule->flag ? ", reverse charge" : ""));
}

void
mapping_read_purchases(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	struct rule_table *table = &reader->mapping->purchases;

	table->pattern_name = "supplier";
	mapping_read_rules(reader, root, "purchases", read_purchase);
	rule_table_prepare(table);
}

struct line_facts
mapping_purchase_facts(const struct purchase_facts *facts)
{
	return (struct line_facts){ .country = facts->country,
		.revenue_group = "",
		.description = facts->supplier,
		.vat_type = "",
		.currency = facts->currency,
		.account = facts->account,
		.invoice_date = facts->date,
		.kind = "",
		.gateway = "",
		.vat = facts->has_vat ? "some" : "none" };
}

bool
mapping_purchase(struct mapping *mapping, const struct purchase_facts *facts,
    struct purchase_decision *ret)
{
	struct line_facts line = mapping_purchase_facts(facts);
	struct map_rule *rule = rule_table_find(&mapping->purchases, &line);

	*ret = (struct purchase_decision){ .code = "" };
	if (rule == NULL) {
		ret->rule = mapping->damage[MAPPING_FILE_VAT];
		return false;
	}
	ret->code = rule->result;
	ret->percent = rule->percent;
	ret->reverse_charge = rule->flag;
	ret->rule = rule->ref;
	rule->uses++;
	return !rule->broken;
}
