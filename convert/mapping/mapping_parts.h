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

/* The facts of an invoice line that rules may ask for. */
#define LINE_FIELDS                                                            \
	(FIELD_BIT(FIELD_COUNTRY) | FIELD_BIT(FIELD_ZONE) |                    \
	    FIELD_BIT(FIELD_CUSTOMER) | FIELD_BIT(FIELD_ACCOUNT) |             \
	    FIELD_BIT(FIELD_REVENUE_GROUP) | FIELD_BIT(FIELD_DESCRIPTION) |    \
	    FIELD_BIT(FIELD_VAT_TYPE) | FIELD_BIT(FIELD_CURRENCY) |            \
	    FIELD_BIT(FIELD_RATE))

/* What a person has to replace in a stub; it is refused wherever it stands. */
#define MAPPING_UNDECIDED_WORD "DECIDE"

enum mapping_file {
	MAPPING_FILE_ACCOUNTS,
	MAPPING_FILE_VAT,
	MAPPING_FILE_DIMENSIONS,
	MAPPING_FILE_PRODUCTS,
	MAPPING_FILE_CUSTOMERS,
	MAPPING_FILE_RATES,
	MAPPING_FILE_SUPPLIERS,
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
	struct rule_table payments;
	struct rule_table payouts;
	struct rule_table purchases;
	struct item_table suppliers;        /* the value is the vendor's code */
	struct supplier_settings *supplier; /* by number - 1, as the items */
	size_t supplier_capacity;
	const char *dimension_header; /* NULL: none */
	const char *dimension_name;   /* of its field, as it is written */
	enum field dimension_field;   /* FIELD_COUNT: dimension_column */
	struct mapping_column dimension_column;
	struct item_table dimension_items;
	const char *customer_group;
	struct rule_table customer_rules;
	struct item_table customers; /* the value is the customer's code */
	struct customer_settings *customer; /* by number - 1, as the items */
	size_t customer_capacity;
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
	const struct company *company;
};

void mapping_read_accounts(struct mapping_reader *, const struct yaml_node *);
void mapping_read_vat(struct mapping_reader *, const struct yaml_node *);
void mapping_read_dimensions(struct mapping_reader *, const struct yaml_node *);
void mapping_read_products(struct mapping_reader *, const struct yaml_node *);
void mapping_read_customers(struct mapping_reader *, const struct yaml_node *);
void mapping_read_rates(struct mapping_reader *, const struct yaml_node *);
void mapping_read_suppliers(struct mapping_reader *, const struct yaml_node *);
/* payments and payouts of accounts.yaml, purchases of vat.yaml; optional. */
void mapping_read_payments(struct mapping_reader *, const struct yaml_node *);
void mapping_read_payouts(struct mapping_reader *, const struct yaml_node *);
void mapping_read_purchases(struct mapping_reader *, const struct yaml_node *);

/* Every element of an optional list; damage when it is something else. */
void mapping_read_rules(struct mapping_reader *, const struct yaml_node *root,
    const char *key,
    void (*read)(struct mapping_reader *, const struct yaml_node *));

/* A VAT code of purchases (purchase_codes.def). */
struct purchase_code {
	const char *code;
	bool zero;           /* only with 0 percent */
	bool reverse_charge; /* buyer's tax and its deduction are both posted */
};
/*
 * The code and percent of a map, under code and percent; NULL after a
 * finding. Texts go to the arena.
 */
const struct purchase_code *mapping_field_purchase_code(struct mapping_reader *,
    const struct yaml_node *map, const char **ret_code,
    struct decimal *ret_percent);

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
/* An optional yes or no: true and untouched when it is absent. */
bool mapping_field_flag(struct mapping_reader *, const struct yaml_node *map,
    const char *key, bool *ret);
/* FI, SE or EN, optional: true and untouched when it is absent. */
bool mapping_field_language(struct mapping_reader *,
    const struct yaml_node *map, const char *key, const char **ret);
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

/* Two capital letters, as ISO 3166 has them. */
bool mapping_is_country(const char *);

/* The file being read lost something that may have decided. */
void mapping_mark_damaged(struct mapping_reader *);

#endif
