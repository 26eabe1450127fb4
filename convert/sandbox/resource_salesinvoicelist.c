/* resource_salesinvoicelist.c - salesinvoicelist.nv: invoices by filters. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "sandbox/filter.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

/* Rows of an answer; whoever wants more asks above the last key. */
#define LIST_MAX 500

/* replyoption: a private comment, currency sums, or both. */
#define REPLY_COMMENT 1
#define REPLY_SUMS 2

struct filter {
	const char *begin, *end;
	const char *modified_begin, *modified_end;
	const char *number;
	const char *status;
	const char *customer_code;
	int64_t batch;
	int64_t customer;
	int64_t above;
	int64_t reply;
};

static const char *
text_parameter(const struct sandbox_request *request, const char *name)
{
	const char *value = sandbox_parameter(request, name);

	return value == NULL ? "" : value;
}

static bool
read_status(const char *text, struct sandbox_answer *answer)
{
	static const char *const known[] = { "", "open", "overdue", "reminded",
		"requested", "collected", "paid", "unsent", "creditloss",
		"rejected" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(text, known[i]) == 0)
			return true;
	sandbox_refuse(answer, "INVALID_DATA", "Parameter %s is not valid: %s",
	    "invoicestatus", text);
	return false;
}

static bool
read_filter(const struct sandbox_request *request, struct filter *ret,
    struct sandbox_answer *answer)
{
	*ret = (struct filter){ .begin = "",
		.end = "9999",
		.modified_begin = "",
		.modified_end = "9999" };
	ret->number = text_parameter(request, "invoicenumber");
	ret->status = text_parameter(request, "invoicestatus");
	ret->customer_code = text_parameter(request, "customercode");
	return read_status(ret->status, answer) &&
	       filter_date(request, "begininvoicedate", &ret->begin, answer) &&
	       filter_date(request, "endinvoicedate", &ret->end, answer) &&
	       filter_date(request, "lastmodifiedstart", &ret->modified_begin,
		   answer) &&
	       filter_date(
		   request, "lastmodifiedend", &ret->modified_end, answer) &&
	       filter_integer(
		   request, "salesinvoicebatchid", &ret->batch, answer) &&
	       filter_integer(
		   request, "customernetvisorkey", &ret->customer, answer) &&
	       filter_integer(
		   request, "invoicesabovenetvisorkey", &ret->above, answer) &&
	       filter_integer(request, "replyoption", &ret->reply, answer);
}

enum list_column {
	LIST_KEY,
	LIST_NUMBER,
	LIST_DATE,
	LIST_DUE_DATE,
	LIST_STATUS,
	LIST_SUBSTATUS,
	LIST_CUSTOMER,
	LIST_CUSTOMER_CODE,
	LIST_CUSTOMER_NAME,
	LIST_REFERENCE,
	LIST_SUM_EUR,
	LIST_OPEN_EUR,
	LIST_COMMENT,
	LIST_CURRENCY,
	LIST_SUM,
	LIST_OPEN
};

/* open matches overdue too; reminded and later do not happen here. */
static sqlite3_stmt *
select_rows(sqlite3 *books, const struct filter *filter, const char *today)
{
	return query(books,
	    "SELECT i.key, i.number, i.date, i.due_date, i.status,"
	    " CASE WHEN i.status = 'open' AND i.open <> 0"
	    " AND i.due_date < ?12 THEN 'overdue' ELSE '' END AS substatus,"
	    " c.key, c.code, c.name, i.reference_number, i.sum_eur,"
	    " i.open_eur, i.private_comment, i.currency, i.sum, i.open"
	    " FROM invoice i JOIN customer c ON c.key = i.customer"
	    " WHERE i.date BETWEEN ?1 AND ?2"
	    " AND substr(i.changed_at, 1, 10) BETWEEN ?3 AND ?4"
	    " AND (?5 = '' OR i.number = ?5)"
	    " AND (?6 = '' OR i.status = ?6 OR substatus = ?6)"
	    " AND (?7 = '' OR c.code = ?7)"
	    " AND (?8 = 0 OR i.batch = ?8)"
	    " AND (?9 = 0 OR c.key = ?9)"
	    " AND i.key > ?10 ORDER BY i.key LIMIT ?11",
	    "ttttttt"
	    "iiiit",
	    filter->begin, filter->end, filter->modified_begin,
	    filter->modified_end, filter->number, filter->status,
	    filter->customer_code, filter->batch, filter->customer,
	    filter->above, (int64_t)LIST_MAX, today);
}

static void
put_additional(struct buf *out, sqlite3_stmt *row, int64_t reply)
{
	char attributes[64] = "";

	if ((reply & (REPLY_COMMENT | REPLY_SUMS)) == 0)
		return;
	(void)snprintf(attributes, sizeof(attributes),
	    "currencycode=\"%.3s\" type=\"ISO-4217\"",
	    query_text(row, LIST_CURRENCY));
	answer_open(out, "AdditionalInformation");
	if ((reply & REPLY_COMMENT) != 0)
		answer_text(
		    out, "PrivateComment", query_text(row, LIST_COMMENT));
	if ((reply & REPLY_SUMS) != 0) {
		char sum[DECIMAL_TEXT_MAX];
		struct decimal amount = { query_integer(row, LIST_SUM), 2 };

		(void)decimal_format(amount, ',', sum);
		answer_text_with(out, "InvoiceCurrencySum", attributes, sum);
		amount.units = query_integer(row, LIST_OPEN);
		(void)decimal_format(amount, ',', sum);
		answer_text_with(out, "OpenCurrencySum", attributes, sum);
	}
	answer_close(out, "AdditionalInformation");
}

static void
put_row(const struct sandbox_request *request, struct buf *out,
    sqlite3_stmt *row, int64_t reply)
{
	const char *substatus = query_text(row, LIST_SUBSTATUS);
	char *uri = mem_printf("%s/getsalesinvoice.nv?netvisorkey=%" PRId64,
	    request->url, query_integer(row, LIST_KEY));

	answer_open(out, "SalesInvoice");
	answer_integer(out, "NetvisorKey", query_integer(row, LIST_KEY));
	answer_text(out, "InvoiceNumber", query_text(row, LIST_NUMBER));
	answer_text_with(
	    out, "Invoicedate", "format=\"ansi\"", query_text(row, LIST_DATE));
	answer_text_with(out, "InvoiceDueDate", "format=\"ansi\"",
	    query_text(row, LIST_DUE_DATE));
	answer_text_with(out, "InvoiceStatus",
	    substatus[0] != '\0' ? "substatus=\"overdue\"" : "",
	    query_text(row, LIST_STATUS));
	answer_integer(
	    out, "CustomerNetvisorKey", query_integer(row, LIST_CUSTOMER));
	answer_text(out, "CustomerCode", query_text(row, LIST_CUSTOMER_CODE));
	answer_text(out, "CustomerName", query_text(row, LIST_CUSTOMER_NAME));
	answer_text(out, "ReferenceNumber", query_text(row, LIST_REFERENCE));
	answer_cents(out, "InvoiceSum", query_integer(row, LIST_SUM_EUR));
	answer_cents(out, "OpenSum", query_integer(row, LIST_OPEN_EUR));
	answer_text(out, "Uri", uri);
	put_additional(out, row, reply);
	answer_close(out, "SalesInvoice");
	free(uri);
}

void
resource_salesinvoicelist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	const char *type = text_parameter(request, "listtype");
	struct filter filter;
	char today[DATE_TEXT_MAX];
	sqlite3_stmt *row;

	if (!read_filter(request, &filter, answer))
		return;
	(void)snprintf(today, sizeof(today), "%.10s", request->now);
	answer_open(&answer->content, "SalesInvoiceList");
	/* Orders, of which there are none. */
	if (!text_equal_ignore_case(type, "preinvoice")) {
		row = select_rows(request->books, &filter, today);
		while (query_row(row))
			put_row(request, &answer->content, row, filter.reply);
	}
	answer_close(&answer->content, "SalesInvoiceList");
}
