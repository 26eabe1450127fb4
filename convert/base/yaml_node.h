/*
 * yaml_node.h - the inside of yaml_tree.h, shared by its files: yaml_text.c
 * reads the file, yaml_tree.c builds from libyaml's events, yaml_node.c holds
 * and finds, yaml_field.c reads fields.
 */
#ifndef BASE_YAML_NODE_H
#define BASE_YAML_NODE_H

#include "base/mem.h"
#include "base/yaml_tree.h"

/* Line and column, from 1. */
struct yaml_mark {
	unsigned long line;
	unsigned long column;
};

/* A child; key is NULL in a list. */
struct yaml_entry {
	const char *key;
	struct yaml_mark key_mark;
	struct yaml_node *node;
};

struct yaml_node {
	const struct yaml_tree *tree;
	enum yaml_kind kind;
	bool plain;
	bool broken;
	struct yaml_mark mark;
	const char *text;
	struct yaml_entry *entry;
	size_t count;
	size_t *sorted; /* a map's entries in the order of their keys */
};

struct yaml_tree {
	struct arena arena;
	const char *label;
	struct yaml_node *root;
};

struct source_pos yaml_mark_pos(const struct yaml_tree *, struct yaml_mark);
/* Offset of the first byte that may not stand in a file, or len. */
size_t yaml_find_forbidden(const char *, size_t len);
/*
 * Build the tree from libyaml's events; the text is free of what
 * yaml_find_forbidden finds. The root is a map afterwards.
 */
void yaml_build(
    struct yaml_tree *, const char *, size_t len, struct diag_list *);
/* "a list", "a map" or, of a scalar without text, "nothing". */
const char *yaml_kind_text(const struct yaml_node *);
/*
 * Index a map's keys when all are there. The second of two equal ones is a
 * finding, and is taken out: what is left is sound.
 */
void yaml_index_map(
    struct yaml_tree *, struct yaml_node *map, struct diag_list *);

#endif
