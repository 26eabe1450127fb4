/* mapping_events.c - payments and payouts of accounts.yaml (see mapping.h). */
#include "mapping/mapping_parts.h"

#define PAYMENT_FIELDS                                                         \
	(FIELD_BIT(FIELD_KIND) | FIELD_BIT(FIELD_GATEWAY) |                    \
	    FIELD_BIT(FIELD_CURRENCY) | FIELD_BIT(FIELD_COUNTRY) |             \
	    FIELD_BIT(FIELD_ZONE) | FIELD_BIT(FIELD_ACCOUNT))
#define PAYOUT_FIELDS (FIELD_BIT(FIELD_GATEWAY) | FIELD_BIT(FIELD_CURRENCY))

static void
read_payment(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "account", "method",
		"bank_account", "from", "until" };
	struct rule_table *table = &reader->mapping->payments;
	struct map_rule *rule;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, table, node, PAYMENT_FIELDS);
	if (rule == NULL)
		return;
	rule->broken =
	    !mapping_field_account(reader, node, "account", &rule->result);
	if (!mapping_field_option(reader, node, "method", &rule->unit) ||
	    !mapping_field_flag(reader, node, "bank_account", &rule->flag))
		rule->broken = true;
	mapping_end_rule(reader, table, rule,
	    arena_printf(&reader->mapping->arena, "account %s%s%s%s",
		rule->result, rule->unit[0] != '\0' ? ", method " : "",
		rule->unit, rule->flag ? ", a bank account" : ""));
}

/* What of the fee is tax; without it the fee is exempt. */
static bool
read_fee_vat(struct mapping_reader *reader, const struct yaml_node *node,
    struct map_rule *rule)
{
	static const char *const known[] = { "code", "percent" };
	const struct purchase_code *code;
	const struct yaml_node *map;

	rule->extra[1] = "NONE";
	if (yaml_get(node, "fee_vat") == NULL)
		return true;
	map = yaml_field_map(node, "fee_vat", true, reader->diag);
	yaml_check_keys(map, known, COUNT(known), reader->diag);
	if (map == NULL)
		return false;
	code = mapping_field_purchase_code(
	    reader, map, &rule->extra[1], &rule->percent);
	if (code == NULL || !code->reverse_charge)
		return code != NULL;
	diag_add(reader->diag, RULE_MAPPING_VAT_CODE,
	    yaml_pos(yaml_get(map, "code")),
	    "%s is not for a fee: a payout carries no tax of the buyer",
	    code->code);
	return false;
}

static void
read_payout(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "bank", "clearing", "fee",
		"fee_vat", "from", "until" };
	struct rule_table *table = &reader->mapping->payouts;
	struct map_rule *rule;
	bool good;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, table, node, PAYOUT_FIELDS);
	if (rule == NULL)
		return;
	good = mapping_field_account(reader, node, "bank", &rule->result);
	good &= mapping_field_account(reader, node, "clearing", &rule->unit);
	good &= mapping_field_account(reader, node, "fee", &rule->extra[0]);
	good &= read_fee_vat(reader, node, rule);
	rule->broken = !good;
	mapping_end_rule(reader, table, rule,
	    arena_printf(&reader->mapping->arena,
		"bank %s, clearing %s, fee %s %s", rule->result, rule->unit,
		rule->extra[0], rule->extra[1]));
}

void
mapping_read_rules(struct mapping_reader *reader, const struct yaml_node *root,
    const char *key,
    void (*read)(struct mapping_reader *, const struct yaml_node *))
{
	const struct yaml_node *list =
	    yaml_field_list(root, key, false, reader->diag);
	size_t i;

	if (list == NULL && yaml_get(root, key) != NULL &&
	    !yaml_is_missing(yaml_get(root, key)))
		mapping_mark_damaged(reader);
	for (i = 0; i < yaml_count(list); i++)
		read(reader, yaml_at(list, i));
}

void
mapping_read_payments(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	mapping_read_rules(reader, root, "payments", read_payment);
	rule_table_prepare(&reader->mapping->payments);
}

void
mapping_read_payouts(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	mapping_read_rules(reader, root, "payouts", read_payout);
	rule_table_prepare(&reader->mapping->payouts);
}

struct line_facts
mapping_payment_facts(const struct payment_facts *facts)
{
	return (struct line_facts){ .country = facts->country,
		.revenue_group = "",
		.description = "",
		.vat_type = "",
		.currency = facts->currency,
		.account = facts->account,
		.invoice_date = facts->date,
		.kind = transaction_kind_words[facts->kind],
		.gateway = facts->gateway,
		.vat = "" };
}

struct line_facts
mapping_payout_facts(const struct payout_facts *facts)
{
	return (struct line_facts){ .country = "",
		.revenue_group = "",
		.description = "",
		.vat_type = "",
		.currency = facts->currency,
		.account = "",
		.invoice_date = facts->date,
		.kind = "",
		.gateway = facts->gateway,
		.vat = "" };
}

/* The rule that holds, its use counted, or NULL; *ref says why. */
static struct map_rule *
find_rule(struct mapping *mapping, struct rule_table *table,
    const struct line_facts *facts, struct rule_ref *ref)
{
	struct map_rule *rule = rule_table_find(table, facts);

	if (rule == NULL) {
		*ref = mapping->damage[MAPPING_FILE_ACCOUNTS];
		return NULL;
	}
	*ref = rule->ref;
	rule->uses++;
	return rule;
}

bool
mapping_payment(struct mapping *mapping, const struct payment_facts *facts,
    struct payment_decision *ret)
{
	struct line_facts line = mapping_payment_facts(facts);
	struct map_rule *rule;

	*ret = (struct payment_decision){ .account = "", .method = "" };
	rule = find_rule(mapping, &mapping->payments, &line, &ret->rule);
	if (rule == NULL)
		return false;
	ret->account = rule->result;
	ret->method = rule->unit;
	ret->bank_account = rule->flag;
	return !rule->broken;
}

bool
mapping_payout(struct mapping *mapping, const struct payout_facts *facts,
    struct payout_decision *ret)
{
	struct line_facts line = mapping_payout_facts(facts);
	struct map_rule *rule;

	*ret = (struct payout_decision){
		.bank = "", .clearing = "", .fee = "", .fee_vat_code = "NONE"
	};
	rule = find_rule(mapping, &mapping->payouts, &line, &ret->rule);
	if (rule == NULL)
		return false;
	ret->bank = rule->result;
	ret->clearing = rule->unit;
	ret->fee = rule->extra[0];
	ret->fee_vat_code = rule->extra[1];
	ret->fee_vat_percent = rule->percent;
	return !rule->broken;
}
