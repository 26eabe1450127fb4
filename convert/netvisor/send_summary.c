/* send_summary.c - how a run went, as text. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/send_run.h"

/* A list is for reading; the findings count all. */
#define LISTED_MOST 20

static void
put_count(struct buf *text, const char *name, size_t count)
{
	buf_printf(text, "%-15s %6zu\n", name, count);
}

static void
put_document(struct buf *text, const struct journal_document *document)
{
	const char *const part[] = { document->reference,
		send_kind_words(document->kind), document->name, document->code,
		document->text };
	const size_t said = 3; /* from here on it is what was said */

	buf_puts(text, " ");
	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
		if (part[i][0] == '\0')
			continue;
		buf_puts(text, i < said ? " " : ": ");
		text_put_escaped(text, part[i], strlen(part[i]));
	}
	buf_putc(text, '\n');
}

static void
put_list(struct buf *text, const struct journal_documents *documents,
    const char *title, unsigned states)
{
	size_t found = 0;

	if (documents == NULL)
		return;
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
		buf_printf(text, "  and %zu more\n", found - LISTED_MOST);
}

void
send_put_summary(const struct send_summary *summary,
    const struct journal_documents *documents, struct buf *text)
{
	const size_t *count = summary->count;
	size_t all = 0;

	for (size_t i = 0; i < JOURNAL_STATES; i++)
		all += count[i];
	put_count(text, "Requests sent", summary->sent);
	put_count(text, "Documents", all);
	put_count(text, "  accepted", count[JOURNAL_ACCEPTED]);
	put_count(text, "  there already", count[JOURNAL_PRESENT]);
	put_count(text, "  refused", count[JOURNAL_REJECTED]);
	put_count(text, "  held", count[JOURNAL_HELD]);
	put_count(text, "  waiting", count[JOURNAL_QUEUED]);
	put_count(text, "  unknown",
	    count[JOURNAL_UNKNOWN] + count[JOURNAL_INTENDED]);
	put_count(text, "  not begun", count[JOURNAL_NEW]);
	if (count[JOURNAL_VOIDED] > 0)
		put_count(text, "  voided", count[JOURNAL_VOIDED]);
	put_list(text, documents, "Refused", SEND_STATE(JOURNAL_REJECTED));
	put_list(text, documents, "Held", SEND_STATE(JOURNAL_HELD));
	put_list(text, documents, "Waiting", SEND_STATE(JOURNAL_QUEUED));
	put_list(text, documents, "Unknown", SEND_OPEN);
}
