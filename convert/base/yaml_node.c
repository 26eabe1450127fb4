/* yaml_node.c - holding a tree and finding in it (see yaml_tree.h). */
#include "base/yaml_node.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Maps with fewer keys are searched from the front. */
#define LINEAR_MAX 8

struct source_pos
yaml_mark_pos(const struct yaml_tree *tree, struct yaml_mark mark)
{
	return (struct source_pos){ tree->label, mark.line, mark.column };
}

struct yaml_shown
yaml_show(const char *text)
{
	struct yaml_shown shown = { "" };

	text_clip(text, strlen(text), shown.text);
	return shown;
}

const char *
yaml_kind_text(const struct yaml_node *node)
{
	if (node->kind == YAML_LIST)
		return "a list";
	return node->kind == YAML_MAP ? "a map" : "nothing";
}

/* A key and where its entry stands. */
struct order {
	const char *key;
	size_t index;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct order *left = a, *right = b;
	int order = strcmp(left->key, right->key);

	if (order != 0)
		return order;
	return left->index < right->index ? -1 : left->index > right->index;
}

static void
report_duplicate(const struct yaml_tree *tree, const struct yaml_entry *second,
    const struct yaml_entry *first, struct diag_list *diag)
{
	struct diag *finding;

	finding = diag_add(diag, RULE_YAML_DUPLICATE_KEY,
	    yaml_mark_pos(tree, second->key_mark), "the key '%s' stands twice",
	    yaml_show(first->key).text);
	diag_note(finding, yaml_mark_pos(tree, first->key_mark),
	    "the first one is here");
}

/* Fill sorted; take out second ones. Returns how many were taken out. */
static size_t
sort_keys(struct yaml_tree *tree, struct yaml_node *map, struct diag_list *diag)
{
	size_t i, first = 0, removed = 0, kept = 0;
	struct order *order;

	order = mem_calloc(map->count + 1, sizeof(*order));
	for (i = 0; i < map->count; i++)
		order[i] = (struct order){ map->entry[i].key, i };
	qsort(order, map->count, sizeof(*order), compare_keys);
	for (i = 0; i < map->count; i++) {
		map->sorted[i] = order[i].index;
		if (i == 0 || strcmp(order[first].key, order[i].key) != 0) {
			first = i;
			continue;
		}
		report_duplicate(tree, &map->entry[order[i].index],
		    &map->entry[order[first].index], diag);
		map->entry[order[i].index].node = NULL;
		removed++;
	}
	free(order);
	for (i = 0; i < map->count && removed > 0; i++)
		if (map->entry[i].node != NULL)
			map->entry[kept++] = map->entry[i];
	map->count -= removed;
	return removed;
}

void
yaml_index_map(
    struct yaml_tree *tree, struct yaml_node *map, struct diag_list *diag)
{
	map->sorted =
	    arena_alloc(&tree->arena, (map->count + 1) * sizeof(*map->sorted));
	/* Taking out moves the rest, so the order is made once more. */
	while (sort_keys(tree, map, diag) > 0)
		;
}

void
yaml_tree_free(struct yaml_tree *tree)
{
	if (tree == NULL)
		return;
	arena_release(&tree->arena);
	free(tree);
}

const struct yaml_node *
yaml_root(const struct yaml_tree *tree)
{
	return tree == NULL ? NULL : tree->root;
}

enum yaml_kind
yaml_kind_of(const struct yaml_node *node)
{
	return node == NULL ? YAML_SCALAR : node->kind;
}

struct source_pos
yaml_pos(const struct yaml_node *node)
{
	if (node == NULL)
		return (struct source_pos){ 0 };
	return yaml_mark_pos(node->tree, node->mark);
}

const char *
yaml_text(const struct yaml_node *node)
{
	return node == NULL ? "" : node->text;
}

bool
yaml_is_missing(const struct yaml_node *node)
{
	return node == NULL || (node->kind == YAML_SCALAR && node->plain &&
				   node->text[0] == '\0' && !node->broken);
}

bool
yaml_is_broken(const struct yaml_node *node)
{
	return node != NULL && node->broken;
}

static const struct yaml_entry *
find_linear(const struct yaml_node *map, const char *key)
{
	size_t i;

	for (i = 0; i < map->count; i++)
		if (strcmp(map->entry[i].key, key) == 0)
			return &map->entry[i];
	return NULL;
}

static const struct yaml_entry *
find_entry(const struct yaml_node *map, const char *key)
{
	size_t low = 0, high = map->count, middle;
	int order;

	if (map->count < LINEAR_MAX)
		return find_linear(map, key);
	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(key, map->entry[map->sorted[middle]].key);
		if (order == 0)
			return &map->entry[map->sorted[middle]];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	const struct yaml_entry *entry;

	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	entry = find_entry(map, key);
	return entry == NULL ? NULL : entry->node;
}

size_t
yaml_count(const struct yaml_node *node)
{
	return node == NULL ? 0 : node->count;
}

const struct yaml_node *
yaml_at(const struct yaml_node *node, size_t index)
{
	return index < yaml_count(node) ? node->entry[index].node : NULL;
}

const char *
yaml_key(const struct yaml_node *map, size_t index)
{
	if (index >= yaml_count(map) || map->kind != YAML_MAP)
		return "";
	return map->entry[index].key;
}

struct source_pos
yaml_key_pos(const struct yaml_node *map, size_t index)
{
	if (index >= yaml_count(map) || map->kind != YAML_MAP)
		return yaml_pos(map);
	return yaml_mark_pos(map->tree, map->entry[index].key_mark);
}
