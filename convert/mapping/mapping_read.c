/* mapping_read.c - what the readers of all mapping files share. */
#include <string.h>

#include "base/text.h"
#include "mapping/mapping_parts.h"

struct rule_ref
mapping_ref(struct mapping_reader *reader, struct source_pos pos)
{
	struct mapping *mapping = reader->mapping;

	pos.file = mapping->label[reader->file];
	return (struct rule_ref){ pos,
		arena_printf(&mapping->arena, "%s:%lu", pos.file, pos.line) };
}

bool
mapping_is_undecided(
    struct mapping_reader *reader, const struct yaml_node *node)
{
	if (yaml_kind_of(node) != YAML_SCALAR ||
	    strcmp(yaml_text(node), MAPPING_UNDECIDED_WORD) != 0)
		return false;
	diag_add(reader->diag, RULE_MAPPING_UNDECIDED, yaml_pos(node),
	    "still to be decided");
	return true;
}

/* A text that is not empty and decided, in the arena. */
static bool
keep_text(struct mapping_reader *reader, const struct yaml_node *node,
    const char **ret)
{
	if (mapping_is_undecided(reader, node))
		return false;
	if (yaml_text(node)[0] == '\0') {
		yaml_expected(node, reader->diag, "a text");
		return false;
	}
	*ret = arena_strdup(&reader->mapping->arena, yaml_text(node));
	return true;
}

bool
mapping_field_text(struct mapping_reader *reader, const struct yaml_node *map,
    const char *key, const char **ret)
{
	const char *text;

	return yaml_field_text(map, key, true, reader->diag, &text) &&
	       keep_text(reader, yaml_get(map, key), ret);
}

bool
mapping_field_option(struct mapping_reader *reader, const struct yaml_node *map,
    const char *key, const char **ret)
{
	const char *text;

	if (yaml_is_missing(yaml_get(map, key)))
		return true;
	return yaml_field_text(map, key, false, reader->diag, &text) &&
	       keep_text(reader, yaml_get(map, key), ret);
}

static bool
keep_account(struct mapping_reader *reader, const struct yaml_node *node,
    const char **ret)
{
	if (!keep_text(reader, node, ret))
		return false;
	if (text_is_digits(*ret, strlen(*ret)))
		return true;
	yaml_expected(node, reader->diag, "an account number of digits");
	return false;
}

bool
mapping_field_account(struct mapping_reader *reader,
    const struct yaml_node *map, const char *key, const char **ret)
{
	const char *text;

	return yaml_field_text(map, key, true, reader->diag, &text) &&
	       keep_account(reader, yaml_get(map, key), ret);
}

bool
mapping_field_decimal(struct mapping_reader *reader,
    const struct yaml_node *map, const char *key, struct decimal *ret)
{
	const struct yaml_node *node = yaml_get(map, key);

	return !mapping_is_undecided(reader, node) &&
	       yaml_field_decimal(map, key, true, reader->diag, ret);
}

bool
mapping_field_flag(struct mapping_reader *reader, const struct yaml_node *map,
    const char *key, bool *ret)
{
	static const char *const word[] = { "no", "yes" };
	const struct yaml_node *node = yaml_get(map, key);
	size_t choice;

	if (node == NULL || yaml_is_missing(node))
		return true;
	if (mapping_is_undecided(reader, node) ||
	    !yaml_field_choice(
		map, key, false, reader->diag, word, COUNT(word), &choice))
		return false;
	*ret = choice == 1;
	return true;
}

static bool
keep_language(struct mapping_reader *reader, const struct yaml_node *node,
    const char **ret)
{
	static const char *const word[] = { "FI", "SE", "EN" };
	size_t i;

	if (!keep_text(reader, node, ret))
		return false;
	for (i = 0; i < COUNT(word); i++)
		if (strcmp(*ret, word[i]) == 0)
			return true;
	yaml_expected(node, reader->diag, "FI, SE or EN");
	return false;
}

bool
mapping_field_language(struct mapping_reader *reader,
    const struct yaml_node *map, const char *key, const char **ret)
{
	const char *text;

	if (yaml_is_missing(yaml_get(map, key)))
		return true;
	return yaml_field_text(map, key, false, reader->diag, &text) &&
	       keep_language(reader, yaml_get(map, key), ret);
}

/* One entry of a map of words; false after a finding. */
static bool
read_value(struct mapping_reader *reader, const struct yaml_node *map,
    size_t index, enum item_value kind, const char **ret)
{
	const struct yaml_node *node = yaml_at(map, index);
	const char *key = yaml_key(map, index), *text;

	if (!yaml_field_text(map, key, true, reader->diag, &text))
		return false;
	if (kind == ITEM_ACCOUNT)
		return keep_account(reader, node, ret);
	if (kind == ITEM_LANGUAGE)
		return keep_language(reader, node, ret);
	return keep_text(reader, node, ret);
}

void
mapping_read_items(struct mapping_reader *reader, const struct yaml_node *map,
    struct item_table *table, enum item_value kind, const char *name)
{
	struct arena *arena = &reader->mapping->arena;
	struct item *item;
	size_t i;

	for (i = 0; i < yaml_count(map); i++) {
		item = item_table_add(
		    table, arena_strdup(arena, yaml_key(map, i)));
		item->ref = mapping_ref(reader, yaml_key_pos(map, i));
		item->value = "";
		item->broken = !read_value(reader, map, i, kind, &item->value);
		item->name = arena_printf(
		    arena, "%s %s: %s", name, item->key, item->value);
	}
}

void
mapping_mark_damaged(struct mapping_reader *reader)
{
	struct rule_ref *damage = &reader->mapping->damage[reader->file];

	if (damage->text[0] == '\0')
		*damage =
		    mapping_ref(reader, (struct source_pos){ NULL, 1, 0 });
}
