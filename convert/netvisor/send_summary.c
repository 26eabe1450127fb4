/* send_summary.c - where the documents stand when a run has ended. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/send_run.h"

/* A list is for reading; the findings hold all. */
#define LISTED_MOST 20

/* Findings -------------------------------------------------------------------
 */

static void
report_unknown(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct batch_item *item = document->item;
	struct diag *diag;

	/* Its own finding has said so, with the remedy. */
	if (document->question && strcmp(document->code, SEND_CODE_ANSWER) == 0)
		return;
	diag = diag_add(run->diag, RULE_SEND_UNKNOWN, send_place(run, request),
	    "%s (%s): what became of it is not known%s%s",
	    send_title(run, item), item->reference,
	    document->text[0] == '\0' ? "" : ": ", document->text);
	if (document->question)
		diag_remedy(diag,
		    "look for %s in Netvisor; if it is there: netvisor-send "
		    "--resolve %s=KEY with its NetvisorKey; if not: "
		    "netvisor-send --resolve %s=absent",
		    item->reference, item->reference, item->reference);
}

static void
report_document(struct send_run *run, const struct batch_request *request,
    const struct send_document *document)
{
	const struct batch_item *item = document->item;
	const struct source_pos place = send_place(run, request);

	switch (document->state) {
	case JOURNAL_REJECTED:
		(void)diag_add(run->diag, RULE_SEND_REFUSED, place,
		    "%s (%s): %s%s%s", send_title(run, item), item->reference,
		    document->code, document->code[0] == '\0' ? "" : ": ",
		    document->text);
		break;
	case JOURNAL_HELD:
		(void)diag_add(run->diag, RULE_SEND_HELD, place,
		    "%s (%s) was not sent: %s", send_title(run, item),
		    item->reference, document->text);
		break;
	case JOURNAL_QUEUED:
		(void)diag_add(run->diag, RULE_SEND_WAITING, place,
		    "%s (%s) is in batch %s of Netvisor, which is not finished",
		    send_title(run, item), item->reference, document->queue);
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
send_report(struct send_run *run)
{
	memset(run->summary->count, 0, sizeof(run->summary->count));
	for (size_t i = 0; i < run->count; i++) {
		const struct send_document *document = &run->document[i];

		run->summary->count[document->state]++;
		if (document->question)
			run->summary->question = true;
		report_document(run,
		    batch_request_at(
			run->batch, (size_t)document->item->seq - 1),
		    document);
	}
}

/* Text -----------------------------------------------------------------------
 */

static void
put_count(struct buf *text, const char *name, size_t count)
{
	buf_printf(text, "%-9s %6zu\n", name, count);
}

static void
put_document(struct buf *text, const struct journal_document *document)
{
	const char *const part[] = { document->reference, document->kind,
		document->name, document->code, document->text };

	buf_puts(text, " ");
	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
		if (part[i][0] == '\0')
			continue;
		buf_putc(text, ' ');
		text_put_escaped(text, part[i], strlen(part[i]));
	}
	buf_putc(text, '\n');
}

static void
put_list(struct buf *text, const struct journal_documents *documents,
    const char *title, unsigned states)
{
	size_t found = 0;

	for (size_t i = 0; i < journal_document_count(documents); i++) {
		const struct journal_document *one =
		    journal_document_at(documents, i);

		if ((SEND_STATE(one->state) & states) == 0)
			continue;
		if (found++ == 0)
			buf_printf(text, "\n%s:\n", title);
		if (found <= LISTED_MOST)
			put_document(text, one);
	}
	if (found > LISTED_MOST)
		buf_printf(text, "  and %zu more, all in the findings\n",
		    found - LISTED_MOST);
}

void
send_put_summary(const struct send_summary *summary,
    const struct journal_documents *documents, struct buf *text)
{
	const size_t *count = summary->count;

	put_count(text, "sent", summary->sent);
	put_count(text, "present", count[JOURNAL_PRESENT]);
	put_count(text, "accepted", count[JOURNAL_ACCEPTED]);
	put_count(text, "refused", count[JOURNAL_REJECTED]);
	put_count(text, "held", count[JOURNAL_HELD]);
	put_count(text, "waiting", count[JOURNAL_QUEUED]);
	put_count(
	    text, "unknown", count[JOURNAL_UNKNOWN] + count[JOURNAL_INTENDED]);
	put_count(text, "not begun", count[JOURNAL_NEW]);
	if (count[JOURNAL_VOIDED] > 0)
		put_count(text, "voided", count[JOURNAL_VOIDED]);
	put_list(text, documents, "Refused", SEND_STATE(JOURNAL_REJECTED));
	put_list(text, documents, "Held", SEND_STATE(JOURNAL_HELD));
	put_list(text, documents, "Waiting", SEND_STATE(JOURNAL_QUEUED));
	put_list(text, documents, "Unknown", SEND_OPEN);
}
