/* payment_kind.c - the kinds of Fenerum's transactions. */
#include "mapping/payment_kind.h"

const char *const transaction_kind_words[TRANSACTION_KIND_COUNT] = {
	"bank_transfer", "credit_card", "direct_debit", "settlement_payment",
	"refund", "underpayment_loss", "debtor_loss", "fee", "payout"
};
