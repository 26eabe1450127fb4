/* mapping_report.c - lists of rules and entries for gaps. */
#include "ledger/mapping_report.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* Where the entries of each kind go, and what its rows are. */
static const struct {
	enum mapping_table table;
	int indent;
	const char *head;
	const char *row;
} places[GAP_KIND_COUNT] = {
	[GAP_SYSTEM] = { MAPPING_ACCOUNTS, 2, "system:\n", "row" },
	[GAP_ERP_ACCOUNT] = { MAPPING_ERP_ACCOUNTS, 2, "erp_accounts:\n",
	    "ERP line" },
	[GAP_ACCOUNT] = { MAPPING_ACCOUNTS, 2, "revenue:\n", "invoice line" },
	[GAP_VAT] = { MAPPING_VAT, 2, "rules:\n", "invoice line" },
	[GAP_DIMENSION] = { MAPPING_DIMENSIONS, 6, "dimensions:\n  - items:\n",
	    "invoice line" },
	[GAP_PRODUCT] = { MAPPING_PRODUCTS, 2, "products:\n", "invoice line" },
	[GAP_LANGUAGE] = { MAPPING_CUSTOMERS, 2, "languages:\n", "customer" },
	[GAP_RATE] = { MAPPING_RATES, 2, "rates:\n", "invoice" },
	[GAP_PAYMENT] = { MAPPING_PAYMENTS, 2, "payments:\n", "payment" },
	[GAP_PAYOUT] = { MAPPING_PAYOUTS, 2, "payouts:\n", "payout" },
	[GAP_PURCHASE] = { MAPPING_PURCHASES, 2, "purchases:\n",
	    "supplier invoice" },
	[GAP_SUPPLIER] = { MAPPING_SUPPLIERS, 2, "suppliers:\n",
	    "supplier invoice" },
};

/* "mappings/accounts.yaml:12"; returns its length. */
static size_t
put_place(struct buf *buf, struct source_pos pos)
{
	size_t before = buf->len;

	text_put_escaped(buf, pos.file, strlen(pos.file));
	buf_printf(buf, ":%lu", pos.line);
	return buf->len - before;
}

static size_t
widest_place(const struct mapping *mapping)
{
	struct mapping_rule_view view;
	size_t i, width, widest = 0;
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < mapping_rule_count(mapping); i++) {
		mapping_rule_get(mapping, i, &view);
		buf_clear(&buf);
		width = put_place(&buf, view.pos);
		if (width > widest)
			widest = width;
	}
	buf_release(&buf);
	return widest;
}

static void
put_rule(struct buf *buf, const struct mapping_rule_view *view, bool uses,
    size_t widest)
{
	size_t width;

	buf_puts(buf, "# ");
	if (uses)
		buf_printf(buf, "%8zu  ", view->uses);
	width = put_place(buf, view->pos);
	buf_printf(buf, "%*s", (int)(widest - width + 2), "");
	text_put_escaped(buf, view->name, strlen(view->name));
	buf_putc(buf, '\n');
}

void
mapping_report_rules(const struct mapping *mapping, bool uses, struct buf *buf)
{
	size_t i, used = 0, count = mapping_rule_count(mapping);
	size_t widest = widest_place(mapping);
	struct mapping_rule_view view;

	if (uses)
		buf_puts(buf, "#     uses  rule\n");
	for (i = 0; i < count; i++) {
		mapping_rule_get(mapping, i, &view);
		put_rule(buf, &view, uses, widest);
		used += view.uses > 0;
	}
	buf_printf(buf, "# %zu rules", count);
	if (uses)
		buf_printf(buf, ", %zu used, %zu unused", used, count - used);
	buf_printf(buf, "\n# digest %s\n", mapping_digest(mapping));
}

/* "# 4 invoice lines, 1200.00 EUR, first exports/invoice_lines.csv:9" */
static void
put_count(struct buf *buf, const struct gap *gap, const char *row)
{
	char amount[MONEY_TEXT_MAX];
	const struct gap_sum *sum;

	buf_printf(
	    buf, "# %zu %s%s", gap->count, row, gap->count == 1 ? "" : "s");
	for (sum = gap->sum; sum != NULL && !gap->sum_overflow;
	     sum = sum->next) {
		money_format(sum->money, '.', amount);
		buf_printf(buf, ", %s %s", amount, sum->money.currency->code);
	}
	if (gap->sum_overflow)
		buf_puts(buf, ", sum too large");
	buf_puts(buf, ", first ");
	put_place(buf, gap->first);
}

static void
put_gap(struct buf *buf, const struct gap *gap, enum gap_kind kind)
{
	int indent = places[kind].indent;

	buf_printf(buf, "%*s", indent, "");
	put_count(buf, gap, places[kind].row);
	if (gap->note[0] != '\0')
		buf_printf(buf, "\n%*s# %s", indent, "", gap->note);
	buf_printf(buf, "\n%*s%s\n", indent, "", gap->entry);
}

void
mapping_report_stub(
    const struct mapping *mapping, const struct gap_list *list, struct buf *buf)
{
	const char *file, *last = NULL;
	enum gap_kind kind;
	size_t i, count = 0;

	for (kind = 0; kind < GAP_KIND_COUNT; kind++)
		count += gap_list_count(list, kind);
	if (count == 0)
		return;
	buf_printf(buf,
	    "\n# %zu gap%s. Put the right value in the place of each DECIDE "
	    "and paste the\n# entries at the end of the same key of the file "
	    "that is named above them;\n# inside { } with commas between "
	    "them.\n",
	    count, count == 1 ? "" : "s");
	for (kind = 0; kind < GAP_KIND_COUNT; kind++) {
		if (gap_list_count(list, kind) == 0)
			continue;
		file = mapping_table_file(mapping, places[kind].table);
		if (file != last)
			buf_printf(buf, "\n# %s\n", file);
		last = file;
		buf_puts(buf, places[kind].head);
		for (i = 0; i < gap_list_count(list, kind); i++)
			put_gap(buf, &list->gap[kind][i], kind);
	}
}
