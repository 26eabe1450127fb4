/*
 * generate_row.h - rows of invoices.csv, invoice_lines.csv, transactions.csv.
 */
#ifndef GENERATE_ROW_H
#define GENERATE_ROW_H

#include "generate_books.h"

struct customer;

extern const char *const invoices_header;
extern const char *const lines_header;
extern const char *const transactions_header;
extern const char *const erp_header;
extern const char *const payouts_header;

void row_invoice(
    struct books *, const struct invoice *, const struct customer *);
void row_lines(struct books *, const struct invoice *);
void row_transaction(
    struct books *, const struct invoice *, const struct payment *);

#endif
