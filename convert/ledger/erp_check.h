/*
 * erp_check.h - what every ERP line must have, whatever becomes of it.
 */
#ifndef LEDGER_ERP_CHECK_H
#define LEDGER_ERP_CHECK_H

#include "ledger/run.h"

/*
 * Every ERP account number has an account in Netvisor
 * (mapping.erp-account-missing), and every invoice and split that is to be
 * carried has its invoice (billing.unknown-invoice); one that has not is
 * withheld.
 */
void erp_check_all(struct ledger_run *);

#endif
