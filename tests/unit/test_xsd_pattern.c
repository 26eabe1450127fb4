/*
 * test_xsd_pattern.c - a compiled pattern against libxml2's own expressions,
 * over many texts; and what is not understood does not compile.
 */
#include "unit.h"

#include <libxml/xmlregexp.h>

#include "netvisor/xsd_pattern.h"

#define TEXTS 4000
#define TEXT_MAX_BYTES 24

static const char *const understood[] = {
	"-?[0-9]{1,15}(,[0-9]{1,2})?",
	"[0-9]{1,3}(,[0-9]{1,9})?",
	"([0-9]{1,3}(,[0-9]{1,9})?)?",
	"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
	"[0-9]{4,20}|RF[0-9]{2}[0-9A-Z]{1,21}",
	"[1-9]|1[0-2]",
	"[A-Z]{2}",
	"a*b+c?",
	"(ab|a)(bc|c)",
	"((a|b)*0){2,3}",
	"a{0}b{0,2}c{1,}",
	"(a|)b",
	"\\d+\\.\\d{2}",
	"[^0-9,]+",
	".{2}",
	"(1|2|)(3|)",
};

/* The texts are of characters that the patterns speak of. */
static size_t
random_text(uint64_t *state, char text[TEXT_MAX_BYTES])
{
	static const char all[] = "0129,,-abcABRFZ.";
	size_t len;

	*state = *state * UINT64_C(6364136223846793005) + 1;
	len = (*state >> 33) % TEXT_MAX_BYTES;
	if ((*state >> 60) % 2 == 0)
		len %= 6;
	for (size_t i = 0; i < len; i++) {
		*state = *state * UINT64_C(6364136223846793005) + 1;
		text[i] = all[(*state >> 33) % (sizeof(all) - 1)];
	}
	text[len] = '\0';
	return len;
}

static void
test_same(void **state)
{
	uint64_t random = 1;
	size_t matches = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(understood); i++) {
		struct xsd_pattern *pattern = xsd_pattern_new(understood[i]);
		xmlRegexpPtr other =
		    xmlRegexpCompile((const xmlChar *)understood[i]);

		assert_row(pattern != NULL && other != NULL, understood[i]);
		for (size_t j = 0; j < TEXTS; j++) {
			char text[TEXT_MAX_BYTES];
			const size_t len = random_text(&random, text);
			const bool match =
			    xsd_pattern_matches(pattern, text, len);

			if (match !=
			    (xmlRegexpExec(other, (const xmlChar *)text) == 1))
				fail_msg("'%s' and '%s'", understood[i], text);
			matches += match;
		}
		xsd_pattern_free(pattern);
		xmlRegFreeRegexp(other);
	}
	assert_true(matches > TEXTS / 4);
}

/* Every text that is one character away from these. */
static void
test_near(void **state)
{
	static const struct {
		const char *pattern;
		const char *text;
	} cases[] = {
		{ "-?[0-9]{1,15}(,[0-9]{1,9})?", "-123456789012345,123456789" },
		{ "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
		    "2026-10-31" },
		{ "[0-9]{4,20}|RF[0-9]{2}[0-9A-Z]{1,21}", "RF18539007547034" },
		{ "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-W[0-9]{2}", "2026-W05" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct xsd_pattern *pattern = xsd_pattern_new(cases[i].pattern);
		xmlRegexpPtr other =
		    xmlRegexpCompile((const xmlChar *)cases[i].pattern);
		const size_t len = strlen(cases[i].text);
		char text[64];

		assert_true(xsd_pattern_matches(pattern, cases[i].text, len));
		for (size_t at = 0; at <= len; at++) {
			for (char c = ' '; c < 0x7F; c++) {
				memcpy(text, cases[i].text, len + 1);
				text[at] = c;
				text[len + (at == len)] = '\0';
				assert_int_equal(xsd_pattern_matches(pattern,
						     text, strlen(text)),
				    xmlRegexpExec(
					other, (const xmlChar *)text) == 1);
			}
		}
		xsd_pattern_free(pattern);
		xmlRegFreeRegexp(other);
	}
}

static void
test_refused(void **state)
{
	static const char *const refused[] = { "(", "a)", "[", "[a", "[]", "a{",
		"a{2", "a{2,1}", "a{x}", "a{999}", "\\w", "\\p{L}", "^a", "a$",
		"[a-z-[x]]", "[z-a]", "ä", "*", "a\\" };
	struct xsd_pattern *pattern;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		assert_row(xsd_pattern_new(refused[i]) == NULL, refused[i]);
	/* What is not ASCII never matches, not even where it may stand. */
	pattern = xsd_pattern_new(".*");
	assert_non_null(pattern);
	assert_true(xsd_pattern_matches(pattern, "abc", 3));
	assert_false(xsd_pattern_matches(pattern, "\xC3\xA4", 2));
	xsd_pattern_free(pattern);
	/* Too many states. */
	assert_null(xsd_pattern_new("(a|b)*a(a|b){12}"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
