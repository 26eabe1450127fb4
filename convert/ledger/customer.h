/*
 * customer.h - the accounts that carried documents use, as customers.
 */
#ifndef LEDGER_CUSTOMER_H
#define LEDGER_CUSTOMER_H

#include "ledger/run.h"

/* Which accounts share a customer code; once, before the others. */
void customer_index_codes(struct ledger_run *);

/*
 * Judge an account, once: code (ledger.customer-code), VAT number
 * (ledger.business-id), language (mapping.language-missing). Its faults say
 * whether documents may use it.
 */
struct customer_state *customer_check(struct ledger_run *, uint32_t index);

/* Write the customer when it was not written yet. */
void customer_write(struct ledger_run *, uint32_t index);

#endif
