/* invoice_read_line.c - the lines of an invoice; see invoice.h. */
#include <string.h>

#include "sandbox/invoice.h"
#include "sandbox/message.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

/* By key or code; the sandbox keeps no EAN codes. */
static bool
read_product(sqlite3 *books, struct arena *arena,
    const struct message_node *node, struct invoice_line *line,
    struct sandbox_answer *answer)
{
	const struct message_node *identifier =
	    message_child(node, "productidentifier");
	const char *type = message_attribute(identifier, "type");
	const char *name = message_text(node, "productname");
	sqlite3_stmt *row = query(books,
	    "SELECT key, name, account, unit FROM product"
	    " WHERE CASE ?2 WHEN 'customer' THEN code = ?1"
	    " WHEN 'netvisor' THEN CAST(key AS TEXT) = ?1 ELSE 0 END",
	    "tt", identifier->text, type);

	if (!query_row(row)) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Product not found with %s "
		    "identifier: %s",
		    type, identifier->text);
		return false;
	}
	line->product = query_integer(row, 0);
	line->name =
	    arena_strdup(arena, name[0] == '\0' ? query_text(row, 1) : name);
	line->account = arena_strdup(arena, query_text(row, 2));
	line->unit = arena_strdup(arena, query_text(row, 3));
	query_end(row);
	return true;
}

static bool
read_price(const struct message_node *node, struct invoice_line *line,
    struct sandbox_answer *answer)
{
	line->price_type =
	    message_attribute(message_child(node, "productunitprice"), "type");
	if (strcmp(line->price_type, "netvisor") == 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. The product has no price in the "
		    "register");
		return false;
	}
	(void)wire_decimal(
	    message_text(node, "productunitprice"), &line->price);
	(void)wire_decimal(
	    message_text(node, "salesinvoiceproductlinequantity"),
	    &line->quantity);
	/* No number: the customer's own discount, and none has one here. */
	(void)wire_decimal(
	    message_text(node, "salesinvoiceproductlinediscountpercentage"),
	    &line->discount);
	/* The two sums count together or not at all. */
	line->has_sums =
	    wire_rounded(message_text(node, "salesinvoiceproductlinevatsum"),
		&line->vat) &&
	    wire_rounded(
		message_text(node, "salesinvoiceproductlinesum"), &line->net);
	return true;
}

static bool
read_vat(sqlite3 *books, const struct message_node *node,
    struct invoice_line *line, struct sandbox_answer *answer)
{
	line->vat_code = message_attribute(
	    message_child(node, "productvatpercentage"), "vatcode");
	(void)wire_decimal(
	    message_text(node, "productvatpercentage"), &line->vat_percent);
	if (line->vat_code == NULL) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. VAT code cannot be retrieved");
		return false;
	}
	return posting_may_use_vat(
	    books, line->vat_code, line->vat_percent, answer);
}

static bool
reckon(const struct invoice *invoice, struct invoice_line *line,
    struct sandbox_answer *answer)
{
	if (invoice_reckon_line(line) &&
	    invoice_reckon_euros(line, invoice->rate))
		return true;
	sandbox_refuse(answer, "INVALID_DATA_SIZE",
	    "The sum of the line %s is too large or too precise", line->name);
	return false;
}

static bool
read_line(sqlite3 *books, struct arena *arena, const struct invoice *invoice,
    const struct message_node *node, struct invoice_line *line,
    struct sandbox_answer *answer)
{
	const char *account = message_text(node, "accountingaccountsuggestion");
	const char *unit = message_text(node, "productunitname");

	if (message_child(node, "accrualrule") != NULL) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. This server does not know how to "
		    "book accrualrule");
		return false;
	}
	if (!read_product(books, arena, node, line, answer) ||
	    !read_price(node, line, answer) ||
	    !read_vat(books, node, line, answer))
		return false;
	if (account[0] != '\0')
		line->account = account;
	if (unit[0] != '\0')
		line->unit = unit;
	line->free_text = message_text(node, "salesinvoiceproductlinefreetext");
	line->dimension =
	    posting_dimensions(arena, node, &line->dimension_count);
	return posting_may_use_account(books, line->account, answer) &&
	       reckon(invoice, line, answer);
}

/* A comment, or a line below a product's that is only shown. */
static void
read_comment(const struct message_node *node, struct invoice_line *line)
{
	const char *comment = message_text(node, "comment");

	line->is_comment = true;
	line->name = comment[0] != '\0'
	                 ? comment
	                 : message_text(node, "sublinearticlename");
}

bool
invoice_read_lines(sqlite3 *books, struct arena *arena, struct invoice *invoice,
    struct sandbox_answer *answer)
{
	const struct message_node *first = message_child(
	    message_child(invoice->node, "invoicelines"), "invoiceline");
	const struct message_node *at;
	size_t count = 0;

	for (at = first; at != NULL; at = message_again(at))
		count++;
	invoice->line = arena_alloc(arena, count * sizeof(*invoice->line));
	for (at = first; at != NULL; at = message_again(at)) {
		struct invoice_line *line =
		    &invoice->line[invoice->line_count++];

		if (strcmp(at->first->name, "salesinvoiceproductline") != 0)
			read_comment(at->first, line);
		else if (!read_line(
			     books, arena, invoice, at->first, line, answer))
			return false;
	}
	return true;
}
