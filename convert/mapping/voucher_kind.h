/*
 * voucher_kind.h - what a voucher that fenvoy posts is for.
 *
 * The words stand in ledger/vouchers.tsv, and in company.yaml where each kind
 * has its voucher class and its detail.
 */
#ifndef MAPPING_VOUCHER_KIND_H
#define MAPPING_VOUCHER_KIND_H

#include <stdbool.h>

enum voucher_kind {
	VOUCHER_INVOICE, /* an invoice or credit note on the road ledger */
	VOUCHER_SPLIT,
	VOUCHER_DEFERRAL,
	VOUCHER_RECOGNITION,
	VOUCHER_PAYMENT,    /* bank transfer, card, direct debit */
	VOUCHER_SETTLEMENT, /* half of a pair, through its clearing account */
	VOUCHER_REFUND,
	VOUCHER_LOSS,         /* underpayment or lost receivable */
	VOUCHER_EXCHANGE,     /* exchange difference of a payment */
	VOUCHER_BAD_DEBT_VAT, /* VAT taken back from a lost receivable */
	VOUCHER_PAYOUT,       /* of a gateway, with its fee */
	VOUCHER_SUPPLIER_INVOICE,
	VOUCHER_SUPPLIER_PAYMENT,
	VOUCHER_KIND_COUNT
};

/* One voucher a source line, or one a day or month for lines that are alike. */
enum voucher_grain {
	VOUCHER_DETAIL,
	VOUCHER_SUM_DAY,
	VOUCHER_SUM_MONTH
};

/* "deferral", by kind. */
extern const char *const voucher_kind_words[VOUCHER_KIND_COUNT];
/* The kind of a word; false when there is none. */
bool voucher_kind_find(const char *word, enum voucher_kind *ret);

#endif
