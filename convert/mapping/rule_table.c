/* rule_table.c - keeping rules and what they ask for (see rule_table.h). */
#include "mapping/rule_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mapping/zone.h"

static const char *const names[FIELD_COUNT] = {
	[FIELD_COUNTRY] = "country",
	[FIELD_REVENUE_GROUP] = "revenue_group",
	[FIELD_VAT_TYPE] = "vat_type",
	[FIELD_CURRENCY] = "currency",
	[FIELD_ACCOUNT] = "account",
	[FIELD_CUSTOMER] = "customer",
	[FIELD_RATE] = "rate",
	[FIELD_KIND] = "kind",
	[FIELD_GATEWAY] = "gateway",
	[FIELD_VAT] = "vat",
	[FIELD_LANGUAGE] = "language",
	[FIELD_ZONE] = "zone",
	[FIELD_DESCRIPTION] = "description",
};

const char *
field_name(enum field field)
{
	return names[field];
}

const char *
rule_field_name(const struct rule_table *table, enum field field)
{
	if (field == FIELD_DESCRIPTION && table->pattern_name != NULL)
		return table->pattern_name;
	return names[field];
}

struct date
facts_date(const struct line_facts *facts, enum vat_date_rule rule)
{
	switch (rule) {
	case VAT_DATE_PERIOD_END:
		return date_is_set(facts->period_end) ? facts->period_end
		                                      : facts->invoice_date;
	case VAT_DATE_PERIOD_START:
		return date_is_set(facts->period_start) ? facts->period_start
		                                        : facts->invoice_date;
	case VAT_DATE_PAYMENT:
		return facts->payment_date;
	case VAT_DATE_INVOICE:
		break;
	}
	return facts->invoice_date;
}

static void
release_rule(struct map_rule *rule)
{
	enum field field;

	for (field = 0; field < FIELD_COUNT; field++)
		free(rule->when[field].value);
}

void
rule_table_release(struct rule_table *table)
{
	enum field field;
	size_t i;

	for (i = 0; i < table->count; i++)
		release_rule(&table->rule[i]);
	free(table->rule);
	for (field = 0; field < FIELD_COUNT; field++)
		word_index_release(&table->word[field]);
	free(table->rate);
	free(table->boundary);
	free(table->slot);
	free(table->candidate);
	for (i = 0; table->described != NULL && i < DESCRIBED_COUNT; i++)
		free(table->described[i].text);
	free(table->described);
}

struct map_rule *
rule_table_add(struct rule_table *table)
{
	struct map_rule *rule;

	table->rule = mem_grow(
	    table->rule, table->count, &table->capacity, sizeof(*table->rule));
	rule = &table->rule[table->count++];
	*rule = (struct map_rule){ 0 };
	rule->day = VAT_DATE_INVOICE;
	rule->result = "";
	rule->unit = "";
	rule->extra[0] = "";
	rule->extra[1] = "";
	return rule;
}

void
rule_table_remove_last(struct rule_table *table)
{
	release_rule(&table->rule[--table->count]);
}

void
rule_allow(struct rule_table *table, struct map_rule *rule, enum field field,
    const char *word)
{
	struct condition *when = &rule->when[field];
	uint32_t number = word_index_add(&table->word[field], word);
	size_t i;

	for (i = 0; i < when->count; i++)
		if (when->value[i] == number)
			return;
	when->value =
	    mem_realloc(when->value, when->count + 1, sizeof(*when->value));
	when->value[when->count++] = number;
}

void
rule_allow_rate(struct rule_table *table, struct map_rule *rule,
    const char *word, struct decimal rate)
{
	size_t known = table->word[FIELD_RATE].count;

	rule_allow(table, rule, FIELD_RATE, word);
	if (table->word[FIELD_RATE].count == known)
		return;
	table->rate = mem_grow(
	    table->rate, known, &table->rate_capacity, sizeof(*table->rate));
	table->rate[known] = rate;
}

static int
compare_days(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

static void
add_boundary(struct rule_table *table, struct date date)
{
	table->boundary[table->boundary_count++] = date_pack(date);
}

/* A rule changes its mind on its first day and on the day after its last. */
static void
collect_boundaries(struct rule_table *table)
{
	const struct map_rule *rule;
	size_t i, kept = 0;

	table->boundary =
	    mem_calloc(table->count * 2 + 1, sizeof(*table->boundary));
	for (i = 0; i < table->count; i++) {
		rule = &table->rule[i];
		if (date_is_set(rule->from))
			add_boundary(table, rule->from);
		if (date_is_set(rule->until))
			add_boundary(table,
			    date_from_days(date_to_days(rule->until) + 1));
	}
	qsort(table->boundary, table->boundary_count, sizeof(*table->boundary),
	    compare_days);
	for (i = 0; i < table->boundary_count; i++)
		if (kept == 0 ||
		    table->boundary[kept - 1] != table->boundary[i])
			table->boundary[kept++] = table->boundary[i];
	table->boundary_count = kept;
}

void
rule_table_prepare(struct rule_table *table)
{
	static const char *const customer[2] = { "consumer", "business" };
	const struct map_rule *rule;
	enum field field;
	enum zone zone;
	size_t i;

	collect_boundaries(table);
	for (i = 0; i < table->count; i++) {
		rule = &table->rule[i];
		for (field = 0; field < FIELD_COUNT; field++)
			if (rule->when[field].count > 0)
				table->fields |= FIELD_BIT(field);
		if (rule->when[FIELD_ZONE].count > 0 ||
		    date_is_set(rule->from) || date_is_set(rule->until) ||
		    rule->day == VAT_DATE_PAYMENT)
			table->day_used[rule->day] = true;
	}
	for (zone = 0; zone < ZONE_COUNT; zone++)
		table->zone_word[zone] =
		    word_index_find(&table->word[FIELD_ZONE], zone_name(zone));
	for (i = 0; i < 2; i++)
		table->customer_word[i] =
		    word_index_find(&table->word[FIELD_CUSTOMER], customer[i]);
}
