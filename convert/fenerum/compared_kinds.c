/* compared_kinds.c - see compared_kinds.h. */
#include "fenerum/compared_kinds.h"

#include <string.h>

#include "base/text.h"

#define MULTIPLIER UINT64_C(0x9E3779B97F4A7C15)

const struct compared_kind compared_kinds[COMPARED_KIND_COUNT] = {
	{ &record_kind_account, ACCOUNT_CODE, 0, 0 },
	{ &record_kind_invoice, INVOICE_UUID, 0, INVOICE_GROSS_AMOUNT },
	{ &record_kind_invoice_line, INVOICE_LINE_ID, 0,
	    INVOICE_LINE_NET_AMOUNT },
	{ &record_kind_transaction, TRANSACTION_UUID, 0, TRANSACTION_AMOUNT },
	{ &record_kind_erp_line, ERP_LINE_ID, 0, ERP_LINE_AMOUNT },
	{ &record_kind_supplier_invoice, SUPPLIER_INVOICE_SUPPLIER_NAME,
	    SUPPLIER_INVOICE_INVOICE_NUMBER, SUPPLIER_INVOICE_GROSS_AMOUNT },
	{ &record_kind_payout, PAYOUT_ID, 0, PAYOUT_GROSS_AMOUNT },
};

const struct compared_kind *
compared_kind_of(const struct record_schema *schema)
{
	for (size_t i = 0; i < COMPARED_KIND_COUNT; i++) {
		if (compared_kinds[i].schema == schema)
			return &compared_kinds[i];
	}
	return NULL;
}

size_t
compared_kind_number(const struct compared_kind *kind)
{
	return (size_t)(kind - compared_kinds);
}

/* A row from its fields -------------------------------------------------- */

/* A field joins the digest, in the order of the columns. */
static void
add_field(struct compared_row *row, size_t column, const char *text, size_t len)
{
	const struct id_key key = id_key_make((unsigned)column, text, len);

	row->digest =
	    (row->digest ^ key.hash ^ key.check) * MULTIPLIER + key.hash;
	row->digest ^= row->digest >> 29;
}

static void
set_key(struct compared_row *row, const struct compared_kind *kind,
    struct csv_field first, struct csv_field second)
{
	char text[2 * COMPARED_KEY_MAX];
	size_t len =
	    first.len < COMPARED_KEY_MAX ? first.len : COMPARED_KEY_MAX - 1;
	size_t rest = COMPARED_KEY_MAX - 1 - len;

	row->id = id_key_make(
	    (unsigned)compared_kind_number(kind), first.text, first.len);
	memcpy(text, first.text, len);
	if (kind->second != 0) {
		const struct id_key other =
		    id_key_make(COMPARED_KIND_COUNT, second.text, second.len);

		row->id.hash ^= other.hash * MULTIPLIER;
		row->id.hash += row->id.hash == 0;
		row->id.check += other.check;
		if (rest > 0) {
			text[len++] = ' ';
			rest--;
		}
		if (second.len < rest)
			rest = second.len;
		memcpy(text + len, second.text, rest);
		len += rest;
	}
	/* Not in the middle of a character. */
	len = text_utf8_check(text, len);
	memcpy(row->key, text, len);
	row->key[len] = '\0';
}

/* As a record --------------------------------------------------------------
 */

static struct csv_field
record_field(const struct record_reader *record, size_t column)
{
	return (struct csv_field){ record_text(record, column),
		record_text_len(record, column) };
}

void
compared_row_of_record(struct compared_row *row,
    const struct compared_kind *kind, struct record_reader *record)
{
	row->digest = 0;
	for (size_t i = 1; i < kind->schema->column_count; i++)
		add_field(
		    row, i, record_text(record, i), record_text_len(record, i));
	set_key(row, kind, record_field(record, kind->key),
	    record_field(record, kind->second));
	row->has_amount = kind->amount != 0 &&
	                  record_money(record, kind->amount, &row->amount);
}

/* As it is read -----------------------------------------------------------
 */

/* The text that the record will have; text is for what has to be formatted. */
static struct csv_field
value_text(const struct record_column *column, const struct field_value *value,
    char text[DECIMAL_TEXT_MAX])
{
	struct csv_field result = { text, 0 };

	if (!value->is_set)
		return result;
	switch (column->type) {
	case RECORD_DATE:
		(void)date_format(value->date, text);
		result.len = strlen(text);
		break;
	case RECORD_INTEGER:
		result.len = decimal_format(
		    (struct decimal){ value->integer, 0 }, '.', text);
		break;
	case RECORD_DECIMAL:
		result.len = decimal_format(value->decimal, '.', text);
		break;
	case RECORD_AMOUNT:
	case RECORD_MONEY:
		result.len =
		    decimal_format(money_decimal(value->money), '.', text);
		break;
	case RECORD_TEXT:
	default:
		result = value->text;
		break;
	}
	return result;
}

void
compared_row_of_export(struct compared_row *row,
    const struct compared_kind *kind, const struct billing_row *export)
{
	const struct field_value *value = export->value;
	char text[DECIMAL_TEXT_MAX];

	row->digest = 0;
	for (size_t i = 1; i < kind->schema->column_count; i++) {
		struct csv_field field =
		    value_text(&kind->schema->column[i], &value[i], text);

		add_field(row, i, field.text, field.len);
	}
	set_key(row, kind, billing_row_text(export, kind->key),
	    billing_row_text(export, kind->second));
	row->has_amount = kind->amount != 0 && value[kind->amount].is_set;
	if (row->has_amount)
		row->amount = value[kind->amount].money;
}
