/* test_netvisor.c - VAT pairs, line arithmetic, request kinds, registers. */
#include "findings.h"
#include "netvisor/reckon.h"
#include "netvisor/register.h"
#include "netvisor/request.h"
#include "netvisor/vat_pair.h"
#include "records.h"
#include "unit_files.h"

static struct decimal
decimal(const char *text)
{
	struct decimal value;

	assert_int_equal(
	    decimal_parse(text, strlen(text), number_style_plain, &value, NULL),
	    NUMBER_OK);
	return value;
}

static struct date
date(const char *text)
{
	struct date value = { 0, 0, 0 };

	if (*text != '\0')
		assert_true(date_parse(text, strlen(text), &value));
	return value;
}

static void
test_vat_pairs(void **state)
{
	static const struct {
		const char *code;
		const char *percent;
		const char *date;
		enum vat_side side;
		enum vat_pair_answer answer;
	} cases[] = {
		{ "KOMY", "25.5", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_RIGHT },
		{ "KOMY", "25.50", "2024-09-01", VAT_SIDE_SALES,
		    VAT_PAIR_RIGHT },
		{ "KOMY", "25.5", "2024-08-31", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_DATE },
		{ "KOMY", "24", "2024-08-31", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
		{ "KOMY", "24", "2024-09-01", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_DATE },
		{ "KOMY", "14", "2025-12-31", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
		{ "KOMY", "14", "2026-01-01", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_DATE },
		{ "KOMY", "13.5", "2026-01-01", VAT_SIDE_SALES,
		    VAT_PAIR_RIGHT },
		{ "KOMY", "13.5", "2025-12-31", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_DATE },
		{ "KOMY", "10", "2026-10-31", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
		{ "KOMY", "0", "2026-10-31", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
		{ "KOMY", "22", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_PERCENT },
		{ "NONE", "0", "2026-10-31", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
		{ "NONE", "25.5", "2026-10-31", VAT_SIDE_BOTH,
		    VAT_PAIR_WRONG_PERCENT },
		{ "EUPM312", "0", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_RIGHT },
		{ "EUPM312", "25.5", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_PERCENT },
		{ "EUUM", "0", "2026-10-31", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
		{ "MUUL", "25.5", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_DOUBTFUL },
		{ "KOOS", "25.5", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_WRONG_SIDE },
		{ "KOOS", "25.5", "2026-10-31", VAT_SIDE_BOTH, VAT_PAIR_RIGHT },
		{ "EUPM", "0", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_UNKNOWN_CODE },
		{ "komy", "0", "2026-10-31", VAT_SIDE_SALES,
		    VAT_PAIR_UNKNOWN_CODE },
		{ "KOMY", "25.5", "", VAT_SIDE_SALES, VAT_PAIR_RIGHT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_row(
		    vat_pair_judge(cases[i].code, decimal(cases[i].percent),
			date(cases[i].date), cases[i].side) == cases[i].answer,
		    cases[i].code);
}

static void
test_reckon(void **state)
{
	static const struct {
		const char *quantity, *price, *discount, *percent;
		int64_t net, vat, gross;
	} cases[] = {
		{ "12", "49.90", "10", "25.5", 53892, 13742, 67634 },
		{ "1", "100.00", "0", "25.5", 10000, 2550, 12550 },
		{ "-1", "100.00", "0", "25.5", -10000, -2550, -12550 },
		/* Half a cent, both signs; gross comes from the unrounded. */
		{ "0.5", "0.01", "0", "0", 1, 0, 1 },
		{ "-0.5", "0.01", "0", "0", -1, 0, -1 },
		{ "0.5", "0.01", "0", "25.5", 1, 0, 1 },
		{ "3", "0.333333333", "0", "25.5", 100, 25, 125 },
		{ "1", "10.00", "33.33", "13.5", 667, 90, 757 },
		{ "1", "10.00", "100", "25.5", 0, 0, 0 },
		{ "0", "10.00", "0", "25.5", 0, 0, 0 },
	};
	struct line_amounts amounts;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(reckon_line(decimal(cases[i].quantity),
		    decimal(cases[i].price), decimal(cases[i].discount),
		    decimal(cases[i].percent), currency_euro(), &amounts));
		assert_int_equal(amounts.net.minor, cases[i].net);
		assert_int_equal(amounts.vat.minor, cases[i].vat);
		assert_int_equal(amounts.gross.minor, cases[i].gross);
	}
	assert_true(reckon_line(decimal("1"), decimal("1000"), decimal("0"),
	    decimal("10"), currency_find("JPY", 3), &amounts));
	assert_int_equal(amounts.gross.minor, 1100);
	assert_false(reckon_line(decimal("9223372036854775807"),
	    decimal("9223372036854775807"), decimal("0"), decimal("0"),
	    currency_euro(), &amounts));
}

static void
test_requests(void **state)
{
	static const char *const name[] = { "dimension", "customer", "vendor",
		"invoices", "creditnotes", "match", "payment", "purchase",
		"transfer", "voucher" };
	enum request_kind kind;

	(void)state;
	for (size_t i = 0; i < COUNT(name); i++) {
		assert_true(request_kind_find(name[i], &kind));
		assert_int_equal(kind, i);
		assert_string_equal(request_kind_name(kind), name[i]);
	}
	assert_false(request_kind_find("parcel", &kind));
	assert_string_equal(request_resource(REQUEST_CUSTOMER), "customer.nv");
	assert_string_equal(request_query(REQUEST_CUSTOMER), "method=add");
	assert_string_equal(request_query(REQUEST_VOUCHER), "");
	assert_string_equal(
	    request_schema(REQUEST_CREDIT_NOTES), "salesinvoicebatch.xsd");
}

/* All needed files, each with little in it. */
static void
put_registers(const char *dir)
{
	static const record_values snapshot[] = {
		{ "taken_at=2026-11-01T06:00:00Z", "host=https://h.example",
		    NULL },
	};
	static const record_values accounts[] = {
		{ "key=1", "number=3", "type=accountgroup", "active=1", NULL },
		{ "key=2", "number=3000", "name=Myynti", "type=account",
		    "active=1", NULL },
		{ "key=3", "number=3090", "type=account", "active=0", NULL },
		{ "key=4", "number=", "type=accountgroup", "active=1", NULL },
	};
	static const record_values periods[] = {
		{ "name=10", "begin=2026-10-01", "end=2026-10-31", NULL },
		{ "name=11", "begin=2026-11-01", "end=2026-11-30", NULL },
	};
	static const record_values locks[] = {
		{ "kind=accounting", "date=2026-09-30", NULL },
		{ "kind=vat", NULL },
	};
	static const record_values types[] = { { "name=Muut", NULL } };
	static const record_values dimensions[] = {
		{ "header=A", "item=x", "hidden=0", NULL },
		{ "header=A", "item=y", "hidden=1", NULL },
	};
	static const record_values customers[] = {
		{ "key=7", "code=C1", "name=Yksi", "business_id=1", NULL },
	};

	records_put(dir, &record_kind_register_snapshot, snapshot, 1);
	records_put(dir, &record_kind_register_account, accounts, 4);
	records_put(dir, &record_kind_register_period, periods, 2);
	records_put(dir, &record_kind_register_lock, locks, 2);
	records_put(dir, &record_kind_register_voucher_type, types, 1);
	records_put(dir, &record_kind_register_dimension, dimensions, 2);
	records_put(dir, &record_kind_register_customer, customers, 1);
}

static void
test_registers(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct registers *registers;

	put_registers(*state);
	registers = registers_load(*state, diag);
	assert_false(diag_failed(diag));
	assert_true(registers_complete(registers));
	assert_string_equal(
	    registers_snapshot(registers)->host, "https://h.example");
	assert_false(register_account_find(registers, "3")->is_account);
	assert_true(register_account_find(registers, "3000")->active);
	assert_false(register_account_find(registers, "3090")->active);
	assert_null(register_account_find(registers, ""));
	assert_null(register_account_find(registers, "9"));
	assert_int_equal(register_account_count(registers), 4);
	assert_string_equal(register_account_at(registers, 1)->name, "Myynti");
	assert_true(register_period_contains(registers, date("2026-10-01")));
	assert_true(register_period_contains(registers, date("2026-11-30")));
	assert_false(register_period_contains(registers, date("2026-12-01")));
	assert_false(register_period_contains(registers, date("2026-09-30")));
	assert_int_equal(date_compare(register_lock_date(
					  registers, REGISTER_LOCK_ACCOUNTING),
			     date("2026-09-30")),
	    0);
	assert_false(
	    date_is_set(register_lock_date(registers, REGISTER_LOCK_VAT)));
	assert_true(register_voucher_type_exists(registers, "Muut"));
	assert_false(register_voucher_type_exists(registers, "MU"));
	assert_true(register_header_exists(registers, "A"));
	assert_false(register_header_exists(registers, "B"));
	assert_false(register_dimension_find(registers, "A", "x")->hidden);
	assert_true(register_dimension_find(registers, "A", "y")->hidden);
	assert_null(register_dimension_find(registers, "A", "z"));
	assert_string_equal(register_customer_find(registers, "C1")->key, "7");
	assert_null(register_customer_find(registers, "C2"));
	assert_null(register_default_account(registers, "SalesReceivables"));
	assert_int_equal(register_balance_count(registers), 0);
	registers_free(registers);
	diag_list_free(diag);
}

static void
test_registers_optional(void **state)
{
	static const record_values defaults[] = {
		{ "name=SalesReceivables", "number=1701", NULL },
	};
	static const record_values balances[] = {
		{ "account=3000", "date=2026-10-31", "debit=1.00",
		    "credit=3.00", "balance=-2.00", NULL },
	};
	struct diag_list *diag = diag_list_new();
	struct registers *registers;

	records_put(*state, &record_kind_register_default_account, defaults, 1);
	records_put(*state, &record_kind_register_balance, balances, 1);
	registers = registers_load(*state, diag);
	assert_false(registers_complete(registers));
	assert_false(registers_have_accounts(registers));
	assert_false(registers_have_periods(registers));
	assert_false(registers_have_voucher_types(registers));
	assert_false(registers_have_dimensions(registers));
	assert_false(registers_have_customers(registers));
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 7);
	assert_string_equal(
	    register_default_account(registers, "SalesReceivables"), "1701");
	assert_int_equal(
	    register_balance_at(registers, 0)->balance.minor, -200);
	registers_free(registers);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vat_pairs),
		cmocka_unit_test(test_reckon),
		cmocka_unit_test(test_requests),
		FOLDER_TEST(test_registers),
		FOLDER_TEST(test_registers_optional),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
