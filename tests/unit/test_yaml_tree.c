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
	/* Ten anchors, and nine names that are used nine times each. */
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 10 + 9);
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
test_hints(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct diag_view view;
	static const char text[] = "a: 1\n b: 2\n";
	struct yaml_tree *tree;
	const char *value;

	(void)state;
	tree = yaml_tree_parse(text, strlen(text), "x.yaml", diag);
	/* "1 b" is no value that anyone wrote. */
	assert_false(yaml_field_text(yaml_root(tree), "a", true, diag, &value));
	yaml_tree_free(tree);
	assert_int_equal(diag_kept(diag), 1);
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
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_positions),
		cmocka_unit_test(test_many_keys),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_alias_bomb),
		cmocka_unit_test(test_sound_part_stays),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
