/* payment_write.c - what the road documents makes of a payment. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/payment.h"
#include "ledger/quote.h"

/* A payment while it is written. */
struct writing {
	struct ledger_run *run;
	uint32_t transaction;
	const struct billing_transaction *row;
	struct payment_document document;
	struct payment_decision decision;
	struct account_decision receivables;
	const char *key;
	struct buf lines;
};

/* The document's key, if Netvisor has it by our reference. */
static const char *
document_key(const struct payment_document *document)
{
	return document->ours ? document->key : "";
}

/* Its customer's money or loss against its receivable. */
static bool
make_postings(const struct writing *writing, const char *text,
    struct posting_set *set, int64_t *ret_euro)
{
	const struct billing_transaction *row = writing->row;
	struct posting *posting;

	posting_set_init(set);
	if (!to_euro(payment_amount(row),
		writing->run->payment[writing->transaction].rate, ret_euro))
		return false;
	posting = posting_add(set, row->source, writing->decision.account,
	    *ret_euro, row->amount);
	posting->rule = writing->decision.rule.text;
	posting->text = text;
	posting = posting_add(set, row->source, writing->receivables.account,
	    -*ret_euro, -row->amount);
	posting->rule = writing->receivables.rule.text;
	posting->text = text;
	return posting_set_is_balanced(set);
}

static void
put_payment(const struct writing *writing, struct date date, int64_t euro)
{
	const struct payment_state *state =
	    &writing->run->payment[writing->transaction];
	const struct payment_document *document = &writing->document;
	const struct payment_decision *decision = &writing->decision;
	const struct billing_transaction *row = writing->row;
	struct record_writer *writer;

	writer =
	    stage_writer_kind(writing->run->stage, &record_kind_sales_payment);
	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, decision->rule.text);
	record_put_text(writer, writing->key);
	record_put_text(writer, transaction_kind_words[row->kind]);
	record_put_date(writer, date);
	record_put_text(writer, document_key(document));
	record_put_text(writer, document->number);
	record_put_text(writer, document->payer);
	record_put_text(writer, decision->method);
	record_put_text(
	    writer, decision->bank_account ? "bankaccount" : "alternative");
	record_put_text(writer, decision->account);
	record_put_text(writer, writing->receivables.account);
	record_put_text(writer, row->currency->code);
	record_put_money(writer, payment_amount(row));
	record_put_decimal(writer, state->rate);
	record_put_money(writer, (struct money){ euro, currency_euro() });
	record_put_text(writer, buf_text(&writing->lines));
	record_row_end(writer);
}

/* A payment or loss that Netvisor books itself; false: it does not balance. */
static bool
write_payment(const struct writing *writing)
{
	struct ledger_run *run = writing->run;
	struct closed_document closed;
	struct posting_set postings;
	struct date date;
	int64_t euro;

	if (!make_postings(
		writing, writing->document.number, &postings, &euro) ||
	    !payment_booked_on(run, writing->transaction, &closed, &date)) {
		posting_set_release(&postings);
		return false;
	}
	postings.document = writing->key;
	postings.by = "netvisor";
	postings.date = date;
	postings.currency = writing->row->currency;
	postings.rate = run->payment[writing->transaction].rate;
	put_payment(writing, date, euro);
	posting_set_write(
	    &postings, stage_writer_kind(run->stage, &record_kind_posting));
	moved_write(run, &closed, date);
	posting_set_release(&postings);
	return true;
}

/* Money paid back, past the credit note, which stays open in Netvisor. */
static bool
write_refund(const struct writing *writing)
{
	struct ledger_run *run = writing->run;
	const struct billing_transaction *row = writing->row;
	struct voucher_entry entry = { .source = row->source,
		.rule = writing->decision.rule.text,
		.key = writing->key,
		.kind = VOUCHER_REFUND,
		.date = date_of(row->date),
		.depends_on = document_key(&writing->document),
		.amount = payment_amount(row),
		.rate = run->payment[writing->transaction].rate,
		.lines = buf_text(&writing->lines) };
	struct posting_set postings;
	struct diag *diag;
	bool made;

	entry.text =
	    arena_printf(&run->arena, "Refund - %s %s - Transaction %s",
		writing->document.type == DOCUMENT_INVOICE ? "Invoice"
							   : "Credit Note",
		writing->document.number, row->uuid);
	made = make_postings(writing, entry.text, &postings, &entry.amount_eur);
	if (made)
		made = voucher_put(run, &entry, &postings,
		    &run->payment[writing->transaction].faults);
	posting_set_release(&postings);
	if (made && writing->document.type == DOCUMENT_CREDIT_NOTE) {
		diag = diag_add_grouped(run->diag, RULE_LEDGER_CREDIT_LEFT_OPEN,
		    "", pos_of(row->source),
		    "open credit note left in Netvisor: '%s'",
		    quote(writing->document.number).text);
		diag_amount(diag, payment_amount(row));
	}
	return made;
}

/* What Netvisor cannot know of the payment: vouchers of our own beside it. */
static void
write_beside(const struct writing *writing)
{
	struct account_decision money = { writing->decision.account,
		writing->decision.rule };

	payment_write_exchange(writing->run, writing->transaction,
	    &writing->document, &money, writing->key);
	if (writing->row->kind == TRANSACTION_DEBTOR_LOSS)
		payment_write_bad_debt(writing->run, writing->transaction,
		    &writing->document, &money, writing->key);
}

static void
write_match(struct ledger_run *run, uint32_t transaction)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct record_writer *writer;
	struct payment_pair pair;
	struct buf lines;

	if (!payment_pair_get(run, transaction, &pair))
		return;
	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "transaction", row->uuid);
	writer = stage_writer_kind(run->stage, &record_kind_credit_match);
	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, payment_key(run, row));
	record_put_text(writer, document_key(&pair.credit));
	record_put_text(writer, pair.credit.number);
	record_put_text(writer, document_key(&pair.invoice));
	record_put_text(writer, pair.invoice.number);
	record_put_date(writer, date_of(row->date));
	record_put_text(writer, row->currency->code);
	record_put_money(writer, payment_amount(row));
	record_put_text(writer, buf_text(&lines));
	record_row_end(writer);
	buf_release(&lines);
}

static void
write_money(struct ledger_run *run, uint32_t transaction)
{
	struct writing writing = { .run = run,
		.transaction = transaction,
		.row = &run->billing->transaction[transaction] };
	struct payment_state *state = &run->payment[transaction];
	bool made;

	if (!payment_document_get(
		run, writing.row->invoice_number, &writing.document) ||
	    !payment_decide(
		run, transaction, &writing.document, &writing.decision) ||
	    !mapping_system_account(
		run->mapping, SYSTEM_RECEIVABLES, &writing.receivables))
		return;
	writing.key = payment_key(run, writing.row);
	buf_init(&writing.lines, BUF_MAX_DEFAULT);
	voucher_line_add(&writing.lines, "transaction", writing.row->uuid);
	if (payment_is_voucher(run, writing.row)) {
		made = write_refund(&writing);
	} else {
		made = write_payment(&writing);
		if (!made)
			fault_add(run, &state->faults, RULE_LEDGER_UNBALANCED);
	}
	if (made)
		write_beside(&writing);
	else
		payment_leave_out(run, transaction);
	buf_release(&writing.lines);
}

void
payment_write(struct ledger_run *run, uint32_t transaction)
{
	if (run->billing->transaction[transaction].kind ==
	    TRANSACTION_SETTLEMENT)
		write_match(run, transaction);
	else
		write_money(run, transaction);
}
