/* rule_find.c - the first rule that holds (see rule_table.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mapping/glob.h"
#include "mapping/rule_table.h"
#include "mapping/zone.h"

#define SLOTS_LEAST 64
/* Fewer patterns are matched faster than they are looked up. */
#define PATTERNS_FEW 8
#define DESCRIBED_PROBES 8
/* Keys are bounded by what rules mention; this is for absurd mappings. */
#define SLOTS_MOST ((size_t)1 << 20)

static uint32_t
rate_number(const struct rule_table *table, struct decimal rate)
{
	struct decimal trimmed = decimal_trim(rate);
	size_t i;

	for (i = 0; i < table->word[FIELD_RATE].count; i++)
		if (table->rate[i].units == trimmed.units &&
		    table->rate[i].scale == trimmed.scale)
			return (uint32_t)(i + 1);
	return 0;
}

/* The number of a fact's value, 0 when no rule mentions it. */
static uint32_t
fact_number(const struct rule_table *table, const struct line_facts *facts,
    enum field field)
{
	const struct word_index *word = &table->word[field];

	switch (field) {
	case FIELD_COUNTRY:
		return word_index_find(word, facts->country);
	case FIELD_REVENUE_GROUP:
		return word_index_find(word, facts->revenue_group);
	case FIELD_VAT_TYPE:
		return word_index_find(word, facts->vat_type);
	case FIELD_CURRENCY:
		return word_index_find(word, facts->currency);
	case FIELD_ACCOUNT:
		return word_index_find(word, facts->account);
	case FIELD_CUSTOMER:
		return table->customer_word[facts->business ? 1 : 0];
	case FIELD_RATE:
		return rate_number(table, facts->vat_rate);
	case FIELD_KIND:
		return word_index_find(word, facts->kind);
	case FIELD_GATEWAY:
		return word_index_find(word, facts->gateway);
	case FIELD_VAT:
		return word_index_find(word, facts->vat);
	case FIELD_LANGUAGE:
		return word_index_find(word, facts->language);
	case FIELD_ZONE:
	case FIELD_DESCRIPTION:
	case FIELD_COUNT:
		break;
	}
	return 0;
}

/* A country that is not known lies in no zone. */
#define ZONE_UNKNOWN ZONE_COUNT

static uint32_t
zone_number(const char *country, struct date date)
{
	enum zone zone;

	if (country[0] == '\0')
		return ZONE_UNKNOWN;
	zone = zone_of(country, date);
	return (uint32_t)zone;
}

/* Which stretch between boundaries a day is in, and its zone; 0 for none. */
static uint32_t
day_number(const struct rule_table *table, const struct line_facts *facts,
    enum vat_date_rule rule)
{
	struct date date = facts_date(facts, rule);
	uint32_t day = date_pack(date);
	uint32_t zone = ZONE_HOME;
	size_t low = 0, high = table->boundary_count, middle;

	if (!date_is_set(date))
		return 0;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (table->boundary[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	if (table->fields & FIELD_BIT(FIELD_ZONE))
		zone = zone_number(facts->country, date);
	return (uint32_t)(low * (ZONE_COUNT + 1) + zone + 1);
}

static void
make_key(const struct rule_table *table, const struct line_facts *facts,
    struct rule_key *key)
{
	enum vat_date_rule rule;
	enum field field;

	*key = (struct rule_key){ 0 };
	for (field = 0; field < FIELD_ZONE; field++)
		if (table->fields & FIELD_BIT(field))
			key->number[field] = fact_number(table, facts, field);
	for (rule = 0; rule < VAT_DATE_COUNT; rule++)
		if (table->day_used[rule])
			key->number[FIELD_ZONE + rule] =
			    day_number(table, facts, rule);
}

static bool
allows(const struct condition *when, uint32_t number)
{
	size_t i;

	for (i = 0; i < when->count; i++)
		if (when->value[i] == number)
			return true;
	return when->count == 0;
}

static bool
describes(const struct rule_table *table, const struct map_rule *rule,
    const char *description)
{
	const struct condition *when = &rule->when[FIELD_DESCRIPTION];
	size_t i;

	for (i = 0; i < when->count; i++)
		if (glob_match(word_index_word(&table->word[FIELD_DESCRIPTION],
				   when->value[i]),
			description))
			return true;
	return when->count == 0;
}

/* Dates and zone, on the rule's own day. */
static unsigned
fails_on_day(const struct rule_table *table, const struct map_rule *rule,
    const struct line_facts *facts)
{
	struct date date = facts_date(facts, rule->day);
	unsigned fails = 0;
	uint32_t zone;

	if (!date_is_set(date) && rule->day == VAT_DATE_PAYMENT)
		fails |= FAILS_DAY;
	if (date_is_set(rule->from) && date_compare(date, rule->from) < 0)
		fails |= FAILS_FROM;
	if (date_is_set(rule->until) && date_compare(rule->until, date) < 0)
		fails |= FAILS_UNTIL;
	zone = zone_number(facts->country, date);
	if (!allows(&rule->when[FIELD_ZONE],
		zone == ZONE_UNKNOWN ? 0 : table->zone_word[zone]))
		fails |= FIELD_BIT(FIELD_ZONE);
	return fails;
}

/* The same with all else but the description; the key stands for the facts. */
static unsigned
fails_but_description(const struct rule_table *table,
    const struct map_rule *rule, const struct rule_key *key,
    const struct line_facts *facts)
{
	unsigned fails = fails_on_day(table, rule, facts);
	enum field field;

	for (field = 0; field < FIELD_ZONE; field++)
		if (!allows(&rule->when[field], key->number[field]))
			fails |= FIELD_BIT(field);
	return fails;
}

unsigned
rule_fails(const struct rule_table *table, const struct map_rule *rule,
    const struct line_facts *facts)
{
	struct rule_key key;
	unsigned fails;

	make_key(table, facts, &key);
	fails = fails_but_description(table, rule, &key, facts);
	if (!describes(table, rule, facts->description))
		fails |= FIELD_BIT(FIELD_DESCRIPTION);
	return fails;
}

static size_t
hash_key(const struct rule_key *key)
{
	uint64_t value = 0, part;
	size_t i;

	for (i = 0; i < KEY_LENGTH; i += 2) {
		part = (uint64_t)key->number[i] << 32 | key->number[i + 1];
		value = (value ^ part) * UINT64_C(0x9e3779b97f4a7c15);
		value ^= value >> 29;
	}
	return (size_t)value;
}

static struct rule_slot *
find_slot(const struct rule_table *table, const struct rule_key *key)
{
	size_t at = hash_key(key) & (table->slot_count - 1);
	struct rule_slot *slot = &table->slot[at];

	while (slot->used && memcmp(&slot->key, key, sizeof(*key)) != 0) {
		at = (at + 1) & (table->slot_count - 1);
		slot = &table->slot[at];
	}
	return slot;
}

/* The slots that they were asked for are gone. */
static void
forget_described(struct rule_table *table)
{
	size_t i;

	for (i = 0; table->described != NULL && i < DESCRIBED_COUNT; i++) {
		free(table->described[i].text);
		table->described[i].text = NULL;
	}
}

/* At most half of the slots are in use. */
static void
grow_slots(struct rule_table *table)
{
	struct rule_slot *old = table->slot;
	size_t i, count = table->slot_count;

	if (table->slot_used * 2 < count)
		return;
	if (count >= SLOTS_MOST) {
		memset(table->slot, 0, count * sizeof(*table->slot));
		table->slot_used = 0;
		table->candidate_count = 0;
		forget_described(table);
		return;
	}
	table->slot_count = count == 0 ? SLOTS_LEAST : count * 2;
	table->slot = mem_calloc(table->slot_count, sizeof(*table->slot));
	for (i = 0; i < count; i++)
		if (old[i].used)
			*find_slot(table, &old[i].key) = old[i];
	free(old);
}

/* The rules that can hold, up to the first that asks for no description. */
static void
fill_slot(struct rule_table *table, struct rule_slot *slot,
    const struct rule_key *key, const struct line_facts *facts)
{
	const struct map_rule *rule;
	size_t i;

	slot->key = *key;
	slot->used = true;
	slot->first = table->candidate_count;
	slot->count = 0;
	table->slot_used++;
	for (i = 0; i < table->count; i++) {
		rule = &table->rule[i];
		if (fails_but_description(table, rule, key, facts) != 0)
			continue;
		table->candidate =
		    mem_grow(table->candidate, table->candidate_count,
			&table->candidate_capacity, sizeof(*table->candidate));
		table->candidate[table->candidate_count++] = (uint32_t)i;
		slot->count++;
		if (rule->when[FIELD_DESCRIPTION].count == 0)
			break;
	}
}

static struct map_rule *
match_candidates(struct rule_table *table, const struct rule_slot *slot,
    const char *description)
{
	struct map_rule *rule;
	size_t i;

	for (i = 0; i < slot->count; i++) {
		rule = &table->rule[table->candidate[slot->first + i]];
		if (describes(table, rule, description))
			return rule;
	}
	return NULL;
}

static size_t
hash_description(const struct rule_slot *slot, const char *description)
{
	uint64_t value = UINT64_C(14695981039346656037) ^ slot->first;
	const char *at;

	for (at = description; *at != '\0'; at++)
		value = (value ^ (unsigned char)*at) * UINT64_C(1099511628211);
	return (size_t)(value ^ (value >> 32));
}

/*
 * The entry of a description, or one that may become it: a free one of the
 * few where it may be, else the one where it would be first.
 */
static struct described *
find_described(struct rule_table *table, const struct rule_slot *slot,
    const char *description)
{
	size_t hash = hash_description(slot, description), i;
	struct described *entry;

	if (table->described == NULL)
		table->described =
		    mem_calloc(DESCRIBED_COUNT, sizeof(*table->described));
	for (i = 0; i < DESCRIBED_PROBES; i++) {
		entry = &table->described[(hash + i) % DESCRIBED_COUNT];
		if (entry->text == NULL ||
		    (entry->first == slot->first &&
			strcmp(entry->text, description) == 0))
			return entry;
	}
	return &table->described[hash % DESCRIBED_COUNT];
}

static struct map_rule *
match_cached(struct rule_table *table, const struct rule_slot *slot,
    const char *description)
{
	struct described *entry = find_described(table, slot, description);

	if (entry->text != NULL && entry->first == slot->first &&
	    strcmp(entry->text, description) == 0)
		return entry->rule;
	free(entry->text);
	entry->text = mem_strdup(description);
	entry->first = slot->first;
	entry->rule = match_candidates(table, slot, description);
	return entry->rule;
}

struct map_rule *
rule_table_find(struct rule_table *table, const struct line_facts *facts)
{
	struct rule_slot *slot;
	struct rule_key key;

	if (table->count == 0)
		return NULL;
	make_key(table, facts, &key);
	grow_slots(table);
	slot = find_slot(table, &key);
	if (!slot->used)
		fill_slot(table, slot, &key, facts);
	if (slot->count <= PATTERNS_FEW)
		return match_candidates(table, slot, facts->description);
	return match_cached(table, slot, facts->description);
}

struct map_rule *
rule_table_find_any_day(
    struct rule_table *table, const struct line_facts *facts)
{
	const unsigned dates = FAILS_FROM | FAILS_UNTIL | FAILS_DAY;
	size_t i;

	for (i = 0; i < table->count; i++)
		if ((rule_fails(table, &table->rule[i], facts) & ~dates) == 0)
			return &table->rule[i];
	return NULL;
}
