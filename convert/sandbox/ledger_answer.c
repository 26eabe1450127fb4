/* ledger_answer.c - see ledger_answer.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "sandbox/ledger_answer.h"
#include "sandbox/moment.h"
#include "sandbox/query.h"
#include "sandbox/wire.h"

enum voucher_column {
	VOUCHER_KEY,
	VOUCHER_DATE,
	VOUCHER_NUMBER,
	VOUCHER_DESCRIPTION,
	VOUCHER_TYPE,
	VOUCHER_TYPE_NAME,
	VOUCHER_SOURCE_TYPE,
	VOUCHER_SOURCE_KEY,
	VOUCHER_STATUS
};

static void
put_lines(sqlite3 *books, int64_t voucher,
    const struct ledger_accounts *accounts, struct buf *out)
{
	static const char dimensions[] =
	    "SELECT header, item FROM voucher_line_dimension WHERE line = ?"
	    " ORDER BY place";
	char percent[DECIMAL_TEXT_MAX];
	sqlite3_stmt *row = query(books,
	    "SELECT l.key, l.sum, l.description, l.account, l.vat_percent,"
	    " CASE l.vat_code WHEN 'NONE' THEN '-' ELSE l.vat_code END,"
	    " EXISTS (SELECT 1 FROM voucher_line_dimension d"
	    " WHERE d.line = l.key)"
	    " FROM voucher_line l WHERE l.voucher = ?1"
	    " AND " LEDGER_ACCOUNTS_SQL("?2", "?3") " ORDER BY l.place",
	    "iii", voucher, accounts->first, accounts->last);

	while (query_row(row)) {
		answer_open(out, "VoucherLine");
		answer_integer(out, "NetvisorKey", query_integer(row, 0));
		answer_cents(out, "LineSum", query_integer(row, 1));
		answer_text(out, "Description", query_text(row, 2));
		answer_text(out, "AccountNumber", query_text(row, 3));
		answer_text(
		    out, "VatPercent", wire_comma(query_text(row, 4), percent));
		answer_text(out, "VatCode", query_text(row, 5));
		if (query_integer(row, 6) != 0)
			answer_dimensions(out, query(books, dimensions, "i",
						   query_integer(row, 0)));
		answer_close(out, "VoucherLine");
	}
}

static void
put_date(struct buf *out, const char *date)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	moment_put_date(&text, date);
	answer_text(out, "VoucherDate", buf_text(&text));
	buf_release(&text);
}

static void
put_source(struct buf *out, sqlite3_stmt *row)
{
	char attributes[64], key[32];

	if (query_text(row, VOUCHER_SOURCE_TYPE)[0] == '\0')
		return;
	(void)snprintf(attributes, sizeof(attributes), "type=\"%.40s\"",
	    query_text(row, VOUCHER_SOURCE_TYPE));
	(void)snprintf(key, sizeof(key), "%" PRId64,
	    query_integer(row, VOUCHER_SOURCE_KEY));
	answer_text_with(out, "LinkedSourceNetvisorKey", attributes, key);
}

void
ledger_answer_voucher(const struct sandbox_request *request, sqlite3_stmt *row,
    const struct ledger_accounts *accounts, struct buf *out)
{
	int64_t key = query_integer(row, VOUCHER_KEY);
	char attributes[64];

	buf_printf(out, "<Voucher Status=\"%.20s\">\r\n",
	    query_text(row, VOUCHER_STATUS));
	answer_integer(out, "NetvisorKey", key);
	put_date(out, query_text(row, VOUCHER_DATE));
	answer_integer(
	    out, "VoucherNumber", query_integer(row, VOUCHER_NUMBER));
	answer_text(
	    out, "VoucherDescription", query_text(row, VOUCHER_DESCRIPTION));
	(void)snprintf(attributes, sizeof(attributes),
	    "netvisorkey=\"%" PRId64 "\"", query_integer(row, VOUCHER_TYPE));
	answer_text_with(out, "VoucherClass", attributes,
	    query_text(row, VOUCHER_TYPE_NAME));
	put_source(out, row);
	put_lines(request->books, key, accounts, out);
	answer_close(out, "Voucher");
}
