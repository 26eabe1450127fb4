/*
 * check.h - judging a batch: every request against its schema and against
 * what the snapshot of Netvisor's registers knows.
 *
 * What an earlier request of the batch makes (customers, dimension items)
 * counts as known to the later ones. Findings point into the XML and carry
 * the CSV lines that the document came from.
 */
#ifndef NETVISOR_CHECK_H
#define NETVISOR_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct company;

/* An account of the company that must be one of Netvisor's defaults. */
struct check_default {
	const char *name;   /* as accountlist.nv has it: SalesReceivables */
	const char *what;   /* as accounts.yaml has it: receivables */
	const char *number; /* the company's */
	struct source_pos pos;
};

struct check_options {
	const struct company *company;
	const char *batch;     /* folder */
	const char *registers; /* folder */
	/* check.tsv, to be written; it names the registers by their digest */
	const char *check;
	const struct check_default *defaults;
	size_t default_count;
	/*
	 * How many requests to judge at a time, at most CHECK_WORKERS_MAX; no
	 * finding depends on it.
	 */
	unsigned workers;
	/* Judge every request by libxml2's schema validator as well. */
	bool deep;
};

#define CHECK_WORKERS_MAX 64

enum check_result {
	CHECK_RIGHT,
	CHECK_WRONG, /* check.tsv says which request */
	CHECK_FAILED /* no check.tsv: batch or machine, by the findings */
};

enum check_result check_batch(const struct check_options *, struct diag_list *);

#endif
