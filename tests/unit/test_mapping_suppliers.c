/* test_mapping_suppliers.c - suppliers, and faults in what decides events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping_setup.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEAD                                                                   \
	"fenvoy: 1\n"                                                          \
	"system: { receivables: 1701, sales_vat: 2939, rounding: 8560, "       \
	"deferred_revenue: 2861 }\n"                                           \
	"erp_accounts: {}\n"                                                   \
	"revenue: []\n"

#define SUPPLIERS "fenvoy: 1\nsuppliers:\n"

static void
test_suppliers(void **state)
{
	static const char text[] = SUPPLIERS
	    "  'Konesali: \"A\" Oy': { code: 0088, business_id: FI90000222, "
	    "country: FI, address: Kuja 1, postcode: 00990, city: Oulu, group: "
	    "G, iban: FI21 1234 5600 0007 85, bic: NDEAFIHH, bank_name: "
	    "Nordea, account: 04470, pay: yes }\n"
	    "  Fjord AS: { country: NO, business_id: 923 456 789, road: ledger "
	    "}\n";
	struct diag_list *diag = diag_list_new();
	struct company company = { .road = { [STREAM_EXPENSES] =
						 ROAD_DOCUMENTS },
		.voucher_class = { [VOUCHER_SUPPLIER_INVOICE] = (char[]){ "O" },
		    [VOUCHER_SUPPLIER_PAYMENT] = (char[]){ "O" } } };
	struct mapping *mapping =
	    mapping_of(&company, "suppliers.yaml", text, diag);
	struct supplier_settings supplier;

	(void)state;
	assert_true(findings_equal(diag, ""));
	assert_true(mapping_supplier(mapping, "Konesali: \"A\" Oy", &supplier));
	assert_string_equal(supplier.code, "0088");
	assert_string_equal(supplier.business_id, "9000022-2");
	assert_string_equal(supplier.postcode, "00990");
	assert_string_equal(supplier.iban, "FI2112345600000785");
	assert_string_equal(supplier.account, "04470");
	assert_true(supplier.pay);
	assert_false(supplier.road_ledger);
	assert_string_equal(supplier.rule.text, "mappings/suppliers.yaml:3");
	assert_true(mapping_supplier(mapping, "Fjord AS", &supplier));
	assert_string_equal(supplier.code, "");
	assert_string_equal(supplier.country, "NO");
	assert_true(supplier.road_ledger);
	assert_false(mapping_supplier(mapping, "Fjord", &supplier));
	assert_string_equal(supplier.rule.text, "");
	assert_string_equal(supplier.iban, "");
	mapping_free(mapping);
	diag_list_free(diag);
}

/* Without the file nothing is known, which matters when there is a road. */
static void
test_no_suppliers(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct company company = { 0 };
	struct supplier_settings supplier;
	struct mapping *mapping =
	    mapping_of(&company, "suppliers.yaml", NULL, diag);

	(void)state;
	assert_true(findings_equal(diag, ""));
	assert_false(mapping_supplier(mapping, "X", &supplier));
	assert_string_equal(supplier.rule.text, "");
	mapping_free(mapping);
	company =
	    (struct company){ .road = { [STREAM_EXPENSES] = ROAD_DOCUMENTS } };
	mapping = mapping_of(&company, "suppliers.yaml", NULL, diag);
	assert_true(findings_equal(
	    diag, "0:0 mapping.missing-file the file is missing\n"));
	assert_false(mapping_supplier(mapping, "X", &supplier));
	assert_string_equal(supplier.rule.text, "mappings/suppliers.yaml:1");
	mapping_free(mapping);
	diag_list_free(diag);
}

/* A file with one thing wrong. */
struct fault_case {
	const char *file;
	const char *text;
	const char *findings;
};

static const struct fault_case faults[] = {
	{ "accounts.yaml",
	    HEAD "payments:\n"
		 "  - { when: { kind: card }, account: 1 }\n"
		 "  - { when: { kind: refund, revenue_group: X }, account: 1 "
		 "}\n"
		 "  - { when: { kind: refund }, account: bank, bank_acount: "
		 "yes }\n"
		 "  - { when: { kind: refund }, account: 1, bank_account: true "
		 "}\n",
	    "6:21 yaml.type expected a kind of payment, as in bank_transfer, "
	    "found 'card'\n"
	    "7:29 yaml.unknown-key unknown key 'revenue_group'\n"
	    "8:40 yaml.type expected an account number of digits, found "
	    "'bank'\n"
	    "8:46 yaml.unknown-key unknown key 'bank_acount', did you mean "
	    "'bank_account'\n"
	    "9:57 yaml.type expected no or yes, found 'true'\n" },
	{ "accounts.yaml",
	    HEAD
	    "payouts:\n"
	    "  - { when: { gateway: a }, bank: 1, clearing: 2, fee: 3, "
	    "fee_vat: { code: EUPO, percent: 25.5 } }\n"
	    "  - { when: { gateway: b }, bank: 1, fee: 3, fee_vat: KOOS "
	    "}\n"
	    "  - { when: { gateway: c }, bank: 1, clearing: 2, fee: 3, "
	    "fee_vat: { code: KOSS, percent: 25.5 } }\n"
	    "  - { when: { gateway: d }, bank: DECIDE, clearing: 2, fee: 3 "
	    "}\n",
	    "6:76 mapping.vat-code EUPO is not for a fee: a payout carries no "
	    "tax of the buyer\n"
	    "7:5 yaml.missing the key 'clearing' is missing\n"
	    "7:55 yaml.type expected keys with values, found 'KOOS'\n"
	    "8:76 mapping.vat-code 'KOSS' is no VAT code for purchases\n"
	    "9:35 mapping.undecided still to be decided\n" },
	{ "vat.yaml",
	    "fenvoy: 1\nrules: []\npurchases:\n"
	    "  - { when: { zone: home, vat: 25.5 }, code: KOOS, percent: 25.5 "
	    "}\n"
	    "  - { when: { zone: home }, code: KOMY, percent: 25.5 }\n"
	    "  - { when: { zone: eu }, code: EUUO, percent: 25.5 }\n"
	    "  - { when: { description: X }, code: KOOS, percent: -1 }\n",
	    "4:32 yaml.type expected some or none, found '25.5'\n"
	    "5:35 mapping.vat-code 'KOMY' is no VAT code for purchases\n"
	    "6:48 mapping.vat-code EUUO stands with 0 percent only\n"
	    "7:15 yaml.unknown-key unknown key 'description'\n"
	    "7:54 yaml.type expected a percent that is not negative, found "
	    "'-1'\n" },
	{ "suppliers.yaml",
	    SUPPLIERS
	    "  A: { code: 1, country: FI, business_id: 9000022-3 }\n"
	    "  B: { code: 2, country: no, iban: FI2112345600000786, bic: NDEA, "
	    "bank_name: N }\n"
	    "  C: { code: 1 }\n"
	    "  D: { country: SE, iban: DE89370400440532013000 }\n"
	    "  E: { code: 5, pay: yes, road: ledger, ibann: x }\n"
	    "  F: Oy\n"
	    "  G: { road: documents, pay: maybe }\n",
	    "3:43 mapping.supplier '9000022-3' is no Finnish business id: its "
	    "check digit is wrong\n"
	    "4:26 yaml.type expected a country of two capital letters, as in "
	    "SE, found 'no'\n"
	    "4:36 mapping.supplier 'FI2112345600000786' is no IBAN: its check "
	    "digits are wrong\n"
	    "4:61 mapping.supplier 'NDEA' is no BIC: it has not the form of "
	    "one\n"
	    "5:3 mapping.duplicate vendor code '1' stands twice\n"
	    "6:6 yaml.missing the key 'code' is missing\n"
	    "6:27 mapping.supplier 'iban' needs 'bank_name'\n"
	    "7:22 mapping.supplier 'pay' needs 'iban'\n"
	    "7:22 mapping.supplier 'pay' needs 'bic'\n"
	    "7:22 mapping.supplier Netvisor pays no supplier whose invoices "
	    "are vouchers\n"
	    "7:33 mapping.supplier 'road: ledger' needs "
	    "netvisor.voucher_class.supplier_invoice in company.yaml\n"
	    "7:33 mapping.supplier 'road: ledger' needs "
	    "netvisor.voucher_class.supplier_payment in company.yaml\n"
	    "7:41 yaml.unknown-key unknown key 'ibann', did you mean 'iban'\n"
	    "8:6 yaml.type expected keys with values, found 'Oy'\n"
	    "9:6 yaml.missing the key 'code' is missing\n"
	    "9:14 yaml.type expected ledger, found 'documents'\n"
	    "9:30 yaml.type expected no or yes, found 'maybe'\n" },
};

static void
test_faults(void **state)
{
	bool failed = false;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(faults); i++) {
		struct company company = { .road = { [STREAM_EXPENSES] =
							 ROAD_DOCUMENTS } };
		struct diag_list *diag = diag_list_new();
		struct mapping *mapping =
		    mapping_of(&company, faults[i].file, faults[i].text, diag);
		char *file = mem_printf("mappings/%s", faults[i].file);

		if (!findings_equal_in(diag, file, faults[i].findings))
			failed = true;
		free(file);
		mapping_free(mapping);
		diag_list_free(diag);
	}
	assert_false(failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_suppliers),
		cmocka_unit_test(test_no_suppliers),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
