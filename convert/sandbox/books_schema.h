/*
 * books_schema.h - the tables of the sandbox's books.
 *
 * Amounts in EUR and in an invoice's currency are integers of hundredths;
 * quantities, prices, rates and percentages are decimal text with a point;
 * dates are YYYY-MM-DD. key columns are NetvisorKeys. Whoever edits the file
 * by hand (to see what reconciliation makes of it) edits these.
 */
#ifndef SANDBOX_BOOKS_SCHEMA_H
#define SANDBOX_BOOKS_SCHEMA_H

/* In parts, NULL after the last. */
extern const char *const books_schema[];

#endif
