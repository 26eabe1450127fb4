/* test_ledger_vat_number.c - forms of VAT numbers, Finnish ids. */
#include "unit.h"

#include "ledger/vat_number.h"

static void
test_valid(void **state)
{
	static const struct {
		const char *number;
		const char *country;
		bool valid;
	} cases[] = {
		{ "FI90000003", "FI", true },
		{ "9000000-3", "FI", true },
		{ "fi 9000000-3", "FI", true },
		{ "FI90000004", "FI", false },
		{ "FI9000000", "FI", false },
		{ "", "FI", false },
		{ "SE990000000101", "SE", true },
		{ "990000000101", "SE", true },
		{ "SE 9900 0000 0101", "SE", true },
		{ "SE99000000010", "SE", false },
		{ "DE123456789", "DE", true },
		{ "DE12345678", "DE", false },
		{ "EE123456789", "EE", true },
		{ "ATU12345678", "AT", true },
		{ "AT12345678", "AT", false },
		{ "EL123456789", "GR", true },
		{ "GR123456789", "GR", false },
		{ "ESX1234567X", "ES", true },
		{ "NL123456789B01", "NL", true },
		{ "RO12", "RO", true },
		{ "RO1", "RO", false },
		/* Settled in one country, registered in another. */
		{ "SE990000000101", "FI", true },
		{ "FI90000003", "SE", true },
		{ "FI90000004", "SE", false },
		{ "DE123456789", "EE", true },
		/* Outside the EU any number will do. */
		{ "12-3456789", "US", true },
		{ "none", "US", false },
		{ "DE12", "US", true },
		{ "XI123456789", "XI", true },
		{ "1234567890123456789012345678901234567890", "US", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_row(vat_number_is_valid(cases[i].number,
			       cases[i].country) == cases[i].valid,
		    cases[i].number);
}

static void
test_business_id(void **state)
{
	static const struct {
		const char *number;
		const char *id;
	} cases[] = {
		{ "FI14785232", "1478523-2" },
		{ "1478523-2", "1478523-2" },
		{ "FI 1572860-0", "1572860-0" },
		{ "1478523-8", "" },
		{ "1000008-1", "" }, /* remainder 1: no such id */
		{ "1234567-8", "" },
		{ "", "" },
		{ "SE990000000101", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		char id[BUSINESS_ID_TEXT_MAX] = "";
		bool made = business_id_make(cases[i].number, id);

		assert_row(made == (cases[i].id[0] != '\0'), cases[i].number);
		assert_row(strcmp(id, cases[i].id) == 0, cases[i].number);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_business_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
