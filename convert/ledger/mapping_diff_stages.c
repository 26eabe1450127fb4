/* mapping_diff_stages.c - two ledgers of one month (see mapping_diff.h). */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/record_kinds.h"
#include "base/text.h"
#include "ledger/mapping_diff.h"
#include "ledger/mapping_diff_change.h"
#include "ledger/mapping_diff_rows.h"

/* What is compared, and what came of it. */
struct comparison {
	struct diff_changes changes;
	struct arena *arena; /* of the changes */
	struct diag_list *diag;
};

/* Minor units of a field that the record reader has checked. */
static int64_t
minor_of(const char *text, const struct currency *currency)
{
	struct money money;

	if (text[0] == '\0' ||
	    money_parse(text, strlen(text), number_style_plain, currency,
		&money, NULL) != NUMBER_OK)
		return 0;
	return money.minor;
}

static int64_t
net_of(const struct diff_row *row)
{
	return minor_of(row->field[POSTING_DEBIT], currency_euro()) -
	       minor_of(row->field[POSTING_CREDIT], currency_euro());
}

static bool
differs(const struct diff_row *a, const struct diff_row *b, size_t column)
{
	return strcmp(a->field[column], b->field[column]) != 0;
}

/* "3000 (KOMY 25.5 %, Tuotelinja: SaaS)", with what tells the two apart. */
static const char *
cell_text(struct comparison *comparison, const struct diff_row *row,
    bool with_vat, bool with_dimension)
{
	const char *header = row->field[POSTING_DIMENSION_HEADER];
	struct buf buf;
	const char *text;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, row->field[POSTING_ACCOUNT]);
	if (with_vat || with_dimension)
		buf_puts(&buf, " (");
	if (with_vat)
		buf_printf(&buf, "%s %s %%", row->field[POSTING_VAT_CODE],
		    row->field[POSTING_VAT_PERCENT]);
	if (with_dimension)
		buf_printf(&buf, "%s%s%s%s", with_vat ? ", " : "",
		    header[0] != '\0' ? header : "no dimension",
		    header[0] != '\0' ? ": " : "",
		    row->field[POSTING_DIMENSION_ITEM]);
	if (with_vat || with_dimension)
		buf_putc(&buf, ')');
	text = arena_strdup(comparison->arena, buf_text(&buf));
	buf_release(&buf);
	return text;
}

static void
compare_posting(struct comparison *comparison, const struct diff_row *old,
    const struct diff_row *new)
{
	const char *document = new->field[POSTING_DOCUMENT], *text;
	int64_t before = net_of(old), after = net_of(new);
	bool vat = differs(old, new, POSTING_VAT_CODE) ||
	           differs(old, new, POSTING_VAT_PERCENT);
	bool dimension = differs(old, new, POSTING_DIMENSION_HEADER) ||
	                 differs(old, new, POSTING_DIMENSION_ITEM);

	if (vat || dimension || differs(old, new, POSTING_ACCOUNT)) {
		text = arena_printf(comparison->arena, "moves\tfrom %s to %s",
		    cell_text(comparison, old, vat, dimension),
		    cell_text(comparison, new, vat, dimension));
		diff_change_euro(
		    diff_change_add(&comparison->changes, text, document),
		    before);
	}
	if (before == after)
		return;
	text = arena_printf(
	    comparison->arena, "adds\ton %s", new->field[POSTING_ACCOUNT]);
	diff_change_euro(diff_change_add(&comparison->changes, text, document),
	    after - before);
}

/* A posting that one side alone has: its document, or itself. */
static void
count_single(struct comparison *comparison, const struct diff_row *row,
    bool is_old, const struct table *others)
{
	const char *document = row->field[POSTING_DOCUMENT];
	const char *side = is_old ? "old" : "new", *text;
	struct diff_change *change;

	if (table_find(others, document, strlen(document)) == NULL) {
		text = arena_printf(comparison->arena,
		    "makes\twith the %s mappings alone", side);
		change = diff_change_add(&comparison->changes, text, document);
		diff_change_minor(change,
		    minor_of(row->field[POSTING_DEBIT], currency_euro()),
		    currency_euro());
		return;
	}
	text = arena_printf(comparison->arena, "%s\ton %s",
	    is_old ? "takes away" : "adds", row->field[POSTING_ACCOUNT]);
	diff_change_euro(
	    diff_change_add(&comparison->changes, text, document), net_of(row));
}

static void
note_documents(struct table *documents, const struct diff_file *file)
{
	const struct diff_row *row;
	const char *document;

	for (row = file->first; row != NULL; row = row->next) {
		document = row->field[POSTING_DOCUMENT];
		*table_slot(documents, document, strlen(document), NULL) =
		    documents;
	}
}

static void
compare_postings(
    struct comparison *comparison, struct diff_file *old, struct diff_file *new)
{
	struct table before, after;
	struct diff_row *row, *other;

	table_init(&before);
	table_init(&after);
	note_documents(&before, old);
	note_documents(&after, new);
	for (row = old->first; row != NULL; row = row->next) {
		other = diff_file_find(new, row);
		if (other != NULL) {
			other->met = true;
			compare_posting(comparison, row, other);
		} else {
			count_single(comparison, row, true, &after);
		}
	}
	for (row = new->first; row != NULL; row = row->next)
		if (!row->met)
			count_single(comparison, row, false, &before);
	table_release(&before);
	table_release(&after);
}

/* What postings tell better, or what only says which line decided. */
static bool
is_told(const struct record_column *column)
{
	static const char *const told[] = { "rule", "account", "vat_code",
		"vat_percent", "dimension_header", "dimension_item", "key",
		"lines", "document", "depends_on" };
	size_t i;

	for (i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (strcmp(column->name, told[i]) == 0)
			return true;
	return column->type == RECORD_AMOUNT || column->type == RECORD_MONEY ||
	       strstr(column->name, "_rule") != NULL ||
	       strstr(column->name, "_account") != NULL;
}

static const char *
shown(struct comparison *comparison, const char *text)
{
	struct buf buf;
	const char *result;

	if (text[0] == '\0')
		return "nothing";
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_putc(&buf, '\'');
	text_put_escaped(&buf, text, strlen(text));
	buf_putc(&buf, '\'');
	result = arena_strdup(comparison->arena, buf_text(&buf));
	buf_release(&buf);
	return result;
}

static void
compare_fields(
    struct comparison *comparison, struct diff_file *old, struct diff_file *new)
{
	const struct record_schema *schema = old->schema;
	const struct diff_row *row, *other;
	size_t i;

	for (row = old->first; row != NULL; row = row->next) {
		other = diff_file_find(new, row);
		for (i = 0; other != NULL && i < schema->column_count; i++)
			if (differs(row, other, i) &&
			    !is_told(&schema->column[i]))
				diff_change_add(&comparison->changes,
				    arena_printf(comparison->arena,
					"changes\t%s of %s from %s to %s",
					schema->column[i].name, schema->file,
					shown(comparison, row->field[i]),
					shown(comparison, other->field[i])),
				    "");
	}
}

/* Documents that one side withholds, by the rules that keep them out. */
static void
compare_withheld(struct comparison *comparison, struct diff_file *here,
    struct diff_file *there, const char *verb)
{
	const struct diff_row *row, *other;
	const struct currency *currency;
	struct diff_change *change;
	const char *text, *code;

	for (row = here->first; row != NULL; row = row->next) {
		other = diff_file_find(there, row);

		if (other != NULL && !differs(row, other, WITHHELD_KEY) &&
		    !differs(row, other, WITHHELD_KIND))
			continue;
		code = row->field[WITHHELD_CURRENCY];
		currency = currency_find(code, strlen(code));
		text = arena_printf(comparison->arena, "%s\tof kind %s: %s\t%s",
		    verb, row->field[WITHHELD_KIND], row->field[WITHHELD_RULES],
		    code);
		change = diff_change_add(
		    &comparison->changes, text, row->field[WITHHELD_SOURCE]);
		if (currency != NULL)
			diff_change_minor(change,
			    minor_of(row->field[WITHHELD_TOTAL], currency),
			    currency);
	}
}

static int
compare_kind(struct comparison *comparison, const char *old_stage,
    const char *new_stage, const struct record_schema *schema)
{
	struct diff_file old, new;
	int status;

	status = diff_file_read(&old, old_stage, schema, comparison->diag);
	if (diff_file_read(&new, new_stage, schema, comparison->diag) != 0)
		status = -1;
	if (status == 0 && schema == &record_kind_posting) {
		compare_postings(comparison, &old, &new);
	} else if (status == 0 && schema == &record_kind_withheld) {
		compare_withheld(comparison, &new, &old, "no longer makes");
		compare_withheld(comparison, &old, &new, "now makes");
	} else if (status == 0 && schema != &record_kind_not_carried) {
		compare_fields(comparison, &old, &new);
	}
	diff_file_release(&old);
	diff_file_release(&new);
	return status;
}

int
mapping_diff_stages(const char *old_stage, const char *new_stage,
    struct buf *buf, struct diag_list *diag)
{
	struct comparison comparison = { .diag = diag };
	size_t i, before = buf->len;
	int status = 0;

	diff_changes_init(&comparison.changes);
	comparison.arena = &comparison.changes.arena;
	for (i = 0; i < record_stage_ledger_count; i++)
		if (compare_kind(&comparison, old_stage, new_stage,
			record_stage_ledger[i]) != 0)
			status = -1;
	if (status == 0)
		diff_changes_put(&comparison.changes, buf);
	if (status == 0 && buf->len > before)
		status = 1;
	diff_changes_release(&comparison.changes);
	return status;
}
