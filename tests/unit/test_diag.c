/* test_diag.c - findings: sorting, groups, limits, text and JSON. */
#include "unit.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/money.h"

static struct source_pos
pos(const char *file, unsigned long line, unsigned long column)
{
	return (struct source_pos){ file, line, column };
}

static struct money
amount(int64_t minor, const char *code)
{
	return (struct money){ minor, currency_find(code, 3) };
}

static void
assert_text(struct diag_list *list, const char *expected)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	diag_write_text(list, &buf);
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

#define FIELD_REMEDY "    remedy: correct the field, or make the stage again\n"

static void
test_text(void **state)
{
	struct diag_list *list = diag_list_new();
	struct diag *diag;
	char file[] = "b.csv";

	(void)state;
	diag_add(list, RULE_RECORD_FIELD, pos(file, 3, 7), "third");
	/* The list keeps its own copy of the name. */
	file[0] = 'x';
	diag_add(list, RULE_RECORD_FIELD, pos("b.csv", 3, 7), "fourth");
	diag_add(list, RULE_RECORD_FIELD, pos("b.csv", 3, 0), "second");
	diag_add(list, RULE_RECORD_FIELD, pos("b.csv", 20, 1), "fifth");
	diag_add(list, RULE_RECORD_FIELD, pos("b.csv", 0, 0), "first of b");
	diag_add(list, RULE_RECORD_FIELD, pos(NULL, 0, 0), "nowhere");
	diag = diag_add(list, RULE_RECORD_FIELD, pos("a\x1b.csv", 17, 42),
	    "no rule for '%s' at %d", "a\nb", 5);
	diag_remedy(diag, "wrong");
	diag_remedy(diag, "add %s", "FI");
	diag_note(diag, pos("c.yaml", 3, 1), "they start %s", "here");
	diag_note(diag, pos("c.yaml", 9, 0), "and\tend");
	diag_note(diag, pos(NULL, 0, 0), "nowhere");
	assert_text(list,
	    "fenvoy: error: nowhere [record.field]\n" FIELD_REMEDY
	    "a\\x1b.csv:17:42: error: no rule for 'a\\nb' at 5 "
	    "[record.field]\n"
	    "    remedy: add FI\n"
	    "    note: c.yaml:3:1: they start here\n"
	    "    note: c.yaml:9: and\\tend\n"
	    "    note: nowhere\n"
	    "b.csv: error: first of b [record.field]\n" FIELD_REMEDY
	    "b.csv:3: error: second [record.field]\n" FIELD_REMEDY
	    "b.csv:3:7: error: third [record.field]\n" FIELD_REMEDY
	    "b.csv:3:7: error: fourth [record.field]\n" FIELD_REMEDY
	    "b.csv:20:1: error: fifth [record.field]\n" FIELD_REMEDY);
	assert_int_equal(diag_count(list, SEVERITY_NOTE), 7);
	assert_int_equal(diag_count(list, SEVERITY_ERROR), 7);
	assert_true(diag_failed(list));
	diag_list_free(list);
	diag_list_free(NULL);
}

static void
test_json(void **state)
{
	struct diag_list *list = diag_list_new();
	struct diag *diag;
	struct buf buf;

	(void)state;
	diag = diag_add(list, RULE_SYSTEM_FILE, pos("a\"b.csv", 17, 42),
	    "a \\ \"quoted\"\n\x01 p\xC3\xA4iv\xC3\xA4 \xFF");
	diag_remedy(diag, "%s", "");
	diag_note(diag, pos("c.yaml", 3, 1), "one");
	diag_note(diag, pos(NULL, 0, 0), "two");
	diag_add(list, RULE_RECORD_FIELD, pos(NULL, 0, 0), "nowhere");
	buf_init(&buf, BUF_MAX_DEFAULT);
	diag_write_json(list, &buf);
	assert_string_equal(buf_text(&buf),
	    "{\"severity\":\"error\",\"rule\":\"record.field\",\"file\":\"\","
	    "\"line\":0,\"column\":0,\"text\":\"nowhere\",\"remedy\":"
	    "\"correct the field, or make the stage again\",\"count\":1,"
	    "\"notes\":[]}\n"
	    "{\"severity\":\"error\",\"rule\":\"system.file\","
	    "\"file\":\"a\\\"b.csv\",\"line\":17,\"column\":42,"
	    "\"text\":\"a \\\\ \\\"quoted\\\"\\n\\u0001 p\xC3\xA4iv\xC3\xA4 "
	    "\\ufffd\",\"remedy\":\"\",\"count\":1,\"notes\":["
	    "{\"file\":\"c.yaml\",\"line\":3,\"column\":1,\"text\":\"one\"},"
	    "{\"file\":\"\",\"line\":0,\"column\":0,\"text\":\"two\"}]}\n");
	buf_release(&buf);
	assert_text(list,
	    "fenvoy: error: nowhere [record.field]\n" FIELD_REMEDY
	    "a\"b.csv:17:42: error: a \\ \"quoted\"\\n\\x01 p\xC3\xA4iv\xC3\xA4"
	    " \\xff [system.file]\n"
	    "    note: c.yaml:3:1: one\n    note: two\n");
	diag_list_free(list);
}

static struct diag *
group_add(struct diag_list *list, const char *key, unsigned long line)
{
	return diag_add_grouped(list, RULE_RECORD_FIELD, key,
	    pos("a.csv", line, 1), "no rule for '%s' in line %lu", key, line);
}

static void
test_groups(void **state)
{
	struct diag_list *list = diag_list_new();
	struct diag_view view;
	unsigned long line;

	(void)state;
	for (line = 2; line < 14; line++)
		diag_amount(group_add(list, "FI", line),
		    amount(line % 2 == 0 ? 50000 : 6667, "EUR"));
	(void)group_add(list, "SE", 5);
	(void)group_add(list, "SE", 6);
	diag_amount(group_add(list, "NO", 7), amount(100, "NOK"));
	/* The same key under another rule is another group. */
	diag_add_grouped(
	    list, RULE_RECORD_COLUMNS, "FI", pos("a.csv", 9, 1), "other");
	diag_amount(group_add(list, "DK", 8), amount(100, "SEK"));
	diag_amount(group_add(list, "DK", 9), amount(-2, "DKK"));
	diag_amount(group_add(list, "DK", 10), amount(1, "EUR"));
	diag_amount(group_add(list, "big", 20), amount(INT64_MAX, "EUR"));
	diag_amount(group_add(list, "big", 21), amount(1, "EUR"));
	assert_int_equal(diag_count(list, SEVERITY_ERROR), 6);
	assert_int_equal(diag_kept(list), 6);
	diag_sort(list);
	diag_get(list, 0, &view);
	assert_string_equal(
	    view.text, "no rule for 'FI' in line 2 (12 times, 3400.02 EUR)");
	assert_int_equal(view.count, 12);
	assert_int_equal(view.pos.line, 2);
	assert_string_equal(
	    view.remedy, "correct the field, or make the stage again");
	diag_get(list, 1, &view);
	assert_string_equal(view.text, "no rule for 'SE' in line 5 (2 times)");
	diag_get(list, 2, &view);
	assert_string_equal(view.text, "no rule for 'NO' in line 7");
	diag_get(list, 3, &view);
	assert_string_equal(view.text,
	    "no rule for 'DK' in line 8 "
	    "(3 times, -0.02 DKK, 0.01 EUR, 1.00 SEK)");
	diag_get(list, 5, &view);
	assert_string_equal(view.text,
	    "no rule for 'big' in line 20 (2 times, sums too large)");
	/* A text that was shown follows later counts and amounts. */
	diag_amount(group_add(list, "SE", 11), amount(5, "SEK"));
	diag_get(list, 1, &view);
	assert_string_equal(
	    view.text, "no rule for 'SE' in line 5 (3 times, 0.05 SEK)");
	diag_list_free(list);
}

static void
test_limit(void **state)
{
	struct diag_list *list = diag_list_new();
	unsigned long line;

	(void)state;
	diag_list_limit(list, 2);
	(void)group_add(list, "kept", 1);
	diag_add(list, RULE_RECORD_FIELD, pos("a.csv", 2, 0), "kept");
	for (line = 3; line < 10; line++) {
		struct diag *diag = diag_add(
		    list, RULE_RECORD_COUNT, pos("a.csv", line, 0), "dropped");

		diag_note(diag, pos("b", 1, 1), "dropped");
		diag_remedy(diag, "dropped");
		(void)group_add(list, "kept", line);
		diag_amount(group_add(list, "dropped", line), amount(1, "EUR"));
	}
	assert_int_equal(diag_kept(list), 2);
	/* 2 kept, 7 dropped, and one dropped group */
	assert_int_equal(diag_count(list, SEVERITY_WARNING), 10);
	assert_text(list,
	    "a.csv:1:1: error: no rule for 'kept' in line 1 (8 times) "
	    "[record.field]\n" FIELD_REMEDY
	    "a.csv:2: error: kept [record.field]\n" FIELD_REMEDY);
	diag_list_free(list);
}

static void
test_rules(void **state)
{
	struct diag_list *list = diag_list_new();
	const char *name;
	size_t i;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		const struct rule *rule = rule_get((enum rule_id)i);

		assert_non_null(strchr(rule->name, '.'));
		assert_true(rule->title[0] != '\0');
		/* Names are unique, or this finds the first one. */
		assert_ptr_equal(rule_find(rule->name), rule);
		assert_row(
		    rule->title[strlen(rule->title) - 1] != '.', rule->name);
		assert_row(rule->remedy[0] == '\0' ||
			       rule->remedy[strlen(rule->remedy) - 1] != '.',
		    rule->name);
	}
	assert_null(rule_find("record.nothing"));
	assert_int_equal(strlen(rule_set_version()), 64);
	assert_ptr_equal(rule_set_version(), rule_set_version());
	name = diag_intern(list, "abcdef", 3);
	assert_string_equal(name, "abc");
	assert_ptr_equal(diag_intern(list, "abc", 3), name);
	assert_true(diag_intern(list, "abc", 2) != name);
	assert_false(diag_failed(list));
	assert_int_equal(diag_count(list, SEVERITY_NOTE), 0);
	assert_text(list, "");
	diag_list_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
