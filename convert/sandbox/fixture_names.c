/* fixture_names.c - registers that map names to something. */
#include <string.h>

#include "sandbox/fixture_part.h"

/* In the order of accountlist.nv, all 22. */
static const char *const account_name[] = { "TradePayables",
	"PurchaseVATReceivable", "RoundingOffDifference", "VATpayable",
	"TaxAccount", "AdvancePayments", "SalesReceivables", "SalesVATDebt",
	"Inventory", "SalesDiscount", "SalesExchangeRateDifferences",
	"Collection", "PurchasesDiscounts", "PurchasesExchangeRateDifferences",
	"PurchaseInvoiceAccrual", "SalesInvoiceAccrual",
	"PurchaseDomesticDefault", "PurchaseEUDefault",
	"PurchaseOutsideEUDefault", "SalesDomesticDefault", "SalesEUDefault",
	"SalesOutsideEUDefault" };

/* In the order of vouchertypelist.nv. */
static const char *const purpose[] = { "SalesInvoices", "SalesInvoicePayments",
	"PurchaseInvoices", "PurchaseInvoicePayments",
	"OtherSystemGeneratedVouchers", "BankStatementViewVouchers",
	"Accruals" };

/* What the attribute vatcode may say (the vendor's DTD). */
static const char *const vat_code[] = { "NONE", "KOOS", "EUOS", "EUUO", "EUPO",
	"100", "KOMY", "EUMY", "EUUM", "EUPM312", "EUPM309", "MUUL", "EVTO",
	"EVPO", "EVKV", "KAVE", "RAMY", "RAOS", "EVRO", "MAAL", "EVMA",
	"KOMY0" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void
fixture_default_accounts(struct fixture *fixture, const struct yaml_node *map)
{
	FIXTURE_KEYS(fixture, map, account_name);
	for (size_t i = 0; i < COUNT(account_name); i++) {
		const struct yaml_node *node = yaml_get(map, account_name[i]);
		const char *number =
		    fixture_optional(fixture, map, account_name[i]);

		if (number[0] != '\0')
			fixture_check_account(fixture, node, number);
		(void)query_run(fixture->books,
		    "INSERT INTO default_account VALUES(?, ?, ?)", "itt",
		    (int64_t)i, account_name[i], number);
	}
}

void
fixture_locks(struct fixture *fixture, const struct yaml_node *map)
{
	static const char *const known[] = { "accounting", "vat", "purchase" };

	FIXTURE_KEYS(fixture, map, known);
	for (size_t i = 0; i < COUNT(known); i++) {
		if (yaml_is_missing(yaml_get(map, known[i])))
			continue;
		(void)query_run(fixture->books, "INSERT INTO lock VALUES(?, ?)",
		    "tt", known[i], fixture_date(fixture, map, known[i]));
	}
}

void
fixture_default_voucher_types(
    struct fixture *fixture, const struct yaml_node *map)
{
	FIXTURE_KEYS(fixture, map, purpose);
	for (size_t i = 0; i < COUNT(purpose); i++) {
		int64_t key = fixture_number(fixture, map, purpose[i]);

		if (key != 0 &&
		    query_number(fixture->books, 0,
			"SELECT count(*) FROM voucher_type WHERE key = ?", "i",
			key) == 0)
			(void)diag_add(fixture->diag, RULE_SANDBOX_FIXTURE,
			    yaml_pos(yaml_get(map, purpose[i])),
			    "no voucher type has the key %lld", (long long)key);
		(void)query_run(fixture->books,
		    "INSERT INTO default_voucher_type VALUES(?, ?, ?)", "iti",
		    (int64_t)i, purpose[i], key);
	}
}

static void
read_percent(
    struct fixture *fixture, const char *code, const struct yaml_node *node)
{
	const char *percent = yaml_text(node);
	struct decimal value;

	if (decimal_parse(percent, strlen(percent), number_style_plain, &value,
		NULL) != NUMBER_OK) {
		yaml_expected(node, fixture->diag, "a percentage");
		return;
	}
	(void)query_run(fixture->books,
	    "INSERT OR IGNORE INTO vat_rate VALUES(?, ?)", "tt", code, percent);
	fixture_check_new(fixture, node, "the percentage");
}

void
fixture_vat_rates(struct fixture *fixture, const struct yaml_node *map)
{
	FIXTURE_KEYS(fixture, map, vat_code);
	for (size_t i = 0; i < yaml_count(map); i++) {
		const char *code = yaml_key(map, i);
		const struct yaml_node *list =
		    yaml_field_list(map, code, true, fixture->diag);

		for (size_t j = 0; j < yaml_count(list); j++)
			read_percent(fixture, code, yaml_at(list, j));
	}
}
