/*
 * months.h - were the months before this one mapped?
 *
 * What a month defers is recognised in later ones, through the schedule. A
 * month that was passed over would leave its recognitions out of this one
 * without a trace.
 */
#ifndef LEDGER_MONTHS_H
#define LEDGER_MONTHS_H

#include "ledger/run.h"

/*
 * A warning (ledger.month-skipped) for every month from the start date on that
 * has exports in the company's folder but neither a ledger nor rows in the
 * schedule, and one (ledger.month-withheld) for every such month whose ledger
 * there withheld deferrals or recognitions.
 */
void months_check(struct ledger_run *);

#endif
