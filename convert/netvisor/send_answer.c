/* send_answer.c - a person says what became of a document. */
#include <string.h>

#include "base/text.h"
#include "netvisor/send_run.h"

static const struct journal_document *
find_document(const struct journal_documents *documents, const char *reference)
{
	for (size_t i = 0; i < journal_document_count(documents); i++) {
		const struct journal_document *one =
		    journal_document_at(documents, i);

		if (strcmp(one->reference, reference) == 0)
			return one;
	}
	return NULL;
}

static int
refuse_answer(struct diag_list *diag, const char *reference, const char *what)
{
	(void)diag_add(diag, RULE_SEND_RESOLVE,
	    (struct source_pos){ NULL, 0, 0 }, "%s %s", reference, what);
	return -1;
}

/*
 * A key is never wrong to know: also of what was said to be absent and is
 * there, was refused and then entered by hand, was held since the rest of its
 * request is settled, or waits in a batch that Netvisor tells nothing of any
 * more.
 */
static bool
may_answer(const struct journal_document *document, const char *key)
{
	const unsigned open = SEND_OPEN;
	const unsigned begun =
	    SEND_STATE(JOURNAL_NEW) | SEND_STATE(JOURNAL_HELD) |
	    SEND_STATE(JOURNAL_REJECTED) | SEND_STATE(JOURNAL_QUEUED);
	const unsigned state = SEND_STATE(document->state);

	return (state & open) != 0 ||
	       (key != NULL && document->attempts > 0 && (state & begun) != 0);
}

static int
record_answer(struct journal *journal, const struct journal_document *document,
    const char *key, struct diag_list *diag)
{
	const struct journal_event event = { .seq = document->seq,
		.item = document->item,
		.state = key == NULL ? JOURNAL_NEW : JOURNAL_ACCEPTED,
		.text = "resolved by hand",
		.netvisor_key = key };

	if (!may_answer(document, key)) {
		(void)diag_add(diag, RULE_SEND_RESOLVE,
		    (struct source_pos){ NULL, 0, 0 }, "%s is %s: %s",
		    document->reference, journal_state_name(document->state),
		    key == NULL ? "only what is UNKNOWN can be absent"
				: "only what was sent and is not settled can "
				  "be given a key");
		return -1;
	}
	return journal_record(journal, document->batch, &event, 1, diag);
}

int
send_resolve(struct journal *journal, const char *month, const char *reference,
    const char *key, struct diag_list *diag)
{
	struct journal_documents *documents;
	const struct journal_document *document;
	int result;

	if (key != NULL && !text_is_digits(key, strlen(key)))
		return refuse_answer(
		    diag, reference, "needs a NetvisorKey of digits");
	documents = journal_month_documents(journal, month, diag);
	if (documents == NULL)
		return -1;
	document = find_document(documents, reference);
	result = document == NULL ? refuse_answer(diag, reference,
					"is no document of this month")
	                          : record_answer(journal, document, key, diag);
	journal_documents_free(documents);
	return result;
}
