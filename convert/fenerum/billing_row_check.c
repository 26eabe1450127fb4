/* billing_row_check.c - the fields of a row against one another. */
#include <string.h>

#include "fenerum/billing_row.h"
#include "fenerum/erp_text.h"
#include "fenerum/line_price.h"
#include "fenerum/profile_proof.h"

/* Signs ------------------------------------------------------------------ */

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
	const struct source_pos pos =
	    billing_row_pos(row, INVOICE_GROSS_AMOUNT);
	bool credit = billing_row_is_credit_note(row);
	char text[MONEY_TEXT_MAX];

	if (!gross->is_set || !row->value[INVOICE_TYPE].is_set)
		return;
	if (credit ? gross->money.minor <= 0 : gross->money.minor >= 0) {
		row->proof->credit_notes.right +=
		    credit && gross->money.minor < 0;
		return;
	}
	(void)money_format(gross->money, '.', text);
	if (credit)
		proof_refuse(&row->proof->credit_notes, row->faults, pos, true,
		    "credit note with a gross amount of %s %s%s", text,
		    gross->money.currency->code,
		    row->profile->credit_notes_positive ? " after turning"
							: "");
	else
		faults_add(row->faults, RULE_BILLING_SIGN, pos,
		    "invoice with a gross amount of %s %s", text,
		    gross->money.currency->code);
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
	line_price_check(row);
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
