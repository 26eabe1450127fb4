/* value_sniff.c - see value_sniff.h. */
#include "fenerum/value_sniff.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum family {
	FAMILY_NONE,
	FAMILY_DATE,
	FAMILY_NUMBER
};

/* What the columns of one family have in common. */
struct common {
	unsigned forms;
	size_t failed; /* columns */
	const struct export_field *first;
	struct source_pos pos;
};

static enum family
family_of(const struct export_field *field)
{
	switch (field->type) {
	case FIELD_TYPE_DATE:
	case FIELD_TYPE_TIME:
		return FAMILY_DATE;
	case FIELD_TYPE_DECIMAL:
	case FIELD_TYPE_AMOUNT:
		return FAMILY_NUMBER;
	case FIELD_TYPE_TEXT:
	case FIELD_TYPE_INTEGER:
	case FIELD_TYPE_BOOL:
	case FIELD_TYPE_COUNTRY:
	case FIELD_TYPE_CURRENCY:
	case FIELD_TYPE_CHOICE:
	default:
		return FAMILY_NONE;
	}
}

/* What is wrong with it is not its form then. */
static bool
has_form(const struct value_form *form, enum family family, unsigned forms,
    struct csv_field text)
{
	struct decimal ignored;

	if (family == FAMILY_DATE)
		return (forms & form->dates) != 0;
	return number_form_decimal(form->number, text, &ignored) == NUMBER_OK;
}

void
value_sniff_see(struct value_sniff *sniff, const struct billing_row *row,
    const struct export_field *field, struct csv_field text, bool good)
{
	struct column_sniff *column = &sniff->column[field->column];
	enum family family = family_of(field);
	const struct currency *currency = field->type == FIELD_TYPE_AMOUNT
	                                      ? billing_row_currency(row, field)
	                                      : NULL;
	unsigned forms;

	if (family == FAMILY_NONE)
		return;
	forms = family == FAMILY_DATE ? date_forms_of(text.text, text.len)
	                              : number_forms_of(text, currency);
	good |= has_form(&row->profile->values, family, forms, text);
	column->forms = column->seen == 0 ? forms : column->forms & forms;
	column->seen++;
	if (!good && column->failed++ == 0)
		column->first = billing_row_pos(row, field->column);
}

/* Forms ------------------------------------------------------------------ */

char *
value_sniff_dates_yaml(unsigned forms, bool *ret_sure)
{
	struct buf text;
	char *yaml;

	/* Both forms read it alike. */
	if ((forms & DATE_FORM_BIT(DATE_DMY_POINTS)) != 0)
		forms &= ~DATE_FORM_BIT(DATE_DMY_SHORT);
	buf_init(&text, BUF_MAX_DEFAULT);
	*ret_sure = true;
	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		if ((forms & DATE_FORM_BIT(i)) == 0)
			continue;
		*ret_sure = text.len == 0;
		buf_printf(&text, "%sdates: [ %s ]", text.len > 0 ? " or " : "",
		    date_form_names[i]);
	}
	yaml = mem_strdup(buf_text(&text));
	buf_release(&text);
	return yaml;
}

/* The plainest form that fits. */
static const struct number_form *
plainest(unsigned forms)
{
	size_t i = 0;

	while (i + 1 < NUMBER_FORM_COUNT && (forms & 1U << i) == 0)
		i++;
	return &number_forms[i];
}

char *
value_sniff_numbers_yaml(unsigned forms)
{
	const struct number_form *form = plainest(forms);

	if (form->group == 0)
		return mem_printf("decimal_point: \"%c\"", form->point);
	return mem_printf("decimal_point: \"%c\" and group_mark: %s",
	    form->point, number_group_yaml(form->group));
}

/* Findings --------------------------------------------------------------- */

static struct common
in_common(const struct value_sniff *sniff, const struct billing_row *row,
    enum family family)
{
	const struct export_kind *kind = row->match->kind;
	struct common common = { ~0U, 0, NULL, { NULL, 0, 0 } };

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];
		const struct column_sniff *column =
		    &sniff->column[field->column];
		bool is_other = 2 * column->failed >= column->seen;

		/* A column with few faults has faults of its own. */
		if (family_of(field) != family || column->seen == 0 ||
		    (column->failed > 0 && !is_other))
			continue;
		common.forms &= column->forms;
		if (!is_other)
			continue;
		if (common.failed++ == 0) {
			common.first = field;
			common.pos = column->first;
		}
	}
	return common;
}

static struct diag *
report(const struct billing_row *row, const struct common *common,
    const char *yaml, struct diag_list *diag)
{
	const char *name = export_field_name(row->match->kind, common->first);

	if (common->failed == 1)
		return diag_add(diag, RULE_EXPORT_SNIFFED, common->pos,
		    "the values of %s look like %s", name, yaml);
	return diag_add(diag, RULE_EXPORT_SNIFFED, common->pos,
	    "the values of %s and %zu more column%s look like %s", name,
	    common->failed - 1, common->failed == 2 ? "" : "s", yaml);
}

static void
tell_dates(const struct billing_row *row, const struct common *common,
    struct diag_list *diag)
{
	struct diag *finding;
	bool sure;
	char *yaml = value_sniff_dates_yaml(common->forms, &sure);

	finding = report(row, common, yaml, diag);
	diag_note(finding, export_profile_key_pos(row->profile, "dates"),
	    "dates are set here");
	if (!sure)
		diag_remedy(finding,
		    "only Fenerum can say which: write that one in the "
		    "export profile; forms are never guessed");
	free(yaml);
}

void
value_sniff_tell(const struct value_sniff *sniff, const struct billing_row *row,
    struct diag_list *diag)
{
	struct common dates = in_common(sniff, row, FAMILY_DATE);
	struct common numbers = in_common(sniff, row, FAMILY_NUMBER);
	char *yaml;

	if (dates.failed > 0 && dates.forms != 0)
		tell_dates(row, &dates, diag);
	if (numbers.failed == 0 || numbers.forms == 0)
		return;
	yaml = value_sniff_numbers_yaml(numbers.forms);
	diag_note(report(row, &numbers, yaml, diag),
	    export_profile_key_pos(row->profile, "decimal_point"),
	    "the marks of numbers are set here");
	free(yaml);
}
