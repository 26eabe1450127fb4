/* export_profile_words.c - the words that a profile gives to choices. */
#include <string.h>

#include "base/buf.h"
#include "base/yaml_tree.h"
#include "fenerum/export_profile_form.h"

/* What is being read: the words of a set that mean the same. */
struct words_reader {
	struct export_profile *profile;
	struct diag_list *diag;
	struct export_meaning *meaning; /* the profile's, still growing */
	size_t capacity;
	enum word_set set;
	const char *recorded;
};

/* A word of the set that means something else already, or NULL. */
static const struct export_meaning *
find_other(const struct words_reader *reader, const char *word)
{
	const struct value_form *form = &reader->profile->values;

	for (size_t i = 0; i < form->meaning_count; i++) {
		const struct export_meaning *meaning = &reader->meaning[i];

		if (meaning->set == reader->set &&
		    strcmp(meaning->recorded, reader->recorded) != 0 &&
		    export_same_name(word, strlen(word), meaning->exported))
			return meaning;
	}
	return NULL;
}

static void
add_word(struct words_reader *reader, const struct yaml_node *node)
{
	const char *word = yaml_text(node);
	struct value_form *form = &reader->profile->values;
	const struct export_meaning *other;

	if (export_profile_is_undecided(node, reader->diag))
		return;
	if (yaml_kind_of(node) != YAML_SCALAR || word[0] == '\0') {
		yaml_expected(node, reader->diag, "a word");
		return;
	}
	other = find_other(reader, word);
	if (other != NULL)
		diag_add(reader->diag, RULE_EXPORT_PROFILE, yaml_pos(node),
		    "'%s' stands for %s and for %s", yaml_show(word).text,
		    other->recorded, reader->recorded);
	else if (form->meaning_count < reader->capacity)
		reader->meaning[form->meaning_count++] =
		    (struct export_meaning){ reader->set, word,
			    reader->recorded };
}

/* A list, or a single word. */
static void
add_words(struct words_reader *reader, const struct yaml_node *node)
{
	if (node == NULL)
		return;
	if (yaml_kind_of(node) != YAML_LIST) {
		add_word(reader, node);
		return;
	}
	for (size_t i = 0; i < yaml_count(node); i++)
		add_word(reader, yaml_at(node, i));
}

static void
load_set(struct words_reader *reader, const struct yaml_node *words)
{
	const char *known[EXPORT_RECORDED_MAX];
	size_t count = export_recorded(reader->set, known);
	size_t before = diag_count(reader->diag, SEVERITY_ERROR);
	const struct yaml_node *map = yaml_field_map(
	    words, export_word_sets[reader->set], false, reader->diag);

	if (map != NULL)
		yaml_check_keys(map, known, count, reader->diag);
	for (size_t i = 0; i < count; i++) {
		reader->recorded = known[i];
		add_words(reader, yaml_get(map, known[i]));
	}
	if (diag_count(reader->diag, SEVERITY_ERROR) > before)
		reader->profile->broken_words |= 1U << reader->set;
}

/* A list's items, or one. */
static size_t
item_count(const struct yaml_node *node)
{
	return yaml_kind_of(node) == YAML_SCALAR ? 1 : yaml_count(node);
}

/* Room for every word of every set. */
static size_t
count_words(const struct yaml_node *words)
{
	size_t count = 1;

	for (size_t i = 0; i < yaml_count(words); i++) {
		const struct yaml_node *set = yaml_at(words, i);

		for (size_t j = 0; j < item_count(set); j++)
			count += yaml_kind_of(set) == YAML_SCALAR
			             ? 1
			             : item_count(yaml_at(set, j));
	}
	return count;
}

void
export_profile_load_words(struct export_profile *profile,
    const struct yaml_node *root, struct diag_list *diag)
{
	const struct yaml_node *words =
	    yaml_field_map(root, "words", false, diag);
	struct words_reader reader = { .profile = profile, .diag = diag };

	if (words == NULL)
		return;
	yaml_check_keys(words, export_word_sets, WORDS_COUNT, diag);
	reader.capacity = count_words(words);
	reader.meaning = arena_alloc(
	    &profile->arena, reader.capacity * sizeof(*reader.meaning));
	profile->values.meaning = reader.meaning;
	for (unsigned i = 0; i < WORDS_COUNT; i++) {
		reader.set = (enum word_set)i;
		load_set(&reader, words);
	}
}

void
export_profile_put_words(
    const struct export_profile *profile, enum word_set set, struct buf *buf)
{
	const struct value_form *form = &profile->values;
	char words[EXPORT_WORDS_MAX];

	buf_puts(buf, export_words(set, words));
	for (size_t i = 0; i < form->meaning_count; i++) {
		const struct export_meaning *meaning = &form->meaning[i];

		if (meaning->set == set &&
		    export_word(set, meaning->exported,
			strlen(meaning->exported)) != meaning->recorded)
			buf_printf(buf, ", %s", meaning->exported);
	}
}
