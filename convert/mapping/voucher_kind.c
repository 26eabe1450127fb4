/* voucher_kind.c - what a voucher that fenvoy posts is for. */
#include "mapping/voucher_kind.h"

#include <string.h>

const char *const voucher_kind_words[VOUCHER_KIND_COUNT] = { "invoice", "split",
	"deferral", "recognition", "payment", "settlement", "refund", "loss",
	"exchange", "bad_debt_vat", "payout", "supplier_invoice",
	"supplier_payment" };

bool
voucher_kind_find(const char *word, enum voucher_kind *ret)
{
	int i;

	for (i = 0; i < VOUCHER_KIND_COUNT; i++) {
		if (strcmp(voucher_kind_words[i], word) != 0)
			continue;
		*ret = (enum voucher_kind)i;
		return true;
	}
	return false;
}
