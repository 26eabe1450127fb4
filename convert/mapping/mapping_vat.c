/* mapping_vat.c - vat.yaml (see mapping.h). */
#include <string.h>

#include "base/text.h"
#include "mapping/mapping_parts.h"

static const char *const day_names[VAT_DATE_COUNT] = {
	[VAT_DATE_PERIOD_END] = "period_end",
	[VAT_DATE_PERIOD_START] = "period_start",
	[VAT_DATE_INVOICE] = "invoice_date",
	[VAT_DATE_PAYMENT] = "payment_date",
};

/* clang-format off */
static const char *const code_names[] = {
#define VAT_CODE(code, zero) code,
#include "mapping/vat_codes.def"
#undef VAT_CODE
};

static const bool code_is_zero[] = {
#define VAT_CODE(code, zero) zero,
#include "mapping/vat_codes.def"
#undef VAT_CODE
};
/* clang-format on */

/* The index of a code, or COUNT(code_names). */
static size_t
find_code(const char *code)
{
	size_t i;

	for (i = 0; i < COUNT(code_names); i++)
		if (strcmp(code, code_names[i]) == 0)
			break;
	return i;
}

static bool
refuse_code(struct mapping_reader *reader, const struct yaml_node *node,
    const char *code)
{
	const char *nearest;
	struct diag *finding;

	finding = diag_add(reader->diag, RULE_MAPPING_VAT_CODE, yaml_pos(node),
	    "'%s' is no VAT code for sales", yaml_show(code).text);
	nearest = text_nearest(code, code_names, COUNT(code_names));
	if (nearest != NULL)
		diag_remedy(finding, "did you mean %s", nearest);
	return false;
}

/* The code and percent of a rule; false after a finding. */
static bool
read_result(struct mapping_reader *reader, const struct yaml_node *node,
    struct map_rule *rule)
{
	bool has_code, has_percent;
	size_t code;

	has_code = mapping_field_text(reader, node, "code", &rule->result);
	has_percent =
	    mapping_field_decimal(reader, node, "percent", &rule->percent);
	if (!has_code || !has_percent)
		return false;
	code = find_code(rule->result);
	if (code == COUNT(code_names))
		return refuse_code(
		    reader, yaml_get(node, "code"), rule->result);
	if (code_is_zero[code] && !decimal_is_zero(rule->percent)) {
		diag_add(reader->diag, RULE_MAPPING_VAT_CODE,
		    yaml_pos(yaml_get(node, "percent")),
		    "%s stands with 0 percent only", rule->result);
		return false;
	}
	return true;
}

static void
read_rule(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "code", "percent",
		"vat_date", "across", "from", "until" };
	static const char *const across[] = { "allowed" };
	struct mapping *mapping = reader->mapping;
	char percent[DECIMAL_TEXT_MAX];
	struct map_rule *rule;
	size_t day, word;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, &mapping->vat, node, LINE_FIELDS);
	if (rule == NULL)
		return;
	rule->result = "";
	rule->broken = !read_result(reader, node, rule);
	if (!mapping_is_undecided(reader, yaml_get(node, "vat_date")) &&
	    yaml_field_choice(node, "vat_date", true, reader->diag, day_names,
		COUNT(day_names), &day))
		rule->day = (enum vat_date_rule)day;
	else
		rule->lost = true;
	rule->across = yaml_field_choice(
	    node, "across", false, reader->diag, across, COUNT(across), &word);
	decimal_format(rule->percent, '.', percent);
	mapping_end_rule(reader, &mapping->vat, rule,
	    arena_printf(&mapping->arena, "%s %s %% on %s", rule->result,
		percent, day_names[rule->day]));
}

void
mapping_read_vat(struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "rules", "purchases" };
	const struct yaml_node *list;
	size_t i;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	list = yaml_field_list(root, "rules", true, reader->diag);
	if (list == NULL)
		mapping_mark_damaged(reader);
	for (i = 0; i < yaml_count(list); i++)
		read_rule(reader, yaml_at(list, i));
	rule_table_prepare(&reader->mapping->vat);
	mapping_read_purchases(reader, root);
}

static void
decide(const struct map_rule *rule, const struct line_facts *facts,
    struct vat_decision *ret)
{
	ret->code = rule->result;
	ret->percent = rule->percent;
	ret->vat_date = facts_date(facts, rule->day);
	ret->vat_date_rule = rule->day;
	ret->rule = rule->ref;
	ret->from = rule->from;
	ret->until = rule->until;
	ret->across = rule->across;
}

bool
mapping_vat(struct mapping *mapping, const struct line_facts *facts,
    struct vat_decision *ret)
{
	struct map_rule *rule = rule_table_find(&mapping->vat, facts);

	*ret = (struct vat_decision){ .code = "" };
	if (rule == NULL) {
		ret->rule = mapping->damage[MAPPING_FILE_VAT];
		return false;
	}
	decide(rule, facts, ret);
	rule->uses++;
	return !rule->broken;
}

bool
mapping_vat_other_date(struct mapping *mapping, const struct line_facts *facts,
    struct vat_decision *ret)
{
	const struct map_rule *rule;

	*ret = (struct vat_decision){ .code = "", .rule.text = "" };
	rule = rule_table_find_any_day(&mapping->vat, facts);
	if (rule != NULL)
		decide(rule, facts, ret);
	return rule != NULL;
}

const char *
mapping_vat_date_name(enum vat_date_rule day)
{
	return day_names[day];
}
