/*
 * payment_kind.h - the kinds of Fenerum's transactions.
 *
 * The words are those of billing/transactions.tsv and company.yaml.
 */
#ifndef MAPPING_PAYMENT_KIND_H
#define MAPPING_PAYMENT_KIND_H

enum transaction_kind {
	TRANSACTION_BANK_TRANSFER,
	TRANSACTION_CREDIT_CARD,
	TRANSACTION_DIRECT_DEBIT,
	TRANSACTION_SETTLEMENT,
	TRANSACTION_REFUND,
	TRANSACTION_UNDERPAYMENT_LOSS,
	TRANSACTION_DEBTOR_LOSS,
	TRANSACTION_FEE_KIND,
	TRANSACTION_PAYOUT,
	TRANSACTION_KIND_COUNT
};

/* "bank_transfer", by kind. */
extern const char *const transaction_kind_words[TRANSACTION_KIND_COUNT];

#endif
