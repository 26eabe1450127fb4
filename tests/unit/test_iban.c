/* test_iban.c - bank accounts and banks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/iban.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_ibans(void **state)
{
	static const struct {
		const char *input;
		enum iban_error error;
		const char *text;
	} ibans[] = {
		{ "FI2112345600000785", IBAN_OK, "FI2112345600000785" },
		{ "FI14 1009 3000 1234 58", IBAN_OK, "FI1410093000123458" },
		{ "fi1410093000123458", IBAN_OK, "FI1410093000123458" },
		/* The registry's own examples. */
		{ "DE89370400440532013000", IBAN_OK, "DE89370400440532013000" },
		{ "GB29NWBK60161331926819", IBAN_OK, "GB29NWBK60161331926819" },
		{ "NO9386011117947", IBAN_OK, "NO9386011117947" },
		{ "MT84MALT011000012345MTLCAST001S", IBAN_OK,
		    "MT84MALT011000012345MTLCAST001S" },
		{ "FI2112345600000786", IBAN_CHECK, "" },
		{ "FI000998874123", IBAN_MALFORMED, "" },
		{ "FI00099887412345", IBAN_LENGTH, "" },
		{ "FI21123456000007850", IBAN_LENGTH, "" },
		{ "US2112345600000785", IBAN_COUNTRY, "" },
		{ "F12112345600000785", IBAN_MALFORMED, "" },
		{ "FIA112345600000785", IBAN_MALFORMED, "" },
		{ "FI21-123456-0000785", IBAN_MALFORMED, "" },
		{ "123456-785", IBAN_MALFORMED, "" },
		{ "", IBAN_MALFORMED, "" },
		{ "FI21123456000007851234567890123456789", IBAN_MALFORMED, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ibans); i++) {
		char text[IBAN_TEXT_MAX] = "";

		if (iban_parse(ibans[i].input, text) != ibans[i].error)
			fail_msg("%s", ibans[i].input);
		assert_string_equal(text, ibans[i].text);
	}
	assert_string_not_equal(
	    iban_fault(IBAN_CHECK), iban_fault(IBAN_MALFORMED));
}

static void
test_bics(void **state)
{
	static const char *const good[] = { "NDEAFIHH", "OKOYFIHH", "POPFFI22",
		"DEUTDEFF500", "1234FI22" };
	static const char *const bad[] = { "", "NDEAFIH", "NDEAFIHHX",
		"NDEAFIHHXX", "NDEA1IHH", "ndeafihh", "NDEAFIHH XXX",
		"NDEAFIHHXXXX" };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++)
		if (!bic_is_sound(good[i]))
			fail_msg("%s", good[i]);
	for (i = 0; i < COUNT(bad); i++)
		if (bic_is_sound(bad[i]))
			fail_msg("%s", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ibans),
		cmocka_unit_test(test_bics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
