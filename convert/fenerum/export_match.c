/* export_match.c - see export_match.h. */
#include "fenerum/export_match.h"

#include <string.h>

#include "base/text.h"
#include "fenerum/csv_sniff.h"

/* How well a header fits a kind. */
struct fit {
	size_t found;   /* fields with a column */
	size_t missing; /* columns that must be there and are not */
	size_t needed;
};

static bool
accepts(const struct export_profile *profile, const struct export_kind *kind,
    const struct export_field *field, const struct csv_reader *reader,
    size_t column)
{
	struct csv_field header = csv_reader_fields(reader)[column];

	return export_profile_accepts(
	    profile, kind, field, header.text, header.len);
}

/* The first column at or after from that stands for the field. */
static size_t
find_column(const struct export_profile *profile,
    const struct export_kind *kind, const struct export_field *field,
    const struct csv_reader *reader, size_t from)
{
	size_t count = csv_reader_count(reader);

	for (size_t i = from; i < count; i++) {
		if (accepts(profile, kind, field, reader, i))
			return i;
	}
	return EXPORT_NO_COLUMN;
}

/* Is the field there, or what can stand in for it? */
static bool
is_found(const struct export_profile *profile, const struct export_kind *kind,
    const struct export_field *field, const struct csv_reader *reader)
{
	const struct export_field *uuid = &kind->field[kind->field_count - 1];

	return find_column(profile, kind, field, reader, 0) !=
	           EXPORT_NO_COLUMN ||
	       (field->type == FIELD_TYPE_TEXT &&
		   (field->flags & FIELD_OR_UUID) != 0 &&
		   find_column(profile, kind, uuid, reader, 0) !=
		       EXPORT_NO_COLUMN);
}

static struct fit
measure(const struct export_profile *profile, const struct export_kind *kind,
    const struct csv_reader *reader)
{
	struct fit fit = { 0, 0, 0 };

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];
		bool found = is_found(profile, kind, field, reader);

		fit.found += found;
		fit.needed += field->need != FIELD_NEED_NONE;
		fit.missing += field->need != FIELD_NEED_NONE && !found;
	}
	return fit;
}

/* Complete kinds before others, then the one with the most columns. */
static bool
is_better(struct fit a, struct fit b)
{
	if ((a.missing == 0) != (b.missing == 0))
		return a.missing == 0;
	if (a.found != b.found)
		return a.found > b.found;
	return a.missing < b.missing;
}

static const struct export_kind *
nearest_kind(const struct export_profile *profile,
    const struct csv_reader *reader, struct fit *ret)
{
	const struct export_kind *best = &export_kind[0];

	*ret = measure(profile, best, reader);
	for (size_t i = 1; i < EXPORT_KIND_COUNT; i++) {
		struct fit fit = measure(profile, &export_kind[i], reader);

		if (is_better(fit, *ret)) {
			*ret = fit;
			best = &export_kind[i];
		}
	}
	return best;
}

/* Bytes after the header that are looked at. */
#define AHEAD_MAX ((size_t)4 << 10)

/* What else the profile should say, by the rows after the header. */
static const char *
numbers_ahead(const struct export_profile *profile,
    const struct csv_reader *reader, char delimiter)
{
	size_t len;
	const char *text = csv_reader_ahead(reader, &len);
	unsigned forms;

	forms = csv_sniff_numbers(
	    text, len < AHEAD_MAX ? len : AHEAD_MAX, delimiter);
	for (size_t i = 0; i < NUMBER_FORM_COUNT; i++) {
		if ((forms & 1U << i) == 0)
			continue;
		if (number_forms[i].point == profile->values.number.point)
			break;
		return number_forms[i].point == ',' ? "," : ".";
	}
	return NULL;
}

/* A header of one cell, or of none that is known, with other marks in it. */
static bool
refuse_other_delimiter(const struct export_profile *profile,
    struct csv_reader *reader, struct fit fit)
{
	char delimiter = csv_reader_form(reader).delimiter, found;
	const char *point, *name = csv_delimiter_name(delimiter);
	struct diag *diag;
	size_t len = 0;
	const char *header = csv_reader_raw(reader, &len);

	found = '\0';
	if (header != NULL)
		found = csv_sniff_delimiter(header, len);
	if (found == '\0' || found == delimiter ||
	    (csv_reader_count(reader) > 1 && fit.found > 0))
		return false;
	point = numbers_ahead(profile, reader, found);
	diag = faults_add(csv_reader_faults(reader), RULE_CSV_DELIMITER,
	    csv_reader_row_pos(reader),
	    "the header holds no %s, it seems to be divided by %s%s", name,
	    csv_delimiter_plural(found),
	    point == NULL     ? ""
	    : point[0] == ',' ? ", and its numbers have decimal commas"
			      : ", and its numbers have decimal points");
	diag_note(diag, export_profile_key_pos(profile, "delimiter"),
	    "the delimiter is set here");
	if (point == NULL)
		diag_remedy(diag, "write 'delimiter: %s' in the export profile",
		    csv_delimiter_yaml(found));
	else
		diag_remedy(diag,
		    "write 'delimiter: %s' and 'decimal_point: \"%s\"' in "
		    "the export profile",
		    csv_delimiter_yaml(found), point);
	return true;
}

static void
refuse_unknown(const struct export_profile *profile, struct csv_reader *reader,
    const struct export_kind *nearest, struct fit fit)
{
	struct diag *diag;

	if (fit.found == 0) {
		faults_add(csv_reader_faults(reader), RULE_EXPORT_UNKNOWN_KIND,
		    csv_reader_row_pos(reader),
		    "no column is one of an export");
		return;
	}
	diag = faults_add(csv_reader_faults(reader), RULE_EXPORT_UNKNOWN_KIND,
	    csv_reader_row_pos(reader),
	    "the columns fit no kind of export; the nearest is %s, where %zu "
	    "of %zu columns are missing",
	    nearest->schema->file, fit.missing, fit.needed);
	for (size_t i = 0; i < nearest->field_count; i++) {
		const struct export_field *field = &nearest->field[i];

		if (field->need != FIELD_NEED_NONE &&
		    !is_found(profile, nearest, field, reader))
			diag_note(diag,
			    export_profile_pos(profile, nearest, field),
			    "%s is missing", export_field_name(nearest, field));
	}
}

static void
refuse_missing(const struct export_profile *profile, struct csv_reader *reader,
    const struct export_kind *kind, const struct export_field *field)
{
	const char *name = export_field_name(kind, field);
	struct diag *diag = faults_add(csv_reader_faults(reader),
	    RULE_EXPORT_MISSING_COLUMN, csv_reader_row_pos(reader),
	    "%s: the column %s is missing", kind->schema->file, name);

	diag_note(diag, export_profile_pos(profile, kind, field),
	    "other names of %s can be given here", name);
	for (size_t i = 0; i < csv_reader_count(reader); i++) {
		const char *header = csv_reader_fields(reader)[i].text;

		if (text_distance(header, name) <= 2)
			diag_note(diag, csv_reader_field_pos(reader, i),
			    "this column has a similar name");
	}
}

/* Find the columns of a kind's fields; report what is missing or double. */
static void
find_columns(const struct export_profile *profile, struct csv_reader *reader,
    struct export_match *match)
{
	const struct export_kind *kind = match->kind;

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];
		size_t first = find_column(profile, kind, field, reader, 0);
		size_t second;

		match->source[i] = first;
		if (first == EXPORT_NO_COLUMN) {
			if (field->need != FIELD_NEED_NONE &&
			    !is_found(profile, kind, field, reader))
				refuse_missing(profile, reader, kind, field);
			continue;
		}
		second = find_column(profile, kind, field, reader, first + 1);
		if (second != EXPORT_NO_COLUMN)
			diag_note(faults_add(csv_reader_faults(reader),
				      RULE_EXPORT_DUPLICATE_COLUMN,
				      csv_reader_field_pos(reader, second),
				      "%s: two columns stand for %s",
				      kind->schema->file,
				      export_field_name(kind, field)),
			    csv_reader_field_pos(reader, first),
			    "the first of them");
	}
}

static bool
is_read(const struct export_profile *profile, const struct export_kind *kind,
    const struct csv_reader *reader, size_t column)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		if (accepts(profile, kind, &kind->field[i], reader, column))
			return true;
	}
	return false;
}

bool
export_is_reason(const struct csv_reader *reader, size_t column)
{
	return column + 1 == csv_reader_count(reader) &&
	       strcmp(csv_reader_fields(reader)[column].text, "reason") == 0;
}

static void
report_extra(const struct export_profile *profile,
    const struct export_kind *kind, struct csv_reader *reader)
{
	for (size_t i = 0; i < csv_reader_count(reader); i++) {
		struct csv_field header = csv_reader_fields(reader)[i];
		char shown[TEXT_CLIP_MAX];

		if (is_read(profile, kind, reader, i) ||
		    export_is_reason(reader, i))
			continue;
		faults_add(csv_reader_faults(reader), RULE_EXPORT_EXTRA_COLUMN,
		    csv_reader_field_pos(reader, i),
		    "%s: the column '%s' is not read", kind->schema->file,
		    text_clip(header.text, header.len, shown));
	}
}

int
export_match(const struct export_profile *profile, struct csv_reader *reader,
    struct export_match *ret)
{
	const struct export_kind *nearest;
	struct fit fit;

	*ret = (struct export_match){ .kind = NULL };
	nearest = nearest_kind(profile, reader, &fit);
	if (refuse_other_delimiter(profile, reader, fit))
		return -1;
	/* With half of its columns or less it hardly is that kind. */
	if (2 * fit.missing >= fit.needed && fit.missing > 0) {
		refuse_unknown(profile, reader, nearest, fit);
		return -1;
	}
	ret->kind = nearest;
	find_columns(profile, reader, ret);
	report_extra(profile, nearest, reader);
	return faults_any(csv_reader_faults(reader)) ? -1 : 0;
}
