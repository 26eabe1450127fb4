/*
 * reconcile_compare.c - in what a booked document is unlike its expectation
 * (see reconcile_model.h).
 */
#include "report/reconcile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "netvisor/register.h"

/* Of a document that many vouchers claim, the first are told of. */
#define VOUCHERS_COMPARED 10

void
reconcile_differ(struct reconciliation *rec, size_t index, const char *what,
    const char *expected, const char *found)
{
	struct reconcile_document *document = &rec->document[index];

	rec->difference = mem_grow(rec->difference, rec->difference_count,
	    &rec->difference_capacity, sizeof(*rec->difference));
	rec->difference[rec->difference_count++] =
	    (struct reconcile_difference){ index + 1, what, expected, found,
		    0 };
	if (document->first_difference == 0)
		document->first_difference = rec->difference_count;
	else
		rec->difference[document->last_difference - 1].next =
		    rec->difference_count;
	document->last_difference = rec->difference_count;
}

static int64_t
magnitude(int64_t amount)
{
	return amount < 0 ? sum_negated(amount) : amount;
}

/* Fields ------------------------------------------------------------------ */

static void
compare_date(struct reconciliation *rec, size_t index, const char *what,
    struct date expected, struct date found)
{
	char before[DATE_TEXT_MAX];
	char after[DATE_TEXT_MAX];

	/* What Netvisor does not show is not compared. */
	if (!date_is_set(found) || date_compare(expected, found) == 0)
		return;
	reconcile_differ(rec, index, what,
	    arena_strdup(&rec->arena, date_format(expected, before)),
	    arena_strdup(&rec->arena, date_format(found, after)));
}

static const char *
money_text(struct reconciliation *rec, struct money amount)
{
	char text[MONEY_TEXT_MAX];

	(void)money_format(amount, '.', text);
	return arena_printf(&rec->arena, "%s %s", text, amount.currency->code);
}

static void
compare_sums(struct reconciliation *rec, size_t index,
    const struct reconcile_invoice *invoice)
{
	const struct money total = rec->document[index].total;
	const int64_t total_eur = rec->document[index].total_eur;

	if (invoice->has_sum && (invoice->sum.currency != total.currency ||
				    invoice->sum.minor != total.minor))
		reconcile_differ(rec, index,
		    invoice->sum.currency == total.currency ? "amount"
							    : "currency",
		    money_text(rec, total), money_text(rec, invoice->sum));
	else if (!invoice->has_sum && invoice->has_sum_eur &&
		 invoice->sum_eur != total_eur)
		reconcile_differ(rec, index, "amount",
		    money_text(
			rec, (struct money){ total_eur, currency_euro() }),
		    money_text(rec,
			(struct money){ invoice->sum_eur, currency_euro() }));
}

/* The number is a whole number to Netvisor. */
static const char *
without_zeros(const char *number)
{
	while (number[0] == '0' && number[1] != '\0')
		number++;
	return number;
}

static void
compare_invoice(struct reconciliation *rec, size_t index,
    const struct reconcile_invoice *invoice)
{
	const struct reconcile_document document = rec->document[index];

	if (strcmp(without_zeros(invoice->number),
		without_zeros(document.number)) != 0)
		reconcile_differ(
		    rec, index, "number", document.number, invoice->number);
	/* No code at all in any answer says nothing. */
	if (rec->customers_shown &&
	    strcmp(invoice->customer, document.customer) != 0)
		reconcile_differ(rec, index, "customer", document.customer,
		    invoice->customer);
	compare_date(
	    rec, index, "invoice date", document.invoice_date, invoice->date);
	compare_date(
	    rec, index, "due date", document.due_date, invoice->due_date);
	compare_sums(rec, index, invoice);
}

/* Netvisor shows a class by its name, or by abbreviation and name. */
static bool
is_class(const char *found, const char *expected)
{
	size_t len = strlen(found);
	size_t name = strlen(expected);

	return len >= name && strcmp(found + len - name, expected) == 0 &&
	       (len == name || found[len - name - 1] == ' ');
}

static void
compare_vouchers(struct reconciliation *rec, size_t index)
{
	const struct reconcile_document document = rec->document[index];
	const char *list = "";
	size_t count = 0;

	for (size_t v = document.first_voucher; v != 0;
	     v = rec->voucher[v - 1].next) {
		const struct reconcile_voucher *voucher = &rec->voucher[v - 1];

		if (!voucher->valid)
			continue;
		if (++count > VOUCHERS_COMPARED)
			continue;
		list = arena_printf(&rec->arena, "%s%s%s", list,
		    list[0] == '\0' ? "" : ", ", voucher->key);
		compare_date(rec, index, "date", document.date, voucher->date);
		if (voucher->reference[0] != '\0')
			reconcile_differ(rec, index, "reference",
			    document.reference, voucher->reference);
		if (document.class_name[0] != '\0' &&
		    !is_class(voucher->class_name, document.class_name))
			reconcile_differ(rec, index, "class",
			    document.class_name, voucher->class_name);
	}
	if (document.valid_vouchers > 1)
		reconcile_differ(rec, index, "document", "one voucher",
		    arena_printf(&rec->arena, "%zu vouchers: %s%s",
			document.valid_vouchers, list,
			count > VOUCHERS_COMPARED ? ", ..." : ""));
	if (document.invoice_count > 1)
		reconcile_differ(rec, index, "document", "one invoice",
		    arena_printf(
			&rec->arena, "%zu invoices", document.invoice_count));
}

/* Ledger ------------------------------------------------------------------ */

bool
reconcile_check_ledger(struct reconciliation *rec, size_t index)
{
	const struct reconcile_document document = rec->document[index];
	const size_t before = rec->difference_count;
	const struct money total_eur = { document.total_eur, currency_euro() };
	bool whole = document.total_eur == 0;
	int64_t sum = 0, debit = 0;

	if (!document.in_ledger)
		return true;
	for (size_t l = document.first_line; l != 0;
	     l = rec->line[l - 1].next) {
		reconcile_add(rec, &sum, rec->line[l - 1].amount);
		if (rec->line[l - 1].amount > 0)
			reconcile_add(rec, &debit, rec->line[l - 1].amount);
		whole |= magnitude(rec->line[l - 1].amount) ==
		         magnitude(document.total_eur);
	}
	/* An invoice is one receivable, a voucher all that it debits. */
	whole |= debit == magnitude(document.total_eur);
	if (document.sent_total.currency != NULL &&
	    (document.sent_total.currency != document.total.currency ||
		document.sent_total.minor != document.total.minor))
		reconcile_differ(rec, index, "ledger",
		    money_text(rec, document.sent_total),
		    arena_printf(&rec->arena, "%s in the ledger",
			money_text(rec, document.total)));
	if (!whole)
		reconcile_differ(rec, index, "ledger",
		    arena_printf(&rec->arena, "a posting of %s",
			money_text(rec, total_eur)),
		    "none in the ledger");
	if (sum != 0)
		reconcile_differ(rec, index, "ledger", "postings that balance",
		    "postings in the ledger that do not");
	return rec->difference_count == before;
}

/* Lines ------------------------------------------------------------------- */

/* A tuple whose sums are unlike. */
struct unlike {
	const struct reconcile_tuple *tuple;
	int64_t expected;
	int64_t found;
	bool paired;
};

/* Tuples get their numbers from both sides' files: order them by words. */
static int
compare_unlike(const void *a, const void *b)
{
	const struct reconcile_tuple *first = ((const struct unlike *)a)->tuple;
	const struct reconcile_tuple *second =
	    ((const struct unlike *)b)->tuple;
	int order = strcmp(first->account, second->account);

	if (order == 0)
		order = strcmp(first->vat_code, second->vat_code);
	if (order == 0)
		order = strcmp(first->vat_percent, second->vat_percent);
	return order == 0 ? strcmp(first->dimension, second->dimension) : order;
}

/* "3000, KOMY 25.5 %, Tuotelinja: SaaS credit 194.50" */
static const char *
line_text(struct reconciliation *rec, const struct reconcile_tuple *tuple,
    int64_t amount)
{
	const char *vat = "";
	char text[MONEY_TEXT_MAX];

	if (amount == 0)
		return "";
	(void)money_format(
	    (struct money){ magnitude(amount), currency_euro() }, '.', text);
	if (strcmp(tuple->vat_code, "NONE") != 0)
		vat = arena_printf(&rec->arena, ", %s %s %%", tuple->vat_code,
		    tuple->vat_percent);
	return arena_printf(&rec->arena, "%s%s%s%s %s %s", tuple->account, vat,
	    tuple->dimension[0] == '\0' ? "" : ", ", tuple->dimension,
	    amount > 0 ? "debit" : "credit", text);
}

/* What sets two tuples apart, and in how many ways. */
static int
apart(const struct reconcile_tuple *a, const struct reconcile_tuple *b,
    const char **ret_what)
{
	int ways = 0;

	*ret_what = "line";
	if (strcmp(a->dimension, b->dimension) != 0) {
		*ret_what = "dimension";
		ways++;
	}
	if (strcmp(a->vat_code, b->vat_code) != 0 ||
	    strcmp(a->vat_percent, b->vat_percent) != 0) {
		*ret_what = "VAT code";
		ways++;
	}
	if (strcmp(a->account, b->account) != 0) {
		*ret_what = "account";
		ways++;
	}
	return ways;
}

/* What one tuple lacks, another has: the nearest such one, or NULL. */
static struct unlike *
find_pair(struct unlike *list, size_t count, const struct unlike *lost,
    const char **ret_what)
{
	struct unlike *best = NULL;
	int best_ways = 0;

	if (magnitude(lost->found) >= magnitude(lost->expected))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct unlike *other = &list[i];
		const char *what;
		int ways;

		if (other == lost || other->paired ||
		    magnitude(other->found) <= magnitude(other->expected) ||
		    other->found - other->expected !=
			lost->expected - lost->found)
			continue;
		ways = apart(lost->tuple, other->tuple, &what);
		if (best == NULL || ways < best_ways) {
			best = other;
			best_ways = ways;
			*ret_what = what;
		}
	}
	return best;
}

static const char *
single_what(const struct reconciliation *rec, const struct unlike *unlike)
{
	const char *rounding = register_default_account(
	    rec->review->registers, "RoundingOffDifference");

	if (unlike->expected == 0 && rounding != NULL &&
	    strcmp(rounding, unlike->tuple->account) == 0)
		return "rounding by Netvisor";
	return unlike->expected != 0 && unlike->found != 0 ? "amount" : "line";
}

static void
report_lines(
    struct reconciliation *rec, size_t index, struct unlike *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct unlike *entry = &list[i];
		const char *what = "";
		struct unlike *pair;

		if (entry->paired)
			continue;
		pair = find_pair(list, count, entry, &what);
		if (pair == NULL)
			continue;
		entry->paired = pair->paired = true;
		reconcile_differ(rec, index, what,
		    line_text(
			rec, entry->tuple, entry->expected - entry->found),
		    line_text(rec, pair->tuple, pair->found - pair->expected));
	}
	for (size_t i = 0; i < count; i++) {
		const struct unlike *entry = &list[i];

		if (!entry->paired)
			reconcile_differ(rec, index, single_what(rec, entry),
			    line_text(rec, entry->tuple, entry->expected),
			    line_text(rec, entry->tuple, entry->found));
	}
}

static void
compare_lines(struct reconciliation *rec, size_t index,
    const struct reconcile_sides *sides)
{
	struct unlike *list = mem_calloc(sides->count + 1, sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < sides->count; i++) {
		uint32_t tuple = sides->touched[i];

		if (sides->expected[tuple] == sides->found[tuple])
			continue;
		list[count++] = (struct unlike){ &rec->tuple[tuple],
			sides->expected[tuple], sides->found[tuple], false };
	}
	qsort(list, count, sizeof(*list), compare_unlike);
	report_lines(rec, index, list, count);
	free(list);
}

void
reconcile_compare(struct reconciliation *rec, size_t index,
    const struct reconcile_sides *sides)
{
	const struct reconcile_document *document = &rec->document[index];

	if (!document->in_ledger)
		reconcile_differ(rec, index, "document",
		    "none: the ledger does not hold it", "booked");
	else if (document->is_invoice && document->invoice != 0)
		compare_invoice(
		    rec, index, &rec->invoice[document->invoice - 1]);
	compare_vouchers(rec, index);
	compare_lines(rec, index, sides);
}
