/* reckon.c - see reckon.h. */
#include "netvisor/reckon.h"

/* percent / 100: the same digits, two places further right. */
static struct decimal
hundredth(struct decimal percent)
{
	percent = decimal_trim(percent);
	percent.scale += 2;
	return percent;
}

bool
reckon_line(struct decimal quantity, struct decimal price,
    struct decimal discount, struct decimal vat_percent,
    const struct currency *currency, struct line_amounts *ret)
{
	const struct decimal hundred = { 100, 0 };
	struct decimal kept, with_vat;
	struct decimal factor[4];

	if (!decimal_subtract(hundred, discount, &kept) ||
	    !decimal_add(hundred, vat_percent, &with_vat))
		return false;
	factor[0] = quantity;
	factor[1] = price;
	factor[2] = hundredth(kept);
	factor[3] = hundredth(with_vat);
	if (!money_product(factor, 3, currency, &ret->net) ||
	    !money_product(factor, 4, currency, &ret->gross))
		return false;
	ret->vat = ret->gross;
	return money_subtract(&ret->vat, ret->net);
}
