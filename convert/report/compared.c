/* compared.c - see compared.h. */
#include "report/compared.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"

static const struct {
	const char *name;
	const char *title;
} kinds[COMPARED_KINDS] = { { "account", "accounts" },
	{ "invoice", "invoices" }, { "invoice_line", "invoice lines" },
	{ "transaction", "transactions" }, { "erp_line", "ERP lines" },
	{ "supplier_invoice", "supplier invoices" }, { "payout", "payouts" } };

static const char *const whats[COMPARED_WHATS] = { "new", "changed", "vanished",
	"same" };

const char *
compared_kind_title(size_t kind)
{
	return kinds[kind].title;
}

const char *
compared_kind_name(size_t kind)
{
	return kinds[kind].name;
}

const char *
compared_what_name(enum compared_what what)
{
	return whats[what];
}

/* Loading ---------------------------------------------------------------- */

static void
add_amount(struct compared *compared, struct record_reader *record,
    struct tally_row *row, size_t amount)
{
	struct money money;

	if (record_money(record,
		amount == SUM_BEFORE ? COMPARED_BEFORE : COMPARED_AFTER,
		&money))
		tally_add(&compared->sums, row, amount, money.minor);
}

/* False if the row says what no reading says. */
static bool
add_row(struct compared *compared, struct record_reader *record)
{
	const char *name = record_text(record, COMPARED_KIND);
	const char *word = record_text(record, COMPARED_WHAT);
	const struct currency *currency;
	struct tally_row *row;
	int64_t count = 0;
	size_t kind = 0, what = 0;

	while (kind < COMPARED_KINDS && strcmp(name, kinds[kind].name) != 0)
		kind++;
	while (what < COMPARED_WHATS && strcmp(word, whats[what]) != 0)
		what++;
	if (kind == COMPARED_KINDS || what == COMPARED_WHATS ||
	    !record_integer(record, COMPARED_COUNT, &count) || count < 0 ||
	    __builtin_add_overflow(compared->count[kind][what], count,
		&compared->count[kind][what]))
		return false;
	currency = currency_find(record_text(record, COMPARED_CURRENCY),
	    record_text_len(record, COMPARED_CURRENCY));
	if (currency == NULL)
		return true;
	row = tally_at(
	    &compared->sums, kinds[kind].name, whats[what], "", currency);
	row->count++;
	add_amount(compared, record, row, SUM_BEFORE);
	add_amount(compared, record, row, SUM_AFTER);
	return true;
}

void
compared_load(struct compared *compared, const char *dir)
{
	char *folder = path_join(dir, "billing");
	char *path = path_join(folder, "compared.tsv");
	struct diag_list *unread = diag_list_new();
	struct stage_reader *stage;
	struct record_reader *record;
	bool good = true;

	memset(compared, 0, sizeof(*compared));
	if (file_exists(path)) {
		stage = stage_reader_file(path, &record_kind_compared, unread);
		while ((record = stage_reader_next(stage)) != NULL) {
			while (record_next(record) == 1)
				good &= add_row(compared, record);
		}
		good &= stage_reader_free(stage) == 0;
		compared->known = good;
		compared->damaged = !good;
	}
	tally_sort(&compared->sums);
	diag_list_free(unread);
	free(path);
	free(folder);
}

void
compared_release(struct compared *compared)
{
	tally_release(&compared->sums);
}

/* In a few words --------------------------------------------------------- */

static bool
kind_has_differences(const struct compared *compared, size_t kind)
{
	for (size_t what = 0; what < COMPARED_SAME; what++) {
		if (compared->count[kind][what] > 0)
			return true;
	}
	return false;
}

bool
compared_has_differences(const struct compared *compared)
{
	for (size_t kind = 0; kind < COMPARED_KINDS; kind++) {
		if (kind_has_differences(compared, kind))
			return true;
	}
	return false;
}

static void
put_brief(const struct compared *compared, struct buf *buf)
{
	const char *next = "";

	for (size_t kind = 0; kind < COMPARED_KINDS; kind++) {
		const char *divider = " ";

		if (!kind_has_differences(compared, kind))
			continue;
		buf_printf(buf, "%s%s", next, kinds[kind].title);
		next = "; ";
		for (size_t what = 0; what < COMPARED_SAME; what++) {
			if (compared->count[kind][what] == 0)
				continue;
			buf_printf(buf, "%s%lld %s", divider,
			    (long long)compared->count[kind][what],
			    whats[what]);
			divider = ", ";
		}
	}
	if (next[0] == '\0')
		buf_puts(buf, "nothing");
}

const char *
compared_brief(struct arena *arena, const char *dir)
{
	struct compared compared;
	const char *result;
	struct buf brief;

	compared_load(&compared, dir);
	buf_init(&brief, BUF_MAX_DEFAULT);
	if (compared.known)
		put_brief(&compared, &brief);
	else if (compared.damaged)
		buf_puts(&brief, "damaged");
	result = arena_strdup(arena, buf_text(&brief));
	buf_release(&brief);
	compared_release(&compared);
	return result;
}
