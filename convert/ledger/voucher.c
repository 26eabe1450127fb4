/* voucher.c - vouchers of what the schedule closes in a month. */
#include "ledger/voucher.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/reference.h"
#include "base/table.h"
#include "ledger/left_out.h"
#include "ledger/posting.h"
#include "ledger/quote.h"
#include "ledger/sales_invoice.h"
#include "ledger/voucher_put.h"

struct vouchers {
	struct ledger_run *run;
	struct text_pool rejected; /* ids of refused ERP lines */
	struct posting_set postings;
	struct table deferral; /* keys of those written, by name; "" refused */
	struct arena arena;
	struct buf name;
};

char *
voucher_text(const char *key, const char *text, struct money amount)
{
	char reference[REFERENCE_TEXT_MAX], number[MONEY_TEXT_MAX];

	reference_make(key, reference);
	if (amount.currency == currency_euro())
		return mem_printf("%s %s", reference, text);
	money_format(amount, ',', number);
	return mem_printf(
	    "%s %s, %s %s", reference, text, number, amount.currency->code);
}

bool
voucher_text_fits(const char *text, struct money amount)
{
	char *full;
	bool fits;

	/* Every reference has the same length, every amount is short. */
	if (strlen(text) + REFERENCE_TEXT_MAX + MONEY_TEXT_MAX +
		sizeof(amount.currency->code) <=
	    VOUCHER_TEXT_MAX)
		return true;
	full = voucher_text("", text, amount);
	fits = text_utf8_count(full, strlen(full)) <= VOUCHER_TEXT_MAX;
	free(full);
	return fits;
}

/* The row's invoice, if this ledger makes it (or would, but for faults). */
static const struct invoice_state *
invoice_of(struct ledger_run *run, const struct schedule_row *row)
{
	const struct billing_invoice *invoice;
	size_t prefix = strlen("invoice:");
	uint32_t index;

	index = billing_find_invoice(run->billing, row->number);
	if (index == BILLING_NONE || run->invoice[index].carry != CARRY_YES ||
	    !text_starts_with(row->document, "invoice:"))
		return NULL;
	invoice = &run->billing->invoice[index];
	return strcmp(invoice->uuid, row->document + prefix) == 0
	           ? &run->invoice[index]
	           : NULL;
}

/* In this month's ledger a source of its own month needs no "2026-10/". */
static struct row_source
source_here(struct ledger_run *run, const struct schedule_row *row)
{
	struct row_source source = row->source;

	if (month_compare(row->month, run->billing->month) == 0)
		source.file += MONTH_TEXT_MAX;
	return source;
}

/* The mapping line that gives deferred revenue, if it is this account. */
static const char *
deferred_rule(struct ledger_run *run, const char *account)
{
	struct account_decision deferred;

	if (!mapping_system_account(
		run->mapping, SYSTEM_DEFERRED_REVENUE, &deferred) ||
	    strcmp(deferred.account, account) != 0)
		return "";
	return deferred.rule.text;
}

static void
make_postings(struct ledger_run *run, const struct schedule_row *row,
    struct posting_set *set)
{
	int sign = row->kind == ERP_EVENT_DEFERRAL ? 1 : -1;
	struct row_source source = source_here(run, row);
	struct posting *posting;

	posting_set_clear(set);
	posting = posting_add(set, source, row->revenue_account,
	    sign * row->amount_eur, sign * row->amount);
	posting->rule = row->rule;
	posting->dimension_header = row->dimension_header;
	posting->dimension_item = row->dimension_item;
	posting->text = row->text;
	posting = posting_add(set, source, row->deferred_account,
	    -sign * row->amount_eur, -sign * row->amount);
	posting->rule = deferred_rule(run, row->deferred_account);
	posting->text = row->text;
}

/* False when it cannot be made, with the row's faults. */
static bool
write_row(struct ledger_run *run, struct schedule_row *row,
    const char *depends_on, struct posting_set *postings)
{
	struct voucher_entry entry = {
		.source = source_here(run, row),
		.rule = row->rule,
		.key = row->key,
		.kind = row->kind == ERP_EVENT_DEFERRAL ? VOUCHER_DEFERRAL
		                                        : VOUCHER_RECOGNITION,
		.date = date_of(row->date),
		.text = row->text,
		.depends_on = depends_on,
		.amount = { row->amount, row->currency },
		.rate = row->rate,
		.amount_eur = row->amount_eur,
	};
	struct buf lines;
	bool made;

	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "erp_line", row->id);
	entry.lines = buf_text(&lines);
	made = voucher_put(run, &entry, postings, &row->faults);
	buf_release(&lines);
	if (made)
		dimension_item_write(run, source_here(run, row), "",
		    row->dimension_header, row->dimension_item);
	return made;
}

static void
withhold(struct ledger_run *run, const struct schedule_row *row,
    const struct fault *faults)
{
	struct left_out out;

	out.source = pos_of(source_here(run, row));
	out.key = row->key;
	out.kind = erp_event_word(row->kind);
	out.name = row->id;
	out.currency = row->currency;
	out.net = row->amount;
	out.total = row->amount;
	withheld_write(run, &out, faults);
}

/*
 * Ids of the ERP lines that were refused in reading. One that an earlier month
 * exported as well may say something else now.
 */
static void
collect_rejected(const struct billing *billing, struct text_pool *ids)
{
	const struct billing_rejected *rejected;
	size_t i;

	for (i = 0; i < billing->rejected_count; i++) {
		rejected = &billing->rejected[i];
		if (strcmp(rejected->kind, "erp_line") == 0)
			text_pool_add(ids, rejected->id, strlen(rejected->id));
	}
}

/* What a deferral and its recognitions have in common. */
static const char *
deferral_name(struct vouchers *vouchers, const struct schedule_row *row)
{
	buf_clear(&vouchers->name);
	buf_printf(&vouchers->name, "%d\n%s\n%s", (int)row->document_type,
	    row->number, row->revenue_group);
	return buf_text(&vouchers->name);
}

/* Its recognitions depend on the key; "" keeps them out. */
static void
deferral_done(
    struct vouchers *vouchers, const struct schedule_row *row, const char *key)
{
	const char *name;

	if (row->kind != ERP_EVENT_DEFERRAL)
		return;
	name = deferral_name(vouchers, row);
	*table_slot(&vouchers->deferral, name, vouchers->name.len, NULL) =
	    arena_strdup(&vouchers->arena, key);
}

/* The key of what must be booked before the row, "" nothing; NULL: refused. */
static const char *
needed_by(struct vouchers *vouchers, const struct schedule_row *row,
    const struct invoice_state *invoice)
{
	const char *name, *key = NULL;

	if (row->kind == ERP_EVENT_RECOGNITION) {
		name = deferral_name(vouchers, row);
		key = table_find(&vouchers->deferral, name, vouchers->name.len);
	}
	if (key != NULL)
		return key[0] == '\0' ? NULL : key;
	if (invoice == NULL)
		return "";
	return vouchers->run->company->road[STREAM_INVOICES] == ROAD_LEDGER
	           ? invoice_document(vouchers->run,
			 (uint32_t)(invoice - vouchers->run->invoice))
	           : row->document;
}

static void
close_row(struct vouchers *vouchers, struct schedule_row *row)
{
	struct ledger_run *run = vouchers->run;
	const struct invoice_state *invoice = invoice_of(run, row);
	const char *needed;

	if (month_compare(row->month, run->billing->month) != 0 &&
	    text_pool_find(&vouchers->rejected, row->id, strlen(row->id)) !=
		TEXT_POOL_NONE)
		fault_add_names(run, &row->faults, "dependency");
	if (invoice != NULL && invoice->faults != NULL)
		fault_add_names(run, &row->faults, "dependency");
	needed = needed_by(vouchers, row, invoice);
	if (needed == NULL)
		fault_add_names(run, &row->faults, "dependency");
	if (row->faults == NULL) {
		make_postings(run, row, &vouchers->postings);
		if (write_row(run, row, needed, &vouchers->postings)) {
			deferral_done(vouchers, row, row->key);
			return;
		}
	}
	deferral_done(vouchers, row, "");
	withhold(run, row, row->faults);
}

struct vouchers *
vouchers_new(struct ledger_run *run)
{
	struct vouchers *vouchers = mem_calloc(1, sizeof(*vouchers));

	vouchers->run = run;
	posting_set_init(&vouchers->postings);
	text_pool_init(&vouchers->rejected);
	table_init(&vouchers->deferral);
	arena_init(&vouchers->arena);
	buf_init(&vouchers->name, BUF_MAX_DEFAULT);
	collect_rejected(run->billing, &vouchers->rejected);
	return vouchers;
}

void
vouchers_free(struct vouchers *vouchers)
{
	if (vouchers == NULL)
		return;
	posting_set_release(&vouchers->postings);
	text_pool_release(&vouchers->rejected);
	table_release(&vouchers->deferral);
	arena_release(&vouchers->arena);
	buf_release(&vouchers->name);
	free(vouchers);
}

void
vouchers_write(struct vouchers *vouchers, enum erp_event kind,
    schedule_next_row *next, void *data)
{
	const struct month month = vouchers->run->billing->month;
	struct schedule_row row;

	while (next(data, &row)) {
		if (row.kind == kind && row.reason[0] == '\0' &&
		    month_compare(row.close_month, month) == 0)
			close_row(vouchers, &row);
	}
}
