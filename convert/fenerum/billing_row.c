/* billing_row.c - see billing_row.h. */
#include "fenerum/billing_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fenerum/erp_text.h"
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
billing_row_text(const struct billing_row *row, size_t column)
{
	const struct field_value *value = &row->value[column];

	return value->is_set ? value->text : (struct csv_field){ "", 0 };
}

static void
report_field(struct billing_row *row, const struct export_field *field,
    struct csv_field text, const struct field_problem *problem)
{
	struct diag *diag;
	char shown[TEXT_CLIP_MAX], words[EXPORT_WORDS_MAX];

	diag = faults_add(row->faults, problem->rule,
	    billing_row_pos(row, field->column), "%s: '%s' %s",
	    export_field_name(row->match->kind, field),
	    text_clip(text.text, text.len, shown), problem->what);
	if (field->type == FIELD_TYPE_CHOICE)
		diag_remedy(diag, "one of: %s",
		    export_words((enum word_set)field->flags, words));
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
		if (field->need == FIELD_NEED_VALUE)
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

/* Signs ------------------------------------------------------------------ */

bool
billing_row_is_credit_note(const struct billing_row *row)
{
	return strcmp(billing_row_text(row, INVOICE_TYPE).text,
		   "credit_note") == 0;
}

/* Turn the fields that bear the flag. */
static void
turn(struct billing_row *row, unsigned flag)
{
	const struct export_kind *kind = row->match->kind;

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];

		if (field->type == FIELD_TYPE_CHOICE ||
		    (field->flags & flag) == 0 ||
		    field_value_negate(field, &row->value[field->column]))
			continue;
		faults_add(row->faults, RULE_BILLING_AMOUNT,
		    billing_row_pos(row, field->column), "%s: is too large",
		    export_field_name(kind, field));
	}
}

static void
check_sign(struct billing_row *row)
{
	const struct field_value *gross = &row->value[INVOICE_GROSS_AMOUNT];
	bool credit = billing_row_is_credit_note(row);
	char text[MONEY_TEXT_MAX];

	if (!gross->is_set || !row->value[INVOICE_TYPE].is_set)
		return;
	if (credit ? gross->money.minor <= 0 : gross->money.minor >= 0)
		return;
	(void)money_format(gross->money, '.', text);
	faults_add(row->faults, RULE_BILLING_SIGN,
	    billing_row_pos(row, INVOICE_GROSS_AMOUNT),
	    "%s with a gross amount of %s %s%s",
	    credit ? "credit note" : "invoice", text,
	    gross->money.currency->code,
	    credit && row->profile->credit_notes_positive ? " after turning"
							  : "");
}

/* Rows ------------------------------------------------------------------- */

/* total must be a + b, or a - b. */
static void
check_total(
    struct billing_row *row, size_t a, size_t b, bool plus, size_t total)
{
	const struct record_column *column = row->match->kind->schema->column;
	const struct field_value *value = row->value;
	char shown[3][MONEY_TEXT_MAX];
	struct money sum;

	if (!value[a].is_set || !value[b].is_set || !value[total].is_set)
		return;
	sum = value[a].money;
	if ((plus ? money_add(&sum, value[b].money)
		  : money_subtract(&sum, value[b].money)) &&
	    sum.minor == value[total].money.minor)
		return;
	(void)money_format(value[a].money, '.', shown[0]);
	(void)money_format(value[b].money, '.', shown[1]);
	(void)money_format(value[total].money, '.', shown[2]);
	faults_add(row->faults, RULE_BILLING_TOTAL, billing_row_pos(row, total),
	    "%s %s %s %s %s is not %s %s", column[a].name, shown[0],
	    plus ? "+" : "-", column[b].name, shown[1], column[total].name,
	    shown[2]);
}

static void
check_period(struct billing_row *row)
{
	const struct field_value *from = &row->value[INVOICE_LINE_DATE_FROM];
	const struct field_value *to = &row->value[INVOICE_LINE_DATE_TO];
	char shown[2][DATE_TEXT_MAX];

	if (!from->is_set || !to->is_set ||
	    date_compare(from->date, to->date) <= 0)
		return;
	faults_add(row->faults, RULE_BILLING_PERIOD,
	    billing_row_pos(row, INVOICE_LINE_DATE_TO),
	    "date_to %s lies before date_from %s",
	    date_format(to->date, shown[0]), date_format(from->date, shown[1]));
}

static void
check_discounts(struct billing_row *row)
{
	static const size_t discount[] = { INVOICE_LINE_DISCOUNT_PERCENTAGE,
		INVOICE_LINE_DISCOUNT_FIXED_PER_QUANTITY,
		INVOICE_LINE_DISCOUNT_FIXED_TOTAL };
	size_t first = 0;

	for (size_t i = 0; i < 3; i++) {
		const struct field_value *value = &row->value[discount[i]];

		if (!value->is_set || decimal_is_zero(value->decimal))
			continue;
		if (first == 0) {
			first = discount[i];
			continue;
		}
		diag_note(faults_add(row->faults, RULE_BILLING_DISCOUNT,
			      billing_row_pos(row, discount[i]),
			      "%s beside %s: a line has at most one discount",
			      record_kind_invoice_line.column[discount[i]].name,
			      record_kind_invoice_line.column[first].name),
		    billing_row_pos(row, first), "the other discount");
	}
}

static void
check_invoice(struct billing_row *row)
{
	if (row->profile->credit_notes_positive &&
	    billing_row_is_credit_note(row))
		turn(row, FIELD_TURNED);
	check_sign(row);
	check_total(row, INVOICE_NET_AMOUNT, INVOICE_VAT_AMOUNT, true,
	    INVOICE_GROSS_AMOUNT);
}

static void
check_line(struct billing_row *row, bool of_credit_note)
{
	if (row->profile->credit_notes_positive && of_credit_note)
		turn(row, FIELD_TURNED);
	check_period(row);
	check_discounts(row);
}

void
billing_row_check(struct billing_row *row, bool of_credit_note)
{
	switch (row->match->kind->id) {
	case EXPORT_KIND_INVOICE:
		check_invoice(row);
		break;
	case EXPORT_KIND_INVOICE_LINE:
		check_line(row, of_credit_note);
		break;
	case EXPORT_KIND_ERP_LINE:
		if (row->profile->erp_credits_account)
			turn(row, FIELD_LEDGER);
		erp_text_derive(row);
		break;
	case EXPORT_KIND_SUPPLIER_INVOICE:
		check_total(row, SUPPLIER_INVOICE_NET_AMOUNT,
		    SUPPLIER_INVOICE_VAT_AMOUNT, true,
		    SUPPLIER_INVOICE_GROSS_AMOUNT);
		break;
	case EXPORT_KIND_PAYOUT:
		check_total(row, PAYOUT_GROSS_AMOUNT, PAYOUT_FEE_AMOUNT, false,
		    PAYOUT_NET_AMOUNT);
		break;
	case EXPORT_KIND_ACCOUNT:
	case EXPORT_KIND_RECIPIENT:
	case EXPORT_KIND_TRANSACTION:
	case EXPORT_KIND_SUPPLIER:
	case EXPORT_KIND_COUNT:
	default:
		break;
	}
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
