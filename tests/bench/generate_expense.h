/*
 * generate_expense.h - suppliers, their invoices, and paying them.
 */
#ifndef GENERATE_EXPENSE_H
#define GENERATE_EXPENSE_H

#include "generate_books.h"

/* Write suppliers.csv and supplier_invoices.csv with their ERP lines. */
void expense_write(struct books *);

#endif
