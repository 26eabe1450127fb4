/* test_mapping_customers.c - what customers.yaml says of single customers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping_setup.h"

static const char text[] =
    "fenvoy: 1\n"
    "group: Fenerum\n"
    "languages: { fi: FI, en: EN }\n"
    "rules:\n"
    "  - { when: { country: SE, language: [ sv, en ] }, language: SE }\n"
    "  - { when: { zone: eu, customer: business }, group: EU, payment_term: "
    "30 }\n"
    "  - { when: { zone: [ home, eu ] }, payment_term: 14, "
    "einvoice_operator: BAWCFI22 }\n"
    "customers:\n"
    "  \"0042\": { code: 501101, language: EN, payment_term: 7, "
    "einvoice_address: \"003790000222\", einvoice_operator: "
    "\"003721291126\" }\n"
    "  \"0043\": { group: Oma, einvoice_address: FI2112345600000785 }\n";

static struct customer_facts
customer(const char *account, const char *country)
{
	return (struct customer_facts){ account, "fi", country, true };
}

static void
test_own(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("customers.yaml", text, diag);
	struct customer_facts facts = customer("0042", "FI");
	struct customer_settings settings;

	(void)state;
	assert_true(findings_equal(diag, ""));
	assert_true(mapping_customer(mapping, &facts, &settings));
	assert_string_equal(settings.language, "EN");
	assert_string_equal(settings.rule.text, "mappings/customers.yaml:9");
	assert_string_equal(settings.group, "Fenerum");
	assert_int_equal(settings.payment_term, 7);
	assert_string_equal(settings.einvoice_address, "003790000222");
	assert_string_equal(settings.einvoice_operator, "003721291126");
	assert_string_equal(mapping_customer_code(mapping, "0042"), "501101");
	assert_null(mapping_customer_code(mapping, "0043"));
	assert_null(mapping_customer_code(mapping, "42"));
	facts = customer("0043", "FI");
	assert_true(mapping_customer(mapping, &facts, &settings));
	assert_string_equal(settings.language, "FI");
	assert_string_equal(settings.rule.text, "mappings/customers.yaml:3");
	assert_string_equal(settings.group, "Oma");
	assert_int_equal(settings.payment_term, 14);
	assert_string_equal(settings.einvoice_operator, "BAWCFI22");
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_rules(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("customers.yaml", text, diag);
	struct customer_facts facts = customer("1", "SE");
	struct customer_settings settings;

	(void)state;
	facts.language = "sv";
	assert_true(mapping_customer(mapping, &facts, &settings));
	assert_string_equal(settings.language, "SE");
	assert_string_equal(settings.rule.text, "mappings/customers.yaml:5");
	assert_string_equal(settings.group, "EU");
	assert_int_equal(settings.payment_term, 30);
	/* Nobody to reach. */
	assert_string_equal(settings.einvoice_operator, "");
	facts.business = false;
	assert_true(mapping_customer(mapping, &facts, &settings));
	assert_string_equal(settings.group, "Fenerum");
	assert_int_equal(settings.payment_term, 14);
	facts = customer("1", "NO");
	assert_true(mapping_customer(mapping, &facts, &settings));
	assert_int_equal(settings.payment_term, -1);
	facts.language = "sv";
	assert_false(mapping_customer(mapping, &facts, &settings));
	assert_string_equal(settings.rule.text, "");
	mapping_free(mapping);
	diag_list_free(diag);
}

static void
test_faults(void **state)
{
	static const char wrong[] =
	    "fenvoy: 1\n"
	    "languages: {}\n"
	    "rules:\n"
	    "  - { when: { revenue_group: X }, group: A }\n"
	    "  - { when: { zone: home }, language: sv, from: 2026-01-01 }\n"
	    "  - { when: { zone: eu }, payment_term: 14.5 }\n"
	    "customers:\n"
	    "  1: { cod: 5 }\n"
	    "  2: { einvoice_address: \"003790000223\", einvoice_operator: "
	    "basware }\n"
	    "  3: { einvoice_address: \"0037\", einvoice_operator: A }\n"
	    "  4: { einvoice_address: FI2112345600000786, einvoice_operator: "
	    "A }\n"
	    "  5: { einvoice_address: FI 21, einvoice_operator: A }\n"
	    "  6: { einvoice_address: \"5798009811578\" }\n"
	    "  7: none\n"
	    "  8: { payment_term: DECIDE, group: '' }\n"
	    "  1: { code: 6 }\n";
	struct diag_list *diag = diag_list_new();
	struct mapping *mapping = mapping_with("customers.yaml", wrong, diag);
	struct customer_facts facts = customer("2", "FI");
	struct customer_settings settings;

	(void)state;
	assert_true(findings_equal(diag,
	    "4:15 yaml.unknown-key unknown key 'revenue_group'\n"
	    "5:39 yaml.type expected FI, SE or EN, found 'sv'\n"
	    "5:43 yaml.unknown-key unknown key 'from'\n"
	    "6:41 yaml.type expected a whole number from 0 to 3650, found "
	    "'14.5'\n"
	    "8:8 yaml.unknown-key unknown key 'cod', did you mean 'code'\n"
	    "9:26 mapping.customer '003790000223' is no e-invoice address: "
	    "the business id in the OVT code is wrong\n"
	    "9:61 yaml.type expected an operator of capitals and digits, as in "
	    "003721291126, found 'basware'\n"
	    "10:26 mapping.customer '0037' is no e-invoice address: an OVT "
	    "code has 12 to 17 signs\n"
	    "11:26 mapping.customer 'FI2112345600000786' is no e-invoice "
	    "address: its check digits are wrong\n"
	    "12:26 mapping.customer 'FI 21' is no e-invoice address: it holds "
	    "more than capitals and digits\n"
	    "13:26 mapping.customer 'einvoice_address' needs "
	    "'einvoice_operator'\n"
	    "14:6 yaml.type expected keys with values, found 'none'\n"
	    "15:22 mapping.undecided still to be decided\n"
	    "15:37 yaml.type expected a text, found ''\n"
	    "16:3 yaml.duplicate-key the key '1' stands twice\n"));
	/* What is wrong explains itself. */
	assert_false(mapping_customer(mapping, &facts, &settings));
	assert_string_equal(settings.rule.text, "mappings/customers.yaml:9");
	mapping_free(mapping);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
