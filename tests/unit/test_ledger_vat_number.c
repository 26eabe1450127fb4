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
		{ "NL123456789A01", "NL", false },
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

/* One of each form of every member, and one that is not. */
static const struct {
	const char *country;
	const char *good;
	const char *bad;
} members[] = {
	{ "AT", "ATU12345678", "ATX12345678" },
	{ "BE", "BE0123456789", "BE2123456789" },
	{ "BE", "BE1123456789", "BE012345678" },
	{ "BG", "BG123456789", "BG12345678" },
	{ "BG", "BG1234567890", "BG12345678901" },
	{ "CY", "CY12345678L", "CY123456789" },
	{ "CZ", "CZ12345678", "CZ1234567" },
	{ "CZ", "CZ123456789", "CZ12345678A" },
	{ "CZ", "CZ1234567890", "CZ12345678901" },
	{ "DE", "DE123456789", "DE1234567890" },
	{ "DK", "DK 12 34 56 78", "DK123456789" },
	{ "EE", "EE123456789", "EE12345678" },
	{ "ES", "ESA1234567B", "ES123456789" },
	{ "ES", "ESA12345678", "ESA1234567" },
	{ "ES", "ES12345678Z", "ES1234567AZ" },
	{ "FI", "FI90000003", "FI90000004" },
	{ "FR", "FR12345678901", "FR1234567890" },
	{ "FR", "FRAB123456789", "FROB123456789" },
	{ "FR", "FR1B123456789", "FRI1123456789" },
	{ "GR", "EL123456789", "EL12345678" },
	{ "HR", "HR12345678901", "HR1234567890" },
	{ "HU", "HU12345678", "HU123456789" },
	{ "IE", "IE1234567W", "IE12345678" },
	{ "IE", "IE1A23456W", "IE1A2345W" },
	{ "IE", "IE1+23456W", "IE1-23456W" },
	{ "IE", "IE1*23456W", "IE*123456W" },
	{ "IE", "IE1234567WA", "IE1234567WAB" },
	{ "IT", "IT12345678901", "IT123456789012" },
	{ "LT", "LT123456789", "LT1234567890" },
	{ "LT", "LT123456789012", "LT12345678901" },
	{ "LU", "LU12345678", "LU1234567" },
	{ "LV", "LV12345678901", "LV1234567890" },
	{ "MT", "MT12345678", "MT1234567" },
	{ "NL", "NL123456789B12", "NL123456789B1" },
	{ "PL", "PL1234567890", "PL123456789" },
	{ "PT", "PT123456789", "PT1234567890" },
	{ "RO", "RO12", "RO1" },
	{ "RO", "RO1234567890", "RO12345678901" },
	{ "SE", "SE123456789012", "SE12345678901" },
	{ "SI", "SI12345678", "SI123456789" },
	{ "SK", "SK1234567890", "SK123456789" },
	{ "XI", "XI123456789", "XI1234567890" },
	{ "XI", "XI123456789012", "XI12345678901" },
	{ "XI", "XIGD123", "XIGD1234" },
	{ "XI", "XIHA123", "XIHB123" },
};

static void
test_members(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(members); i++) {
		const char *country = members[i].country;

		assert_row(vat_number_is_valid(members[i].good, country),
		    members[i].good);
		assert_row(strcmp(vat_number_member(members[i].good, country),
			       country) == 0,
		    members[i].good);
		/* The prefix names the member wherever the customer is. */
		assert_row(strcmp(vat_number_member(members[i].good, "US"),
			       country) == 0,
		    members[i].good);
		assert_row(!vat_number_is_valid(members[i].bad, country),
		    members[i].bad);
		assert_row(
		    vat_number_member(members[i].bad, country)[0] == '\0',
		    members[i].bad);
	}
}

static void
test_member_of(void **state)
{
	static const struct {
		const char *number;
		const char *country;
		const char *member;
	} cases[] = {
		{ "123456789", "DE", "DE" },
		{ "123456789", "GR", "GR" },
		{ "1478523-2", "FI", "FI" },
		{ "FI90000003", "SE", "FI" },
		{ "SE990000000101", "FI", "SE" },
		/* It looks like a German number, and could be a French one. */
		{ "DE123456789", "FR", "DE" },
		{ "BE123456789", "FR", "FR" },
		{ "12-3456789", "US", "" },
		{ "GB999999973", "GB", "" },
		{ "", "DE", "" },
		{ "ATU", "AT", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_row(
		    strcmp(vat_number_member(cases[i].number, cases[i].country),
			cases[i].member) == 0,
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
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_member_of),
		cmocka_unit_test(test_business_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
