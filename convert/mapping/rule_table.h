/*
 * rule_table.h - ordered rules with conditions and dates; the first that
 * holds decides.
 *
 * A lookup does not walk the rules. Values that no rule mentions are all
 * alike, and so are the days between two dates of the rules; so facts shrink
 * to a short key of numbers, and for each key met the rules that can hold are
 * found once and kept. What is left to look at is the description.
 */
#ifndef MAPPING_RULE_TABLE_H
#define MAPPING_RULE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mapping/mapping.h"
#include "mapping/word_index.h"

/* What conditions may ask for. */
enum field {
	FIELD_COUNTRY,
	FIELD_REVENUE_GROUP,
	FIELD_VAT_TYPE,
	FIELD_CURRENCY,
	FIELD_ACCOUNT,
	FIELD_CUSTOMER,
	FIELD_RATE,
	FIELD_KIND,
	FIELD_GATEWAY,
	FIELD_VAT,
	FIELD_LANGUAGE,
	FIELD_ZONE,
	FIELD_DESCRIPTION,
	FIELD_COUNT
};

#define FIELD_BIT(field) (1U << (field))
#define DESCRIBED_COUNT 16384
#define VAT_DATE_COUNT (VAT_DATE_PAYMENT + 1)
/* The fields before FIELD_ZONE, then each date with its zone; even. */
#define KEY_LENGTH ((size_t)(FIELD_ZONE + VAT_DATE_COUNT + 1) / 2 * 2)

/* The allowed values, as numbers in the field's word_index; none: any. */
struct condition {
	uint32_t *value;
	size_t count;
};

struct map_rule {
	struct rule_ref ref;
	struct condition when[FIELD_COUNT];
	struct date from; /* both inclusive, on the rule's day */
	struct date until;
	enum vat_date_rule day;
	bool broken; /* it holds, but its result is wrong: a finding was made */
	bool across; /* of VAT: right for a period that its dates cut */
	bool lost;   /* only while reading: it is open when it holds */
	const char *name;
	size_t uses;
	/*
	 * The decision: account, VAT code, product or a payout's bank; unit of
	 * a product, method of a payment or clearing of a payout; its fee and
	 * the fee's VAT code. "" when the table has none.
	 */
	const char *result;
	const char *unit;
	const char *extra[2];
	struct decimal percent;
	bool flag; /* the method is a bank account; reverse charge */
};

struct rule_key {
	uint32_t number[KEY_LENGTH];
};

/* The rules that can hold for a key: a run in rule_table.candidate. */
struct rule_slot {
	struct rule_key key;
	size_t first;
	uint32_t count;
	bool used;
};

/*
 * What a description came to among the rules of a slot: a cache of fixed size
 * for tables with many patterns, since descriptions repeat.
 */
struct described {
	char *text;            /* NULL: free */
	size_t first;          /* the slot's */
	struct map_rule *rule; /* NULL: none holds */
};

struct rule_table {
	struct map_rule *rule;
	size_t count;
	size_t capacity;
	struct word_index word[FIELD_COUNT];
	struct decimal *rate; /* trimmed, by number - 1 in word[FIELD_RATE] */
	size_t rate_capacity;
	uint32_t zone_word[ZONE_OTHER + 1]; /* number in word[FIELD_ZONE] */
	uint32_t customer_word[2];          /* of consumer and business */
	unsigned fields;                    /* bits of what rules ask for */
	const char *pattern_name; /* YAML key of FIELD_DESCRIPTION, or NULL */
	bool day_used[VAT_DATE_COUNT];
	uint32_t *boundary; /* packed days where a rule begins or has ended */
	size_t boundary_count;
	struct rule_slot *slot;
	size_t slot_count;
	size_t slot_used;
	uint32_t *candidate;
	size_t candidate_count;
	size_t candidate_capacity;
	struct described *described; /* made when it is first worth it */
};

void rule_table_release(struct rule_table *);
/* A new rule at the end; its conditions are filled in by the caller. */
struct map_rule *rule_table_add(struct rule_table *);
/* Take the last rule away again. */
void rule_table_remove_last(struct rule_table *);
/* Allow one more value for a rule's field (rates: see rule_allow_rate). */
void rule_allow(
    struct rule_table *, struct map_rule *, enum field, const char *word);
void rule_allow_rate(
    struct rule_table *, struct map_rule *, const char *word, struct decimal);
/* After the last rule and before the first lookup. */
void rule_table_prepare(struct rule_table *);
/* The first rule that holds, or NULL. */
struct map_rule *rule_table_find(
    struct rule_table *, const struct line_facts *);
/* The first that would hold on some day, or NULL. Slow. */
struct map_rule *rule_table_find_any_day(
    struct rule_table *, const struct line_facts *);

/* What keeps a rule from holding: bits of fields, and its dates. */
#define FAILS_FROM FIELD_BIT(FIELD_COUNT)
#define FAILS_UNTIL FIELD_BIT(FIELD_COUNT + 1)
#define FAILS_DAY FIELD_BIT(FIELD_COUNT + 2) /* there is no such date */
unsigned rule_fails(const struct rule_table *, const struct map_rule *,
    const struct line_facts *);

/* The date of the facts that a rule judges by; none is possible. */
struct date facts_date(const struct line_facts *, enum vat_date_rule);
/* The key of a field in YAML, in general and in the rules of a table. */
const char *field_name(enum field);
const char *rule_field_name(const struct rule_table *, enum field);

/*
 * Comparing rules of one table: does the first hold whenever the second does
 * (may say no wrongly), and can both hold for one line?
 */
bool rule_covers(const struct rule_table *, const struct map_rule *,
    const struct map_rule *);
bool rule_meets(const struct rule_table *, const struct map_rule *,
    const struct map_rule *);

#endif
