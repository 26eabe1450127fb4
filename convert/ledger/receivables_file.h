/* receivables_file.h - reading and writing, behind receivables.h. */
#ifndef LEDGER_RECEIVABLES_FILE_H
#define LEDGER_RECEIVABLES_FILE_H

#include "base/output.h"
#include "ledger/receivables.h"

struct receivable_entry {
	struct receivable row;
	struct receivable_entry *next; /* of the same number */
	struct receivable_entry *same; /* of the same document and number */
	bool removed;                  /* an earlier month has it too */
};

/* What is known of one invoice number. */
struct receivable_number {
	struct receivable_entry *first; /* rows that change it */
	struct receivable_entry *last;
	const struct receivable *document; /* as receivables_find gives it */
	const struct receivable *opening;
	int64_t opening_open;
};

struct receivable_list {
	struct receivable_entry **entry;
	size_t count;
	size_t capacity;
};

struct receivables {
	struct arena arena;
	struct text_pool text;   /* repeated texts of the file */
	struct text_pool number; /* invoice numbers */
	struct receivable_number *by_number;
	size_t by_number_capacity;
	struct text_pool key; /* document and number of a row */
	struct receivable_entry **by_key;
	size_t by_key_capacity;
	struct month month;           /* the one that is mapped */
	struct receivable_list other; /* by month, then as in the file */
	struct receivable_list here;  /* of this month, as they were added */
	const char *source_file;      /* the last file, with its month: */
	const char *source_with_month;
	struct atomic_file file; /* between sync and commit */
};

/* The place of a number, which is added if it is new. */
struct receivable_number *receivables_number(
    struct receivables *, const char *number);
/* A row read from the file; its texts are the receivables'. */
void receivables_put_other(struct receivables *, const struct receivable *);
/* Order the rows by month and make them findable; once, after reading. */
void receivables_index(struct receivables *);
int receivables_read(struct receivables *, const char *path,
    const char *opening, struct diag_list *);

#endif
