/*
 * fetch_booked_ask.c - what is asked of Netvisor's books, and in which
 * portions; see fetch_run.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "mapping/company.h"
#include "netvisor/client.h"
#include "netvisor/fetch_run.h"

/* Netvisor takes 500 keys; an address with so many is long. */
#define KEYS_A_REQUEST 100
/* Days of the ledger in one answer. */
#define DAYS_MOST 7
/* Parts of reply_limit: below, more days are asked for; above, one. */
#define SMALL_PART 32
#define LARGE_PART 8

/*
 * The pages of a list, until one brings no key beyond the last; so a server
 * that pays no heed to the cursor ends it too.
 */
static void
read_pages(struct fetch *fetch, const char *filter, struct fetched_books *books)
{
	bool more = true;

	books->cursor = 0;
	while (more) {
		char after[FETCH_KEY_TEXT_MAX];
		char *query;

		(void)fetch_key_text(books->cursor, after);
		query =
		    mem_printf("%s&replyoption=3&invoicesabovenetvisorkey=%s",
			filter, after);
		more = fetch_get(fetch, FETCH_INVOICE_LIST, query,
			   fetch_read_invoice_list, books) &&
		       books->beyond > 0;
		free(query);
	}
}

static void
ask_batches(struct fetch *fetch, const struct fetch_ours *ours,
    struct fetched_books *books)
{
	const struct table_entry *entry = NULL;

	while ((entry = table_next(&ours->batch, entry)) != NULL) {
		char *filter;

		books->batch = table_key(entry);
		filter = mem_printf("salesinvoicebatchid=%s", books->batch);
		read_pages(fetch, filter, books);
		free(filter);
	}
	books->batch = NULL;
}

struct by_keys {
	const char *resource;
	const char *tail; /* of the query */
	void (*read)(
	    struct fetch *, const struct reply_node *root, void *context);
	bool may_be_gone; /* a refusal of one key alone says: not there */
};

static enum fetch_end
ask_portion(struct fetch *fetch, const struct by_keys *what, const int64_t *key,
    size_t count, struct fetched_books *books)
{
	struct exchange exchange;
	enum fetch_end end;
	struct buf query;

	buf_init(&query, BUF_MAX_DEFAULT);
	buf_puts(&query, "netvisorkeylist=");
	for (size_t i = 0; i < count; i++) {
		char text[FETCH_KEY_TEXT_MAX];
		size_t len = fetch_key_text(key[i], text);

		if (i > 0)
			buf_putc(&query, ',');
		buf_put(&query, text, len);
	}
	buf_puts(&query, what->tail);
	books->wanted = key;
	books->wanted_count = count;
	end = fetch_ask(fetch, what->resource, buf_text(&query), &exchange);
	if (end == FETCH_READ)
		what->read(fetch, reply_root(exchange.reply), books);
	else if (end == FETCH_REFUSED && !what->may_be_gone)
		fetch_refused(fetch, what->resource, &exchange);
	exchange_release(&exchange);
	buf_release(&query);
	books->wanted = NULL;
	books->wanted_count = 0;
	return end;
}

/*
 * A key that is not there may have the whole portion refused: then each is
 * asked for alone.
 */
static void
ask_keys(struct fetch *fetch, const struct by_keys *what,
    const struct fetch_keys *keys, struct fetched_books *books)
{
	for (size_t at = 0; at < keys->count && !fetch->stop;
	     at += KEYS_A_REQUEST) {
		size_t count = keys->count - at;

		if (count > KEYS_A_REQUEST)
			count = KEYS_A_REQUEST;
		if (ask_portion(fetch, what, &keys->item[at], count, books) !=
			FETCH_REFUSED ||
		    !what->may_be_gone || count == 1)
			continue;
		for (size_t i = 0; i < count && !fetch->stop; i++)
			(void)ask_portion(
			    fetch, what, &keys->item[at + i], 1, books);
	}
}

/*
 * Accepted, and in no batch's list. getsalesinvoice.nv says which exist and
 * when they are dated; the list over these days says the rest as for others.
 */
static void
ask_unlisted(struct fetch *fetch, const struct fetch_ours *ours,
    struct fetched_books *books)
{
	const struct by_keys what = { FETCH_INVOICE, "&pdfimage=nopdf",
		fetch_read_invoice_details, true };
	const struct table_entry *entry = NULL;
	struct fetch_keys keys = { NULL, 0, 0 };
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	char *filter;

	for (size_t i = 0; i < ours->invoice.count; i++)
		if (fetched_invoice(books, ours->invoice.item[i]) == NULL)
			*FETCH_ADD(&keys) = ours->invoice.item[i];
	ask_keys(fetch, &what, &keys, books);
	free(keys.item);
	if (table_count(&books->unlisted) == 0 || fetch->failed)
		return;
	filter = mem_printf("begininvoicedate=%s&endinvoicedate=%s",
	    date_format(books->unlisted_from, from),
	    date_format(books->unlisted_to, to));
	read_pages(fetch, filter, books);
	free(filter);
	while (!fetch->failed &&
	       (entry = table_next(&books->unlisted, entry)) != NULL)
		if (table_find(&books->invoice, table_key(entry),
			strlen(table_key(entry))) == NULL)
			fetch_lacks(fetch, FETCH_INVOICE_LIST,
			    "invoice with NetvisorKey %s is missing",
			    table_key(entry));
}

/* Status and voucher of each. */
static void
ask_details(struct fetch *fetch, struct fetched_books *books)
{
	const struct by_keys what = { FETCH_INVOICE, "&pdfimage=nopdf",
		fetch_read_invoice_details, false };
	struct fetch_keys keys = { NULL, 0, 0 };

	for (size_t i = 0; i < books->invoices.count; i++)
		*FETCH_ADD(&keys) = books->invoices.item[i].row->key;
	ask_keys(fetch, &what, &keys, books);
	free(keys.item);
	for (size_t i = 0; i < books->invoices.count && !fetch->failed; i++)
		if (!books->invoices.item[i].row->detailed)
			fetch_lacks(fetch, FETCH_INVOICE,
			    "invoice %s is missing",
			    books->invoices.item[i].row->number);
}

/* Some days of the ledger; false when the answer may be too large. */
static bool
ask_days(struct fetch *fetch, struct date begin, struct date end,
    struct fetched_books *books, size_t *ret_len)
{
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	struct exchange exchange;
	char *query;
	bool read, whole;

	query = mem_printf("startdate=%s&enddate=%s&voucherstatus=1",
	    date_format(begin, from), date_format(end, to));
	memset(&exchange, 0, sizeof(exchange));
	client_get(fetch->client, FETCH_LEDGER, query, &exchange);
	read = exchange_succeeded(&exchange);
	whole = exchange.end != EXCHANGE_UNKNOWN ||
	        date_compare(begin, end) == 0 || client_stopped(fetch->client);
	*ret_len = exchange.body_len;
	if (read)
		fetch_read_ledger(fetch, reply_root(exchange.reply), books);
	else if (whole) {
		fetch->stop = true;
		fetch_refused(fetch, FETCH_LEDGER, &exchange);
	}
	exchange_release(&exchange);
	free(query);
	return whole;
}

/*
 * All vouchers dated in the month: a day first, up to a week where answers
 * are small, a day again where they are not.
 */
static void
ask_ledger(struct fetch *fetch, struct date begin, struct date end,
    struct fetched_books *books)
{
	const size_t limit =
	    (size_t)client_company(fetch->client)->network.reply_limit;
	const long last = date_to_days(end);
	long day = date_to_days(begin), days = 1;

	while (day <= last && !fetch->stop) {
		long until = day + days - 1 < last ? day + days - 1 : last;
		size_t len;

		if (!ask_days(fetch, date_from_days(day), date_from_days(until),
			books, &len)) {
			days = 1;
			continue;
		}
		day = until + 1;
		if (len > limit / LARGE_PART)
			days = 1;
		else if (len < limit / SMALL_PART)
			days = days * 2 < DAYS_MOST ? days * 2 : DAYS_MOST;
	}
}

/* Ours that are dated in another month. */
static void
ask_vouchers(struct fetch *fetch, const struct fetch_ours *ours,
    struct fetched_books *books)
{
	const struct by_keys what = { FETCH_LEDGER, "", fetch_read_ledger,
		true };
	struct fetch_keys keys = { NULL, 0, 0 };

	for (size_t i = 0; i < books->invoices.count; i++) {
		int64_t key = books->invoices.item[i].row->voucher;

		if (key != 0 && fetched_voucher(books, key) == NULL)
			*FETCH_ADD(&keys) = key;
	}
	for (size_t i = 0; i < ours->voucher.count; i++)
		if (fetched_voucher(books, ours->voucher.item[i]) == NULL)
			*FETCH_ADD(&keys) = ours->voucher.item[i];
	ask_keys(fetch, &what, &keys, books);
	free(keys.item);
}

static void
ask_balances(struct fetch *fetch, struct date begin, struct date end,
    struct fetched_books *books)
{
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	struct date before = date_from_days(date_to_days(begin) - 1);
	char *query = mem_printf("balancedates=%s,%s",
	    date_format(before, from), date_format(end, to));

	books->chart.balance_date[0] = before;
	books->chart.balance_date[1] = end;
	(void)fetch_get(
	    fetch, FETCH_ACCOUNTS, "", fetch_read_accounts, &books->chart);
	(void)fetch_get(
	    fetch, FETCH_BALANCES, query, fetch_read_balances, &books->chart);
	free(query);
}

void
fetch_books_ask(struct fetch *fetch, const struct fetch_ours *ours,
    struct date begin, struct date end, struct fetched_books *books)
{
	/* The smallest first: a missing right shows before the long work. */
	ask_balances(fetch, begin, end, books);
	ask_batches(fetch, ours, books);
	if (!fetch->failed)
		ask_unlisted(fetch, ours, books);
	if (!fetch->failed)
		ask_details(fetch, books);
	ask_ledger(fetch, begin, end, books);
	if (!fetch->failed)
		ask_vouchers(fetch, ours, books);
	fetched_books_sort(books);
}
