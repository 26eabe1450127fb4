/*
 * mapping_report.h - what mapping-check prints: YAML all of it, so that it
 * can be kept and pasted from; whatever is not an entry is a comment.
 */
#ifndef LEDGER_MAPPING_REPORT_H
#define LEDGER_MAPPING_REPORT_H

#include "ledger/mapping_gaps.h"

struct buf;

/* Every rule, one a line, with how often it decided if uses is set. */
void mapping_report_rules(const struct mapping *, bool uses, struct buf *);

/*
 * The entries that close all gaps, by file, each with its rows' count, sums
 * and first place. What a person must decide stands as DECIDE, which the
 * mapping files refuse. Nothing when there are no gaps.
 */
void mapping_report_stub(
    const struct mapping *, const struct gap_list *, struct buf *);

/*
 * Every decision for the row that starts at source ("exports/
 * invoice_lines.csv:17") and the mapping line that made it, or why there is
 * none. -1 after a finding (mapping.no-row).
 */
int mapping_explain(const struct ledger_input *, const char *source,
    struct buf *, struct diag_list *);

#endif
