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
#include "mapping/payment_kind.h"

struct company;
struct mapping;
struct record_schema;

/* Where a decision stands; text is "mappings/accounts.yaml:12". */
struct rule_ref {
	struct source_pos pos;
	const char *text;
};

/* After a decision failed: true if no earlier finding explains why. */
static inline bool
mapping_is_gap(struct rule_ref rule)
{
	return rule.text == NULL || rule.text[0] == '\0';
}

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
	const char *column;       /* of mapping_dimension_column, or NULL */
	/* Only of payments, payouts and purchases, whose rules ask for them. */
	const char *kind;     /* of a payment */
	const char *gateway;  /* "" when there is none */
	const char *vat;      /* some or none: a supplier's invoice has VAT */
	const char *language; /* of a customer */
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
	struct date from; /* of the rule, both inclusive; none: open */
	struct date until;
	bool across; /* across: allowed, though it changes within a period */
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

/* The facts of a payment that rules may ask for. */
struct payment_facts {
	enum transaction_kind kind;
	const char *gateway; /* "" when there is none */
	const char *currency;
	const char *country; /* of the customer, "" when it is not known */
	const char *account; /* customer's account code, "" likewise */
	struct date date;    /* of the payment */
};

/* payments: in accounts.yaml. */
struct payment_decision {
	const char *account; /* where the money or the loss goes */
	const char *method;  /* name of Netvisor's payment method or account */
	bool bank_account;   /* method names a bank account */
	struct rule_ref rule;
};

/* payouts: in accounts.yaml, by gateway, currency and date. */
struct payout_facts {
	const char *gateway;
	const char *currency;
	struct date date;
};

struct payout_decision {
	const char *bank;     /* where the payout arrives */
	const char *clearing; /* where the gateway's payments wait */
	const char *fee;
	const char *fee_vat_code; /* "NONE": the fee is exempt */
	struct decimal fee_vat_percent;
	struct rule_ref rule;
};

/* The facts of a supplier's invoice that rules may ask for. */
struct purchase_facts {
	const char *supplier; /* name */
	const char *country;  /* by suppliers.yaml, else by its VAT number */
	const char *account;  /* Fenerum's cost account */
	const char *currency;
	bool has_vat; /* the export's VAT is not zero */
	struct date date;
};

/* purchases: in vat.yaml. */
struct purchase_decision {
	const char *code; /* KOOS, EUPO, NONE, ... */
	struct decimal percent;
	bool reverse_charge; /* both postings of the VAT are ours */
	struct rule_ref rule;
};

/* suppliers.yaml, by the supplier's name. Absent texts are "". */
struct supplier_settings {
	const char *code;    /* vendor code in Netvisor */
	const char *account; /* Netvisor's cost account, "": by ERP accounts */
	const char *business_id;
	const char *country;
	const char *address;
	const char *postcode;
	const char *city;
	const char *group;
	const char *iban;
	const char *bic;
	const char *bank_name;
	bool road_ledger; /* road: ledger, whatever the stream's road is */
	bool pay;         /* pay: yes, see pay_through_netvisor */
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
	/* Others may be missing: mapping_system_account is false, a gap. */
	SYSTEM_PAYABLES,
	SYSTEM_PURCHASE_VAT, /* VAT to deduct */
	SYSTEM_SETTLEMENT,   /* clearing of credit notes, road ledger */
	SYSTEM_EXCHANGE,     /* exchange differences of payments */
	SYSTEM_ACCOUNT_COUNT
};

/*
 * Load accounts, vat, dimensions, products, customers, rates and suppliers
 * from the company's mappings folder; suppliers.yaml may be missing while
 * supplier invoices have no road. Findings for everything wrong in
 * any of them; what is sound stays usable, so that later stages can go on
 * looking. NULL only when none of the files can be read.
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
 * Zones and the dates of revenue and product rules are judged on the invoice
 * date, those of VAT rules on the rule's VAT date, the others on the date of
 * the payment, payout or purchase. A country that is not known ("") is in no
 * zone. A rule whose vat_date is payment_date
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
/*
 * The item of the value itself, else of the first pattern (with * or ?) that
 * the value matches.
 */
bool mapping_dimension(struct mapping *, const struct line_facts *,
    struct dimension_decision *ret);
/*
 * The column that tells the dimension, of the kinds invoice_line, invoice or
 * account, when it is none of the facts: whoever reads the month keeps it for
 * line_facts.column. False when none is asked for.
 */
struct mapping_column {
	const struct record_schema *schema;
	size_t column;
};
bool mapping_dimension_column(
    const struct mapping *, struct mapping_column *ret);
bool mapping_rate(struct mapping *, const struct currency *, struct date,
    struct rate_decision *ret);
/* Fenerum's ERP account number to Netvisor's. */
bool mapping_erp_account(
    struct mapping *, const char *number, struct account_decision *ret);
bool mapping_system_account(
    const struct mapping *, enum system_account, struct account_decision *ret);
/* The same contract as above. */
bool mapping_payment(struct mapping *, const struct payment_facts *,
    struct payment_decision *ret);
bool mapping_payout(
    struct mapping *, const struct payout_facts *, struct payout_decision *ret);
bool mapping_purchase(struct mapping *, const struct purchase_facts *,
    struct purchase_decision *ret);
/* False too for a supplier that suppliers.yaml does not name. */
bool mapping_supplier(
    struct mapping *, const char *name, struct supplier_settings *ret);
/* The facts of a customer that rules may ask for. */
struct customer_facts {
	const char *account;  /* its code in Fenerum */
	const char *language; /* Fenerum's, "" for none */
	const char *country;
	bool business;
};
struct customer_settings {
	const char *group;    /* customer group, "" none */
	const char *language; /* FI, SE, EN, or NULL when unmapped or none */
	long payment_term;    /* days, -1 none */
	const char *einvoice_operator; /* "" none */
	const char *einvoice_address;
	struct rule_ref rule; /* of the language, or text "" */
};
/*
 * Each value is the customer's own, else that of the first rule that holds and
 * gives it, else the general one. False only when the language is not known;
 * true for a customer without one.
 */
bool mapping_customer(struct mapping *, const struct customer_facts *,
    struct customer_settings *ret);
/* The customer's code in Netvisor, if customers.yaml gives it one; or NULL. */
const char *mapping_customer_code(struct mapping *, const char *account_code);

/* For mapping-check: every rule with what became of it. */
enum mapping_table {
	MAPPING_ACCOUNTS,
	MAPPING_VAT,
	MAPPING_DIMENSIONS,
	MAPPING_PRODUCTS,
	MAPPING_CUSTOMERS,
	MAPPING_RATES,
	MAPPING_ERP_ACCOUNTS,
	MAPPING_PAYMENTS,
	MAPPING_PAYOUTS,
	MAPPING_PURCHASES,
	MAPPING_SUPPLIERS,
	MAPPING_CUSTOMER_RULES,
	MAPPING_CUSTOMER_OWN /* settings of single customers */
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
 * The rules of an ordered table that come nearest to holding: those
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
/* The facts as rules are asked with them, for mapping_nearest. */
struct line_facts mapping_payment_facts(const struct payment_facts *);
struct line_facts mapping_payout_facts(const struct payout_facts *);
struct line_facts mapping_purchase_facts(const struct purchase_facts *);

#endif
