/*
 * batch_left_out.c - saying what stays out of a batch, and whether it may
 * appear all the same.
 *
 * A deferral's amount is part of its invoice's, so the sums are those of the
 * invoices and credit notes alone.
 */
#include <stdlib.h>
#include <string.h>

#include "mapping/company.h"
#include "netvisor/batch_run.h"

#define KIND_RUN "run"
/* Findings name the files of a month from its folder on. */
#define WITHHELD_LABEL "ledger/withheld.tsv"

/* In sending order; what is none of them comes last. */
static const struct {
	const char *kind;
	const char *one;
	const char *several;
	bool summed;
} kind_words[] = {
	{ "dimension", "dimension item", "dimension items", false },
	{ "customer", "customer", "customers", false },
	{ "vendor", "vendor", "vendors", false },
	{ "invoice", "invoice", "invoices", true },
	{ "credit_note", "credit note", "credit notes", true },
	{ "match", "credit match", "credit matches", false },
	{ "payment", "payment", "payments", false },
	{ "purchase_invoice", "purchase invoice", "purchase invoices", false },
	{ "transfer", "transfer", "transfers", false },
	{ "invoice_voucher", "invoice voucher", "invoice vouchers", true },
	{ "split", "revenue split", "revenue splits", false },
	{ "payment_voucher", "payment voucher", "payment vouchers", false },
	{ "settlement", "settlement", "settlements", false },
	{ "refund", "refund", "refunds", false },
	{ "loss", "loss", "losses", false },
	{ "exchange", "exchange difference", "exchange differences", false },
	{ "bad_debt_vat", "VAT of a lost debt", "VAT of lost debts", false },
	{ "payout", "payout", "payouts", false },
	{ "supplier_invoice", "supplier invoice", "supplier invoices", false },
	{ "supplier_payment", "supplier payment", "supplier payments", false },
	{ "deferral", "deferral", "deferrals", false },
	{ "recognition", "recognition", "recognitions", false },
	{ "invoice_line", "invoice line", "invoice lines", false },
	{ "erp_line", "ERP line", "ERP lines", false },
	{ "transaction", "transaction", "transactions", false },
	{ "", "other", "others", false },
};
#define KINDS (sizeof(kind_words) / sizeof(kind_words[0]))

/* All that stays out for one reason. */
struct left_out {
	size_t of_kind[KINDS];
	size_t count;
	struct source_pos pos; /* of the first */
	struct money *sum;     /* one a currency, by code */
	size_t sums;
	size_t capacity;
	bool overflow;
};

static void
sum_add(struct left_out *out, struct money total)
{
	size_t at = 0;

	while (at < out->sums &&
	       strcmp(out->sum[at].currency->code, total.currency->code) < 0)
		at++;
	if (at < out->sums && out->sum[at].currency == total.currency) {
		out->overflow |= !money_add(&out->sum[at], total);
		return;
	}
	out->sum =
	    mem_grow(out->sum, out->sums, &out->capacity, sizeof(*out->sum));
	memmove(&out->sum[at + 1], &out->sum[at],
	    (out->sums - at) * sizeof(*out->sum));
	out->sum[at] = total;
	out->sums++;
}

static void
left_out_add(struct left_out *out, const char *kind, struct source_pos pos,
    struct money total)
{
	size_t at = 0;

	while (at + 1 < KINDS && strcmp(kind_words[at].kind, kind) != 0)
		at++;
	if (out->count++ == 0)
		out->pos = pos;
	out->of_kind[at]++;
	if (kind_words[at].summed)
		sum_add(out, total);
}

/* "1 invoice, 2 deferrals; invoices and credit notes 125.50 EUR" */
static void
put_kinds(struct buf *text, const struct left_out *out)
{
	char amount[MONEY_TEXT_MAX];

	for (size_t i = 0; i < KINDS; i++) {
		const size_t count = out->of_kind[i];

		if (count > 0)
			buf_printf(text, "%s%zu %s", text->len > 0 ? ", " : "",
			    count,
			    count == 1 ? kind_words[i].one
				       : kind_words[i].several);
	}
	for (size_t i = 0; i < out->sums && !out->overflow; i++) {
		(void)money_format(out->sum[i], '.', amount);
		buf_printf(text, "%s%s %s",
		    i == 0 ? "; invoices and credit notes " : ", ", amount,
		    out->sum[i].currency->code);
	}
}

/* The finding, if there is anything to say; out ends here. */
static void
left_out_say(struct batch_run *run, struct left_out *out, enum rule_id rule,
    const char *what)
{
	struct buf text;

	if (out->count > 0) {
		buf_init(&text, BUF_MAX_DEFAULT);
		put_kinds(&text, out);
		(void)diag_add(
		    run->diag, rule, out->pos, "%s: %s", what, buf_text(&text));
		buf_release(&text);
	}
	free(out->sum);
}

/* Where a row of the ledger's list stands. */
static struct source_pos
row_pos(const struct batch_run *run, const struct withheld_row *row)
{
	struct source_pos pos = row->pos;

	if (run->options->ledger != NULL)
		pos.file = WITHHELD_LABEL;
	return pos;
}

bool
batch_judge_left_out(struct batch_run *run)
{
	const bool stop = run->options->company->on_reject == ON_REJECT_STOP;
	struct left_out before = { .count = 0 }, here = before, person = before;
	bool allowed = true;

	for (size_t i = 0; i < run->withheld_count; i++) {
		const struct withheld_row *row = &run->withheld[i];

		if (strcmp(row->kind, KIND_RUN) == 0) {
			(void)diag_add(run->diag, RULE_DOCUMENT_RUN,
			    row_pos(run, row), "'%s' could not be used",
			    row->name);
			allowed = false;
		} else {
			left_out_add(
			    &before, row->kind, row_pos(run, row), row->total);
		}
	}
	for (size_t i = 0; i < run->drafts.count; i++) {
		const struct draft *draft = run->drafts.draft[i];

		if (draft->state == DRAFT_GOOD)
			continue;
		if (draft->state == DRAFT_EXCLUDED || draft->by_exclusion)
			left_out_add(
			    &person, draft->kind, draft->source, draft->total);
		else
			left_out_add(
			    &here, draft->kind, draft->source, draft->total);
	}
	/* With stop, what is wrong here has said so, and nothing is left out.
	 */
	allowed = allowed && (!stop || before.count + here.count == 0);
	if (stop)
		here.count = 0;
	left_out_say(run, &before,
	    stop ? RULE_DOCUMENT_WITHHELD : RULE_DOCUMENT_LEFT_OUT,
	    "withheld by an earlier stage");
	left_out_say(
	    run, &here, RULE_DOCUMENT_LEFT_OUT, "left out of the batch");
	left_out_say(run, &person, RULE_DOCUMENT_EXCLUDED,
	    "kept out of the batch by exclusions.tsv");
	return allowed;
}
