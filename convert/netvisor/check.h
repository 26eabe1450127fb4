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

struct company;
struct diag_list;

struct check_options {
	const struct company *company;
	const char *batch;     /* folder */
	const char *registers; /* folder */
	const char *check;     /* check.tsv, to be written */
};

enum check_result {
	CHECK_RIGHT,
	CHECK_WRONG, /* check.tsv says which request */
	CHECK_FAILED /* no check.tsv: batch or machine, by the findings */
};

enum check_result check_batch(const struct check_options *, struct diag_list *);

#endif
