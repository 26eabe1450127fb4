/* fetch_booked.c - what was booked; see fetch.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "mapping/company.h"
#include "netvisor/client.h"
#include "netvisor/fetch_run.h"
#include "netvisor/journal.h"

static void
put_key(struct record_writer *w, int64_t key)
{
	char text[FETCH_KEY_TEXT_MAX];
	size_t len = fetch_key_text(key, text);

	if (key == 0)
		record_put_empty(w);
	else
		record_put_text_len(w, text, len);
}

static void
write_snapshot(struct stage_writer *stage, struct fetch *fetch,
    struct month month, const char *taken_at)
{
	const struct company *company = client_company(fetch->client);
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_booked_snapshot);

	if (w == NULL)
		return;
	record_put_text(w, taken_at);
	record_put_text(w, company->host);
	record_put_text(w, company->business_id);
	record_put_date(w, month_first_day(month));
	record_put_date(w, month_last_day(month));
	record_row_end(w);
}

static void
write_invoice(struct record_writer *w, const struct fetch_invoice *invoice)
{
	put_key(w, invoice->key);
	record_put_text(w, invoice->batch);
	record_put_text(w, invoice->number);
	record_put_date(w, invoice->invoice_date);
	record_put_date(w, invoice->due_date);
	record_put_text(w, invoice->status);
	record_put_text(w, invoice->customer);
	record_put_text(w, invoice->comment);
	put_key(w, invoice->voucher);
	record_put_money(w, invoice->sum_eur);
	if (invoice->open_eur.currency == NULL)
		record_put_empty(w);
	else
		record_put_money(w, invoice->open_eur);
	record_put_text(w, invoice->sum.currency->code);
	record_put_money(w, invoice->sum);
	record_row_end(w);
}

static void
write_voucher(struct record_writer *w, const struct fetch_voucher *voucher)
{
	put_key(w, voucher->key);
	record_put_date(w, voucher->date);
	record_put_text(w, voucher->number);
	record_put_text(w, voucher->voucher_class);
	record_put_text(w, voucher->description);
	record_put_text(w, voucher->status);
	record_put_text(w, voucher->source_type);
	record_put_text(w, voucher->source_key);
	record_row_end(w);
}

static void
write_posting(struct record_writer *w, int64_t voucher,
    const struct fetch_posting *posting)
{
	struct money debit = money_zero(currency_euro());
	struct money credit = debit;

	/* No sum is the smallest number there is (money_parse). */
	if (posting->sum.minor < 0)
		credit.minor = -posting->sum.minor;
	else
		debit.minor = posting->sum.minor;
	put_key(w, voucher);
	put_key(w, posting->key);
	record_put_text(w, posting->account);
	record_put_money(w, debit);
	record_put_money(w, credit);
	record_put_text(w, posting->vat_code);
	record_put_decimal(w, posting->vat_percent);
	record_put_text(w, posting->dimension_header);
	record_put_text(w, posting->dimension_item);
	record_put_text(w, posting->text);
	record_row_end(w);
}

static void
write_vouchers(struct stage_writer *stage, const struct fetched_books *books)
{
	struct record_writer *w =
	    stage_writer_kind(stage, &record_kind_booked_voucher);
	struct record_writer *lines =
	    stage_writer_kind(stage, &record_kind_booked_posting);

	if (w == NULL || lines == NULL)
		return;
	for (size_t i = 0; i < books->vouchers.count; i++) {
		const struct fetch_voucher *voucher =
		    books->vouchers.item[i].row;

		write_voucher(w, voucher);
		for (size_t j = 0; j < voucher->posting_count; j++)
			write_posting(
			    lines, voucher->key, &voucher->posting[j]);
	}
}

int
fetched_books_write(struct fetch *fetch, const struct fetched_books *books,
    struct month month, const char *taken_at, const char *dir)
{
	struct stage_writer *stage = stage_writer_new(dir, fetch->diag);
	struct record_writer *w;

	write_snapshot(stage, fetch, month, taken_at);
	w = stage_writer_kind(stage, &record_kind_booked_invoice);
	for (size_t i = 0; w != NULL && i < books->invoices.count; i++)
		write_invoice(w, books->invoices.item[i].row);
	write_vouchers(stage, books);
	fetch_write_balances(
	    stage_writer_kind(stage, &record_kind_booked_balance),
	    &books->chart.balances);
	return stage_writer_finish(
	    stage, record_stage_booked, record_stage_booked_count);
}

static void
ours_release(struct fetch_ours *ours)
{
	table_release(&ours->batch);
	free(ours->invoice.item);
	free(ours->voucher.item);
}

/* Registers are read elsewhere. */
static bool
is_register(const char *kind)
{
	return strcmp(kind, "customer") == 0 || strcmp(kind, "dimension") == 0;
}

static bool
is_invoice(const char *kind)
{
	return strcmp(kind, "invoice") == 0 || strcmp(kind, "credit_note") == 0;
}

static void
ours_add(struct fetch_ours *ours, const struct journal_document *document)
{
	const bool invoice = is_invoice(document->kind);
	int64_t key;

	if (is_register(document->kind))
		return;
	/* Any other id would not be safe in a query; the keys find them. */
	if (invoice && fetch_key(document->queue, &key))
		*table_slot(&ours->batch, document->queue,
		    strlen(document->queue), NULL) = ours;
	if (fetch_key(document->netvisor_key, &key))
		*FETCH_ADD(invoice ? &ours->invoice : &ours->voucher) = key;
}

static int
ours_read(struct fetch_ours *ours, struct journal *journal, struct month month,
    struct diag_list *diag)
{
	char name[MONTH_TEXT_MAX];
	struct journal_documents *documents;

	if (journal == NULL)
		return 0;
	documents =
	    journal_month_documents(journal, month_format(month, name), diag);
	if (documents == NULL)
		return -1;
	for (size_t i = 0; i < journal_document_count(documents); i++)
		ours_add(ours, journal_document_at(documents, i));
	journal_documents_free(documents);
	return 0;
}

int
fetch_booked(struct client *client, struct journal *journal, struct month month,
    const char *dir, struct diag_list *diag)
{
	struct fetch_ours ours = { .invoice = { NULL, 0, 0 } };
	struct fetched_books books;
	char taken_at[CLOCK_TEXT_MAX];
	struct fetch fetch;
	int result = -1;

	(void)clock_format(clock_now(client_clock(client)), taken_at);
	table_init(&ours.batch);
	fetch_init(&fetch, client, diag);
	fetched_books_init(&books);
	if (ours_read(&ours, journal, month, diag) == 0) {
		fetch_books_ask(&fetch, &ours, month_first_day(month),
		    month_last_day(month), &books);
		if (!fetch.failed)
			result = fetched_books_write(
			    &fetch, &books, month, taken_at, dir);
	}
	fetched_books_release(&books);
	fetch_release(&fetch);
	ours_release(&ours);
	return result;
}
