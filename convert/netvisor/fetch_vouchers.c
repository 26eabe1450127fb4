/*
 * fetch_vouchers.c - vouchers as the ledger shows them; see fetch_run.h.
 * "Accounting ledger" of Netvisor's support pages.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/fetch_run.h"

/* Letters are Netvisor's own choice; ours are small. */
static const char *
small_word(struct fetch *fetch, const char *text)
{
	char *word = arena_strdup(&fetch->arena, text);

	for (char *at = word; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return fetch_word(fetch, word);
}

/* Valid unless said otherwise: an older answer lacks the attribute. */
static const char *
status_of(struct fetch *fetch, const struct reply_node *node)
{
	const char *status = reply_attribute(node, "Status");

	return status == NULL || *status == '\0' ? "valid"
	                                         : small_word(fetch, status);
}

/* All dimensions of a line; an item may be blank: then there is none. */
static void
read_dimensions(
    const struct fetch_record *record, struct fetch_posting *posting)
{
	const struct reply_node *node = reply_child(record->node, "Dimension");
	struct buf header, item;

	buf_init(&header, BUF_MAX_DEFAULT);
	buf_init(&item, BUF_MAX_DEFAULT);
	for (; node != NULL; node = reply_next(node)) {
		const char *name = reply_child_text(node, "DimensionName");
		const char *value = reply_child_text(node, "DimensionItem");

		if (*value == '\0')
			continue;
		if (*name == '\0')
			fetch_record_lacks(record, "DimensionName", "");
		if (item.len > 0) {
			buf_putc(&header, '\n');
			buf_putc(&item, '\n');
		}
		buf_puts(&header, name);
		buf_puts(&item, value);
	}
	posting->dimension_header =
	    fetch_word(record->fetch, buf_text(&header));
	posting->dimension_item = fetch_word(record->fetch, buf_text(&item));
	buf_release(&header);
	buf_release(&item);
}

/* A line without VAT has the code "-", or none, and no percent, or 0. */
static void
read_vat(const struct fetch_record *record, struct fetch_posting *posting)
{
	const char *code = reply_child_text(record->node, "VatCode");
	const char *percent = reply_child_text(record->node, "VatPercent");

	posting->vat_code = *code == '\0' || strcmp(code, "-") == 0
	                        ? "NONE"
	                        : fetch_word(record->fetch, code);
	posting->vat_percent = (struct decimal){ 0, 0 };
	if (*percent != '\0' && !reply_decimal(percent, &posting->vat_percent))
		fetch_record_lacks(record, "VatPercent", percent);
	posting->vat_percent = decimal_trim(posting->vat_percent);
}

static void
read_line(const struct fetch_record *record, struct fetch_posting *posting)
{
	*posting = (struct fetch_posting){
		.key = fetch_need_key(record, "NetvisorKey"),
		.account = fetch_word(record->fetch,
		    reply_child_text(record->node, "AccountNumber")),
		.sum = fetch_need_money(record, "LineSum", currency_euro()),
		.text = fetch_may(record, "Description"),
	};
	if (*posting->account == '\0')
		fetch_record_lacks(record, "AccountNumber", "");
	read_vat(record, posting);
	read_dimensions(record, posting);
}

/* What an edit has replaced may still stand in a valid voucher. */
static bool
line_counts(const char *voucher_status, const struct reply_node *line)
{
	const char *status = reply_attribute(line, "Status");

	return strcmp(voucher_status, "valid") != 0 || status == NULL ||
	       (!text_equal_ignore_case(status, "invalidated") &&
		   !text_equal_ignore_case(status, "deleted"));
}

static void
read_lines(
    const struct fetch_record *voucher_record, struct fetch_voucher *voucher)
{
	struct fetch_record record = { voucher_record->fetch, FETCH_LEDGER,
		"voucher line", NULL, 0 };
	const struct reply_node *node =
	    reply_child(voucher_record->node, "VoucherLine");
	struct {
		struct fetch_posting *item;
		size_t count, capacity;
	} list = { NULL, 0, 0 };

	record.what = arena_printf(
	    &record.fetch->arena, "voucher %" PRId64 ": line", voucher->key);
	for (; node != NULL; node = reply_next(node)) {
		record.node = node;
		record.number++;
		if (line_counts(voucher->status, node))
			read_line(&record, FETCH_ADD(&list));
	}
	voucher->posting = list.item;
	voucher->posting_count = list.count;
}

static void
read_voucher(
    const struct fetch_record *record, int64_t key, struct fetched_books *books)
{
	struct fetch *fetch = record->fetch;
	struct fetch_voucher *voucher =
	    arena_alloc(&fetch->arena, sizeof(*voucher));
	const struct reply_node *linked =
	    reply_child(record->node, "LinkedSourceNetvisorKey");
	const char *type = reply_attribute(linked, "type");

	*voucher = (struct fetch_voucher){
		.key = key,
		.date = fetch_need_date(record, "VoucherDate"),
		.number = fetch_may(record, "VoucherNumber"),
		.voucher_class = fetch_word(
		    fetch, reply_child_text(record->node, "VoucherClass")),
		.description = fetch_may(record, "VoucherDescription"),
		.status = status_of(fetch, record->node),
		.source_type = type == NULL ? "" : small_word(fetch, type),
		.source_key = fetch_keep(fetch, reply_text(linked)),
	};
	read_lines(record, voucher);
	fetch_key_put(&books->voucher, key, voucher);
	*FETCH_ADD(&books->vouchers) = (struct fetch_voucher_row){ voucher };
}

void
fetch_read_ledger(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_books *books = context;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_LEDGER, root, "Vouchers");
	const struct reply_node *node = reply_child(list, "Voucher");
	struct fetch_record record = { fetch, FETCH_LEDGER, "voucher", NULL,
		0 };

	for (; node != NULL; node = reply_next(node)) {
		int64_t key;

		record.node = node;
		record.number++;
		if (reply_first(node) == NULL)
			continue;
		key = fetch_need_key(&record, "NetvisorKey");
		if (key != 0 && fetched_voucher(books, key) == NULL)
			read_voucher(&record, key, books);
	}
}
