/*
 * yaml_text.c - reading YAML files and the characters they may hold (see
 * yaml_tree.h).
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/text.h"
#include "base/yaml_node.h"

#define SIZE_LIMIT ((size_t)8 << 20)

/*
 * Characters that a file or an escape may bring in: YAML's printable ones
 * without the three that libyaml, but no editor, counts as line ends.
 */
static bool
character_is_allowed(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	if (c >= 0x7f && c < 0xa0)
		return false;
	return c != 0x2028 && c != 0x2029 && c != 0xfeff &&
	       (c & 0xfffe) != 0xfffe;
}

size_t
yaml_find_forbidden(const char *text, size_t len)
{
	size_t valid = text_utf8_check(text, len), at = 0, used;
	uint32_t c;

	while (at < valid) {
		used = text_utf8_decode(text + at, valid - at, &c);
		if (!character_is_allowed(c))
			return at;
		at += used;
	}
	return valid;
}

/* The mark that some editors put before UTF-8: three bytes or none. */
static size_t
mark_length(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* Report what stands at at by line, column and byte, all from 1. */
static void
report_forbidden(const char *text, size_t len, size_t at,
    const struct yaml_tree *tree, struct diag_list *diag)
{
	struct yaml_mark mark = { 1, 1 };
	size_t i, line_start = 0;
	uint32_t c;

	for (i = 0; i < at; i++) {
		if (text[i] == '\n' ||
		    (text[i] == '\r' &&
			(i + 1 == len || text[i + 1] != '\n'))) {
			mark.line++;
			line_start = i + 1;
		}
	}
	mark.column += text_utf8_count(text + line_start, at - line_start);
	if (line_start == 0)
		mark.column -= mark_length(text, len) > 0;
	if (text_utf8_check(text + at, len - at) == 0) {
		diag_add(diag, RULE_YAML_ENCODING, yaml_mark_pos(tree, mark),
		    "byte %zu (0x%02x) is not UTF-8", at + 1,
		    (unsigned)(unsigned char)text[at]);
		return;
	}
	text_utf8_decode(text + at, len - at, &c);
	diag_add(diag, RULE_YAML_ENCODING, yaml_mark_pos(tree, mark),
	    "character U+%04X at byte %zu is not allowed", (unsigned)c, at + 1);
}

struct yaml_tree *
yaml_tree_parse(
    const char *text, size_t len, const char *label, struct diag_list *diag)
{
	struct yaml_tree *tree;
	size_t at, skip;

	if (len > SIZE_LIMIT) {
		diag_add(diag, RULE_SYSTEM_TOO_LARGE,
		    (struct source_pos){ label, 0, 0 }, "more than %zu bytes",
		    SIZE_LIMIT);
		return NULL;
	}
	tree = mem_calloc(1, sizeof(*tree));
	arena_init(&tree->arena);
	tree->label = arena_strdup(&tree->arena, label);
	skip = mark_length(text, len);
	at = skip + yaml_find_forbidden(text + skip, len - skip);
	if (at < len) {
		report_forbidden(text, len, at, tree, diag);
		yaml_tree_free(tree);
		return NULL;
	}
	yaml_build(tree, text + skip, len - skip, diag);
	return tree;
}

struct yaml_tree *
yaml_tree_load(const char *path, const char *label, struct diag_list *diag)
{
	struct yaml_tree *tree;
	char *text;
	size_t len;

	text = file_read(path, SIZE_LIMIT, &len, diag);
	if (text == NULL)
		return NULL;
	tree = yaml_tree_parse(text, len, label, diag);
	free(text);
	return tree;
}
