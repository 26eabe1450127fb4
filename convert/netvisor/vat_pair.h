/* vat_pair.h - does a VAT code go with a percent on a day? vat_pairs.def. */
#ifndef NETVISOR_VAT_PAIR_H
#define NETVISOR_VAT_PAIR_H

#include <stdbool.h>

#include "base/date.h"
#include "base/decimal.h"

enum vat_side {
	VAT_SIDE_SALES,
	VAT_SIDE_PURCHASE,
	VAT_SIDE_BOTH
};

enum vat_pair_answer {
	VAT_PAIR_RIGHT,
	VAT_PAIR_DOUBTFUL, /* not on Netvisor's page, but plausible */
	VAT_PAIR_UNKNOWN_CODE,
	VAT_PAIR_WRONG_SIDE, /* a purchase code on a sales line */
	VAT_PAIR_WRONG_PERCENT,
	VAT_PAIR_WRONG_DATE /* right on another day */
};

/* side VAT_SIDE_BOTH takes codes of either side. No date: any day. */
enum vat_pair_answer vat_pair_judge(
    const char *code, struct decimal percent, struct date, enum vat_side);

#endif
