/*
 * yaml_tree.h - YAML with positions, through libyaml's events; the one file
 * that calls it.
 *
 * Every scalar is text until a field's type says otherwise: NO is a country,
 * 0300 keeps its zero, quoted or not makes no difference, except that an
 * empty plain scalar is "missing". Aliases, anchors, tags, merge keys, second
 * documents, duplicate keys, depth over 32 and files over 8 MiB are findings
 * (yaml.*); all of a file's are collected, and what is sound stays usable.
 */
#ifndef BASE_YAML_TREE_H
#define BASE_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/text.h"

enum yaml_kind {
	YAML_SCALAR,
	YAML_LIST,
	YAML_MAP
};

struct yaml_node;
struct yaml_tree;

/*
 * Load path; label is what findings and rules call the file (for example
 * "mappings/accounts.yaml"). NULL after a finding when nothing can be read;
 * a tree with findings otherwise (compare diag_count before and after). The
 * root of every file is a map; another root is a finding and an empty map.
 */
struct yaml_tree *yaml_tree_load(
    const char *path, const char *label, struct diag_list *);
/* The same from memory (tests, fuzzing, embedded files). */
struct yaml_tree *yaml_tree_parse(
    const char *, size_t len, const char *label, struct diag_list *);
void yaml_tree_free(struct yaml_tree *);
const struct yaml_node *yaml_root(const struct yaml_tree *);

enum yaml_kind yaml_kind_of(const struct yaml_node *);
struct source_pos yaml_pos(const struct yaml_node *);
/* A scalar's text; "" for a missing one or another kind. */
const char *yaml_text(const struct yaml_node *);
bool yaml_is_missing(const struct yaml_node *); /* empty plain scalar */
/*
 * A finding about this value was made, or, of a map or list, about something
 * that should be in it: what seems to be missing may be a consequence. The
 * field readers stay silent about it, and so should a caller.
 */
bool yaml_is_broken(const struct yaml_node *);
/* The value of a map's key, or NULL. Safe on NULL and other kinds. */
const struct yaml_node *yaml_get(const struct yaml_node *, const char *key);
/* Children of a list or values of a map, in order. */
size_t yaml_count(const struct yaml_node *);
const struct yaml_node *yaml_at(const struct yaml_node *, size_t index);
/* The key of a map's entry, and its position. */
const char *yaml_key(const struct yaml_node *, size_t index);
struct source_pos yaml_key_pos(const struct yaml_node *, size_t index);

/*
 * Field readers. Each returns true and fills *ret when the key is there and
 * right; false when it is absent (a finding yaml.missing if required) or
 * wrong (a finding yaml.type naming what is expected).
 */
bool yaml_field_text(const struct yaml_node *map, const char *key,
    bool required, struct diag_list *, const char **ret);
bool yaml_field_bool(const struct yaml_node *map, const char *key,
    bool required, struct diag_list *, bool *ret);
/* From least to most, both included. */
struct yaml_range {
	long least;
	long most;
};
bool yaml_field_number(const struct yaml_node *map, const char *key,
    bool required, struct diag_list *, struct yaml_range, long *ret);
#define yaml_field_integer(map, key, required, diag, least, most, ret)         \
	yaml_field_number(                                                     \
	    map, key, required, diag, (struct yaml_range){ least, most }, ret)
bool yaml_field_decimal(const struct yaml_node *map, const char *key,
    bool required, struct diag_list *, struct decimal *ret);
bool yaml_field_date(const struct yaml_node *map, const char *key,
    bool required, struct diag_list *, struct date *ret);
/* One of count words; *ret is its index. */
struct yaml_words {
	const char *const *word;
	size_t count;
};
bool yaml_field_word(const struct yaml_node *map, const char *key,
    bool required, struct diag_list *, struct yaml_words, size_t *ret);
#define yaml_field_choice(map, key, required, diag, word, count, ret)          \
	yaml_field_word(                                                       \
	    map, key, required, diag, (struct yaml_words){ word, count }, ret)
const struct yaml_node *yaml_field_map(const struct yaml_node *map,
    const char *key, bool required, struct diag_list *);
const struct yaml_node *yaml_field_list(const struct yaml_node *map,
    const char *key, bool required, struct diag_list *);

/* A text clipped for messages: yaml_show(text).text. */
struct yaml_shown {
	char text[TEXT_CLIP_MAX];
};
struct yaml_shown yaml_show(const char *);
/* Add yaml.type, "expected WHAT, found ...", unless the node is broken. */
void yaml_expected(
    const struct yaml_node *, struct diag_list *, const char *what);

/*
 * Every key of the map must be one of the known words; others are findings
 * (yaml.unknown-key) with the nearest known one and the list as remedy.
 */
void yaml_check_keys(const struct yaml_node *map, const char *const *known,
    size_t count, struct diag_list *);

#endif
