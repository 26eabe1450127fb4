/* rule_compare.c - rules that hide one another (see rule_table.h). */
#include <stdlib.h>
#include <string.h>

#include "mapping/glob.h"
#include "mapping/mapping_parts.h"
#include "mapping/zone.h"

/* Rules named in a finding about one that competes with many. */
#define NOTES_MOST 3

static bool
has_value(const struct condition *when, uint32_t value)
{
	size_t i;

	for (i = 0; i < when->count; i++)
		if (when->value[i] == value)
			return true;
	return false;
}

/* Any value against a list is not covered; a list covers its part. */
static bool
covers_values(const struct condition *when, const struct condition *other)
{
	size_t i;

	if (when->count == 0)
		return true;
	for (i = 0; i < other->count; i++)
		if (!has_value(when, other->value[i]))
			return false;
	return other->count > 0;
}

static bool
meets_values(const struct condition *when, const struct condition *other)
{
	size_t i;

	for (i = 0; i < other->count; i++)
		if (has_value(when, other->value[i]))
			return true;
	return when->count == 0 || other->count == 0;
}

/* Is every (or, for meets, some) pattern of other within one of when? */
static bool
compares_patterns(const struct rule_table *table, const struct map_rule *rule,
    const struct map_rule *other, bool covers)
{
	const struct condition *when = &rule->when[FIELD_DESCRIPTION];
	const struct condition *with = &other->when[FIELD_DESCRIPTION];
	const struct word_index *word = &table->word[FIELD_DESCRIPTION];
	size_t i, k, found = 0;

	if (when->count == 0)
		return true;
	if (with->count == 0)
		return !covers;
	for (i = 0; i < with->count; i++) {
		for (k = 0; k < when->count; k++) {
			const char *a = word_index_word(word, when->value[k]);
			const char *b = word_index_word(word, with->value[i]);

			if (covers ? glob_covers(a, b) : glob_meets(a, b))
				break;
		}
		found += k < when->count;
	}
	return covers ? found == with->count : found > 0;
}

/* The zone a rule means by a country: that of its last day. */
static uint32_t
zone_number(const struct rule_table *table, const struct map_rule *rule,
    uint32_t country)
{
	enum zone zone;

	zone = zone_of(
	    word_index_word(&table->word[FIELD_COUNTRY], country), rule->until);
	return table->zone_word[zone];
}

/* How many countries of one rule lie in the zones of another. */
static size_t
countries_in_zones(const struct rule_table *table, const struct map_rule *zoned,
    const struct map_rule *placed)
{
	const struct condition *country = &placed->when[FIELD_COUNTRY];
	size_t i, count = 0;

	for (i = 0; i < country->count; i++)
		if (has_value(&zoned->when[FIELD_ZONE],
			zone_number(table, placed, country->value[i])))
			count++;
	return count;
}

/* Countries and zones speak of the same thing. */
static bool
covers_places(const struct rule_table *table, const struct map_rule *rule,
    const struct map_rule *other)
{
	const struct condition *country = &other->when[FIELD_COUNTRY];

	if (!covers_values(&rule->when[FIELD_COUNTRY], country))
		return false;
	if (covers_values(&rule->when[FIELD_ZONE], &other->when[FIELD_ZONE]))
		return true;
	return country->count > 0 &&
	       countries_in_zones(table, rule, other) == country->count;
}

static bool
meets_places(const struct rule_table *table, const struct map_rule *rule,
    const struct map_rule *other)
{
	if (!meets_values(
		&rule->when[FIELD_COUNTRY], &other->when[FIELD_COUNTRY]) ||
	    !meets_values(&rule->when[FIELD_ZONE], &other->when[FIELD_ZONE]))
		return false;
	if (rule->when[FIELD_ZONE].count > 0 &&
	    other->when[FIELD_COUNTRY].count > 0)
		return countries_in_zones(table, rule, other) > 0;
	if (other->when[FIELD_ZONE].count > 0 &&
	    rule->when[FIELD_COUNTRY].count > 0)
		return countries_in_zones(table, other, rule) > 0;
	return true;
}

static bool
covers_days(const struct map_rule *rule, const struct map_rule *other)
{
	bool dated = date_is_set(rule->from) || date_is_set(rule->until);

	if (rule->day != other->day)
		return !dated && rule->day != VAT_DATE_PAYMENT;
	return (!date_is_set(rule->from) ||
		   (date_is_set(other->from) &&
		       date_compare(rule->from, other->from) <= 0)) &&
	       (!date_is_set(rule->until) ||
		   (date_is_set(other->until) &&
		       date_compare(other->until, rule->until) <= 0));
}

static bool
meets_days(const struct map_rule *rule, const struct map_rule *other)
{
	if (rule->day != other->day)
		return true;
	if (date_is_set(rule->until) && date_is_set(other->from) &&
	    date_compare(rule->until, other->from) < 0)
		return false;
	return !date_is_set(other->until) || !date_is_set(rule->from) ||
	       date_compare(other->until, rule->from) >= 0;
}

/* The fields that are neither places nor patterns. */
static bool
is_plain(enum field field)
{
	return field != FIELD_COUNTRY && field != FIELD_ZONE &&
	       field != FIELD_DESCRIPTION;
}

bool
rule_covers(const struct rule_table *table, const struct map_rule *rule,
    const struct map_rule *other)
{
	enum field field;

	for (field = 0; field < FIELD_COUNT; field++)
		if (is_plain(field) &&
		    !covers_values(&rule->when[field], &other->when[field]))
			return false;
	return covers_days(rule, other) && covers_places(table, rule, other) &&
	       compares_patterns(table, rule, other, true);
}

bool
rule_meets(const struct rule_table *table, const struct map_rule *rule,
    const struct map_rule *other)
{
	enum field field;

	for (field = 0; field < FIELD_COUNT; field++)
		if (is_plain(field) &&
		    !meets_values(&rule->when[field], &other->when[field]))
			return false;
	return meets_days(rule, other) && meets_places(table, rule, other) &&
	       compares_patterns(table, rule, other, false);
}

static bool
decides_alike(const struct map_rule *rule, const struct map_rule *other)
{
	return strcmp(rule->result, other->result) == 0 &&
	       strcmp(rule->unit, other->unit) == 0 &&
	       strcmp(rule->extra[0], other->extra[0]) == 0 &&
	       strcmp(rule->extra[1], other->extra[1]) == 0 &&
	       rule->flag == other->flag &&
	       decimal_compare(rule->percent, other->percent) == 0 &&
	       rule->day == other->day;
}

/* A table while its rules are compared with one another. */
struct comparison {
	const struct rule_table *table;
	bool *hidden; /* by rule: it never decides, so it competes with none */
	struct diag_list *diag;
};

/* The first earlier rule that always hides this one, or NULL. */
static const struct map_rule *
find_hiding(const struct rule_table *table, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (rule_covers(table, &table->rule[i], &table->rule[index]))
			return &table->rule[i];
	return NULL;
}

/* Can the earlier rule hold in the place of the later, and differently? */
static bool
competes(const struct comparison *comparison, size_t earlier, size_t later)
{
	const struct rule_table *table = comparison->table;
	const struct map_rule *first = &table->rule[earlier];
	const struct map_rule *second = &table->rule[later];

	return !comparison->hidden[earlier] && !first->broken &&
	       !decides_alike(first, second) &&
	       rule_meets(table, first, second) &&
	       !rule_covers(table, second, first);
}

/* One finding a rule, with the first few that compete. */
static void
report_overlaps(const struct comparison *comparison, size_t index)
{
	const struct map_rule *rule = &comparison->table->rule[index];
	const struct map_rule *noted[NOTES_MOST];
	struct diag *finding;
	size_t i, count = 0;

	for (i = 0; i < index; i++) {
		if (!competes(comparison, i, index))
			continue;
		if (count < NOTES_MOST)
			noted[count] = &comparison->table->rule[i];
		count++;
	}
	if (count == 0)
		return;
	finding = diag_add(comparison->diag, RULE_MAPPING_OVERLAP,
	    rule->ref.pos, "%s, but %zu earlier rule%s can hold as well",
	    rule->name, count, count == 1 ? "" : "s");
	for (i = 0; i < count && i < NOTES_MOST; i++)
		diag_note(
		    finding, noted[i]->ref.pos, "it says %s", noted[i]->name);
}

static void
report_hidden(const struct map_rule *rule, const struct map_rule *hiding,
    struct diag_list *diag)
{
	struct diag *finding;

	finding = diag_add(diag, RULE_MAPPING_SHADOWED, rule->ref.pos,
	    "%s, but an earlier rule always decides", rule->name);
	diag_note(finding, hiding->ref.pos, "it says %s", hiding->name);
}

static void
report_table(const struct rule_table *table, struct diag_list *diag)
{
	struct comparison comparison = { .table = table, .diag = diag };
	const struct map_rule *rule = table->rule, *hiding;
	size_t i;

	comparison.hidden = mem_calloc(table->count + 1, sizeof(bool));
	for (i = 0; i < table->count; i++, rule++) {
		hiding = find_hiding(table, i);
		comparison.hidden[i] = hiding != NULL;
		if (hiding != NULL)
			report_hidden(rule, hiding, diag);
		else if (!rule->broken)
			report_overlaps(&comparison, i);
	}
	free(comparison.hidden);
}

void
mapping_report_shadowed(const struct mapping *mapping, struct diag_list *diag)
{
	report_table(&mapping->accounts, diag);
	report_table(&mapping->vat, diag);
	report_table(&mapping->products, diag);
	report_table(&mapping->payments, diag);
	report_table(&mapping->payouts, diag);
	report_table(&mapping->purchases, diag);
}
