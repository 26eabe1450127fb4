/* test_wording.c - the Finnish catalogue, and texts read backwards. */
#include "unit.h"

#include <glob.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/rule_text.h"

/* What stands in a format at each position; "" where nothing does. */
#define POSITIONS 12
struct formats {
	char type[POSITIONS][4];
	size_t count;
	bool sound;
};

static void
read_format(const char *format, struct formats *ret)
{
	struct wording_conversion conversion;
	size_t next = 0, at;

	*ret = (struct formats){ .sound = true };
	for (const char *p = format; *p != '\0'; p++) {
		if (*p != '%')
			continue;
		if (p[1] == '%') {
			p++;
			continue;
		}
		if (!wording_conversion_parse(p, &conversion)) {
			ret->sound = false;
			return;
		}
		at = conversion.argument > 0 ? conversion.argument - 1 : next++;
		if (at >= POSITIONS || ret->type[at][0] != '\0') {
			ret->sound = false;
			return;
		}
		memcpy(ret->type[at], conversion.type, sizeof(conversion.type));
		if (at + 1 > ret->count)
			ret->count = at + 1;
		p += conversion.len - 1;
	}
}

/* Every conversion of the Finnish one stands for the same in the English. */
static void
test_formats_agree(void **state)
{
	struct formats english, finnish;

	(void)state;
	for (size_t i = 0; i < wording_count(); i++) {
		const struct wording *message = wording_get(i);
		bool good, positional = strchr(message->finnish, '$') != NULL;

		read_format(message->english, &english);
		read_format(message->finnish, &finnish);
		good = english.sound && finnish.sound &&
		       (finnish.count == english.count ||
			   (positional && finnish.count < english.count));
		for (size_t at = 0; good && at < finnish.count; at++)
			good = (finnish.type[at][0] == '\0' && positional) ||
			       strcmp(finnish.type[at], english.type[at]) == 0;
		if (!good)
			fail_msg(
			    "not the same conversions: %s", message->english);
	}
}

static void
test_no_message_twice(void **state)
{
	(void)state;
	for (size_t i = 0; i < wording_count(); i++)
		for (size_t k = i + 1; k < wording_count(); k++)
			if (strcmp(wording_get(i)->english,
				wording_get(k)->english) == 0)
				fail_msg("twice: %s", wording_get(i)->english);
}

static void
expect(const char *english, const char *finnish)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	assert_true(wording_put(&buf, LANGUAGE_FINNISH, english));
	assert_string_equal(buf_text(&buf), finnish);
	buf_release(&buf);
}

static void
test_texts(void **state)
{
	(void)state;
	expect("'deferrals' has no road", "virralla 'deferrals' ei ole tietä");
	expect("row of 3 fields, the header has 12",
	    "rivillä on 3 kenttää, otsikossa 12");
	/* Another order. */
	expect("item 'SaaS' of dimension 'Product' is hidden",
	    "otsikon 'Product' laskentakohde 'SaaS' on piilotettu");
	/* Parts have their own translation, data in quotes has none. */
	expect("expected a whole number from 1 to 500, found 'a list'",
	    "odotettiin: kokonaisluku väliltä 1–500, löytyi: 'a list'");
	expect("expected a text, found a list",
	    "odotettiin: teksti, löytyi: luettelo");
	expect("expected stop or withhold, found ''",
	    "odotettiin: stop tai withhold, löytyi: ''");
	/* A word may be data, and is unless the format says other. */
	expect("account: no value", "account: ei arvoa");
	expect("one of: invoice, credit note",
	    "jokin näistä: invoice, credit note");
	expect("invoice with a gross amount of -1.00 EUR",
	    "lasku, jonka verollinen summa on -1.00 EUR");
	/* Of two formats the one that says more. */
	expect("invoice lines: the column net_amount is missing",
	    "invoice lines: sarake net_amount puuttuu");
	/* Percent signs and numbers in hexadecimal. */
	expect("byte 0xC4 at offset 17 is not utf-8",
	    "tavu 0xC4 kohdassa 17 ei kuulu merkistöön utf-8");
	expect("a directive (%) before the document",
	    "direktiivi (%) ennen dokumenttia");
	expect("", "");
}

/* Parts that hang together, and numbers that count nothing. */
static void
test_parts(void **state)
{
	(void)state;
	expect("the header holds no comma, it seems to be divided by tabs",
	    "otsikossa ei ole erotinta (pilkku), erottimena näyttää olevan "
	    "sarkain");
	expect("payments (road none): 3 bank_transfer 120.00 EUR, 1 refund "
	       "-5.00 SEK",
	    "payments (tie none): 3 × tilisiirto 120.00 EUR, 1 × palautus "
	    "-5.00 SEK");
	expect("withheld by an earlier stage: 2 invoices, 1 credit note; "
	       "invoices and credit notes 125.50 EUR, 100.00 SEK",
	    "aiempi vaihe jätti pois: 2 laskua, 1 hyvityslasku; laskut ja "
	    "hyvityslaskut 125.50 EUR, 100.00 SEK");
	expect("Invoice 1 (fv-a, Netvisor 8): account: expected 3000 credit "
	       "10.00, found 3010 debit 10.00",
	    "Lasku 1 (fv-a, Netvisor 8): tili: odotettiin 3000 kredit 10.00, "
	    "löytyi 3010 debet 10.00");
	expect("GET a.nv: refused, and this machine's clock is 12 min 5 s "
	       "behind Netvisor's",
	    "GET a.nv: hylätty, ja tämän koneen kello on 12 min 5 s jäljessä "
	    "Netvisorin kellosta");
}

/* What is not known stays as it is. */
static void
test_unknown(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	assert_false(wording_put(
	    &buf, LANGUAGE_FINNISH, "Netvisor-says-%s-%n-whatever"));
	assert_string_equal(buf_text(&buf), "Netvisor-says-%s-%n-whatever");
	buf_clear(&buf);
	assert_true(wording_put(&buf, LANGUAGE_ENGLISH, "'x' has no road"));
	assert_string_equal(buf_text(&buf), "'x' has no road");
	buf_release(&buf);
}

/* Data cannot take over: it never becomes a format, and time stays bounded. */
static void
test_hostile(void **state)
{
	struct buf text, buf;

	(void)state;
	expect("'%n%s%1$s' has no road", "virralla '%n%s%1$s' ei ole tietä");
	expect("'' has no road' has no road",
	    "virralla '' has no road' ei ole tietä");
	/* Words in quotes are no words of the sentence. */
	expect("net_amount: '1 000 000,00' is not a number such as -1.50",
	    "net_amount: '1 000 000,00' ei ole luku kuten -1.50");
	expect("type: 'a, b is not the c, or d: e f' is none of its words",
	    "type: 'a, b is not the c, or d: e f' ei ole mikään kentän "
	    "sanoista");
	expect("type: 'it's a not the one' is none of its words",
	    "type: 'it's a not the one' ei ole mikään kentän sanoista");
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (int i = 0; i <= 20000; i++) {
		buf_puts(&text, " or ': , ");
		if (i == 800 || i == 20000)
			(void)wording_put(
			    &buf, LANGUAGE_FINNISH, buf_text(&text));
	}
	assert_true(buf.len > 0);
	buf_release(&text);
	buf_release(&buf);
}

/* English that is left in a text, but for what stands in quotes. */
static bool
is_english(const char *text)
{
	static const char *const word[] = { " the ", " is ", " are ", " of ",
		" not ", " and ", " has ", " no ", " with " };
	char bare[4096];
	size_t len = 0;
	bool quoted = false;

	if (strncmp(text, "jokin näistä: ", strlen("jokin näistä: ")) == 0)
		return false; /* words of the exports */
	bare[len++] = ' ';
	for (; *text != '\0' && len + 2 < sizeof(bare); text++) {
		if (*text == '\'' || *text == '"')
			quoted = !quoted;
		else if (!quoted)
			bare[len++] = *text;
	}
	bare[len++] = ' ';
	bare[len] = '\0';
	for (size_t i = 0; i < COUNT(word); i++)
		if (strstr(bare, word[i]) != NULL)
			return true;
	return false;
}

/* A line of expected findings must be Finnish in Finnish. */
static size_t
check_text(struct buf *buf, const char *text)
{
	buf_clear(buf);
	if (wording_put(buf, LANGUAGE_FINNISH, text) &&
	    !is_english(buf_text(buf)))
		return 0;
	print_message("# messages_fi.def lacks: %s\n#   gives: %s\n", text,
	    buf_text(buf));
	return 1;
}

/* " (2 times, 10.00 EUR)" is put behind the text in its own way. */
static void
cut_count(char *text)
{
	char *count = strstr(text, " times");

	while (count != NULL && count > text && *count != '(')
		count--;
	if (count != NULL && count > text && count[-1] == ' ')
		count[-1] = '\0';
}

static bool
is_catalogue_remedy(const char *text)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (strcmp(rule_get((enum rule_id)i)->remedy, text) == 0)
			return true;
	return false;
}

static size_t
check_line(struct buf *buf, char *line)
{
	static const char *const kind[] = {
		": error: ", ": warning: ", ": note: "
	};
	char *text, *end;

	line[strcspn(line, "\n")] = '\0';
	if (strncmp(line, "    remedy: ", 12) == 0)
		return is_catalogue_remedy(line + 12)
		           ? 0
		           : check_text(buf, line + 12);
	end = strrchr(line, '[');
	if (line[0] == ' ' || end == NULL || end == line)
		return 0;
	for (size_t i = 0; i < COUNT(kind); i++) {
		text = strstr(line, kind[i]);
		if (text == NULL)
			continue;
		end[-1] = '\0';
		text += strlen(kind[i]);
		cut_count(text);
		return check_text(buf, text);
	}
	return 0;
}

/* Every finding that a golden case expects is known in Finnish. */
static void
test_golden(void **state)
{
	size_t missing = 0, lines = 0;
	char *line = NULL;
	size_t capacity = 0;
	struct buf buf;
	glob_t found;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	assert_int_equal(
	    glob("tests/golden/*/expected.err", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		FILE *file = fopen(found.gl_pathv[i], "r");

		if (strstr(found.gl_pathv[i], "/language-") != NULL) {
			(void)fclose(file);
			continue;
		}
		while (getline(&line, &capacity, file) > 0) {
			missing += check_line(&buf, line);
			lines++;
		}
		(void)fclose(file);
	}
	free(line);
	globfree(&found);
	buf_release(&buf);
	assert_true(lines > 500);
	assert_int_equal(missing, 0);
}

/* No English is left in the examples of rules but what others said. */
static void
test_examples(void **state)
{
	static const char *const said[] = { "AUTHENTICATION_FAILED: ",
		": not allowed", "Could not resolve ", "SSL certificate ",
		"database disk image " };
	size_t missing = 0, foreign = 0;
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < RULE_COUNT; i++) {
		const char *text = rule_example((enum rule_id)i)->text;
		size_t at = 0;

		if (text == NULL)
			continue; /* test_rule_text names it */
		while (at < COUNT(said) && strstr(text, said[at]) == NULL)
			at++;
		if (at < COUNT(said))
			foreign++;
		else
			missing += check_text(&buf, text);
	}
	buf_release(&buf);
	assert_int_equal(foreign, COUNT(said));
	assert_int_equal(missing, 0);
}

static void
test_names(void **state)
{
	enum language language;

	(void)state;
	assert_true(language_find("fi", &language));
	assert_int_equal(language, LANGUAGE_FINNISH);
	assert_true(language_find("en", &language));
	assert_int_equal(language, LANGUAGE_ENGLISH);
	assert_false(language_find("sv", &language));
	assert_false(language_find("", &language));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats_agree),
		cmocka_unit_test(test_no_message_twice),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
