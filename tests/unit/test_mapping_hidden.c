/* test_mapping_hidden.c - rules that hide one another; patterns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping/glob.h"
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

static const struct fault_case hidden[] = {
	{ "accounts.yaml",
	    ACCOUNTS("  - { when: { zone: home }, account: 1 }\n"
		     "  - { when: { country: FI }, account: 2 }\n"
		     "  - { when: { zone: eu }, account: 3 }\n"
		     "  - { when: { country: [SE, DE] }, account: 4 }\n"
		     "  - { when: { country: [SE, NO] }, account: 5 }\n"),
	    "6:5 mapping.shadowed country FI: account 2, but an earlier rule "
	    "always decides\n"
	    "8:5 mapping.shadowed country SE or DE: account 4, but an "
	    "earlier rule always decides\n"
	    "9:5 mapping.overlap country SE or NO: account 5, but 1 earlier "
	    "rule can hold as well\n" },
	{ "accounts.yaml",
	    /* General after special is how it should be. */
	    ACCOUNTS("  - { when: { zone: eu, revenue_group: A }, account: 1 "
		     "}\n"
		     "  - { when: { zone: eu }, account: 2 }\n"
		     "  - { when: { revenue_group: A }, account: 3 }\n"
		     "  - { when: {}, account: 4 }\n"
		     "  - { when: { zone: [home, eu, other] }, account: 5 }\n"),
	    "7:5 mapping.overlap revenue_group A: account 3, but 1 earlier "
	    "rule can hold as well\n"
	    "9:5 mapping.shadowed always: account 5, but an earlier rule "
	    "always decides\n" },
	{ "accounts.yaml",
	    ACCOUNTS("  - { when: { revenue_group: A }, account: 1, until: "
		     "2025-12-31 }\n"
		     "  - { when: { revenue_group: A }, account: 2, from: "
		     "2026-01-01 }\n"
		     "  - { when: { revenue_group: A }, account: 3, from: "
		     "2026-06-01 }\n"
		     "  - { when: { revenue_group: A }, account: 4, from: "
		     "2025-12-31, until: 2026-01-01 }\n"
		     "  - { when: { revenue_group: A }, account: 5 }\n"),
	    "7:5 mapping.shadowed revenue_group A, from 2026-06-01: account "
	    "3, but an earlier rule always decides\n"
	    "8:5 mapping.overlap revenue_group A, from 2025-12-31, until "
	    "2026-01-01: account 4, but 2 earlier rules can hold as well\n" },
	{ "products.yaml",
	    PRODUCTS("  - { when: { description: 'Plan *' }, product: A }\n"
		     "  - { when: { description: 'Plan Pro*' }, product: B }\n"
		     "  - { when: { description: '*annual' }, product: C }\n"
		     "  - { when: { description: '*annual' , currency: SEK }, "
		     "product: C }\n"
		     "  - { when: { description: 'Hour?' }, product: D }\n"
		     "  - { when: { description: 'Hour*' }, product: E }\n"),
	    "4:5 mapping.shadowed description Plan Pro*: product B, but an "
	    "earlier rule always decides\n"
	    "5:5 mapping.overlap description *annual: product C, but 1 "
	    "earlier rule can hold as well\n"
	    "6:5 mapping.shadowed currency SEK, description *annual: product "
	    "C, but an earlier rule always decides\n"
	    "8:5 mapping.overlap description Hour*: product E, but 1 "
	    "earlier rule can hold as well\n" },
	{ "vat.yaml",
	    VAT("  - { when: { rate: 0 }, code: KOMY0, percent: 0, vat_date: "
		"period_end }\n"
		"  - { when: { rate: 0.0 }, code: EUMY, percent: 0, "
		"vat_date: invoice_date }\n"
		"  - { when: { rate: 24 }, code: KOMY, percent: 24, "
		"vat_date: payment_date }\n"
		"  - { when: { rate: 24 }, code: KOMY, percent: 24, "
		"vat_date: invoice_date }\n"
		"  - { when: { rate: 10, customer: business }, code: KOMY, "
		"percent: 10, vat_date: period_end, from: 2026-01-01 }\n"
		"  - { when: { rate: 10, zone: home }, code: KOMY, "
		"percent: 10, vat_date: period_start, until: 2025-12-31 }\n"),
	    "4:5 mapping.shadowed rate 0: EUMY 0 % on invoice_date, but an "
	    "earlier rule always decides\n"
	    "8:5 mapping.overlap rate 10, zone home, until 2025-12-31: KOMY "
	    "10 % on period_start, but 1 earlier rule can hold as well\n" },
};

static void
test_hidden_rules(void **state)
{
	const char *failed = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(hidden); i++) {
		struct diag_list *diag = diag_list_new();
		struct mapping *mapping;
		char *label;

		mapping = mapping_with(hidden[i].file, hidden[i].text, diag);
		assert_true(findings_equal(diag, ""));
		mapping_report_shadowed(mapping, diag);
		label = mem_printf("mappings/%s", hidden[i].file);
		if (!findings_equal_in(diag, label, hidden[i].findings))
			failed = hidden[i].file;
		free(label);
		mapping_free(mapping);
		diag_list_free(diag);
	}
	if (failed != NULL)
		fail_msg("%s", failed);
}

static void
test_globs(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		bool match; /* b as a text */
		bool covers;
		bool meets;
	} globs[] = {
		{ "", "", true, true, true },
		{ "*", "", true, true, true },
		{ "*", "*", true, true, true },
		{ "a", "a", true, true, true },
		{ "a", "b", false, false, false },
		{ "a?", "a*", true, false, true },
		{ "a*", "a?", true, true, true },
		{ "a*b*c", "aXbXbc", true, true, true },
		{ "a*b*c", "aXbXb", false, false, false },
		{ "*ab", "aab", true, true, true },
		{ "*abab", "abaabab", true, true, true },
		{ "?", "\xc3\xa4", true, true, false },
		{ "??", "\xc3\xa4", false, false, true },
		{ "*\xc3\xa4*", "k\xc3\xa4ki", true, true, true },
		{ "ab*", "*ba", false, false, true },
		{ "a*", "b*", false, false, false },
		{ "**", "x", true, true, true },
		{ "x*", "x", true, true, true },
		{ "?x", "x", false, false, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(globs); i++)
		if (glob_match(globs[i].a, globs[i].b) != globs[i].match ||
		    glob_covers(globs[i].a, globs[i].b) != globs[i].covers ||
		    glob_meets(globs[i].a, globs[i].b) != globs[i].meets ||
		    glob_meets(globs[i].b, globs[i].a) != globs[i].meets)
			fail_msg("%s %s", globs[i].a, globs[i].b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hidden_rules),
		cmocka_unit_test(test_globs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
