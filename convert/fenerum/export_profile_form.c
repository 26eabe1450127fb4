/* export_profile_form.c - see export_profile_form.h. */
#include "fenerum/export_profile_form.h"

#include <string.h>

#include "base/buf.h"
#include "base/yaml_tree.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define DIGITS_SLOT "{digits}"

bool
export_profile_is_undecided(
    const struct yaml_node *node, struct diag_list *diag)
{
	if (node == NULL || yaml_kind_of(node) != YAML_SCALAR ||
	    strcmp(yaml_text(node), PROFILE_UNDECIDED) != 0)
		return false;
	diag_add(diag, RULE_MAPPING_UNDECIDED, yaml_pos(node),
	    "still to be decided");
	return true;
}

/* The index of a setting's word; false if it is absent or wrong. */
static bool
choose(const struct yaml_node *root, const char *key, const char *const *word,
    size_t count, struct diag_list *diag, size_t *ret)
{
	return !export_profile_is_undecided(yaml_get(root, key), diag) &&
	       yaml_field_choice(root, key, false, diag, word, count, ret);
}

/* Text ------------------------------------------------------------------- */

static void
load_text(
    struct csv_form *form, const struct yaml_node *root, struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(root, "delimiter");
	const char *text;
	size_t choice;

	*form = csv_form_plain;
	if (choose(root, "encoding", csv_encoding_names, CSV_ENCODING_COUNT,
		diag, &choice))
		form->encoding = (enum csv_encoding)choice;
	if (export_profile_is_undecided(node, diag) ||
	    !yaml_field_text(root, "delimiter", false, diag, &text))
		return;
	if (strcmp(text, "tab") == 0)
		form->delimiter = '\t';
	else if (strlen(text) == 1 && strchr(",;\t", text[0]) != NULL)
		form->delimiter = text[0];
	else
		yaml_expected(node, diag, "\",\", \";\" or tab");
}

/* Numbers ---------------------------------------------------------------- */

static void
load_group(struct number_form *form, const struct yaml_node *root,
    struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(root, "group_mark");
	const char *text;

	if (export_profile_is_undecided(node, diag) ||
	    !yaml_field_text(root, "group_mark", false, diag, &text))
		return;
	if (!number_group_parse(text, &form->group))
		yaml_expected(
		    node, diag, "\"\", \" \", nbsp, \".\", \",\" or \"'\"");
	else if (form->group == form->point)
		diag_add(diag, RULE_EXPORT_PROFILE, yaml_pos(node),
		    "decimal_point and group_mark are both '%c'", form->point);
	if (form->group == form->point)
		form->group = 0;
}

static void
load_numbers(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	static const char *const points[] = { ".", "," };
	struct value_form *form = &profile->values;
	size_t choice;
	char group[2] = "";

	if (choose(root, "decimal_point", points, COUNT(points), diag, &choice))
		form->number.point = points[choice][0];
	load_group(&form->number, root, diag);
	group[0] = form->number.group;
	if (form->number.group == GROUP_NO_BREAK)
		group[0] = ' ';
	form->number_problem = arena_printf(&profile->arena,
	    "is not a number such as -1%s234%c50", group, form->number.point);
}

/* Dates ------------------------------------------------------------------ */

/* The items of a list, or a single text. */
static size_t
item_count(const struct yaml_node *node)
{
	return yaml_kind_of(node) == YAML_LIST ? yaml_count(node) : 1;
}

static const struct yaml_node *
item_at(const struct yaml_node *node, size_t index)
{
	return yaml_kind_of(node) == YAML_LIST ? yaml_at(node, index) : node;
}

static unsigned
date_form_of(const struct yaml_node *node, struct diag_list *diag)
{
	if (export_profile_is_undecided(node, diag))
		return 0;
	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		if (strcmp(yaml_text(node), date_form_names[i]) == 0)
			return DATE_FORM_BIT(i);
	}
	yaml_expected(node, diag,
	    "YYYY-MM-DD, DD.MM.YYYY, D.M.YYYY, DD/MM/YYYY, MM/DD/YYYY or "
	    "YYYYMMDD");
	return 0;
}

static void
name_dates(struct export_profile *profile)
{
	struct value_form *form = &profile->values;
	struct buf names;

	buf_init(&names, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		if ((form->dates & DATE_FORM_BIT(i)) != 0)
			buf_printf(&names, "%s%s", names.len > 0 ? " or " : "",
			    date_form_names[i]);
	}
	form->date_problem =
	    arena_printf(&profile->arena, "is not a date %s", buf_text(&names));
	if (form->dates != value_form_plain.dates)
		form->time_problem = arena_printf(&profile->arena,
		    "is not a date %s, alone or with a time such as "
		    "T08:30:00Z",
		    buf_text(&names));
	buf_release(&names);
}

static void
load_dates(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	const unsigned slashes =
	    DATE_FORM_BIT(DATE_DMY_SLASHES) | DATE_FORM_BIT(DATE_MDY_SLASHES);
	const struct yaml_node *node = yaml_get(root, "dates");
	unsigned forms = 0;

	if (yaml_is_missing(node))
		return;
	for (size_t i = 0; i < item_count(node); i++)
		forms |= date_form_of(item_at(node, i), diag);
	if ((forms & slashes) == slashes) {
		diag_add(diag, RULE_EXPORT_PROFILE, yaml_pos(node),
		    "DD/MM/YYYY and MM/DD/YYYY together: 03/04/2026 would be "
		    "two days");
		forms &= ~slashes;
	}
	if (forms != 0)
		profile->values.dates = forms;
	name_dates(profile);
}

static void
load_zone(struct time_zone *zone, const struct yaml_node *root,
    struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(root, "time_zone");
	const char *text;

	if (!export_profile_is_undecided(node, diag) &&
	    yaml_field_text(root, "time_zone", false, diag, &text) &&
	    !time_zone_parse(text, zone))
		yaml_expected(node, diag, TIME_ZONE_FORMS);
}

/* Words ------------------------------------------------------------------ */

static struct word_list
load_words(struct export_profile *profile, const struct yaml_node *map,
    const char *key, struct word_list plain, struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char **word;
	size_t count;

	if (yaml_is_missing(node) || export_profile_is_undecided(node, diag))
		return plain;
	count = item_count(node);
	word = arena_alloc(&profile->arena, (count + 1) * sizeof(*word));
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *item = item_at(node, i);

		if (yaml_kind_of(item) != YAML_SCALAR ||
		    yaml_text(item)[0] == '\0')
			yaml_expected(item, diag, "a word");
		word[i] = yaml_text(item);
	}
	return (struct word_list){ word, count };
}

static void
load_booleans(struct export_profile *profile, const struct yaml_node *root,
    struct diag_list *diag)
{
	static const char *const known[] = { "yes", "no" };
	const struct yaml_node *map =
	    yaml_field_map(root, "booleans", false, diag);
	struct value_form *form = &profile->values;

	if (map == NULL)
		return;
	yaml_check_keys(map, known, COUNT(known), diag);
	form->yes = load_words(profile, map, "yes", form->yes, diag);
	form->no = load_words(profile, map, "no", form->no, diag);
	for (size_t i = 0; i < form->yes.count; i++) {
		const char *yes = form->yes.word[i];

		for (size_t j = 0; j < form->no.count; j++)
			if (export_same_name(
				yes, strlen(yes), form->no.word[j]))
				diag_add(diag, RULE_EXPORT_PROFILE,
				    yaml_pos(map), "'%s' is both yes and no",
				    yes);
	}
}

/* "digits", or what stands before them: "INV-{digits}". */
static void
load_invoice_number(struct export_profile *profile,
    const struct yaml_node *root, struct diag_list *diag)
{
	const struct yaml_node *node = yaml_get(root, "invoice_number");
	const char *text, *slot;

	profile->number_prefix = "";
	if (export_profile_is_undecided(node, diag) ||
	    !yaml_field_text(root, "invoice_number", true, diag, &text) ||
	    strcmp(text, "digits") == 0)
		return;
	slot = strstr(text, DIGITS_SLOT);
	if (slot == NULL || strcmp(slot, DIGITS_SLOT) != 0)
		yaml_expected(
		    node, diag, "digits, or a prefix such as INV-{digits}");
	else
		profile->number_prefix = arena_printf(
		    &profile->arena, "%.*s", (int)(slot - text), text);
}

void
export_profile_load_form(struct export_profile *profile,
    const struct yaml_node *root, struct diag_list *diag)
{
	profile->values = value_form_plain;
	load_text(&profile->csv, root, diag);
	load_numbers(profile, root, diag);
	load_dates(profile, root, diag);
	load_zone(&profile->values.zone, root, diag);
	load_booleans(profile, root, diag);
	load_invoice_number(profile, root, diag);
}
