/*
 * mapping.h - what a company's mappings/ folder decides.
 *
 * Rules are ordered; the first whose conditions and dates hold decides. Every
 * decision names the line that made it ("mappings/accounts.yaml:12"). There
 * is no default account, rate, product or VAT code: what no rule covers is an
 * error. Texts belong to the mapping and live as long as it does.
 */
#ifndef MAPPING_MAPPING_H
#define MAPPING_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/money.h"

struct company;
struct mapping;

/* Where a decision stands; text is "mappings/accounts.yaml:12". */
struct rule_ref {
	struct source_pos pos;
	const char *text;
};

/* The facts of an invoice line that rules may ask for. */
struct line_facts {
	const char *country;       /* two letters */
	bool business;             /* the customer has a valid VAT number */
	const char *revenue_group; /* "" when there is none */
	const char *description;
	const char *vat_type; /* physical, services, unknown */
	const char *currency;
	const char *account;     /* customer's account code */
	struct decimal vat_rate; /* percent, as exported */
	struct date invoice_date;
	struct date period_start; /* none: the invoice date is used */
	struct date period_end;
	struct date payment_date; /* of the invoice's first payment, or none */
};

enum zone {
	ZONE_HOME,
	ZONE_EU,
	ZONE_OTHER
};

enum vat_date_rule {
	VAT_DATE_PERIOD_END,
	VAT_DATE_PERIOD_START,
	VAT_DATE_INVOICE,
	VAT_DATE_PAYMENT
};

struct account_decision {
	const char *account;
	struct rule_ref rule;
};

struct vat_decision {
	const char *code;
	struct decimal percent;
	struct date vat_date;
	enum vat_date_rule vat_date_rule;
	struct rule_ref rule;
};

struct product_decision {
	const char *product;
	const char *unit; /* "" when none */
	struct rule_ref rule;
};

struct dimension_decision {
	const char *header; /* NULL: the mapping sets no dimension */
	const char *item;
	const char *field; /* what tells it, "revenue_group", and its value */
	const char *value;
	struct rule_ref rule;
};

struct rate_decision {
	struct decimal units_per_euro; /* 1 for EUR */
	struct rule_ref rule;
};

/* Accounts that every company needs, named in accounts.yaml. */
enum system_account {
	SYSTEM_RECEIVABLES,
	SYSTEM_SALES_VAT,
	SYSTEM_ROUNDING,
	SYSTEM_DEFERRED_REVENUE,
	SYSTEM_ACCOUNT_COUNT
};

/*
 * Load accounts, vat, dimensions, products, customers and rates from the
 * company's mappings folder. Findings for everything wrong in any of them;
 * what is sound stays usable, so that later stages can go on looking. NULL
 * only when none of the files can be read.
 */
struct mapping *mapping_load(const struct company *, struct diag_list *);
void mapping_free(struct mapping *);
/* SHA-256 (hex) over the loaded files' names and bytes. */
const char *mapping_digest(const struct mapping *);

/* FI is home; EU by the dated list of members (eu_members.def). */
enum zone mapping_zone(
    const struct mapping *, const char *country, struct date);

/*
 * Each returns false, adding no finding, when no rule decides. ret->rule.text
 * is then "", or it names the place of an earlier finding (a rule that holds
 * but is wrong, a file that could not be read to its end): the gap is a
 * consequence and needs no finding of its own.
 *
 * Zones and the dates of revenue rules are judged on the invoice date, those
 * of VAT rules on the rule's VAT date. A rule whose vat_date is payment_date
 * does not hold while there is no payment.
 */
bool mapping_account(
    struct mapping *, const struct line_facts *, struct account_decision *ret);
bool mapping_vat(
    struct mapping *, const struct line_facts *, struct vat_decision *ret);
/*
 * The first VAT rule that would hold on another VAT date, for the message
 * when none does on this one. Counts no use.
 */
bool mapping_vat_other_date(
    struct mapping *, const struct line_facts *, struct vat_decision *ret);
/* "period_end", as in vat.yaml. */
const char *mapping_vat_date_name(enum vat_date_rule);
bool mapping_product(
    struct mapping *, const struct line_facts *, struct product_decision *ret);
bool mapping_dimension(struct mapping *, const struct line_facts *,
    struct dimension_decision *ret);
bool mapping_rate(struct mapping *, const struct currency *, struct date,
    struct rate_decision *ret);
/* Fenerum's ERP account number to Netvisor's. */
bool mapping_erp_account(
    struct mapping *, const char *number, struct account_decision *ret);
bool mapping_system_account(
    const struct mapping *, enum system_account, struct account_decision *ret);
struct customer_settings {
	const char *group;    /* customer group, "" none */
	const char *language; /* FI, SE, EN, or NULL when unmapped or none */
	struct rule_ref rule; /* of the language, or text "" */
};
/* True for a customer without a language ("") as well. */
bool mapping_customer(struct mapping *, const char *account_code,
    const char *language, struct customer_settings *ret);

/* For mapping-check: every rule with what became of it. */
enum mapping_table {
	MAPPING_ACCOUNTS,
	MAPPING_VAT,
	MAPPING_DIMENSIONS,
	MAPPING_PRODUCTS,
	MAPPING_CUSTOMERS,
	MAPPING_RATES,
	MAPPING_ERP_ACCOUNTS
};
struct mapping_rule_view {
	enum mapping_table table;
	struct source_pos pos;
	const char *name; /* what the rule is about, one line */
	size_t uses;      /* decisions since the mapping was loaded */
};
size_t mapping_rule_count(const struct mapping *);
void mapping_rule_get(
    const struct mapping *, size_t index, struct mapping_rule_view *ret);
/*
 * Findings mapping.shadowed for rules that an earlier one always hides, and
 * mapping.overlap for pairs of which neither contains the other, that can
 * both hold and then decide differently.
 */
void mapping_report_shadowed(const struct mapping *, struct diag_list *);
/* "mappings/accounts.yaml", where a table stands. */
const char *mapping_table_file(const struct mapping *, enum mapping_table);
/* The one-line name of the rule at a place, or "". */
const char *mapping_rule_name(const struct mapping *, struct source_pos);
/* Count uses from 0 again. */
void mapping_reset_uses(struct mapping *);
/*
 * The rules of accounts, vat or products that come nearest to holding: those
 * that fail on the fewest conditions, at most so many, in their order.
 * Returns how many. fails names the conditions: "zone, from".
 */
struct mapping_near {
	struct rule_ref rule;
	const char *name;
	char fails[96];
};
size_t mapping_nearest(const struct mapping *, enum mapping_table,
    const struct line_facts *, struct mapping_near *ret, size_t most);

#endif
