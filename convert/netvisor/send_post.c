/* send_post.c - intent, request, result: the only place that posts. */
#include <stdlib.h>
#include <string.h>

#include "mapping/company.h"
#include "netvisor/send_run.h"

#define VERDICT(state, next) ((struct send_verdict){ state, next })

static struct send_verdict
judge_yes(const struct reply *reply, enum request_kind kind)
{
	const char *key = reply_inserted_key(reply);

	/* The answer to a dimension item has no key. */
	if (kind == REQUEST_DIMENSION)
		return VERDICT(JOURNAL_ACCEPTED, SEND_GO_ON);
	/* Taken, but as what? Reading finds it by our own marks. */
	if (key == NULL || key[0] == '\0')
		return VERDICT(JOURNAL_UNKNOWN, SEND_SETTLE);
	if (kind == REQUEST_INVOICES || kind == REQUEST_CREDIT_NOTES)
		return VERDICT(JOURNAL_QUEUED, SEND_GO_ON);
	return VERDICT(JOURNAL_ACCEPTED, SEND_GO_ON);
}

static struct send_verdict
judge_duplicate(enum request_kind kind, bool repeat)
{
	if (kind == REQUEST_DIMENSION || kind == REQUEST_CUSTOMER)
		return VERDICT(JOURNAL_REJECTED, SEND_LOOK);
	if (repeat)
		return VERDICT(JOURNAL_UNKNOWN, SEND_SETTLE);
	return VERDICT(JOURNAL_REJECTED, SEND_GO_ON);
}

struct send_verdict
send_judge(const struct exchange *exchange, enum request_kind kind, bool repeat)
{
	/* Where nothing was done: what the attempt before did stays open. */
	const enum journal_state undone =
	    repeat ? JOURNAL_UNKNOWN : JOURNAL_NEW;

	if (exchange->end == EXCHANGE_NOT_SENT)
		return VERDICT(undone, SEND_HALT);
	if (exchange->end == EXCHANGE_UNKNOWN)
		return VERDICT(JOURNAL_UNKNOWN, SEND_SETTLE);
	if (reply_state(exchange->reply) == REPLY_OK)
		return judge_yes(exchange->reply, kind);
	switch (reply_class(exchange->reply)) {
	case REPLY_CLASS_REFUSED:
	case REPLY_CLASS_LOCKED:
		return VERDICT(JOURNAL_REJECTED, SEND_GO_ON);
	case REPLY_CLASS_DUPLICATE:
		return judge_duplicate(kind, repeat);
	case REPLY_CLASS_AUTHENTICATION:
	case REPLY_CLASS_ACCESS:
		return VERDICT(undone, SEND_HALT);
	case REPLY_CLASS_MAINTENANCE:
		return VERDICT(undone, SEND_AGAIN);
	case REPLY_CLASS_NONE:
	case REPLY_CLASS_NOT_UNIQUE:
	case REPLY_CLASS_TECHNICAL:
		break;
	}
	return VERDICT(JOURNAL_UNKNOWN, SEND_SETTLE);
}

static void
describe(const struct exchange *exchange, struct send_outcome *outcome)
{
	const struct reply *reply = exchange->reply;

	outcome->http_status = exchange->http_status;
	if (exchange->end != EXCHANGE_ANSWERED) {
		outcome->text = exchange->what;
	} else if (reply_state(reply) != REPLY_OK) {
		outcome->code = reply_code(reply);
		outcome->text = reply_message(reply);
	} else if (outcome->state == JOURNAL_QUEUED) {
		outcome->queue = reply_inserted_key(reply);
	} else if (outcome->state == JOURNAL_ACCEPTED) {
		outcome->netvisor_key = reply_inserted_key(reply);
	} else {
		outcome->text = "taken, but the answer names no key";
	}
}

static const char *
content_type(const struct batch_request *request)
{
	return strcmp(request->encoding, "iso-8859-15") == 0
	           ? "text/xml; charset=iso-8859-15"
	           : "text/xml; charset=utf-8";
}

/* One attempt. What is in ret is the caller's to release. */
static enum send_next
attempt(struct send_run *run, const struct batch_request *request,
    const struct journal_attempt *intent, bool repeat, struct exchange *ret)
{
	struct client_post post = { request->resource, request->query,
		content_type(request), intent->transaction_id, NULL, 0 };
	struct send_outcome outcome = { .http_status = 0 };
	enum request_kind kind = REQUEST_VOUCHER;
	struct send_verdict verdict;
	char *body = send_read(run, request, &post.body_len);

	memset(ret, 0, sizeof(*ret));
	if (body == NULL || !send_intend(run, request, intent->transaction_id,
				intent->before)) {
		run->halted = true;
		free(body);
		return SEND_GO_ON;
	}
	post.body = body;
	client_post(run->client, &post, ret);
	free(body);
	if (ret->end != EXCHANGE_NOT_SENT)
		run->summary->sent++;
	(void)request_kind_find(request->kind, &kind);
	verdict = send_judge(ret, kind, repeat);
	outcome.state = verdict.state;
	describe(ret, &outcome);
	if (!send_mark(run, request, SEND_OPEN, &outcome))
		return SEND_GO_ON;
	send_keep_reply(run, request, "", ret);
	return verdict.next;
}

static void
halt(struct send_run *run, const struct batch_request *request,
    const struct exchange *exchange)
{
	char *label = mem_printf("POST %s", request->resource);

	send_halt(run, exchange, label);
	free(label);
}

/* Fill a new attempt's id and what there is beforehand; false after a halt. */
static bool
make_attempt(struct send_run *run, const struct batch_request *request,
    struct journal_attempt *ret)
{
	(void)transaction_id_make(ret->transaction_id);
	ret->before =
	    send_is_batch(request) ? send_batch_ids(run) : mem_strdup("");
	return ret->before != NULL;
}

/* Attempts until an answer that is not maintenance, or patience is at its end.
 */
static enum send_next
post(struct send_run *run, const struct batch_request *request,
    struct journal_attempt *known)
{
	const long retries = run->options->company->network.retries;
	enum send_next next = SEND_AGAIN;

	for (long i = 0; next == SEND_AGAIN && !send_stopped(run); i++) {
		struct journal_attempt fresh = { .before = NULL };
		struct exchange exchange;

		if (known == NULL && !make_attempt(run, request, &fresh))
			return SEND_GO_ON;
		next = attempt(run, request, known == NULL ? &fresh : known,
		    known != NULL, &exchange);
		free(fresh.before);
		if (next == SEND_HALT || (next == SEND_AGAIN && i >= retries)) {
			halt(run, request, &exchange);
			next = SEND_HALT;
		}
		exchange_release(&exchange);
		if (next == SEND_AGAIN)
			(void)client_pause(run->client,
			    "Netvisor is under maintenance",
			    client_pause_length(run->client, i));
	}
	return next;
}

void
send_post(struct send_run *run, const struct batch_request *request)
{
	const struct send_outcome taken_up = { .state = JOURNAL_NEW,
		.text = "refused before; sent once more" };

	if (send_stopped(run) ||
	    !send_mark(run, request, SEND_STATE(JOURNAL_REJECTED), &taken_up))
		return;
	switch (post(run, request, NULL)) {
	case SEND_SETTLE:
		send_settle(run, request);
		break;
	case SEND_LOOK:
		(void)send_look_up(run, request, true, JOURNAL_PRESENT);
		break;
	case SEND_GO_ON:
	case SEND_AGAIN:
	case SEND_HALT:
		break;
	}
}

enum send_next
send_repeat(struct send_run *run, const struct batch_request *request)
{
	struct journal_attempt known = { .before = NULL };
	enum send_next next = SEND_GO_ON;

	if (!journal_newest_attempt(
		run->journal, run->number, request->seq, &known))
		return SEND_GO_ON;
	next = post(run, request, &known);
	free(known.before);
	if (next == SEND_LOOK)
		(void)send_look_up(run, request, true, JOURNAL_ACCEPTED);
	return next;
}
