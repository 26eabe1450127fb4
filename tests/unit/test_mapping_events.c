/* test_mapping_events.c - payments, payouts and purchases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping_setup.h"

#define HEAD                                                                   \
	"fenvoy: 1\n"                                                          \
	"system: { receivables: 1701, sales_vat: 2939, rounding: 8560, "       \
	"deferred_revenue: 2861 }\n"                                           \
	"erp_accounts: {}\n"                                                   \
	"revenue: []\n"

static const char events[] = HEAD
    "payments:\n"
    "  - { when: { kind: credit_card, gateway: stripe, currency: SEK }, "
    "account: 01925, method: Stripe SEK }\n"
    "  - { when: { kind: [ credit_card, direct_debit ], gateway: \"\" }, "
    "account: 1926 }\n"
    "  - { when: { kind: bank_transfer, country: NO }, account: 1911, "
    "method: Nordea, bank_account: yes }\n"
    "  - { when: { kind: bank_transfer, zone: eu, account: '0042' }, "
    "account: 1912, bank_account: no }\n"
    "  - { when: { kind: bank_transfer }, account: 1909, until: 2026-09-30 "
    "}\n"
    "  - { when: { kind: bank_transfer }, account: 1910, from: 2026-10-01 "
    "}\n"
    "payouts:\n"
    "  - { when: { gateway: stripe, currency: EUR }, bank: 1910, clearing: "
    "1925, fee: 6880, fee_vat: { code: KOOS, percent: 25.5 }, from: "
    "2026-10-01 }\n"
    "  - { when: { gateway: stripe }, bank: 1911, clearing: 1925, fee: 6881 "
    "}\n";

static struct payment_facts
payment(enum transaction_kind kind)
{
	return (struct payment_facts){ .kind = kind,
		.gateway = "",
		.currency = "EUR",
		.country = "FI",
		.account = "1001",
		.date = { 2026, 10, 2 } };
}

/* The line of accounts.yaml that decides, 0 for none. */
static unsigned long
pays(struct mapping *mapping, const struct payment_facts *facts,
    struct payment_decision *ret)
{
	bool decided = mapping_payment(mapping, facts, ret);

	assert_int_equal(decided, ret->rule.text[0] != '\0');
	return decided ? ret->rule.pos.line : 0;
}

static void
test_payments(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("accounts.yaml", events, diag);
	struct payment_facts facts = payment(TRANSACTION_CREDIT_CARD);
	struct payment_decision decision;

	(void)state;
	assert_true(findings_equal(diag, ""));
	assert_int_equal(pays(mapping, &facts, &decision), 7);
	facts.gateway = "stripe";
	assert_int_equal(pays(mapping, &facts, &decision), 0);
	facts.currency = "SEK";
	assert_int_equal(pays(mapping, &facts, &decision), 6);
	assert_string_equal(decision.account, "01925");
	assert_string_equal(decision.method, "Stripe SEK");
	assert_false(decision.bank_account);
	facts = payment(TRANSACTION_BANK_TRANSFER);
	assert_int_equal(pays(mapping, &facts, &decision), 11);
	assert_string_equal(decision.method, "");
	facts.date = (struct date){ 2026, 9, 30 };
	assert_int_equal(pays(mapping, &facts, &decision), 10);
	facts.country = "NO";
	assert_int_equal(pays(mapping, &facts, &decision), 8);
	assert_true(decision.bank_account);
	facts.country = "SE";
	facts.account = "0042";
	assert_int_equal(pays(mapping, &facts, &decision), 9);
	assert_false(decision.bank_account);
	facts.country = "";
	assert_int_equal(pays(mapping, &facts, &decision), 10);
	facts = payment(TRANSACTION_DEBTOR_LOSS);
	assert_int_equal(pays(mapping, &facts, &decision), 0);
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_payouts(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("accounts.yaml", events, diag);
	struct payout_facts facts = { "stripe", "EUR", { 2026, 10, 1 } };
	struct payout_decision decision;

	(void)state;
	assert_true(mapping_payout(mapping, &facts, &decision));
	assert_string_equal(decision.bank, "1910");
	assert_string_equal(decision.clearing, "1925");
	assert_string_equal(decision.fee, "6880");
	assert_string_equal(decision.fee_vat_code, "KOOS");
	assert_int_equal(decimal_compare(decision.fee_vat_percent,
			     (struct decimal){ 255, 1 }),
	    0);
	assert_string_equal(decision.rule.text, "mappings/accounts.yaml:13");
	facts.date.month = 9;
	assert_true(mapping_payout(mapping, &facts, &decision));
	assert_string_equal(decision.fee, "6881");
	assert_string_equal(decision.fee_vat_code, "NONE");
	assert_true(decimal_is_zero(decision.fee_vat_percent));
	facts.gateway = "quickpay";
	assert_false(mapping_payout(mapping, &facts, &decision));
	assert_string_equal(decision.rule.text, "");
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_purchases(void **state)
{
	static const char text[] =
	    "fenvoy: 1\n"
	    "rules: []\n"
	    "purchases:\n"
	    "  - { when: { supplier: 'Amt *' }, code: NONE, percent: 0 }\n"
	    "  - { when: { zone: home, vat: some, account: '4100' }, code: "
	    "KOOS, percent: 14, until: 2025-12-31 }\n"
	    "  - { when: { zone: home, vat: some }, code: KOOS, percent: 25.5 "
	    "}\n"
	    "  - { when: { country: NO, currency: NOK }, code: KAVE, percent: "
	    "25.5 }\n"
	    "  - { when: { zone: eu, vat: none }, code: EUPO, percent: 25.5 "
	    "}\n"
	    "  - { when: { zone: other, vat: none }, code: EUUO, percent: 0 "
	    "}\n";
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("vat.yaml", text, diag);
	struct purchase_facts facts = { "Werk GmbH", "DE", "4100", "EUR", false,
		{ 2025, 12, 31 } };
	struct purchase_decision decision;

	(void)state;
	assert_true(findings_equal(diag, ""));
	assert_true(mapping_purchase(mapping, &facts, &decision));
	assert_string_equal(decision.code, "EUPO");
	assert_true(decision.reverse_charge);
	facts.has_vat = true;
	assert_false(mapping_purchase(mapping, &facts, &decision));
	facts.country = "FI";
	assert_true(mapping_purchase(mapping, &facts, &decision));
	assert_int_equal(decision.rule.pos.line, 5);
	assert_false(decision.reverse_charge);
	facts.date = (struct date){ 2026, 1, 1 };
	assert_true(mapping_purchase(mapping, &facts, &decision));
	assert_int_equal(decision.rule.pos.line, 6);
	facts.supplier = "Amt Oulu";
	assert_true(mapping_purchase(mapping, &facts, &decision));
	assert_string_equal(decision.code, "NONE");
	facts = (struct purchase_facts){ "Fjord AS", "NO", "4100", "NOK", false,
		{ 2026, 1, 1 } };
	assert_true(mapping_purchase(mapping, &facts, &decision));
	assert_string_equal(decision.code, "KAVE");
	facts.currency = "EUR";
	assert_true(mapping_purchase(mapping, &facts, &decision));
	assert_string_equal(decision.code, "EUUO");
	/* A country that is not known is in no zone. */
	facts.country = "";
	assert_false(mapping_purchase(mapping, &facts, &decision));
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_hidden(void **state)
{
	static const char text[] = HEAD
	    "payments:\n"
	    "  - { when: { kind: [ refund, credit_card ] }, account: 1 }\n"
	    "  - { when: { kind: refund, gateway: a }, account: 2 }\n"
	    "  - { when: { gateway: b }, account: 1, method: M }\n"
	    "payouts:\n"
	    "  - { when: { gateway: a }, bank: 1, clearing: 2, fee: 3 }\n"
	    "  - { when: { currency: EUR }, bank: 1, clearing: 2, fee: 4 }\n";
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("accounts.yaml", text, diag);

	(void)state;
	mapping_report_shadowed(mapping, diag);
	assert_true(findings_equal_in(diag, "mappings/accounts.yaml",
	    "7:5 mapping.shadowed kind refund, gateway a: account 2, but an "
	    "earlier rule always decides\n"
	    "8:5 mapping.overlap gateway b: account 1, method M, but 1 earlier "
	    "rule can hold as well\n"
	    "11:5 mapping.overlap currency EUR: bank 1, clearing 2, fee 4 "
	    "NONE, but 1 earlier rule can hold as well\n"));
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_nearest(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("accounts.yaml", events, diag);
	struct payment_facts facts = payment(TRANSACTION_CREDIT_CARD);
	struct line_facts line;
	struct mapping_near near[3];

	(void)state;
	facts.gateway = "stripe";
	line = mapping_payment_facts(&facts);
	assert_int_equal(
	    mapping_nearest(mapping, MAPPING_PAYMENTS, &line, near, 3), 3);
	assert_string_equal(near[0].fails, "currency");
	assert_string_equal(near[1].fails, "gateway");
	assert_string_equal(near[2].fails, "kind");
	mapping_free(mapping);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_payments),
		cmocka_unit_test(test_payouts),
		cmocka_unit_test(test_purchases),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
