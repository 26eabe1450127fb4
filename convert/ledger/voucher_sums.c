/* voucher_sums.c - vouchers that wait to be summed. */
#include "ledger/voucher_sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/reference.h"
#include "base/table.h"
#include "ledger/text_list.h"

/* Bytes of a sum's list of lines; what is more goes into a further sum. */
#define LINES_MAX ((size_t)1 << 20)

/* A voucher as it will be written: a sum, or one in detail. */
struct group {
	struct voucher_entry entry;
	struct posting_set postings;
	struct text_list lines;      /* STREAM/ID */
	struct text_list depends_on; /* keys as they were given */
	size_t members;
	unsigned level;
	bool is_sum;
};

struct voucher_sums {
	struct text_pool text;
	struct table shape;  /* the group that takes the next of its like */
	struct table member; /* the group of a key */
	struct table key;    /* keys that are taken */
	struct group **group;
	size_t count;
	size_t capacity;
	unsigned deepest;
	struct buf buf;
};

bool
voucher_sums_wanted(const struct company *company)
{
	size_t i;

	for (i = 0; i < VOUCHER_KIND_COUNT; i++) {
		if (company->voucher_grain[i] != VOUCHER_DETAIL)
			return true;
	}
	return false;
}

static struct voucher_sums *
sums_of(struct ledger_run *run)
{
	struct voucher_sums *sums = run->sums;

	if (sums == NULL) {
		sums = mem_calloc(1, sizeof(*sums));
		text_pool_init(&sums->text);
		table_init(&sums->shape);
		table_init(&sums->member);
		table_init(&sums->key);
		buf_init(&sums->buf, BUF_MAX_DEFAULT);
		run->sums = sums;
	}
	return sums;
}

void
voucher_sums_free(struct voucher_sums *sums)
{
	size_t i;

	if (sums == NULL)
		return;
	for (i = 0; i < sums->count; i++) {
		posting_set_release(&sums->group[i]->postings);
		text_list_release(&sums->group[i]->lines);
		text_list_release(&sums->group[i]->depends_on);
		free(sums->group[i]);
	}
	free(sums->group);
	text_pool_release(&sums->text);
	table_release(&sums->shape);
	table_release(&sums->member);
	table_release(&sums->key);
	buf_release(&sums->buf);
	free(sums);
}

static const char *
keep(struct voucher_sums *sums, const char *text)
{
	return text_pool_keep(&sums->text, text, strlen(text));
}

/* Vouchers that depend on none of these are of level 0. */
static unsigned
level_of(struct voucher_sums *sums, const char *depends_on)
{
	struct text_list keys = { 0 };
	const struct group *other;
	unsigned level = 0;
	size_t i;

	text_list_add(&sums->text, &keys, depends_on, '\n');
	for (i = 0; i < keys.count; i++) {
		other = table_find(
		    &sums->member, keys.text[i], strlen(keys.text[i]));
		if (other != NULL && other->level >= level)
			level = other->level + 1;
	}
	text_list_release(&keys);
	return level;
}

static struct date
date_of_sum(const struct ledger_run *run, const struct voucher_entry *entry)
{
	if (run->company->voucher_grain[entry->kind] == VOUCHER_SUM_MONTH)
		return month_last_day(date_month(entry->date));
	return entry->date;
}

/* What is alike can be one voucher; debit and credit are never netted. */
static const char *
shape_of(struct voucher_sums *sums, const struct voucher_entry *entry,
    const struct posting_set *set, struct date date, unsigned level)
{
	const struct posting *posting;
	char percent[DECIMAL_TEXT_MAX], day[DATE_TEXT_MAX];
	size_t i;

	buf_clear(&sums->buf);
	buf_printf(&sums->buf, "%d\x1f%s\x1f%s\x1f%s\x1f%u", (int)entry->kind,
	    entry->rule, date_format(date, day), entry->amount.currency->code,
	    level);
	for (i = 0; i < set->count; i++) {
		posting = &set->item[i];
		decimal_format(
		    decimal_trim(posting->vat_percent), '.', percent);
		buf_printf(&sums->buf, "\x1e%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s%s",
		    posting->account, posting->vat_code, percent,
		    posting->dimension_header, posting->dimension_item,
		    posting->rule, posting->eur < 0 ? "-" : "+");
	}
	return buf_text(&sums->buf);
}

static struct group *
group_new(struct voucher_sums *sums, const struct voucher_entry *entry,
    const struct posting_set *set)
{
	struct group *group = mem_calloc(1, sizeof(*group));
	struct posting *posting;
	size_t i;

	group->entry = *entry;
	group->entry.rule = keep(sums, entry->rule);
	group->entry.key = keep(sums, entry->key);
	group->entry.text = keep(sums, entry->text);
	posting_set_init(&group->postings);
	for (i = 0; i < set->count; i++) {
		posting = posting_add(&group->postings, set->item[i].source,
		    keep(sums, set->item[i].account), set->item[i].eur,
		    set->item[i].amount);
		posting->rule = keep(sums, set->item[i].rule);
		posting->vat_code = keep(sums, set->item[i].vat_code);
		posting->vat_percent = set->item[i].vat_percent;
		posting->dimension_header =
		    keep(sums, set->item[i].dimension_header);
		posting->dimension_item =
		    keep(sums, set->item[i].dimension_item);
		posting->text = keep(sums, set->item[i].text);
	}
	sums->group = mem_grow(
	    sums->group, sums->count, &sums->capacity, sizeof(struct group *));
	sums->group[sums->count++] = group;
	return group;
}

/* False when it does not fit into the sum, which stays as it was. */
static bool
group_add(struct group *group, const struct voucher_entry *entry,
    const struct posting_set *set)
{
	struct posting *sum = group->postings.item;
	int64_t amount, eur;
	size_t i;

	if (group->lines.bytes + strlen(entry->lines) > LINES_MAX ||
	    __builtin_add_overflow(
		group->entry.amount.minor, entry->amount.minor, &amount) ||
	    __builtin_add_overflow(
		group->entry.amount_eur, entry->amount_eur, &eur))
		return false;
	for (i = 0; i < set->count; i++) {
		int64_t a, b;

		if (__builtin_add_overflow(sum[i].eur, set->item[i].eur, &a) ||
		    __builtin_add_overflow(
			sum[i].amount, set->item[i].amount, &b))
			return false;
	}
	for (i = 0; i < set->count; i++) {
		sum[i].eur += set->item[i].eur;
		sum[i].amount += set->item[i].amount;
	}
	group->entry.amount.minor = amount;
	group->entry.amount_eur = eur;
	/* Lines of several rates have none in common. */
	if (decimal_compare(group->entry.rate, entry->rate) != 0)
		group->entry.rate = (struct decimal){ 0, 0 };
	return true;
}

static struct group *
group_for(struct ledger_run *run, const struct voucher_entry *entry,
    const struct posting_set *set, unsigned level)
{
	struct voucher_sums *sums = run->sums;
	struct date date = date_of_sum(run, entry);
	struct group *group;
	void **slot;

	if (run->company->voucher_grain[entry->kind] == VOUCHER_DETAIL)
		return group_new(sums, entry, set);
	(void)shape_of(sums, entry, set, date, level);
	slot =
	    table_slot(&sums->shape, buf_text(&sums->buf), sums->buf.len, NULL);
	group = *slot;
	if (group != NULL && group_add(group, entry, set))
		return group;
	group = group_new(sums, entry, set);
	group->is_sum = true;
	group->entry.date = date;
	*slot = group;
	return group;
}

void
voucher_sums_add(struct ledger_run *run, const struct voucher_entry *entry,
    const struct posting_set *set)
{
	struct voucher_sums *sums = sums_of(run);
	unsigned level = level_of(sums, entry->depends_on);
	struct group *group = group_for(run, entry, set, level);

	group->level = level;
	group->members++;
	text_list_add(&sums->text, &group->lines, entry->lines, ' ');
	text_list_add(&sums->text, &group->depends_on, entry->depends_on, '\n');
	*table_slot(&sums->member, entry->key, strlen(entry->key), NULL) =
	    group;
	if (level > sums->deepest)
		sums->deepest = level;
}

/* "recognition 2026-10, 214 lines" */
static const char *
text_of_sum(struct ledger_run *run, struct voucher_sums *sums,
    const struct group *group)
{
	char period[DATE_TEXT_MAX];

	date_format(group->entry.date, period);
	if (run->company->voucher_grain[group->entry.kind] == VOUCHER_SUM_MONTH)
		period[MONTH_TEXT_MAX - 1] = '\0';
	buf_clear(&sums->buf);
	buf_printf(&sums->buf, "%s %s, %zu %s",
	    voucher_kind_words[group->entry.kind], period, group->members,
	    group->members == 1 ? "line" : "lines");
	return keep(sums, buf_text(&sums->buf));
}

/* The digest tells sums of one rule and day from each other. */
static const char *
key_of_sum(struct voucher_sums *sums, const struct group *group)
{
	char reference[REFERENCE_TEXT_MAX], day[DATE_TEXT_MAX];
	const char *lines, *key;

	/* What books no line of its own is told by its first voucher. */
	lines = group->lines.count > 0
	            ? text_list_join(&sums->text, &group->lines, '\n')
	            : group->entry.key;
	do {
		reference_make(lines, reference);
		buf_clear(&sums->buf);
		buf_printf(&sums->buf, "voucher:sum:%s:%s:%s",
		    group->entry.rule, date_format(group->entry.date, day),
		    strchr(reference, '-') + 1);
		key = keep(sums, buf_text(&sums->buf));
		/* Two sums of the same lines: the second goes on from there. */
		lines = key;
	} while (table_find(&sums->key, key, strlen(key)) != NULL);
	return key;
}

static void
name_group(
    struct ledger_run *run, struct voucher_sums *sums, struct group *group)
{
	size_t i;

	if (group->is_sum) {
		text_list_sort(&group->lines);
		group->entry.key = key_of_sum(sums, group);
		group->entry.text = text_of_sum(run, sums, group);
		for (i = 0; i < group->postings.count; i++)
			group->postings.item[i].text = group->entry.text;
	}
	group->entry.lines = text_list_join(&sums->text, &group->lines, ' ');
	*table_slot(&sums->key, group->entry.key, strlen(group->entry.key),
	    NULL) = group;
}

/* Keys of what was summed become those of the sums, each once. */
static void
resolve(struct voucher_sums *sums, struct group *group)
{
	struct text_list keys = { 0 };
	const struct group *other;
	struct table seen;
	const char *key;
	void **slot;
	size_t i;

	table_init(&seen);
	for (i = 0; i < group->depends_on.count; i++) {
		key = group->depends_on.text[i];
		other = table_find(&sums->member, key, strlen(key));
		if (other != NULL)
			key = other->entry.key;
		slot = table_slot(&seen, key, strlen(key), NULL);
		if (*slot == NULL)
			text_list_add(&sums->text, &keys, key, '\n');
		*slot = group;
	}
	group->entry.depends_on = text_list_join(&sums->text, &keys, '\n');
	text_list_release(&keys);
	table_release(&seen);
}

void
voucher_sums_write(struct ledger_run *run)
{
	struct voucher_sums *sums = run->sums;
	struct group *group;
	unsigned level;
	size_t i;

	if (sums == NULL)
		return;
	for (level = 0; level <= sums->deepest; level++) {
		for (i = 0; i < sums->count; i++) {
			group = sums->group[i];
			if (group->level != level)
				continue;
			name_group(run, sums, group);
			resolve(sums, group);
			voucher_write(run, &group->entry, &group->postings);
		}
	}
}
