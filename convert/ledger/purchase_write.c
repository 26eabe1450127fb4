/* purchase_write.c - vendors and purchase invoices, on the road documents. */
#include <string.h>

#include "base/buf.h"
#include "base/record_kinds.h"
#include "ledger/left_out.h"
#include "ledger/purchase.h"
#include "ledger/voucher_put.h"

const char *
purchase_id(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);

	return arena_printf(
	    &purchases->run->arena, "%s:%s", row->supplier_name, row->number);
}

const char *
purchase_key(struct purchases *purchases, uint32_t index, const char *prefix)
{
	return arena_printf(&purchases->run->arena, "%s:%s", prefix,
	    purchase_id(purchases, index));
}

static const char *
vendor_key(struct purchases *purchases, uint32_t index)
{
	return arena_printf(&purchases->run->arena, "vendor:%s",
	    purchases->purchase[index].settings.code);
}

/* One of these; its mapping line is that of the account. */
static struct posting *
add_system(struct purchases *purchases, struct row_source source,
    enum system_account role, int64_t eur, int64_t amount, const char *text)
{
	struct account_decision account;
	struct posting *posting;

	/* purchase_decide has seen that it is there. */
	(void)mapping_system_account(purchases->run->mapping, role, &account);
	posting = posting_add(
	    &purchases->postings, source, account.account, eur, amount);
	posting->rule = account.rule.text;
	posting->text = text;
	return posting;
}

void
purchase_postings(struct purchases *purchases, uint32_t index,
    struct row_source source, const char *text)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	struct posting *posting;

	posting_set_clear(&purchases->postings);
	posting = posting_add(&purchases->postings, source,
	    purchase->cost.account, purchase->net_eur, row->net);
	posting->rule = purchase->cost.rule.text;
	posting->vat_code = purchase->vat.code;
	posting->vat_percent = purchase->vat.percent;
	posting->text = text;
	if (row->vat != 0)
		add_system(purchases, source, SYSTEM_PURCHASE_VAT,
		    purchase->vat_eur, row->vat, text);
	if (purchase->charge != 0) {
		add_system(purchases, source, SYSTEM_PURCHASE_VAT,
		    purchase->charge_eur, purchase->charge, text);
		add_system(purchases, source, SYSTEM_SALES_VAT,
		    -purchase->charge_eur, -purchase->charge, text);
	}
	add_system(purchases, source, SYSTEM_PAYABLES, -purchase->gross_eur,
	    -row->gross, text);
}

/* Once a vendor, before the first invoice that needs it. */
static void
write_vendor(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct supplier_settings *settings =
	    &purchases->purchase[index].settings;
	struct record_writer *writer;
	void **slot;

	slot = table_slot(
	    &purchases->vendor, settings->code, strlen(settings->code), NULL);
	if (*slot != NULL)
		return;
	*slot = purchases;
	writer = stage_writer_kind(purchases->run->stage, &record_kind_vendor);
	record_put_pos(writer,
	    pos_of(purchases->run->billing->supplier[row->supplier].source));
	record_put_text(writer, settings->rule.text);
	record_put_text(writer, vendor_key(purchases, index));
	record_put_text(writer, settings->code);
	record_put_text(writer, row->supplier_name);
	record_put_text(writer, settings->address);
	record_put_text(writer, settings->postcode);
	record_put_text(writer, settings->city);
	record_put_text(writer, purchase_country(purchases, index));
	record_put_text(writer, purchase_business_id(purchases, index));
	record_put_text(writer, settings->group);
	record_put_text(writer, settings->iban);
	record_put_text(writer, settings->bank_name);
	record_row_end(writer);
}

static void
put_amount(struct record_writer *writer,
    const struct billing_supplier_invoice *row, int64_t minor)
{
	record_put_money(writer, (struct money){ minor, row->currency });
}

/* The event's own line, and the ERP line that the ledger would book it by. */
static void
put_lines(
    struct purchases *purchases, uint32_t index, struct record_writer *writer)
{
	const struct purchase *purchase = &purchases->purchase[index];
	struct buf lines;

	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(
	    &lines, "supplier_invoice", purchase_id(purchases, index));
	voucher_line_add(&lines, "erp_line",
	    purchases->line[purchase->invoice_line].erp->id);
	record_put_text_len(writer, buf_text(&lines), lines.len);
	buf_release(&lines);
}

static void
write_head(struct purchases *purchases, uint32_t index, const char *key)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	struct record_writer *writer;

	writer = stage_writer_kind(
	    purchases->run->stage, &record_kind_purchase_invoice);
	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, purchase->rate_rule);
	record_put_text(writer, key);
	record_put_text(writer, row->number);
	record_put_text(writer, vendor_key(purchases, index));
	record_put_text(writer, purchase->settings.code);
	record_put_text(writer, row->supplier_name);
	record_put_text(writer, purchase_business_id(purchases, index));
	record_put_text(writer, purchase->settings.iban);
	record_put_date(writer, date_of(row->date));
	/* A receipt was due when it was paid: on its own day. */
	record_put_date(writer,
	    date_of(row->due_date.year == 0 ? row->date : row->due_date));
	record_put_text(writer, row->currency->code);
	record_put_decimal(writer, purchase->rate);
	put_amount(writer, row, row->net);
	put_amount(writer, row, row->vat);
	put_amount(writer, row, row->gross);
	put_lines(purchases, index, writer);
	record_row_end(writer);
}

static void
write_line(struct purchases *purchases, uint32_t index, const char *key)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	struct record_writer *writer;

	writer = stage_writer_kind(
	    purchases->run->stage, &record_kind_purchase_invoice_line);
	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, key);
	record_put_integer(writer, 1);
	record_put_text(writer, row->number);
	record_put_text(writer, purchase->cost.account);
	record_put_text(writer, purchase->cost.rule.text);
	record_put_text(writer, purchase->vat.code);
	record_put_decimal(writer, purchase->vat.percent);
	record_put_text(writer, purchase->vat.rule.text);
	record_put_text(writer, row->currency->code);
	put_amount(writer, row, row->net);
	put_amount(writer, row, row->vat);
	record_row_end(writer);
}

void
purchase_write(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct posting_set *postings = &purchases->postings;
	const char *key = purchase_key(purchases, index, "purchase");

	purchase_postings(purchases, index, row->source, row->number);
	if (!posting_set_is_balanced(postings)) {
		purchase_overflow(purchases, index);
		purchase_leave_out(purchases, index);
		return;
	}
	postings->document = key;
	postings->by = "netvisor";
	postings->date = date_of(row->date);
	postings->currency = row->currency;
	postings->rate = purchases->purchase[index].rate;
	write_vendor(purchases, index);
	write_head(purchases, index, key);
	write_line(purchases, index, key);
	posting_set_write(postings,
	    stage_writer_kind(purchases->run->stage, &record_kind_posting));
}
