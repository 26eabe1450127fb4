/* voucher_put.c - the one way in which vouchers get into the ledger. */
#include "ledger/voucher_put.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "ledger/closed.h"
#include "ledger/voucher.h"
#include "ledger/voucher_sums.h"

void
voucher_line_add(struct buf *lines, const char *stream, const char *id)
{
	if (*id == '\0')
		return;
	if (lines->len > 0)
		buf_putc(lines, ' ');
	buf_puts(lines, stream);
	buf_putc(lines, '/');
	for (; *id != '\0'; id++) {
		if (*id == ' ')
			buf_puts(lines, "%20");
		else if (*id == '%')
			buf_puts(lines, "%25");
		else
			buf_putc(lines, *id);
	}
}

/* The sum of the debits, negative where the entry is; the set balances. */
static int64_t
signed_debit(
    const struct voucher_entry *entry, const struct posting_set *postings)
{
	int64_t debit = 0;
	size_t i;

	for (i = 0; i < postings->count; i++) {
		if (postings->item[i].eur > 0)
			debit += postings->item[i].eur;
	}
	return entry->amount_eur < 0 ? -debit : debit;
}

static void
write_entry(struct ledger_run *run, const struct voucher_entry *entry,
    const struct posting_set *postings)
{
	const char *class = run->company->voucher_class[entry->kind];
	struct money euro = { signed_debit(entry, postings), currency_euro() };
	struct record_writer *writer;
	char *text;

	writer = stage_writer_kind(run->stage, &record_kind_voucher);
	record_put_pos(writer, pos_of(entry->source));
	record_put_text(writer, entry->rule);
	record_put_text(writer, entry->key);
	record_put_text(writer, voucher_kind_words[entry->kind]);
	record_put_date(writer, entry->date);
	record_put_text(writer, class == NULL ? "" : class);
	text = voucher_text(entry->key, entry->text, entry->amount);
	record_put_text(writer, text);
	free(text);
	record_put_text(writer, entry->depends_on);
	record_put_text(writer, entry->amount.currency->code);
	record_put_money(writer, entry->amount);
	if (entry->rate.units == 0)
		record_put_empty(writer);
	else
		record_put_decimal(writer, entry->rate);
	record_put_money(writer, euro);
	record_put_text(writer, entry->lines);
	record_row_end(writer);
}

void
voucher_write(struct ledger_run *run, const struct voucher_entry *entry,
    struct posting_set *postings)
{
	postings->document = entry->key;
	postings->by = "fenvoy";
	postings->date = entry->date;
	postings->currency = entry->amount.currency;
	postings->rate = entry->rate;
	write_entry(run, entry, postings);
	posting_set_write(
	    postings, stage_writer_kind(run->stage, &record_kind_posting));
}

/* What is wrong with the voucher itself. */
static bool
check(struct ledger_run *run, const struct voucher_entry *entry,
    const struct posting_set *postings, struct fault **faults)
{
	if (!voucher_text_fits(entry->text, entry->amount)) {
		diag_add(run->diag, RULE_LEDGER_TEXT_LENGTH,
		    pos_of(entry->source),
		    "the text of %s is longer than a voucher's can be",
		    entry->key);
		fault_add(run, faults, RULE_LEDGER_TEXT_LENGTH);
		return false;
	}
	if (!posting_set_is_balanced(postings)) {
		diag_add(run->diag, RULE_LEDGER_UNBALANCED,
		    pos_of(entry->source), "the postings of %s do not balance",
		    entry->key);
		fault_add(run, faults, RULE_LEDGER_UNBALANCED);
		return false;
	}
	return true;
}

/* The VAT of a voucher belongs to the day of the voucher. */
static struct date
vat_date_of(
    const struct voucher_entry *entry, const struct posting_set *postings)
{
	const struct date none = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < postings->count; i++) {
		if (strcmp(postings->item[i].vat_code, "NONE") != 0)
			return entry->date;
	}
	return none;
}

bool
voucher_put(struct ledger_run *run, const struct voucher_entry *given,
    struct posting_set *postings, struct fault **faults)
{
	struct voucher_entry entry = *given;
	struct closed_document document = {
		.source = given->source,
		.key = given->key,
		.kind = voucher_kind_words[given->kind],
		.name = given->text,
		.amount = given->amount,
		.date = given->date,
		.vat_date = vat_date_of(given, postings),
	};

	if (!check(run, &entry, postings, faults))
		return false;
	if (!closed_check(run, &document, &entry.date, faults))
		return false;
	moved_write(run, &document, entry.date);
	if (voucher_sums_wanted(run->company))
		voucher_sums_add(run, &entry, postings);
	else
		voucher_write(run, &entry, postings);
	return true;
}
