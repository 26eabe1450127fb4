/*
 * reconcile_judge.c - the class of every document, and the sums under them
 * (see reconcile_model.h).
 */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "report/review_load.h"

/* Where the journal leaves a document; DIFFERENCE_NONE: it was accepted. */
static enum difference_class
class_by_state(const struct reconcile_document *document)
{
	static const enum difference_class by_state[JOURNAL_STATES] = {
		[JOURNAL_NEW] = DIFFERENCE_NOT_SENT,
		[JOURNAL_INTENDED] = DIFFERENCE_NOT_SENT,
		[JOURNAL_QUEUED] = DIFFERENCE_QUEUED,
		[JOURNAL_PRESENT] = DIFFERENCE_NONE,
		[JOURNAL_ACCEPTED] = DIFFERENCE_NONE,
		[JOURNAL_REJECTED] = DIFFERENCE_REFUSED,
		[JOURNAL_UNKNOWN] = DIFFERENCE_NOT_SENT,
		[JOURNAL_HELD] = DIFFERENCE_HELD,
		[JOURNAL_VOIDED] = DIFFERENCE_VOIDED,
	};

	if (document->left_out != NULL &&
	    (!document->in_journal || document->state == JOURNAL_NEW))
		return DIFFERENCE_REJECTED;
	if (document->in_journal)
		return by_state[document->state];
	return document->in_batch ? DIFFERENCE_NOT_SENT
	                          : DIFFERENCE_UNEXPLAINED;
}

/* Both sides -------------------------------------------------------------- */

static void
sides_add(struct reconciliation *rec, struct reconcile_sides *sides,
    int64_t *side, size_t line)
{
	for (; line != 0; line = rec->line[line - 1].next) {
		const struct reconcile_line *entry = &rec->line[line - 1];

		if (!sides->seen[entry->tuple]) {
			sides->seen[entry->tuple] = true;
			sides->touched[sides->count++] = entry->tuple;
			sides->expected[entry->tuple] = 0;
			sides->found[entry->tuple] = 0;
		}
		reconcile_add(rec, &side[entry->tuple], entry->amount);
	}
}

static void
sides_gather(struct reconciliation *rec, struct reconcile_sides *sides,
    struct reconcile_document *document)
{
	for (size_t i = 0; i < sides->count; i++)
		sides->seen[sides->touched[i]] = false;
	sides->count = 0;
	sides_add(rec, sides, sides->expected, document->first_line);
	for (size_t v = document->first_voucher; v != 0;
	     v = rec->voucher[v - 1].next) {
		if (rec->voucher[v - 1].valid)
			sides_add(rec, sides, sides->found,
			    rec->voucher[v - 1].first_line);
	}
	document->expected = document->booked = 0;
	for (size_t i = 0; i < sides->count; i++) {
		uint32_t tuple = sides->touched[i];

		if (sides->expected[tuple] > 0)
			reconcile_add(
			    rec, &document->expected, sides->expected[tuple]);
		if (sides->found[tuple] > 0)
			reconcile_add(
			    rec, &document->booked, sides->found[tuple]);
	}
}

/* One document ------------------------------------------------------------ */

static const char *
missing_text(
    struct reconciliation *rec, const struct reconcile_document *document)
{
	const struct reconcile_invoice *invoice;

	if (!document->is_invoice)
		return "not among the vouchers that were read";
	if (document->invoice == 0)
		return "not among the invoices that were read";
	invoice = &rec->invoice[document->invoice - 1];
	return arena_printf(&rec->arena,
	    "its voucher is not among those that were read; the invoice has "
	    "status %s",
	    invoice->status[0] == '\0' ? "unknown" : invoice->status);
}

/* What the journal tells of a document that is not booked. */
static const char *
state_text(
    struct reconciliation *rec, const struct reconcile_document *document)
{
	static const char *const words[JOURNAL_STATES] = {
		[JOURNAL_NEW] = "not sent yet",
		[JOURNAL_INTENDED] = "begun to be sent",
		[JOURNAL_QUEUED] = "in a batch that Netvisor has not done yet",
		[JOURNAL_PRESENT] = "there before",
		[JOURNAL_ACCEPTED] = "accepted",
		[JOURNAL_REJECTED] = "refused by Netvisor",
		[JOURNAL_UNKNOWN] = "sent, and its outcome is unknown",
		[JOURNAL_HELD] = "held, what it needs is not booked",
		[JOURNAL_VOIDED] = "voided",
	};
	const char *word = words[document->state];

	if (!document->in_journal)
		return document->in_batch ? "never sent" : "not in the batch";
	if (document->state != JOURNAL_REJECTED ||
	    (document->code[0] == '\0' && document->text[0] == '\0'))
		return word;
	return arena_printf(&rec->arena, "%s: %s%s%s", word, document->code,
	    document->code[0] == '\0' ? "" : " ", document->text);
}

static const char *
first_valid(
    const struct reconciliation *rec, const struct reconcile_document *document)
{
	size_t v = document->first_voucher;

	while (!rec->voucher[v - 1].valid)
		v = rec->voucher[v - 1].next;
	return rec->voucher[v - 1].key;
}

/* Accepted, as far as the journal knows. */
static enum difference_class
judge_accepted(struct reconciliation *rec, size_t index,
    const struct reconcile_sides *sides)
{
	const struct reconcile_document document = rec->document[index];

	if (document.valid_vouchers > 0) {
		bool whole = reconcile_check_ledger(rec, index);

		reconcile_compare(rec, index, sides);
		if (!whole)
			return DIFFERENCE_UNEXPLAINED;
		return rec->document[index].first_difference == 0
		           ? DIFFERENCE_NONE
		           : DIFFERENCE_CHANGED;
	}
	if (document.first_voucher != 0) {
		reconcile_differ(rec, index, "document", "valid",
		    rec->voucher[document.first_voucher - 1].status);
		return DIFFERENCE_VOIDED;
	}
	rec->document[index].unsent =
	    document.invoice != 0 &&
	    strcmp(rec->invoice[document.invoice - 1].status, "unsent") == 0;
	reconcile_differ(
	    rec, index, "document", "booked", missing_text(rec, &document));
	return DIFFERENCE_NOT_READ;
}

static enum difference_class
judge_document(struct reconciliation *rec, size_t index,
    const struct reconcile_sides *sides)
{
	const struct reconcile_document document = rec->document[index];
	enum difference_class class = class_by_state(&document);

	if (class == DIFFERENCE_NONE)
		return judge_accepted(rec, index, sides);
	if (document.valid_vouchers > 0) {
		reconcile_differ(rec, index, "document",
		    arena_printf(&rec->arena, "not booked (%s)",
			class == DIFFERENCE_REJECTED
			    ? "left out"
			    : state_text(rec, &document)),
		    arena_printf(&rec->arena, "voucher %s",
			first_valid(rec, &document)));
		/* Left out, and in the books all the same. */
		return class == DIFFERENCE_REJECTED ? DIFFERENCE_CHANGED
		                                    : class;
	}
	if (class != DIFFERENCE_REJECTED)
		reconcile_differ(rec, index, "document", "booked",
		    state_text(rec, &document));
	return class;
}

/* Sums -------------------------------------------------------------------- */

/* What the two sides of a document differ by, under its class. */
static void
class_lines(struct reconciliation *rec,
    const struct reconcile_document *document,
    const struct reconcile_sides *sides)
{
	if (document->difference == DIFFERENCE_NONE)
		return;
	for (size_t i = 0; i < sides->count; i++) {
		const struct reconcile_tuple *tuple =
		    &rec->tuple[sides->touched[i]];
		int64_t delta = sides->found[sides->touched[i]];

		reconcile_add(rec, &delta,
		    sum_negated(sides->expected[sides->touched[i]]));
		for (size_t t = 0; t < TABLE_COUNT; t++) {
			if (tuple->row[t] == TEXT_POOL_NONE)
				continue;
			reconcile_add(rec,
			    &rec->table[t]
				 .row[tuple->row[t]]
				 .of_class[document->difference],
			    delta);
		}
	}
}

/* Invoices and credit notes in their currency. */
static void
class_currency(
    struct reconciliation *rec, const struct reconcile_document *document)
{
	const struct reconcile_invoice *invoice;
	struct reconcile_row *row;
	int64_t booked = 0;

	if (!document->is_invoice)
		return;
	row = reconcile_row_of(&rec->currency, document->total.currency->code);
	if (document->in_ledger)
		reconcile_add(rec, &row->expected, document->total.minor);
	if (document->invoice != 0 && document->valid_vouchers > 0) {
		invoice = &rec->invoice[document->invoice - 1];
		if (!invoice->has_sum)
			booked = invoice->sum_eur;
		else if (invoice->sum.currency == document->total.currency)
			booked = invoice->sum.minor;
	}
	reconcile_add(rec, &row->booked, booked);
	if (document->difference == DIFFERENCE_NONE)
		return;
	if (document->in_ledger)
		reconcile_add(rec, &booked, sum_negated(document->total.minor));
	reconcile_add(rec, &row->of_class[document->difference], booked);
}

static void
class_counts(
    struct reconciliation *rec, const struct reconcile_document *document)
{
	const enum difference_class class = document->difference;

	if (class == DIFFERENCE_NONE) {
		rec->agreed_count++;
		reconcile_add(rec, &rec->agreed_booked, document->booked);
		return;
	}
	rec->class_count[class]++;
	reconcile_add(rec, &rec->class_expected[class], document->expected);
	reconcile_add(rec, &rec->class_booked[class], document->booked);
}

static void
count_open(
    struct reconciliation *rec, const struct reconcile_document *document)
{
	int64_t open;

	if (document->invoice == 0)
		return;
	open = rec->invoice[document->invoice - 1].open_eur;
	rec->open_count += open != 0;
	reconcile_add(rec, &rec->open_eur, open);
}

void
reconcile_judge(struct reconciliation *rec)
{
	size_t tuples = rec->tuple_key.count + 1;
	struct reconcile_sides sides = { mem_calloc(
					     tuples, sizeof(*sides.expected)),
		mem_calloc(tuples, sizeof(*sides.found)),
		mem_calloc(tuples, sizeof(*sides.touched)),
		mem_calloc(tuples, sizeof(*sides.seen)), 0 };

	for (size_t i = 0; i < reconcile_document_count(rec); i++) {
		sides_gather(rec, &sides, &rec->document[i]);
		rec->document[i].difference = judge_document(rec, i, &sides);
		class_lines(rec, &rec->document[i], &sides);
		class_currency(rec, &rec->document[i]);
		class_counts(rec, &rec->document[i]);
		count_open(rec, &rec->document[i]);
	}
	free(sides.expected);
	free(sides.found);
	free(sides.touched);
	free(sides.seen);
}
