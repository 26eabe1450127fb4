/* test_mapping.c - what the mappings folder decides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping_setup.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct mapping *sound;

static int
load_sound(void **state)
{
	struct diag_list *diag = diag_list_new();

	(void)state;
	sound = mapping_with(NULL, NULL, diag);
	assert_true(findings_equal(diag, ""));
	diag_list_free(diag);
	return 0;
}

static int
free_sound(void **state)
{
	(void)state;
	mapping_free(sound);
	return 0;
}

static void
expect_account(struct line_facts facts, const char *account, const char *rule)
{
	struct account_decision decision;

	assert_int_equal(
	    mapping_account(sound, &facts, &decision), account[0] != '\0');
	assert_string_equal(decision.account, account);
	assert_string_equal(decision.rule.text, rule);
}

static void
test_accounts(void **state)
{
	struct line_facts facts = mapping_facts();

	(void)state;
	expect_account(facts, "3000", "mappings/accounts.yaml:7");
	facts.country = "NO";
	expect_account(facts, "0301", "mappings/accounts.yaml:8");
	facts.country = "DE";
	expect_account(facts, "3050", "mappings/accounts.yaml:9");
	facts.invoice_date = (struct date){ 2026, 1, 1 };
	expect_account(facts, "3050", "mappings/accounts.yaml:9");
	facts.invoice_date = (struct date){ 2026, 12, 31 };
	expect_account(facts, "3050", "mappings/accounts.yaml:9");
	facts.invoice_date = (struct date){ 2025, 12, 31 };
	expect_account(facts, "", "");
	facts.invoice_date = (struct date){ 2027, 1, 1 };
	expect_account(facts, "", "");
	facts.country = "US";
	expect_account(facts, "", "");
	facts.currency = "USD";
	expect_account(facts, "3070", "mappings/accounts.yaml:10");
	facts.currency = "EUR";
	facts.description = "Setup of things";
	expect_account(facts, "3080", "mappings/accounts.yaml:11");
	facts.vat_type = "physical";
	expect_account(facts, "", "");
	facts.account = "42";
	expect_account(facts, "", "");
	facts.account = "0042";
	expect_account(facts, "3090", "mappings/accounts.yaml:12");
}

static void
test_other_accounts(void **state)
{
	struct account_decision decision;

	(void)state;
	assert_true(mapping_erp_account(sound, "0300", &decision));
	assert_string_equal(decision.account, "03000");
	assert_string_equal(decision.rule.text, "mappings/accounts.yaml:5");
	assert_false(mapping_erp_account(sound, "300", &decision));
	assert_true(
	    mapping_system_account(sound, SYSTEM_DEFERRED_REVENUE, &decision));
	assert_string_equal(decision.account, "0286");
	assert_string_equal(decision.rule.text, "mappings/accounts.yaml:2");
}

static void
expect_vat(
    struct line_facts facts, const char *code, struct date date, int line)
{
	struct vat_decision decision;
	char *rule;

	assert_int_equal(
	    mapping_vat(sound, &facts, &decision), code[0] != '\0');
	assert_string_equal(decision.code, code);
	assert_int_equal(date_compare(decision.vat_date, date), 0);
	rule = line == 0 ? mem_strdup("")
	                 : mem_printf("mappings/vat.yaml:%d", line);
	assert_string_equal(decision.rule.text, rule);
	free(rule);
}

static void
test_vat(void **state)
{
	const struct date none = { 0, 0, 0 };
	struct line_facts facts = mapping_facts();
	struct vat_decision decision;

	(void)state;
	/* period_start, on the day. */
	expect_vat(facts, "KOMY", facts.period_start, 6);
	facts.period_start = none;
	expect_vat(facts, "KOMY", facts.invoice_date, 6);
	/* payment_date: only with a payment, else the next rule. */
	facts.revenue_group = "Prepaid";
	expect_vat(facts, "KOMY", facts.invoice_date, 6);
	facts.payment_date = (struct date){ 2026, 10, 9 };
	expect_vat(facts, "KOMY", facts.payment_date, 5);
	/* The end of the period decides between the rates. */
	facts.vat_rate = (struct decimal){ 14, 0 };
	expect_vat(facts, "", none, 0);
	assert_true(mapping_vat_other_date(sound, &facts, &decision));
	assert_string_equal(decision.rule.text, "mappings/vat.yaml:3");
	facts.period_end = (struct date){ 2025, 12, 31 };
	expect_vat(facts, "KOMY", facts.period_end, 3);
	facts.vat_rate = (struct decimal){ 1350, 2 };
	expect_vat(facts, "", none, 0);
	facts.period_end = (struct date){ 2026, 1, 1 };
	expect_vat(facts, "KOMY", facts.period_end, 4);
	facts.vat_rate = (struct decimal){ 24, 0 };
	assert_false(mapping_vat_other_date(sound, &facts, &decision));
	assert_string_equal(decision.rule.text, "");
}

static void
test_vat_by_customer(void **state)
{
	struct line_facts facts = mapping_facts();

	(void)state;
	facts.country = "GB";
	facts.vat_rate = (struct decimal){ 0, 0 };
	facts.invoice_date = (struct date){ 2020, 12, 31 };
	expect_vat(facts, "EUPM312", facts.invoice_date, 7);
	facts.business = false;
	expect_vat(facts, "", (struct date){ 0, 0, 0 }, 0);
	facts.business = true;
	facts.invoice_date = (struct date){ 2021, 1, 1 };
	expect_vat(facts, "", (struct date){ 0, 0, 0 }, 0);
}

static void
test_products(void **state)
{
	static const struct {
		const char *group;
		const char *description;
		const char *product;
		const char *unit;
	} products[] = {
		{ "SaaS", "Plan, annual, 10 seats", "SAAS-Y", "v" },
		{ "SaaS", "Plan", "SAAS", "kk" },
		{ "", "Hours", "HOUR", "" },
		{ "", "Hour\xc3\xa4", "HOUR", "" },
		{ "", "Hour", "", "" },
		{ "", "Hourly", "", "" },
		{ "", "Konsultointi, tunti", "HOUR", "" },
		{ "saas", "Plan", "", "" },
	};
	struct product_decision decision;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(products); i++) {
		struct line_facts facts = mapping_facts();

		facts.revenue_group = products[i].group;
		facts.description = products[i].description;
		assert_int_equal(mapping_product(sound, &facts, &decision),
		    products[i].product[0] != '\0');
		assert_string_equal(decision.product, products[i].product);
		assert_string_equal(decision.unit, products[i].unit);
	}
}

static void
test_dimensions(void **state)
{
	struct line_facts facts = mapping_facts();
	struct dimension_decision decision;

	(void)state;
	facts.revenue_group = "Support";
	assert_true(mapping_dimension(sound, &facts, &decision));
	assert_string_equal(decision.header, "Tuotelinja");
	assert_string_equal(decision.item, "Tuki");
	assert_string_equal(decision.rule.text, "mappings/dimensions.yaml:5");
	facts.revenue_group = "";
	assert_true(mapping_dimension(sound, &facts, &decision));
	assert_string_equal(decision.item, "Muut");
	facts.revenue_group = "Other";
	assert_false(mapping_dimension(sound, &facts, &decision));
	assert_string_equal(decision.rule.text, "");
	assert_string_equal(decision.field, "revenue_group");
	assert_string_equal(decision.value, "Other");
}

static void
test_no_dimension(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct line_facts facts = mapping_facts();
	struct dimension_decision decision;
	struct mapping *mapping;

	(void)state;
	mapping = mapping_with(
	    "dimensions.yaml", "fenvoy: 1\ndimensions: []\n", diag);
	assert_true(findings_equal(diag, ""));
	assert_true(mapping_dimension(mapping, &facts, &decision));
	assert_null(decision.header);
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_customers(void **state)
{
	struct customer_facts facts = { "1001", "sv", "FI", true };
	struct customer_settings settings;

	(void)state;
	assert_true(mapping_customer(sound, &facts, &settings));
	assert_string_equal(settings.language, "SE");
	assert_string_equal(settings.group, "Fenerum");
	assert_string_equal(settings.rule.text, "mappings/customers.yaml:3");
	assert_int_equal(settings.payment_term, -1);
	facts.language = "NO";
	assert_true(mapping_customer(sound, &facts, &settings));
	assert_string_equal(settings.language, "EN");
	facts.language = "";
	assert_true(mapping_customer(sound, &facts, &settings));
	assert_null(settings.language);
	facts.language = "da";
	assert_false(mapping_customer(sound, &facts, &settings));
	assert_null(settings.language);
	assert_string_equal(settings.rule.text, "");
}

static void
test_rates(void **state)
{
	static const struct {
		const char *currency;
		int day;
		long units; /* 0: no rate */
		int line;
	} rates[] = {
		{ "EUR", 1, 1, 0 },
		{ "SEK", 1, 110215, 6 },
		{ "SEK", 2, 1103, 5 },
		{ "SEK", 6, 1103, 5 },
		{ "SEK", 7, 0, 0 },
		{ "USD", 1, 11, 7 },
		{ "NOK", 1, 0, 0 },
	};
	struct rate_decision decision;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rates); i++) {
		const struct currency *currency =
		    currency_find(rates[i].currency, 3);
		struct date date = { 2026, 9, rates[i].day };

		assert_int_equal(mapping_rate(sound, currency, date, &decision),
		    rates[i].units != 0);
		if (rates[i].units != 0)
			assert_int_equal(
			    decision.units_per_euro.units, rates[i].units);
		assert_int_equal(decision.rule.pos.line, rates[i].line);
	}
	assert_false(mapping_rate(sound, currency_find("SEK", 3),
	    (struct date){ 2026, 8, 31 }, &decision));
}

static void
test_zones(void **state)
{
	static const struct {
		const char *country;
		struct date date;
		enum zone zone;
	} zones[] = {
		{ "FI", { 2026, 10, 1 }, ZONE_HOME },
		{ "SE", { 2026, 10, 1 }, ZONE_EU },
		{ "NO", { 2026, 10, 1 }, ZONE_OTHER },
		{ "US", { 2026, 10, 1 }, ZONE_OTHER },
		{ "AX", { 2026, 10, 1 }, ZONE_OTHER },
		{ "HR", { 2013, 6, 30 }, ZONE_OTHER },
		{ "HR", { 2013, 7, 1 }, ZONE_EU },
		{ "GB", { 2020, 12, 31 }, ZONE_EU },
		{ "GB", { 2021, 1, 1 }, ZONE_OTHER },
		{ "GB", { 0, 0, 0 }, ZONE_OTHER },
		{ "GR", { 0, 0, 0 }, ZONE_EU },
		{ "", { 2026, 10, 1 }, ZONE_OTHER },
		{ "se", { 2026, 10, 1 }, ZONE_OTHER },
		{ "SWE", { 2026, 10, 1 }, ZONE_OTHER },
		{ "\xc3\xa4", { 2026, 10, 1 }, ZONE_OTHER },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(zones); i++)
		if (mapping_zone(sound, zones[i].country, zones[i].date) !=
		    zones[i].zone)
			fail_msg("%s", zones[i].country);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_other_accounts),
		cmocka_unit_test(test_vat),
		cmocka_unit_test(test_vat_by_customer),
		cmocka_unit_test(test_products),
		cmocka_unit_test(test_dimensions),
		cmocka_unit_test(test_no_dimension),
		cmocka_unit_test(test_customers),
		cmocka_unit_test(test_rates),
		cmocka_unit_test(test_zones),
	};

	return cmocka_run_group_tests(tests, load_sound, free_sound);
}
