/* document_voucher.c - a voucher for accounting.nv, in net mode. */
#include "base/buf.h"
#include "netvisor/document.h"
#include "netvisor/document_form.h"

enum voucher_slot {
	SLOT_DATE,
	SLOT_DESCRIPTION,
	SLOT_CLASS,
	SLOT_LINES
};

/* clang-format off */
const struct form_field document_voucher_field[] = {
	/* net: the lines are posted as they are, nothing is added. */
	{ "voucher/calculationmode", "net", FORM_CONSTANT, false },
	{ "voucher/voucherdate", NULL, SLOT_DATE, false },
	{ "voucher/voucherdate@format", "ansi", FORM_CONSTANT, false },
	{ "voucher/description", NULL, SLOT_DESCRIPTION, false },
	{ "voucher/voucherclass", NULL, SLOT_CLASS, false },
	{ "voucher/voucherline", NULL, SLOT_LINES, true },
};
/* clang-format on */
const size_t document_voucher_field_count =
    sizeof(document_voucher_field) / sizeof(document_voucher_field[0]);

enum voucher_line_slot {
	LINE_SLOT_SUM,
	LINE_SLOT_TEXT,
	LINE_SLOT_ACCOUNT,
	LINE_SLOT_VAT_PERCENT,
	LINE_SLOT_VAT_CODE,
	LINE_SLOT_HEADER,
	LINE_SLOT_ITEM
};

/* clang-format off */
const struct form_field document_voucher_line_field[] = {
	{ "linesum", NULL, LINE_SLOT_SUM, false },
	{ "linesum@type", "net", FORM_CONSTANT, false },
	{ "description", NULL, LINE_SLOT_TEXT, false },
	{ "accountnumber", NULL, LINE_SLOT_ACCOUNT, false },
	{ "vatpercent", NULL, LINE_SLOT_VAT_PERCENT, false },
	{ "vatpercent@vatcode", NULL, LINE_SLOT_VAT_CODE, false },
	{ "dimension/dimensionname", NULL, LINE_SLOT_HEADER, false },
	{ "dimension/dimensionitem", NULL, LINE_SLOT_ITEM, false },
};
/* clang-format on */
const size_t document_voucher_line_field_count =
    sizeof(document_voucher_line_field) /
    sizeof(document_voucher_line_field[0]);

bool
document_voucher_line(const struct document_kit *kit,
    const struct voucher_line_document *line, struct document_report *report,
    struct buf *out)
{
	char sum[MONEY_TEXT_MAX], percent[DECIMAL_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_money(&values, LINE_SLOT_SUM, line->amount, sum);
	document_set_text(&values, LINE_SLOT_TEXT, line->text);
	document_set_text(&values, LINE_SLOT_ACCOUNT, line->account);
	document_set_decimal(&values, LINE_SLOT_VAT_PERCENT,
	    decimal_trim(line->vat_percent), percent);
	document_set_text(&values, LINE_SLOT_VAT_CODE, line->vat_code);
	document_set_text(&values, LINE_SLOT_HEADER, line->dimension_header);
	document_set_text(&values, LINE_SLOT_ITEM, line->dimension_item);
	return document_write(kit, kit->voucher_line, &values, report, out);
}

bool
document_voucher(const struct document_kit *kit,
    const struct voucher_document *voucher, const struct buf *lines,
    struct document_report *report, struct buf *out)
{
	char date[DATE_TEXT_MAX];
	struct form_values values;

	values.present = 0;
	document_set_date(&values, SLOT_DATE, voucher->date, date);
	document_set_text(&values, SLOT_DESCRIPTION, voucher->description);
	document_set_text(&values, SLOT_CLASS, voucher->class);
	form_set(&values, SLOT_LINES, buf_text(lines), lines->len);
	return document_write(kit, kit->voucher, &values, report, out);
}
