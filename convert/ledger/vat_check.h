/*
 * vat_check.h - is what a VAT rule decides right for this line?
 *
 * A rule that holds may still be wrong for the sale: a code for sales without
 * VAT to other EU countries whose customer has no VAT number there (directive
 * 2006/112/EC: articles 138 and 196), or a rate that changes within the
 * line's period, so that it is right for a part of it only. Both are errors:
 * someone must decide, in Fenerum or in mappings/vat.yaml (`across: allowed`).
 * A rule whose vat_date is payment_date is not asked about the period: the
 * tax on a prepayment falls due when it is received (article 65).
 */
#ifndef LEDGER_VAT_CHECK_H
#define LEDGER_VAT_CHECK_H

#include "ledger/run.h"

/*
 * Findings (ledger.reverse-charge, ledger.period-crosses-rate) and faults for
 * a line that was decided on these facts. A credit note's facts have its
 * original's VAT date for every date, so it keeps the original's rate.
 */
void vat_check_line(struct ledger_run *, uint32_t at, const struct line_facts *,
    const struct vat_decision *, struct fault **faults);

#endif
