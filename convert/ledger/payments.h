/*
 * payments.h - what customers paid, on the road documents.
 *
 * A transaction is one payment of one invoice or credit note, of this month's
 * exports, of an earlier month or of opening_receivables.tsv. One bank payment
 * over several invoices is a transaction an invoice; a uuid that stands twice
 * is a duplicate. Transactions are judged in the order of their dates, and of
 * one day money first, then settlements, refunds and losses, so that what is
 * open of an invoice is known at each; they are written in the input's order.
 *
 * - What Fenerum's connector has booked or cancelled, by the ERP lines of the
 *   transaction, is excluded; so are kinds that Netvisor's bank feed books,
 *   settlements when they are left out, and what is before the start date.
 *   ERP lines are compared with the transaction on both roads.
 * - Money that came is carried even if it is more than was open (a warning).
 *   An underpayment must be strictly below the tolerance and be the rest of
 *   its invoice. A settlement must not be more than either document has left;
 *   on the road documents it must be the smaller of both, for Netvisor's
 *   matchcreditnote.nv takes no amount.
 * - Receivables are in EUR at the invoice's rate. With payments at the rate of
 *   their date the difference goes to the exchange account: on the road
 *   ledger in the payment's voucher; on the road documents in a voucher of its
 *   own beside the sales payment, which Netvisor is assumed to book at its
 *   invoice's rate (UNSURE). Losses and settlements have no such difference,
 *   but a settlement between documents of different rates has one, on the
 *   road ledger. Of part payments each is rounded, so that cents may be left
 *   of a foreign receivable in EUR.
 * - A refund on the road documents is a voucher past its credit note, which
 *   stays open in Netvisor, or a negative sales payment, by setting.
 * - Of a lost receivable VAT may be taken back (bad_debt_vat), by a voucher
 *   that books the loss's base with each code and percent of the invoice, in
 *   proportion to the loss.
 */
#ifndef LEDGER_PAYMENTS_H
#define LEDGER_PAYMENTS_H

#include "ledger/run.h"

/*
 * Judge all transactions, on either road, add them to the receivables, and
 * write what the road documents makes of them: sales payments and credit
 * matches with the postings that Netvisor will make. On the road none they are
 * counted (not_carried.h). On the road ledger only the checks are made here,
 * and vouchers come from erp_payments.h.
 */
void payments_make(struct ledger_run *);

#endif
