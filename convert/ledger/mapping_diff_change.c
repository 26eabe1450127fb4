/* mapping_diff_change.c - see mapping_diff_change.h. */
#include "ledger/mapping_diff_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

void
diff_changes_init(struct diff_changes *changes)
{
	arena_init(&changes->arena);
	table_init(&changes->change);
	table_init(&changes->document);
}

void
diff_changes_release(struct diff_changes *changes)
{
	table_release(&changes->change);
	table_release(&changes->document);
	arena_release(&changes->arena);
}

struct diff_change *
diff_change_add(
    struct diff_changes *changes, const char *text, const char *document)
{
	struct diff_change *change;
	void **slot;
	char *key;

	slot = table_slot(&changes->change, text, strlen(text), NULL);
	if (*slot == NULL)
		*slot = arena_alloc(&changes->arena, sizeof(*change));
	change = *slot;
	change->rows++;
	if (document[0] == '\0')
		return change;
	key = mem_printf("%s\n%s", text, document);
	slot = table_slot(&changes->document, key, strlen(key), NULL);
	free(key);
	if (*slot == NULL) {
		*slot = change;
		change->documents++;
	}
	return change;
}

void
diff_change_minor(
    struct diff_change *change, int64_t minor, const struct currency *currency)
{
	change->currency = currency;
	if (__builtin_add_overflow(change->minor, minor, &change->minor))
		change->overflow = true;
}

void
diff_change_euro(struct diff_change *change, int64_t minor)
{
	change->sided = true;
	diff_change_minor(change, minor, currency_euro());
}

static int
compare_texts(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

static void
put_plural(struct buf *buf, size_t count, const char *word)
{
	buf_printf(buf, ", %zu %s%s", count, word, count == 1 ? "" : "s");
}

/* " 41.20 EUR"; a credit without its sign. */
static void
put_amount(struct buf *buf, const struct diff_change *change)
{
	struct money money = { change->minor, change->currency };
	char amount[MONEY_TEXT_MAX];

	if (change->currency == NULL)
		return;
	if (change->overflow) {
		buf_puts(buf, " more than 64 bits hold");
		return;
	}
	if (change->sided && money.minor < 0 && money.minor != INT64_MIN)
		money.minor = -money.minor;
	money_format(money, '.', amount);
	buf_printf(buf, " %s %s", amount, change->currency->code);
}

/* "moves 41.20 EUR from 3000 to 3010 (credit), 2 documents" */
static void
put_change(struct buf *buf, const char *text, const struct diff_change *change)
{
	const char *tab = strchr(text, '\t');

	buf_printf(buf, "%.*s", (int)(tab - text), text);
	put_amount(buf, change);
	buf_printf(buf, " %.*s", (int)strcspn(tab + 1, "\t"), tab + 1);
	if (change->sided && !change->overflow)
		buf_puts(buf, change->minor < 0 ? " (credit)" : " (debit)");
	if (change->documents > 0)
		put_plural(buf, change->documents, "document");
	else
		put_plural(buf, change->rows, "row");
	buf_putc(buf, '\n');
}

void
diff_changes_put(const struct diff_changes *changes, struct buf *buf)
{
	size_t count = table_count(&changes->change), i = 0;
	const struct table_entry *entry = NULL;
	const char **text;

	text = mem_calloc(count + 1, sizeof(*text));
	while ((entry = table_next(&changes->change, entry)) != NULL)
		text[i++] = table_key(entry);
	qsort(text, count, sizeof(*text), compare_texts);
	for (i = 0; i < count; i++)
		put_change(buf, text[i],
		    table_find(&changes->change, text[i], strlen(text[i])));
	free(text);
}
