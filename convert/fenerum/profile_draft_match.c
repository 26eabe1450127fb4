/* profile_draft_match.c - the columns of an unknown file as known fields. */
#include <string.h>

#include "base/text.h"
#include "fenerum/profile_draft.h"

/* Names shorter than this are alike by chance. */
#define NEAR_LEN_MIN ((size_t)5)
#define NEAR_DISTANCE ((size_t)2)

/* How a header came to its field, the surest first. */
enum likeness {
	LIKE_NAME,
	LIKE_KNOWN,
	LIKE_NEAR,
	LIKE_COUNT
};

static const struct header_name {
	const char *field;
	const char *name;
} header_names[] = {
#define HEADER(field, name) { field, name },
#include "fenerum/header_names.def"
#undef HEADER
};

static bool
is_known(const char *header, const char *field)
{
	for (size_t i = 0; i < sizeof(header_names) / sizeof(header_names[0]);
	     i++)
		if (strcmp(header_names[i].field, field) == 0 &&
		    export_same_name(
			header, strlen(header), header_names[i].name))
			return true;
	return false;
}

/* Can the values that were seen be the field's? */
static bool
can_hold(const struct draft_column *column, const struct export_field *field)
{
	if (column->seen == 0)
		return true;
	switch (field->type) {
	case FIELD_TYPE_DATE:
	case FIELD_TYPE_TIME:
		return column->dates != 0;
	case FIELD_TYPE_INTEGER:
	case FIELD_TYPE_DECIMAL:
	case FIELD_TYPE_AMOUNT:
		return column->numbers != 0;
	case FIELD_TYPE_TEXT:
	case FIELD_TYPE_BOOL:
	case FIELD_TYPE_COUNTRY:
	case FIELD_TYPE_CURRENCY:
	case FIELD_TYPE_CHOICE:
	default:
		return true;
	}
}

static bool
is_like(const struct draft_column *column, const struct export_kind *kind,
    const struct export_field *field, enum likeness likeness)
{
	const char *name = export_field_name(kind, field);

	/* The field's own name needs no proof; a file may have no rows. */
	if (likeness == LIKE_NAME)
		return export_same_name(
		    column->name, strlen(column->name), name);
	if (!can_hold(column, field))
		return false;
	if (likeness == LIKE_KNOWN)
		return is_known(column->name, name);
	return strlen(name) >= NEAR_LEN_MIN &&
	       strlen(column->name) >= NEAR_LEN_MIN &&
	       text_distance(column->name, name) <= NEAR_DISTANCE;
}

static bool
is_taken(const struct draft_file *draft, const struct export_field *field)
{
	for (size_t i = 0; i < draft->count; i++)
		if (draft->column[i].field == field)
			return true;
	return false;
}

static void
assign(struct draft_file *draft, const struct export_kind *kind,
    enum likeness likeness)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];

		if (is_taken(draft, field))
			continue;
		for (size_t j = 0; j < draft->count; j++) {
			struct draft_column *column = &draft->column[j];

			if (column->field == NULL &&
			    is_like(column, kind, field, likeness)) {
				column->field = field;
				break;
			}
		}
	}
}

static void
assign_all(struct draft_file *draft, const struct export_kind *kind)
{
	for (size_t i = 0; i < draft->count; i++)
		draft->column[i].field = NULL;
	for (int i = LIKE_NAME; i < LIKE_COUNT; i++)
		assign(draft, kind, (enum likeness)i);
}

/*
 * How well the kind fits, in points: found fields against columns that must
 * be there and are not.
 */
static long
points(const struct draft_file *draft, const struct export_kind *kind)
{
	long found = 0, missing = 0;

	for (size_t i = 0; i < kind->field_count; i++) {
		bool taken = is_taken(draft, &kind->field[i]);

		found += taken;
		missing += !taken && kind->field[i].need != FIELD_NEED_NONE;
	}
	return found > missing ? found - missing : 0;
}

void
draft_match(struct draft_file *draft)
{
	long best = 0;

	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++) {
		long found;

		assign_all(draft, &export_kind[i]);
		found = points(draft, &export_kind[i]);
		if (found > best) {
			best = found;
			draft->kind = &export_kind[i];
		}
	}
	if (draft->kind != NULL)
		assign_all(draft, draft->kind);
}
