/*
 * fixture_part.h - the parts of a fixture, and what their readers share.
 */
#ifndef SANDBOX_FIXTURE_PART_H
#define SANDBOX_FIXTURE_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "base/yaml_tree.h"
#include "sandbox/query.h"

struct fixture {
	sqlite3 *books;
	struct diag_list *diag;
};

typedef void fixture_reader(struct fixture *, const struct yaml_node *);
/* Each reads one entry of its list or map. */
fixture_reader fixture_account;
fixture_reader fixture_period;
fixture_reader fixture_voucher_type;
fixture_reader fixture_dimension;
fixture_reader fixture_customer;
fixture_reader fixture_product;
fixture_reader fixture_balance;
/* Each reads a whole map, whose keys are names. */
fixture_reader fixture_default_accounts;
fixture_reader fixture_locks;
fixture_reader fixture_default_voucher_types;
fixture_reader fixture_vat_rates;

/* The sort numbers of the chart, when all accounts are there. */
void fixture_sort_accounts(struct fixture *);

/* Fields of a map; a finding when one is missing or wrong. */
const char *fixture_text(
    struct fixture *, const struct yaml_node *, const char *key);
const char *fixture_date(
    struct fixture *, const struct yaml_node *, const char *key);
int64_t fixture_number(
    struct fixture *, const struct yaml_node *, const char *key);
int64_t fixture_cents(
    struct fixture *, const struct yaml_node *, const char *key);
/* Fields that may be left out: "" or the default. */
const char *fixture_optional(
    struct fixture *, const struct yaml_node *, const char *key);
int64_t fixture_flag(struct fixture *, const struct yaml_node *,
    const char *key, bool otherwise);

/* After an INSERT OR IGNORE: what was ignored stands there already. */
void fixture_check_new(
    struct fixture *, const struct yaml_node *, const char *what);
/* A finding unless an account of the number is there and can be posted to. */
void fixture_check_account(
    struct fixture *, const struct yaml_node *, const char *number);

/* Only these keys may stand in a map; known is an array of them. */
#define FIXTURE_KEYS(fixture, map, known)                                      \
	yaml_check_keys(                                                       \
	    map, known, sizeof(known) / sizeof((known)[0]), (fixture)->diag)

#endif
