/* invoice_book.c - invoices and their vouchers into the books. */
#include <string.h>

#include "sandbox/invoice.h"
#include "sandbox/message.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

static int64_t
insert_invoice(sqlite3 *books, const struct invoice *invoice,
    const struct invoice_source *source)
{
	const struct message_node *node = invoice->node;
	char rate[DECIMAL_TEXT_MAX];

	return query_run(books,
	    "INSERT INTO invoice(number, batch, identifier, customer, date,"
	    " due_date, value_date, delivery_date, reference_number,"
	    " currency, rate, sum, sum_eur, open, open_eur, status,"
	    " private_comment, our_reference, your_reference, text_before,"
	    " text_after, order_number, net_days, changed_at)"
	    " VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?12, ?13,"
	    " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, nullif(?21, -1),"
	    " ?22)",
	    "titittttttt"
	    "iit"
	    "tttttt"
	    "it",
	    invoice->number, source->batch, source->identifier,
	    invoice->customer, invoice->date, invoice->due_date,
	    invoice->value_date, invoice->delivery_date, invoice->reference,
	    invoice->currency, wire_plain(invoice->rate, rate), invoice->sum,
	    invoice->sum_eur, invoice->is_open ? "open" : "unsent",
	    message_text(node, "salesinvoiceprivatecomment"),
	    message_text(node, "salesinvoiceourreference"),
	    message_text(node, "salesinvoiceyourreference"),
	    message_text(node, "salesinvoicefreetextbeforelines"),
	    message_text(node, "salesinvoicefreetextafterlines"),
	    message_text(node, "ordernumber"), invoice->net_days, source->now);
}

/* A comment is a line without a product, its text in free_text. */
static int64_t
insert_comment(
    sqlite3 *books, int64_t key, int64_t place, const struct invoice_line *line)
{
	return query_run(books,
	    "INSERT INTO invoice_line(invoice, place, product, name,"
	    " unit_price, price_type, quantity, vat_code, vat_percent, net,"
	    " vat, gross, account, free_text)"
	    " VALUES (?, ?, 0, '', '0', 'net', '0', 'NONE', '0', 0, 0, 0, '',"
	    " ?)",
	    "iit", key, place, line->name);
}

static int64_t
insert_product_line(
    sqlite3 *books, int64_t key, int64_t place, const struct invoice_line *line)
{
	char price[DECIMAL_TEXT_MAX], quantity[DECIMAL_TEXT_MAX];
	char discount[DECIMAL_TEXT_MAX], percent[DECIMAL_TEXT_MAX];

	return query_run(books,
	    "INSERT INTO invoice_line(invoice, place, product, name,"
	    " unit_price, price_type, quantity, discount, vat_code,"
	    " vat_percent, net, vat, gross, account, unit, free_text)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "iiittttttt"
	    "iiittt",
	    key, place, line->product, line->name,
	    wire_plain(line->price, price), line->price_type,
	    wire_plain(line->quantity, quantity),
	    wire_plain(line->discount, discount), line->vat_code,
	    wire_plain(line->vat_percent, percent), line->net, line->vat,
	    line->gross, line->account, line->unit, line->free_text);
}

static void
insert_lines(sqlite3 *books, int64_t key, const struct invoice *invoice)
{
	size_t i, d;

	for (i = 0; i < invoice->line_count; i++) {
		const struct invoice_line *line = &invoice->line[i];
		int64_t place = (int64_t)i + 1;
		int64_t line_key =
		    line->is_comment
			? insert_comment(books, key, place, line)
			: insert_product_line(books, key, place, line);

		for (d = 0; d < line->dimension_count; d++)
			(void)query_run(books,
			    "INSERT INTO invoice_line_dimension(line, place,"
			    " header, item) VALUES (?, ?, ?, ?)",
			    "iitt", line_key, (int64_t)d + 1,
			    line->dimension[d].header, line->dimension[d].item);
		posting_make_dimensions(
		    books, line->dimension, line->dimension_count, "invoice");
	}
}

/* The VAT of all lines with the line's code and percent, once. */
static void
post_vat(struct posting *posting, const struct invoice *invoice, size_t at,
    const char *account)
{
	const struct invoice_line *own = &invoice->line[at];
	int64_t vat = 0;
	size_t i;

	for (i = 0; i < invoice->line_count; i++) {
		const struct invoice_line *line = &invoice->line[i];

		if (line->is_comment ||
		    strcmp(line->vat_code, own->vat_code) != 0 ||
		    decimal_compare(line->vat_percent, own->vat_percent) != 0)
			continue;
		if (i < at)
			return;
		vat += line->vat_eur;
	}
	if (vat != 0)
		(void)posting_add(posting, account, -vat);
}

static void
post_line(struct posting *posting, struct arena *arena,
    const struct invoice_line *own)
{
	struct posting_line *line;
	char percent[DECIMAL_TEXT_MAX];

	if (own->net_eur == 0)
		return;
	line = posting_add(posting, own->account, -own->net_eur);
	line->vat_code = own->vat_code;
	line->vat_percent =
	    arena_strdup(arena, wire_plain(own->vat_percent, percent));
	line->description = own->name;
	line->dimension = own->dimension;
	line->dimension_count = own->dimension_count;
}

static void
post_lines(sqlite3 *books, struct posting *posting, struct arena *arena,
    const struct invoice *invoice)
{
	const char *vat_account =
	    posting_default_account(books, arena, "SalesVATDebt");
	size_t i;

	if (invoice->sum_eur != 0)
		(void)posting_add(
		    posting, invoice->receivable_account, invoice->sum_eur);
	for (i = 0; i < invoice->line_count; i++)
		if (!invoice->line[i].is_comment)
			post_line(posting, arena, &invoice->line[i]);
	for (i = 0; i < invoice->line_count; i++)
		if (!invoice->line[i].is_comment)
			post_vat(posting, invoice, i, vat_account);
}

static int64_t
sales_voucher_type(sqlite3 *books)
{
	return query_number(books, 0,
	    "SELECT coalesce((SELECT type FROM default_voucher_type"
	    " WHERE purpose = 'SalesInvoices'),"
	    " (SELECT key FROM voucher_type WHERE name = 'Myyntilasku'), 0)",
	    "");
}

static bool
book_voucher(sqlite3 *books, struct arena *arena, const struct invoice *invoice,
    int64_t key, const struct invoice_source *source,
    struct sandbox_answer *answer)
{
	struct posting posting = { .date = invoice->value_date[0] != '\0'
		                               ? invoice->value_date
		                               : invoice->date,
		.type = sales_voucher_type(books),
		.comment = "",
		.source_type = "salesinvoice",
		.source_key = key };
	int64_t voucher;

	if (!posting_may_use_date(books, posting.date, answer))
		return false;
	posting.description = arena_printf(arena, "Myyntilasku %s, %s",
	    invoice->number, invoice->customer_name);
	post_lines(books, &posting, arena, invoice);
	voucher = posting_write(books, &posting, source->now);
	posting_release(&posting);
	(void)query_run(books, "UPDATE invoice SET voucher = ? WHERE key = ?",
	    "ii", voucher, key);
	return true;
}

int64_t
invoice_book(sqlite3 *books, struct arena *arena, struct invoice *invoice,
    const struct invoice_source *source, struct sandbox_answer *answer)
{
	int64_t key = insert_invoice(books, invoice, source);

	insert_lines(books, key, invoice);
	if (invoice->is_open &&
	    !book_voucher(books, arena, invoice, key, source, answer))
		return 0;
	return key;
}
