/*
 * payout.h - one payout of a gateway: what it must agree with.
 */
#ifndef LEDGER_PAYOUT_H
#define LEDGER_PAYOUT_H

#include "ledger/run.h"

struct payout_state {
	struct fault *faults;
	enum carry carry;
	enum erp_status status;
	bool has_status; /* an ERP line of its transaction gives one */
};

/*
 * Judge all payouts of the month: gross less fee is net (ledger.payout-sum),
 * gross and fee are the sums of its transactions (ledger.payout-transactions)
 * as far as they are in these exports (ledger.payout-unproved), no
 * transaction is in two (ledger.payout-twice), and every transaction of kind
 * payout or fee agrees with one (ledger.payout-unknown). Fills one state a
 * payout; transactions that are refused are listed.
 */
void payouts_judge(struct ledger_run *, struct payout_state *);

#endif
