/*
 * voucher.h - vouchers of what the schedule closes in a month.
 */
#ifndef LEDGER_VOUCHER_H
#define LEDGER_VOUCHER_H

#include "ledger/run.h"
#include "ledger/schedule.h"

/* Netvisor's limit, in characters. */
#define VOUCHER_TEXT_MAX 255

/*
 * The vouchers of one month's ledger. Deferrals are written before
 * recognitions, for a recognition depends on its deferral when both are here:
 * what was never deferred must not be released. Everything else depends on
 * its invoice, when that is here.
 */
struct vouchers;

struct vouchers *vouchers_new(struct ledger_run *);
void vouchers_free(struct vouchers *);
/*
 * Write a voucher and its postings for every carried row of a kind that
 * closes in this month, in the schedule's order. A row with faults, or of an
 * invoice of this month that has some, is withheld.
 */
void vouchers_write(
    struct vouchers *, enum erp_event kind, schedule_next_row *, void *data);

/*
 * The description of an ERP line's voucher: our reference, Fenerum's text and,
 * when it is not EUR, the amount. The caller frees.
 */
char *voucher_text(const char *key, const char *text, struct money);
/* Is the description of the ERP line's voucher short enough? */
bool voucher_text_fits(const char *text, struct money);

#endif
