/*
 * mapping_parts.h - the inside of mapping.h, shared by its files: one reader
 * and one lookup for each file in mappings/.
 */
#ifndef MAPPING_MAPPING_PARTS_H
#define MAPPING_MAPPING_PARTS_H

#include "base/mem.h"
#include "base/sha256.h"
#include "base/yaml_tree.h"
#include "mapping/item_table.h"
#include "mapping/mapping.h"
#include "mapping/rule_table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a person has to replace in a stub; it is refused wherever it stands. */
#define MAPPING_UNDECIDED_WORD "DECIDE"

enum mapping_file {
	MAPPING_FILE_ACCOUNTS,
	MAPPING_FILE_VAT,
	MAPPING_FILE_DIMENSIONS,
	MAPPING_FILE_PRODUCTS,
	MAPPING_FILE_CUSTOMERS,
	MAPPING_FILE_RATES,
	MAPPING_FILE_COUNT
};

/* A currency's rate on a day. */
struct rate {
	struct rule_ref ref;
	const struct currency *currency;
	struct date date;
	struct decimal units_per_euro;
	const char *name;
	bool broken;
	size_t uses;
};

struct mapping {
	struct arena arena;
	char digest[SHA256_HEX_MAX];
	const char *label[MAPPING_FILE_COUNT];
	/* "LABEL:1" of a file that lost rules to findings; else no text. */
	struct rule_ref damage[MAPPING_FILE_COUNT];

	struct rule_table accounts;
	struct item_table erp_accounts;
	struct item roles[SYSTEM_ACCOUNT_COUNT]; /* system accounts */
	struct rule_table vat;
	struct rule_table products;
	const char *dimension_header; /* NULL: none */
	enum field dimension_field;
	struct item_table dimension_items;
	const char *customer_group;
	struct item_table languages;
	struct rate *rate; /* sorted by currency code, then date */
	size_t rate_count;
	size_t rate_capacity;
	long rate_days_back;
};

/* A file of mappings/ while it is read. */
struct mapping_reader {
	struct mapping *mapping;
	struct diag_list *diag;
	enum mapping_file file;
};

void mapping_read_accounts(struct mapping_reader *, const struct yaml_node *);
void mapping_read_vat(struct mapping_reader *, const struct yaml_node *);
void mapping_read_dimensions(struct mapping_reader *, const struct yaml_node *);
void mapping_read_products(struct mapping_reader *, const struct yaml_node *);
void mapping_read_customers(struct mapping_reader *, const struct yaml_node *);
void mapping_read_rates(struct mapping_reader *, const struct yaml_node *);

/* The reference of a line in the file being read; texts in the arena. */
struct rule_ref mapping_ref(struct mapping_reader *, struct source_pos);
/* True after a finding, when the word of a stub still stands there. */
bool mapping_is_undecided(struct mapping_reader *, const struct yaml_node *);
/*
 * A required text that decides something: not empty and not the word of a
 * stub (mapping.undecided). False after a finding.
 */
bool mapping_field_text(struct mapping_reader *, const struct yaml_node *map,
    const char *key, const char **ret);
/* The same for an optional one: true and untouched when it is absent. */
bool mapping_field_option(struct mapping_reader *, const struct yaml_node *map,
    const char *key, const char **ret);
/* The same for an account number: digits, kept as they are written. */
bool mapping_field_account(struct mapping_reader *, const struct yaml_node *map,
    const char *key, const char **ret);
bool mapping_field_decimal(struct mapping_reader *, const struct yaml_node *map,
    const char *key, struct decimal *ret);
/* A map from words to words; what says what a value must be beside a text. */
enum item_value {
	ITEM_TEXT,
	ITEM_ACCOUNT,
	ITEM_LANGUAGE
};
void mapping_read_items(struct mapping_reader *, const struct yaml_node *map,
    struct item_table *, enum item_value, const char *name);

/*
 * Read one rule's when, from and until. fields holds the bits of what it may
 * ask for. NULL, after a finding, when it is no rule at all.
 */
struct map_rule *mapping_read_rule(struct mapping_reader *, struct rule_table *,
    const struct yaml_node *, unsigned fields);
/*
 * End with a rule: name it, "zone home, revenue_group SaaS, from 2026-01-01:
 * account 3000"; take it away again if it is open when it holds.
 */
void mapping_end_rule(struct mapping_reader *, struct rule_table *,
    struct map_rule *, const char *decision);

/* The file being read lost something that may have decided. */
void mapping_mark_damaged(struct mapping_reader *);

#endif
