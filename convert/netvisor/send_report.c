/* send_report.c - findings about where the documents stand in the end. */
#include <string.h>

#include "netvisor/send_run.h"

/* Recognition, deferral, invoice, credited invoice, customer: and room. */
#define CHAIN_MOST 10

static void
report_unknown(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct batch_item *item = document->item;
	struct send_grouped part = { .rule = RULE_SEND_UNKNOWN };

	/* Its own finding has said so, with the remedy. */
	if (document->question && strcmp(document->code, SEND_CODE_ANSWER) == 0)
		return;
	part.text = arena_printf(&run->arena,
	    "%s (%s): what became of it is not known%s%s",
	    send_title(run, item), item->reference,
	    document->text[0] == '\0' ? "" : ": ", document->text);
	part.key = arena_printf(
	    &run->arena, "%s %s", send_group(run, request), document->text);
	/* A question is about one document. */
	if (document->question) {
		part.key = item->reference;
		part.remedy = arena_printf(&run->arena,
		    "look for %s in Netvisor; if it is there: %s with its "
		    "NetvisorKey; if not: %s",
		    item->reference, send_resolve_command(run, item, "KEY"),
		    send_resolve_command(run, item, "absent"));
	}
	send_add_grouped(run, item, &part);
}

/* Of a request that is booked in part nothing can be sent once more. */
static const char *
refused_remedy(struct send_run *run, const struct batch_request *request,
    const struct batch_item *item)
{
	const char *resolve = send_resolve_command(run, item, "KEY");
	const char *retry =
	    send_command(run, "netvisor-send", "--retry-refused");

	if (send_any(run, request, SEND_SETTLED))
		return arena_printf(&run->arena,
		    "others of its request are booked, so that it cannot be "
		    "sent again: enter it in Netvisor by hand and say so with "
		    "its NetvisorKey, then what depends on it follows: %s; a "
		    "smaller netvisor.batch_size spares later months this",
		    resolve);
	if (send_is_master(request))
		return arena_printf(&run->arena,
		    "correct what Netvisor's text names; if that lies in "
		    "Netvisor itself: %s; if it is made there by hand, run "
		    "this again",
		    retry);
	return arena_printf(&run->arena,
	    "correct what Netvisor's text names; if that lies in Netvisor "
	    "itself: %s; if it%s is entered there by hand, say so with its "
	    "NetvisorKey: %s",
	    retry, request->items > 1 ? ", and all of its request," : "",
	    resolve);
}

static void
report_refused(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct batch_item *item = document->item;
	const char *said = arena_printf(&run->arena, "%s%s%s", document->code,
	    document->code[0] == '\0' ? "" : ": ", document->text);
	struct send_grouped part = { .rule = RULE_SEND_REFUSED };

	part.key =
	    arena_printf(&run->arena, "%s %s", send_group(run, request), said);
	part.text = arena_printf(&run->arena, "%s (%s): %s",
	    send_title(run, item), item->reference, said);
	part.remedy = refused_remedy(run, request, item);
	send_add_grouped(run, item, &part);
}

/* The first that a document depends on and that is not settled, or NULL. */
static const struct send_document *
unsettled(const struct send_run *run, const struct send_document *document)
{
	const char *cursor = document->item->depends_on, *word;
	size_t len;

	while ((word = send_next_word(&cursor, &len)) != NULL) {
		const struct send_document *other =
		    table_find(&run->by_reference, word, len);

		if (other != NULL &&
		    (SEND_STATE(other->state) & SEND_SETTLED) == 0)
			return other;
	}
	return NULL;
}

/*
 * The reason that held documents share. A text names the document before it,
 * and so is another one for each; what stands at the end of the chain is the
 * same for all that one closed account holds.
 */
static const char *
held_reason(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct send_document *root = document, *next = NULL;
	const char *of;

	if (request->items > 1)
		return document->text;
	for (size_t i = 0; i < CHAIN_MOST; i++) {
		next = unsettled(run, root);
		if (next == NULL)
			break;
		root = next;
	}
	if (root == document)
		return document->text;
	of = send_group(
	    run, batch_request_at(run->batch, (size_t)root->item->seq - 1));
	return arena_printf(
	    &run->arena, "%s %s", of, journal_state_name(root->state));
}

static void
report_held(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct batch_item *item = document->item;
	struct send_grouped part = { .rule = RULE_SEND_HELD };

	part.key = arena_printf(&run->arena, "%s %s", send_group(run, request),
	    held_reason(run, request, document));
	part.text = arena_printf(&run->arena, "%s (%s) was not sent: %s",
	    send_title(run, item), item->reference, document->text);
	send_add_grouped(run, item, &part);
}

static void
report_waiting(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct batch_item *item = document->item;
	struct send_grouped part = { .rule = RULE_SEND_WAITING };

	part.key = arena_printf(
	    &run->arena, "%s %s", send_group(run, request), document->queue);
	part.text = arena_printf(&run->arena,
	    "%s (%s) is in batch %s of Netvisor, which is not finished",
	    send_title(run, item), item->reference, document->queue);
	send_add_grouped(run, item, &part);
}

static void
report_document(struct send_run *run, const struct send_document *document)
{
	const struct batch_request *request =
	    batch_request_at(run->batch, (size_t)document->item->seq - 1);

	switch (document->state) {
	case JOURNAL_REJECTED:
		report_refused(run, request, document);
		break;
	case JOURNAL_HELD:
		report_held(run, request, document);
		break;
	case JOURNAL_QUEUED:
		report_waiting(run, request, document);
		break;
	case JOURNAL_UNKNOWN:
	case JOURNAL_INTENDED:
		report_unknown(run, request, document);
		break;
	case JOURNAL_NEW:
	case JOURNAL_PRESENT:
	case JOURNAL_ACCEPTED:
	case JOURNAL_VOIDED:
	case JOURNAL_STATES:
		break;
	}
}

void
send_count(struct send_run *run)
{
	memset(run->summary->count, 0, sizeof(run->summary->count));
	for (size_t i = 0; i < run->count; i++) {
		run->summary->count[run->document[i].state]++;
		if (run->document[i].question)
			run->summary->question = true;
	}
}

void
send_report(struct send_run *run)
{
	for (size_t i = 0; i < run->count; i++)
		report_document(run, &run->document[i]);
}
