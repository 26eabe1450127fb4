/* test_yaml_tree.c - YAML with positions, and every refusal. */
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

static const struct yaml_case refusals[] = {
	{ "nothing", "", "1:1 yaml.missing the file is empty\n" },
	{ "only a comment", "# nothing\n",
	    "1:1 yaml.missing the file is empty\n" },
	{ "only a mark", "---\n...\n", "1:1 yaml.missing the file is empty\n" },
	{ "a list as root", "- a\n- b\n",
	    "1:1 yaml.type expected keys with values, found a list\n" },
	{ "a text as root", "hello\n",
	    "1:1 yaml.type expected keys with values, found 'hello'\n" },
	{ "alias", "a: &x 1\nb: *x\n",
	    "1:4 yaml.alias anchor '&x'\n2:4 yaml.alias alias '*x'\n" },
	{ "undefined alias", "b: *nobody\n",
	    "1:4 yaml.alias alias '*nobody'\n" },
	{ "self-reference", "a: &a [*a]\n",
	    "1:4 yaml.alias anchor '&a'\n1:8 yaml.alias alias '*a'\n" },
	{ "anchor on a key", "&k a: 1\n", "1:1 yaml.alias anchor '&k'\n" },
	{ "alias as a key", "*k : 1\nb: 2\n", "1:1 yaml.alias alias '*k'\n" },
	{ "tag", "a: !!str 12\nb: !own {c: 1}\n",
	    "1:4 yaml.tag tag 'tag:yaml.org,2002:str'\n"
	    "2:4 yaml.tag tag '!own'\n" },
	{ "directive", "%YAML 1.1\n---\na: 1\n",
	    "1:1 yaml.tag a directive (%) before the document\n" },
	{ "tag directive", "%TAG ! tag:example.org,2026:\n---\na: 1\n",
	    "1:1 yaml.tag a directive (%) before the document\n" },
	{ "merge key", "a: {b: 1}\nc:\n  <<: {d: 1}\n  e: 2\n",
	    "3:3 yaml.merge-key merge key '<<'\n" },
	{ "second document", "a: 1\n---\nb: 2\n---\nc: 3\n",
	    "2:1 yaml.document a second document begins here\n" },
	{ "second document after an end", "a: 1\n...\nb: 2\n",
	    "3:1 yaml.syntax did not find expected <document start>\n" },
	{ "list as a key", "? [a, b]\n: 1\nc: 2\n",
	    "1:3 yaml.key this key is a list, not a word\n" },
	{ "map as a key", "{a: 1}: 2\n",
	    "1:1 yaml.key this key is a map, not a word\n" },
	{ "no key", "?\n: 1\nb: 2\n",
	    "1:2 yaml.key this key is nothing, not a word\n" },
	{ "duplicate keys", "a: 1\nb: 2\na: 3\nc: {x: 1, x: 2, x: 3}\n",
	    "3:1 yaml.duplicate-key the key 'a' stands twice\n"
	    "4:11 yaml.duplicate-key the key 'x' stands twice\n"
	    "4:17 yaml.duplicate-key the key 'x' stands twice\n" },
	{ "quoted duplicate", "\"1\": a\n1: b\n",
	    "2:1 yaml.duplicate-key the key '1' stands twice\n" },
	{ "indentation", "a: 1\n b: 2\n",
	    "2:3 yaml.syntax mapping values are not allowed in this "
	    "context\n" },
	{ "unclosed", "a: [1, 2\n",
	    "2:1 yaml.syntax did not find expected ',' or ']'\n" },
	{ "tab", "a:\n\tb: 1\n",
	    "2:1 yaml.syntax found character that cannot start any token\n" },
	{ "NUL in the file's text", "a: \"x\\0y\"\n",
	    "1:4 yaml.encoding character U+0000 in a text is not allowed\n" },
	{ "escape in a text", "a: \"x\\e[31m\"\n",
	    "1:4 yaml.encoding character U+001B in a text is not allowed\n" },
	{ "line separator in a text", "a: \"x\\Ly\"\n",
	    "1:4 yaml.encoding character U+2028 in a text is not allowed\n" },
	{ "not UTF-8", "a: 1\nb: ok\nnimi: k\xe4ki\n",
	    "3:8 yaml.encoding byte 19 (0xe4) is not UTF-8\n" },
	{ "half a character", "a: \xc3",
	    "1:4 yaml.encoding byte 4 (0xc3) is not UTF-8\n" },
	{ "overlong", "a: \xc0\xaf\n",
	    "1:4 yaml.encoding byte 4 (0xc0) is not UTF-8\n" },
	{ "surrogate", "a: \xed\xa0\x80\n",
	    "1:4 yaml.encoding byte 4 (0xed) is not UTF-8\n" },
	{ "UTF-16", "\xff\xfe\x61",
	    "1:1 yaml.encoding byte 1 (0xff) is not UTF-8\n" },
	{ "control character", "a: 1\n\xc3\xa4: \x01\n",
	    "2:4 yaml.encoding character U+0001 at byte 10 is not allowed\n" },
	{ "next line", "a: 1\xc2\x85",
	    "1:5 yaml.encoding character U+0085 at byte 5 is not allowed\n" },
	{ "second mark",
	    "\xef\xbb\xbf\xef\xbb\xbf"
	    "a: 1\n",
	    "1:1 yaml.encoding character U+FEFF at byte 4 is not allowed\n" },
	{ "CR and CRLF count lines", "a: 1\rb: 2\r\nc: \x7f\n",
	    "3:4 yaml.encoding character U+007F at byte 15 is not allowed\n" },
};

static void
test_refusals(void **state)
{
	const char *failed = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(refusals); i++) {
		struct diag_list *diag = diag_list_new();
		struct yaml_tree *tree;

		tree = yaml_tree_parse(
		    refusals[i].text, strlen(refusals[i].text), "x.yaml", diag);
		if (!findings_equal(diag, refusals[i].findings))
			failed = refusals[i].name;
		if (tree != NULL)
			assert_int_equal(
			    yaml_kind_of(yaml_root(tree)), YAML_MAP);
		yaml_tree_free(tree);
		diag_list_free(diag);
	}
	if (failed != NULL)
		fail_msg("%s", failed);
}

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
test_missing(void **state)
{
	struct yaml_tree *tree = sound("a:\nb: ''\nc: []\nd: {}\n");
	const struct yaml_node *root = yaml_root(tree);

	(void)state;
	assert_true(yaml_is_missing(yaml_get(root, "a")));
	assert_false(yaml_is_missing(yaml_get(root, "b")));
	assert_false(yaml_is_missing(yaml_get(root, "c")));
	assert_false(yaml_is_missing(yaml_get(root, "d")));
	assert_true(yaml_is_missing(yaml_get(root, "e")));
	assert_null(yaml_get(NULL, "a"));
	assert_null(yaml_get(yaml_get(root, "b"), "a"));
	assert_null(yaml_at(root, 4));
	assert_string_equal(yaml_key(root, 4), "");
	assert_string_equal(yaml_text(NULL), "");
	yaml_tree_free(tree);
}

static void
test_positions(void **state)
{
	struct yaml_tree *tree;
	const struct yaml_node *root, *list;

	(void)state;
	tree = sound("\xef\xbb\xbf"
		     "k\xc3\xa4ki: [ 1, \"2\" ]\r\nb:\r\n  c: x\r\n");
	root = yaml_root(tree);
	assert_string_equal(yaml_pos(root).file, "x.yaml");
	assert_int_equal(yaml_count(root), 2);
	assert_string_equal(yaml_key(root, 0), "k\xc3\xa4ki");
	assert_int_equal(yaml_key_pos(root, 0).column, 1);
	list = yaml_at(root, 0);
	assert_int_equal(yaml_pos(list).column, 7);
	assert_int_equal(yaml_pos(yaml_at(list, 1)).column, 12);
	assert_int_equal(yaml_pos(yaml_get(yaml_at(root, 1), "c")).line, 3);
	assert_int_equal(yaml_pos(yaml_get(yaml_at(root, 1), "c")).column, 6);
	yaml_tree_free(tree);
}

static void
test_many_keys(void **state)
{
	struct buf buf;
	struct yaml_tree *tree;
	char *key;
	int i;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < 20000; i++)
		buf_printf(&buf, "k%d: %d\n", i * 7919 % 20000, i);
	tree = sound(buf_text(&buf));
	for (i = 0; i < 20000; i++) {
		key = mem_printf("k%d", i * 7919 % 20000);
		assert_string_equal(yaml_key(yaml_root(tree), (size_t)i), key);
		assert_ptr_equal(yaml_get(yaml_root(tree), key),
		    yaml_at(yaml_root(tree), (size_t)i));
		free(key);
	}
	assert_null(yaml_get(yaml_root(tree), "k20000"));
	yaml_tree_free(tree);
	buf_release(&buf);
}

static void
parse_expecting(const char *text, size_t len, const char *findings)
{
	struct diag_list *diag = diag_list_new();

	yaml_tree_free(yaml_tree_parse(text, len, "x.yaml", diag));
	assert_true(findings_equal(diag, findings));
	diag_list_free(diag);
}

/* libyaml alone would take a minute for this one. */
static void
test_depth(void **state)
{
	size_t len = 200 << 10, i;
	char *text = mem_calloc(len + 1, 1), *at;
	struct buf buf;

	(void)state;
	memset(text, '[', len);
	parse_expecting(text, len,
	    "1:33 yaml.depth more than 32 lists and maps inside one "
	    "another\n");
	memset(text, '{', len);
	parse_expecting(text, len,
	    "1:33 yaml.depth more than 32 lists and maps inside one "
	    "another\n");
	for (i = 0, at = text; i < len / 2; i++, at += 2)
		memcpy(at, "- ", 2);
	parse_expecting(text, len,
	    "1:65 yaml.depth more than 32 lists and maps inside one "
	    "another\n");
	free(text);
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "a: ");
	for (i = 0; i < 31; i++)
		buf_putc(&buf, '[');
	for (i = 0; i < 31; i++)
		buf_putc(&buf, ']');
	parse_expecting(buf.data, buf.len, "");
	buf_release(&buf);
}

static void
test_size(void **state)
{
	size_t len = ((size_t)8 << 20) + 1;
	char *text = mem_calloc(len, 1);

	(void)state;
	memset(text, '#', len);
	parse_expecting(
	    text, len, "0:0 system.too-large more than 8388608 bytes\n");
	parse_expecting(text, len - 1, "1:1 yaml.missing the file is empty\n");
	free(text);
}

/* Nine levels of nine: a walk that follows aliases would never end. */
static void
test_alias_bomb(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct diag_view view;
	struct buf buf;
	size_t level, i;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "a0: &a0 [lol]\n");
	for (level = 1; level < 10; level++) {
		buf_printf(&buf, "a%zu: &a%zu [", level, level);
		for (i = 0; i < 9; i++)
			buf_printf(&buf, "*a%zu,", level - 1);
		buf_puts(&buf, "]\n");
	}
	yaml_tree_free(yaml_tree_parse(buf.data, buf.len, "x.yaml", diag));
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 10 + 81);
	diag_sort(diag);
	for (i = 0; i < diag_kept(diag); i++) {
		diag_get(diag, i, &view);
		assert_string_equal(view.rule->name, "yaml.alias");
	}
	buf_release(&buf);
	diag_list_free(diag);
}

/* What stands before a fault is there; what is missing after it is silent. */
static void
test_sound_part_stays(void **state)
{
	static const char text[] = "a: 1\na: 2\nb: *x\nc: {d: 1\n";
	struct diag_list *diag = diag_list_new();
	const struct yaml_node *root, *c;
	struct yaml_tree *tree;
	const char *value = NULL;

	(void)state;
	tree = yaml_tree_parse(text, strlen(text), "x.yaml", diag);
	root = yaml_root(tree);
	assert_true(yaml_field_text(root, "a", true, diag, &value));
	assert_string_equal(value, "1");
	assert_false(yaml_field_text(root, "b", true, diag, &value));
	assert_false(yaml_field_text(root, "later", true, diag, &value));
	c = yaml_field_map(root, "c", true, diag);
	assert_non_null(c);
	assert_true(yaml_is_broken(c));
	assert_true(yaml_field_text(c, "d", true, diag, &value));
	assert_null(yaml_field_map(c, "e", true, diag));
	assert_true(findings_equal(diag,
	    "2:1 yaml.duplicate-key the key 'a' stands twice\n"
	    "3:4 yaml.alias alias '*x'\n"
	    "5:1 yaml.syntax did not find expected ',' or '}'\n"));
	yaml_tree_free(tree);
	diag_list_free(diag);
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

static void
test_hints(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct diag_view view;
	static const char text[] = "a: 1\n b: 2\n";

	(void)state;
	yaml_tree_free(yaml_tree_parse(text, strlen(text), "x.yaml", diag));
	diag_get(diag, 0, &view);
	assert_non_null(strstr(view.remedy, "check the indentation above"));
	diag_list_free(diag);
}

static void
test_load(void **state)
{
	struct diag_list *diag = diag_list_new();

	(void)state;
	assert_null(yaml_tree_load("/nonexistent/x.yaml", "x.yaml", diag));
	assert_true(diag_failed(diag));
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_texts_stay),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_positions),
		cmocka_unit_test(test_many_keys),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_alias_bomb),
		cmocka_unit_test(test_sound_part_stays),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_unknown_keys),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
