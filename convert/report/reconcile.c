/* reconcile.c - a reconciliation as a whole (see reconcile.h). */
#include "report/reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "mapping/company.h"
#include "report/reconcile_model.h"

static void
rows_init(struct reconcile_rows *rows)
{
	memset(rows, 0, sizeof(*rows));
	text_pool_init(&rows->key);
}

static void
rows_release(struct reconcile_rows *rows)
{
	text_pool_release(&rows->key);
	free(rows->row);
}

static void
names_init(struct reconcile_names *names)
{
	memset(names, 0, sizeof(*names));
	text_pool_init(&names->key);
}

static void
names_release(struct reconcile_names *names)
{
	text_pool_release(&names->key);
	free(names->value);
}

static struct reconciliation *
reconciliation_new(const struct company *company, struct review *review,
    struct diag_list *diag)
{
	struct reconciliation *rec = mem_calloc(1, sizeof(*rec));

	rec->company = company;
	rec->review = review;
	rec->diag = diag;
	arena_init(&rec->arena);
	(void)month_format(review->month, rec->month);
	text_pool_init(&rec->key);
	text_pool_init(&rec->tuple_key);
	names_init(&rec->ours);
	names_init(&rec->others);
	names_init(&rec->voucher_of);
	for (size_t t = 0; t < TABLE_COUNT; t++)
		rows_init(&rec->table[t]);
	rows_init(&rec->currency);
	return rec;
}

void
reconciliation_free(struct reconciliation *rec)
{
	if (rec == NULL)
		return;
	for (size_t t = 0; t < TABLE_COUNT; t++)
		rows_release(&rec->table[t]);
	rows_release(&rec->currency);
	names_release(&rec->ours);
	names_release(&rec->others);
	names_release(&rec->voucher_of);
	text_pool_release(&rec->key);
	text_pool_release(&rec->tuple_key);
	free(rec->document);
	free(rec->tuple);
	free(rec->line);
	free(rec->invoice);
	free(rec->voucher);
	free(rec->difference);
	journal_documents_free(rec->journal);
	journal_documents_free(rec->journal_all);
	arena_release(&rec->arena);
	review_free(rec->review);
	free(rec);
}

struct reconciliation *
reconcile_month(const struct company *company, struct journal *journal,
    const char *month_dir, struct diag_list *diag)
{
	struct review_source source = { month_dir, NULL, company, "", "" };
	struct review *review = review_load(&source, diag);
	struct reconciliation *rec;

	if (review == NULL)
		return NULL;
	rec = reconciliation_new(company, review, diag);
	if (reconcile_load_ledger(rec, diag) != 0 ||
	    reconcile_load_journal(rec, journal, diag) != 0 ||
	    reconcile_load_books(rec, diag) != 0) {
		reconciliation_free(rec);
		return NULL;
	}
	reconcile_judge(rec);
	reconcile_sum(rec);
	reconcile_report(rec, diag);
	return rec;
}

bool
reconciliation_agrees(const struct reconciliation *rec)
{
	for (size_t c = 0; c < DIFFERENCE_CLASSES; c++) {
		if (c == DIFFERENCE_REJECTED ||
		    (c == DIFFERENCE_FOREIGN && rec->company->foreign_listed))
			continue;
		if (rec->class_count[c] > 0)
			return false;
	}
	return rec->copy_count == 0 && rec->unexplained == 0 &&
	       rec->source_agrees && !rec->overflow;
}

struct money
reconciliation_unexplained(const struct reconciliation *rec)
{
	return (struct money){ rec->unexplained, currency_euro() };
}
