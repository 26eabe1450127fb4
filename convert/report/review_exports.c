/*
 * review_exports.c - what became of the rows of the exports (see control.h).
 *
 * A row that another file speaks for is a cross-check and not counted: ERP
 * lines of invoices, and of splits and payments unless they take the ledger;
 * transactions when these do, and fees and payouts among them always.
 */
#include "report/review_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/record_kinds.h"
#include "ledger/voucher_put.h"
#include "mapping/company.h"

static bool
has_road(const struct review *review, enum stream stream)
{
	return review->company->road[stream] != ROAD_NONE;
}

/* By what is claimed of it, else by its place. */
static enum fate
fate_of(const struct review *review, const char *stream, const char *id,
    const char *source, bool road)
{
	enum fate fate = road ? FATE_NONE : FATE_NOT_CARRIED;
	struct buf name;

	buf_init(&name, BUF_MAX_DEFAULT);
	buf_printf(&name, "@%s", source);
	fate = control_fate(&review->control, buf_text(&name), fate);
	buf_clear(&name);
	voucher_line_add(&name, stream, id);
	fate = control_fate(&review->control, buf_text(&name), fate);
	buf_release(&name);
	return fate;
}

/* A document of the exports; key is its business key, "" when it varies. */
static void
count_row(struct review *review, const char *kind, const char *key,
    struct money amount, enum fate fate)
{
	const struct review_document *document =
	    *key == '\0' ? NULL : review_find(review, key);
	struct money in_batch = amount;

	/* A voucher's amount has no sign of its own. */
	if (document != NULL && document->has_sums)
		in_batch = document->total;
	if (*key != '\0')
		fate = control_fate(&review->control, key, fate);
	control_count(&review->control, kind, amount, in_batch, fate);
}

void
review_exported_invoice(struct review *review, struct record_reader *record)
{
	const char *uuid = record_text(record, INVOICE_UUID);
	struct money amount;
	enum fate fate;
	char *key;

	if (!record_money(record, INVOICE_GROSS_AMOUNT, &amount))
		return;
	fate = fate_of(review, "invoice", uuid,
	    record_text(record, INVOICE_SOURCE),
	    has_road(review, STREAM_INVOICES));
	key = mem_printf("invoice:%s", uuid);
	count_row(review, review_keep_field(review, record, INVOICE_TYPE), key,
	    amount, fate);
	free(key);
}

void
review_exported_transaction(struct review *review, struct record_reader *record)
{
	const char *kind = record_text(record, TRANSACTION_KIND);
	struct money amount;
	char *key;

	if (review->company->road[STREAM_PAYMENTS] == ROAD_LEDGER ||
	    strcmp(kind, "fee") == 0 || strcmp(kind, "payout") == 0 ||
	    !record_money(record, TRANSACTION_AMOUNT, &amount))
		return;
	key = mem_printf("payment:%s", record_text(record, TRANSACTION_UUID));
	count_row(review, "payment", key, amount,
	    fate_of(review, "transaction",
		record_text(record, TRANSACTION_UUID),
		record_text(record, TRANSACTION_SOURCE),
		has_road(review, STREAM_PAYMENTS)));
	free(key);
}

/* Which stream's vouchers an event's lines are; false: it is a cross-check. */
static bool
event_stream(const struct review *review, const char *event, enum stream *ret)
{
	if (strcmp(event, "deferral") == 0 ||
	    strcmp(event, "recognition") == 0) {
		*ret = STREAM_DEFERRALS;
		return true;
	}
	if (strcmp(event, "split") == 0) {
		*ret = STREAM_INVOICES;
		return review->company->road[*ret] == ROAD_LEDGER;
	}
	if (strcmp(event, "payment") == 0) {
		*ret = STREAM_PAYMENTS;
		return review->company->road[*ret] == ROAD_LEDGER;
	}
	if (strcmp(event, "supplier_payment") == 0) {
		*ret = STREAM_EXPENSES;
		return has_road(review, *ret);
	}
	return false;
}

void
review_exported_erp_line(struct review *review, struct record_reader *record)
{
	const char *event = record_text(record, ERP_LINE_EVENT);
	const char *id = record_text(record, ERP_LINE_ID);
	struct money amount;
	enum stream stream;
	char *key;

	if (!event_stream(review, event, &stream) ||
	    !record_money(record, ERP_LINE_AMOUNT, &amount))
		return;
	key = mem_printf("voucher:erp:%s", id);
	count_row(review, review_keep(review, event), key, amount,
	    fate_of(review, "erp_line", id,
		record_text(record, ERP_LINE_SOURCE),
		has_road(review, stream)));
	free(key);
}

void
review_exported_supplier_invoice(
    struct review *review, struct record_reader *record)
{
	struct money amount;
	enum fate fate;
	char *id, *key;

	if (!record_money(record, SUPPLIER_INVOICE_GROSS_AMOUNT, &amount))
		return;
	id = mem_printf("%s:%s",
	    record_text(record, SUPPLIER_INVOICE_SUPPLIER_NAME),
	    record_text(record, SUPPLIER_INVOICE_INVOICE_NUMBER));
	key = mem_printf("purchase:%s", id);
	fate = fate_of(review, "supplier_invoice", id,
	    record_text(record, SUPPLIER_INVOICE_SOURCE),
	    has_road(review, STREAM_EXPENSES));
	count_row(review, "supplier_invoice", key, amount, fate);
	free(key);
	free(id);
}

void
review_exported_payout(struct review *review, struct record_reader *record)
{
	const char *id = record_text(record, PAYOUT_ID);
	struct money amount;
	char *key;

	if (!record_money(record, PAYOUT_NET_AMOUNT, &amount))
		return;
	key = mem_printf("voucher:payout:%s", id);
	count_row(review, "payout", key, amount,
	    fate_of(review, "payout", id, record_text(record, PAYOUT_SOURCE),
		has_road(review, STREAM_PAYMENTS)));
	free(key);
}
