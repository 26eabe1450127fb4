/* invoice_answer.c - see invoice_answer.h. */
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "sandbox/filter.h"
#include "sandbox/invoice_answer.h"
#include "sandbox/query.h"
#include "sandbox/wire.h"

static const char line_columns[] =
    "SELECT l.key, coalesce(p.code, ''), l.name, l.product, l.unit_price,"
    " l.vat_percent, l.vat_code, l.quantity, l.unit, l.discount,"
    " l.free_text, l.vat, l.gross, l.account,"
    " (SELECT key FROM account WHERE number = l.account LIMIT 1)"
    " FROM invoice_line l LEFT JOIN product p ON p.key = l.product"
    " WHERE l.invoice = ? ORDER BY l.place";

enum line_column {
	LINE_KEY,
	LINE_CODE,
	LINE_NAME,
	LINE_PRODUCT,
	LINE_PRICE,
	LINE_PERCENT,
	LINE_VAT_CODE,
	LINE_QUANTITY,
	LINE_UNIT,
	LINE_DISCOUNT,
	LINE_TEXT,
	LINE_VAT,
	LINE_GROSS,
	LINE_ACCOUNT,
	LINE_ACCOUNT_KEY
};

/* Prices and line sums have four decimals at least: 6,9000. */
#define LINE_DECIMALS 4

static void
put_decimal(struct buf *out, const char *name, const char *plain)
{
	char text[DECIMAL_TEXT_MAX];

	answer_text(out, name, wire_padded(plain, LINE_DECIMALS, text));
}

static void
put_sum(struct buf *out, const char *name, int64_t cents)
{
	char plain[DECIMAL_TEXT_MAX];

	(void)decimal_format((struct decimal){ cents, 2 }, '.', plain);
	put_decimal(out, name, plain);
}

/* The code of "none" is shown as a hyphen. */
static void
put_vat(struct buf *out, sqlite3_stmt *row)
{
	const char *code = query_text(row, LINE_VAT_CODE);
	char attributes[32], percent[DECIMAL_TEXT_MAX];

	(void)snprintf(attributes, sizeof(attributes), "vatcode=\"%.10s\"",
	    strcmp(code, "NONE") == 0 ? "-" : code);
	answer_text_with(out, "ProductVatPercentage", attributes,
	    wire_comma(query_text(row, LINE_PERCENT), percent));
}

static void
put_product_line(sqlite3 *books, struct buf *out, sqlite3_stmt *row)
{
	static const char dimensions[] =
	    "SELECT header, item FROM invoice_line_dimension WHERE line = ?"
	    " ORDER BY place";
	answer_open(out, "SalesInvoiceProductLine");
	answer_integer(out, "NetvisorKey", query_integer(row, LINE_KEY));
	/* In lower case among the others, as once recorded. */
	answer_text_with(out, "productidentifier", "type=\"customer\"",
	    query_text(row, LINE_CODE));
	answer_text(out, "ProductName", query_text(row, LINE_NAME));
	answer_integer(
	    out, "ProductNetvisorKey", query_integer(row, LINE_PRODUCT));
	put_decimal(out, "ProductUnitPrice", query_text(row, LINE_PRICE));
	put_decimal(out, "ProductPurchasePrice", "0");
	put_vat(out, row);
	answer_text(out, "ProductPrimaryEanCode", "");
	answer_text(out, "ProductSecondaryEanCode", "");
	put_decimal(out, "SalesInvoiceProductLineQuantity",
	    query_text(row, LINE_QUANTITY));
	answer_text(
	    out, "SalesInvoiceProductLineUnit", query_text(row, LINE_UNIT));
	put_decimal(out, "SalesInvoiceProductLineDiscountPercentage",
	    query_text(row, LINE_DISCOUNT));
	answer_text(
	    out, "SalesInvoiceProductLineFreeText", query_text(row, LINE_TEXT));
	put_sum(
	    out, "SalesInvoiceProductLineVatSum", query_integer(row, LINE_VAT));
	put_sum(
	    out, "SalesInvoiceProductLineSum", query_integer(row, LINE_GROSS));
	answer_text(out, "AccountingAccountSuggestion",
	    query_text(row, LINE_ACCOUNT_KEY));
	answer_text(out, "AccountingAccountSuggestionAccountNumber",
	    query_text(row, LINE_ACCOUNT));
	answer_dimensions(
	    out, query(books, dimensions, "i", query_integer(row, LINE_KEY)));
	put_decimal(out, "ProvisionPercentage", "0");
	answer_close(out, "SalesInvoiceProductLine");
}

static void
put_comment_line(struct buf *out, sqlite3_stmt *row)
{
	answer_open(out, "SalesInvoiceCommentLine");
	answer_text(out, "Comment", query_text(row, LINE_TEXT));
	answer_close(out, "SalesInvoiceCommentLine");
}

void
invoice_answer_lines(
    const struct sandbox_request *request, int64_t invoice, struct buf *out)
{
	bool comments = filter_is_set(request, "showcommentlines");
	sqlite3_stmt *row = query(request->books, line_columns, "i", invoice);

	answer_open(out, "InvoiceLines");
	answer_open(out, "InvoiceLine");
	while (query_row(row)) {
		if (query_integer(row, LINE_PRODUCT) != 0)
			put_product_line(request->books, out, row);
		else if (comments)
			put_comment_line(out, row);
	}
	answer_close(out, "InvoiceLine");
	answer_close(out, "InvoiceLines");
}
