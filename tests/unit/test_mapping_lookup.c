/* test_mapping_lookup.c - uses, the digest, and lookups that are remembered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

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
test_uses(void **state)
{
	struct line_facts facts = mapping_facts();
	struct mapping_rule_view view;
	struct account_decision decision;
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with(NULL, NULL, diag);
	size_t i, used = 0;

	(void)state;
	for (i = 0; i < 3; i++)
		mapping_account(mapping, &facts, &decision);
	mapping_erp_account(mapping, "1500", &decision);
	/* 6 + 5 + 3 + 3 + 3 + 3 + 2 */
	assert_int_equal(mapping_rule_count(mapping), 25);
	for (i = 0; i < mapping_rule_count(mapping); i++) {
		mapping_rule_get(mapping, i, &view);
		used += view.uses;
	}
	assert_int_equal(used, 4);
	mapping_rule_get(mapping, 0, &view);
	assert_int_equal(view.uses, 3);
	assert_int_equal(view.table, MAPPING_ACCOUNTS);
	assert_string_equal(
	    view.name, "revenue_group SaaS, zone home: account 3000");
	mapping_rule_get(mapping, 2, &view);
	assert_string_equal(view.name,
	    "revenue_group SaaS or Support, zone eu, from 2026-01-01, until "
	    "2026-12-31: account 3050");
	mapping_rule_get(mapping, 24, &view);
	assert_int_equal(view.table, MAPPING_ERP_ACCOUNTS);
	assert_string_equal(view.name, "ERP account 0300: 03000");
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_digest(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct mapping *same = mapping_with(NULL, NULL, diag), *other;

	(void)state;
	other = mapping_with(
	    "rates.yaml", "fenvoy: 1\nrates: [] # one byte more\n", diag);
	assert_int_equal(strlen(mapping_digest(same)), 64);
	assert_string_equal(mapping_digest(same), mapping_digest(sound));
	assert_string_not_equal(mapping_digest(same), mapping_digest(other));
	mapping_free(same);
	mapping_free(other);
	diag_list_free(diag);
}

/* The cache must give what the rules say, whatever was asked before. */
static void
test_order_of_questions(void **state)
{
	static const char *const countries[] = { "FI", "SE", "DE", "GB", "US",
		"NO" };
	static const char *const groups[] = { "SaaS", "Support", "", "X" };
	struct diag_list *diag = diag_list_new();
	struct account_decision cached, fresh;
	struct line_facts facts = mapping_facts();
	size_t i, seed = 7;

	(void)state;
	for (i = 0; i < 300; i++) {
		struct mapping *mapping;

		seed = seed * 1103515245 + 12345;
		facts.country = countries[seed / 65536 % COUNT(countries)];
		facts.revenue_group = groups[seed / 1024 % COUNT(groups)];
		facts.invoice_date.year = 2025 + (int)(seed / 4096 % 3);
		facts.description = seed & 64 ? "Setup fee" : "Plan";
		mapping_account(sound, &facts, &cached);
		mapping = mapping_with(NULL, NULL, diag);
		mapping_account(mapping, &facts, &fresh);
		assert_string_equal(cached.account, fresh.account);
		mapping_free(mapping);
	}
	diag_list_free(diag);
}

/* Many patterns and more descriptions than are remembered. */
static void
test_many_descriptions(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct line_facts facts = mapping_facts();
	struct product_decision decision;
	struct mapping *mapping;
	char text[64], product[8];
	struct buf buf;
	int i;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "fenvoy: 1\nproducts:\n");
	for (i = 0; i < 100; i++)
		buf_printf(&buf,
		    "  - { when: { description: 'Plan %02d*' }, product: P%02d "
		    "}\n",
		    i, i);
	mapping = mapping_with("products.yaml", buf_text(&buf), diag);
	facts.description = text;
	for (i = 0; i < 60000; i++) {
		(void)snprintf(text, sizeof(text), "Plan %02d, customer %d",
		    i % 101 % 100, i % 30000);
		(void)snprintf(
		    product, sizeof(product), "P%02d", i % 101 % 100);
		assert_true(mapping_product(mapping, &facts, &decision));
		assert_string_equal(decision.product, product);
	}
	facts.description = "Plan";
	assert_false(mapping_product(mapping, &facts, &decision));
	assert_false(mapping_product(mapping, &facts, &decision));
	mapping_free(mapping);
	buf_release(&buf);
	diag_list_free(diag);
}

static const char *const when[] = { "country: SE", "zone: eu",
	"customer: consumer", "account: '0042'", "revenue_group: X",
	"description: 'Y*'", "vat_type: physical", "currency: NOK",
	"rate: 10" };

/* A file with one rule, for a day. */
static const struct {
	const char *file;
	const char *before;
	const char *after;
} tables[] = {
	{ "accounts.yaml",
	    "fenvoy: 1\nsystem: { receivables: 1, sales_vat: 2, rounding: 3, "
	    "deferred_revenue: 4 }\nerp_accounts: {}\nrevenue:\n"
	    "  - { when: { ",
	    " }, account: 5, from: 2026-10-02, until: 2026-10-02 }\n" },
	{ "vat.yaml", "fenvoy: 1\nrules:\n  - { when: { ",
	    " }, code: KOMY, percent: 10, vat_date: invoice_date, "
	    "from: 2026-10-02, until: 2026-10-02 }\n" },
	{ "products.yaml", "fenvoy: 1\nproducts:\n  - { when: { ",
	    " }, product: P, from: 2026-10-02, until: 2026-10-02 }\n" },
};

/* Does the one rule of a table hold? */
static bool
holds(struct mapping *mapping, size_t table, const struct line_facts *facts)
{
	struct account_decision account;
	struct vat_decision vat;
	struct product_decision product;

	if (table == 0)
		return mapping_account(mapping, facts, &account);
	return table == 1 ? mapping_vat(mapping, facts, &vat)
	                  : mapping_product(mapping, facts, &product);
}

/* Every fact of a line is a condition in each of the three tables. */
static void
test_all_conditions(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(tables) * COUNT(when); i++) {
		size_t table = i / COUNT(when);
		struct diag_list *diag = diag_list_new();
		char *text = mem_printf("%s%s%s", tables[table].before,
		    when[i % COUNT(when)], tables[table].after);
		struct mapping *mapping =
		    mapping_with(tables[table].file, text, diag);
		struct line_facts facts = mapping_facts();

		assert_true(findings_equal(diag, ""));
		if (holds(mapping, table, &facts))
			fail_msg("%s: holds", text);
		facts = (struct line_facts){ .country = "SE",
			.revenue_group = "X",
			.description = "Yes",
			.vat_type = "physical",
			.currency = "NOK",
			.account = "0042",
			.vat_rate = { 1000, 2 },
			.invoice_date = { 2026, 10, 2 } };
		if (!holds(mapping, table, &facts))
			fail_msg("%s: does not hold", text);
		facts.invoice_date.day = 3;
		if (holds(mapping, table, &facts))
			fail_msg("%s: holds a day late", text);
		mapping_free(mapping);
		diag_list_free(diag);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_uses),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_order_of_questions),
		cmocka_unit_test(test_many_descriptions),
		cmocka_unit_test(test_all_conditions),
	};

	return cmocka_run_group_tests(tests, load_sound, free_sound);
}
