/* mapping_customers.c - customers.yaml (see mapping.h). */
#include <string.h>

#include "base/business_id.h"
#include "base/iban.h"
#include "base/text.h"
#include "mapping/mapping_parts.h"

#define CUSTOMER_FIELDS                                                        \
	(FIELD_BIT(FIELD_COUNTRY) | FIELD_BIT(FIELD_ZONE) |                    \
	    FIELD_BIT(FIELD_CUSTOMER) | FIELD_BIT(FIELD_ACCOUNT) |             \
	    FIELD_BIT(FIELD_LANGUAGE))
#define TERM_MOST 3650
#define OVT "0037"
#define OVT_ID 8   /* digits of the business id */
#define OVT_REST 5 /* what may follow it */
#define OPERATOR_MOST 35

static const struct customer_settings no_settings = { .group = "",
	.payment_term = -1,
	.einvoice_operator = "",
	.einvoice_address = "",
	.rule = { .text = "" } };

static bool
is_plain(const char *text)
{
	static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	return strspn(text, good) == strlen(text);
}

static bool
refuse(struct mapping_reader *reader, const struct yaml_node *node,
    const char *why)
{
	diag_add(reader->diag, RULE_MAPPING_CUSTOMER, yaml_pos(node),
	    "'%s' is no e-invoice address: %s", yaml_show(yaml_text(node)).text,
	    why);
	return false;
}

/*
 * An OVT code (0037, a business id and up to five signs), an IBAN, or another
 * country's; Netvisor checks none of them.
 */
static bool
check_address(struct mapping_reader *reader, const struct yaml_node *node,
    const char *address)
{
	char id[BUSINESS_ID_TEXT_MAX], digits[OVT_ID + 1] = "";
	char iban[IBAN_TEXT_MAX];
	size_t len = strlen(address);

	if (address[0] == '\0')
		return true;
	if (!is_plain(address))
		return refuse(
		    reader, node, "it holds more than capitals and digits");
	if (text_starts_with(address, OVT)) {
		if (len < strlen(OVT) + OVT_ID ||
		    len > strlen(OVT) + OVT_ID + OVT_REST)
			return refuse(
			    reader, node, "an OVT code has 12 to 17 signs");
		memcpy(digits, address + strlen(OVT), OVT_ID);
		return business_id_parse(digits, id) == BUSINESS_ID_OK ||
		       refuse(reader, node,
			   "the business id in the OVT code is wrong");
	}
	if (len < 4 || !text_is_digits(address + 2, 2) ||
	    text_is_digits(address, 2))
		return true;
	switch (iban_parse(address, iban)) {
	case IBAN_OK:
	case IBAN_COUNTRY:
	case IBAN_MALFORMED:
		return true;
	case IBAN_LENGTH:
		return refuse(reader, node, iban_fault(IBAN_LENGTH));
	case IBAN_CHECK:
		break;
	}
	return refuse(reader, node, iban_fault(IBAN_CHECK));
}

/* What rules and single customers may set alike. */
static bool
read_settings(struct mapping_reader *reader, const struct yaml_node *map,
    struct customer_settings *ret)
{
	const struct yaml_node *node = yaml_get(map, "einvoice_operator");
	bool good = mapping_field_option(reader, map, "group", &ret->group);

	good &= mapping_field_language(reader, map, "language", &ret->language);
	good &= mapping_field_option(
	    reader, map, "einvoice_operator", &ret->einvoice_operator);
	if (!is_plain(ret->einvoice_operator) ||
	    strlen(ret->einvoice_operator) > OPERATOR_MOST) {
		yaml_expected(node, reader->diag,
		    "an operator of capitals and digits, as in 003721291126");
		good = false;
	}
	if (yaml_is_missing(yaml_get(map, "payment_term")))
		return good;
	return !mapping_is_undecided(reader, yaml_get(map, "payment_term")) &&
	       yaml_field_integer(map, "payment_term", false, reader->diag, 0,
		   TERM_MOST, &ret->payment_term) &&
	       good;
}

static const char *
settings_text(
    struct mapping_reader *reader, const struct customer_settings *settings)
{
	struct arena *arena = &reader->mapping->arena;
	const char *term = "";

	if (settings->payment_term >= 0)
		term = arena_printf(
		    arena, ", payment term %ld", settings->payment_term);
	return arena_printf(arena, "group %s, language %s%s%s%s",
	    settings->group[0] != '\0' ? settings->group : "as for all",
	    settings->language != NULL ? settings->language : "by its word",
	    term, settings->einvoice_operator[0] != '\0' ? ", operator " : "",
	    settings->einvoice_operator);
}

static void
read_rule(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "when", "group", "language",
		"payment_term", "einvoice_operator" };
	struct rule_table *table = &reader->mapping->customer_rules;
	struct customer_settings settings = no_settings;
	struct map_rule *rule;

	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rule = mapping_read_rule(reader, table, node, CUSTOMER_FIELDS);
	if (rule == NULL)
		return;
	rule->broken = !read_settings(reader, node, &settings);
	rule->result = settings.group;
	rule->unit = settings.language == NULL ? "" : settings.language;
	rule->extra[0] = settings.einvoice_operator;
	rule->flag = settings.payment_term >= 0;
	rule->percent.units = settings.payment_term;
	mapping_end_rule(reader, table, rule, settings_text(reader, &settings));
}

/* An address is reached through an operator, its own or a rule's. */
static bool
check_operator(struct mapping_reader *reader, const struct yaml_node *map,
    const struct customer_settings *settings)
{
	const struct rule_table *table = &reader->mapping->customer_rules;
	size_t i;

	if (settings->einvoice_address[0] == '\0' ||
	    settings->einvoice_operator[0] != '\0')
		return true;
	for (i = 0; i < table->count; i++)
		if (table->rule[i].extra[0][0] != '\0')
			return true;
	diag_add(reader->diag, RULE_MAPPING_CUSTOMER,
	    yaml_pos(yaml_get(map, "einvoice_address")),
	    "'einvoice_address' needs 'einvoice_operator'");
	return false;
}

static void
read_customer(
    struct mapping_reader *reader, const struct yaml_node *map, size_t index)
{
	static const char *const known[] = { "code", "group", "language",
		"payment_term", "einvoice_operator", "einvoice_address" };
	struct mapping *mapping = reader->mapping;
	const struct yaml_node *node = yaml_at(map, index);
	size_t count = item_table_count(&mapping->customers);
	struct customer_settings *settings;
	struct item *item;
	bool good;

	mapping->customer = mem_grow(mapping->customer, count,
	    &mapping->customer_capacity, sizeof(*settings));
	settings = &mapping->customer[count];
	*settings = no_settings;
	item = item_table_add(&mapping->customers,
	    arena_strdup(&mapping->arena, yaml_key(map, index)));
	item->ref = mapping_ref(reader, yaml_key_pos(map, index));
	item->value = "";
	good = yaml_kind_of(node) == YAML_MAP;
	if (!good)
		yaml_expected(node, reader->diag, "keys with values");
	yaml_check_keys(node, known, COUNT(known), reader->diag);
	good &= mapping_field_option(reader, node, "code", &item->value);
	good &= read_settings(reader, node, settings);
	good &= mapping_field_option(
	    reader, node, "einvoice_address", &settings->einvoice_address);
	good &= check_address(reader, yaml_get(node, "einvoice_address"),
	    settings->einvoice_address);
	good &= check_operator(reader, node, settings);
	item->broken = !good;
	settings->rule = item->ref;
	item->name = arena_printf(&mapping->arena, "customer %s: %s%s%s",
	    item->key, item->value[0] != '\0' ? "code " : "", item->value,
	    item->value[0] != '\0' ? ", " : "");
	item->name = arena_printf(&mapping->arena, "%s%s", item->name,
	    settings_text(reader, settings));
}

void
mapping_read_customers(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "group", "languages",
		"rules", "customers" };
	struct mapping *mapping = reader->mapping;
	const struct yaml_node *map;
	size_t i;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	mapping_field_option(reader, root, "group", &mapping->customer_group);
	map = yaml_field_map(root, "languages", true, reader->diag);
	if (map == NULL)
		mapping_mark_damaged(reader);
	mapping_read_items(
	    reader, map, &mapping->languages, ITEM_LANGUAGE, "language");
	mapping_read_rules(reader, root, "rules", read_rule);
	rule_table_prepare(&mapping->customer_rules);
	map = yaml_field_map(root, "customers", false, reader->diag);
	if (map == NULL && !yaml_is_missing(yaml_get(root, "customers")))
		mapping_mark_damaged(reader);
	for (i = 0; i < yaml_count(map); i++)
		read_customer(reader, map, i);
}

/* Does a rule give something that nothing before it gave? */
static bool
take_rule(struct customer_settings *ret, const struct map_rule *rule)
{
	bool taken = false;

	if (ret->group[0] == '\0' && rule->result[0] != '\0') {
		ret->group = rule->result;
		taken = true;
	}
	if (ret->language == NULL && rule->unit[0] != '\0') {
		ret->language = rule->unit;
		ret->rule = rule->ref;
		taken = true;
	}
	if (ret->einvoice_operator[0] == '\0' && rule->extra[0][0] != '\0') {
		ret->einvoice_operator = rule->extra[0];
		taken = true;
	}
	if (ret->payment_term < 0 && rule->flag) {
		ret->payment_term = (long)rule->percent.units;
		taken = true;
	}
	return taken;
}

/* False when a rule that is wrong holds. */
static bool
take_rules(struct mapping *mapping, const struct customer_facts *facts,
    struct customer_settings *ret)
{
	struct rule_table *table = &mapping->customer_rules;
	struct line_facts line = { .country = facts->country,
		.business = facts->business,
		.revenue_group = "",
		.description = "",
		.vat_type = "",
		.currency = "",
		.account = facts->account,
		.language = facts->language };
	size_t i;

	for (i = 0; i < table->count; i++) {
		if (rule_fails(table, &table->rule[i], &line) != 0)
			continue;
		if (table->rule[i].broken) {
			ret->rule = table->rule[i].ref;
			return false;
		}
		table->rule[i].uses += take_rule(ret, &table->rule[i]);
	}
	return true;
}

/* The language that Fenerum's word stands for. */
static bool
take_word(
    struct mapping *mapping, const char *word, struct customer_settings *ret)
{
	struct item *item = item_table_find(&mapping->languages, word);

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

bool
mapping_customer(struct mapping *mapping, const struct customer_facts *facts,
    struct customer_settings *ret)
{
	struct item *own = item_table_find(&mapping->customers, facts->account);

	*ret = no_settings;
	if (own != NULL) {
		*ret = mapping->customer[own - mapping->customers.item];
		own->uses++;
		if (own->broken)
			return false;
		if (ret->language == NULL)
			ret->rule.text = "";
	}
	if (!take_rules(mapping, facts, ret))
		return false;
	/* Without an address there is nobody to reach. */
	if (ret->einvoice_address[0] == '\0')
		ret->einvoice_operator = "";
	if (ret->group[0] == '\0')
		ret->group = mapping->customer_group;
	if (ret->language != NULL || facts->language[0] == '\0')
		return true;
	return take_word(mapping, facts->language, ret);
}

const char *
mapping_customer_code(struct mapping *mapping, const char *account_code)
{
	const struct item *own =
	    item_table_find(&mapping->customers, account_code);

	return own == NULL || own->value[0] == '\0' ? NULL : own->value;
}
