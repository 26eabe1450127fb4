/*
 * send_queue.c - batches of invoices are worked off after they were taken:
 * following one to its end, and finding the one whose answer was lost.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/send_run.h"

#define BATCH_FINISHED 3
#define IDS_MAX ((size_t)1 << 20)

/* What an answer says of one identifier. */
struct item_result {
	size_t links;
	size_t errors;
	const char *key;
	const char *code;
	const char *text;
	bool ours;
};

static int64_t
number_of(const struct reply_node *node, const char *name)
{
	int64_t number = -1;

	(void)reply_integer(reply_child_text(node, name), &number);
	return number;
}

static bool
is_finished(const struct reply *reply)
{
	const struct reply_node *summary =
	    reply_find(reply_root(reply), "Summary");
	const int64_t size = number_of(summary, "BatchSize");

	return number_of(summary, "StatusCode") == BATCH_FINISHED ||
	       text_equal_ignore_case(
		   reply_child_text(summary, "Status"), "finished") ||
	       (number_of(summary, "ItemsPendingCount") == 0 && size > 0 &&
		   number_of(summary, "ItemsSuccessCount") +
			   number_of(summary, "ItemsErrorCount") ==
		       size);
}

/* Ask until the batch is finished; SEND_FOUND with the answer in ret. */
static enum send_found
await(struct send_run *run, const char *id, struct exchange *ret)
{
	const struct company_network *network = &run->options->company->network;
	long pause = network->poll_first, waited = 0;
	struct buf query;
	enum send_found result = SEND_FAILED;

	buf_init(&query, IDS_MAX);
	buf_puts(&query, "id=");
	send_put_query(&query, id);
	buf_puts(&query, "&addsalesinvoicelinkinformation=1");
	while (send_get(run, "getbatchstatus.nv", buf_text(&query), ret)) {
		result = SEND_FOUND;
		if (is_finished(ret->reply))
			break;
		exchange_release(ret);
		result = SEND_WAITING;
		if (waited >= network->poll_limit)
			break;
		result = SEND_FAILED;
		if (!client_pause(
			run->client, "Netvisor works off a batch", pause))
			break;
		waited += pause;
		pause += pause / 2 + 1;
		if (pause > network->poll_most)
			pause = network->poll_most;
	}
	buf_release(&query);
	(void)send_stopped(run);
	return result;
}

/* Results ------------------------------------------------------------------ */

static struct item_result *
result_of(struct send_run *run, struct table *results, const char *identifier)
{
	void **slot = table_slot(results, identifier, strlen(identifier), NULL);

	if (*slot == NULL)
		*slot = arena_alloc(&run->arena, sizeof(struct item_result));
	return *slot;
}

static const struct reply_node *
first_below(const struct reply *reply, const char *list, const char *name)
{
	return reply_child(reply_find(reply_root(reply), list), name);
}

static void
take_errors(struct send_run *run, const struct reply_node *item,
    struct item_result *result)
{
	const struct reply_node *error =
	    reply_child(reply_child(item, "Errors"), "Error");

	result->errors++;
	result->code = "";
	result->text = "";
	for (; error != NULL; error = reply_next(error)) {
		const char *type = reply_attribute(error, "Type");
		const bool first = result->text[0] == '\0';

		if (first && type != NULL)
			result->code = arena_strdup(&run->arena, type);
		result->text = arena_printf(&run->arena, "%s%s%s", result->text,
		    first ? "" : "; ", reply_text(error));
	}
}

static void
take_results(
    struct send_run *run, const struct reply *reply, struct table *results)
{
	const struct reply_node *node =
	    first_below(reply, "SalesInvoiceLinkInformation", "Link");

	for (; node != NULL; node = reply_next(node)) {
		struct item_result *result = result_of(
		    run, results, reply_child_text(node, "ItemIdentifier"));

		result->links++;
		result->key = arena_strdup(
		    &run->arena, reply_child_text(node, "NetvisorKey"));
	}
	node = first_below(reply, "ItemErrorDescriptions", "ItemError");
	for (; node != NULL; node = reply_next(node))
		take_errors(run, node,
		    result_of(
			run, results, reply_child_text(node, "Identifier")));
}

static void
report_foreign(struct send_run *run, const struct batch_request *request,
    const struct table *results, const char *id)
{
	const struct table_entry *entry = NULL;

	while ((entry = table_next(results, entry)) != NULL) {
		const struct item_result *result = table_value(entry);

		if (!result->ours)
			(void)diag_add(run->diag, RULE_SEND_BATCH_ANSWER,
			    send_place(run, request),
			    "batch %s of Netvisor names %s, which is none of "
			    "its documents",
			    id, table_key(entry));
	}
}

static struct journal_event
judge_item(struct send_run *run, const struct batch_request *request,
    struct send_document *document, const struct item_result *result)
{
	struct journal_event event = { .seq = request->seq,
		.item = document->item->item,
		.queue = document->queue };
	const char *what;

	if (result != NULL && result->links == 1 && result->errors == 0 &&
	    result->key[0] != '\0') {
		event.state = JOURNAL_ACCEPTED;
		event.netvisor_key = result->key;
		return event;
	}
	if (result != NULL && result->links == 0 && result->errors == 1) {
		event.state = JOURNAL_REJECTED;
		event.code = result->code;
		event.text = result->text;
		return event;
	}
	what = result == NULL ? "does not name it"
	       : result->links > 0 && result->errors > 0
	           ? "names it both as made and as refused"
	       : result->links + result->errors > 1 ? "names it twice"
	                                            : "names no key for it";
	event.state = JOURNAL_UNKNOWN;
	event.code = SEND_CODE_ANSWER;
	event.text = arena_printf(
	    &run->arena, "batch %s of Netvisor %s", document->queue, what);
	document->question = true;
	diag_remedy(
	    diag_add(run->diag, RULE_SEND_BATCH_ANSWER,
		send_place(run, request), "%s (%s): batch %s of Netvisor %s",
		send_title(run, document->item), document->item->reference,
		document->queue, what),
	    "look whether it is in Netvisor; if it is: %s with its "
	    "NetvisorKey; if not: %s",
	    send_resolve_command(run, document->item, "KEY"),
	    send_resolve_command(run, document->item, "absent"));
	return event;
}

/* Documents of a request whose outcome its batch can tell. */
static bool
is_in_batch(const struct send_document *document)
{
	return document->state == JOURNAL_QUEUED ||
	       (document->state == JOURNAL_UNKNOWN &&
		   strcmp(document->code, SEND_CODE_ANSWER) == 0);
}

static void
take_answer(struct send_run *run, const struct batch_request *request,
    const struct exchange *exchange, const char *id)
{
	struct send_document *document = send_documents_of(run, request);
	struct journal_event *event =
	    mem_calloc((size_t)request->items + 1, sizeof(*event));
	struct table results;
	size_t count = 0;

	table_init(&results);
	take_results(run, exchange->reply, &results);
	for (long i = 0; i < request->items; i++) {
		const char *reference = document[i].item->reference;
		struct item_result *result =
		    table_find(&results, reference, strlen(reference));

		if (result != NULL)
			result->ours = true;
		if (is_in_batch(&document[i]))
			event[count++] =
			    judge_item(run, request, &document[i], result);
	}
	report_foreign(run, request, &results, id);
	if (send_record(run, request, event, count))
		send_keep_reply(run, request, "-status", exchange);
	table_release(&results);
	free(event);
}

void
send_follow(struct send_run *run, const struct batch_request *request)
{
	const struct send_document *document = send_documents_of(run, request);
	const char *id = NULL;
	struct exchange exchange;
	enum send_found found;

	for (long i = 0; id == NULL && i < request->items; i++)
		if (is_in_batch(&document[i]))
			id = arena_strdup(&run->arena, document[i].queue);
	if (id == NULL || run->followed[request->seq - 1])
		return;
	found = await(run, id, &exchange);
	if (found == SEND_WAITING)
		run->followed[request->seq - 1] = true;
	if (found != SEND_FOUND)
		return;
	take_answer(run, request, &exchange, id);
	exchange_release(&exchange);
}

/* Finding a batch -----------------------------------------------------------
 */

char *
send_batch_ids(struct send_run *run)
{
	struct exchange exchange;
	const struct reply_node *one;
	struct buf ids;
	char *result;

	if (!send_get(
		run, "getbatchlist.nv", "batchtype=salesinvoice", &exchange))
		return NULL;
	buf_init(&ids, IDS_MAX);
	one = reply_child(
	    reply_child(reply_root(exchange.reply), "Batches"), "Batch");
	for (; one != NULL; one = reply_next(one)) {
		if (ids.len > 0)
			buf_putc(&ids, ' ');
		buf_puts(&ids, reply_child_text(one, "ID"));
	}
	result = mem_strdup(buf_text(&ids));
	buf_release(&ids);
	exchange_release(&exchange);
	return result;
}

static void
add_words(struct table *set, const char *words)
{
	const char *word;
	size_t len;

	while ((word = send_next_word(&words, &len)) != NULL)
		*table_slot(set, word, len, NULL) = set;
}

/* The batches that this request cannot be: older ones, and others of ours. */
static bool
known_batches(struct send_run *run, const struct batch_request *request,
    struct table *known)
{
	struct journal_attempt attempt = { .before = NULL };
	struct journal_documents *all;

	if (journal_newest_attempt(
		run->journal, run->number, request->seq, &attempt))
		add_words(known, attempt.before);
	free(attempt.before);
	all = journal_all_documents(run->journal, run->diag);
	if (all == NULL) {
		run->halted = true;
		return false;
	}
	for (size_t i = 0; i < journal_document_count(all); i++)
		add_words(known, journal_document_at(all, i)->queue);
	journal_documents_free(all);
	return true;
}

/* Does a finished batch name one of the request's documents? */
static bool
names_ours(struct send_run *run, const struct batch_request *request,
    const struct reply *reply)
{
	const struct send_document *document = send_documents_of(run, request);
	struct table results;
	bool named = false;

	table_init(&results);
	take_results(run, reply, &results);
	for (long i = 0; !named && i < request->items; i++)
		named = table_find(&results, document[i].item->reference,
			    strlen(document[i].item->reference)) != NULL;
	table_release(&results);
	return named;
}

static enum send_found
try_batch(
    struct send_run *run, const struct batch_request *request, const char *id)
{
	const struct send_outcome queued = { .state = JOURNAL_QUEUED,
		.text = "found by reading back",
		.queue = id };
	struct exchange exchange;
	enum send_found found = await(run, id, &exchange);

	if (found != SEND_FOUND)
		return found;
	if (!names_ours(run, request, exchange.reply))
		found = SEND_ABSENT;
	exchange_release(&exchange);
	if (found == SEND_FOUND && !send_mark(run, request, SEND_OPEN, &queued))
		found = SEND_FAILED;
	return found;
}

enum send_found
send_find_batch(struct send_run *run, const struct batch_request *request)
{
	char *ids = send_batch_ids(run);
	const char *cursor = ids, *word;
	enum send_found result = SEND_FAILED;
	struct table known;
	size_t len;

	if (ids == NULL)
		return SEND_FAILED;
	table_init(&known);
	if (known_batches(run, request, &known))
		result = SEND_ABSENT;
	while ((result == SEND_ABSENT || result == SEND_WAITING) &&
	       (word = send_next_word(&cursor, &len)) != NULL) {
		enum send_found found;

		if (table_find(&known, word, len) != NULL)
			continue;
		found = try_batch(
		    run, request, arena_strndup(&run->arena, word, len));
		/* One unfinished batch keeps an absence from being one. */
		if (found != SEND_ABSENT)
			result = found;
	}
	table_release(&known);
	free(ids);
	return result;
}
