/*
 * mapping_gaps.h - what a month asks of the mapping and what no rule answers.
 *
 * The rows are those that fenerum-map would map: lines of invoices that are
 * carried, with the customers and rates of these; the revenue accounts and
 * dimensions of invoices whose deferrals are carried; the accounts of all ERP
 * lines; payments on the road documents, payouts and suppliers' invoices that
 * are carried. A gap that an earlier finding explains (a rule that is wrong, a
 * file that was not read to its end) is none.
 */
#ifndef LEDGER_MAPPING_GAPS_H
#define LEDGER_MAPPING_GAPS_H

#include "ledger/ledger_map.h"
#include "ledger/text_pool.h"
#include "mapping/mapping.h"

/* In the order of the files that close them. */
enum gap_kind {
	GAP_SYSTEM,
	GAP_ERP_ACCOUNT,
	GAP_ACCOUNT,
	GAP_PAYMENT,
	GAP_PAYOUT,
	GAP_VAT,
	GAP_PURCHASE,
	GAP_DIMENSION,
	GAP_PRODUCT,
	GAP_LANGUAGE,
	GAP_RATE,
	GAP_SUPPLIER,
	GAP_KIND_COUNT
};

struct gap_sum {
	struct money money;
	struct gap_sum *next;
};

/* Rows that one entry in a mapping file would serve. */
struct gap {
	const char *entry; /* YAML, with DECIDE for what a person decides */
	const char *note;  /* what to look out for, or "" */
	struct source_pos first;
	size_t count;
	struct gap_sum *sum; /* by currency, in the order met */
	bool sum_overflow;
};

struct gap_list {
	struct arena arena;
	struct text_pool pool[GAP_KIND_COUNT]; /* entries */
	struct gap *gap[GAP_KIND_COUNT];       /* by number in the pool */
	size_t capacity[GAP_KIND_COUNT];
};

void gap_list_init(struct gap_list *);
void gap_list_release(struct gap_list *);
size_t gap_list_count(const struct gap_list *, enum gap_kind);

/*
 * Ask the mapping everything that the month asks. Its uses are counted from 0;
 * gaps go to the list, with their findings (mapping.*).
 */
void mapping_gaps_find(
    const struct ledger_input *, struct gap_list *, struct diag_list *);

#endif
