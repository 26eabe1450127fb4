/*
 * erp_payments.h - ERP lines of payments, on the road ledger.
 *
 * A line is one voucher: its two accounts in Netvisor, a positive amount
 * debiting account_number, with Fenerum's own text. It is made or refused
 * with its transaction, both halves of a settlement alike. The first line of
 * a transaction claims it for the journal; of a settlement the credit note's
 * half, which the invoice's half depends on.
 */
#ifndef LEDGER_ERP_PAYMENTS_H
#define LEDGER_ERP_PAYMENTS_H

#include "ledger/run.h"

/*
 * A voucher a carried ERP line of type Payment, when payments take ledger. On
 * both roads a line without its transaction is a finding
 * (ledger.payment-unknown), for then no file speaks for its money. Lines of
 * gateway payouts and fees are none of these (payouts.h). After payments.h.
 */
void erp_payments_make(struct ledger_run *);

#endif
