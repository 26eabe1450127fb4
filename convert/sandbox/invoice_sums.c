/* invoice_sums.c - the arithmetic of invoice.h. */
#include "sandbox/invoice.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* (100 + percent) / 100 and (100 - percent) / 100, exactly. */
static bool
one_plus(struct decimal percent, struct decimal *ret)
{
	if (!decimal_add((struct decimal){ 100, 0 }, percent, ret))
		return false;
	ret->scale += 2;
	return true;
}

static bool
one_minus(struct decimal percent, struct decimal *ret)
{
	if (!decimal_subtract((struct decimal){ 100, 0 }, percent, ret))
		return false;
	ret->scale += 2;
	return true;
}

/* From a price that holds the VAT: the net is divided once, exactly. */
static bool
reckon_gross_price(struct invoice_line *line, const struct decimal factor[3],
    struct decimal with_vat)
{
	struct decimal whole = { 0, 0 };
	size_t i;

	for (i = 0; i < 3; i++)
		whole.scale += decimal_trim(factor[i]).scale;
	return whole.scale <= DECIMAL_SCALE_MAX &&
	       decimal_product(factor, 3, 2, &line->gross) &&
	       decimal_product(factor, 3, whole.scale, &whole.units) &&
	       decimal_quotient(whole, with_vat, 2, &line->net);
}

bool
invoice_reckon_line(struct invoice_line *line)
{
	/* quantity, price, 1 - discount, 1 + VAT */
	struct decimal factor[4] = { line->quantity, line->price };

	if (line->has_sums) {
		if (!posting_sum_fits(line->net) ||
		    !posting_sum_fits(line->vat))
			return false;
		line->gross = line->net + line->vat;
		return true;
	}
	if (!one_minus(line->discount, &factor[2]) ||
	    !one_plus(line->vat_percent, &factor[3]))
		return false;
	if (line->price_type[0] == 'g') {
		if (!reckon_gross_price(line, factor, factor[3]))
			return false;
	} else if (!decimal_product(factor, 3, 2, &line->net) ||
		   !decimal_product(factor, COUNT(factor), 2, &line->gross)) {
		return false;
	}
	if (!posting_sum_fits(line->net) || !posting_sum_fits(line->gross))
		return false;
	line->vat = line->gross - line->net;
	return true;
}

/* Cents by the rate, in cents. */
static bool
to_eur(int64_t cents, struct decimal rate, int64_t *ret)
{
	return decimal_quotient((struct decimal){ cents, 2 }, rate, 2, ret);
}

bool
invoice_reckon_euros(struct invoice_line *line, struct decimal rate)
{
	return to_eur(line->net, rate, &line->net_eur) &&
	       to_eur(line->vat, rate, &line->vat_eur);
}

bool
invoice_reckon(struct invoice *invoice, int64_t given)
{
	int64_t own = 0, own_eur = 0, over_eur;
	size_t i;

	for (i = 0; i < invoice->line_count; i++) {
		const struct invoice_line *line = &invoice->line[i];

		own += line->gross;
		own_eur += line->net_eur + line->vat_eur;
	}
	if (given == 0)
		given = own;
	if (!posting_sum_fits(given) || !posting_sum_fits(own) ||
	    !to_eur(given - own, invoice->rate, &over_eur) ||
	    !posting_sum_fits(own_eur) || !posting_sum_fits(over_eur))
		return false;
	invoice->sum = given;
	invoice->sum_eur = own_eur + over_eur;
	return true;
}
