/*
 * reconcile_tsv.c - a reconciliation for programs: one table, whose sections
 * reconcile.1 describes.
 */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "report/review_load.h"

struct tsv_row {
	const char *section;
	const char *key;
	const char *name;
	const char *source;
	const char *expected;
	const char *booked;
	const char *difference;
	const char *class;
	const char *next;
};

static void
put_row(struct buf *out, const struct tsv_row *row)
{
	const char *const cell[] = { row->section, row->key, row->name,
		row->source, row->expected, row->booked, row->difference,
		row->class, row->next };

	for (size_t i = 0; i < sizeof(cell) / sizeof(cell[0]); i++) {
		if (i > 0)
			buf_putc(out, '\t');
		if (cell[i] != NULL)
			text_put_escaped(out, cell[i], strlen(cell[i]));
	}
	buf_putc(out, '\n');
}

struct amounts {
	char text[4][MONEY_TEXT_MAX];
};

static const char *
format(
    struct amounts *amounts, int at, int64_t minor, const struct currency *of)
{
	(void)money_format((struct money){ minor, of }, '.', amounts->text[at]);
	return amounts->text[at];
}

static int64_t
minus(int64_t a, int64_t b)
{
	bool overflow = false;

	return sum_clamped(a, sum_negated(b), &overflow);
}

static void
put_classes(const struct reconciliation *rec, struct buf *out)
{
	const struct currency *euro = currency_euro();

	for (enum difference_class c = 0; c <= DIFFERENCE_CLASSES; c++) {
		bool agreed = c == DIFFERENCE_NONE;
		size_t count = agreed ? rec->agreed_count : rec->class_count[c];
		int64_t expected =
		    agreed ? rec->agreed_booked : rec->class_expected[c];
		int64_t booked =
		    agreed ? rec->agreed_booked : rec->class_booked[c];
		struct amounts amounts;
		char *name = mem_printf("%zu", count);

		put_row(out,
		    &(struct tsv_row){ .section = "class",
			.key = agreed ? "agreed" : reconcile_class_name(c),
			.name = name,
			.expected = format(&amounts, 0, expected, euro),
			.booked = format(&amounts, 1, booked, euro),
			.difference =
			    format(&amounts, 2, minus(booked, expected), euro),
			.class = reconcile_class_name(c),
			.next = count == 0 ? "" : reconcile_class_next(c) });
		free(name);
	}
}

/* The row, then what of its difference each class is. */
static void
put_sum(const struct reconcile_row *row, const struct tsv_row *as,
    const struct currency *currency, struct buf *out)
{
	struct tsv_row line = *as;
	struct amounts amounts;

	line.key = row->key;
	line.expected = format(&amounts, 0, row->expected, currency);
	line.booked = format(&amounts, 1, row->booked, currency);
	line.difference =
	    format(&amounts, 2, minus(row->booked, row->expected), currency);
	put_row(out, &line);
	line.source = line.expected = line.booked = NULL;
	for (enum difference_class c = 0; c < DIFFERENCE_CLASSES; c++) {
		int64_t of_class = c == DIFFERENCE_UNEXPLAINED
		                       ? reconcile_row_unexplained(row)
		                       : row->of_class[c];

		if (of_class == 0)
			continue;
		line.difference = format(&amounts, 2, of_class, currency);
		line.class = reconcile_class_name(c);
		put_row(out, &line);
	}
}

static void
put_sums(const struct reconciliation *rec, struct buf *out)
{
	static const char *const section[TABLE_COUNT] = { "account", "vat",
		"dimension" };

	for (size_t t = 0; t < TABLE_COUNT; t++) {
		const struct reconcile_rows *rows = &rec->table[t];
		uint32_t *order = reconcile_row_order(rows);

		for (size_t i = 0; i < rows->key.count; i++) {
			const struct reconcile_row *row = &rows->row[order[i]];

			struct tsv_row as = { .section = section[t] };

			if (t == TABLE_ACCOUNT)
				as.name =
				    review_account_name(rec->review, row->key);
			if (row->touched)
				put_sum(row, &as, currency_euro(), out);
		}
		free(order);
	}
}

static void
put_currencies(const struct reconciliation *rec, struct buf *out)
{
	uint32_t *order = reconcile_row_order(&rec->currency);

	for (size_t i = 0; i < rec->currency.key.count; i++) {
		const struct reconcile_row *row = &rec->currency.row[order[i]];

		const struct currency *currency =
		    currency_find(row->key, strlen(row->key));
		struct amounts amounts;
		struct tsv_row as = { .section = "currency",
			.source = format(&amounts, 0, row->source, currency) };

		put_sum(row, &as, currency, out);
	}
	free(order);
}

/* Source against documents: what the review has found. */
static void
put_source(const struct reconciliation *rec, struct buf *out)
{
	const struct control *control = &rec->review->control;

	for (size_t i = 0; i < control->row_count; i++) {
		const struct control_row *row = &control->row[i];
		int64_t rest = control_unexplained(row);
		struct amounts amounts;

		put_row(out,
		    &(struct tsv_row){ .section = "source",
			.key = row->kind,
			.name = row->currency->code,
			.source = format(
			    &amounts, 0, row->read_amount, row->currency),
			.expected = format(&amounts, 1, row->amount[FATE_BATCH],
			    row->currency),
			.difference = format(&amounts, 2, rest, row->currency),
			.class = rest == 0 ? "" : "unexplained" });
	}
}

static void
put_balances(const struct reconciliation *rec, struct buf *out)
{
	const struct reconcile_rows *rows = &rec->table[TABLE_ACCOUNT];
	const struct currency *euro = currency_euro();
	uint32_t *order = reconcile_row_order(rows);

	for (size_t i = 0; i < rows->key.count; i++) {
		const struct reconcile_row *row = &rows->row[order[i]];
		int64_t rest = reconcile_row_unbalanced(row);
		struct amounts amounts;

		if (row->movement == 0 && row->ours == 0 && row->others == 0 &&
		    row->foreign == 0)
			continue;
		put_row(out,
		    &(struct tsv_row){ .section = "balance",
			.key = row->key,
			.name = review_account_name(rec->review, row->key),
			.expected = format(&amounts, 0, row->movement, euro),
			.booked = format(
			    &amounts, 1, minus(row->movement, rest), euro),
			.difference = format(&amounts, 2, rest, euro),
			.class = rest == 0 ? "" : "unexplained" });
	}
	free(order);
}

static void
put_document(const struct reconciliation *rec,
    const struct reconcile_document *document, struct buf *out)
{
	const struct currency *euro = currency_euro();
	const char *class = reconcile_class_name(document->difference);
	char *name = mem_printf("%s %s", document->kind, document->name);
	char *source = document->source.file == NULL
	                   ? mem_strdup("")
	                   : mem_printf("%s:%lu", document->source.file,
				 document->source.line);
	struct amounts amounts;

	put_row(
	    out, &(struct tsv_row){ .section = "document",
		     .key = document->key,
		     .name = name,
		     .source = source,
		     .expected = format(&amounts, 0, document->expected, euro),
		     .booked = format(&amounts, 1, document->booked, euro),
		     .difference = format(&amounts, 2,
			 minus(document->booked, document->expected), euro),
		     .class = class,
		     .next = reconcile_next(document) });
	for (size_t d = document->first_difference; d != 0;
	     d = rec->difference[d - 1].next) {
		const struct reconcile_difference *entry =
		    &rec->difference[d - 1];

		put_row(out, &(struct tsv_row){ .section = "difference",
				 .key = document->key,
				 .name = entry->what,
				 .source = source,
				 .expected = entry->expected,
				 .booked = entry->found,
				 .class = class });
	}
	free(source);
	free(name);
}

static void
put_vouchers(const struct reconciliation *rec, struct buf *out)
{
	for (size_t i = 0; i < rec->voucher_count; i++) {
		const struct reconcile_voucher *voucher = &rec->voucher[i];
		bool foreign = reconcile_is_foreign(voucher);
		struct amounts amounts;
		char date[DATE_TEXT_MAX];
		char *name;

		if (!foreign &&
		    !(voucher->other && voucher->valid && voucher->in_month))
			continue;
		name = mem_printf("%s %s %s: %s", voucher->class_name,
		    voucher->number, date_format(voucher->date, date),
		    voucher->description);
		put_row(out, &(struct tsv_row){
				 .section = foreign ? "foreign" : "other-month",
				 .key = voucher->key,
				 .name = name,
				 .booked = format(&amounts, 0,
				     reconcile_voucher_sum(rec, voucher),
				     currency_euro()),
				 .class = foreign ? "foreign" : "" });
		free(name);
	}
}

void
reconciliation_write_tsv(const struct reconciliation *rec, struct buf *out)
{
	struct amounts amounts;

	buf_puts(out, "section\tkey\tname\tsource\texpected\tbooked\t"
		      "difference\tclass\tnext\n");
	put_row(out,
	    &(struct tsv_row){
		.section = "books", .key = rec->month, .name = rec->taken_at });
	put_row(out,
	    &(struct tsv_row){ .section = "verdict",
		.key = rec->month,
		.name = reconciliation_agrees(rec) ? "agrees" : "differs",
		.difference =
		    format(&amounts, 0, rec->unexplained, currency_euro()) });
	put_source(rec, out);
	put_classes(rec, out);
	put_sums(rec, out);
	put_currencies(rec, out);
	put_balances(rec, out);
	for (size_t i = 0; i < reconcile_document_count(rec); i++)
		put_document(rec, &rec->document[i], out);
	put_vouchers(rec, out);
}
