/* test_mapping_rules.c - faults in mapping files, and what follows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping_setup.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One file replaced, and the findings that this gives. */
struct fault_case {
	const char *file;
	const char *text; /* NULL: the file is missing */
	const char *findings;
};

#define ACCOUNTS(revenue)                                                      \
	"fenvoy: 1\n"                                                          \
	"system: { receivables: 1, sales_vat: 2, rounding: 3, "                \
	"deferred_revenue: 4 }\n"                                              \
	"erp_accounts: {}\n"                                                   \
	"revenue:\n" revenue
#define VAT(rules) "fenvoy: 1\nrules:\n" rules
#define PRODUCTS(rules) "fenvoy: 1\nproducts:\n" rules

static const struct fault_case faults[] = {
	{ "accounts.yaml", NULL,
	    "0:0 mapping.missing-file the file is missing\n" },
	{ "rates.yaml", "rates: []\n",
	    "1:1 yaml.missing the key 'fenvoy' is missing\n" },
	{ "rates.yaml", "fenvoy: 2\nrates: []\n",
	    "1:9 mapping.version version '2' is not known\n" },
	{ "accounts.yaml",
	    "fenvoy: 1\nsystem: { receivables: 17a1, rounding: DECIDE }\n"
	    "erp_accounts: { 1500: DECIDE, 1501: , 1502: [] }\nrevenu: []\n",
	    "1:1 yaml.missing the key 'revenue' is missing\n"
	    "2:9 yaml.missing the key 'sales_vat' is missing\n"
	    "2:9 yaml.missing the key 'deferred_revenue' is missing\n"
	    "2:24 yaml.type expected an account number of digits, found "
	    "'17a1'\n"
	    "2:40 mapping.undecided still to be decided\n"
	    "3:23 mapping.undecided still to be decided\n"
	    "3:37 yaml.missing the key '1501' has no value\n"
	    "3:45 yaml.type expected a text, found a list\n"
	    "4:1 yaml.unknown-key unknown key 'revenu', did you mean "
	    "'revenue'\n" },
	{ "accounts.yaml",
	    ACCOUNTS(
		"  - { when: { contry: FI, zone: euu }, account: DECIDE }\n"
		"  - { when: { country: [FI, Sweden, no] }, account: 1 }\n"
		"  - { account: 1 }\n"
		"  - nothing\n"
		"  - { when: { currency: XYZ, description: {} }, account: }\n"
		"  - { when: { country: [] }, account: 1, rate: 5 }\n"
		"  - { when: {}, account: 1, from: 2026-02-01, "
		"until: 2026-01-31 }\n"
		"  - { when: { revenue_group: DECIDE }, account: 1 }\n"),
	    "5:15 yaml.unknown-key unknown key 'contry', did you mean "
	    "'country'\n"
	    "5:33 yaml.type expected home, eu or other, found 'euu'\n"
	    "5:49 mapping.undecided still to be decided\n"
	    "6:29 yaml.type expected a country of two capital letters, as in "
	    "SE, found 'Sweden'\n"
	    "6:37 yaml.type expected a country of two capital letters, as in "
	    "SE, found 'no'\n"
	    "7:5 yaml.missing the key 'when' is missing\n"
	    "8:5 yaml.type expected keys with values, found 'nothing'\n"
	    "9:25 yaml.type expected a currency of ISO 4217, as in SEK, "
	    "found 'XYZ'\n"
	    "9:43 yaml.type expected a text, found a map\n"
	    "9:58 yaml.missing the key 'account' has no value\n"
	    "10:24 yaml.type expected a value or a list of at least one, "
	    "found a list\n"
	    "10:42 yaml.unknown-key unknown key 'rate'\n"
	    "11:54 mapping.dates '2026-01-31' is before 'from'\n"
	    "12:30 mapping.undecided still to be decided\n" },
	{ "vat.yaml",
	    VAT("  - { when: { zone: home }, code: KOMMY, percent: 25.5, "
		"vat_date: period_end }\n"
		"  - { when: { zone: eu }, code: EUMY, percent: 25.5, "
		"vat_date: period_end }\n"
		"  - { when: { rate: '25,5' }, code: DECIDE, percent: "
		"DECIDE, vat_date: period }\n"
		"  - { when: { customer: Business }, percent: 24,5 }\n"
		"  - { when: { rate: 24 }, code: KOMY, percent: x, "
		"vat_date: DECIDE }\n"),
	    "3:35 mapping.vat-code 'KOMMY' is no VAT code for sales\n"
	    "4:48 mapping.vat-code EUMY stands with 0 percent only\n"
	    "5:21 yaml.type expected a percent with a point, as in 25.5, "
	    "found '25,5'\n"
	    "5:37 mapping.undecided still to be decided\n"
	    "5:54 mapping.undecided still to be decided\n"
	    "5:72 yaml.type expected period_end, period_start, invoice_date "
	    "or payment_date, found 'period'\n"
	    "6:5 yaml.missing the key 'code' is missing\n"
	    "6:5 yaml.missing the key 'vat_date' is missing\n"
	    "6:25 yaml.type expected business or consumer, found "
	    "'Business'\n"
	    "6:49 yaml.unknown-key unknown key '5'\n"
	    "7:48 yaml.type expected a number with a point, as in 25.5, "
	    "found 'x'\n"
	    "7:61 mapping.undecided still to be decided\n" },
	{ "dimensions.yaml",
	    "fenvoy: 1\ndimensions:\n  - { header: '', field: group, items: "
	    "{ A: '' } }\n  - { header: B }\n",
	    "3:15 yaml.type expected a text, found ''\n"
	    "3:26 yaml.type expected a column of the invoice lines, "
	    "invoices or accounts, found 'group'\n"
	    "4:5 mapping.one-dimension 2 dimensions, this version carries "
	    "one\n" },
	{ "products.yaml",
	    PRODUCTS("  - { when: { kind: eu }, product: X }\n"
		     "  - { when: {}, product: DECIDE, unit: [] }\n"),
	    "3:15 yaml.unknown-key unknown key 'kind'\n"
	    "4:26 mapping.undecided still to be decided\n"
	    "4:40 yaml.type expected a text, found a list\n" },
	{ "customers.yaml", "fenvoy: 1\ngroup: DECIDE\nlanguages: { da: DA }\n",
	    "2:8 mapping.undecided still to be decided\n"
	    "3:18 yaml.type expected FI, SE or EN, found 'DA'\n" },
	{ "rates.yaml",
	    "fenvoy: 1\ndays_back: 60\nrates:\n"
	    "  - { date: 2026-09-01, currency: EUR, units_per_euro: 1 }\n"
	    "  - { date: 2026-09-01, currency: SEK, units_per_euro: 0 }\n"
	    "  - { date: 2026-09-01, currency: SEK, units_per_euro: 11 }\n"
	    "  - { date: 2026-09-31, currency: USD, units_per_euro: DECIDE }\n"
	    "  - 11.02\n",
	    "1:1 yaml.missing the key 'source' is missing\n"
	    "2:12 yaml.type expected a whole number from 0 to 31, found "
	    "'60'\n"
	    "4:35 yaml.type expected a currency of ISO 4217 other than EUR, "
	    "found 'EUR'\n"
	    "5:56 yaml.type expected a number above 0, found '0'\n"
	    "6:5 mapping.duplicate a second rate of SEK on that day\n"
	    "7:13 yaml.type expected a day of the calendar as YYYY-MM-DD, "
	    "found '2026-09-31'\n"
	    "7:56 mapping.undecided still to be decided\n"
	    "8:5 yaml.type expected keys with values, found '11.02'\n" },
};

static void
test_faults(void **state)
{
	const char *failed = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(faults); i++) {
		struct diag_list *diag = diag_list_new();
		struct mapping *mapping;

		mapping = mapping_with(faults[i].file, faults[i].text, diag);
		assert_non_null(mapping);
		if (!findings_equal(diag, faults[i].findings))
			failed = faults[i].file;
		mapping_free(mapping);
		diag_list_free(diag);
	}
	if (failed != NULL)
		fail_msg("%s", failed);
}

static void
test_no_folder(void **state)
{
	struct company company = { .dir = scratch_make() };
	struct diag_list *diag = diag_list_new();

	(void)state;
	company.mappings = path_join(company.dir, "mappings");
	assert_null(mapping_load(&company, diag));
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 6);
	diag_list_free(diag);
	free(company.mappings);
	scratch_remove(company.dir);
}

/* A gap that an earlier finding explains says so. */
static void
test_explained_gaps(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct line_facts facts = mapping_facts();
	struct account_decision account;
	struct mapping *mapping;

	(void)state;
	/* The rule that holds is wrong. */
	mapping = mapping_with("accounts.yaml",
	    ACCOUNTS("  - { when: { country: FI }, account: DECIDE }\n"
		     "  - { when: { country: SE }, account: 2 }\n"),
	    diag);
	assert_false(mapping_account(mapping, &facts, &account));
	assert_string_equal(account.rule.text, "mappings/accounts.yaml:5");
	facts.country = "SE";
	assert_true(mapping_account(mapping, &facts, &account));
	facts.country = "NO";
	assert_false(mapping_account(mapping, &facts, &account));
	assert_string_equal(account.rule.text, "");
	mapping_free(mapping);
	/* A rule was lost: it may have been the one. */
	mapping = mapping_with("accounts.yaml",
	    ACCOUNTS("  - { when: { contry: FI }, account: 1 }\n"), diag);
	assert_false(mapping_account(mapping, &facts, &account));
	assert_string_equal(account.rule.text, "mappings/accounts.yaml:1");
	mapping_free(mapping);
	/* The file ends in a fault; what stands before it decides. */
	mapping = mapping_with("accounts.yaml",
	    ACCOUNTS("  - { when: { country: NO }, account: 5 }\n  - { when"),
	    diag);
	assert_true(mapping_account(mapping, &facts, &account));
	facts.country = "FI";
	assert_false(mapping_account(mapping, &facts, &account));
	assert_string_equal(account.rule.text, "mappings/accounts.yaml:1");
	mapping_free(mapping);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_explained_gaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
