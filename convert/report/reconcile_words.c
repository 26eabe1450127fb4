/* reconcile_words.c - a reconciliation's words (see reconcile_model.h). */
#include "report/reconcile_model.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mapping/company.h"
#include "report/review_page.h"

static const struct {
	const char *name;
	const char *title;
	const char *next;
} classes[DIFFERENCE_CLASSES + 1] = {
	[DIFFERENCE_REJECTED] = { "rejected", "Left out by a person or a rule",
	    "nothing, or take it in again: netvisor-review --restore" },
	[DIFFERENCE_REFUSED] = { "refused", "Refused by Netvisor",
	    "correct what Netvisor names, then netvisor-send "
	    "--retry-refused" },
	[DIFFERENCE_HELD] = { "held", "Held: what it needs is not booked",
	    "settle what it depends on, then send again" },
	[DIFFERENCE_QUEUED] = { "queued", "Waiting in Netvisor's queue",
	    "send again: Netvisor is asked what became of it" },
	[DIFFERENCE_NOT_SENT] = { "not-sent", "Not sent, or outcome unknown",
	    "send the batch: netvisor-send" },
	[DIFFERENCE_NOT_READ] = { "not-read",
	    "Accepted, but not in what was "
	    "read",
	    "read the books again (netvisor-fetch --booked); if it stays, "
	    "look the key up in Netvisor" },
	[DIFFERENCE_CHANGED] = { "changed", "Booked otherwise than expected",
	    "see in Netvisor who changed it; put it right there" },
	[DIFFERENCE_VOIDED] = { "voided", "Invalidated in Netvisor",
	    "see in Netvisor who invalidated it; if it was meant, say so "
	    "in Fenerum too" },
	[DIFFERENCE_FOREIGN] = { "foreign", "Booked by others",
	    "see what it is; foreign: listed in company.yaml if others "
	    "book in this company as well" },
	[DIFFERENCE_UNEXPLAINED] = { "unexplained", "Unexplained",
	    "run fenvoy close again from the exports on" },
	[DIFFERENCE_NONE] = { "", "Booked as expected", "" },
};

const char *reconcile_class_name(enum difference_class class)
{
	return classes[class].name;
}

const char *reconcile_class_title(enum difference_class class)
{
	return classes[class].title;
}

const char *reconcile_class_next(enum difference_class class)
{
	return classes[class].next;
}

const char *
reconcile_next(const struct reconcile_document *document)
{
	if (document->in_journal && document->state == JOURNAL_UNKNOWN)
		return "run netvisor-send: it reads Netvisor to learn whether "
		       "it arrived";
	if (document->unsent)
		return "Netvisor books an invoice when it sends it: send it "
		       "there, then read the books again "
		       "(netvisor-fetch --booked)";
	return classes[document->difference].next;
}

const char *
reconcile_document_name(
    struct arena *arena, const struct reconcile_document *document)
{
	return arena_printf(
	    arena, "%s %s", review_kind_name(document->kind), document->name);
}

/* Netvisor's numbers run by class. */
const char *
reconcile_voucher_name(
    struct arena *arena, const struct reconcile_voucher *voucher)
{
	return arena_printf(
	    arena, "%s %s", voucher->class_name, voucher->number);
}

static const char *
verdict_text(const struct reconciliation *rec)
{
	if (reconciliation_agrees(rec))
		return "every document is booked as expected.";
	if (rec->unexplained != 0)
		return "something is booked or missing that nothing here "
		       "explains.";
	if (!rec->source_agrees)
		return "documents of the exports are lost.";
	return "there are differences, and each has its class.";
}

void
reconcile_put_verdict(const struct reconciliation *rec, struct buf *out)
{
	char text[MONEY_TEXT_MAX];

	(void)money_format(reconciliation_unexplained(rec), '.', text);
	buf_printf(out, "Unexplained %s EUR: %s", text, verdict_text(rec));
}
