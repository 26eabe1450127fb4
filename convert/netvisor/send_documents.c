/* send_documents.c - where each document of the batch stands. */
#include <stdlib.h>
#include <string.h>

#include "netvisor/send_run.h"

#define MILLISECONDS 1000

static void
set_text(char **text, const char *value)
{
	char *copy = mem_strdup(value == NULL ? "" : value);

	free(*text);
	*text = copy;
}

static void
load_one(struct send_document *document, const struct journal_document *known)
{
	int64_t at = 0;

	document->state = known->state;
	set_text(&document->code, known->code);
	set_text(&document->text, known->text);
	set_text(&document->netvisor_key, known->netvisor_key);
	set_text(&document->queue, known->queue);
	document->absent = known->absent && clock_parse(known->at, &at);
	document->absent_at = at * MILLISECONDS;
}

bool
send_documents_load(struct send_run *run)
{
	struct journal_documents *known =
	    run->number == 0
		? journal_month_documents(
		      run->journal, run->options->month, run->diag)
		: journal_batch_documents(run->journal, run->number, run->diag);

	if (known == NULL)
		return false;
	run->count = batch_item_count(run->batch);
	run->document = mem_calloc(run->count + 1, sizeof(*run->document));
	run->followed = mem_calloc(
	    batch_request_count(run->batch) + 1, sizeof(*run->followed));
	for (size_t i = 0; i < run->count; i++) {
		struct send_document *document = &run->document[i];
		const struct batch_item *item = batch_item_at(run->batch, i);

		document->item = item;
		set_text(&document->code, "");
		set_text(&document->text, "");
		set_text(&document->netvisor_key, "");
		set_text(&document->queue, "");
		*table_slot(&run->by_reference, item->reference,
		    strlen(item->reference), NULL) = document;
	}
	for (size_t i = 0; i < journal_document_count(known); i++) {
		const struct journal_document *one =
		    journal_document_at(known, i);
		struct send_document *document = table_find(
		    &run->by_reference, one->reference, strlen(one->reference));

		if (document != NULL)
			load_one(document, one);
		if (one->attempts > 0)
			run->attempted = true;
	}
	journal_documents_free(known);
	return true;
}

void
send_documents_release(struct send_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		free(run->document[i].code);
		free(run->document[i].text);
		free(run->document[i].netvisor_key);
		free(run->document[i].queue);
	}
	free(run->document);
	free(run->followed);
	table_release(&run->by_reference);
}

struct send_document *
send_documents_of(
    const struct send_run *run, const struct batch_request *request)
{
	return &run->document[request->first_item];
}

bool
send_any(const struct send_run *run, const struct batch_request *request,
    unsigned states)
{
	const struct send_document *document = send_documents_of(run, request);

	for (long i = 0; i < request->items; i++)
		if ((SEND_STATE(document[i].state) & states) != 0)
			return true;
	return false;
}

bool
send_all(const struct send_run *run, const struct batch_request *request,
    unsigned states)
{
	return !send_any(run, request, ~states);
}

static void
report_progress(const struct send_run *run, const char *what)
{
	const struct send_options *options = run->options;
	const unsigned done = SEND_SETTLED | SEND_STATE(JOURNAL_REJECTED) |
	                      SEND_STATE(JOURNAL_HELD);
	size_t count = 0;

	if (options->progress == NULL)
		return;
	for (size_t i = 0; i < run->count; i++)
		if ((SEND_STATE(run->document[i].state) & done) != 0)
			count++;
	options->progress(options->context, count, run->count, what);
}

static void
take_event(struct send_document *document, const struct journal_event *event)
{
	document->state = event->state;
	set_text(&document->code, event->code);
	set_text(&document->text, event->text);
	if (event->netvisor_key != NULL)
		set_text(&document->netvisor_key, event->netvisor_key);
	if (event->queue != NULL)
		set_text(&document->queue, event->queue);
}

bool
send_record(struct send_run *run, const struct batch_request *request,
    const struct journal_event *event, size_t count)
{
	struct send_document *document = send_documents_of(run, request);

	if (count == 0)
		return true;
	if (journal_record(
		run->journal, run->number, event, count, run->diag) != 0) {
		run->halted = true;
		return false;
	}
	for (size_t i = 0; i < count; i++)
		take_event(&document[event[i].item - 1], &event[i]);
	report_progress(run, document[event[0].item - 1].item->name);
	return true;
}

bool
send_mark(struct send_run *run, const struct batch_request *request,
    unsigned states, const struct send_outcome *outcome)
{
	const struct send_document *document = send_documents_of(run, request);
	struct journal_event *event =
	    mem_calloc((size_t)request->items + 1, sizeof(*event));
	size_t count = 0;
	bool result;

	for (long i = 0; i < request->items; i++) {
		if ((SEND_STATE(document[i].state) & states) == 0)
			continue;
		event[count++] = (struct journal_event){ request->seq, i + 1,
			outcome->state, outcome->http_status, outcome->code,
			outcome->text, outcome->netvisor_key, outcome->queue };
	}
	result = send_record(run, request, event, count);
	free(event);
	return result;
}

bool
send_intend(struct send_run *run, const struct batch_request *request,
    const char *transaction_id, const char *before)
{
	const struct journal_intent intent = { run->number, request->seq,
		transaction_id, before };
	struct send_document *document = send_documents_of(run, request);

	if (journal_intend(run->journal, &intent, run->diag) != 0) {
		run->halted = true;
		return false;
	}
	for (long i = 0; i < request->items; i++) {
		document[i].state = JOURNAL_INTENDED;
		document[i].absent = false;
		set_text(&document[i].code, "");
		set_text(&document[i].text, "");
	}
	report_progress(run, document[0].item->name);
	return true;
}
