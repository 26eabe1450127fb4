/* generate_month.c - see generate_month.h. */
#include "generate_month.h"

#include <stdlib.h>
#include <string.h>

#include "generate_books.h"
#include "generate_customer.h"
#include "generate_event.h"
#include "generate_expense.h"
#include "generate_row.h"

static void
open_file(const struct books *books, struct csv *csv, const char *name,
    const char *header)
{
	char path[4096];

	(void)snprintf(path, sizeof(path), "%s/2026-%02u/exports/%s.csv",
	    books->world->dir, 9 + books->month, name);
	csv_open(csv, path, header);
}

static void
month_open(struct books *books)
{
	uint64_t seed = books->world->seed + books->month;

	open_file(books, &books->invoices, "invoices", invoices_header);
	open_file(books, &books->lines, "invoice_lines", lines_header);
	open_file(
	    books, &books->transactions, "transactions", transactions_header);
	open_file(books, &books->erp, "erp_lines", erp_header);
	open_file(books, &books->payouts, "payouts", payouts_header);
	if (books->world->shuffle) {
		csv_shuffle(&books->invoices, seed);
		csv_shuffle(&books->lines, seed);
		csv_shuffle(&books->erp, seed);
	}
}

static void
month_close(struct books *books)
{
	csv_close(&books->invoices);
	csv_close(&books->lines);
	csv_close(&books->transactions);
	csv_close(&books->erp);
	csv_close(&books->payouts);
}

static void
month_write(struct books *books)
{
	const struct world *world = books->world;

	month_open(books);
	customer_write(world, books->month);
	if (books->month == 1)
		for (uint32_t i = 0; i < world->count[0]; i++)
			event_late_payments(books, i);
	for (uint32_t i = 0; i < world->count[books->month]; i++)
		event_invoice(books, i);
	event_month_end(books);
	expense_write(books);
	if (books->month == 1 && books->repeated != NULL)
		csv_raw_row(&books->erp, books->repeated, books->repeated_len);
	month_close(books);
}

void
months_write(const struct world *world)
{
	struct books books;

	memset(&books, 0, sizeof(books));
	books.world = world;
	books.line_id = 410001;
	books.erp_id = 880000;
	books.payout_id = 301;
	for (unsigned i = 0; i < MONTHS; i++)
		books.meant[i] = meant_new();
	for (books.month = 0; books.month < MONTHS; books.month++)
		month_write(&books);
	for (unsigned i = 0; i < MONTHS; i++)
		meant_write(books.meant[i], world, i);
	free(books.repeated);
}
