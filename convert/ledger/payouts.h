/*
 * payouts.h - what gateways paid out, less their fees.
 *
 * The same on both roads: the bank is debited with the net, the fee account
 * with the fee, the account where the gateway's payments wait is credited with
 * the gross. VAT in the fee, if the mapping says that there is any, goes to
 * the account of VAT to deduct. A foreign payout takes the rate of its own
 * date; what that leaves on the waiting account is not booked. Where
 * Netvisor's bank feed books the payouts, only the fee is booked here, and
 * the other way round. Transactions of kinds payout and fee are cross-checks
 * of payouts.csv: they say what the connector has booked of a payout with
 * the same gateway, currency, date and amount, and are never posted.
 */
#ifndef LEDGER_PAYOUTS_H
#define LEDGER_PAYOUTS_H

#include "ledger/run.h"

/*
 * A voucher a payout, when payments are carried on either road; else they are
 * counted. After payments.h.
 */
void payouts_make(struct ledger_run *);

#endif
