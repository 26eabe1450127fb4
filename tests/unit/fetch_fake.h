/*
 * fetch_fake.h - a Netvisor of the test's own, in place of all of
 * netvisor/client.h that fetch*.c uses. For one test program alone.
 */
#ifndef TESTS_UNIT_FETCH_FAKE_H
#define TESTS_UNIT_FETCH_FAKE_H

#include <inttypes.h>

#include "findings.h"
#include "unit.h"

#include "base/buf.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/client.h"
#include "netvisor/fetch_run.h"

/* Invoices 1001 to 1250 are of batch 88; 5000 is in no batch's list. */
#define FIRST 1001
#define LAST 1250
#define ALONE 5000
#define GONE 6666
#define PAGE 100
#define REPLY_LIMIT 400000

#define OK "<Root><ResponseStatus><Status>OK</Status></ResponseStatus>"
#define REFUSED                                                                \
	"<Root><ResponseStatus><Status>FAILED</Status>"                        \
	"<Status>INVALID_DATA :: not found</Status></ResponseStatus></Root>"

static struct {
	struct company company;
	struct buf log; /* a line a request */
	size_t requests;
	size_t most_keys;       /* in one request */
	long least_day_too_big; /* ranges longer than this are UNKNOWN */
	const char *denied;     /* resource */
	bool down;
	bool deaf; /* pays no heed to the cursor */
} fake;

const struct company *
client_company(const struct client *client)
{
	(void)client;
	return &fake.company;
}

const struct clock *
client_clock(const struct client *client)
{
	(void)client;
	return NULL;
}

bool
client_stopped(const struct client *client)
{
	(void)client;
	return false;
}

bool
exchange_succeeded(const struct exchange *exchange)
{
	return exchange->end == EXCHANGE_ANSWERED &&
	       reply_state(exchange->reply) == REPLY_OK;
}

void
exchange_diagnose(
    const struct exchange *exchange, const char *label, struct diag_list *diag)
{
	(void)diag_add(diag,
	    exchange->end == EXCHANGE_ANSWERED ? RULE_NETVISOR_REFUSED
					       : RULE_NETWORK_CONNECT,
	    (struct source_pos){ "net", 0, 0 }, "%s", label);
}

void
exchange_release(struct exchange *exchange)
{
	reply_free(exchange->reply);
	free(exchange->body);
	memset(exchange, 0, sizeof(*exchange));
}

/* The day of October on which an invoice is dated; ALONE is in November. */
static inline int
day_of(int64_t key)
{
	return (int)(key % 31) + 1;
}

static inline void
put_voucher(struct buf *buf, int64_t invoice)
{
	buf_printf(buf,
	    "<Voucher Status=\"valid\"><NetvisorKey>%" PRId64 "</NetvisorKey>"
	    "<VoucherDate>%d.%d.2026</VoucherDate><VoucherLine><NetvisorKey>1"
	    "</NetvisorKey><LineSum>0</LineSum><AccountNumber>1701"
	    "</AccountNumber></VoucherLine></Voucher>",
	    invoice + 10000, day_of(invoice), invoice == ALONE ? 11 : 10);
}

static inline void
put_listed(struct buf *buf, int64_t key)
{
	buf_printf(buf,
	    "<SalesInvoice><NetvisorKey>%" PRId64 "</NetvisorKey>"
	    "<InvoiceNumber>%" PRId64 "</InvoiceNumber><InvoiceSum>1"
	    "</InvoiceSum></SalesInvoice>",
	    key, key);
}

static inline void
answer_list(struct buf *buf, const char *query)
{
	static const char word[] = "invoicesabovenetvisorkey=";
	const char *above = strstr(query, word);
	int64_t cursor = 0, from, to;

	assert_non_null(above);
	assert_non_null(strstr(query, "&replyoption=3&"));
	(void)reply_integer(above + sizeof(word) - 1, &cursor);
	if (fake.deaf)
		cursor = 0;
	buf_puts(buf, "<SalesInvoiceList>");
	from = cursor < FIRST ? FIRST : cursor + 1;
	to = from + PAGE - 1 < LAST ? from + PAGE - 1 : LAST;
	/* In no order that helps. */
	for (int64_t key = to; key >= from; key--)
		put_listed(buf, key);
	if (!text_starts_with(query, "salesinvoicebatchid=88&") &&
	    cursor >= LAST && cursor < ALONE) {
		assert_true(text_starts_with(query,
		    "begininvoicedate=2026-11-10&endinvoicedate=2026-11-10&"));
		put_listed(buf, ALONE);
	}
	buf_puts(buf, "</SalesInvoiceList>");
}

static inline void
put_detail(struct buf *buf, int64_t key)
{
	buf_printf(buf,
	    "<SalesInvoice><SalesInvoiceNetvisorKey>%" PRId64
	    "</SalesInvoiceNetvisorKey><SalesInvoiceDate>2026-11-10"
	    "</SalesInvoiceDate><InvoiceStatus status=\"open\"/>"
	    "<InvoiceVoucher netvisorkey=\"%" PRId64 "\"/></SalesInvoice>",
	    key, key + 10000);
}

/* Those of a list of keys; false when one is not there. */
static inline bool
answer_keys(struct buf *buf, const char *query, bool invoices)
{
	const char *at = query + strlen("netvisorkeylist=");
	size_t count = 0;

	assert_true(text_starts_with(query, "netvisorkeylist="));
	while (*at >= '0' && *at <= '9') {
		size_t len = strspn(at, "0123456789");
		char *text = mem_strndup(at, len);
		int64_t key = 0;

		assert_true(reply_integer(text, &key));
		free(text);
		if (key == GONE)
			return false;
		if (invoices)
			put_detail(buf, key);
		else
			put_voucher(buf, key - 10000);
		count++;
		at += len;
		at += *at == ',' ? 1 : 0;
	}
	assert_string_equal(at, invoices ? "&pdfimage=nopdf" : "");
	if (count > fake.most_keys)
		fake.most_keys = count;
	return true;
}

/* False when the answer would be too large. */
static inline bool
answer_days(struct buf *buf, const char *query)
{
	struct date from = { 0, 0, 0 }, to = { 0, 0, 0 };

	assert_true(date_parse(query + strlen("startdate="), 10, &from));
	assert_true(date_parse(
	    query + strlen("startdate=2026-10-01&enddate="), 10, &to));
	assert_non_null(strstr(query, "&voucherstatus=1"));
	if (to.day - from.day + 1 > fake.least_day_too_big)
		return false;
	for (int64_t key = FIRST; key <= LAST; key++)
		if (day_of(key) >= from.day && day_of(key) <= to.day)
			put_voucher(buf, key);
	return true;
}

static inline void
answer(struct buf *buf, const char *resource, const char *query,
    struct exchange *ret)
{
	bool there = true;

	buf_puts(buf, OK);
	if (strcmp(resource, FETCH_ACCOUNTS) == 0)
		buf_puts(buf,
		    "<AccountList><Accounts><Account><NetvisorKey>4"
		    "</NetvisorKey><Number>1701</Number><AccountType>account"
		    "</AccountType><IsActive>1</IsActive></Account></Accounts>"
		    "</AccountList>");
	else if (strcmp(resource, FETCH_BALANCES) == 0)
		buf_puts(buf, "<AccountBalances/>");
	else if (strcmp(resource, FETCH_INVOICE_LIST) == 0)
		answer_list(buf, query);
	else if (strcmp(resource, FETCH_INVOICE) == 0) {
		buf_puts(buf, "<SalesInvoices>");
		there = answer_keys(buf, query, true);
		buf_puts(buf, "</SalesInvoices>");
	} else {
		buf_puts(buf, "<Vouchers>");
		if (text_starts_with(query, "startdate="))
			ret->end = answer_days(buf, query) ? EXCHANGE_ANSWERED
			                                   : EXCHANGE_UNKNOWN;
		else
			there = answer_keys(buf, query, false);
		buf_puts(buf, "</Vouchers>");
	}
	buf_puts(buf, "</Root>");
	if (!there || (fake.denied != NULL && !strcmp(fake.denied, resource))) {
		buf_clear(buf);
		buf_puts(buf, REFUSED);
	}
}

void
client_get(struct client *client, const char *resource, const char *query,
    struct exchange *ret)
{
	struct buf buf;

	(void)client;
	fake.requests++;
	buf_printf(&fake.log, "%s %.45s\n", resource, query);
	ret->end = fake.down ? EXCHANGE_NOT_SENT : EXCHANGE_ANSWERED;
	if (fake.down)
		return;
	buf_init(&buf, BUF_MAX_DEFAULT);
	answer(&buf, resource, query, ret);
	if (ret->end == EXCHANGE_ANSWERED) {
		ret->reply = reply_parse(buf_text(&buf), buf.len);
		ret->body = mem_strdup(buf_text(&buf));
		ret->body_len = buf.len;
	}
	buf_release(&buf);
}

#endif
