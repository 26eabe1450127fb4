/* rule_read.c - conditions and dates of rules from YAML. */
#include <string.h>

#include "base/buf.h"
#include "base/money.h"
#include "mapping/mapping_parts.h"
#include "mapping/zone.h"

static const char *const zones[] = { "home", "eu", "other" };
static const char *const customers[] = { "business", "consumer" };
static const char *const vat_types[] = { "physical", "services", "unknown" };
static const char *const vat_words[] = { "some", "none" };

/* A value of a condition. */
struct value {
	struct mapping_reader *reader;
	struct rule_table *table;
	struct map_rule *rule;
	enum field field;
};

static bool
is_one_of(const char *text, const char *const *word, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(text, word[i]) == 0)
			return true;
	return false;
}

bool
mapping_is_country(const char *text)
{
	return strlen(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' &&
	       text[1] >= 'A' && text[1] <= 'Z';
}

/* What a field's value must be, or NULL when this one is right. */
static const char *
fault_of(enum field field, const char *text)
{
	switch (field) {
	case FIELD_COUNTRY:
		return mapping_is_country(text)
		           ? NULL
		           : "a country of two capital letters, as in SE";
	case FIELD_ZONE:
		return is_one_of(text, zones, COUNT(zones))
		           ? NULL
		           : "home, eu or other";
	case FIELD_CUSTOMER:
		return is_one_of(text, customers, COUNT(customers))
		           ? NULL
		           : "business or consumer";
	case FIELD_VAT_TYPE:
		return is_one_of(text, vat_types, COUNT(vat_types))
		           ? NULL
		           : "physical, services or unknown";
	case FIELD_CURRENCY:
		return currency_find(text, strlen(text)) != NULL
		           ? NULL
		           : "a currency of ISO 4217, as in SEK";
	case FIELD_KIND:
		return is_one_of(
			   text, transaction_kind_words, TRANSACTION_KIND_COUNT)
		           ? NULL
		           : "a kind of payment, as in bank_transfer";
	case FIELD_VAT:
		return is_one_of(text, vat_words, COUNT(vat_words))
		           ? NULL
		           : "some or none";
	case FIELD_REVENUE_GROUP:
	case FIELD_ACCOUNT:
	case FIELD_RATE:
	case FIELD_GATEWAY:
	case FIELD_LANGUAGE:
	case FIELD_DESCRIPTION:
	case FIELD_COUNT:
		break;
	}
	return NULL;
}

static bool
allow_rate(const struct value *value, const struct yaml_node *node)
{
	struct arena *arena = &value->reader->mapping->arena;
	char text[DECIMAL_TEXT_MAX];
	struct decimal rate;
	const char *given = yaml_text(node);

	if (decimal_parse(given, strlen(given), number_style_plain, &rate,
		NULL) != NUMBER_OK) {
		yaml_expected(node, value->reader->diag,
		    "a percent with a point, as in 25.5");
		return false;
	}
	rate = decimal_trim(rate);
	decimal_format(rate, '.', text);
	rule_allow_rate(
	    value->table, value->rule, arena_strdup(arena, text), rate);
	return true;
}

/* False after a finding. */
static bool
allow_value(const struct value *value, const struct yaml_node *node)
{
	struct arena *arena = &value->reader->mapping->arena;
	const char *fault;

	if (yaml_kind_of(node) != YAML_SCALAR || yaml_is_missing(node) ||
	    yaml_is_broken(node)) {
		yaml_expected(node, value->reader->diag, "a text");
		return false;
	}
	if (mapping_is_undecided(value->reader, node))
		return false;
	if (value->field == FIELD_RATE)
		return allow_rate(value, node);
	fault = fault_of(value->field, yaml_text(node));
	if (fault != NULL) {
		yaml_expected(node, value->reader->diag, fault);
		return false;
	}
	rule_allow(value->table, value->rule, value->field,
	    arena_strdup(arena, yaml_text(node)));
	return true;
}

/* One value or a list of them. */
static bool
read_condition(const struct value *value, const struct yaml_node *node)
{
	bool good = true;
	size_t i;

	if (yaml_kind_of(node) != YAML_LIST)
		return allow_value(value, node);
	for (i = 0; i < yaml_count(node); i++)
		if (!allow_value(value, yaml_at(node, i)))
			good = false;
	if (yaml_count(node) == 0)
		yaml_expected(node, value->reader->diag,
		    "a value or a list of at least one");
	return good && yaml_count(node) > 0 && !yaml_is_broken(node);
}

/* A condition that allows every value there is does not narrow anything. */
static void
drop_complete(struct map_rule *rule)
{
	if (rule->when[FIELD_ZONE].count == COUNT(zones))
		rule->when[FIELD_ZONE].count = 0;
	if (rule->when[FIELD_CUSTOMER].count == COUNT(customers))
		rule->when[FIELD_CUSTOMER].count = 0;
	if (rule->when[FIELD_VAT].count == COUNT(vat_words))
		rule->when[FIELD_VAT].count = 0;
}

static bool
read_when(struct mapping_reader *reader, struct rule_table *table,
    struct map_rule *rule, const struct yaml_node *node, unsigned fields)
{
	const char *known[FIELD_COUNT];
	const struct yaml_node *when;
	struct value value = { reader, table, rule, FIELD_COUNTRY };
	size_t count = 0;
	bool good;

	for (enum field field = 0; field < FIELD_COUNT; field++)
		if (fields & FIELD_BIT(field))
			known[count++] = rule_field_name(table, field);
	when = yaml_field_map(node, "when", true, reader->diag);
	good = when != NULL && !yaml_is_broken(when);
	yaml_check_keys(when, known, count, reader->diag);
	for (size_t i = 0; i < yaml_count(when); i++) {
		value.field = 0;
		while (value.field < FIELD_COUNT &&
		       (!(fields & FIELD_BIT(value.field)) ||
			   strcmp(yaml_key(when, i),
			       rule_field_name(table, value.field)) != 0))
			value.field++;
		if (value.field == FIELD_COUNT ||
		    !read_condition(&value, yaml_at(when, i)))
			good = false;
	}
	drop_complete(rule);
	return good;
}

static bool
read_dates(struct mapping_reader *reader, struct map_rule *rule,
    const struct yaml_node *node)
{
	struct diag *finding;
	bool good = true;

	if (!yaml_is_missing(yaml_get(node, "from")))
		good = yaml_field_date(
		    node, "from", true, reader->diag, &rule->from);
	if (!yaml_is_missing(yaml_get(node, "until")) &&
	    !yaml_field_date(node, "until", true, reader->diag, &rule->until))
		good = false;
	if (!date_is_set(rule->from) || !date_is_set(rule->until) ||
	    date_compare(rule->from, rule->until) <= 0)
		return good;
	finding = diag_add(reader->diag, RULE_MAPPING_DATES,
	    yaml_pos(yaml_get(node, "until")), "'%s' is before 'from'",
	    yaml_text(yaml_get(node, "until")));
	diag_note(finding, yaml_pos(yaml_get(node, "from")), "'from' is '%s'",
	    yaml_text(yaml_get(node, "from")));
	return false;
}

struct map_rule *
mapping_read_rule(struct mapping_reader *reader, struct rule_table *table,
    const struct yaml_node *node, unsigned fields)
{
	struct map_rule *rule;

	if (yaml_kind_of(node) != YAML_MAP) {
		yaml_expected(node, reader->diag, "keys with values");
		mapping_mark_damaged(reader);
		return NULL;
	}
	rule = rule_table_add(table);
	rule->ref = mapping_ref(reader, yaml_pos(node));
	rule->lost = !read_when(reader, table, rule, node, fields);
	if (!read_dates(reader, rule, node))
		rule->lost = true;
	return rule;
}

/* ", country SE or NO" */
static void
put_condition(struct buf *buf, const struct rule_table *table,
    const struct map_rule *rule, enum field field)
{
	const struct condition *when = &rule->when[field];
	size_t i;

	if (when->count == 0)
		return;
	buf_printf(buf, "%s%s", buf->len > 0 ? ", " : "",
	    rule_field_name(table, field));
	for (i = 0; i < when->count; i++)
		buf_printf(buf, "%s%s", i > 0 ? " or " : " ",
		    word_index_word(&table->word[field], when->value[i]));
}

static void
name_rule(struct mapping_reader *reader, const struct rule_table *table,
    struct map_rule *rule, const char *decision)
{
	char date[DATE_TEXT_MAX];
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	for (enum field field = 0; field < FIELD_COUNT; field++)
		put_condition(&buf, table, rule, field);
	if (buf.len == 0)
		buf_puts(&buf, "always");
	if (date_is_set(rule->from))
		buf_printf(&buf, ", from %s", date_format(rule->from, date));
	if (date_is_set(rule->until))
		buf_printf(&buf, ", until %s", date_format(rule->until, date));
	rule->name = arena_printf(
	    &reader->mapping->arena, "%s: %s", buf_text(&buf), decision);
	buf_release(&buf);
}

void
mapping_end_rule(struct mapping_reader *reader, struct rule_table *table,
    struct map_rule *rule, const char *decision)
{
	if (rule->lost) {
		rule_table_remove_last(table);
		mapping_mark_damaged(reader);
	} else {
		name_rule(reader, table, rule, decision);
	}
}
