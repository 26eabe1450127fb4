/* billing_document.c - see billing_document.h. */
#include "fenerum/billing_document.h"

#include <string.h>

#include "base/text.h"

/* The columns by which the rows of a kind name their invoice. */
struct joined {
	size_t number;
	size_t uuid;
	bool is_required; /* every row has an invoice, of this month */
};

static const struct joined *
joined_of(const struct billing_row *row)
{
	static const struct joined line = { INVOICE_LINE_INVOICE_NUMBER,
		INVOICE_LINE_INVOICE_UUID, true };
	static const struct joined transaction = { TRANSACTION_INVOICE_NUMBER,
		TRANSACTION_INVOICE_UUID, false };
	static const struct joined erp = { ERP_LINE_INVOICE_NUMBER,
		ERP_LINE_INVOICE_UUID, false };

	if (row->match->kind->id == EXPORT_KIND_INVOICE_LINE)
		return &line;
	if (row->match->kind->id == EXPORT_KIND_TRANSACTION)
		return &transaction;
	return row->match->kind->id == EXPORT_KIND_ERP_LINE ? &erp : NULL;
}

static void
report_unknown(struct billing_row *row, const struct joined *joined)
{
	struct csv_field uuid = billing_row_text(row, joined->uuid);
	char shown[TEXT_CLIP_MAX];

	faults_add(row->faults, RULE_BILLING_INVOICE_UUID,
	    billing_row_pos(row, joined->uuid),
	    "invoice_uuid '%s' is of no invoice of this month",
	    text_clip(uuid.text, uuid.len, shown));
}

/* The uuid is of one invoice, the number of another or of none. */
static void
report_other(struct billing_row *row, const struct joined *joined,
    struct source_pos pos, const char *number)
{
	struct csv_field given = billing_row_text(row, joined->number);
	char shown[TEXT_CLIP_MAX];
	struct diag *diag;

	(void)text_clip(given.text, given.len, shown);
	if (number != NULL)
		diag = faults_add(row->faults, RULE_BILLING_INVOICE_UUID,
		    billing_row_pos(row, joined->uuid),
		    "invoice_uuid is that of '%s', but invoice_number is '%s'",
		    number, shown);
	else
		diag = faults_add(row->faults, RULE_BILLING_INVOICE_UUID,
		    billing_row_pos(row, joined->uuid),
		    "invoice_uuid is not that of '%s', which is "
		    "invoice_number",
		    shown);
	diag_note(diag, pos, "the invoice");
}

/* No invoice of this month: an earlier one, if its number does not deny it. */
static void
find_unknown(struct billing_row *row, const struct document_index *documents,
    const struct joined *joined)
{
	struct csv_field number = billing_row_text(row, joined->number);
	const struct document *document =
	    document_index_number(documents, number);

	if (document != NULL)
		report_other(row, joined, document->pos, NULL);
	else if (number.len == 0)
		report_unknown(row, joined);
}

void
billing_document_find(
    struct billing_row *row, const struct document_index *documents)
{
	const struct joined *joined = joined_of(row);
	const struct document *document;
	struct csv_field number;

	if (joined == NULL)
		return;
	if (!row->value[joined->uuid].is_set) {
		if (joined->is_required &&
		    billing_row_exported(row, joined->number).len == 0)
			faults_add(row->faults, RULE_BILLING_REQUIRED,
			    billing_row_pos(row, joined->number),
			    "invoice_number: no value");
		return;
	}
	document =
	    document_index_uuid(documents, billing_row_text(row, joined->uuid));
	if (document == NULL) {
		find_unknown(row, documents, joined);
		return;
	}
	number = billing_row_text(row, joined->number);
	if (number.len > 0 &&
	    (number.len != document->number_len ||
		memcmp(number.text, document->number, number.len) != 0)) {
		report_other(row, joined, document->pos, document->number);
		return;
	}
	row->value[joined->number].is_set = document->number_len > 0;
	row->value[joined->number].text =
	    (struct csv_field){ document->number, document->number_len };
}

bool
billing_document_is_credit_note(
    const struct billing_row *row, const struct document_index *documents)
{
	const struct document *document;

	if (row->match->kind->id != EXPORT_KIND_INVOICE_LINE)
		return false;
	document = document_index_number(
	    documents, billing_row_text(row, INVOICE_LINE_INVOICE_NUMBER));
	return document != NULL && document->is_credit_note;
}

static void
see_invoice(const struct billing_row *row, struct document_index *documents)
{
	const struct field_value *value = row->value;
	struct document *document = document_index_add(documents,
	    billing_row_text(row, INVOICE_INVOICE_NUMBER),
	    billing_row_text(row, INVOICE_UUID));

	if (document->number_len == 0) {
		/* A refused one's as it is, so that its lines bear it too. */
		struct csv_field number =
		    billing_row_exported(row, INVOICE_INVOICE_NUMBER);

		document->number =
		    arena_strndup(&documents->arena, number.text, number.len);
		document->number_len = (uint32_t)number.len;
	}
	document->pos = csv_reader_row_pos(row->reader);
	document->is_credit_note = billing_row_is_credit_note(row);
	document->is_refused = faults_any(row->faults);
	if (document->is_refused)
		return;
	document->currency = value[INVOICE_CURRENCY].currency;
	document->net = value[INVOICE_NET_AMOUNT].money.minor;
	document->gross = value[INVOICE_GROSS_AMOUNT].money.minor;
}

static void
see_erp_line(const struct billing_row *row, struct document_index *documents)
{
	const struct field_value *amount = &row->value[ERP_LINE_AMOUNT];
	struct csv_field number =
	    billing_row_text(row, ERP_LINE_DOCUMENT_NUMBER);
	struct document *document;

	if (strcmp(billing_row_text(row, ERP_LINE_TYPE).text, "invoice") != 0)
		return;
	if (number.len == 0)
		number = billing_row_text(row, ERP_LINE_INVOICE_NUMBER);
	document = document_index_number(documents, number);
	if (document == NULL || document->is_refused)
		return;
	if (faults_any(row->faults) || !amount->is_set ||
	    amount->money.currency != document->currency ||
	    __builtin_add_overflow(
		document->erp_sum, amount->money.minor, &document->erp_sum)) {
		document->erp_is_broken = true;
		return;
	}
	/* The one to name, if the sum is wrong: not the whole by itself. */
	if (document->erp_id == NULL &&
	    amount->money.minor != (row->profile->erp_invoice_net
					   ? document->net
					   : document->gross)) {
		struct csv_field id = billing_row_text(row, ERP_LINE_ID);

		document->erp = csv_reader_row_pos(row->reader);
		document->erp_id =
		    arena_strndup(&documents->arena, id.text, id.len);
	} else if (document->erp.file == NULL) {
		document->erp = csv_reader_row_pos(row->reader);
	}
}

void
billing_document_see(
    const struct billing_row *row, struct document_index *documents)
{
	if (row->match->kind->id == EXPORT_KIND_INVOICE)
		see_invoice(row, documents);
	else if (row->match->kind->id == EXPORT_KIND_ERP_LINE)
		see_erp_line(row, documents);
}
