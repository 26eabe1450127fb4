/*
 * send_invoices.c - the invoices of an unknown request themselves, when no
 * batch tells of them: their private comment begins with our reference. A
 * batch that is not listed any more must not look like one that never came.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "netvisor/send_run.h"

#define QUERY_MAX ((size_t)4096)
#define PRIVATE_COMMENT "1" /* replyoption */

struct seeking {
	struct send_run *run;
	const struct batch_request *request;
	struct journal_event *event; /* a document; no key: not seen */
	size_t found;
	bool twice;
};

/* Whose is an invoice? */
static void
take_invoice(struct seeking *seeking, const struct reply_node *one)
{
	const struct send_run *run = seeking->run;
	const char *comment = reply_child_text(
	    reply_child(one, "AdditionalInformation"), "PrivateComment");
	const struct send_document *document = table_find(
	    &run->by_reference, comment, strcspn(comment, " \t\r\n"));
	struct journal_event *event;

	if (document == NULL || document->item->seq != seeking->request->seq ||
	    (SEND_STATE(document->state) & SEND_OPEN) == 0)
		return;
	event =
	    &seeking
		 ->event[document - send_documents_of(run, seeking->request)];
	if (event->netvisor_key != NULL)
		seeking->twice = true;
	else
		seeking->found++;
	*event = (struct journal_event){ .seq = seeking->request->seq,
		.item = document->item->item,
		.state = JOURNAL_ACCEPTED,
		.text = "found by reading back",
		.netvisor_key = arena_strdup(&seeking->run->arena,
		    reply_child_text(one, "NetvisorKey")) };
}

/* One page; returns the greatest key, 0 when it was empty. */
static int64_t
take_page(struct seeking *seeking, const struct reply *reply)
{
	const struct reply_node *one = reply_child(
	    reply_child(reply_root(reply), "SalesInvoiceList"), "SalesInvoice");
	int64_t most = 0;

	for (; one != NULL; one = reply_next(one)) {
		int64_t key = 0;

		if (reply_integer(reply_child_text(one, "NetvisorKey"), &key) &&
		    key > most)
			most = key;
		take_invoice(seeking, one);
	}
	return most;
}

static void
put_span(struct buf *query, const struct send_facts *facts)
{
	struct date first = facts->fact[0].date, last = first;
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];

	for (size_t i = 1; i < facts->count; i++) {
		if (date_compare(facts->fact[i].date, first) < 0)
			first = facts->fact[i].date;
		if (date_compare(facts->fact[i].date, last) > 0)
			last = facts->fact[i].date;
	}
	buf_printf(query,
	    "begininvoicedate=%s&endinvoicedate=%s&"
	    "replyoption=" PRIVATE_COMMENT,
	    date_format(first, from), date_format(last, to));
}

static bool
read_pages(struct seeking *seeking, const struct send_facts *facts)
{
	int64_t above = 0, most = 0;
	struct exchange exchange;
	struct buf query;
	bool right;

	buf_init(&query, QUERY_MAX);
	do {
		above = most;
		buf_clear(&query);
		put_span(&query, facts);
		if (above > 0)
			buf_printf(&query, "&invoicesabovenetvisorkey=%lld",
			    (long long)above);
		right = send_get(seeking->run, "salesinvoicelist.nv",
		    buf_text(&query), &exchange);
		if (right) {
			most = take_page(seeking, exchange.reply);
			exchange_release(&exchange);
		}
	} while (right && most > above);
	buf_release(&query);
	return right;
}

/* All that are open are there once, none is, or a person has to look. */
static enum send_found
judge(struct seeking *seeking)
{
	const struct send_document *document =
	    send_documents_of(seeking->run, seeking->request);
	size_t open = 0;

	if (seeking->found == 0)
		return SEND_ABSENT;
	for (long i = 0; i < seeking->request->items; i++)
		if ((SEND_STATE(document[i].state) & SEND_OPEN) != 0)
			seeking->event[open++] = seeking->event[i];
	if (seeking->twice || seeking->found != open)
		return SEND_UNCLEAR;
	return send_record(seeking->run, seeking->request, seeking->event, open)
	           ? SEND_FOUND
	           : SEND_FAILED;
}

enum send_found
send_find_invoices(struct send_run *run, const struct batch_request *request)
{
	struct seeking seeking = { .run = run,
		.request = request,
		.event = mem_calloc(
		    (size_t)request->items + 1, sizeof(*seeking.event)) };
	enum send_found found = SEND_FAILED;
	struct send_facts facts;

	if (send_facts_of(run, request, &facts) && read_pages(&seeking, &facts))
		found = judge(&seeking);
	send_facts_release(&facts);
	free(seeking.event);
	return found;
}
