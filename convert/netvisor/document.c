/* document.c - kit and faults of documents, and the small documents. */
#include "netvisor/document.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "netvisor/document_form.h"
#include "netvisor/form.h"
#include "netvisor/request.h"
#include "netvisor/schema.h"

enum dimension_slot {
	DIMENSION_SLOT_HEADER,
	DIMENSION_SLOT_ITEM
};

static const struct form_field dimension_field[] = {
	{ "dimensionitem/name", NULL, DIMENSION_SLOT_HEADER, false },
	{ "dimensionitem/item", NULL, DIMENSION_SLOT_ITEM, false },
};

/* Nothing but what stands around the items. */
static const struct form_field batch_field[] = {
	{ "salesinvoicebatch/items/item", NULL, 0, true },
};

/* One form of the kit: from which schema, for which element. */
struct form_source {
	struct form **form;
	enum request_kind request;
	const char *path;
	const struct form_field *field;
	size_t field_count;
};

int
document_kit_init(struct document_kit *kit, const struct company *company,
    struct diag_list *diag)
{
	*kit = (struct document_kit){ .encoding = company->encoding,
		.rate_per_euro = company->currency_rate_per_euro,
		.netvisor_sends = company->netvisor_sends_invoices };
	const struct form_source source[] = {
		{ &kit->dimension, REQUEST_DIMENSION, "root", dimension_field,
		    sizeof(dimension_field) / sizeof(dimension_field[0]) },
		{ &kit->customer, REQUEST_CUSTOMER, "root",
		    document_customer_field, document_customer_field_count },
		{ &kit->batch, REQUEST_INVOICES, "root", batch_field, 1 },
		{ &kit->invoice, REQUEST_INVOICES,
		    "root/salesinvoicebatch/items/item", document_invoice_field,
		    document_invoice_field_count },
		{ &kit->invoice_line, REQUEST_INVOICES,
		    "root/salesinvoicebatch/items/item/itemdata/salesinvoice/"
		    "invoicelines/invoiceline",
		    document_invoice_line_field,
		    document_invoice_line_field_count },
		{ &kit->voucher, REQUEST_VOUCHER, "root",
		    document_voucher_field, document_voucher_field_count },
		{ &kit->voucher_line, REQUEST_VOUCHER,
		    "root/voucher/voucherline", document_voucher_line_field,
		    document_voucher_line_field_count },
		{ &kit->vendor, REQUEST_VENDOR, "root", document_vendor_field,
		    document_vendor_field_count },
		{ &kit->match, REQUEST_MATCH, "root", document_match_field,
		    document_match_field_count },
		{ &kit->payment, REQUEST_PAYMENT, "root",
		    document_payment_field, document_payment_field_count },
		{ &kit->purchase, REQUEST_PURCHASE, "root",
		    document_purchase_field, document_purchase_field_count },
		{ &kit->purchase_line, REQUEST_PURCHASE,
		    "root/purchaseinvoice/purchaseinvoicelines/"
		    "purchaseinvoiceline",
		    document_purchase_line_field,
		    document_purchase_line_field_count },
		{ &kit->transfer, REQUEST_TRANSFER, "root",
		    document_transfer_field, document_transfer_field_count },
	};
	int result = 0;

	for (size_t i = 0; i < sizeof(source) / sizeof(source[0]); i++) {
		struct schema *schema =
		    schema_load(request_schema(source[i].request), diag);

		if (schema != NULL)
			*source[i].form = form_new(schema, source[i].path,
			    source[i].field, source[i].field_count, diag);
		if (*source[i].form == NULL)
			result = -1;
		schema_free(schema);
	}
	return result;
}

void
document_kit_release(struct document_kit *kit)
{
	form_free(kit->dimension);
	form_free(kit->customer);
	form_free(kit->batch);
	form_free(kit->invoice);
	form_free(kit->invoice_line);
	form_free(kit->voucher);
	form_free(kit->voucher_line);
	form_free(kit->vendor);
	form_free(kit->match);
	form_free(kit->payment);
	form_free(kit->purchase);
	form_free(kit->purchase_line);
	form_free(kit->transfer);
}

void
document_note_rule(struct document_report *report, enum rule_id rule)
{
	for (size_t i = 0; i < report->rule_count; i++) {
		if (report->rule[i] == rule)
			return;
	}
	if (report->rule_count < DOCUMENT_RULES_MAX)
		report->rule[report->rule_count++] = rule;
}

struct diag *
document_fault(
    struct document_report *report, enum rule_id rule, const char *fmt, ...)
{
	va_list arguments;
	struct diag *found;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	found = diag_add(report->diag, rule, report->pos, "%s", text);
	free(text);
	document_note_rule(report, rule);
	return found;
}

/* A form's fault as a finding. */
static void
on_form_fault(void *context, const struct form_fault *fault)
{
	struct document_report *report = context;
	const char *element = fault->element != NULL ? fault->element : "root";

	switch (fault->kind) {
	case FORM_REQUIRED:
		(void)document_fault(report, RULE_DOCUMENT_REQUIRED,
		    "'%s' is empty, but required", element);
		break;
	case FORM_TOO_LONG:
		(void)document_fault(report, RULE_DOCUMENT_TOO_LONG,
		    "'%s' has %zu characters, at most %zu are taken", element,
		    fault->length, fault->max);
		break;
	case FORM_NOT_ENCODABLE:
		(void)document_fault(report, RULE_DOCUMENT_ENCODING,
		    "'%s' holds U+%04X, which iso-8859-15 does not have",
		    element, (unsigned)fault->character);
		break;
	case FORM_NOT_UTF8:
		(void)document_fault(report, RULE_DOCUMENT_CHARACTER,
		    "'%s' is not UTF-8", element);
		break;
	case FORM_NOT_XML:
		(void)document_fault(report, RULE_DOCUMENT_CHARACTER,
		    "'%s' holds U+%04X, which XML cannot hold", element,
		    (unsigned)fault->character);
		break;
	case FORM_TOO_LARGE:
		(void)document_fault(report, RULE_DOCUMENT_TOO_LARGE,
		    "the document does not fit in a request");
		break;
	}
}

bool
document_write(const struct document_kit *kit, const struct form *form,
    const struct form_values *values, struct document_report *report,
    struct buf *out)
{
	const struct form_report to = { on_form_fault, report };

	return form_write(form, values, kit->encoding, out, &to);
}

void
document_set_text(struct form_values *values, int slot, const char *text)
{
	if (text != NULL)
		form_set(values, slot, text, strlen(text));
}

void
document_set_decimal(struct form_values *values, int slot,
    struct decimal decimal, char text[DECIMAL_TEXT_MAX])
{
	const size_t len = decimal_format(decimal, ',', text);

	form_set(values, slot, text, len);
}

void
document_set_money(struct form_values *values, int slot, struct money money,
    char text[MONEY_TEXT_MAX])
{
	const size_t len = money_format(money, ',', text);

	form_set(values, slot, text, len);
}

void
document_set_date(struct form_values *values, int slot, struct date date,
    char text[DATE_TEXT_MAX])
{
	document_set_text(values, slot, date_format(date, text));
}

bool
document_dimension(const struct document_kit *kit,
    const struct dimension_document *dimension, struct document_report *report,
    struct buf *out)
{
	struct form_values values;

	values.present = 0;
	document_set_text(&values, DIMENSION_SLOT_HEADER, dimension->header);
	document_set_text(&values, DIMENSION_SLOT_ITEM, dimension->item);
	return document_write(kit, kit->dimension, &values, report, out);
}

void
document_batch_around(const struct document_kit *kit, const char **ret_before,
    const char **ret_after)
{
	form_around(kit->batch, ret_before, ret_after);
}
