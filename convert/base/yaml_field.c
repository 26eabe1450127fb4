/* yaml_field.c - fields of YAML maps by their types (see yaml_tree.h). */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/yaml_node.h"

void
yaml_expected(
    const struct yaml_node *node, struct diag_list *diag, const char *what)
{
	if (yaml_is_broken(node))
		return;
	if (node->kind != YAML_SCALAR || yaml_is_missing(node))
		diag_add(diag, RULE_YAML_TYPE, yaml_pos(node),
		    "expected %s, found %s", what, yaml_kind_text(node));
	else
		diag_add(diag, RULE_YAML_TYPE, yaml_pos(node),
		    "expected %s, found '%s'", what,
		    yaml_show(node->text).text);
}

/*
 * The value of a key, or NULL: a finding if it is required and was not lost
 * to an earlier finding.
 */
static const struct yaml_node *
field_node(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (!yaml_is_missing(node))
		return node;
	if (required && map != NULL && (node != NULL || !map->broken))
		diag_add(diag, RULE_YAML_MISSING,
		    yaml_pos(node == NULL ? map : node),
		    node == NULL ? "the key '%s' is missing"
				 : "the key '%s' has no value",
		    key);
	return NULL;
}

/* A scalar's text, or NULL; what names the expected type. */
static const char *
field_scalar(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, const char *what)
{
	const struct yaml_node *node = field_node(map, key, required, diag);

	if (node == NULL)
		return NULL;
	if (node->kind != YAML_SCALAR)
		yaml_expected(node, diag, what);
	return node->kind == YAML_SCALAR && !node->broken ? node->text : NULL;
}

static bool
wrong(const struct yaml_node *map, const char *key, struct diag_list *diag,
    const char *what)
{
	yaml_expected(yaml_get(map, key), diag, what);
	return false;
}

bool
yaml_field_text(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, const char **ret)
{
	const char *text = field_scalar(map, key, required, diag, "a text");

	if (text == NULL)
		return false;
	*ret = text;
	return true;
}

bool
yaml_field_bool(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, bool *ret)
{
	static const char what[] = "true or false";
	const char *text = field_scalar(map, key, required, diag, what);

	if (text == NULL)
		return false;
	if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return wrong(map, key, diag, what);
	*ret = text[0] == 't';
	return true;
}

/* No sign but '-', no leading zeros (0300 is no number), no overflow. */
static bool
parse_integer(const char *text, long *ret)
{
	const char *digit = text[0] == '-' ? text + 1 : text;
	struct decimal number;
	size_t len = strlen(digit);

	if (!text_is_digits(digit, len) || (digit[0] == '0' && len > 1))
		return false;
	if (decimal_parse(text, strlen(text), number_style_plain, &number,
		NULL) != NUMBER_OK)
		return false;
	*ret = (long)number.units;
	return true;
}

bool
yaml_field_number(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, struct yaml_range range, long *ret)
{
	const char *text;
	char *what;
	long number = 0;
	bool good;

	what = mem_printf(
	    "a whole number from %ld to %ld", range.least, range.most);
	text = field_scalar(map, key, required, diag, what);
	good = text != NULL && parse_integer(text, &number) &&
	       number >= range.least && number <= range.most;
	if (good)
		*ret = number;
	else if (text != NULL)
		wrong(map, key, diag, what);
	free(what);
	return good;
}

bool
yaml_field_decimal(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, struct decimal *ret)
{
	static const char what[] = "a number with a point, as in 25.5";
	const char *text = field_scalar(map, key, required, diag, what);

	if (text == NULL)
		return false;
	if (decimal_parse(text, strlen(text), number_style_plain, ret, NULL) !=
	    NUMBER_OK)
		return wrong(map, key, diag, what);
	return true;
}

bool
yaml_field_date(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, struct date *ret)
{
	static const char what[] = "a day of the calendar as YYYY-MM-DD";
	const char *text = field_scalar(map, key, required, diag, what);

	if (text == NULL)
		return false;
	if (!date_parse(text, strlen(text), ret))
		return wrong(map, key, diag, what);
	return true;
}

/* "a, b or c" */
static void
put_words(struct buf *buf, const char *const *word, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i > 0)
			buf_puts(buf, i + 1 == count ? " or " : ", ");
		buf_puts(buf, word[i]);
	}
}

bool
yaml_field_word(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, struct yaml_words words, size_t *ret)
{
	struct buf what;
	const char *text;
	size_t i = 0;

	buf_init(&what, BUF_MAX_DEFAULT);
	put_words(&what, words.word, words.count);
	text = field_scalar(map, key, required, diag, buf_text(&what));
	while (
	    text != NULL && i < words.count && strcmp(text, words.word[i]) != 0)
		i++;
	if (text != NULL && i == words.count)
		wrong(map, key, diag, buf_text(&what));
	buf_release(&what);
	if (text == NULL || i == words.count)
		return false;
	*ret = i;
	return true;
}

static const struct yaml_node *
field_container(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag, enum yaml_kind kind)
{
	const struct yaml_node *node = field_node(map, key, required, diag);

	if (node == NULL || node->kind == kind)
		return node;
	yaml_expected(
	    node, diag, kind == YAML_LIST ? "a list" : "keys with values");
	return NULL;
}

const struct yaml_node *
yaml_field_map(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag)
{
	return field_container(map, key, required, diag, YAML_MAP);
}

const struct yaml_node *
yaml_field_list(const struct yaml_node *map, const char *key, bool required,
    struct diag_list *diag)
{
	return field_container(map, key, required, diag, YAML_LIST);
}

static struct diag *
report_unknown(const struct yaml_node *map, size_t index,
    struct diag_list *diag, const char *nearest)
{
	const char *key = map->entry[index].key;

	if (nearest == NULL)
		return diag_add(diag, RULE_YAML_UNKNOWN_KEY,
		    yaml_key_pos(map, index), "unknown key '%s'",
		    yaml_show(key).text);
	return diag_add(diag, RULE_YAML_UNKNOWN_KEY, yaml_key_pos(map, index),
	    "unknown key '%s', did you mean '%s'", yaml_show(key).text,
	    nearest);
}

void
yaml_check_keys(const struct yaml_node *map, const char *const *known,
    size_t count, struct diag_list *diag)
{
	struct buf list;
	const char *key;
	struct diag *finding;
	size_t i, k;

	if (map == NULL || map->kind != YAML_MAP)
		return;
	buf_init(&list, BUF_MAX_DEFAULT);
	put_words(&list, known, count);
	for (i = 0; i < map->count; i++) {
		key = map->entry[i].key;
		for (k = 0; k < count && strcmp(key, known[k]) != 0; k++)
			;
		if (k < count)
			continue;
		finding = report_unknown(
		    map, i, diag, text_nearest(key, known, count));
		diag_remedy(finding, "write one of %s, or remove the key",
		    buf_text(&list));
	}
	buf_release(&list);
}
