/* export_profile.c - see export_profile.h. */
#include "fenerum/export_profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/yaml_tree.h"
#include "fenerum/export_profile_form.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define SLOT(slot) (1U << SLOT_##slot)

/* The events in the order of their enum, and what their texts must tell. */
static const struct event {
	const char *name;
	unsigned slots;
	bool required;
} event[EVENT_COUNT] = { { "invoice", SLOT(TYPE) | SLOT(NUMBER), true },
	{ "deferral", SLOT(TYPE) | SLOT(NUMBER), true },
	{ "recognition",
	    SLOT(TYPE) | SLOT(NUMBER) | SLOT(CURRENT) | SLOT(TOTAL), true },
	{ "split", SLOT(TYPE) | SLOT(GROUP), true },
	{ "payment", SLOT(TRANSACTION), false },
	{ "supplier_invoice", SLOT(NUMBER), false },
	{ "supplier_payment", SLOT(NUMBER), false } };

const char *
erp_event_name(enum erp_event which)
{
	return event[which].name;
}

/* Settings --------------------------------------------------------------- */

static const struct either {
	const char *key;
	const char *word[2]; /* the second sets what it is loaded into */
	bool required;       /* else the first is the default */
} credit_notes = { "credit_notes", { "negative", "positive" }, true },
  erp_amount = { "erp_amount",
	  { "positive-debits-account", "positive-credits-account" }, true },
  erp_invoice_amount = { "erp_invoice_amount", { "gross", "net" }, false },
  prices = { "prices", { "net", "gross" }, false };

/* True if the second of two words is chosen. */
static bool
load_either(struct export_profile *profile, const struct yaml_node *root,
    const struct either *setting, struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(root, setting->key);
	size_t choice = 0;

	if (node == NULL && !setting->required)
		return false;
	if (export_profile_is_undecided(node, diag) ||
	    !yaml_field_choice(root, setting->key, true, diag, setting->word,
		COUNT(setting->word), &choice))
		profile->is_sound = false;
	return choice == 1;
}

static void
load_settings(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	static const char *const known[] = { "fenvoy", "profile", "version",
		"encoding", "delimiter", "decimal_point", "group_mark", "dates",
		"time_zone", "booleans", "words", "prices", "invoice_number",
		"credit_notes", "erp_amount", "erp_invoice_amount", "texts",
		"types", "files" };
	const char *name;
	long number;

	yaml_check_keys(root, known, COUNT(known), diag);
	(void)yaml_field_integer(root, "fenvoy", true, diag, 1, 1, &number);
	(void)yaml_field_text(root, "profile", true, diag, &name);
	(void)yaml_field_integer(
	    root, "version", true, diag, 1, 1000000, &number);
	export_profile_load_form(profile, root, diag);
	export_profile_load_words(profile, root, diag);
	profile->is_sound = true;
	profile->credit_notes_positive =
	    load_either(profile, root, &credit_notes, diag);
	profile->erp_credits_account =
	    load_either(profile, root, &erp_amount, diag);
	profile->erp_invoice_net =
	    load_either(profile, root, &erp_invoice_amount, diag);
	profile->gross_prices = load_either(profile, root, &prices, diag);
}

static void
load_types(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	static const char *const known[TYPE_COUNT] = { "invoice",
		"credit_note" };
	const struct yaml_node *types =
	    yaml_field_map(root, "types", true, diag);

	for (size_t i = 0; i < TYPE_COUNT; i++)
		profile->word[i] = "";
	if (types == NULL)
		return;
	yaml_check_keys(types, known, COUNT(known), diag);
	for (size_t i = 0; i < TYPE_COUNT; i++)
		(void)yaml_field_text(
		    types, known[i], true, diag, &profile->word[i]);
}

/* Texts ------------------------------------------------------------------ */

static void
load_templates(struct export_profile *profile, const struct yaml_node *texts,
    enum erp_event which, struct diag_list *diag)
{
	struct template_list *list = &profile->texts[which];
	const struct yaml_node *node = yaml_field_list(
	    texts, event[which].name, event[which].required, diag);

	list->damaged = node == NULL && event[which].required;
	if (node == NULL)
		return;
	list->template = arena_alloc(
	    &profile->arena, (yaml_count(node) + 1) * sizeof(*list->template));
	list->pos = arena_alloc(
	    &profile->arena, (yaml_count(node) + 1) * sizeof(*list->pos));
	for (size_t i = 0; i < yaml_count(node); i++) {
		const struct yaml_node *text = yaml_at(node, i);

		list->pos[list->count] = yaml_pos(text);
		if (text_template_compile(&list->template[list->count],
			&profile -> arena, yaml_text(text), event[which].slots,
			yaml_pos(text), diag))
			list->count++;
		else
			list->damaged = true;
	}
}

static void
load_texts(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	const struct yaml_node *texts =
	    yaml_field_map(root, "texts", true, diag);
	const char *known[EVENT_COUNT];

	for (size_t i = 0; i < EVENT_COUNT; i++) {
		known[i] = event[i].name;
		profile->texts[i].damaged = texts == NULL;
	}
	if (texts == NULL)
		return;
	yaml_check_keys(texts, known, EVENT_COUNT, diag);
	for (unsigned i = 0; i < EVENT_COUNT; i++)
		load_templates(profile, texts, (enum erp_event)i, diag);
	/* Without both words no template with {type} can be trusted. */
	for (size_t i = 0; i < EVENT_COUNT; i++)
		profile->texts[i].damaged |=
		    profile->word[TYPE_INVOICE][0] == '\0' ||
		    profile->word[TYPE_CREDIT_NOTE][0] == '\0';
}

/* Names ------------------------------------------------------------------ */

/* The number of names that a list, or a single text, gives a field. */
static size_t
name_count(const struct yaml_node *names)
{
	if (names == NULL)
		return 0;
	return yaml_kind_of(names) == YAML_LIST ? yaml_count(names) : 1;
}

static const struct yaml_node *
name_at(const struct yaml_node *names, size_t index)
{
	return yaml_kind_of(names) == YAML_LIST ? yaml_at(names, index) : names;
}

bool
export_profile_strip(
    const struct export_profile *profile, struct csv_field *number)
{
	size_t len = strlen(profile->number_prefix);

	if (number->len <= len ||
	    memcmp(number->text, profile->number_prefix, len) != 0)
		return false;
	number->text += len;
	number->len -= len;
	return true;
}

bool
export_profile_accepts(const struct export_profile *profile,
    const struct export_kind *kind, const struct export_field *field,
    const char *header, size_t len)
{
	const struct yaml_node *names = profile->names[kind->id][field->column];

	if (export_same_name(header, len, export_field_name(kind, field)))
		return true;
	for (size_t i = 0; i < name_count(names); i++) {
		if (export_same_name(header, len, yaml_text(name_at(names, i))))
			return true;
	}
	return false;
}

/*
 * A name of one field must not stand for another; what two lists hold both is
 * reported once.
 */
static void
check_name(const struct export_profile *profile, const struct export_kind *kind,
    const struct export_field *field, const struct yaml_node *name,
    struct diag_list *diag)
{
	const char *text = yaml_text(name);
	size_t len = strlen(text);

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *other = &kind->field[i];

		if (other == field ||
		    !export_profile_accepts(profile, kind, other, text, len))
			continue;
		if (other < field && !export_same_name(text, len,
					 export_field_name(kind, other)))
			continue;
		diag_add(diag, RULE_EXPORT_PROFILE, yaml_pos(name),
		    "'%s' stands for %s and for %s", text,
		    export_field_name(kind, field),
		    export_field_name(kind, other));
	}
}

static void
check_names(const struct export_profile *profile,
    const struct export_kind *kind, const struct export_field *field,
    struct diag_list *diag)
{
	const struct yaml_node *names = profile->names[kind->id][field->column];

	for (size_t i = 0; i < name_count(names); i++) {
		const struct yaml_node *name = name_at(names, i);

		if (export_profile_is_undecided(name, diag))
			continue;
		if (yaml_kind_of(name) == YAML_SCALAR &&
		    yaml_text(name)[0] != '\0')
			check_name(profile, kind, field, name, diag);
		else
			diag_add(diag, RULE_EXPORT_PROFILE, yaml_pos(name),
			    "a name of %s is not a text",
			    export_field_name(kind, field));
	}
}

static void
load_kind(struct export_profile *profile, const struct export_kind *kind,
    struct diag_list *diag)
{
	const struct yaml_node *fields =
	    yaml_field_map(profile->files, kind->schema->file, false, diag);
	const char *known[EXPORT_COLUMNS_MAX];

	if (fields == NULL)
		return;
	for (size_t i = 0; i < kind->field_count; i++) {
		known[i] = export_field_name(kind, &kind->field[i]);
		profile->names[kind->id][kind->field[i].column] =
		    yaml_get(fields, known[i]);
	}
	yaml_check_keys(fields, known, kind->field_count, diag);
	for (size_t i = 0; i < kind->field_count; i++)
		check_names(profile, kind, &kind->field[i], diag);
}

static void
load_files(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	const char *known[EXPORT_KIND_COUNT];

	profile->files = yaml_field_map(root, "files", false, diag);
	if (profile->files == NULL)
		return;
	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++)
		known[i] = export_kind[i].schema->file;
	yaml_check_keys(profile->files, known, EXPORT_KIND_COUNT, diag);
	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++)
		load_kind(profile, &export_kind[i], diag);
}

/* The entry of a key in a map; false if it is not there. */
static bool
entry_pos(const struct yaml_node *map, const char *key, struct source_pos *ret)
{
	for (size_t i = 0; i < yaml_count(map); i++) {
		if (strcmp(yaml_key(map, i), key) == 0) {
			*ret = yaml_key_pos(map, i);
			return true;
		}
	}
	return false;
}

struct source_pos
export_profile_key_pos(const struct export_profile *profile, const char *key)
{
	const struct yaml_node *root = yaml_root(profile->tree);
	struct source_pos pos = yaml_pos(root);

	(void)entry_pos(root, key, &pos);
	return pos;
}

struct source_pos
export_profile_words_pos(
    const struct export_profile *profile, enum word_set set)
{
	const struct yaml_node *words =
	    yaml_get(yaml_root(profile->tree), "words");
	struct source_pos pos = export_profile_key_pos(profile, "words");

	if (words != NULL && yaml_kind_of(words) == YAML_MAP)
		(void)entry_pos(words, export_word_sets[set], &pos);
	return pos;
}

struct source_pos
export_profile_pos(const struct export_profile *profile,
    const struct export_kind *kind, const struct export_field *field)
{
	const struct yaml_node *root = yaml_root(profile->tree), *fields;
	struct source_pos pos = yaml_pos(root);

	if (profile->files == NULL)
		return pos;
	(void)entry_pos(root, "files", &pos);
	fields = yaml_get(profile->files, kind->schema->file);
	if (fields == NULL)
		return pos;
	(void)entry_pos(profile->files, kind->schema->file, &pos);
	if (yaml_kind_of(fields) == YAML_MAP)
		(void)entry_pos(fields, export_field_name(kind, field), &pos);
	return pos;
}

/* All -------------------------------------------------------------------- */

struct export_profile *
export_profile_load(const char *path, const char *label, struct diag_list *diag)
{
	struct yaml_tree *tree = yaml_tree_load(path, label, diag);
	const struct yaml_node *root = yaml_root(tree);
	struct export_profile *profile;

	if (tree == NULL)
		return NULL;
	profile = mem_calloc(1, sizeof(*profile));
	profile->tree = tree;
	arena_init(&profile->arena);
	load_settings(profile, root, diag);
	load_types(profile, root, diag);
	load_texts(profile, root, diag);
	load_files(profile, root, diag);
	return profile;
}

void
export_profile_free(struct export_profile *profile)
{
	if (profile == NULL)
		return;
	yaml_tree_free(profile->tree);
	arena_release(&profile->arena);
	free(profile);
}
