/* billing_row.c - see billing_row.h. */
#include "fenerum/billing_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "fenerum/value_sniff.h"

/* Fields ----------------------------------------------------------------- */

static const struct export_field *
field_of(const struct billing_row *row, size_t column, size_t *ret_index)
{
	const struct export_kind *kind = row->match->kind;

	for (size_t i = 0; i < kind->field_count; i++) {
		if (kind->field[i].column == column) {
			*ret_index = i;
			return &kind->field[i];
		}
	}
	return NULL;
}

struct source_pos
billing_row_pos(const struct billing_row *row, size_t column)
{
	size_t i = 0;

	if (field_of(row, column, &i) == NULL ||
	    row->match->source[i] == EXPORT_NO_COLUMN)
		return csv_reader_row_pos(row->reader);
	return csv_reader_field_pos(row->reader, row->match->source[i]);
}

struct csv_field
billing_row_exported(const struct billing_row *row, size_t column)
{
	size_t i = 0;

	if (field_of(row, column, &i) == NULL ||
	    row->match->source[i] == EXPORT_NO_COLUMN)
		return (struct csv_field){ "", 0 };
	return csv_reader_fields(row->reader)[row->match->source[i]];
}

struct csv_field
billing_row_text(const struct billing_row *row, size_t column)
{
	const struct field_value *value = &row->value[column];

	return value->is_set ? value->text : (struct csv_field){ "", 0 };
}

/* A word that the profile does not know: one finding for all its rows. */
static void
report_word(struct billing_row *row, const struct export_field *field,
    struct csv_field text, const struct field_problem *problem)
{
	const enum word_set set = (enum word_set)field->flags;
	const char *name = export_field_name(row->match->kind, field);
	struct source_pos pos = export_profile_words_pos(row->profile, set);
	char shown[TEXT_CLIP_MAX], *key;
	struct diag *diag;
	struct buf words;

	if ((row->profile->broken_words & 1U << set) != 0) {
		faults_mark(row->faults, problem->rule,
		    "the words of the export profile have faults");
		return;
	}
	(void)text_clip(text.text, text.len, shown);
	key = mem_printf(
	    "%s %s %s", csv_reader_row_pos(row->reader).file, name, shown);
	diag = faults_add_grouped(row->faults, problem->rule, key,
	    billing_row_pos(row, field->column), "%s: '%s' %s", name, shown,
	    problem->what);
	buf_init(&words, BUF_MAX_DEFAULT);
	export_profile_put_words(row->profile, set, &words);
	diag_remedy(diag,
	    "one of: %s; what another word means can be said under 'words: "
	    "{ %s: ... }' at %s:%lu",
	    buf_text(&words), export_word_sets[set], pos.file, pos.line);
	buf_release(&words);
	free(key);
}

static void
report_field(struct billing_row *row, const struct export_field *field,
    struct csv_field text, const struct field_problem *problem)
{
	char shown[TEXT_CLIP_MAX];

	if (field->type == FIELD_TYPE_CHOICE) {
		report_word(row, field, text, problem);
		return;
	}
	faults_add(row->faults, problem->rule,
	    billing_row_pos(row, field->column), "%s: '%s' %s",
	    export_field_name(row->match->kind, field),
	    text_clip(text.text, text.len, shown), problem->what);
}

static void
report_offset(struct billing_row *row, const struct export_field *field,
    struct csv_field text)
{
	const char *name = export_field_name(row->match->kind, field);
	char shown[TEXT_CLIP_MAX], *key;

	/* With the file in the key: its findings are its own. */
	key = mem_printf("%s %s", csv_reader_row_pos(row->reader).file, name);
	(void)faults_add_grouped(row->faults, RULE_EXPORT_TIME_ZONE, key,
	    billing_row_pos(row, field->column),
	    "%s: '%s' is taken for the day as it is written", name,
	    text_clip(text.text, text.len, shown));
	free(key);
}

const struct currency *
billing_row_currency(
    const struct billing_row *row, const struct export_field *field)
{
	const struct record_schema *schema = row->match->kind->schema;
	int column = schema->column[field->column].currency;

	if (column == RECORD_EURO || !row->value[column].is_set)
		return NULL;
	return row->value[column].currency;
}

static void
parse_field(struct billing_row *row, const struct export_field *field,
    struct csv_field text)
{
	struct field_value *value = &row->value[field->column];
	struct field_problem problem;
	bool good;

	value->is_set = false;
	if (text.len == 0) {
		if (field->need == FIELD_NEED_VALUE &&
		    (field->type == FIELD_TYPE_CHOICE ||
			(field->flags & FIELD_OR_UUID) == 0))
			faults_add(row->faults, RULE_BILLING_REQUIRED,
			    billing_row_pos(row, field->column), "%s: no value",
			    export_field_name(row->match->kind, field));
		return;
	}
	good = field_value_parse(&row->profile->values, field, text,
	    billing_row_currency(row, field), value, &problem);
	if (!good)
		report_field(row, field, text, &problem);
	else if (field->type == FIELD_TYPE_DATE && value->has_open_offset)
		report_offset(row, field, text);
	if (row->sniff != NULL)
		value_sniff_see(row->sniff, row, field, text, good);
}

static bool
has_prefix(const struct billing_row *row, const struct export_field *field)
{
	return (field->flags & FIELD_NUMBER) != 0 &&
	       row->profile->number_prefix[0] != '\0';
}

/* The number without the profile's prefix. */
static void
parse_number(struct billing_row *row, const struct export_field *field,
    struct csv_field text)
{
	struct field_value *value = &row->value[field->column];
	struct diag *diag;
	char shown[TEXT_CLIP_MAX];

	value->text = text;
	value->is_set = export_profile_strip(row->profile, &value->text);
	if (value->is_set)
		return;
	diag = faults_add(row->faults, RULE_BILLING_NUMBER,
	    billing_row_pos(row, field->column),
	    "%s: '%s' does not begin with '%s'",
	    export_field_name(row->match->kind, field),
	    text_clip(text.text, text.len, shown), row->profile->number_prefix);
	diag_remedy(diag, "write 'invoice_number' in the export profile as "
			  "the exports have it");
	diag_note(diag, export_profile_key_pos(row->profile, "invoice_number"),
	    "the form of numbers");
}

void
billing_row_parse(struct billing_row *row)
{
	const struct export_kind *kind = row->match->kind;
	const struct csv_field *text = csv_reader_fields(row->reader);

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];
		size_t source = row->match->source[i];

		if (source == EXPORT_NO_COLUMN) {
			row->value[field->column].is_set = false;
		} else if (field->type == FIELD_TYPE_TEXT &&
			   text[source].len > 0) {
			if (has_prefix(row, field)) {
				parse_number(row, field, text[source]);
				continue;
			}
			row->value[field->column].is_set = true;
			row->value[field->column].text = text[source];
		} else {
			parse_field(row, field, text[source]);
		}
	}
}

bool
billing_row_is_credit_note(const struct billing_row *row)
{
	return strcmp(billing_row_text(row, INVOICE_TYPE).text,
		   "credit_note") == 0;
}

/* Record ----------------------------------------------------------------- */

void
billing_row_put(const struct billing_row *row, struct record_writer *writer)
{
	const struct record_schema *schema = row->match->kind->schema;

	record_put_pos(writer, csv_reader_row_pos(row->reader));
	for (size_t i = 1; i < schema->column_count; i++) {
		const struct field_value *value = &row->value[i];

		if (!value->is_set) {
			record_put_empty(writer);
			continue;
		}
		switch (schema->column[i].type) {
		case RECORD_DATE:
			record_put_date(writer, value->date);
			break;
		case RECORD_INTEGER:
			record_put_integer(writer, value->integer);
			break;
		case RECORD_DECIMAL:
			record_put_decimal(writer, value->decimal);
			break;
		case RECORD_AMOUNT:
		case RECORD_MONEY:
			record_put_money(writer, value->money);
			break;
		case RECORD_TEXT:
		default:
			record_put_text_len(
			    writer, value->text.text, value->text.len);
			break;
		}
	}
	record_row_end(writer);
}
