/* test_yaml_field.c - fields of YAML maps by their types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/yaml_tree.h"
#include "findings.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A text and the findings that it gives. */
struct yaml_case {
	const char *name;
	const char *text;
	const char *findings;
};

/* Load a sound text. */
static struct yaml_tree *
sound(const char *text)
{
	struct diag_list *diag = diag_list_new();
	struct yaml_tree *tree;

	tree = yaml_tree_parse(text, strlen(text), "x.yaml", diag);
	assert_true(findings_equal(diag, ""));
	assert_non_null(tree);
	diag_list_free(diag);
	return tree;
}

static void
test_texts_stay(void **state)
{
	static const struct {
		const char *written;
		const char *text;
	} texts[] = {
		{ "NO", "NO" },
		{ "0300", "0300" },
		{ "017", "017" },
		{ "1.10", "1.10" },
		{ "12:30", "12:30" },
		{ "~", "~" },
		{ "null", "null" },
		{ "'0300'", "0300" },
		{ "\"\\u00e4\"", "\xc3\xa4" },
		{ "\"a\\nb\"", "a\nb" },
		{ "1e3", "1e3" },
		{ "2026-10-01", "2026-10-01" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		char *text = mem_printf("a: %s\n", texts[i].written);
		struct yaml_tree *tree = sound(text);

		assert_string_equal(
		    yaml_text(yaml_get(yaml_root(tree), "a")), texts[i].text);
		yaml_tree_free(tree);
		free(text);
	}
}

static void
read_fields(const struct yaml_node *root, struct diag_list *diag)
{
	static const char *const words[] = { "stop", "withhold", "go" };
	struct decimal decimal = { 0, 0 };
	struct date date = { 0, 0, 0 };
	const char *text = "";
	bool flag = false;
	long number = 0;
	size_t choice = 9;

	yaml_field_text(root, "text", true, diag, &text);
	yaml_field_bool(root, "bool", true, diag, &flag);
	yaml_field_integer(root, "integer", true, diag, -5, 500, &number);
	yaml_field_decimal(root, "decimal", true, diag, &decimal);
	yaml_field_date(root, "date", true, diag, &date);
	yaml_field_choice(
	    root, "choice", true, diag, words, COUNT(words), &choice);
	yaml_field_map(root, "map", true, diag);
	yaml_field_list(root, "list", true, diag);
	if (diag_failed(diag))
		return;
	assert_string_equal(text, "NO");
	assert_true(flag);
	assert_int_equal(number, -5);
	assert_int_equal(decimal.units, 2550);
	assert_int_equal(decimal.scale, 2);
	assert_int_equal(date.year, 2028);
	assert_int_equal(choice, 1);
}

static const struct yaml_case fields[] = {
	{ "right",
	    "{text: NO, bool: true, integer: -5, decimal: 25.50, "
	    "date: 2028-02-29, choice: withhold, map: {}, list: []}",
	    "" },
	{ "absent", "x: y\n",
	    "1:1 yaml.missing the key 'text' is missing\n"
	    "1:1 yaml.missing the key 'bool' is missing\n"
	    "1:1 yaml.missing the key 'integer' is missing\n"
	    "1:1 yaml.missing the key 'decimal' is missing\n"
	    "1:1 yaml.missing the key 'date' is missing\n"
	    "1:1 yaml.missing the key 'choice' is missing\n"
	    "1:1 yaml.missing the key 'map' is missing\n"
	    "1:1 yaml.missing the key 'list' is missing\n" },
	{ "empty",
	    "text:\nbool:\ninteger:\ndecimal:\ndate:\nchoice:\nmap:\n"
	    "list:\n",
	    "1:6 yaml.missing the key 'text' has no value\n"
	    "2:6 yaml.missing the key 'bool' has no value\n"
	    "3:9 yaml.missing the key 'integer' has no value\n"
	    "4:9 yaml.missing the key 'decimal' has no value\n"
	    "5:6 yaml.missing the key 'date' has no value\n"
	    "6:8 yaml.missing the key 'choice' has no value\n"
	    "7:5 yaml.missing the key 'map' has no value\n"
	    "8:6 yaml.missing the key 'list' has no value\n" },
	{ "other kinds",
	    "text: []\nbool: {}\ninteger: []\ndecimal: []\ndate: []\n"
	    "choice: []\nmap: []\nlist: {}\n",
	    "1:7 yaml.type expected a text, found a list\n"
	    "2:7 yaml.type expected true or false, found a map\n"
	    "3:10 yaml.type expected a whole number from -5 to 500, found "
	    "a list\n"
	    "4:10 yaml.type expected a number with a point, as in 25.5, "
	    "found a list\n"
	    "5:7 yaml.type expected a day of the calendar as YYYY-MM-DD, "
	    "found a list\n"
	    "6:9 yaml.type expected stop, withhold or go, found a list\n"
	    "7:6 yaml.type expected keys with values, found a list\n"
	    "8:7 yaml.type expected a list, found a map\n" },
	{ "wrong",
	    "text: ok\nbool: yes\ninteger: 0300\ndecimal: 25,5\n"
	    "date: 2026-02-29\nchoice: stopp\nmap: x\nlist: ''\n",
	    "2:7 yaml.type expected true or false, found 'yes'\n"
	    "3:10 yaml.type expected a whole number from -5 to 500, found "
	    "'0300'\n"
	    "4:10 yaml.type expected a number with a point, as in 25.5, "
	    "found '25,5'\n"
	    "5:7 yaml.type expected a day of the calendar as YYYY-MM-DD, "
	    "found '2026-02-29'\n"
	    "6:9 yaml.type expected stop, withhold or go, found 'stopp'\n"
	    "7:6 yaml.type expected keys with values, found 'x'\n"
	    "8:7 yaml.type expected a list, found ''\n" },
};

static void
test_fields(void **state)
{
	const char *failed = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(fields); i++) {
		struct diag_list *diag = diag_list_new();
		struct yaml_tree *tree;

		tree = yaml_tree_parse(
		    fields[i].text, strlen(fields[i].text), "x.yaml", diag);
		read_fields(yaml_root(tree), diag);
		if (!findings_equal(diag, fields[i].findings))
			failed = fields[i].name;
		yaml_tree_free(tree);
		diag_list_free(diag);
	}
	if (failed != NULL)
		fail_msg("%s", failed);
}

static void
test_integers(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} numbers[] = {
		{ "0", true },
		{ "500", true },
		{ "501", false },
		{ "-6", false },
		{ "00", false },
		{ "1x", false },
		{ "0x1", false },
		{ "1.0", false },
		{ "+1", false },
		{ "-", false },
		{ "99999999999999999999", false },
		{ "maybe", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(numbers); i++) {
		struct diag_list *diag = diag_list_new();
		char *text = mem_printf("n: %s\n", numbers[i].text);
		struct yaml_tree *tree;
		long number;

		tree = yaml_tree_parse(text, strlen(text), "x.yaml", diag);
		if (yaml_field_integer(yaml_root(tree), "n", true, diag, -5,
			500, &number) != numbers[i].good)
			fail_msg("%s", numbers[i].text);
		yaml_tree_free(tree);
		diag_list_free(diag);
		free(text);
	}
}

static void
test_unknown_keys(void **state)
{
	static const char *const known[] = { "name", "start_date", "roads" };
	static const char text[] = "naem: 1\nstart_date: 2\nzzz: 3\n";
	struct diag_list *diag = diag_list_new();
	struct diag_view view;
	struct yaml_tree *tree;

	(void)state;
	tree = yaml_tree_parse(text, strlen(text), "x.yaml", diag);
	yaml_check_keys(yaml_root(tree), known, COUNT(known), diag);
	yaml_check_keys(NULL, known, COUNT(known), diag);
	assert_true(findings_equal(diag,
	    "1:1 yaml.unknown-key unknown key 'naem', did you mean 'name'\n"
	    "3:1 yaml.unknown-key unknown key 'zzz'\n"));
	diag_get(diag, 0, &view);
	assert_string_equal(view.remedy,
	    "write one of name, start_date or roads, or remove the key");
	yaml_tree_free(tree);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_stay),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_unknown_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
