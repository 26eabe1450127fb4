/* reconcile_report.c - a reconciliation's findings (reconcile_model.h). */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "mapping/company.h"
#include "report/review_load.h"
#include "report/review_page.h"

/* So many differences of a document stand in its finding. */
#define SHOWN 4

static struct source_pos
place(
    const struct reconciliation *rec, const struct reconcile_document *document)
{
	if (document->source.file != NULL)
		return document->source;
	return (struct source_pos){ rec->review->dir, 0, 0 };
}

/* "account: expected 3000 credit 1.00, found 3010 credit 1.00; ..." */
static void
put_differences(const struct reconciliation *rec,
    const struct reconcile_document *document, struct buf *out)
{
	size_t count = 0;

	for (size_t d = document->first_difference; d != 0;
	     d = rec->difference[d - 1].next) {
		const struct reconcile_difference *entry =
		    &rec->difference[d - 1];

		if (count++ >= SHOWN)
			continue;
		buf_printf(out, "%s%s: expected %s, found %s",
		    count > 1 ? "; " : "", entry->what,
		    entry->expected[0] == '\0' ? "nothing" : entry->expected,
		    entry->found[0] == '\0' ? "nothing" : entry->found);
	}
	if (count > SHOWN)
		buf_printf(out, "; and %zu more", count - SHOWN);
}

static void
report_one(const struct reconciliation *rec, enum rule_id rule,
    const struct reconcile_document *document, struct diag_list *diag)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	put_differences(rec, document, &text);
	diag_remedy(diag_add(diag, rule, place(rec, document),
			"%s %s (%s%s%s): %s", review_kind_name(document->kind),
			document->name, document->reference,
			document->netvisor_key[0] == '\0' ? "" : ", Netvisor ",
			document->netvisor_key, buf_text(&text)),
	    "%s", reconcile_next(document));
	buf_release(&text);
}

/* Many alike: one finding for all of them. */
static void
report_grouped(const struct reconciliation *rec,
    const struct reconcile_document *document, struct diag_list *diag)
{
	const char *what =
	    rec->difference[document->first_difference - 1].found;
	struct diag *entry = diag_add_grouped(diag, RULE_RECONCILE_NOT_BOOKED,
	    what, place(rec, document), "%s %s is not booked: %s",
	    review_kind_name(document->kind), document->name, what);

	diag_remedy(entry, "%s", reconcile_next(document));
}

static void
report_document(const struct reconciliation *rec,
    const struct reconcile_document *document, struct diag_list *diag)
{
	/* The journal says no, and the books hold it. */
	if (document->valid_vouchers > 0 &&
	    document->difference != DIFFERENCE_NONE) {
		report_one(rec, RULE_RECONCILE_DIFFERENCE, document, diag);
		return;
	}
	switch (document->difference) {
	case DIFFERENCE_CHANGED:
	case DIFFERENCE_VOIDED:
		report_one(rec, RULE_RECONCILE_DIFFERENCE, document, diag);
		break;
	case DIFFERENCE_REFUSED:
	case DIFFERENCE_NOT_READ:
		report_one(rec, RULE_RECONCILE_NOT_BOOKED, document, diag);
		break;
	case DIFFERENCE_HELD:
	case DIFFERENCE_QUEUED:
	case DIFFERENCE_NOT_SENT:
		report_grouped(rec, document, diag);
		break;
	case DIFFERENCE_UNEXPLAINED:
		report_one(rec, RULE_RECONCILE_UNEXPLAINED, document, diag);
		break;
	case DIFFERENCE_REJECTED:
	case DIFFERENCE_FOREIGN:
	case DIFFERENCE_CLASSES:
	default:
		break;
	}
}

static void
report_foreign(const struct reconciliation *rec, struct diag_list *diag)
{
	for (size_t i = 0; i < rec->voucher_count; i++) {
		const struct reconcile_voucher *voucher = &rec->voucher[i];
		char date[DATE_TEXT_MAX];
		char sum[MONEY_TEXT_MAX];

		/* A copy of ours is none of the others' affairs. */
		if (!reconcile_is_foreign(voucher) ||
		    (rec->company->foreign_listed && !voucher->copy))
			continue;
		(void)money_format(
		    (struct money){
			reconcile_voucher_sum(rec, voucher), currency_euro() },
		    '.', sum);
		(void)diag_add(diag, RULE_RECONCILE_FOREIGN,
		    (struct source_pos){ rec->review->dir, 0, 0 },
		    "voucher %s %s of %s (Netvisor %s), %s EUR: %s%s",
		    voucher->class_name, voucher->number,
		    date_format(voucher->date, date), voucher->key, sum,
		    voucher->description,
		    voucher->copy ? " (by its reference it is ours, and the "
				    "journal does not know it)"
				  : "");
	}
}

static void
report_account(const struct reconciliation *rec,
    const struct reconcile_row *row, struct diag_list *diag)
{
	const struct source_pos pos = { rec->review->dir, 0, 0 };
	struct money rest = { reconcile_row_unbalanced(row), currency_euro() };
	char text[MONEY_TEXT_MAX];

	if (rest.minor != 0) {
		(void)money_format(rest, '.', text);
		(void)diag_add(diag, RULE_RECONCILE_UNEXPLAINED, pos,
		    "account %s: the ledger read does not add up to the "
		    "balance, %s EUR are between them",
		    row->key, text);
	}
	rest.minor = reconcile_row_unexplained(row);
	if (rest.minor != 0) {
		(void)money_format(rest, '.', text);
		(void)diag_add(diag, RULE_RECONCILE_UNEXPLAINED, pos,
		    "account %s: %s EUR of the difference have no class",
		    row->key, text);
	}
}

static void
report_stale(const struct reconciliation *rec, struct diag_list *diag)
{
	if (strcmp(rec->newest, rec->taken_at) > 0)
		(void)diag_add(diag, RULE_RECONCILE_STALE,
		    (struct source_pos){ rec->review->dir, 0, 0 },
		    "the books were read at %s, and the journal's newest event "
		    "is of %s",
		    rec->taken_at, rec->newest);
}

void
reconcile_report(const struct reconciliation *rec, struct diag_list *diag)
{
	uint32_t *order = reconcile_row_order(&rec->table[TABLE_ACCOUNT]);

	for (size_t i = 0; i < reconcile_document_count(rec); i++)
		report_document(rec, &rec->document[i], diag);
	report_foreign(rec, diag);
	for (size_t i = 0; i < rec->table[TABLE_ACCOUNT].key.count; i++)
		report_account(
		    rec, &rec->table[TABLE_ACCOUNT].row[order[i]], diag);
	report_stale(rec, diag);
	if (rec->overflow)
		(void)diag_add(diag, RULE_RECORD_OVERFLOW,
		    (struct source_pos){ rec->review->dir, 0, 0 },
		    "a sum of the reconciliation does not fit in 64 bits");
	free(order);
}
