/* vat_pair.c - see vat_pair.h. */
#include "netvisor/vat_pair.h"

#include <stddef.h>
#include <string.h>

struct vat_pair {
	const char *code;
	enum vat_side side;
	int tenths;
	int from;
	int until;
	bool doubt;
};

static const struct vat_pair vat_pair[] = {
#define VAT_PAIR(code, side, tenths, from, until, doubt)                       \
	{ code, side, tenths, from, until, doubt },
#include "netvisor/vat_pairs.def"
#undef VAT_PAIR
};

static bool
covers(const struct vat_pair *pair, struct date date)
{
	const int day = date.year * 10000 + date.month * 100 + date.day;

	if (!date_is_set(date))
		return true;
	return day >= pair->from && (pair->until == 0 || day <= pair->until);
}

enum vat_pair_answer
vat_pair_judge(const char *code, struct decimal percent, struct date date,
    enum vat_side side)
{
	enum vat_pair_answer answer = VAT_PAIR_UNKNOWN_CODE;

	for (size_t i = 0; i < sizeof(vat_pair) / sizeof(vat_pair[0]); i++) {
		const struct vat_pair *pair = &vat_pair[i];
		const struct decimal listed = { pair->tenths, 1 };

		if (strcmp(pair->code, code) != 0)
			continue;
		if (side != VAT_SIDE_BOTH && pair->side != VAT_SIDE_BOTH &&
		    pair->side != side)
			return VAT_PAIR_WRONG_SIDE;
		if (answer == VAT_PAIR_UNKNOWN_CODE)
			answer = VAT_PAIR_WRONG_PERCENT;
		if (decimal_compare(percent, listed) != 0)
			continue;
		if (covers(pair, date))
			return pair->doubt ? VAT_PAIR_DOUBTFUL : VAT_PAIR_RIGHT;
		answer = VAT_PAIR_WRONG_DATE;
	}
	return answer;
}
