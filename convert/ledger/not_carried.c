/* not_carried.c - streams without a road, counted and summed. */
#include <string.h>

#include "base/buf.h"
#include "base/record_kinds.h"
#include "ledger/left_out.h"
#include "ledger/quote.h"

/* Refunds, losses, fees and payouts follow the payments. */
#define REASON "road none"

void
not_carried_count(struct ledger_run *run, const char *stream, const char *kind,
    struct row_source source, struct money money)
{
	if (!billing_sum_add(run->billing, stream, kind, source, money))
		diag_add_grouped(run->diag, RULE_LEDGER_OVERFLOW, stream,
		    pos_of(source), "the sum of %s %s", stream, kind);
}

static void
write_sum(struct record_writer *writer, const struct billing_sum *sum)
{
	record_put_pos(writer, pos_of(sum->source));
	record_put_text(writer, sum->stream);
	record_put_text(writer, sum->kind);
	record_put_text(writer, REASON);
	record_put_text(writer, sum->currency->code);
	record_put_integer(writer, (int64_t)sum->count);
	record_put_money(writer, (struct money){ sum->amount, sum->currency });
	record_row_end(writer);
}

/* "payments (road none): 3 bank_transfer 120.00 EUR, 1 ..." from first on. */
static void
report_stream(struct ledger_run *run, size_t first)
{
	const struct billing_sum *sum, *head = &run->billing->sum[first];
	struct buf text;
	size_t i;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (i = first; i < run->billing->sum_count; i++) {
		sum = &run->billing->sum[i];
		if (strcmp(sum->stream, head->stream) != 0)
			continue;
		buf_printf(&text, "%s %zu %s %s", text.len == 0 ? "" : ",",
		    sum->count, sum->kind,
		    quote_minor(sum->amount, sum->currency).text);
	}
	diag_add(run->diag, RULE_LEDGER_NOT_CARRIED, pos_of(head->source),
	    "%s (%s):%s", head->stream, REASON, buf_text(&text));
	buf_release(&text);
}

static bool
is_first_of_stream(const struct billing *billing, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++) {
		if (strcmp(billing->sum[i].stream,
			billing->sum[index].stream) == 0)
			return false;
	}
	return true;
}

void
not_carried_write(struct ledger_run *run)
{
	const struct billing *billing = run->billing;
	struct record_writer *writer;
	size_t i;

	writer = stage_writer_kind(run->stage, &record_kind_not_carried);
	for (i = 0; i < billing->sum_count; i++) {
		write_sum(writer, &billing->sum[i]);
		if (is_first_of_stream(billing, i))
			report_stream(run, i);
	}
}
