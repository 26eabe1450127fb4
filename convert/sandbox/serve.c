/* serve.c - see serve.h. */
#include "sandbox/serve.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "sandbox/answer_text.h"
#include "sandbox/books.h"
#include "sandbox/moment.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/serve_reply.h"

int64_t
serve_now(const struct sandbox *sandbox)
{
	static const struct clock machine = { false, 0 };

	return clock_now(&machine) + sandbox->options.clock_offset;
}

/* The fault that this request meets, or SANDBOX_FAULTS. */
static enum sandbox_fault
fault_of(struct sandbox *sandbox, const char *resource)
{
	enum sandbox_fault fault = SANDBOX_FAULTS;

	for (size_t i = 0; i < sandbox->options.plan_count; i++) {
		const struct sandbox_plan *plan = &sandbox->options.plan[i];

		if (plan->resource != NULL &&
		    !text_equal_ignore_case(plan->resource, resource))
			continue;
		sandbox->plan_seen[i]++;
		if (fault == SANDBOX_FAULTS &&
		    (plan->nth == 0 || plan->nth == sandbox->plan_seen[i]))
			fault = plan->fault;
	}
	return fault;
}

static bool
is_denied(const struct sandbox *sandbox, const char *resource)
{
	for (size_t i = 0; i < sandbox->options.denied_count; i++)
		if (text_equal_ignore_case(
			sandbox->options.denied[i], resource))
			return true;
	return false;
}

/* The resource that may be used so; NULL after a refusal. */
static const struct sandbox_resource *
find_resource(const struct sandbox *sandbox, const struct call *call,
    struct sandbox_answer *answer)
{
	const struct sandbox_resource *resource =
	    sandbox_resource_find(call->resource);

	if (resource == NULL)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Resource %s does not exist", call->resource);
	else if (strcmp(resource->method, call->method) != 0)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Resource %s does not allow the method %s", resource->name,
		    call->method);
	else if (is_denied(sandbox, resource->name))
		sandbox_refuse(answer, "SERVICE_ACCESS_ERROR",
		    "No access rights to the resource %s", resource->name);
	else if (call->too_large)
		sandbox_refuse(answer, "INVALID_DATA_SIZE",
		    "The message is larger than %d bytes", (int)CALL_BODY_MAX);
	else
		return resource;
	return NULL;
}

/* False, and a refusal, when the id was used before. */
static bool
keep_id(struct sandbox *sandbox, const char *id, const char *now,
    struct sandbox_answer *answer)
{
	(void)query_run(sandbox->books,
	    "INSERT OR IGNORE INTO transaction_id VALUES(?, ?)", "tt", id, now);
	if (sqlite3_changes(sandbox->books) > 0)
		return true;
	sandbox_refuse(answer, "REQUEST_NOT_UNIQUE",
	    "Transaction id has been used before: %s", id);
	return false;
}

/* The resource's work, with the id unless that is kept already. */
static void
work(struct sandbox *sandbox, const struct sandbox_resource *resource,
    const struct call *call, struct sandbox_answer *answer)
{
	char now[MOMENT_LOCAL_MAX];
	bool known;
	const struct sandbox_request request = { .resource = resource->name,
		.parameter = call->parameter,
		.parameter_count = call->parameter_count,
		.body = buf_text(&call->body),
		.body_len = call->body.len,
		.language = call_language(call, &known),
		.url = sandbox->url,
		.books = sandbox->books,
		.now = moment_local(serve_now(sandbox), now) };

	books_exec(sandbox->books, "BEGIN IMMEDIATE");
	if (sandbox->options.id_on_arrival ||
	    keep_id(sandbox, call->header[CALL_TRANSACTION_ID], now, answer)) {
		books_exec(sandbox->books, "SAVEPOINT work");
		resource->handle(&request, answer);
		if (answer->code != NULL)
			books_exec(sandbox->books, "ROLLBACK TO work");
		books_exec(sandbox->books, "RELEASE work");
	}
	books_exec(sandbox->books, "COMMIT");
	if (answer->code == NULL &&
	    strcmp(resource->name, "salesinvoicebatch.nv") == 0)
		worker_add(sandbox, NULL, sandbox->options.batch_delay);
}

/* Everything that comes before the work. */
static const struct sandbox_resource *
admit(struct sandbox *sandbox, const struct call *call,
    struct sandbox_answer *answer)
{
	const struct authentication rules = { &sandbox->identity,
		sandbox->scheme, serve_now(sandbox),
		sandbox->options.clock_skew };
	char now[MOMENT_LOCAL_MAX];

	if (!authentication_check(&rules, call, answer))
		return NULL;
	if (sandbox->options.id_on_arrival &&
	    !keep_id(sandbox, call->header[CALL_TRANSACTION_ID],
		moment_local(rules.now, now), answer))
		return NULL;
	return find_resource(sandbox, call, answer);
}

static void
answer_init(struct sandbox_answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	buf_init(&answer->content, BUF_MAX_DEFAULT);
	buf_init(&answer->message, BUF_MAX_DEFAULT);
}

static void
answer_release(struct sandbox_answer *answer)
{
	buf_release(&answer->content);
	buf_release(&answer->message);
}

/* What the server answers; its work is done unless the fault forbids it. */
static void
answer_call(struct sandbox *sandbox, const struct call *call,
    enum sandbox_fault fault, struct sandbox_answer *answer)
{
	const struct sandbox_resource *resource;

	if (fault == SANDBOX_FAULT_MAINTENANCE) {
		sandbox_refuse(answer, "SYSTEM_MAINTENANCE",
		    "The service is under maintenance");
		return;
	}
	resource = admit(sandbox, call, answer);
	if (resource == NULL)
		return;
	if (fault == SANDBOX_FAULT_TECHNICAL)
		sandbox_refuse(
		    answer, "TECHNICAL_ERROR", "An internal error occurred");
	else if (fault != SANDBOX_FAULT_DROP_BEFORE &&
		 fault != SANDBOX_FAULT_DROP_DURING)
		work(sandbox, resource, call, answer);
}

static void
language_of(const struct call *call)
{
	bool known;

	answer_language(call_language(call, &known));
}

void
serve_call(
    struct sandbox *sandbox, struct call *call, struct serve_reply *ret_reply)
{
	struct sandbox_answer answer;
	enum sandbox_fault fault;
	bool later;

	answer_init(&answer);
	call_settle_body(call);
	(void)pthread_mutex_lock(&sandbox->lock);
	language_of(call);
	fault = fault_of(sandbox, call->resource);
	if (!serve_reply_of_gateway(fault, ret_reply)) {
		answer_call(sandbox, call, fault, &answer);
		serve_reply_of_answer(sandbox, call, fault, &answer, ret_reply);
	}
	serve_log(sandbox, call, fault, ret_reply, answer.code);
	later = fault == SANDBOX_FAULT_DROP_DURING && answer.code == NULL;
	if (later)
		worker_add(sandbox, call, sandbox->options.drop_during_delay);
	(void)pthread_mutex_unlock(&sandbox->lock);
	answer_release(&answer);
	if (!later)
		call_free(call);
}

void
serve_late(struct sandbox *sandbox, struct call *call)
{
	const struct sandbox_resource *resource =
	    sandbox_resource_find(call->resource);
	struct serve_reply none = { .outcome = SERVE_NONE };
	struct sandbox_answer answer;

	answer_init(&answer);
	language_of(call);
	if (resource != NULL)
		work(sandbox, resource, call, &answer);
	serve_log(sandbox, call, SANDBOX_FAULT_DROP_DURING, &none,
	    answer.code != NULL ? answer.code : "OK");
	answer_release(&answer);
	call_free(call);
}
