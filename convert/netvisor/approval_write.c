/* approval_write.c - writing approval.yaml; see approval.h. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/output.h"
#include "base/text.h"
#include "netvisor/approval_table.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"

/* Withheld documents of a kind that are named in the approval itself. */
#define NAMES_MOST 1000

const struct approval_table approval_table[APPROVAL_TABLES] = {
	{ BATCH_MANIFEST, "manifest_sha256" },
	{ BATCH_ITEMS, "items_sha256" },
	{ BATCH_WITHHELD, "withheld_sha256" },
};

static void
put_totals(struct buf *buf, const struct batch *batch)
{
	char amount[MONEY_TEXT_MAX];

	buf_puts(buf, "  totals:");
	if (batch_total_count(batch) == 0)
		buf_puts(buf, " []");
	buf_putc(buf, '\n');
	for (size_t i = 0; i < batch_total_count(batch); i++) {
		const struct batch_total *total = batch_total_at(batch, i);

		(void)money_format(total->total, '.', amount);
		buf_printf(buf,
		    "    - { kind: %s, currency: %s, items: %zu, "
		    "total: %s }\n",
		    total->kind, total->currency->code, total->items, amount);
	}
}

/* Is row index the first of its kind and currency? */
static bool
withheld_is_first(const struct batch *batch, size_t index)
{
	const struct batch_withheld *row = batch_withheld_at(batch, index);

	for (size_t i = 0; i < index; i++) {
		const struct batch_withheld *other =
		    batch_withheld_at(batch, i);

		if (other->total.currency == row->total.currency &&
		    strcmp(other->kind, row->kind) == 0)
			return false;
	}
	return true;
}

/* All of the kind and currency of the row at index. */
static void
put_withheld_kind(struct buf *buf, const struct batch *batch, size_t index)
{
	const struct batch_withheld *first = batch_withheld_at(batch, index);
	struct money sum = money_zero(first->total.currency);
	char amount[MONEY_TEXT_MAX];
	struct buf names;
	size_t count = 0;

	buf_init(&names, BUF_MAX_DEFAULT);
	for (size_t i = index; i < batch_withheld_count(batch); i++) {
		const struct batch_withheld *row = batch_withheld_at(batch, i);

		if (row->total.currency != sum.currency ||
		    strcmp(row->kind, first->kind) != 0)
			continue;
		/* The file's control total fits, so parts of it do. */
		(void)money_add(&sum, row->total);
		if (count++ >= NAMES_MOST)
			continue;
		buf_puts(&names, names.len > 0 ? ", " : "");
		text_put_json(&names, row->name, strlen(row->name));
	}
	(void)money_format(sum, '.', amount);
	buf_puts(buf, "    - { kind: ");
	text_put_json(buf, first->kind, strlen(first->kind));
	buf_printf(buf, ", currency: %s, items: %zu, total: %s, names: [ ",
	    sum.currency->code, count, amount);
	buf_put(buf, buf_text(&names), names.len);
	buf_puts(buf, " ] }\n");
	buf_release(&names);
}

static void
put_withheld(struct buf *buf, const struct batch *batch)
{
	buf_puts(buf, "  withheld:");
	if (batch_withheld_count(batch) == 0)
		buf_puts(buf, " []");
	buf_putc(buf, '\n');
	for (size_t i = 0; i < batch_withheld_count(batch); i++) {
		if (withheld_is_first(batch, i))
			put_withheld_kind(buf, batch, i);
	}
}

static int
put_tables(struct buf *buf, const struct batch *batch, struct diag_list *diag)
{
	char digest[SHA256_HEX_MAX];

	for (size_t i = 0; i < APPROVAL_TABLES; i++) {
		if (batch_table_digest(
			batch, approval_table[i].file, digest, diag) != 0)
			return -1;
		buf_printf(buf, "  %s: %s\n", approval_table[i].key, digest);
	}
	return 0;
}

/* A name that can be written, and read again as it was meant. */
static bool
is_name(const char *text)
{
	size_t len = text == NULL ? 0 : strlen(text);
	bool blank = true;

	if (text_utf8_check(text, len) != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
			return false;
		blank &= text[i] == ' ';
	}
	return !blank;
}

int
approval_write(const struct approval_paths *paths, const struct batch *batch,
    const char *by, const char *digest, int64_t at, struct diag_list *diag)
{
	const struct source_pos nowhere = { NULL, 0, 0 };
	char present[SHA256_HEX_MAX], exclusions[SHA256_HEX_MAX];
	char time[CLOCK_TEXT_MAX];
	struct buf buf;
	int result = approval_ready(paths, batch, diag);

	if (!is_name(by)) {
		(void)diag_add(diag, RULE_REVIEW_REVIEWER_MISSING, nowhere,
		    "an approval needs the name of who approves, in plain "
		    "text");
		result = -1;
	}
	if (!text_equal_ignore_case(digest, batch_digest(batch, present))) {
		(void)diag_add(diag, RULE_REVIEW_DIGEST, nowhere,
		    "the digest given is not that of this batch");
		result = -1;
	}
	if (exclusions_digest(paths->exclusions, exclusions, diag) != 0 ||
	    result != 0)
		return -1;
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_printf(&buf, "fenvoy: 1\napproval:\n  digest: %s\n  by: ", present);
	text_put_json(&buf, by, strlen(by));
	buf_printf(&buf, "\n  at: %s\n  requests: %zu\n  items: %zu\n",
	    clock_format(at, time), batch_request_count(batch),
	    batch_item_count(batch));
	put_totals(&buf, batch);
	put_withheld(&buf, batch);
	result = put_tables(&buf, batch, diag);
	buf_printf(&buf, "  exclusions_sha256: %s\n  rule_set: %s\n",
	    exclusions, rule_set_version());
	if (result == 0)
		result = atomic_file_write(
		    paths->approval, buf_text(&buf), buf.len, diag);
	buf_release(&buf);
	return result;
}
