/* line_amounts.c - how Netvisor will compute an invoice line. */
#include "ledger/line_amounts.h"

#include <stdint.h>

/* 1 - percent / 100, or 1 + percent / 100; false on overflow. */
static bool
share(struct decimal percent, bool less, struct decimal *ret)
{
	const struct decimal whole = { 100, 0 };

	if (percent.scale > DECIMAL_SCALE_MAX - 2)
		percent = decimal_trim(percent);
	if (percent.scale > DECIMAL_SCALE_MAX - 2)
		return false;
	if (!(less ? decimal_subtract(whole, percent, ret)
		   : decimal_add(whole, percent, ret)))
		return false;
	/* Divided by 100 exactly: two more decimals. */
	ret->scale += 2;
	return true;
}

bool
netvisor_amounts(const struct line_amounts *line, struct decimal vat_percent,
    const struct currency *currency, int64_t *ret_net, int64_t *ret_gross)
{
	struct decimal factor[4];

	factor[0] = decimal_trim(line->quantity);
	factor[1] = decimal_trim(line->price);
	if (!share(line->discount, true, &factor[2]) ||
	    !share(vat_percent, false, &factor[3]))
		return false;
	factor[2] = decimal_trim(factor[2]);
	factor[3] = decimal_trim(factor[3]);
	return decimal_product(factor, 3, currency->decimals, ret_net) &&
	       decimal_product(factor, 4, currency->decimals, ret_gross);
}

static bool
can_be_kept(const struct billing_line *line)
{
	return line->has_quantity && line->quantity_units != 0 &&
	       (line->discount == NULL ||
		   (decimal_is_zero(line->discount->fixed_per_quantity) &&
		       decimal_is_zero(line->discount->fixed_total)));
}

/* The line as it is, if that gives its net. */
static bool
keep(const struct billing_line *line, struct decimal vat_percent,
    struct line_amounts *ret, int64_t *ret_gross)
{
	const struct decimal none = { 0, 0 };
	int64_t net;

	if (!can_be_kept(line))
		return false;
	ret->flattened = false;
	ret->quantity = line_quantity(line);
	ret->price = line_price(line);
	ret->discount =
	    line->discount == NULL ? none : line->discount->percentage;
	return netvisor_amounts(
		   ret, vat_percent, line->currency, &net, ret_gross) &&
	       net == line->net;
}

static bool
flatten(const struct billing_line *line, struct decimal vat_percent,
    struct line_amounts *ret, int64_t *ret_gross)
{
	int64_t net;

	ret->flattened = true;
	ret->quantity.units = line->net < 0 ? -1 : 1;
	ret->quantity.scale = 0;
	ret->price.units = line->net < 0 ? -line->net : line->net;
	ret->price.scale = line->currency->decimals;
	ret->discount = (struct decimal){ 0, 0 };
	*ret_gross = 0;
	return netvisor_amounts(
	    ret, vat_percent, line->currency, &net, ret_gross);
}

static bool
is_near(int64_t a, int64_t b, int64_t limit)
{
	int64_t difference;

	return !__builtin_sub_overflow(a, b, &difference) &&
	       difference <= limit && difference >= -limit;
}

bool
line_amounts_choose(const struct billing_line *line, struct decimal vat_percent,
    int64_t limit, struct line_amounts *ret, int64_t *ret_gross)
{
	struct line_amounts kept;
	bool is_kept, is_flat;
	int64_t exported, gross = 0;

	*ret_gross = 0;
	if (__builtin_add_overflow(line->net, line->vat, &exported) ||
	    line->net == INT64_MIN)
		return false;
	is_kept = keep(line, vat_percent, &kept, &gross);
	if (!is_kept || gross != exported) {
		is_flat = flatten(line, vat_percent, ret, ret_gross);
		if (is_flat && *ret_gross == exported)
			return true;
		if (!is_kept || !is_near(gross, exported, limit))
			return is_flat && is_near(*ret_gross, exported, limit);
	}
	*ret = kept;
	*ret_gross = gross;
	return true;
}

static void
put_decimal(struct buf *buf, struct decimal decimal)
{
	char text[DECIMAL_TEXT_MAX];

	decimal_format(decimal, ',', text);
	buf_puts(buf, text);
}

static void
put_date(struct buf *buf, struct short_date date)
{
	buf_printf(buf, "%u.%u.%u", (unsigned)date.day, (unsigned)date.month,
	    (unsigned)date.year);
}

static void
put_period(struct buf *buf, const struct billing_line *line)
{
	if (line->date_from.year == 0 && line->date_to.year == 0)
		return;
	if (line->date_from.year != 0)
		put_date(buf, line->date_from);
	buf_putc(buf, '-');
	if (line->date_to.year != 0)
		put_date(buf, line->date_to);
}

static void
put_calculation(struct buf *buf, const struct billing_line *line)
{
	const struct line_discount *discount = line->discount;
	bool each;

	each =
	    discount != NULL && !decimal_is_zero(discount->fixed_per_quantity);
	put_decimal(buf, line_quantity(line));
	buf_puts(buf, each ? " x (" : " x ");
	put_decimal(buf, line_price(line));
	if (each) {
		buf_puts(buf, " - ");
		put_decimal(buf, discount->fixed_per_quantity);
		buf_putc(buf, ')');
	}
	if (discount == NULL)
		return;
	if (!decimal_is_zero(discount->percentage)) {
		buf_puts(buf, " - ");
		put_decimal(buf, discount->percentage);
		buf_puts(buf, " %");
	}
	if (!decimal_is_zero(discount->fixed_total)) {
		buf_puts(buf, " - ");
		put_decimal(buf, discount->fixed_total);
	}
}

void
line_amounts_text(struct buf *buf, const struct billing_line *line,
    const struct line_amounts *amounts)
{
	size_t before = buf->len;

	put_period(buf, line);
	if (!amounts->flattened || !line->has_quantity)
		return;
	if (buf->len > before)
		buf_puts(buf, ", ");
	put_calculation(buf, line);
}
