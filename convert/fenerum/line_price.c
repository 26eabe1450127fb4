/* line_price.c - see line_price.h. */
#include "fenerum/line_price.h"

#include "fenerum/billing_row.h"
#include "fenerum/profile_proof.h"

/* More decimals than fit in a sum of 64 bits. */
#define SUM_SCALE_MAX 18

struct line {
	struct decimal quantity;
	struct decimal price;
	struct decimal each;  /* discount of one piece */
	struct decimal total; /* and of all */
	struct decimal share; /* what a percent leaves: 0.9 */
	struct decimal above; /* 1 + rate: 1.255 */
	const struct currency *currency;
	int64_t net;
	int64_t gross;
};

static struct decimal
value_of(const struct billing_row *row, size_t column)
{
	const struct field_value *value = &row->value[column];

	return value->is_set ? value->decimal : (struct decimal){ 0, 0 };
}

/* 1 - percent / 100, or 1 + percent / 100, exactly. */
static bool
share_of(struct decimal percent, bool less, struct decimal *ret)
{
	const struct decimal whole = { 100, 0 };

	if (less ? !decimal_subtract(whole, percent, ret)
		 : !decimal_add(whole, percent, ret))
		return false;
	ret->scale += 2;
	return true;
}

/* False if something is not there, or was refused already. */
static bool
take_line(const struct billing_row *row, struct line *ret)
{
	const struct field_value *value = row->value;
	const struct money net = value[INVOICE_LINE_NET_AMOUNT].money;
	const struct money vat = value[INVOICE_LINE_VAT_AMOUNT].money;

	if (faults_any(row->faults) || !value[INVOICE_LINE_QUANTITY].is_set ||
	    !value[INVOICE_LINE_PRICE].is_set ||
	    !value[INVOICE_LINE_VAT_RATE].is_set ||
	    !value[INVOICE_LINE_NET_AMOUNT].is_set ||
	    !value[INVOICE_LINE_VAT_AMOUNT].is_set)
		return false;
	*ret = (struct line){
		.quantity = value_of(row, INVOICE_LINE_QUANTITY),
		.price = value_of(row, INVOICE_LINE_PRICE),
		.each = value_of(row, INVOICE_LINE_DISCOUNT_FIXED_PER_QUANTITY),
		.total = value_of(row, INVOICE_LINE_DISCOUNT_FIXED_TOTAL),
		.currency = net.currency,
		.net = net.minor,
	};
	return !__builtin_add_overflow(net.minor, vat.minor, &ret->gross) &&
	       share_of(value_of(row, INVOICE_LINE_DISCOUNT_PERCENTAGE), true,
		   &ret->share) &&
	       share_of(
		   value_of(row, INVOICE_LINE_VAT_RATE), false, &ret->above);
}

/* The line's sum, exactly; false if it has too many digits for that. */
static bool
sum_of(const struct line *line, struct decimal *ret)
{
	struct decimal factor[3] = { decimal_trim(line->quantity), { 0, 0 },
		decimal_trim(line->share) };
	struct decimal sum;

	if (!decimal_subtract(line->price, line->each, &factor[1]))
		return false;
	factor[1] = decimal_trim(factor[1]);
	sum.scale = factor[0].scale + factor[1].scale + factor[2].scale;
	if (sum.scale > SUM_SCALE_MAX ||
	    !decimal_product(factor, 3, sum.scale, &sum.units))
		return false;
	sum = decimal_trim(sum);
	/* A discount makes a credit smaller too. */
	return line->quantity.units < 0
	           ? decimal_add(sum, decimal_trim(line->total), ret)
	           : decimal_subtract(sum, decimal_trim(line->total), ret);
}

static bool
round_sum(struct decimal sum, const struct line *line, int64_t *ret)
{
	return decimal_product(&sum, 1, line->currency->decimals, ret);
}

/* Is the sum the line's net, and with VAT its gross? */
static bool
is_net(struct decimal sum, const struct line *line)
{
	const struct decimal factor[2] = { sum, line->above };
	int64_t net, gross;

	return round_sum(sum, line, &net) && net == line->net &&
	       decimal_product(factor, 2, line->currency->decimals, &gross) &&
	       gross == line->gross;
}

/* Is the sum the line's gross, and without VAT its net? */
static bool
is_gross(struct decimal sum, const struct line *line)
{
	const unsigned decimals = line->currency->decimals;
	struct decimal rounded = { 0, decimals };
	int64_t net;

	if (!round_sum(sum, line, &rounded.units) ||
	    rounded.units != line->gross)
		return false;
	if (decimal_quotient(sum, line->above, decimals, &net) &&
	    net == line->net)
		return true;
	return decimal_quotient(rounded, line->above, decimals, &net) &&
	       net == line->net;
}

/* Prices with VAT -------------------------------------------------------- */

/* The prices without VAT at a scale; false on overflow. */
static bool
take_vat_off(const struct line *line, unsigned scale, struct line *ret)
{
	*ret = *line;
	ret->price.scale = ret->each.scale = ret->total.scale = scale;
	return decimal_quotient(
		   line->price, line->above, scale, &ret->price.units) &&
	       decimal_quotient(
		   line->each, line->above, scale, &ret->each.units) &&
	       decimal_quotient(
		   line->total, line->above, scale, &ret->total.units);
}

static void
set_value(struct billing_row *row, size_t column, struct decimal decimal)
{
	if (row->value[column].is_set)
		row->value[column].decimal = decimal;
}

/* False if not even the currency's decimals fit. */
static bool
make_net(struct billing_row *row, const struct line *line)
{
	unsigned scale = line->currency->decimals;
	struct line net, tried;
	struct decimal sum;

	if (!take_vat_off(line, scale, &net))
		return false;
	while (!(sum_of(&net, &sum) && is_net(sum, &net)) &&
	       ++scale <= DECIMAL_SCALE_MAX &&
	       take_vat_off(line, scale, &tried))
		net = tried;
	set_value(row, INVOICE_LINE_PRICE, net.price);
	set_value(row, INVOICE_LINE_DISCOUNT_FIXED_PER_QUANTITY, net.each);
	set_value(row, INVOICE_LINE_DISCOUNT_FIXED_TOTAL, net.total);
	return true;
}

static void
refuse_digits(struct billing_row *row)
{
	proof_refuse(&row->proof->prices, row->faults,
	    billing_row_pos(row, INVOICE_LINE_PRICE), false,
	    "price: with VAT, and its sum has too many digits to be reckoned "
	    "exactly");
}

static void
refuse(struct billing_row *row, const struct line *line, bool known,
    struct decimal sum)
{
	const struct source_pos pos = billing_row_pos(row, INVOICE_LINE_PRICE);
	const struct currency *currency = line->currency;
	char shown[3][MONEY_TEXT_MAX];
	bool other = known && line->net != line->gross && is_net(sum, line);
	int64_t minor, net;

	if (!known || !round_sum(sum, line, &minor) ||
	    !decimal_quotient(sum, line->above, currency->decimals, &net)) {
		refuse_digits(row);
		return;
	}
	(void)money_format((struct money){ minor, currency }, '.', shown[0]);
	if (minor != line->gross) {
		(void)money_format(
		    (struct money){ line->gross, currency }, '.', shown[1]);
		proof_refuse(&row->proof->prices, row->faults, pos, other,
		    "price: with VAT it gives %s %s, but net_amount and "
		    "vat_amount give %s",
		    shown[0], currency->code, shown[1]);
		return;
	}
	(void)money_format((struct money){ net, currency }, '.', shown[1]);
	(void)money_format(
	    (struct money){ line->net, currency }, '.', shown[2]);
	proof_refuse(&row->proof->prices, row->faults, pos, other,
	    "price: with VAT it gives %s %s, of which %s is net, but "
	    "net_amount is %s",
	    shown[0], currency->code, shown[1], shown[2]);
}

/* All ---------------------------------------------------------------------- */

void
line_price_check(struct billing_row *row)
{
	struct proof *proof = &row->proof->prices;
	struct decimal sum = { 0, 0 };
	struct line line;
	bool known, tells;

	if (!take_line(row, &line))
		return;
	known = sum_of(&line, &sum);
	/* Without VAT, or of nothing, a line tells nothing. */
	tells = line.net != line.gross;
	if (!row->profile->gross_prices) {
		if (known && tells && is_net(sum, &line))
			proof->right++;
		else if (known && tells && is_gross(sum, &line))
			proof_doubt(
			    proof, billing_row_pos(row, INVOICE_LINE_PRICE));
		return;
	}
	if (!known || !is_gross(sum, &line)) {
		refuse(row, &line, known, sum);
		return;
	}
	if (make_net(row, &line))
		proof->right += tells;
	else
		refuse_digits(row);
}
