/*
 * batch_write.h - from ledger records to a batch folder.
 *
 * All documents are built and judged first; then what must stay out is
 * closed over its dependents; only then are requests made, in sending order:
 * dimension items, customers, invoices, credit notes, vouchers. The folder
 * appears under its name when it is complete, and only then replaces an
 * earlier one.
 */
#ifndef NETVISOR_BATCH_WRITE_H
#define NETVISOR_BATCH_WRITE_H

#include <stdbool.h>

struct company;
struct diag_list;

struct batch_write_options {
	const struct company *company;
	const char *ledger;     /* folder; NULL: standard input */
	const char *batch;      /* the folder to make */
	const char *exclusions; /* exclusions.tsv; need not exist */
	bool draft; /* write the folder also when documents are wrong */
};

enum batch_result {
	BATCH_WRITTEN, /* with on_reject: withhold, without what is wrong */
	BATCH_REFUSED, /* something is wrong; a draft was written if asked */
	BATCH_FAILED   /* the machine, the ledger files or the program */
};

enum batch_result batch_write(
    const struct batch_write_options *, struct diag_list *);

#endif
