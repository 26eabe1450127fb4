/*
 * dump.c - the books as an hledger journal, for people and for tests that
 * want another program's opinion of them.
 */
#include "sandbox/dump.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "sandbox/query.h"

/* Text that may not end a description, a tag or a line. */
static void
put_plain(struct buf *out, const char *text, const char *unwanted)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' ||
		    strchr(unwanted, *text) != NULL)
			buf_putc(out, ' ');
		else
			buf_putc(out, *text);
}

/* A tag's name is one word before a colon. */
static void
put_tag_name(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text <= ' ' || strchr(":,;", *text) != NULL)
			buf_putc(out, '_');
		else
			buf_putc(out, *text);
}

static void
put_amount(struct buf *out, const char *account, int64_t cents)
{
	uint64_t size =
	    cents < 0 ? (uint64_t) - (cents + 1) + 1 : (uint64_t)cents;

	buf_printf(out, "    %s   %s%llu.%02llu EUR", account,
	    cents < 0 ? "-" : "", (unsigned long long)(size / 100),
	    (unsigned long long)(size % 100));
}

static void
put_opening(sqlite3 *books, struct buf *out)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT account, debit - credit, date FROM opening"
	    " ORDER BY account",
	    "");
	bool first = true;

	while (query_row(rows)) {
		if (first)
			buf_printf(out, "%s * opening  ; opening:yes\n",
			    query_text(rows, 2));
		first = false;
		put_amount(out, query_text(rows, 0), query_integer(rows, 1));
		buf_putc(out, '\n');
	}
}

static void
put_dimensions(sqlite3 *books, struct buf *out, int64_t line)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT header, item FROM voucher_line_dimension WHERE line = ?"
	    " ORDER BY place",
	    "i", line);

	while (query_row(rows)) {
		buf_puts(out, ", ");
		put_tag_name(out, query_text(rows, 0));
		buf_putc(out, ':');
		put_plain(out, query_text(rows, 1), ",");
	}
}

static void
put_lines(sqlite3 *books, struct buf *out, int64_t voucher)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT key, account, sum, vat_code, vat_percent FROM voucher_line"
	    " WHERE voucher = ? ORDER BY place",
	    "i", voucher);

	while (query_row(rows)) {
		put_amount(out, query_text(rows, 1), query_integer(rows, 2));
		buf_printf(out, "  ; vat:%s %s", query_text(rows, 3),
		    query_text(rows, 4));
		put_dimensions(books, out, query_integer(rows, 0));
		buf_putc(out, '\n');
	}
}

/* One that counts no more is only named. */
static void
put_voucher(sqlite3 *books, struct buf *out, sqlite3_stmt *row)
{
	const char *status = query_text(row, 6);

	buf_putc(out, '\n');
	if (strcmp(status, "valid") != 0) {
		buf_printf(
		    out, "; voucher %s is %s\n", query_text(row, 0), status);
		return;
	}
	buf_printf(out, "%s * (", query_text(row, 1));
	put_plain(out, query_text(row, 2), "()");
	buf_printf(out, " %s) ", query_text(row, 3));
	put_plain(out, query_text(row, 4), ";|");
	buf_printf(out, "  ; voucher:%s, class:", query_text(row, 0));
	put_plain(out, query_text(row, 5), ",");
	buf_putc(out, '\n');
	put_lines(books, out, query_integer(row, 0));
}

void
dump_books(sqlite3 *books, struct buf *out)
{
	sqlite3_stmt *rows;

	buf_puts(out, "decimal-mark .\n\n");
	put_opening(books, out);
	rows = query(books,
	    "SELECT voucher.key, date, abbreviation, number, description, name,"
	    " status FROM voucher JOIN voucher_type"
	    " ON voucher.type = voucher_type.key ORDER BY date, voucher.key",
	    "");
	while (query_row(rows))
		put_voucher(books, out, rows);
}
