/* erp_proof.c - see erp_proof.h: what rows say, put aside. */
#include "fenerum/erp_proof.h"

#include <string.h>

#include "fenerum/id_table.h"

/* What a part gathers in memory. */
#define PART_MEMORY ((size_t)16 << 10)

void
erp_proof_init(struct erp_proof *proof)
{
	spill_init(&proof->spill, ERP_PARTS, PART_MEMORY);
}

void
erp_proof_release(struct erp_proof *proof)
{
	spill_release(&proof->spill);
}

static void
set_number(struct erp_note *note, struct csv_field number)
{
	const struct id_key key = id_key_make(0, number.text, number.len);

	note->hash = key.hash;
	note->check = key.check;
}

static void
put_note(const struct billing_row *row, size_t file, struct erp_note *note,
    const struct money *gross, struct csv_field text, struct buf *notes)
{
	note->line = (uint32_t)csv_reader_row_pos(row->reader).line;
	note->file = (uint16_t)file;
	note->len = text.len < UINT16_MAX ? (uint16_t)text.len : UINT16_MAX;
	if ((note->flags & ERP_NOTE_REFUSED) == 0) {
		note->gross = gross->minor;
		memcpy(note->currency, gross->currency->code,
		    sizeof(note->currency));
	}
	buf_put(notes, note, sizeof(*note));
	buf_put(notes, text.text, note->len);
}

static void
note_invoice(const struct billing_row *row, size_t file, struct buf *notes)
{
	const struct field_value *value = row->value;
	struct csv_field number = billing_row_text(row, INVOICE_INVOICE_NUMBER);
	struct erp_note note = { .flags = 0 };

	if (number.len == 0)
		return;
	if (billing_row_is_credit_note(row))
		note.flags |= ERP_NOTE_CREDIT;
	if (faults_any(row->faults))
		note.flags |= ERP_NOTE_REFUSED;
	else
		note.net = value[INVOICE_NET_AMOUNT].money.minor;
	set_number(&note, number);
	put_note(row, file, &note, &value[INVOICE_GROSS_AMOUNT].money, number,
	    notes);
}

static void
note_line(const struct billing_row *row, size_t file, struct buf *notes)
{
	const struct field_value *amount = &row->value[ERP_LINE_AMOUNT];
	struct csv_field number =
	    billing_row_text(row, ERP_LINE_DOCUMENT_NUMBER);
	struct erp_note note = { .flags = ERP_NOTE_LINE };

	if (strcmp(billing_row_text(row, ERP_LINE_TYPE).text, "invoice") != 0)
		return;
	if (number.len == 0)
		number = billing_row_text(row, ERP_LINE_INVOICE_NUMBER);
	if (number.len == 0)
		return;
	if (faults_any(row->faults) || !amount->is_set)
		note.flags |= ERP_NOTE_REFUSED;
	set_number(&note, number);
	put_note(row, file, &note, &amount->money,
	    billing_row_text(row, ERP_LINE_ID), notes);
}

void
erp_proof_note(const struct billing_row *row, size_t file, struct buf *notes)
{
	if (row->match->kind->id == EXPORT_KIND_INVOICE)
		note_invoice(row, file, notes);
	else if (row->match->kind->id == EXPORT_KIND_ERP_LINE)
		note_line(row, file, notes);
}

void
erp_proof_put(struct erp_proof *proof, const struct buf *notes)
{
	const char *at = notes->data, *end;
	struct erp_note note;

	if (notes->len == 0)
		return;
	for (end = at + notes->len; at < end; at += sizeof(note) + note.len) {
		memcpy(&note, at, sizeof(note));
		spill_put(&proof->spill, note.hash % ERP_PARTS, at,
		    sizeof(note) + note.len);
	}
}
