/* test_rule_text.c - every rule has Finnish, and an example in both. */
#include "unit.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/iban.h"
#include "base/rule_text.h"

static void
test_finnish_complete(void **state)
{
	size_t missing = 0;

	(void)state;
	for (size_t i = 0; i < RULE_COUNT; i++) {
		const enum rule_id id = (enum rule_id)i;
		const struct rule_finnish *finnish = rule_finnish(id);

		if (finnish->title != NULL && finnish->title[0] != '\0' &&
		    finnish->remedy != NULL && finnish->remedy[0] != '\0')
			continue;
		print_message("# rules_fi.def lacks %s: \"%s\", \"%s\"\n",
		    rule_get(id)->name, rule_get(id)->title,
		    rule_get(id)->remedy);
		missing++;
	}
	assert_int_equal(missing, 0);
}

/* The example is there, is Finnish where it is to be, and names its rule. */
static void
test_examples_complete(void **state)
{
	struct buf buf;
	char end[80];
	size_t missing = 0;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < RULE_COUNT; i++) {
		const enum rule_id id = (enum rule_id)i;
		const struct rule_example *example = rule_example(id);

		if (example->text == NULL) {
			print_message("# rule_examples.def lacks %s\n",
			    rule_get(id)->name);
			missing++;
			continue;
		}
		buf_clear(&buf);
		if (!wording_put(&buf, LANGUAGE_FINNISH, example->text)) {
			print_message(
			    "# messages_fi.def lacks: %s\n", example->text);
			missing++;
		}
		(void)snprintf(end, sizeof(end), " [%s]\n", rule_get(id)->name);
		for (int l = 0; l < LANGUAGE_COUNT; l++) {
			buf_clear(&buf);
			rule_explain(rule_get(id), (enum language)l, &buf);
			assert_true(buf.len > strlen(end));
			assert_string_equal(
			    buf_text(&buf) + buf.len - strlen(end), end);
		}
	}
	buf_release(&buf);
	assert_int_equal(missing, 0);
}

static void
test_explain(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	rule_explain(rule_find("company.road"), LANGUAGE_FINNISH, &buf);
	assert_non_null(strstr(buf_text(&buf), "company.road (virhe): "));
	assert_non_null(strstr(buf_text(&buf), "\nkorjaus: "));
	assert_non_null(strstr(buf_text(&buf), "\nesimerkki:\n    "));
	buf_release(&buf);
}

static void
test_suggest(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	rule_suggest("comapny.road", &buf);
	assert_non_null(strstr(buf_text(&buf), "company.road"));
	buf_clear(&buf);
	rule_suggest("billing.unbalanced", &buf);
	assert_non_null(strstr(buf_text(&buf), "ledger.unbalanced"));
	assert_non_null(strstr(buf_text(&buf), "check.unbalanced"));
	buf_clear(&buf);
	rule_suggest("xyzzy", &buf);
	assert_int_equal(buf.len, 0);
	buf_release(&buf);
}

/* What other functions say, and findings only pass on. */
static void
test_passed_on(void **state)
{
	const char *const text[] = {
		"a kind of payment, as in bank_transfer",
		"the answer is a page of HTML",
		"the answer has no status block",
		"the answer's status is neither OK nor FAILED",
		iban_fault(IBAN_MALFORMED),
		iban_fault(IBAN_COUNTRY),
		iban_fault(IBAN_LENGTH),
		iban_fault(IBAN_CHECK),
	};
	size_t known;

	(void)state;
	for (size_t i = 0; i < COUNT(text); i++) {
		for (known = 0; known < wording_count(); known++)
			if (strcmp(wording_get(known)->english, text[i]) == 0)
				break;
		if (known == wording_count())
			fail_msg("messages_fi.def lacks: %s", text[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finnish_complete),
		cmocka_unit_test(test_examples_complete),
		cmocka_unit_test(test_explain),
		cmocka_unit_test(test_suggest),
		cmocka_unit_test(test_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
