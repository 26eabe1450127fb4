/*
 * resource_register.c - the lists that change little: accounts, accounting
 * periods, voucher types, dimensions.
 */
#include "sandbox/resource_register.h"
#include "sandbox/moment.h"
#include "sandbox/parameter.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

void
put_foreign_names(struct buf *out, sqlite3_stmt *row, int column,
    const char *const attribute[3])
{
	for (int i = 0; i < 3; i++) {
		const char *name = query_text(row, column + i);

		if (name[0] != '\0')
			answer_text_with(
			    out, "ForeignName", attribute[i], name);
	}
}

static void
put_default_accounts(sqlite3 *books, struct buf *out)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT name, number FROM default_account ORDER BY place", "");

	answer_open(out, "CompanyDefaultAccounts");
	while (query_row(rows))
		answer_text(out, query_text(rows, 0), query_text(rows, 1));
	answer_close(out, "CompanyDefaultAccounts");
}

static void
put_account(struct buf *out, sqlite3_stmt *row)
{
	static const char *const attribute[] = { "ISO-3166=\"fi\"",
		"ISO-3166=\"en\"", "ISO-3166=\"se\"" };

	answer_open(out, "Account");
	answer_integer(out, "NetvisorKey", query_integer(row, 0));
	answer_text(out, "Number", query_text(row, 1));
	answer_text(out, "Name", query_text(row, 2));
	put_foreign_names(out, row, 2, attribute);
	answer_text(out, "AccountType", query_text(row, 5));
	answer_integer(out, "FatherNetvisorKey", query_integer(row, 6));
	answer_integer(out, "IsActive", query_integer(row, 7));
	answer_integer(out, "IsCumulative", query_integer(row, 8));
	answer_integer(out, "Sort", query_integer(row, 9));
	answer_integer(out, "EndSort", query_integer(row, 10));
	answer_integer(out, "IsNaturalNegative", query_integer(row, 11));
	answer_close(out, "Account");
}

void
resource_accountlist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct buf *out = &answer->content;
	sqlite3_stmt *rows;

	answer_open(out, "AccountList");
	put_default_accounts(request->books, out);
	answer_open(out, "Accounts");
	rows = query(request->books,
	    "SELECT key, number, name, name_en, name_sv, type, father, active,"
	    " cumulative, sort, end_sort, natural_negative"
	    " FROM account ORDER BY sort",
	    "");
	while (query_row(rows))
		put_account(out, rows);
	answer_close(out, "Accounts");
	answer_close(out, "AccountList");
}

/* Netvisor says ansi and does not always mean it. */
static void
put_period_date(
    struct buf *out, const char *name, const char *date, bool finnish)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	if (finnish)
		moment_put_date(&text, date);
	else
		buf_puts(&text, date);
	answer_text_with(out, name, "format=\"ansi\"", buf_text(&text));
	buf_release(&text);
}

static void
put_locks(sqlite3 *books, struct buf *out)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT CASE kind WHEN 'accounting' THEN 'AccountingPeriodLockDate'"
	    " WHEN 'vat' THEN 'VatPeriodLockDate' ELSE 'PurchaseLockDate' END,"
	    " date FROM lock ORDER BY kind = 'purchase', kind",
	    "");

	answer_open(out, "PeriodLockInformation");
	while (query_row(rows))
		put_period_date(
		    out, query_text(rows, 0), query_text(rows, 1), false);
	answer_close(out, "PeriodLockInformation");
}

void
resource_accountingperiodlist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct buf *out = &answer->content;
	sqlite3_stmt *rows = query(request->books,
	    "SELECT key, name, begin, end FROM period ORDER BY begin", "");
	bool finnish = true;

	answer_open(out, "AccountingPeriodList");
	put_locks(request->books, out);
	while (query_row(rows)) {
		answer_open(out, "Period");
		answer_integer(out, "NetvisorKey", query_integer(rows, 0));
		answer_text(out, "Name", query_text(rows, 1));
		put_period_date(out, "BeginDate", query_text(rows, 2), finnish);
		put_period_date(out, "EndDate", query_text(rows, 3), finnish);
		answer_close(out, "Period");
		finnish = !finnish;
	}
	answer_close(out, "AccountingPeriodList");
}

static void
put_default_types(sqlite3 *books, struct buf *out)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT purpose, type FROM default_voucher_type ORDER BY place",
	    "");

	answer_open(out, "DefaultVoucherTypes");
	while (query_row(rows)) {
		answer_open(out, query_text(rows, 0));
		answer_integer(out, "NetvisorKey", query_integer(rows, 1));
		answer_close(out, query_text(rows, 0));
	}
	answer_close(out, "DefaultVoucherTypes");
}

void
resource_vouchertypelist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	static const char *const attribute[] = { "ISO-639-1=\"fi\"",
		"ISO-639-1=\"en\"", "ISO-639-1=\"sv\"" };
	struct buf *out = &answer->content;
	sqlite3_stmt *rows;

	answer_open(out, "VoucherTypeList");
	put_default_types(request->books, out);
	answer_open(out, "VoucherTypes");
	rows = query(request->books,
	    "SELECT key, abbreviation, name, name_en, name_sv FROM voucher_type"
	    " ORDER BY key",
	    "");
	while (query_row(rows)) {
		answer_open(out, "VoucherType");
		answer_integer(out, "NetvisorKey", query_integer(rows, 0));
		answer_text(out, "Abbreviation", query_text(rows, 1));
		answer_text(out, "Name", query_text(rows, 2));
		put_foreign_names(out, rows, 2, attribute);
		answer_close(out, "VoucherType");
	}
	answer_close(out, "VoucherTypes");
	answer_close(out, "VoucherTypeList");
}

static void
put_hidden(struct buf *out, sqlite3_stmt *row, int column)
{
	answer_text(out, "IsHidden",
	    query_integer(row, column) != 0 ? "True" : "False");
}

/* Items are flat here, so each is its own last descendant. */
static void
put_items(sqlite3 *books, struct buf *out, int64_t header, bool all)
{
	sqlite3_stmt *rows = query(books,
	    "SELECT key, name, hidden FROM dimension_item WHERE header = ?"
	    " AND (hidden = 0 OR ?) ORDER BY key",
	    "ii", header, (int64_t)all);
	long long sort = 0;

	answer_open(out, "DimensionDetails");
	while (query_row(rows)) {
		answer_open(out, "DimensionDetail");
		answer_integer(out, "Netvisorkey", query_integer(rows, 0));
		answer_text(out, "Name", query_text(rows, 1));
		put_hidden(out, rows, 2);
		answer_integer(out, "Level", 0);
		answer_integer(out, "Sort", sort);
		answer_integer(out, "EndSort", sort++);
		answer_integer(out, "FatherID", 0);
		answer_close(out, "DimensionDetail");
	}
	answer_close(out, "DimensionDetails");
}

void
resource_dimensionlist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct buf *out = &answer->content;
	sqlite3_stmt *rows;
	bool all;

	if (!parameter_switch(request, answer, "showhidden", &all))
		return;
	answer_open(out, "DimensionNameList");
	rows = query(request->books,
	    "SELECT key, name, hidden FROM dimension_header"
	    " WHERE hidden = 0 OR ? ORDER BY key",
	    "i", (int64_t)all);
	while (query_row(rows)) {
		answer_open(out, "DimensionName");
		answer_integer(out, "Netvisorkey", query_integer(rows, 0));
		answer_text(out, "Name", query_text(rows, 1));
		put_hidden(out, rows, 2);
		answer_integer(out, "LinkType", 0);
		put_items(request->books, out, query_integer(rows, 0), all);
		answer_close(out, "DimensionName");
	}
	answer_close(out, "DimensionNameList");
}
